"""Advisories in the corpus, and how the API lists them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from rest_framework.test import APIClient

from advisories.corpus.corpora import main_corpus
from advisories.formats.parsing import parse_again
from advisories.intake.importing import import_records
from advisories.intake.indexing import index_texts
from advisories.models import ImportRun

BASE = "/api/v1/corpora/main"
KEYS = ["GHSA-aaaa-aaaa-aaaa", "GHSA-bbbb-bbbb-bbbb", "GHSA-cccc-cccc-cccc", "PYSEC-2031-4"]


def osv(identifier: str, *aliases: str, package: str = "demo", ecosystem: str = "PyPI", **fields: Any) -> Any:
    item = {
        "id": identifier,
        "modified": "2031-01-01T00:00:00Z",
        "aliases": list(aliases),
        "details": f"Text of {identifier}.",
        "affected": [{"package": {"ecosystem": ecosystem, "name": package}}],
    }
    return parse_again(json.dumps(item | fields), f"{identifier}.json", "osv")


def store(*records: Any) -> None:
    run = ImportRun.objects.create(corpus=main_corpus(), source="test", started_at=timezone.now())
    import_records(records, run=run)
    index_texts()


@pytest.fixture
def corpus(db: None) -> None:
    store(
        osv(KEYS[0], "CVE-2031-0001", summary="Straße 100%", published="2030-05-01T00:00:00Z",
            database_specific={"severity": "CRITICAL", "cwe_ids": ["CWE-79"]}),
        osv(KEYS[1], summary="Second", published="2031-05-01T00:00:00Z", package="example.org/lantern",
            ecosystem="Go", severity=[{"score": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"}]),
        osv(KEYS[2], summary="Third", published="2031-06-01T00:00:00Z", withdrawn="2031-07-01T00:00:00Z",
            database_specific={"severity": "LOW"}),
        osv(KEYS[3], package=""),
    )  # fmt: skip


def keys(api: APIClient, query: str = "") -> list[str]:
    response = api.get(f"{BASE}/advisories/?{query}")
    assert response.status_code == 200, response.json()
    return [KEYS.index(item["key"]) for item in response.json()["results"]]


def versions(*pairs: tuple[str, str], name: str = "demo") -> list[Any]:
    events = [{kind: version} for pair in pairs for kind, version in zip(("introduced", "fixed"), pair, strict=True)]
    return [{"package": {"ecosystem": "PyPI", "name": name}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}]


def maintainer(name: str, **fields: Any) -> Any:
    """Create a user who maintains the shared corpus “Main”, and so imports into it."""
    user = get_user_model().objects.create_user(name, **fields)
    main_corpus().maintainers.add(user)
    return user
