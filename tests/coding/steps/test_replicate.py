"""`manage.py replicate`: the whole method from files."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from coding.models import Decision, Event, Member, Release, Study
from tests.support.factories import published, study
from tests.support.replicating import CVE, GHSA, Desk, osv

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def rows(desk: Desk, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(desk.read(name))))


def table(desk: Desk) -> list[tuple[str, str]]:
    return [(row["consequence"], row["count"]) for row in rows(desk, "table.csv")]


def test_replicate_walks_the_whole_method(desk: Desk) -> None:
    ended = desk.replicate()
    assert (ended.status, ended.err) == (0, "")
    assert table(desk) == [("Access", "2"), ("Leak", "1")]
    assert {key: ended.report[key] for key in ("study", "release", "units", "primary", "disagreements")} == {
        "study": "replication-of-labels",
        "release": 1,
        "units": 3,
        "primary": "cohen_kappa",
        "disagreements": 1,
    }
    assert ended.report["import"]["created"] == 3
    assert ended.report["files"] == sorted(path.name for path in desk.out.iterdir())
    assert "1 disagreement, all resolved." in ended.out
    study = Study.objects.get()
    assert study.rounds.get().state == "settled"
    assert study.sampling_description.startswith("3 advisories of advisories, in order of identifier")
    assert [(m.name, m.roles) for m in Member.objects.all()] == [
        ("ada", ["lead", "rater", "adjudicator"]),
        ("bo", ["rater"]),
    ]
    assert {event.at.isoformat() for event in Event.objects.all()} == {"2026-01-15T00:00:00+00:00"}


def test_release_recomputes_itself_with_the_standard_library_alone(desk: Desk) -> None:
    desk.replicate()
    done = subprocess.run(
        [sys.executable, "-I", "-S", "recompute.py"], cwd=desk.out, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_same_files_give_the_same_bytes_in_any_database(desk: Desk) -> None:
    desk.replicate()
    published(study())  # another study, other numbers everywhere
    again = desk.replicate("--out", desk.folder / "again")
    assert again.status == 0
    one, other = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in (desk.out, desk.folder / "again")
    )
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert Study.objects.filter(title="Replication of labels").count() == 2


def test_units_may_be_identifiers_of_any_source(desk: Desk) -> None:
    desk.write("labels.csv", f"unit,ada,bo\n{CVE[2]},Leak,Leak\n{GHSA[0]},Access,Leak\n")
    assert desk.replicate().status == 0
    assert [(row["unit"], row["identifier"], row["codes"]) for row in rows(desk, "codings.csv")] == [
        ("1", GHSA[0], "Access"),
        ("1", GHSA[0], "Leak"),
        ("2", GHSA[2], "Leak"),
        ("2", GHSA[2], "Leak"),
    ]


def test_first_units_are_taken_and_withdrawn_advisories_come_last(desk: Desk) -> None:
    desk.write("advisories/1.json", json.dumps(osv(1, withdrawn="2025-03-01T00:00:00Z")))
    desk.write("labels.csv", "unit,ada,bo\n2,Leak,Leak\n1,Access,Access\n")
    assert desk.replicate().report["units"] == 2
    assert {row["identifier"]: row["codes"] for row in rows(desk, "codings.csv")} == {
        GHSA[1]: "Access",
        GHSA[2]: "Leak",
    }


def test_advisory_told_by_two_sources_is_one_unit(desk: Desk) -> None:
    desk.write("advisories/copy.json", json.dumps(osv(1, id="PYSEC-2025-1", aliases=[GHSA[0]])))
    ended = desk.replicate()
    assert (ended.status, ended.report["import"]["merged"], ended.report["units"]) == (0, 1, 3)


def test_empty_cell_is_not_coded(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo\n1,Access,Access\n2,Access,\n3,Leak,Access\n")
    ended = desk.replicate()
    agreement = json.loads(desk.read("agreement.json"))
    assert (ended.status, agreement["units"], agreement["units_used"]) == (0, 3, 2)
    assert Decision.objects.get(method="rule").unit.number == 2


def test_unit_that_nobody_coded_is_in_no_proportion(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo\n1,Access,Access\n2,,\n3,Leak,Leak\n")
    assert desk.replicate().status == 0
    assert [(row["consequence"], row["proportion"]) for row in rows(desk, "table.csv")] == [
        ("Access", "0.5"),
        ("Leak", "0.5"),
    ]


def test_three_raters_are_compared_by_fleiss(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo,cy\n1,Access,Access,Access\n2,Access,Leak,Access\n3,Leak,Leak,\n")
    ended = desk.replicate()
    assert (ended.status, ended.report["primary"], ended.report["disagreements"]) == (0, "fleiss_kappa", 1)
    assert table(desk) == [("Access", "2"), ("Leak", "1")]


def test_several_codes_a_cell(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo\n1,Access; Leak,Access;Leak\n2,Access;Leak,Access\n3,;,;\n")
    ended = desk.replicate("--multilabel")
    assert (ended.status, ended.report["primary"], ended.report["disagreements"]) == (0, "krippendorff_alpha_masi", 1)
    assert table(desk) == [("Access", "2"), ("Leak", "2")]
    (found,) = rows(desk, "disagreements.csv")
    assert (found["unit"], found["kind"]) == ("2", "subset")


def test_semicolon_is_part_of_a_code_unless_several_are_asked_for(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo\n1,Access; Leak,Access; Leak\n2, Leak,Leak\n")
    assert desk.replicate().status == 0
    # A release writes several codes with `;`, so one within a code is escaped there.
    assert [row["codes"] for row in rows(desk, "codings.csv")] == [r"Access\; Leak", r"Access\; Leak", " Leak", "Leak"]
    assert table(desk) == [(" Leak", "1"), ("Access; Leak", "1")]


def test_decisions_come_from_a_file_of_somebody_who_rated_nothing(desk: Desk) -> None:
    decisions = desk.write("decisions.csv", "unit,codes,reason\n2,Denial of service,the server stops\n")
    ended = desk.replicate("--decisions", decisions, final="cleo")
    assert ended.status == 0, ended.err
    assert table(desk) == [("Access", "1"), ("Denial of service", "1"), ("Leak", "1")]
    (decision,) = [row for row in rows(desk, "decisions.csv") if row["unit"] == "2"]
    assert (decision["codes"], decision["by"], decision["reason"]) == (
        "Denial of service",
        "cleo",
        "the server stops",
    )
    assert Member.objects.get(name="cleo").roles == ["lead", "adjudicator"]


def test_decisions_come_first_and_the_final_raters_codings_settle_the_rest(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo\n1,Access,Leak\n2,Access,Leak\n3,Leak,Leak\n")
    decisions = desk.write("decisions.csv", "unit,codes\n2,Leak\n")
    assert desk.replicate("--decisions", decisions).status == 0
    assert {row["unit"]: row["codes"] for row in rows(desk, "decisions.csv")} == {
        "1": "Access",
        "2": "Leak",
        "3": "Leak",
    }


def test_decision_of_several_codes_and_of_none(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo\n1,Access,Leak\n2,Access,Leak\n3,Leak,Leak\n")
    decisions = desk.write("decisions.csv", "unit,codes\n1,Leak; Access\n2,;\n")
    assert desk.replicate("--multilabel", "--decisions", decisions, final="cleo").status == 0
    assert {row["unit"]: row["codes"] for row in rows(desk, "decisions.csv")} == {
        "1": "Leak;Access",
        "2": ";",
        "3": "Leak",
    }


def test_codebook_gives_definitions_and_order(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo\n1,Access,Access\n2,Leak,Leak\n")
    book = desk.write("codebook.csv", "label,definition,examples\nLeak,Data leave.,a\nUnused,Never.,\nAccess,In.,b\n")
    assert desk.replicate("--codebook", book).status == 0
    assert [(row["consequence"], row["definition"]) for row in rows(desk, "table.csv")] == [
        ("Leak", "Data leave."),
        ("Access", "In."),
    ]
    assert [row["label"] for row in rows(desk, "codebook.csv")] == ["Leak", "Unused", "Access"]


def test_label_is_one_line_on_the_terminal(desk: Desk) -> None:
    desk.write("labels.csv", 'unit,ada,bo\n1,"two\nlines\x1b[2J",x\n2,x,x\n')
    assert " two lines[2J\n" in desk.replicate().out
    assert table(desk) == [("two\nlines\x1b[2J", "1"), ("x", "1")]


def test_title_is_the_studys(desk: Desk) -> None:
    assert desk.replicate("--title", "Consequences of flaws").report["study"] == "consequences-of-flaws"
    assert desk.replicate("--title", " ", "--out", desk.folder / "other").report["study"] == "replication-of-labels"


def test_rejected_records_end_with_1_and_are_told_on_standard_error(desk: Desk) -> None:
    desk.write("advisories/broken.json", '{"id": "GHSA-xx')
    ended = desk.replicate()
    assert (ended.status, ended.report["import"]["rejected"]) == (1, 1)
    assert ended.err.startswith("advisories/broken.json: ")
    assert ended.err.count("\n") == 1
    assert Release.objects.count() == 1


def test_kappa_that_is_undefined_says_why(desk: Desk) -> None:
    desk.write("labels.csv", "unit,ada,bo\n1,Access,Access\n2,Access,Access\n")
    ended = desk.replicate()
    assert (ended.status, ended.report["value"]) == (0, None)
    assert f"cohen_kappa is undefined: {ended.report['undefined']}" in ended.out
