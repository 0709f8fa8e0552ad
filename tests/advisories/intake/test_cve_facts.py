"""CISA's KEV catalogue and EPSS scores: read in one pass, kept, matched by CVE, filtered, hidden and frozen."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advisories.api.filters import matching_advisories
from advisories.corpus.corpora import main_corpus
from advisories.corpus.cve_facts import exploit_facts
from advisories.corpus.index import current_index
from advisories.formats.parsing import parse
from advisories.intake.importing import import_paths, import_records
from advisories.intake.report import Report
from advisories.models import Advisory, CveFact, ImportRun
from advisories.platform.errors import BadInput
from advisories.records import Rejected
from advisories.records.cve_facts import CveFacts, EpssRow, KevRow
from advisories.sources.archives import SourceFile
from coding.models import Unit
from coding.steps.sample import draw_sample
from tests.support.corpus import osv, store
from tests.support.factories import client, opened_round, person, study

pytestmark = pytest.mark.django_db

CATALOGUE = {
    "title": "CISA Catalog of Known Exploited Vulnerabilities",
    "catalogVersion": "2031.01.01",
    "vulnerabilities": [
        {
            "cveID": "CVE-2031-0001",
            "dateAdded": "2031-02-01",
            "dueDate": "2031-02-22",
            "knownRansomwareCampaignUse": "Known",
        },
        {"cveID": "CVE-2031-9999", "dateAdded": "2031-03-01", "knownRansomwareCampaignUse": "Unknown"},
        {"cveID": "CVE-2031-0002", "dateAdded": "soon"},
        {"cveID": "Windows", "dateAdded": "2031-03-01"},
    ],
}
KEV_CSV = (
    'cveID,vendorProject,dateAdded,dueDate,knownRansomwareCampaignUse\nCVE-2031-0001,"Acme, Inc.",2031-02-01,,Known\n'
)
COMMENT = "#model_version:v2025.03.14,score_date:{day}T12:55:00Z\n"
HEADER = "cve,epss,percentile\n"


def scores(day: str = "2031-05-01", *rows: str) -> bytes:
    rows = rows or ("CVE-2031-0001,0.75,0.98", "CVE-2031-0002,0.00042,0.1", "CVE-2031-9999,0.5,0.5")
    return (COMMENT.format(day=day) + HEADER + "\n".join(rows) + "\n").encode()


def catalogue() -> bytes:
    return json.dumps(CATALOGUE).encode()


def add(data: bytes, name: str = "file") -> Report:
    run = ImportRun.objects.create(corpus=main_corpus(), source="test", started_at=timezone.now())
    return Report.of(import_records([SourceFile(name, data)], run=run))


@pytest.fixture
def corpus() -> None:
    store(
        osv("GHSA-aaa2-aaa2-aaa2", "CVE-2031-0001", summary="First"),
        osv("GHSA-bbb2-bbb2-bbb2", "CVE-2031-0002", summary="Second"),
        osv("PYSEC-2031-4", summary="Third"),
    )


def facts_of(identifier: str) -> tuple[Any, Any]:
    number = Advisory.objects.get(aliases__value=identifier).pk
    facts = exploit_facts([number]).get(number)
    return (facts.kev, facts.epss) if facts else (None, None)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (KEV_CSV, CveFacts("kev", (KevRow("CVE-2031-0001", "2031-02-01", "", True),))),
        ("\ufeff" + KEV_CSV, CveFacts("kev", (KevRow("CVE-2031-0001", "2031-02-01", "", True),))),
        (
            scores("2031-05-01", "cve-2031-0001,1.0,1.0").decode(),
            CveFacts("epss", (EpssRow("CVE-2031-0001", 1.0, 1.0),), "2031-05-01", "v2025.03.14"),
        ),
        (
            "#model_version:v2023.03.01,score_date:2025-02-20T00:00:00+0000\r\ncve,epss,percentile\r\nCVE-1999-0001,0.1,0.2\r\n",
            CveFacts("epss", (EpssRow("CVE-1999-0001", 0.1, 0.2),), "2025-02-20", "v2023.03.01"),
        ),
        ("cve,epss,percentile\nCVE-1999-0001,0,0\n", CveFacts("epss", (EpssRow("CVE-1999-0001", 0.0, 0.0),))),
        (
            json.dumps({"data": [{"cve": "CVE-1999-0001", "epss": "0.1", "percentile": "0.2", "date": "2025-02-20"}]}),
            CveFacts("epss", (EpssRow("CVE-1999-0001", 0.1, 0.2),), "2025-02-20"),
        ),
    ],
)
def test_files_are_recognised_by_their_content(data: str, expected: CveFacts) -> None:
    assert list(parse(data.encode(), "a")) == [expected]


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (
            catalogue(),
            {"file#3": "“soon” is no date.", "file#4": "“Windows” is no CVE identifier."},
        ),
        (
            scores(
                "2031-05-01",
                "CVE-2031-0001,1.5,0.5",
                "CVE-1990-0001,0.1,0.1",
                "CVE-2031-0003,0.1",
                "CVE-2031-0004,nan,0",
            ),
            {
                "file:3": "the epss “1.5” is no number from 0 to 1.",
                "file:4": "“CVE-1990-0001” is no CVE identifier.",
                "file:5": "the percentile “” is no number from 0 to 1.",
                "file:6": "the epss “nan” is no number from 0 to 1.",
            },
        ),
    ],
)
def test_row_that_cannot_be_read_is_rejected_with_its_place(data: bytes, reasons: dict[str, str]) -> None:
    rejected = [row for row in parse(data, "file") if isinstance(row, Rejected)]
    assert {row.source: row.reason for row in rejected} == reasons


def test_rows_are_matched_by_cve_and_the_others_kept(corpus: None, tmp_path: Path) -> None:
    report = add(catalogue())
    assert (report.matched, report.not_in_corpus, report.rejected, report.created) == (1, 1, 2, 0)
    assert Advisory.objects.count() == 3
    path = tmp_path / "epss.csv.gz"
    path.write_bytes(gzip.compress(scores()))
    report, _ = import_paths([path], corpus=main_corpus())
    assert (report.matched, report.not_in_corpus, report.rejected) == (2, 1, 0)
    kev = {"added": "2031-02-01", "due": "2031-02-22", "ransomware": True}
    epss = {"score": 0.75, "percentile": 0.98, "date": "2031-05-01", "model": "v2025.03.14"}
    assert facts_of("CVE-2031-0001") == (kev, epss)
    assert facts_of("PYSEC-2031-4") == (None, None)
    store(osv("GO-2031-1", "CVE-2031-9999"))
    later = facts_of("GO-2031-1")
    assert (later[0]["added"], later[1]["score"]) == ("2031-03-01", 0.5)


def test_older_scores_never_replace_newer_ones(corpus: None) -> None:
    add(scores("2031-05-01"))
    assert add(scores("2031-04-30", "CVE-2031-0001,0.1,0.1")).matched == 1
    assert facts_of("CVE-2031-0001")[1]["score"] == 0.75
    add((HEADER + "CVE-2031-0001,0.2,0.2\n").encode())
    assert facts_of("CVE-2031-0001")[1]["score"] == 0.75
    add(scores("2031-05-02", "CVE-2031-0001,0.3,0.3"))
    assert facts_of("CVE-2031-0001")[1]["date"] == "2031-05-02"
    assert CveFact.objects.get(cve="CVE-2031-0002").epss_date == date(2031, 5, 1)
    add(KEV_CSV.encode())
    assert facts_of("CVE-2031-0001")[1]["score"] == 0.3


def test_merged_advisories_have_the_first_entry_and_the_highest_score() -> None:
    store(osv("GHSA-aaa2-aaa2-aaa2", "CVE-2031-0001", "CVE-2031-9999"))
    add(catalogue())
    add(scores("2031-05-01", "CVE-2031-0001,0.1,0.1", "CVE-2031-9999,0.5,0.5"))
    kev, epss = facts_of("CVE-2031-0001")
    assert (kev["added"], epss["score"]) == ("2031-02-01", 0.5)


def test_one_statement_stores_ten_thousand_rows(corpus: None) -> None:
    rows = [f"CVE-2030-{number:06d},0.1,0.2" for number in range(25_000)]
    with CaptureQueriesContext(connection) as queries:
        report = add(scores("2031-05-01", *rows))
    assert report.not_in_corpus == 25_000
    assert CveFact.objects.count() == 25_000
    assert sum("INSERT INTO advisories_cvefact" in query["sql"] for query in queries) == 3
    assert len(queries) < 48  # of each block: its rows, and those that they replace


def test_filters_by_kev_and_epss(corpus: None) -> None:
    add(catalogue())
    add(scores())
    http = client(person("eve"))

    def keys(query: str) -> list[str]:
        return [row["key"] for row in http.get(f"/api/v1/corpora/main/advisories/?{query}").json()["results"]]

    assert keys("kev=yes") == ["GHSA-aaa2-aaa2-aaa2"]
    assert keys("kev=no") == ["GHSA-bbb2-bbb2-bbb2", "PYSEC-2031-4"]
    assert keys("epss_min=0.1") == ["GHSA-aaa2-aaa2-aaa2"]
    assert keys("epss_min=0") == ["GHSA-aaa2-aaa2-aaa2", "GHSA-bbb2-bbb2-bbb2"]
    assert keys("epss_max=0.01") == ["GHSA-bbb2-bbb2-bbb2"]
    facets = http.get("/api/v1/corpora/main/advisories/facets/?kev=yes").json()
    assert (facets["total"], facets["kev"]) == (1, [{"value": "yes", "count": 1}, {"value": "no", "count": 2}])
    facets = http.get("/api/v1/corpora/main/advisories/facets/?epss_min=0.1").json()
    assert (facets["total"], [row["count"] for row in facets["epss"]]) == (1, [1, 1, 1])
    assert http.get("/api/v1/corpora/main/advisories/?epss_min=2").status_code == 400
    assert http.get("/api/v1/corpora/main/advisories/?kev=maybe").status_code == 400
    matching = matching_advisories(main_corpus(), {"kev": "yes", "epss_min": 0.1}, user=person("sam"))
    assert matching[0] == ["GHSA-aaa2-aaa2-aaa2"]
    assert "that are in CISA's KEV catalogue, with an EPSS score of 0.1 to 1" in matching[1]
    detail = http.get("/api/v1/corpora/main/advisories/CVE-2031-0001/").json()
    assert (detail["kev"]["ransomware"], detail["epss"]["percentile"]) == (True, 0.98)
    assert current_index(main_corpus()).epss.tolist() == [0.75, 0.00042, -1.0]


def test_facts_are_hidden_from_raters_and_frozen_with_the_sample(corpus: None) -> None:
    people = study()
    add(catalogue())
    add(scores())
    described = matching_advisories(main_corpus(), {"kev": "yes"}, user=people.lea.user)
    draw_sample(by=people.lea, corpus=main_corpus(), keys=described[0], described=described[1])
    unit = Unit.objects.get(number=1)
    assert unit.facts["epss"]["model"] == "v2025.03.14"
    opened_round(people)
    add(scores("2031-06-01", "CVE-2031-0001,0.01,0.01"))
    unit.refresh_from_db()
    assert unit.facts["epss"]["score"] == 0.75
    address = f"/api/v1/studies/{people.study.slug}/"
    changes = client(people.lea).get(f"{address}sample/changes/").json()["units"][0]["changes"]
    assert [(row["before"], row["after"]) for row in changes] == [("0.75 on 2031-05-01", "0.01 on 2031-06-01")]
    assert client(people.lea).get(f"{address}units/1/").json()["classifications"]["kev"]["added"] == "2031-02-01"
    rater = client(people.ada)
    for query in ("kev=yes", "kev=no", "epss_min=0", "epss_max=1"):
        for path in ("", "facets/", "severities/"):
            assert rater.get(f"/api/v1/corpora/main/advisories/{path}?{query}").status_code == 403
    detail = rater.get("/api/v1/corpora/main/advisories/CVE-2031-0001/").json()
    assert (detail["kev"], detail["epss"]) == (None, None)
    texts = [
        rater.get(address + path).content.decode()
        for path in ("", "sample/", "events/", "units/1/", "rounds/1/units/1/")
    ]
    assert [text for text in texts if "KEV" in text or "0.75" in text or "2031-02-01" in text] == []


def test_command_reports_facts_and_ends_with_status_0(corpus: None, tmp_path: Path) -> None:
    path = tmp_path / "epss.csv"
    path.write_bytes(scores())
    report, identifiers = import_paths([path], corpus=main_corpus())
    assert (report.as_json()["matched"], report.as_json()["not_in_corpus"], identifiers) == (2, 1, [])
    path.write_bytes(scores("2031-05-01", "x,y,z"))
    with pytest.raises(BadInput, match="“x” is no CVE identifier"):
        import_paths([path], corpus=main_corpus())
