"""Input that `manage.py replicate` refuses, with its message and without leaving any row or file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.apps import apps

from tests.support.database import copy_sqlite
from tests.support.replicating import CVE, GHSA, LABELS, Replication, osv
from tests.support.services import python

pytestmark = pytest.mark.django_db


@pytest.fixture
def replication(tmp_path: Path) -> Replication:
    return Replication(tmp_path)


def assert_refused(
    replication: Replication, message: str, *options: object, final: str = "ada", paths: list[Path] | None = None
) -> None:
    """Assert that the command fails with this message on one line, and leaves no row and no file."""
    before = sorted(replication.folder.rglob("*"))
    result = replication.run(*options, final=final, paths=paths)
    assert result.status == 2, result.out + result.err
    assert message in result.err
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    assert result.out == ""
    assert row_counts() == {}
    assert sorted(replication.folder.rglob("*")) == before


def row_counts() -> dict[str, int]:
    """Return the number of rows per model, without the empty tables."""
    models = [model for app in ("coding", "advisories") for model in apps.get_app_config(app).get_models()]
    return {model.__name__: count for model in models if (count := model._default_manager.count())}


# --- the labels file ---

ROWS = "1,a,b\n2,a,b\n3,a,b\n4,a,b\n5,a,b\n"

BAD_LABELS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "The file holds no ratings."),
    "only a header": ("unit,ada,bo\n", "The file holds no ratings."),
    "UTF-16 without a mark": (LABELS.encode("utf-16-le"), "labels.csv: This is no text."),
    "Latin-1": ("unit,ada,bo\n1,Café,x\n".encode("latin-1"), "labels.csv: Line 2 is not UTF-8."),
    "a workbook": (b"PK\x03\x04rest", "The workbook is broken"),
    "NUL": ("unit,ada,bo\n1,a,b\n2,a\0,b\n", "labels.csv: This is no text."),
    "no unit column": ("ada,bo\na,b\n", "No column names the units."),
    "two unit columns": ("unit,Unit,ada,bo\n1,1,a,b\n", "Two columns are called “unit” and “Unit”."),
    "one rater": ("unit,ada\n1,a\n", "Only ada's ratings are here."),
    "a rater twice": ("unit,ada,ada\n1,a,b\n", "Two columns are called “ada” and “ada”."),
    "a rater without a name": ("unit,ada,\n1,a,b\n", "Only ada's ratings are here."),
    "a rater without labels": ("unit,ada,bo\n1,a,\n2,a, \n", "Only ada's ratings are here."),
    "a long rater": (f"unit,ada,{'b' * 151}\n1,a,b\n", "is too long. Use at most 150 characters"),
    "a missing cell": ("unit,ada,bo\n1,a\n", "Only ada's ratings are here."),
    "a cell too many": ("unit,ada,bo\n1,a,b,c\n", "labels.csv: Line 2 has 4 cells, the header 3."),
    "an open quote": ('unit,ada,bo\n1,"a,b\n', "labels.csv: Line 2: a double quote is not closed."),
    "a unit without a name": ("unit,ada,bo\n1,a,b\n,a,b\n", "labels.csv: Line 3 has codes but names no unit."),
    "a unit twice": (
        "unit,ada,bo\n1,a,b\n2,a,b\n1,a,a\n",
        "labels.csv: Unit 1 is on lines 2 and 4 with different codes.",
    ),
    "number too high": ("unit,ada,bo\n1,a,b\n4,a,b\n", "labels.csv:3: Unknown unit “4”"),
    "0": ("unit,ada,bo\n0,a,b\n", "labels.csv:2: Unknown unit “0”"),
    "002": ("unit,ada,bo\n1,a,b\n002,a,b\n", "labels.csv:3: Unknown unit “002”"),
    "²": ("unit,ada,bo\n²,a,b\n", "labels.csv: No imported advisory has the identifier “²” (line 2)"),
    "١": ("unit,ada,bo\n١,a,b\n", "labels.csv: No imported advisory has the identifier “١” (line 2)"),
    "a huge number": (f"unit,ada,bo\n{'9' * 5_000},a,b\n", "labels.csv:2: Unknown unit “999"),
    "-1": ("unit,ada,bo\n-1,a,b\n", "labels.csv: No imported advisory has the identifier “-1” (line 2)"),
    "unknown identifier": (f"unit,ada,bo\n{GHSA[0]},a,b\nCVE-1999-1,a,b\n", "“CVE-1999-1” (line 3)"),
    "numbers and identifiers": (
        f"unit,ada,bo\n1,a,b\n{GHSA[0]},a,b\n",
        "No imported advisory has the identifier “1” (line 2)",
    ),
    "GHSA and its CVE": (
        f"unit,ada,bo\n{GHSA[0]},a,b\n{CVE[0]},a,a\n",
        f"“{CVE[0]}” on line 3 is the same advisory as “{GHSA[0]}” on line 2, with other codes.",
    ),
    "label of 201 characters": (
        f"unit,ada,bo\n1,a,b\n2,a,b\n3,a,b\n4,a,b\n5,a,b\n6,{'x' * 201},b\n",
        "Line 7: The code “xxx",
    ),
}


@pytest.mark.parametrize("name", BAD_LABELS)
def test_invalid_labels_file_is_refused(replication: Replication, name: str) -> None:
    content, message = BAD_LABELS[name]
    replication.write("labels.csv", content)
    assert_refused(replication, message)


def test_long_label_fits(replication: Replication) -> None:
    replication.write("labels.csv", f"unit,ada,bo\n1,a,a\n2,{'x' * 100},a\n3,a,a\n")
    assert replication.run().status == 0


def test_missing_labels_file_is_refused(replication: Replication) -> None:
    assert_refused(replication, "nothing.csv: The file does not exist", "--labels", replication.folder / "nothing.csv")
    assert_refused(replication, "advisories: This is not a regular file", "--labels", replication.advisories)


@pytest.mark.parametrize("name", ["cleo", "Ada", " ada"])
def test_unknown_final_rater_is_refused(replication: Replication, name: str) -> None:
    assert_refused(replication, f"“{name}” is not a rater of these ratings (the raters are ada, bo)", final=name)


@pytest.mark.parametrize("name", ["", "x" * 151, "x" * 500, "two\nlines"])
def test_invalid_name_of_the_final_rater_is_refused(replication: Replication, name: str) -> None:
    decisions = replication.write("decisions.csv", "unit,codes\n2,Leak\n")
    assert_refused(replication, "1 to 150 characters", "--decisions", decisions, final=name)


# --- the advisories ---

BAD_ADVISORIES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "only.json"),
    "truncated": (json.dumps(osv(1)).encode()[:-9], "only.json"),
    "no advisory": (b'{"hello": "world"}', "only.json: this is not an advisory in a known format"),
    "a list of numbers": (b"[1, 2]", "only.json"),
    "UTF-16": (json.dumps(osv(1)).encode("utf-16"), "only.json: the file is in UTF-16"),
    "Latin-1": ('{"id": "GHSA-é"}'.encode("latin-1"), "only.json: the file is not UTF-8 (byte 14, line 1)"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "only.json"),
}


@pytest.mark.parametrize("name", BAD_ADVISORIES)
def test_invalid_advisory_file_is_refused(replication: Replication, name: str) -> None:
    content, message = BAD_ADVISORIES[name]
    only = replication.write("only.json", content)
    assert_refused(replication, message, paths=[only])


def test_missing_or_empty_advisories_are_refused(replication: Replication) -> None:
    assert_refused(
        replication, "nothing.json does not exist", paths=[replication.advisories, replication.folder / "nothing.json"]
    )
    (replication.folder / "empty").mkdir()
    assert_refused(replication, "Nothing to import", paths=[replication.folder / "empty"])


# --- decisions and codebook ---

BAD_DECISIONS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "The file is empty"),
    "no codes column": ("unit,code\n2,Leak\n", "decisions.csv:1: The header has no columns “codes”"),
    "no unit column": ("codes,reason\nLeak,\n", "The header has no columns “unit”"),
    "Latin-1": ("unit,codes\n2,Café\n".encode("latin-1"), "decisions.csv: the file is not UTF-8"),
    "an agreed unit": ("unit,codes\n1,Leak\n", "decisions.csv:2: The raters do not disagree on unit 1"),
    "an unknown unit": ("unit,codes\n2,Leak\n9,Leak\n", "decisions.csv:3: Unknown unit “9”"),
    "another spelling": ("unit,codes\n02,Leak\n", "decisions.csv:2: Unknown unit “02”"),
    "a unit twice": ("unit,codes\n2,Leak\n2,Access\n", "decisions.csv:3: Unit 2 is also on line 2"),
    "no code": ("unit,codes\n2,\n", "decisions.csv:2: Unit 2 has no code"),
    "a long code": (f"unit,codes\n2,{'x' * 201}\n", "decisions.csv:2: A code has more than 200 characters"),
    "a missing cell": ("unit,codes,reason\n2,Leak\n", "decisions.csv:2: The row has 2 cells"),
}


@pytest.mark.parametrize("name", BAD_DECISIONS)
def test_invalid_decisions_file_is_refused(replication: Replication, name: str) -> None:
    content, message = BAD_DECISIONS[name]
    assert_refused(replication, message, "--decisions", replication.write("decisions.csv", content))


def test_missing_decisions_file_is_refused(replication: Replication) -> None:
    assert_refused(
        replication, "nothing.csv: The file does not exist", "--decisions", replication.folder / "nothing.csv"
    )


def test_decisions_that_leave_a_disagreement_undecided_are_refused(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access,Leak\n2,Access,Leak\n3,Leak,Leak\n")
    decisions = replication.write("decisions.csv", "unit,codes\n2,Leak\n")
    assert_refused(
        replication, "undecided, the first on unit 1, because cleo gave no code", "--decisions", decisions, final="cleo"
    )


def test_unit_decided_under_two_identifiers_is_refused(replication: Replication) -> None:
    replication.write("labels.csv", f"unit,ada,bo\n{GHSA[0]},Access,Leak\n")
    decisions = replication.write("decisions.csv", f"unit,codes\n{GHSA[0]},Leak\n{CVE[0]},Access\n")
    assert_refused(replication, f"csv:3: “{CVE[0]}” is the same unit as “{GHSA[0]}”", "--decisions", decisions)


BAD_CODEBOOKS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "The file is empty"),
    "no label": ("name,definition\nLeak,x\n", "codebook.csv:1: The header has no columns “label”"),
    "a label twice": ("label,definition\nLeak,x\nLeak,y\n", "codebook.csv:3: The label “Leak” is used twice"),
    "a blank label": ("label,definition\n,x\n", "codebook.csv:2: A label has 1 to 200 characters"),
    "a long label": (f"label\n{'x' * 201}\n", "codebook.csv:2: A label has 1 to 200 characters"),
    "a missing cell": ("label,definition\nLeak\n", "codebook.csv:2: The row has 1 cell"),
    "UTF-16": ("label\nLeak\n".encode("utf-16"), "codebook.csv: the file is in UTF-16"),
}


@pytest.mark.parametrize("name", BAD_CODEBOOKS)
def test_invalid_codebook_file_is_refused(replication: Replication, name: str) -> None:
    content, message = BAD_CODEBOOKS[name]
    assert_refused(replication, message, "--codebook", replication.write("codebook.csv", content))


# --- folder, title, date and exit ---


def test_output_folder_that_cannot_be_used_is_refused(replication: Replication) -> None:
    assert_refused(replication, "contains other files", "--out", replication.advisories)
    assert_refused(replication, "is a file", "--out", replication.folder / "labels.csv")
    assert_refused(replication, "Not a directory", "--out", replication.folder / "labels.csv" / "out")


def test_title_that_is_too_long_is_refused(replication: Replication) -> None:
    assert_refused(replication, "200 characters", "--title", "x" * 201)


@pytest.mark.parametrize("epoch", ["yesterday", "²", "999999999999", "9" * 30])
def test_invalid_source_date_epoch_is_refused(
    replication: Replication, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = replication.run(dated=())
    assert result.status == 2
    assert result.err == f"Invalid SOURCE_DATE_EPOCH “{epoch}”. Use a number of seconds since 1970.\n"


@pytest.mark.django_db(transaction=True)
def test_refusal_of_the_command_line_process_has_no_traceback(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,a,b\n4,a,b\n")
    options = ["--labels", replication.folder / "labels.csv", "--final-rater", "ada", "--out", replication.out]
    (replication.folder / "data").mkdir()
    environment = os.environ | {"INTERCODER_DATA_DIR": str(replication.folder / "data")}
    environment.pop("INTERCODER_DATABASE_URL", None)
    copy_sqlite(replication.folder / "data" / "intercoder.sqlite3")
    result = python(
        "manage.py", "replicate", str(replication.advisories), *map(str, options), env=environment, stdout=-1, stderr=-1
    )
    out, err = result.communicate(timeout=120)
    assert (result.returncode, out) == (2, b"")
    assert err.decode().splitlines() == [
        f"{replication.folder / 'labels.csv'}:3: Unknown unit “4”. The files contain 3 distinct advisories. "
        "Use numbers from 1 to 3."
    ]
