"""Versions of an advisory: its texts, their differences, and the facts that each revision changed."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.models import Document, SourceRecord
from tests.support.corpus import BASE, osv, store

GHSA, CVE, OTHER = "GHSA-aaaa-bbbb-cccc", "CVE-2031-0001", "PYSEC-2031-1"
PAGE = f"{BASE}/advisories/{GHSA}"
FORBID = "tests.support.guards.no"


def revised(times: int = 3) -> list[int]:
    """Import an advisory several times, each time with another text; return the numbers of its texts."""
    for n in range(1, times + 1):
        store(osv(GHSA, CVE, summary="Flaw", details=f"Fixed in 2.4.{n}.", modified=f"2031-01-0{n}T00:00:00Z"))
    return list(Document.objects.values_list("pk", flat=True))


def get(api: APIClient, address: str, status: int = 200) -> Any:
    response = api.get(address)
    assert response.status_code == status, response.content
    return response.json()


def test_texts_are_listed_newest_first(api: APIClient, db: None) -> None:
    numbers = revised()
    texts = get(api, f"{PAGE}/documents/")
    assert [(each["id"], each["current"], each["title"]) for each in texts] == [
        (numbers[2], True, "Flaw"),
        (numbers[1], False, "Flaw"),
        (numbers[0], False, "Flaw"),
    ]


def test_earlier_text_is_unchanged(api: APIClient, db: None) -> None:
    numbers = revised()
    text = get(api, f"{PAGE}/documents/{numbers[0]}/")
    assert (text["text"], text["current"]) == ("Flaw\nFixed in 2.4.1.\n", False)
    assert text["html"] == "<h2>Flaw</h2>\n<p>Fixed in 2.4.1.</p>\n"


def test_text_is_compared_with_the_previous_or_the_requested_one(api: APIClient, db: None) -> None:
    numbers = revised()
    for query, before in (("", "2.4.2."), (f"?before={numbers[0]}", "2.4.1."), ("?before=", "2.4.2.")):
        difference = get(api, f"{PAGE}/documents/{numbers[2]}/difference/{query}")
        assert difference["parts"] == [
            {"kind": "same", "text": "Flaw\nFixed in "},
            {"kind": "removed", "text": before},
            {"kind": "added", "text": "2.4.3."},
            {"kind": "same", "text": "\n"},
        ]
        assert difference["after"]["id"] == numbers[2]


def test_first_text_has_no_difference(api: APIClient, db: None) -> None:
    numbers = revised()
    difference = get(api, f"{PAGE}/documents/{numbers[0]}/difference/")
    assert (difference["before"], difference["parts"]) == (None, [])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("documents/{other}/", 404),
        ("documents/{other}/difference/", 404),
        ("documents/{own}/difference/?before={other}", 404),
        ("documents/{own}/difference/?before={own}", 404),
        ("documents/{own}/difference/?before=x", 400),
        ("documents/{own}/difference/?before=-1", 400),
        ("documents/{own}/difference/?before=" + "9" * 30, 404),
        ("documents/" + "9" * 30 + "/", 404),
        ("records/" + "9" * 30 + "/", 404),
    ],
)
def test_text_of_another_advisory_is_not_found(api: APIClient, db: None, address: str, status: int) -> None:
    own = revised(1)[0]
    store(osv(OTHER))
    get(api, f"{PAGE}/{address.format(own=own, other=Document.objects.latest('pk').pk)}", status)


def test_unknown_advisory_has_no_versions(api: APIClient, db: None) -> None:
    for address in ("documents/", "documents/1/", "documents/1/difference/", "records/", "records/1/"):
        get(api, f"{BASE}/advisories/GHSA-none/{address}", 404)


def test_revisions_list_the_facts_that_they_changed(api: APIClient, db: None, guards: Any) -> None:
    package = {"package": {"ecosystem": "PyPI", "name": "demo"}, "ranges": [{"events": [{"introduced": "0"}]}]}
    fixed = package | {"ranges": [{"events": [{"introduced": "0"}, {"fixed": "2"}]}]}
    store(osv(GHSA, CVE, affected=[package], database_specific={"severity": "LOW"}), osv(OTHER, CVE))
    store(osv(GHSA, CVE, affected=[fixed], database_specific={"severity": "HIGH"}, modified="2031-02-01T00:00:00Z"))
    store(osv(GHSA, CVE, affected=[fixed], database_specific={"severity": "HIGH"}, modified="2031-03-01T00:00:00Z"))

    def changes() -> list[tuple[str, bool, Any]]:
        return [(each["identifier"], each["current"], each["changes"]) for each in get(api, f"{PAGE}/records/")]

    packages = {"fact": "packages", "before": "demo all versions", "after": "demo < 2 (fixed in 2)"}
    severity = {"fact": "severity", "before": "low", "after": "high"}
    assert changes() == [
        (GHSA, True, []),
        (GHSA, False, [severity, packages]),
        (OTHER, True, None),
        (GHSA, False, None),
    ]
    guards.ADVISORIES_CLASSIFICATION_GUARD = FORBID
    assert changes()[1] == (GHSA, False, [packages])


def test_revision_after_an_unreadable_one_has_unknown_changes(api: APIClient, db: None) -> None:
    revised(2)
    SourceRecord.objects.filter(current=False).update(content="{nope")
    newest, oldest = get(api, f"{PAGE}/records/")
    assert (newest["changes"], newest["problem"]) == (None, "")
    assert "broken" in oldest["problem"]


def test_long_facts_are_shortened(api: APIClient, db: None) -> None:
    store(osv(GHSA, details="x" * 9_000))
    store(osv(GHSA, details="y" * 9_000, modified="2031-02-01T00:00:00Z"))
    (change,) = get(api, f"{PAGE}/records/")[0]["changes"]
    assert (change["fact"], len(change["before"]), change["after"][-2:]) == ("text", 500, "y…")


@pytest.mark.parametrize("times", [1, 3])
def test_versions_need_the_same_queries_for_any_number_of_texts(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries, times: int, db: None
) -> None:
    newest = revised(times)[-1]
    with django_assert_num_queries(3):  # the identifier; the texts
        assert len(get(api, f"{PAGE}/documents/")) == times
    with django_assert_num_queries(4):  # the identifier; the records; their contents
        assert len(get(api, f"{PAGE}/records/")) == times
    with django_assert_num_queries(7):  # the corpus; the identifier, three times; the text; the one before; the newest
        get(api, f"{PAGE}/documents/{newest}/difference/")
