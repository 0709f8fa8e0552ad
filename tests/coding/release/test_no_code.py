"""Files of a release with units that are decided without a code."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from coding.formats.refi_qda.outline import outline
from coding.loading.study import load_study
from coding.models import Round
from coding.results.derive import derive
from coding.steps.publish.release import publish
from tests.support.factories import People, client, study
from tests.support.no_code import closed, files_of, settled
from tests.support.replicating import Replication

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return study(units=6)


@pytest.fixture
def coding_round(people: People) -> Round:
    return closed(people)


def test_percentages_are_of_the_units_decided_with_a_code_or_not_applicable(
    people: People, coding_round: Round
) -> None:
    settled(people, coding_round)
    publication = derive(load_study(coding_round))
    assert publication.decided == 5
    assert [(row.consequence, row.count, row.proportion) for row in publication.table] == [
        ("Access", 2, 0.4),
        ("Leak", 1, 0.2),
    ]
    assert publication.outcomes == (("not_applicable", [1, 3], True), ("cannot_tell", [5], False))
    # Cannot tell on unit 5 is outside the base, so nobody was overruled on it.
    assert publication.overrides == [("ada", 2, 5), ("bo", 1, 5)]


def test_release_states_what_has_no_code(people: People, coding_round: Round, tmp_path: Path) -> None:
    settled(people, coding_round)
    release = publish(by=people.lea)
    written = files_of(release)
    basis = "Percentages are of the 5 units with a decision; 1 further unit could not be decided from its text."
    assert basis in written["table.md"]
    assert basis in written["table.tex"]
    assert "| No consequence applies | 2 | 40.0 |" in written["table.md"]
    assert "| Could not be decided | 1 |  |" in written["table.md"]
    assert r"No consequence applies & & 2 & 40.0 \\" in written["table.tex"]
    assert written["table.csv"].splitlines()[0] == "consequence,definition,count,proportion"
    assert [row["consequence"] for row in csv.DictReader(io.StringIO(written["table.csv"]))] == ["Access", "Leak"]
    assert written["outcomes.csv"].splitlines() == [
        "outcome,count,in_percentages",
        "not_applicable,2,yes",
        "cannot_tell,1,no",
    ]
    decided = list(csv.DictReader(io.StringIO(written["decisions.csv"])))
    assert [(row["unit"], row["uncoded"]) for row in decided if row["uncoded"]] == [
        ("1", "not_applicable"),
        ("3", "not_applicable"),
        ("5", "cannot_tell"),
    ]
    assert list(decided[0])[-1] == "uncoded"
    methods = written["methods.md"]
    assert "No consequence applies to 2 units (40.0 %)." in methods
    assert "1 unit could not be decided from its text; the percentages are of the 5 other decided units." in methods
    assert "cannot tell (final\\_rater by cleo): Read it." in written["disagreements.md"]
    assert "No consequence applies,0,2,0,0,0,2" in written["severity_by_consequence.csv"]
    assert "No consequence applies" in written["consequences.vl.json"]
    results = client(people.lea).get("/api/v1/studies/consequences/releases/1/").json()
    assert (results["decided"], [(row["outcome"], row["units"]) for row in results["outcomes"]]) == (
        5,
        [("not_applicable", [1, 3]), ("cannot_tell", [5])],
    )
    for name, content in written.items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    run = [sys.executable, "-I", "recompute.py"]
    recomputed = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
    assert (recomputed.returncode, recomputed.stderr) == (0, "")
    assert "5 decided units" in recomputed.stdout
    assert "     2   40.0 %  not_applicable" in recomputed.stdout
    for name, old, new in [
        ("outcomes.csv", "cannot_tell,1,no", "cannot_tell,2,no"),
        ("outcomes.csv", "cannot_tell,1,no", "cannot_tell,1,yes"),
        ("decisions.csv", "not_applicable", "cannot_tell"),
    ]:
        (tmp_path / name).write_text(written[name].replace(old, new), encoding="utf-8", newline="")
        changed = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
        assert changed.returncode == 1
        assert "outcomes.csv says" in changed.stderr
        (tmp_path / name).write_text(written[name], encoding="utf-8", newline="")


def test_one_base_for_the_percentages_of_agreement(people: People, coding_round: Round) -> None:
    """Units with two ratings or more are the same in every sentence: those that two raters coded."""
    settled(people, coding_round)
    methods = files_of(publish(by=people.lea))["methods.md"]
    assert "on the 3 units with two ratings or more" in methods
    assert (
        "The raters differed on 1 unit (33.3 % of 3 units with two ratings or more), and 2 further units with fewer "
        "than two ratings needed a decision: 1 with no code in common and 2 with a rater who gave no code." in methods
    )
    assert methods.count("units with two ratings or more") == methods.count("3 units with two ratings or more")


def test_replicate_reads_decisions_without_a_code(tmp_path: Path) -> None:
    replication = Replication(tmp_path)
    decided = tmp_path / "decided.csv"
    decided.write_text("unit,codes,reason,uncoded\n2,;,It does not say.,cannot_tell\n", encoding="utf-8")
    result = replication.run("--decisions", decided)
    assert (result.status, result.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(replication.read("decisions.csv"))))
    assert [(row["unit"], row["uncoded"]) for row in rows if row["uncoded"]] == [("2", "cannot_tell")]
    assert "cannot_tell,1,no" in replication.read("outcomes.csv")


def test_project_file_has_the_answers_and_an_import_reads_them(people: People, coding_round: Round) -> None:
    settled(people, coding_round)
    read = outline(publish(by=people.lea).files.get(path="study.qdpx").content)
    assert {unit: decision.no_code_reason for unit, decision in read.decisions.items()} == {
        1: "not_applicable",
        2: "",
        3: "not_applicable",
        4: "",
        5: "cannot_tell",
        6: "",
    }
    assert read.decisions[5].memo == "Read it."
