"""Storing reports of inspections: when a snapshot is new, and what it holds."""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from advisories.corpus.corpora import main_corpus
from advisories.inspection import report as reports
from advisories.inspection.facts import Commit, Entry, Facts, History
from advisories.inspection.findings import Finding, Problem, Suggestion
from advisories.inspection.report import Report
from advisories.inspection.report_json import as_json, sha256
from advisories.inspection.scorecard import Result
from advisories.intake import inspections
from advisories.intake.snapshot_reports import json_of, report_of
from advisories.models import Document, Evidence, Project, Snapshot
from advisories.platform.errors import BadInput

pytestmark = pytest.mark.django_db

COMMIT = "1f" * 20
AT = datetime(2026, 1, 15, 10, tzinfo=UTC)
PYTEST = Finding(
    "ci.runs_tests", path=".github/workflows/ci.yml", line=9, line_end=9, excerpt="run: pytest", tool="pytest"
)
NO_TARGET = Finding("fuzz.targets", "false", "No fuzz target was found.")
SCORE = Finding(
    "fuzz.scorecard",
    "false",
    "project is not fuzzed",
    tool="OpenSSF Scorecard",
    source="scorecard",
    values={"score": 0},
)


def store_report(report: Report) -> tuple[Snapshot, bool]:
    return inspections.store_report(report, main_corpus())


def store_result(result: Result, name: str = "") -> tuple[Snapshot, bool]:
    return inspections.store_result(result, main_corpus(), name)


def commits(count: int) -> History:
    one = Commit("Ada", "ada@x.org", "Ada", "ada@x.org", AT, "Add tests", "", 1)
    return History([one] * count, complete=count > 20, reason="" if count > 20 else "The clone is shallow.")


def report(*findings: Finding, commits_read: int = 30, **facts: Any) -> Report:
    entries = {path: Entry(path, "file", 40) for path in ("README.md", ".github/workflows/ci.yml")}
    values: dict[str, Any] = {
        "name": "Demo Server",
        "address": "github.com/demo/server",
        "source": "clone",
        "commit": COMMIT,
        "committed_at": AT,
        "branch": "main",
        "entries": entries,
        "history": commits(commits_read),
        "files_read": 2,
        "bytes_read": 80,
    }
    suggestions = {
        "ci_testing": Suggestion("yes", "“pytest” runs on changes.", [PYTEST]),
        "fuzzing": Suggestion("no", "No fuzz target was found.", [NO_TARGET]),
    }
    problems = [Problem("docs/\\xff.md", "The file is not UTF-8.")]
    return reports.assemble(
        Facts(**(values | facts)), findings or [PYTEST, NO_TARGET], {} if findings else suggestions, problems
    )


def scorecard(*findings: Finding, **fields: Any) -> Result:
    values = {"address": "github.com/demo/server", "name": "demo/server", "commit": COMMIT, "date": "2026-01-15"}
    return Result(**(values | fields), findings=findings or [SCORE], ignored=0)


def test_report_becomes_a_snapshot_with_its_document_and_evidence() -> None:
    made = report()
    snapshot, created = store_report(made)
    assert (created, snapshot.number, snapshot.project.slug) == (True, 1, "demo-server")
    assert snapshot.sha256 == sha256(made)
    assert (snapshot.commit, snapshot.committed_at, snapshot.branch, snapshot.rules) == (COMMIT, AT, "main", "1")
    assert snapshot.history == {"commits": 30, "complete": True, "reason": ""}
    assert snapshot.problems == [{"path": "docs/\\xff.md", "reason": "The file is not UTF-8."}]
    assert snapshot.suggestions["ci_testing"] == {
        "suggestion": "yes", "reason": "“pytest” runs on changes.", "evidence": [1]
    }  # fmt: skip
    document = snapshot.document
    assert (document.project, document.advisory) == (snapshot.project, None)
    first, second = snapshot.evidence.all()
    assert (first.activity, first.probe, first.outcome, first.line, first.tool) == (
        "ci_testing", "ci.runs_tests", "true", 9, "pytest"
    )  # fmt: skip
    assert ".github/workflows/ci.yml" in document.text[first.start : first.end]
    assert (second.activity, second.path, second.reason) == ("fuzzing", "", "No fuzz target was found.")


def test_stored_snapshot_gives_its_report_again() -> None:
    made = report()
    snapshot, _ = store_report(made)
    assert json_of(Snapshot.objects.get()) == as_json(made)
    assert sha256(report_of(snapshot)) == snapshot.sha256


def test_same_commit_and_rules_are_the_same_snapshot() -> None:
    first, _ = store_report(report())
    rows = [Snapshot.objects.count(), Evidence.objects.count(), Document.objects.count(), Project.objects.count()]
    assert store_report(report()) == (first, False)
    assert store_report(report(source="address", branch="trunk")) == (first, False)
    assert rows == [
        Snapshot.objects.count(), Evidence.objects.count(), Document.objects.count(), Project.objects.count()
    ]  # fmt: skip


