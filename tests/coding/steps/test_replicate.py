"""The whole method from files, by `manage.py replicate`."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from advisories.models import Document
from coding.models import Decision, Event, Member, Release, Study
from tests.support.factories import published, study
from tests.support.rendering import note_rendering
from tests.support.replicating import CVE, GHSA, LABELS, Replication, osv

pytestmark = pytest.mark.django_db


@pytest.fixture
def replication(tmp_path: Path) -> Replication:
    return Replication(tmp_path)


def rows(replication: Replication, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of the release."""
    return list(csv.DictReader(io.StringIO(replication.read(name))))


def table(replication: Replication) -> list[tuple[str, str]]:
    """Return consequence and count of every row of `table.csv`."""
    return [(row["consequence"], row["count"]) for row in rows(replication, "table.csv")]


def test_replicate_runs_the_whole_method(replication: Replication) -> None:
    result = replication.run()
    assert (result.status, result.err) == (0, "")
    assert table(replication) == [("Access", "2"), ("Leak", "1")]
    assert {key: result.report[key] for key in ("study", "release", "units", "primary", "disagreements")} == {
        "study": "replication-of-labels",
        "release": 1,
        "units": 3,
        "primary": "cohen_kappa",
        "disagreements": 1,
    }
    assert result.report["import"]["created"] == 3
    assert result.report["files"] == sorted(path.name for path in replication.out.iterdir())
    assert "1 disagreement, all resolved." in result.out
    study = Study.objects.get()
    assert study.rounds.get().state == "settled"
    assert study.sampling_description.startswith("3 advisories of advisories, in order of identifier")
    assert [(m.name, m.roles) for m in Member.objects.all()] == [
        ("ada", ["lead", "rater", "adjudicator"]),
        ("bo", ["rater"]),
    ]
    assert {event.at.isoformat() for event in Event.objects.all()} == {"2026-01-15T00:00:00+00:00"}


@pytest.mark.django_db(transaction=True)
def test_texts_are_rendered_before_the_transaction(replication: Replication, monkeypatch: pytest.MonkeyPatch) -> None:
    """One record has the text that is shown with the title of the other one."""
    other = {"id": "PYSEC-2025-1", "aliases": CVE[:1], "details": "Old."}
    replication.write("advisories/0.json", json.dumps(other))
    without_text = osv(1)
    del without_text["details"]
    replication.write("advisories/1.json", json.dumps(without_text))
    rendered = note_rendering(monkeypatch)
    result = replication.run()
    assert (result.status, result.report["import"]["created"], result.report["import"]["merged"]) == (0, 3, 1)
    assert rendered == ["Old.", "", osv(2)["details"], osv(3)["details"], "Old."]
    assert Document.objects.filter(advisory__key=GHSA[0]).latest("pk").text == f"{osv(1)['summary']}\nOld.\n"


