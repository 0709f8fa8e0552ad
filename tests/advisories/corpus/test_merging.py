"""Merged facts of an advisory: severity and scores."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from advisories.corpus.merging import merge_facts
from advisories.formats.parsing import parse_again
from advisories.records import AdvisoryRecord
from advisories.records.severity import base_score

GHSA, PYSEC = "GHSA-aaaa-bbbb-cccc", "PYSEC-2031-1"


def osv(identifier: str, *aliases: str, **fields: Any) -> AdvisoryRecord:
    item = {"id": identifier, "modified": "2031-01-01T00:00:00Z", "aliases": list(aliases), "details": "Text."}
    return parse_again(json.dumps(item | fields), f"{identifier}.json", "osv")


@pytest.mark.parametrize(
    ("vector", "score"),
    [
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "10.0"),
        ("CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", "0.0"),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "8.7"),
        ("CVSS:3.1/AV:N", None),
        ("CVSS:3.1/nonsense", None),
    ],
)
def test_base_score_of_a_vector(vector: str, score: str | None) -> None:
    assert base_score(vector) == (None if score is None else Decimal(score))


def test_score_of_zero_has_no_severity() -> None:
    zero = {"type": "CVSS_V3", "score": "CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N"}
    facts = merge_facts([osv(PYSEC, severity=[zero])])
    assert (facts.severity, facts.severity_source, facts.cvss_score) == ("", "", Decimal("0.0"))


V3, V4 = (
    "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
)


def test_cvss_3_precedes_cvss_4_in_one_record() -> None:
    facts = merge_facts([osv(GHSA, severity=[{"score": V4}, {"score": V3}])])
    assert (facts.cvss_score, facts.cvss_vector) == (Decimal("8.8"), V3)


def test_word_and_score_come_from_one_record() -> None:
    facts = merge_facts([osv(GHSA, severity=[{"score": V4}]), osv(PYSEC, GHSA, severity=[{"score": V3}])])
    assert (facts.severity, facts.cvss_score) == ("high", Decimal("8.7"))


def test_score_is_that_whose_band_is_the_word() -> None:
    low = "CVSS:3.1/AV:N/AC:H/PR:H/UI:R/S:U/C:L/I:L/A:N"
    facts = merge_facts([osv(GHSA, severity=[{"score": low}, {"score": V4}], database_specific={"severity": "HIGH"})])
    assert (facts.severity, facts.cvss_score) == ("high", Decimal("8.7"))
    facts = merge_facts([osv(GHSA, severity=[{"score": low}], database_specific={"severity": "HIGH"})])
    assert (facts.severity, facts.severity_source, facts.cvss_score) == ("high", "published", Decimal("3.1"))


def test_published_severity_precedes_a_computed_one() -> None:
    vector = {"score": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"}
    facts = merge_facts([osv(GHSA, severity=[vector]), osv(PYSEC, GHSA, database_specific={"severity": "MEDIUM"})])
    assert (facts.severity, facts.severity_source, facts.cvss_score) == ("moderate", "published", Decimal("8.8"))


def test_cwes_and_references_are_the_union() -> None:
    facts = merge_facts(
        [
            osv(PYSEC, GHSA, database_specific={"cwe_ids": ["CWE-9"]}, references=[{"url": "https://example.org/b"}]),
            osv(
                GHSA, database_specific={"cwe_ids": ["CWE-79", "cwe-9"]}, references=[{"url": "https://example.org/a"}]
            ),
        ]
    )
    assert facts.cwes == ["CWE-9", "CWE-79"]
    assert facts.references == ["https://example.org/a", "https://example.org/b"]


def test_withdrawal_date_is_the_latest() -> None:
    first, last = "2031-02-01T00:00:00Z", "2031-03-01T00:00:00Z"
    for days in ((first, last), (last, first)):
        facts = merge_facts([osv(GHSA, withdrawn=days[0]), osv(PYSEC, GHSA, withdrawn=days[1])])
        assert facts.withdrawn_at == datetime.fromisoformat(last)
