"""Comparison of the source records of an advisory: facts, conflicts, and hidden classifications."""

from __future__ import annotations

import csv
import re
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.corpus import source_comparison as comparison
from advisories.corpus.merging import ORDER, RULES, base_score
from advisories.models import Advisory, Alias, SourceRecord
from tests.support.corpus import BASE, osv, store, versions
from tests.support.published_advisories import DATA, FOLDER, import_folders

GHSA, PYSEC, CVE = "GHSA-aaaa-bbbb-cccc", "PYSEC-2031-1", "CVE-2031-0001"
HIGH = "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"  # 8.8
TEN = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"  # 10.0
FOUR = "CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"  # 8.7
CLASSIFICATIONS = ("critical", "moderate", "CVSS:", "8.8", "10.0", "CWE-79", "CWE-89")


def two_sources() -> None:
    store(
        osv(GHSA, CVE, affected=versions(("0", "1.9"), ("2.0.0", "2.4.1"), name="De_mo"), severity=[{"score": HIGH}],
            database_specific={"severity": "MODERATE", "cwe_ids": ["CWE-79"]}),
        osv(PYSEC, CVE, affected=versions(("0", "2.4.2"), name="de.mo"), severity=[{"score": TEN}, {"score": FOUR}],
            database_specific={"severity": "CRITICAL", "cwe_ids": ["CWE-89"]}, published="2031-01-02T00:00:00Z"),
    )  # fmt: skip


def advisory(api: APIClient, key: str = GHSA) -> Any:
    response = api.get(f"{BASE}/advisories/{key}/")
    assert response.status_code == 200, response.content
    return response.json()


def test_sources_are_listed_with_their_facts(api: APIClient, db: None) -> None:
    two_sources()
    first, second = advisory(api)["sources"]
    row = SourceRecord.objects.get(identifier=GHSA)
    assert first | {"imported_at": ""} == {
        "id": row.pk,
        "format": "osv",
        "identifier": GHSA,
        "origin": f"{GHSA}.json",
        "modified_at": "2031-01-01T00:00:00Z",
        "imported_at": "",
        "published_at": None,
        "withdrawn_at": None,
        "severity": "moderate",
        "vectors": [{"vector": HIGH, "score": 8.8, "band": "high"}],
        "cwes": ["CWE-79"],
        "affected": [
            {"ecosystem": "PyPI", "package": "De_mo", "versions": "< 1.9", "fixed": "1.9"},
            {"ecosystem": "PyPI", "package": "De_mo", "versions": ">= 2.0.0, < 2.4.1", "fixed": "2.4.1"},
        ],
        "affected_left_out": 0,
        "references": 0,
        "aliases": ["CVE-2031-0001"],
        "related": [],
        "problem": "",
    }
    assert second["identifier"] == PYSEC
    assert [(each["score"], each["band"]) for each in second["vectors"]] == [(10.0, "critical"), (8.7, "high")]


def test_conflicts_name_the_sources_and_the_rule(api: APIClient, db: None) -> None:
    two_sources()
    one, other = f"{GHSA} (osv)", f"{PYSEC} (osv)"

    def claims(*rows: tuple[str, str, bool]) -> list[dict[str, Any]]:
        return [{"value": value, "records": [record], "shown": shown} for value, record, shown in rows]

    compared = advisory(api)
    assert [(each["fact"], each["about"], each["claims"]) for each in compared["conflicts"]] == [
        ("severity", "", claims(("moderate", one, True), ("critical", other, False))),
        ("band", "", claims(("moderate, published", one, True), ("high, computed from 8.8", one, False))),
        ("cvss_v3", "", claims((f"8.8 {HIGH}", one, True), (f"10.0 {TEN}", other, False))),
        ("cwes", "", claims(("CWE-79", one, True), ("CWE-89", other, True))),
        ("fixed", "De_mo", claims(("1.9, 2.4.1", one, True), ("2.4.2", other, False))),
    ]
    assert all(each["why"] == RULES[each["fact"]] for each in compared["conflicts"])
    assert compared["order"] == ORDER
    # The advisory shows the claims that are marked as shown.
    assert (compared["severity"], compared["cvss_score"], compared["cwes"]) == ("moderate", 8.8, ["CWE-79", "CWE-89"])
    assert [each["fixed"] for each in compared["affected"]] == ["1.9", "2.4.1"]


