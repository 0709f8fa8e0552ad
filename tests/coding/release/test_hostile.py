"""Difficult texts in every file of a release, each opened by a real reader of its format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
import yaml
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from coding.dataset.rows import CodeRow, DecisionRow
from coding.formats import CODEBOOK, formats_of
from coding.results.derive import Publication, derive
from tests.support import publications as factory

# Half surrogate pairs, no characters, controls, marks of direction, a formula, a command, length.
WORST = (
    "half \ud800 pair",
    "\udfff",
    "\ufffe\uffff no characters \x00\x08",
    '=HYPERLINK("x")\ud83d',
    "\\input{x}\\write18{id}\ud800",
    "\u202e\u2066\u200f=1+1",
    "👩‍👩‍👧 👍🏽 \U0010ffff",
    "]]> <!-- & &amp; <svg onload=x>",
    "\u2028\u2029\x85 line ends",
    "é" * 10_000,
)


def worst() -> Publication:
    """Return a publication in which every text is one of `WORST`."""
    publication = factory.hostile()
    raters = (WORST[0], WORST[3])
    codings, decisions = [], []
    for number, text in enumerate(WORST, start=1):
        codings += [factory.coding(number, raters[0], text, memo=text, certainty=text)]
        codings += [factory.coding(number, raters[1], WORST[number % len(WORST)], memo=text)]
        decisions.append(DecisionRow(number, (text,), "final_rater", text, text))
    book = [CodeRow(text, text, text, text, text, parent=WORST[0] if n else "") for n, text in enumerate(WORST)]
    units = [
        factory.unit(n, title=text, identifier=text, aliases=(text,), project=text, text=text, cwes=(text,))
        for n, text in enumerate(WORST, start=1)
    ]
    changes = dict.fromkeys(("title", "question", "notice", "sampling", "note", "final_rater"), WORST[0])
    return derive(
        factory.changed(
            publication.data,
            raters=raters,
            codings=tuple(codings),
            decisions=tuple(decisions),
            codebook=tuple(book),
            units=tuple(units),
            **changes,
        )
    )


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return factory.render_all(worst())


def of_csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert len({len(row) for row in rows}) == 1
    for row in rows[1:]:
        for cell in row:
            assert not re.match(r"\s*[=@+]", cell), cell


def of_json(content: bytes) -> None:
    json.loads(content.decode())


def of_json_lines(content: bytes) -> None:
    for line in content.decode().split("\n")[:-1]:
        json.loads(line)


def of_markdown(content: bytes) -> None:
    page = MarkdownIt("commonmark").enable("table").render(content.decode())
    assert "<svg" not in page
    assert "<!--" not in page


def of_latex(content: bytes) -> None:
    text = content.decode("ascii")
    assert not re.search(r"\\(input|write|immediate|def|csname|catcode)", text)


def of_xml(content: bytes) -> None:
    root = etree.fromstring(content)
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


def of_workbook(content: bytes) -> None:
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def of_project(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as project:
        assert project.testzip() is None
        for name in project.namelist():
            assert re.fullmatch(r"project\.qde|sources/[0-9a-f-]{36}\.txt", name)
            project.read(name).decode()
        etree.fromstring(project.read("project.qde"))


def of_citation(content: bytes) -> None:
    citation = yaml.safe_load(content.decode())
    assert citation["cff-version"] == "1.2.0"
    assert set(citation) == {
        "cff-version",
        "message",
        "type",
        "title",
        "version",
        "date-released",
        "authors",
        "abstract",
    }


def starts(mark: bytes) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        assert content.startswith(mark)

    return check


def of_checksums(content: bytes) -> None:
    lines = content.decode().splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[0-9a-f]{64}  [A-Za-z0-9_.-]+", line)] == []


READERS: dict[str, Callable[[bytes], None]] = {
    "csv": of_csv,
    "json": of_json,
    "jsonl": of_json_lines,
    "jsonld": of_json,
    "md": of_markdown,
    "tex": of_latex,
    "svg": of_xml,
    "qdc": of_xml,
    "xml": of_xml,
    "xlsx": of_workbook,
    "qdpx": of_project,
    "cff": of_citation,
    "png": starts(b"\x89PNG"),
    "pdf": starts(b"%PDF"),
    "py": lambda content: compile(content, "recompute.py", "exec") and None,
    "sha256": of_checksums,
}


def test_every_file_is_readable(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        assert re.fullmatch(r"[A-Za-z0-9_.-]+", name)
        READERS[name.rpartition(".")[2]](content)


def test_labels_are_unchanged_except_for_half_surrogate_pairs(files: dict[str, bytes]) -> None:
    def encodable(text: str) -> str:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)

    study = json.loads(files["study.json"])
    assert [row["label"] for row in study["codebook"]] == [encodable(text) for text in WORST]
    read = csv.DictReader(io.StringIO(files["codebook.csv"].decode(), newline=""))
    labels = [row["label"].removeprefix("'") for row in read]
    assert labels == [encodable(text).replace("\0", "") for text in WORST]


@pytest.mark.parametrize("kind", formats_of(CODEBOOK))
def test_codebook_is_readable_in_every_format(kind: str) -> None:
    READERS[kind](formats_of(CODEBOOK)[kind].write(worst().data.codebook, WORST[0]))
