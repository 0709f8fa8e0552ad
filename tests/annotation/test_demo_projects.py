"""The demo's study of projects: public facts, constructed answers, and Figure 4 as the specification has it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from annotation.demo.people import create_people
from annotation.demo.projects import DISPUTES, answers_of, read_projects, report_of
from annotation.demo.projects_study import PROJECTS_SLUG, make_projects_study, rendered_projects
from coding.models import Release
from coding.rendering.numbers import percent, percent_of
from coding.steps.publish.files import write_release
from tests.coding.release.test_recompute import recompute
from tests.support import SHARED

TABLE = {
    "CI-based testing": ("8 of 12", "66.7", "39.1 to 86.2", 0),
    "Code review": ("8 of 11", "72.7", "43.4 to 90.3", 0),
    "Dependency upgrade": ("8 of 12", "66.7", "39.1 to 86.2", 0),
    "Fuzzing": ("2 of 12", "16.7", "4.7 to 44.8", 1),
    "SAST": ("7 of 11", "63.6", "35.4 to 84.8", 0),
}


@pytest.fixture
def release(db: None, settings: Any, tmp_path: Path) -> Release:
    """Return the release of the demo's study of projects."""
    settings.DATA_DIR = tmp_path
    make_projects_study(create_people(), rendered_projects())
    return Release.objects.get(study__slug=PROJECTS_SLUG)


def test_facts_are_those_of_the_shared_file() -> None:
    source = SHARED / "data" / "demo_projects.json"
    if not source.exists():
        pytest.skip("../shared/data/demo_projects.json is not there")
    shared = json.loads(source.read_text(encoding="utf-8"))["projects"]
    assert read_projects() == sorted(shared, key=lambda project: project["name"])


def test_rules_suggest_from_the_facts_what_the_facts_say() -> None:
    for project in read_projects():
        report = report_of(project)
        assert {key: row.answer for key, row in report.suggestions.items()} == project["answers"]
        assert all(not finding.excerpt for finding in report.findings)


def test_raters_differ_on_four_cells() -> None:
    differing = {
        (project["name"], activity)
        for project in read_projects()
        for activity, answer in answers_of(project, "ada").items()
        if answer != answers_of(project, "bo")[activity]
    }
    assert differing == {
        ("ClearML", "sast"),
        ("ClearML", "dependency_upgrade"),
        ("Ludwig", "code_review"),
        ("TensorFlow Serving", "code_review"),
    }
    assert {name for name, _ in differing} == DISPUTES.keys()


def test_release_of_the_projects_study(release: Release, tmp_path: Path) -> None:
    results = release.results
    figure_four_has_the_numbers_of_the_specification(results["activities"])
    cells_link_to_the_evidence_at_the_commit(results["projects"])
    # The decisions equal the suggestions, which is no agreement of raters.
    decided = [row for row in results["machine"] if row["rater"] == "decision"]
    assert [(row["machine_only"], row["person_only"]) for row in decided] == [(0, 0)] * 5
    assert "machine" not in results["agreement"]["coefficients"]
    assert "constructed" in release.study.notice
    write_release(release, tmp_path / "release")
    run = recompute(tmp_path / "release")
    assert (run.returncode, run.stderr) == (0, "")
    assert "   8 of 12   66.7 %  CI-based testing" in run.stdout
    segments = list(csv.DictReader(io.StringIO((tmp_path / "release" / "segments.csv").read_text(), newline="")))
    assert segments
    assert all(row["evidence"] for row in segments)


def figure_four_has_the_numbers_of_the_specification(activities: list[dict[str, Any]]) -> None:
    rows = {
        row["activity"]: (
            f"{row['count']} of {row['projects']}",
            percent(row["count"], row["projects"]),
            " to ".join(percent_of(limit) for limit in row["wilson"]),
            row["outside"],
        )
        for row in activities
    }
    assert rows == TABLE
    assert list(rows) == list(TABLE)
    assert [row["unclear"] for row in activities] == [0, 1, 0, 0, 1]


def cells_link_to_the_evidence_at_the_commit(projects: list[dict[str, Any]]) -> None:
    rows = {row["project"]: row["cells"] for row in projects}
    assert len(rows) == 12
    url = "https://github.com/clearml/clearml/blob/0cc42633ff5805ba809549028c90954678ef19e3/"
    assert rows["ClearML"][4]["url"] == f"{url}.github/workflows/codeql-analysis.yml#L71"
    assert [cell["answer"] for cell in rows["TensorFlow Serving"]] == ["no", "cannot tell", "no", "yes", "no"]
    assert rows["TensorFlow Serving"][3]["outside"]