@pytest.mark.parametrize(
    "further",
    [
        lambda: dataclasses.replace(report(), rules="2"),
        lambda: report(commit="2e" * 20),
        lambda: report(commits_read=31),
        lambda: report(files_read=3),
    ],
    ids=["newer rules", "another commit", "more history", "more files"],
)
def test_newer_rules_and_more_that_was_read_are_a_further_snapshot(further: Any) -> None:
    first, _ = store_report(report())
    second, created = store_report(further())
    assert (created, second.number, second.project) == (True, 2, first.project)
    assert first.document != second.document
    assert store_report(further()) == (second, False)


def test_less_that_was_read_is_no_further_snapshot() -> None:
    first, _ = store_report(report())
    shallow = report(commits_read=1, address="")
    assert store_report(shallow) == (first, False)


def test_address_that_was_unknown_makes_a_further_snapshot() -> None:
    store_report(report(address=""))
    second, created = store_report(report())
    assert (created, second.number, second.address) == (True, 2, "github.com/demo/server")


def test_folder_without_a_commit_is_known_by_its_content() -> None:
    folder = {"commit": None, "committed_at": None, "branch": None, "source": "folder", "address": ""}
    first, _ = store_report(report(commits_read=0, **folder))
    assert (first.commit, first.committed_at) == ("", None)
    assert store_report(report(commits_read=0, **folder)) == (first, False)
    second, created = store_report(report(NO_TARGET, commits_read=0, **folder))
    assert (created, second.number) == (True, 2)


def test_scorecard_becomes_a_further_snapshot_beside_the_clone() -> None:
    clone, _ = store_report(report())
    beside, created = store_result(scorecard())
    assert (created, beside.number, beside.source, beside.project) == (True, 2, "clone", clone.project)
    assert [row.probe for row in beside.evidence.all()] == ["ci.runs_tests", "fuzz.scorecard", "fuzz.targets"]
    assert beside.suggestions["fuzzing"]["evidence"] == [3]
    assert (beside.files, beside.history, beside.rules) == (clone.files, clone.history, clone.rules)
    assert clone.evidence.count() == 2
    # Both again: unchanged.
    assert store_result(scorecard()) == (beside, False)
    assert not store_report(report())[1]
    assert Snapshot.objects.count() == 2


def test_newer_scorecard_result_does_not_add_to_the_earlier_one() -> None:
    store_report(report())
    store_result(scorecard())
    third, created = store_result(scorecard(dataclasses.replace(SCORE, outcome="true", values={"score": 10})))
    assert (created, third.number) == (True, 3)
    assert [row.values for row in third.evidence.filter(probe="fuzz.scorecard")] == [{"score": 10}]


def test_scorecard_of_another_commit_stands_alone_in_the_project_of_its_address() -> None:
    clone, _ = store_report(report())
    alone, created = store_result(scorecard(commit="2e" * 20))
    assert (created, alone.source, alone.evidence.count(), alone.project) == (True, "scorecard", 1, clone.project)
    # A clone of that commit is read all the same.
    assert store_report(report(commit="2e" * 20))[1]


def test_scorecard_names_its_project_unless_a_name_is_given() -> None:
    assert store_result(scorecard())[0].project.name == "demo/server"
    assert store_result(scorecard(), "Demo")[0].project.name == "Demo"
    assert store_result(scorecard(address="github.com/demo/other"), "Demo")[0].number == 2
    folder = scorecard(address="", name="", commit=None)
    with pytest.raises(BadInput, match="has no name"):
        store_result(folder)
    assert store_result(folder, "Demo")[0].number == 3


@pytest.mark.parametrize("name", ["", " \x00 "])
def test_project_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match=r"^The project has no name\. Name it\.$"):
        store_report(report(name=name))
    assert not Project.objects.exists()


def test_characters_and_numbers_that_a_database_rejects() -> None:
    made = report(branch="ma\x00in\ud800")
    snapshot, _ = store_report(made)
    assert snapshot.branch == "main"
    with pytest.raises(BadInput, match="2,147,483,648, which cannot be stored"):
        store_report(report(commit="2e" * 20, files_read=2**31))
    far = dataclasses.replace(PYTEST, line=2**31)
    with pytest.raises(BadInput, match="cannot be stored"):
        store_report(report(far, commit="2e" * 20))
    assert Snapshot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_inspections_at_the_same_time_number_their_snapshots_one_after_the_other() -> None:
    reports_of = [report(commit=digit * 40) for digit in "123"] * 2
    barrier = threading.Barrier(len(reports_of))

    def store(made: Report) -> tuple[int, bool]:
        try:
            barrier.wait(30)
            snapshot, created = store_report(made)
            return snapshot.number, created
        finally:
            connection.close()

    with ThreadPoolExecutor(len(reports_of)) as threads:
        stored = list(threads.map(store, reports_of))
    assert sorted(number for number, created in stored if created) == [1, 2, 3]
    assert [number for number, _ in stored[:3]] == [number for number, _ in stored[3:]]
    assert Snapshot.objects.count() == Document.objects.count() == 3
