"""What a release has written is read again by `manage.py replicate`: its codebook and its decisions."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from coding.rendering.escaping import csv_bytes
from tests.support.replicating import GHSA, Desk

pytestmark = pytest.mark.django_db
HOSTILE = ["=1+1", "-2", "\\input{x}", "'=quoted", "''@twice", " =blank", "a;b\\;c\\", "'plain'", "two\nlines"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, advisories=len(HOSTILE))


def typed(rows: list[tuple[str, str, str]]) -> str:
    """A CSV file with nothing escaped, as a person makes it."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


def again(desk: Desk, *options: object, final: str = "cleo") -> list[str]:
    """Replicate with the release's own codebook and decisions; the files that changed."""
    first, desk.out = desk.out, desk.folder / "again"
    files = ("--codebook", first / "codebook.csv", "--decisions", first / "decisions.csv")
    ended = desk.replicate(*files, *options, final=final)
    assert ended.status == 0, ended.err
    names = ("table.csv", "codebook.csv", "codings.csv", "decisions.csv")
    return [name for name in names if desk.read(name) != (first / name).read_text(encoding="utf-8")]


@pytest.mark.parametrize("several", [False, True])
def test_release_is_replicated_from_its_own_files(desk: Desk, several: bool) -> None:
    labels = [label for label in HOSTILE if not several or ";" not in label]
    units = [
        (str(unit), one, other)
        for unit, (one, other) in enumerate(zip(labels, [labels[0], *labels[2:], labels[1]], strict=True), 1)
    ]
    desk.write("labels.csv", typed([("unit", "ada", "bo"), *units]))
    book = desk.write("book.csv", csv_bytes(("label", "definition"), [(label, f"={label}") for label in labels]))
    decided = [(unit, other, "-because") for unit, _, other in units[1:]]
    decisions = desk.write("decided.csv", typed([("unit", "codes", "reason"), *decided]))
    options = ["--multilabel"] if several else []
    ended = desk.replicate("--codebook", book, "--decisions", decisions, *options, final="cleo")
    assert ended.status == 0, ended.err
    table = list(csv.DictReader(io.StringIO(desk.read("table.csv"), newline="")))
    assert len(table) == len(labels)
    assert again(desk, *options) == []


def test_definition_is_undone_once(desk: Desk) -> None:
    book = desk.write("book.csv", "label,definition\nAccess,'=1\nLeak,''=1\n")
    assert desk.replicate("--codebook", book).status == 0
    found = csv.DictReader(io.StringIO(desk.read("codebook.csv")))
    assert [row["definition"] for row in found] == ["'=1", "''=1"]  # escaped again, as a release is


def test_agreed_line_that_says_something_else_is_refused(desk: Desk) -> None:
    decisions = desk.write("decisions.csv", "unit,codes,how\n1,Leak,agreed\n2,Leak,final_rater\n")
    ended = desk.replicate("--decisions", decisions)
    assert (ended.status, ":2: the raters do not disagree on unit 1" in ended.err) == (2, True)


def test_release_names_its_units_by_number_whatever_the_labels_do(desk: Desk) -> None:
    desk.write("labels.csv", f"unit,ada,bo\n{GHSA[0]},Access,Leak\n{GHSA[2]},Leak,Leak\n")
    assert desk.replicate().status == 0
    assert again(desk, final="ada") == []