def test_record_without_a_value_does_not_disagree(api: APIClient, db: None) -> None:
    store(
        osv(GHSA, CVE, severity=[{"score": HIGH}], affected=versions(("0", "v2.4.1"))),
        osv(PYSEC, CVE),
        osv(
            "GO-2031-1",
            CVE,
            severity=[{"score": HIGH}, {"score": "CVSS:3.1/broken"}],
            affected=versions(("0", "2.4.1")),
        ),
    )
    assert advisory(api)["conflicts"] == []


def test_withdrawn_record_is_listed_last(api: APIClient, db: None) -> None:
    store(
        osv(GHSA, CVE, withdrawn="2031-07-01T00:00:00Z", database_specific={"severity": "LOW"}),
        osv(PYSEC, CVE, database_specific={"severity": "HIGH"}),
    )
    compared = advisory(api)
    assert [(each["identifier"], each["withdrawn_at"]) for each in compared["sources"]] == [
        (PYSEC, None),
        (GHSA, "2031-07-01T00:00:00Z"),
    ]
    assert (compared["severity"], compared["withdrawn_at"]) == ("high", None)
    withdrawn = compared["conflicts"][-1]
    assert (withdrawn["fact"], [claim["value"] for claim in withdrawn["claims"]]) == (
        "withdrawn",
        ["not withdrawn", "2031-07-01"],
    )


def test_fixed_version_is_that_of_the_first_record_with_one(api: APIClient, db: None) -> None:
    open_end = [{"package": {"ecosystem": "PyPI", "name": "demo"}}]
    store(osv(GHSA, CVE, affected=open_end), osv(PYSEC, CVE, affected=versions(("0", "2.4.2"))))
    assert [each["fixed"] for each in advisory(api)["affected"]] == ["2.4.2"]


@pytest.mark.parametrize(
    ("content", "file_format", "problem"),
    [
        ("{nope", "osv", "JSON is cut off or broken"),
        ("", "osv", "the file is empty"),
        ("[1, 2]", "osv", "not an advisory"),
        ('{"id": "' + GHSA + '", "summary": 7, "details": "x"}', "osv", '"summary" must be text'),
        ('{"id": "' + GHSA + '", "details": "x", "affected": [{"ranges": 7}]}', "osv", '"ranges" must be a list'),
        ("id,text\na,b\na,c\n", "table", "of line 3, but another text"),
        ("{}", "gone", "gone"),
    ],
)
def test_unreadable_record_has_a_problem(
    api: APIClient, db: None, content: str, file_format: str, problem: str
) -> None:
    two_sources()
    SourceRecord.objects.filter(identifier=GHSA).update(content=content, format=file_format)
    sources = advisory(api)["sources"]
    (broken,) = (each for each in sources if each["identifier"] == GHSA)
    assert problem in broken["problem"]
    assert [each["problem"] for each in sources if each["identifier"] == PYSEC] == [""]


