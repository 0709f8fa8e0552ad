"""Codebook and decisions of a release as input of `manage.py replicate`."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from coding.rendering.escaping import csv_bytes
from tests.support.replicating import GHSA, Replication

pytestmark = pytest.mark.django_db
HOSTILE = ["=1+1", "-2", "\\input{x}", "'=quoted", "''@twice", " =blank", "a;b\\;c\\", "'plain'", "two\nlines"]


@pytest.fixture
def replication(tmp_path: Path) -> Replication:
    return Replication(tmp_path, advisories=len(HOSTILE))


def unescaped_csv(rows: list[tuple[str, str, str]]) -> str:
    """Return a CSV file without escaped formulas, as a person writes it."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


def changed_files(replication: Replication, *options: object, final: str = "cleo") -> list[str]:
    """Replicate from the codebook and decisions of the release, and return the files that differ."""
    first, replication.out = replication.out, replication.folder / "again"
    files = ("--codebook", first / "codebook.csv", "--decisions", first / "decisions.csv")
    result = replication.run(*files, *options, final=final)
    assert result.status == 0, result.err
    names = ("table.csv", "codebook.csv", "codings.csv", "decisions.csv")
    return [name for name in names if replication.read(name) != (first / name).read_text(encoding="utf-8")]


@pytest.mark.parametrize("multilabel", [False, True])
def test_release_is_replicated_from_its_own_files(replication: Replication, multilabel: bool) -> None:
    labels = [label for label in HOSTILE if not multilabel or ";" not in label]
    units = [
        (str(unit), one, other)
        for unit, (one, other) in enumerate(zip(labels, [labels[0], *labels[2:], labels[1]], strict=True), 1)
    ]
    replication.write("labels.csv", unescaped_csv([("unit", "ada", "bo"), *units]))
    book = replication.write("book.csv", csv_bytes(("label", "definition"), [(label, f"={label}") for label in labels]))
    decided = [(unit, other, "-because") for unit, _, other in units[1:]]
    decisions = replication.write("decided.csv", unescaped_csv([("unit", "codes", "reason"), *decided]))
    options = ["--multilabel"] if multilabel else []
    result = replication.run("--codebook", book, "--decisions", decisions, *options, final="cleo")
    assert result.status == 0, result.err
    table = list(csv.DictReader(io.StringIO(replication.read("table.csv"), newline="")))
    assert len(table) == len(labels)
    assert changed_files(replication, *options) == []


def test_escape_of_a_definition_is_removed_once(replication: Replication) -> None:
    book = replication.write("book.csv", "label,definition\nAccess,'=1\nLeak,''=1\n")
    assert replication.run("--codebook", book).status == 0
    rows = csv.DictReader(io.StringIO(replication.read("codebook.csv")))
    assert [row["definition"] for row in rows] == ["'=1", "''=1"]  # escaped again, as a release is


def test_agreed_line_with_a_different_code_is_refused(replication: Replication) -> None:
    decisions = replication.write("decisions.csv", "unit,codes,how\n1,Leak,agreed\n2,Leak,final_rater\n")
    result = replication.run("--decisions", decisions)
    assert (result.status, ":2: The raters do not disagree on unit 1" in result.err) == (2, True)


def test_release_numbers_its_units_even_if_the_labels_use_identifiers(replication: Replication) -> None:
    replication.write("labels.csv", f"unit,ada,bo\n{GHSA[0]},Access,Leak\n{GHSA[2]},Leak,Leak\n")
    assert replication.run().status == 0
    assert changed_files(replication, final="ada") == []
