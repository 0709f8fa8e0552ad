"""A CVE that is rejected after its import is withdrawn and keeps its text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from advisories.formats.parsing import parse_again
from advisories.models import Advisory
from advisories.records import AdvisoryRecord
from tests.support.intake import corpus, osv, store

pytestmark = pytest.mark.django_db
CVE = "CVE-2031-1000"


def cve(state: str = "PUBLISHED", updated: str = "2031-01-01T00:00:00Z", **cna: Any) -> AdvisoryRecord:
    metadata = {"cveId": CVE, "state": state, "dateUpdated": updated}
    content = json.dumps({"dataType": "CVE_RECORD", "cveMetadata": metadata, "containers": {"cna": cna}})
    return parse_again(content, f"{CVE}.json", "cve")


def published() -> AdvisoryRecord:
    return cve(descriptions=[{"lang": "en", "value": "Reads __init__.py."}])


def rejected() -> AdvisoryRecord:
    return cve("REJECTED", "2031-02-01T00:00:00Z", rejectedReasons=[{"lang": "en", "value": "No flaw."}])


def test_known_record_is_withdrawn_and_keeps_its_text() -> None:
    store(published())
    assert store(rejected()) == {"updated": 1}
    advisory = Advisory.objects.get()
    assert str(advisory.withdrawn_at) == "2031-02-01 00:00:00+00:00"
    assert [document.text for document in advisory.documents.all()] == ["Reads __init__.py.\n"]
    assert store(rejected()) == {"unchanged": 1}
    assert store(published()) == {"unchanged": 1}
    assert Advisory.objects.get().withdrawn_at


def test_rejection_in_the_same_import_withdraws() -> None:
    assert store(published(), rejected()) == {"created": 1, "updated": 1}
    assert Advisory.objects.get().withdrawn_at
    assert Advisory.objects.get().documents.get().text == "Reads __init__.py.\n"


def test_unknown_record_is_not_stored() -> None:
    assert store(rejected()) == {"rejected": 1}
    assert not Advisory.objects.exists()


def test_record_that_stands_keeps_the_advisory() -> None:
    store(published(), osv("GHSA-aaaa-bbbb-cccc", CVE))
    store(rejected())
    assert Advisory.objects.get().withdrawn_at is None


def test_placeholders_join_nothing() -> None:
    for alias in ("CVE-2031-XXXXX", "GHSA-xxxx-xxxx-xxxx", "PYSEC-0000-000", "OSVDB-0", "CVE-PENDING"):
        store(osv(f"PYSEC-2031-{len(corpus()) + 1}", alias), osv(f"PYSEC-2031-{len(corpus()) + 2}", alias))
    assert len(corpus()) == 10
    assert all(aliases == [key] for key, aliases in corpus().items())
