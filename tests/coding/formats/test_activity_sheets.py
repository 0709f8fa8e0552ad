"""Sheets of answers about the activities of projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisories.platform.errors import BadInput
from coding.formats.rating_sheets.activities import folded, read_answers
from coding.formats.ratings.options import UnreadableRatings
from tests.support.project_studies import LABELS

KNOWN = {folded(label): label for label in LABELS} | {folded(name): label for label, name in LABELS.items()}


def sheet(folder: Path, text: str, **options):
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return read_answers(path, KNOWN, **options)


def test_columns_are_activities_by_label_or_by_name(tmp_path: Path) -> None:
    rows = sheet(
        tmp_path,
        "Project;Rater;ci_testing;Code Review;fuzzing;Signed commits\n"
        "flask;Ada;yes;no;Cannot tell;YES\nflask;Bo;;;;\ndjango;Bo;n;y;;u\n",
    )
    assert rows.labels == ("CI-based testing", "Code review", "Fuzzing", "Signed commits")
    assert [(row.project, row.rater, row.yes, row.unclear, row.not_coded) for row in rows.rows] == [
        ("flask", "Ada", ("CI-based testing", "Signed commits"), ("Fuzzing",), ()),
        ("django", "Bo", ("Code review",), ("Signed commits",), ("Fuzzing",)),
    ]
    assert rows.rows[1].origin.endswith("labels.csv:4")


def test_codes_are_separated_by_semicolons_and_one_alone_means_none(tmp_path: Path) -> None:
    rows = sheet(
        tmp_path,
        "unit,rater,codes,unclear,uncoded\n1,Ada,SAST; fuzzing,,\n2,Ada,;,Code review,not_applicable\n"
        "3,Ada,,,cannot_tell\n4,Ada,,,\n",
    ).rows
    assert [(row.project, row.yes, row.unclear) for row in rows] == [
        ("1", ("SAST", "Fuzzing"), ()),
        ("2", (), ("Code review",)),
        ("3", (), tuple(LABELS)),
    ]


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("", UnreadableRatings, "The file is empty"),
        ("project,SAST\nflask,yes\n", UnreadableRatings, "no column “rater”"),
        ("rater,SAST\nAda,yes\n", UnreadableRatings, "no column “project”"),
        ("project,unit,rater,SAST\na,a,Ada,yes\n", UnreadableRatings, "several columns “project”"),
        ("project,rater\nflask,Ada\n", UnreadableRatings, "no column of an activity"),
        ("project,rater,SAST,sast\nflask,Ada,yes,no\n", UnreadableRatings, "Two columns are about “SAST”"),
        ("project,rater,SAST\nflask,Ada,maybe\n", BadInput, ":2: “maybe” is no answer for “SAST”"),
        ("project,rater,SAST\nflask,Ada,yes\nflask,Ada,no\n", BadInput, ":3: “flask” by Ada is also on line 2"),
        ("project,rater,SAST\n,Ada,yes\n", UnreadableRatings, ":2: The project has no name"),
        ("project,rater,SAST\nflask,,yes\n", UnreadableRatings, ":2: The rater has no name"),
        ("project,rater,SAST\nflask,Ada\n", UnreadableRatings, ":2: The row has 2 cells, the header has 3"),
        ("project,rater,SAST,\nflask,Ada,yes,no\n", UnreadableRatings, "Column 4 has no name"),
        ("unit,rater,codes,unclear\n1,Ada,SAST,SAST\n", BadInput, "“SAST” is given and cannot be told"),
        ("unit,rater,codes,uncoded\n1,Ada,SAST,cannot_tell\n", BadInput, "Keep one of the two"),
        ("unit,rater,codes,uncoded\n1,Ada,,perhaps\n", BadInput, "Invalid value “perhaps”"),
        (f"unit,rater,codes\n1,Ada,{'x' * 201}\n", BadInput, "is too long"),
        (f"project,rater,{'x' * 201}\nflask,Ada,yes\n", UnreadableRatings, "is too long"),
    ],
)
def test_bad_sheet_is_refused_with_its_line(text: str, error: type[Exception], message: str, tmp_path: Path) -> None:
    with pytest.raises(error, match=message.replace("(", r"\(")):
        sheet(tmp_path, text)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRatings, match="does not exist"):
        read_answers(tmp_path / "none.csv", KNOWN)


def test_decisions_have_a_reason_and_no_rater(tmp_path: Path) -> None:
    (row,) = sheet(tmp_path, "project,SAST,reason\nflask,yes,It runs weekly.\n", raters=False).rows
    assert (row.yes, row.reason, row.rater) == (("SAST",), "It runs weekly.", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("project,rater,codes,SAST\nflask,Ada,Fuzzing,yes\n", "The header has “codes” and the activity “SAST”"),
        ("project,rater,SAST,unclear\nflask,Ada,yes,Fuzzing\n", "“unclear” belongs to a sheet with the column “codes”"),
        ("project,rater,SAST,uncoded\nflask,Ada,,cannot_tell\n", "“uncoded” belongs to a sheet"),
    ],
)
def test_sheet_of_both_kinds_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(text)
    with pytest.raises(UnreadableRatings, match=message):
        read_answers(path, {"sast": "SAST"})
