"""Joined advisories, splits, joins by hand and decisions, through the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from rest_framework.test import APIClient

from advisories.intake import settling
from advisories.models import Advisory, Apart, Document, SourceRecord
from tests.advisories.intake.test_joins import BUNDLE, A, B, bundle
from tests.support.intake import corpus, osv, store

pytestmark = pytest.mark.django_db
BASE = "/api/v1/corpora/main/advisories"


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make all advisories units of rounds."""
    monkeypatch.setattr(settling, "advisories_in_rounds", set)


def groups(first: list[str], second: list[str]) -> list[dict[str, Any]]:
    rows = SourceRecord.objects.filter(current=True)
    return [
        {"identifiers": side, "records": [row.pk for row in rows if row.identifier in side]} for side in (first, second)
    ]


def split(api: APIClient, first: list[str], second: list[str], reason: str = "Two flaws.") -> Any:
    return api.post(f"{BASE}/{A[0]}/split/", {"groups": groups(first, second), "reason": reason}, format="json")


def test_joined_advisory_is_shown_and_filtered(api: APIClient, guards: Any) -> None:
    store(*bundle(), osv("PYSEC-2031-1"))
    (only,) = api.get(f"{BASE}/?joined=true").json()["results"]
    assert (only["key"], only["joined"]) == (A[0], "2 CVEs, 2 GHSAs")
    assert api.get(f"{BASE}/PYSEC-2031-1/").json()["joined"] == ""
    assert api.get(f"{BASE}/{BUNDLE}/").json()["key"] == A[0]


def test_split_survives_a_later_import(api: APIClient, guards: Any) -> None:
    store(*bundle())
    response = split(api, [*A, BUNDLE], B)
    assert (response.status_code, response.json()) == (200, {"keys": [A[0], B[0]]})
    expected = {A[0]: sorted([*A, BUNDLE]), B[0]: sorted(B)}
    assert corpus() == expected
    assert store(*bundle()) == {"unchanged": 3}
    store(osv(BUNDLE, *A, *B, details="Again.", modified="2033-01-01T00:00:00Z"))
    assert corpus() == expected
    decision = Apart.objects.get()
    assert (decision.reason, decision.members) == ("Two flaws.", [["osv", BUNDLE, "", 0]])
    assert [each["key"] for each in api.get(f"{BASE}/?joined=true").json()["results"]] == []
    assert {row.advisory.key for row in Document.objects.filter(text__contains="Second.")} <= {B[0]}


def test_split_needs_two_whole_groups_and_a_reason(api: APIClient, guards: Any) -> None:
    store(*bundle())
    assert split(api, [*A, BUNDLE], B, reason=" ").status_code == 400
    assert "Put each identifier" in split(api, [A[0], BUNDLE], B).json()["detail"]
    assert "two groups" in split(api, [*A, *B, BUNDLE], []).json()["detail"]
    wrong = groups([*A, BUNDLE], B)
    wrong[0]["records"], wrong[1]["records"] = wrong[1]["records"], wrong[0]["records"]
    response = api.post(f"{BASE}/{A[0]}/split/", {"groups": wrong, "reason": "x"}, format="json")
    assert "belongs to the group that has this identifier" in response.json()["detail"]
    assert not Apart.objects.exists()


def test_join_by_hand_and_split_again(api: APIClient, guards: Any) -> None:
    store(osv(*A), osv(*B))
    response = api.post(f"{BASE}/join/", {"keys": [A[0], B[1]], "reason": "The same."}, format="json")
    assert response.json() == {"keys": [A[0]]}
    assert corpus() == {A[0]: sorted([*A, *B])}
    store(osv(*B, details="New.", modified="2032-01-01T00:00:00Z"))
    assert set(corpus()) == {A[0]}
    assert split(api, A, B).status_code == 200
    assert set(corpus()) == {A[0], B[0]}
    api.post(f"{BASE}/join/", {"keys": [A[0], B[0]], "reason": "The same after all."}, format="json")
    assert set(corpus()) == {A[0]}


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize(("decision", "keys"), [("use", {A[0]}), ("keep", {A[0], B[0], BUNDLE})])
def test_record_that_waits_is_decided_once(api: APIClient, guards: Any, decision: str, keys: set[str]) -> None:
    store(*bundle()[:2])
    store(bundle()[2])
    (waiting,) = api.get(f"{BASE}/waiting/").json()
    assert (waiting["keys"], waiting["origin"], waiting["kind"]) == ([A[0], B[0]], f"{BUNDLE}.json", "join")
    address = f"{BASE}/waiting/{waiting['id']}/decide/"
    assert api.post(address, {"decision": decision, "reason": "So it is."}, format="json").status_code == 200
    assert set(corpus()) == keys
    assert api.get(f"{BASE}/waiting/").json() == []
    again = api.post(address, {"decision": "use", "reason": "Again."}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "already_decided")
    store(osv(BUNDLE, *A, *B, details="Newer.", modified="2033-01-01T00:00:00Z"))
    assert set(corpus()) == keys
    assert api.get(f"{BASE}/waiting/").json() == []


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize(("decision", "keys"), [("use", {A[0], B[0]}), ("keep", {A[0]})])
def test_unit_comes_apart_only_by_a_decision(api: APIClient, guards: Any, decision: str, keys: set[str]) -> None:
    store(*bundle())
    store(osv(BUNDLE, *A, details="Corrected.", modified="2033-01-01T00:00:00Z"))
    assert set(corpus()) == {A[0]}
    (waiting,) = api.get(f"{BASE}/waiting/").json()
    api.post(f"{BASE}/waiting/{waiting['id']}/decide/", {"decision": decision, "reason": "Yes."}, format="json")
    assert set(corpus()) == keys
    assert SourceRecord.objects.get(identifier=BUNDLE, current=True).content.count("Corrected") == 1


def test_only_those_who_import_decide(db: None, guards: Any) -> None:
    store(*bundle())
    client = APIClient()
    client.force_authenticate(get_user_model().objects.create_user("eve"))
    for address, body in (
        (f"{A[0]}/split", {"groups": groups([*A, BUNDLE], B), "reason": "x"}),
        ("join", {"keys": [A[0], B[0]], "reason": "x"}),
    ):
        assert client.post(f"{BASE}/{address}/", body, format="json").status_code == 403
    assert client.get(f"{BASE}/waiting/").status_code == 403
    body = {"decision": "use", "reason": "x"}
    assert client.post(f"{BASE}/waiting/1/decide/", body, format="json").status_code == 404
    assert Advisory.objects.count() == 1


@pytest.mark.usefixtures("rounds")
def test_number_of_queries_does_not_depend_on_what_waits(
    api: APIClient, guards: Any, django_assert_num_queries: Any
) -> None:
    store(*bundle()[:2])
    store(bundle()[2], osv("PYSEC-2031-8", *A, *B), osv("PYSEC-2031-9", *A, *B))
    with django_assert_num_queries(3):  # the corpus, who maintains it, and the records
        assert len(api.get(f"{BASE}/waiting/").json()) == 3


def test_past_identifier_leads_to_the_advisory(api: APIClient, guards: Any) -> None:
    store(osv("PYSEC-2031-1", "GHSA-aaaa-bbbb-cccc"))
    store(osv("PYSEC-2031-1", modified="2032-01-01T00:00:00Z"))
    assert api.get(f"{BASE}/GHSA-aaaa-bbbb-cccc/").json()["key"] == "PYSEC-2031-1"