def test_too_large_records_are_not_parsed(api: APIClient, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    two_sources()
    monkeypatch.setattr(comparison, "READ_AT_ONCE", 600)
    problems = {each["identifier"]: each["problem"] for each in advisory(api)["sources"]}
    assert sorted(problems.values()) == ["", comparison.TOO_LARGE]


def test_number_of_unlisted_ranges_is_reported(api: APIClient, db: None) -> None:
    store(osv(GHSA, affected=[each for n in range(150) for each in versions(("0", f"1.{n}"), name=f"demo{n}")]))
    compared = advisory(api)
    assert (len(compared["affected"]), compared["affected_left_out"]) == (100, 50)
    assert (len(compared["sources"][0]["affected"]), compared["sources"][0]["affected_left_out"]) == (100, 50)


@pytest.mark.parametrize("records", [1, 3])
def test_comparison_needs_the_same_queries_for_any_number_of_records(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries, records: int, db: None
) -> None:
    store(osv(GHSA, CVE), *(osv(f"PYSEC-2031-{n}", CVE) for n in range(1, records)))
    # Advisory, its texts, the current text, aliases; current records, their contents, all records.
    with django_assert_num_queries(10):
        assert len(advisory(api)["sources"]) == records


def test_all_classifications_are_hidden_if_the_guard_forbids_them(api: APIClient, db: None, guards: Any) -> None:
    two_sources()
    words = {"severity": "MODERATE", "cwe_ids": ["CWE-79", "CWE-89"]}
    fixed = versions(("0", "2.4.1"), name="de-mo")
    store(osv(GHSA, CVE, database_specific=words, severity=[{"score": HIGH}], details="New.", affected=fixed))
    broken = osv("GO-2031-9", CVE)
    store(broken)
    SourceRecord.objects.filter(identifier="GO-2031-9").update(
        content='{"id": "GO-2031-9", "details": "Text.", "modified": "critical"}'
    )
    number = SourceRecord.objects.filter(identifier=GHSA).latest("pk").pk
    addresses = [f"advisories/{GHSA}/{rest}" for rest in ("", "records/", "documents/", f"records/{number}/")]
    addresses.append("advisories/severities/")
    before = {address: api.get(f"{BASE}/{address}").content.decode() for address in addresses}
    assert all(
        any(word in before[address] for word in CLASSIFICATIONS) for address in addresses if "documents" not in address
    )
    guards.ADVISORIES_CLASSIFICATION_GUARD = "tests.support.guards.no"
    for address in addresses:
        response = api.get(f"{BASE}/{address}")
        text = response.content.decode().replace(RULES["band"], "")
        assert not [word for word in CLASSIFICATIONS if word in text], address
        if address.endswith(f"records/{number}/"):
            assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
    assert [each["fact"] for each in advisory(api)["conflicts"]] == ["fixed"]


@pytest.mark.parametrize("identifier", [GHSA, "A b(c)#1"])
def test_record_is_downloaded_unchanged(api: APIClient, db: None, identifier: str) -> None:
    record = osv(identifier, details="<script>alert(1)</script> ü")
    store(record)
    row = SourceRecord.objects.get()
    response = api.get(f"{BASE}/advisories/{identifier.replace('#', '%23')}/records/{row.pk}/")
    assert response.content.decode() == record.content
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_record_of_another_advisory_is_404(api: APIClient, db: None) -> None:
    store(osv(GHSA), osv(PYSEC))
    other = SourceRecord.objects.get(identifier=PYSEC).pk
    for number in (other, 10**30):
        assert api.get(f"{BASE}/advisories/{GHSA}/records/{number}/").status_code == 404


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="") as file:
        return list(csv.DictReader(file))


def numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the published advisories (../shared/data) are not available")
def test_conflicts_of_published_records_equal_an_independent_table(db: None) -> None:
    """The table has fixed versions, severities, scores, and conflicts of v3 vectors of the same records."""
    import_folders("ghsa", "osv-go", "osv-yaml")
    rows = table("ml_deployment_facts.csv")
    records = {row["id"]: row for row in table("ml_deployment_records.csv")}
    assert len(rows) == Advisory.objects.count() == 298
    for row in rows:
        stored = Alias.objects.select_related("advisory").get(value=row["id"]).advisory
        ordered = comparison.sort_by_precedence(comparison.read_accounts(stored.records.filter(current=True)))
        assert [account.problem for account in ordered if account.problem] == []
        assert sorted(account.row.identifier for account in ordered) == sorted(row["records"].split())
        facts = {conflict.fact for conflict in comparison.conflicts(ordered)}
        assert ("cvss_v3" in facts) == (row["cvss_v3_disagree"] == "yes"), row["id"]
        ranges = [each for each in comparison.affected(ordered) if each.package == row["package"]]
        fixed = {each.fixed for each in ranges} - {""}
        assert min(fixed, key=numbers, default="") == row["first_fixed"], row["id"]
        for account in ordered:
            expected = records[account.row.identifier]
            record = account.record
            assert record
            assert (record.severity, set(record.cwes)) == (
                expected["severity"].lower(),
                set(expected["cwe_ids"].split()),
            )
            vectors = {"cvss_v3": "cvss_score", "cvss_v4": "cvss_v4_score"}
            given = {expected[vector]: float(expected[score]) for vector, score in vectors.items() if expected[vector]}
            read = {vector: float(base_score(vector) or 0) for vector in record.cvss_vectors}
            assert given.items() <= read.items(), account.row.identifier