def test_recompute_needs_only_the_standard_library(replication: Replication) -> None:
    replication.run()
    done = subprocess.run(
        [sys.executable, "-I", "-S", "recompute.py"],
        cwd=replication.out,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_same_files_give_the_same_bytes_whatever_the_database_contains(replication: Replication) -> None:
    replication.run()
    published(study())  # another study, so that every primary key differs
    repeated = replication.run("--out", replication.folder / "again")
    assert repeated.status == 0
    first, second = (
        {path.name: path.read_bytes() for path in folder.iterdir()}
        for folder in (replication.out, replication.folder / "again")
    )
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert Study.objects.filter(title="Replication of labels").count() == 2


def test_units_may_be_named_by_identifiers_of_any_source(replication: Replication) -> None:
    replication.write("labels.csv", f"unit,ada,bo\n{CVE[2]},Leak,Leak\n{GHSA[0]},Access,Leak\n")
    assert replication.run().status == 0
    assert [(row["unit"], row["identifier"], row["codes"]) for row in rows(replication, "codings.csv")] == [
        ("1", GHSA[0], "Access"),
        ("1", GHSA[0], "Leak"),
        ("2", GHSA[2], "Leak"),
        ("2", GHSA[2], "Leak"),
    ]


def test_numbers_count_advisories_in_order_of_identifier_with_withdrawn_ones_last(replication: Replication) -> None:
    replication.write("advisories/1.json", json.dumps(osv(1, withdrawn="2025-03-01T00:00:00Z")))
    replication.write("labels.csv", "unit,ada,bo\n2,Leak,Leak\n1,Access,Access\n")
    assert replication.run().report["units"] == 2
    assert {row["identifier"]: row["codes"] for row in rows(replication, "codings.csv")} == {
        GHSA[1]: "Access",
        GHSA[2]: "Leak",
    }


def test_advisory_reported_by_two_sources_is_one_unit(replication: Replication) -> None:
    replication.write("advisories/copy.json", json.dumps(osv(1, id="PYSEC-2025-1", aliases=[GHSA[0]])))
    result = replication.run()
    assert (result.status, result.report["import"]["merged"], result.report["units"]) == (0, 1, 3)


def test_empty_cell_means_not_coded(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access,Access\n2,Access,\n3,Leak,Access\n")
    result = replication.run()
    agreement = json.loads(replication.read("agreement.json"))
    assert (result.status, agreement["units"], agreement["units_used"]) == (0, 3, 2)
    assert Decision.objects.get(method="rule").unit.number == 2


def test_unit_without_codings_is_excluded_from_proportions(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access,Access\n2,,\n3,Leak,Leak\n")
    assert replication.run().status == 0
    assert [(row["consequence"], row["proportion"]) for row in rows(replication, "table.csv")] == [
        ("Access", "0.5"),
        ("Leak", "0.5"),
    ]


def test_primary_statistic_of_three_raters_is_fleiss_kappa(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo,cy\n1,Access,Access,Access\n2,Access,Leak,Access\n3,Leak,Leak,\n")
    result = replication.run()
    assert (result.status, result.report["primary"], result.report["disagreements"]) == (0, "fleiss_kappa", 1)
    assert table(replication) == [("Access", "2"), ("Leak", "1")]


def test_cell_may_have_several_codes(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access; Leak,Access;Leak\n2,Access;Leak,Access\n3,;,;\n")
    result = replication.run("--multilabel")
    assert (result.status, result.report["primary"], result.report["disagreements"]) == (
        0,
        "krippendorff_alpha_masi",
        1,
    )
    assert table(replication) == [("Access", "2"), ("Leak", "2")]
    (disagreement,) = rows(replication, "disagreements.csv")
    assert (disagreement["unit"], disagreement["kind"]) == ("2", "subset")


def test_semicolon_is_part_of_a_code_and_a_blank_at_its_ends_is_not(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access; Leak,Access; Leak\n2, Leak,Leak\n")
    assert replication.run().status == 0
    # A release writes several codes with `;`, so one within a code is escaped there.
    assert [row["codes"] for row in rows(replication, "codings.csv")] == [
        r"Access\; Leak",
        r"Access\; Leak",
        "Leak",
        "Leak",
    ]
    assert table(replication) == [("Access; Leak", "1"), ("Leak", "1")]


def test_decisions_may_come_from_a_final_rater_who_rated_nothing(replication: Replication) -> None:
    decisions = replication.write("decisions.csv", "unit,codes,reason\n2,Denial of service,the server stops\n")
    result = replication.run("--decisions", decisions, final="cleo")
    assert result.status == 0, result.err
    assert table(replication) == [("Access", "1"), ("Denial of service", "1"), ("Leak", "1")]
    (decision,) = [row for row in rows(replication, "decisions.csv") if row["unit"] == "2"]
    assert (decision["codes"], decision["by"], decision["reason"]) == (
        "Denial of service",
        "cleo",
        "the server stops",
    )
    assert Member.objects.get(name="cleo").roles == ["lead", "adjudicator"]


def test_units_missing_from_the_decisions_file_are_decided_by_the_final_raters_codes(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access,Leak\n2,Access,Leak\n3,Leak,Leak\n")
    decisions = replication.write("decisions.csv", "unit,codes\n2,Leak\n")
    assert replication.run("--decisions", decisions).status == 0
    assert {row["unit"]: row["codes"] for row in rows(replication, "decisions.csv")} == {
        "1": "Access",
        "2": "Leak",
        "3": "Leak",
    }


def test_decision_may_have_several_codes_or_none(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access,Leak\n2,Access,Leak\n3,Leak,Leak\n")
    decisions = replication.write("decisions.csv", "unit,codes\n1,Leak; Access\n2,;\n")
    assert replication.run("--multilabel", "--decisions", decisions, final="cleo").status == 0
    assert {row["unit"]: row["codes"] for row in rows(replication, "decisions.csv")} == {
        "1": "Leak;Access",
        "2": ";",
        "3": "Leak",
    }


def test_codebook_file_sets_definitions_and_order(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access,Access\n2,Leak,Leak\n")
    book = replication.write(
        "codebook.csv", "label,definition,examples\nLeak,Data leave.,a\nUnused,Never.,\nAccess,In.,b\n"
    )
    assert replication.run("--codebook", book).status == 0
    assert [(row["consequence"], row["definition"]) for row in rows(replication, "table.csv")] == [
        ("Leak", "Data leave."),
        ("Access", "In."),
    ]
    assert [row["label"] for row in rows(replication, "codebook.csv")] == ["Leak", "Unused", "Access"]


def test_label_is_read_and_printed_without_control_characters(replication: Replication) -> None:
    replication.write("labels.csv", 'unit,ada,bo\n1,"two\x1b[2J lines",x\n2,x,x\n')
    assert " two[2J lines\n" in replication.run().out
    assert table(replication) == [("two[2J lines", "1"), ("x", "1")]


def test_title_option_names_the_study(replication: Replication) -> None:
    assert replication.run("--title", "Consequences of flaws").report["study"] == "consequences-of-flaws"
    assert (
        replication.run("--title", " ", "--out", replication.folder / "other").report["study"]
        == "replication-of-labels"
    )


def test_rejected_records_give_exit_status_1_and_a_line_on_standard_error(replication: Replication) -> None:
    replication.write("advisories/broken.json", '{"id": "GHSA-xx')
    result = replication.run()
    assert (result.status, result.report["import"]["rejected"]) == (1, 1)
    assert result.err.startswith("advisories/broken.json: ")
    assert result.err.count("\n") == 1
    assert Release.objects.count() == 1


def test_undefined_kappa_is_reported_with_its_reason(replication: Replication) -> None:
    replication.write("labels.csv", "unit,ada,bo\n1,Access,Access\n2,Access,Access\n")
    result = replication.run()
    assert (result.status, result.report["value"]) == (0, None)
    assert f"cohen_kappa is undefined: {result.report['undefined']}" in result.out


def test_release_claims_nothing_of_how_the_ratings_of_a_file_were_made(replication: Replication) -> None:
    replication.run("--final-rater", "ada")
    texts = "".join((replication.out / name).read_text("utf-8") for name in ("methods.md", "checklists.md"))
    assert "entered from files: those of ada and bo from labels.csv (SHA-256 " in texts
    assert "6 ratings) by ada on 2026-01-15." in texts
    for claim in ("sealed", "each rater saw only their own", "fixed when the round was opened", "extend"):
        assert claim not in texts


def test_labels_name_rows_of_a_table_by_their_local_identifiers(replication: Replication) -> None:
    table = replication.write("alpha.csv", "id,text\nr1,One\nr2,Two\nr3,Three\n")
    replication.write("labels.csv", LABELS.replace("\n1", "\nr1").replace("\n2", "\nr2").replace("\n3", "\nr3"))
    result = replication.run(paths=[table])
    assert (result.status, result.err) == (0, "")
    assert result.report["units"] == 3


def test_local_identifier_of_two_tables_is_refused_with_the_candidates(replication: Replication) -> None:
    tables = [replication.write(f"{name}.csv", f"id,text\nr1,One {name}\n") for name in ("alpha", "beta")]
    replication.write("labels.csv", LABELS.replace("\n1", "\nr1").replace("\n2", "\nr2").replace("\n3", "\nr3"))
    result = replication.run(paths=tables)
    assert result.status == 2
    assert "“r1” names alpha:r1 and beta:r1. Write one of these identifiers." in result.err
