"""The shared cases of texts, dates, severities, shapes and identifiers, each with what must happen."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from advisories.corpus.corpora import main_corpus
from advisories.intake.importing import import_paths
from advisories.intake.report import Report
from advisories.models import Advisory, Alias, Document
from advisories.platform.errors import BadInput
from advisories.records.components import joined_in_words
from tests.support import ROOT
from tests.support.intake import osv, store

CASES = ROOT.parent / "shared" / "cases" / "corpus"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are absent"),
]


def imported(*names: str) -> tuple[Report, Advisory]:
    """Import files or folders, and return the report and the first advisory."""
    report, _ = import_paths([CASES / name for name in names], corpus=main_corpus())
    return report, Advisory.objects.order_by("key")[0]


def remarks(report: Report) -> str:
    return " ".join(remark["remark"] for remark in report.remarks)


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("00", "2023-11-19T21:44:33"),
        ("02", "2017-09-18T12:57:01"),
        ("04", "2023-01-05T10:00:00"),
        ("06", "2024-01-06T00:00:00"),
        ("08", ""),
        ("10", "2023-01-16T15:00:00"),
        ("12", ""),
        ("20", "2017-01-01T00:00:00"),
        ("22", ""),
    ],
)
def test_date_is_read_or_left_empty_with_a_remark(name: str, moment: str) -> None:
    report, advisory = imported(f"dates/{name}.json")
    assert report.created == 1
    shown = advisory.published_at.strftime("%Y-%m-%dT%H:%M:%S") if advisory.published_at else ""
    assert shown == moment
    assert ("is no date" in remarks(report)) == (not moment)


@pytest.mark.parametrize(
    ("name", "severity", "source", "score", "vector"),
    [
        ("v2", "high", "computed", "7.5", "AV:N/AC:L/Au:N/C:P/I:P/A:P"),
        ("cve-v4-first", "low", "published", "3.7", "CVSS:3.1/"),
        ("num", "critical", "computed", "9.8", ""),
        ("ubuntu", "moderate", "published", None, ""),
        ("mismatch", "moderate", "computed", "6.1", "CVSS:3.1/"),
        ("rustsec", "critical", "computed", "9.8", "CVSS:3.1/"),
        ("cve-none", "", "", "0.0", "CVSS:3.1/"),
    ],
)
def test_severity_and_score_come_from_one_rating(
    name: str, severity: str, source: str, score: str | None, vector: str
) -> None:
    report, advisory = imported(f"severity/{name}.json")
    assert (advisory.severity, advisory.severity_source) == (severity, source)
    assert (None if advisory.cvss_score is None else str(advisory.cvss_score)) == score
    assert advisory.cvss_vector.startswith(vector)
    assert bool(advisory.cvss_vector) == bool(vector)
    assert ("is no vector" in remarks(report)) == (name == "num")


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("severity-object.json", "“severity” is an object instead of a list"),
        ("aliases-string.json", "“aliases” is text instead of a list"),
        ("package-null.json", ""),
        ("crlf-bom.json", ""),
        ("yaml-version-float.yaml", ""),
    ],
)
def test_record_of_an_unusual_shape_is_kept(name: str, remark: str) -> None:
    report, advisory = imported(f"shape/{name}")
    assert report.created == 1
    assert remark in remarks(report)
    assert "\r" not in advisory.documents.get().text


def test_identifier_with_a_slash_is_refused() -> None:
    with pytest.raises(BadInput, match="is not an identifier"):
        imported("shape/id-slash.json")


def test_names_longer_than_the_column_do_not_end_an_import() -> None:
    report, _ = imported("shape/long-a.json", "shape/long-b.json")
    assert report.created == 2


def test_placeholders_join_nothing() -> None:
    report, _ = imported("join/placeholder")
    records = len(list((CASES / "join/placeholder").iterdir()))
    assert (report.created, Advisory.objects.count()) == (records, records)
    named = [json.loads(path.read_text())["aliases"] for path in sorted((CASES / "join/placeholder").iterdir())]
    assert not Alias.objects.filter(value__in=[alias for aliases in named for alias in aliases]).exists()
    assert len(report.remarks) == records
    assert "CVE-2021-XXXXX names no vulnerability and joins nothing." in remarks(report)


def test_tables_are_sources_of_their_own() -> None:
    imported("tables/a.csv")
    imported("tables/b.csv")
    report, _ = imported("tables/a.csv")
    assert report.unchanged == 2
    assert sorted(Advisory.objects.values_list("key", flat=True)) == ["a:1", "a:2", "b:1", "b:2"]


def test_second_table_of_one_name_is_refused_whole() -> None:
    import_paths([CASES / "tables/a.csv"], corpus=main_corpus(), table_source="x")
    sentence = (
        "x already has rows 1, 2 with other texts: give this table a source name of its own, or say that it replaces "
        "them"
    )
    with pytest.raises(BadInput, match=sentence):
        import_paths([CASES / "tables/b.csv"], corpus=main_corpus(), table_source="x")


def test_rows_with_one_identifier_and_other_texts_are_problems() -> None:
    report, _ = imported("tables/j_same_id_other_text.csv")
    assert "row 3 (line 3) has the identifier 0 of line 2, but another text." in {
        problem["reason"] for problem in report.problems
    }
    rows = [line.split(",")[0] for line in (CASES / "tables/j_same_id_other_text.csv").read_text().splitlines()[1:]]
    assert report.rejected == sum(rows.count(row) > 1 for row in rows)
    assert report.created == sum(rows.count(row) == 1 for row in rows)


def test_row_that_names_two_cves_joins_nothing() -> None:
    report, _ = imported("tables/labels-many-cve.csv")
    assert (report.created, Advisory.objects.count()) == (3, 3)


def test_bundle_is_joined_and_comes_apart_when_its_record_is_corrected() -> None:
    report, advisory = imported("join/bundle")
    assert (report.joined, Advisory.objects.count(), advisory.records.count()) == (1, 1, 3)
    assert joined_in_words(advisory.aliases.values_list("value", flat=True)) == "2 CVEs, 2 GHSAs"
    report, _ = imported("join/bundle-corrected")
    assert (report.apart, Advisory.objects.count()) == (1, 2)


def test_alias_joins_two_advisories_that_nobody_codes() -> None:
    for number, name in enumerate(("GHSA-24qx-w28j-9m6p", "GHSA-269x-pg5c-5xgm")):
        store(osv(name, details=f"Text {number}.", modified="2026-01-01T00:00:00Z"))
    report, advisory = imported("join/alias_poison.json")
    assert (report.joined, advisory.joined, Advisory.objects.count()) == (1, True, 1)


def test_alias_without_its_prefix_joins() -> None:
    report, advisory = imported("join/noprefix")
    assert Advisory.objects.count() == 1
    assert advisory.key == "GHSA-jm77-qphf-c4w8"
    assert report.merged == 1


def description(item: dict[str, Any]) -> str:
    return str(item["containers"]["cna"]["descriptions"][0]["value"])


def test_plain_text_arrives_as_it_was_written() -> None:
    imported("plain/1.json")
    item = json.loads((CASES / "plain/1.json").read_text())
    document = Document.objects.get()
    assert description(item) in document.text
    title = item["containers"]["cna"].get("title", "")
    assert document.text.startswith(title)
    assert document.title == title or not title


def test_lines_of_a_table_cell_stay_lines() -> None:
    imported("plain/trace.csv")
    text = Document.objects.get().text
    for part in ("\n <TASK>\n", "__sys_sendmsg+0x26d/0x3a0", "<0f>"):
        assert part in text


def test_bombs_are_shown_as_they_were_written() -> None:
    report, _ = imported("bombs/table_200x5000.json", "bombs/quotes_50000.json")
    assert report.created == 2
    assert "its tables have more than 50,000 cells" in remarks(report)
    assert "it is nested deeper than 100 levels" in remarks(report)


@pytest.mark.parametrize(
    ("name", "identifier", "alias"),
    [
        ("csaf20.json", "CVE-2023-92003", ""),
        ("gitlab.yml", "CVE-2023-92010", "GHSA-aaaa-bbbb-eeee"),
        ("graphql-adv.json", "GHSA-aaaa-bbbb-llll", "CVE-2023-92018"),
        ("nvd11-feed.json", "CVE-2019-92002", ""),
        ("nvd2-feed-nofmt.json", "CVE-2023-92001", ""),
        ("ruby-nocvss.yml", "CVE-2015-92007", "GHSA-aaaa-bbbb-cccc"),
        ("ruby-osvdb.yml", "OSVDB-99031", ""),
        ("snyk.json", "SNYK-JS-WIDGET-92012", "CVE-2023-92012"),
    ],
)
def test_format_is_read(name: str, identifier: str, alias: str) -> None:
    report, advisory = imported(f"formats/{name}")
    assert report.created == 1
    aliases = set(advisory.aliases.values_list("value", flat=True))
    assert {identifier, alias} - {""} <= aliases


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cyclonedx.json", "this is CycloneDX"),
        ("openvex.json", "this is OpenVEX"),
        ("gsd.json", "this is GSD"),
        ("grype.json", "this is a Grype report"),
        ("osv-scanner-out.json", "this is an OSV-Scanner result"),
        ("redhat-api.json", "this is an answer of Red Hat's security data API"),
        ("npm-old.json", "this is an old npm advisory"),
        ("kaybee-statement.yaml", "this is a Project KB statement"),
        ("one-object.json", "Its fields: id, text, nested"),
        ("excel-semicolon-cp1252.csv", "UTF-8"),
    ],
)
def test_file_of_another_kind_is_refused_by_its_name(name: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=re.escape(sentence)):
        imported(f"formats/{name}")
    assert not Advisory.objects.exists()


def test_records_of_two_gems_stand_beside_each_other() -> None:
    report, advisory = imported("formats/ruby-two")
    assert (report.created, report.merged) == (1, 1)
    assert sorted(advisory.records.values_list("part", flat=True)) == ["widget-a", "widget-b"]
    report, _ = imported("formats/ruby-two")
    assert report.unchanged == 2


@pytest.mark.parametrize(
    ("name", "package", "remark"),
    [("na-product.json", "", ""), ("es-only.json", None, "no English text; taken: es"), ("disputed.json", None, "")],
)
def test_cve_record_is_kept(name: str, package: str | None, remark: str) -> None:
    report, advisory = imported(f"cve/{name}")
    assert report.created == 1
    assert package is None or (advisory.package, advisory.project) == (package, None)
    assert remark in remarks(report)


def test_rejection_withdraws_a_known_record_and_keeps_its_text() -> None:
    imported("rejected/first")
    text = Document.objects.get().text
    report, advisory = imported("rejected/later")
    assert (report.updated, report.rejected) == (1, 0)
    assert str(advisory.withdrawn_at)[:10] == "2024-06-01"
    assert "Duplicate of another identifier." in remarks(report)
    assert advisory.documents.get().text == text
    report, advisory = imported("rejected/first")
    assert report.unchanged == 1
    assert advisory.withdrawn_at


def test_rejection_of_an_unknown_record_is_refused() -> None:
    with pytest.raises(BadInput, match=r"Duplicate of another identifier\."):
        imported("rejected/later")
    assert not Advisory.objects.exists()


def test_rejection_after_the_record_in_one_import_withdraws_it() -> None:
    report, advisory = imported("rejected/first", "rejected/later")
    assert (report.created, report.updated) == (1, 1)
    assert advisory.withdrawn_at
    assert advisory.documents.get().text.startswith("Something")


def test_no_two_packages_share_a_project() -> None:
    report, _ = imported("projects")
    assert report.created == 11
    labels = dict(Advisory.objects.values_list("package", "project__label"))
    assert len(set(Advisory.objects.values_list("project", flat=True))) == 11
    assert labels == {
        "@angular/core": "core (npm @angular)",
        "@babel/core": "core (npm @babel)",
        "drupal/core": "core (Packagist drupal)",
        "core": "core (PyPI)",
        "typo3/cms-core": "cms-core",
        "golang.org/x/crypto": "crypto (Go golang.org/x)",
        "crypto": "crypto (npm)",
        "socket.io": "socket.io",
        "socketio": "socketio",
        "symfony/symfony": "symfony",
        "org.springframework:spring-core": "spring-core",
    }
