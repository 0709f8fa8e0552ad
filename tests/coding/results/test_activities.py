"""The table of activities, and the table of projects by activity."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from coding.dataset.rows import DecisionRow
from coding.results.activities import activity_table, project_rows
from tests.support import SHARED
from tests.support.project_studies import (
    EVIDENCE,
    FUZZING,
    LABELS,
    REVIEW,
    SAST,
    TESTING,
    UPGRADE,
    evidence,
    project_dataset,
)


def table(**changes):
    data = project_dataset(**changes)
    return {row.activity: row for row in activity_table(data, project_rows(data))}


def test_cannot_tell_leaves_the_denominator_of_its_activity_alone() -> None:
    rows = table()
    assert list(rows) == list(LABELS)
    counts = {label: (row.count, row.projects, row.unclear) for label, row in rows.items()}
    assert counts == {
        TESTING: (4, 6, 0),
        REVIEW: (3, 5, 1),
        UPGRADE: (3, 6, 0),
        FUZZING: (1, 6, 0),
        SAST: (1, 5, 1),
    }


def test_lowest_and_highest_take_all_unclear_projects_as_no_or_as_yes() -> None:
    row = table()[REVIEW]
    assert (row.lowest, row.proportion, row.highest) == (3 / 6, 3 / 5, 4 / 6)
    assert row.unclear_units == (4,)
    sure = table()[FUZZING]
    assert sure.lowest == sure.proportion == sure.highest == 1 / 6


def test_project_that_cannot_be_told_as_a_whole_is_unclear_for_every_activity() -> None:
    data = project_dataset()
    decisions = [replace(row) for row in data.decisions]
    decisions[5] = DecisionRow(6, (), "final_rater", "Cleo", no_code_reason="cannot_tell")
    data = replace(data, decisions=tuple(decisions))
    rows = activity_table(data, project_rows(data))
    assert [row.unclear for row in rows] == [1, 2, 1, 1, 2]


def test_undecided_project_counts_nowhere() -> None:
    data = project_dataset()
    data = replace(data, decisions=tuple(data.decisions)[1:])
    rows = activity_table(data, project_rows(data))
    assert [(row.projects, row.unclear) for row in rows] == [(5, 0), (4, 1), (5, 0), (5, 0), (4, 1)]
    assert {cell.answer for cell in project_rows(data)[0].cells} == {None}


def test_nothing_decided_gives_no_proportion() -> None:
    data = replace(project_dataset(), decisions=())
    for row in activity_table(data, project_rows(data)):
        assert (row.count, row.projects, row.proportion, row.wilson, row.lowest) == (0, 0, None, None, None)


def test_yes_by_evidence_outside_the_repository_alone_is_counted_apart() -> None:
    assert table()[FUZZING].outside_units == (3,)
    within = evidence(3, 3, "fuzzing", probe="fuzz.targets", path="fuzz/parse.c")
    assert table(rows=(*EVIDENCE, within))[FUZZING].outside_units == ()
    # A hint shows nothing, so it is no evidence within the repository.
    hint = replace(within, state="hint")
    assert table(rows=(*EVIDENCE, hint))[FUZZING].outside_units == (3,)


def test_outside_evidence_of_a_project_that_is_not_decided_yes_is_not_counted() -> None:
    assert table()[SAST].outside == 0  # Project 5 has such evidence and is decided cannot tell.


def test_cell_links_to_the_evidence_cited_most_else_to_the_first_true_evidence() -> None:
    rows = project_rows(project_dataset())
    testing, _, upgrade, fuzzing, sast = rows[0].cells
    assert (testing.evidence, sast.evidence) == (2, 3)
    assert testing.url.endswith("ci-2.yml#L2")
    assert (upgrade.evidence, fuzzing.evidence, fuzzing.url) == (None, None, "")
    assert rows[1].cells[0].evidence == 1
    assert rows[3].cells[0].evidence is None  # not true
    assert (rows[1].cells[2].evidence, rows[1].cells[2].url) == (2, "")  # the history has no file


def test_cited_evidence_without_an_address_gives_way_to_evidence_with_one() -> None:
    history = evidence(1, 2, "ci_testing", path="", line=None, url="", start=9, end=30)
    (row, *_) = project_rows(project_dataset(rows=(evidence(1, 1), history)))
    assert (row.cells[0].evidence, row.cells[0].url[-9:]) == (1, "-1.yml#L1")
    (row, *_) = project_rows(project_dataset(rows=(history,)))
    assert (row.cells[0].evidence, row.cells[0].url) == (2, "")


def test_hint_is_no_evidence_of_a_cell() -> None:
    only = evidence(1, 1, "fuzzing", probe="fuzz.hint", state="hint")
    rows = project_rows(project_dataset(rows=(only,)))
    assert rows[0].cells[3].evidence is None


def test_cells_name_how_they_were_decided() -> None:
    rows = project_rows(project_dataset())
    assert [row.cells[0].how for row in rows] == ["agreed", "final_rater", "agreed", "final_rater", "agreed", "agreed"]


VECTORS = SHARED / "data" / "proportion_vectors.json"


@pytest.mark.skipif(not VECTORS.exists(), reason="../shared/data/proportion_vectors.json is not there")
def test_intervals_are_those_of_the_shared_vectors() -> None:
    for case in json.loads(VECTORS.read_text())["cases"]:
        total = sum(case["counts"])
        if total > 400 or case["confidence"] != 0.95:
            continue
        for count, limits in list(zip(case["counts"], case["expect"]["wilson"], strict=True))[:2]:
            assert row_of(count, total).wilson == pytest.approx(limits, abs=case["tolerance"])


@pytest.mark.parametrize(
    ("count", "projects", "percentages"),
    [(8, 12, "39.1 to 86.2"), (8, 11, "43.4 to 90.3"), (2, 12, "4.7 to 44.8"), (7, 11, "35.4 to 84.8")],
)
def test_intervals_of_a_dozen_projects(count: int, projects: int, percentages: str) -> None:
    low, high = row_of(count, projects).wilson
    assert f"{low:.1%} to {high:.1%}".replace("%", "") == percentages


def row_of(count: int, projects: int):
    """Return the row of an activity that `count` of `projects` use."""
    answers = tuple(("t", "t", "t") if number < count else ("", "", "") for number in range(projects))
    data = project_dataset(units=answers, rows=())
    return activity_table(data, project_rows(data))[0]
