"""Saved filters: private to their owner, and validated."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.corpus import saved_filters
from advisories.models import SavedFilter

FILTERS = "/api/v1/corpora/main/saved_filters/"

pytestmark = pytest.mark.django_db


def save(api: APIClient, name: str = "Severe", **query: Any) -> Any:
    return api.post(FILTERS, {"name": name, "query": query}, format="json")


def test_filter_is_saved_changed_and_deleted(api: APIClient) -> None:
    made = save(api, severity=" critical,high", search="", year=None)
    assert made.status_code == 201
    saved = made.json()
    assert (saved["name"], saved["query"]) == ("Severe", {"severity": "critical,high"})
    address = f"{FILTERS}{saved['id']}/"
    assert api.patch(address, {"name": "Worst"}, format="json").json()["query"] == {"severity": "critical,high"}
    assert api.patch(address, {"query": {"cwe": "79"}}, format="json").json()["name"] == "Worst"
    assert [(entry["name"], entry["query"]) for entry in api.get(FILTERS).json()] == [("Worst", {"cwe": "79"})]
    assert api.delete(address).status_code == 204
    assert api.get(FILTERS).json() == []
    assert api.delete(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"severity": "awful"}, 'Unknown severity "awful"'),
        ({"colour": "red"}, "Unknown filter field “colour”."),
        ({"order": "key"}, "Unknown filter field “order”."),
        ({"year": "1"}, 'Invalid year "1"'),
        ("severity=high", "dictionary"),
        ({"search": {"a": 1}}, "string"),
    ],
)
def test_invalid_filter_is_refused(api: APIClient, query: Any, part: str) -> None:
    refused = api.post(FILTERS, {"name": "A", "query": query}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert part in str(refused.json()["fields"])
    assert not SavedFilter.objects.exists()


def test_name_can_be_used_once(api: APIClient) -> None:
    save(api)
    refused = save(api, search="x")
    assert (refused.status_code, refused.json()["detail"]) == (
        400,
        "You already have a filter called “Severe”. Choose another name.",
    )
    other = save(api, name="Other").json()
    assert api.patch(f"{FILTERS}{other['id']}/", {"name": "Severe"}, format="json").status_code == 400


def test_filters_of_other_users_are_not_accessible(api: APIClient, django_user_model: Any) -> None:
    saved = save(api).json()
    other = APIClient()
    other.force_authenticate(django_user_model.objects.create_user("max"))
    assert other.get(FILTERS).json() == []
    assert other.patch(f"{FILTERS}{saved['id']}/", {"name": "Mine"}, format="json").status_code == 404
    assert other.delete(f"{FILTERS}{saved['id']}/").status_code == 404
    assert save(other).status_code == 201


def test_number_of_filters_is_limited(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_filters, "LIMIT", 1)
    save(api)
    assert save(api, name="Second").status_code == 400


@pytest.mark.parametrize("count", [1, 4])
def test_list_needs_two_queries(api: APIClient, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    for number in range(count):
        save(api, name=f"Filter {number}")
    with django_assert_num_queries(2):
        assert len(api.get(FILTERS).json()) == count
