"""Severity bands of a filter: table and figure, and that both are hidden from raters."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.corpus.charts import severity_bars, svg, themed
from tests.support.corpus import BASE, corpus, osv, store

__all__ = ["corpus"]


def bands(response: Any) -> list[tuple[str, int, int, int]]:
    return [tuple(band[name] for name in ("severity", "count", "published", "computed")) for band in response["bands"]]


def severities(api: APIClient, query: str = "") -> Any:
    response = api.get(f"{BASE}/advisories/severities/?{query}")
    assert response.status_code == 200, response.content
    return response.json()


def test_bands_count_published_and_computed_severities(api: APIClient, corpus: None) -> None:
    counts = severities(api, "withdrawn=yes")
    assert counts["total"] == 4
    assert bands(counts) == [
        ("critical", 1, 1, 0),
        ("high", 1, 0, 1),
        ("moderate", 0, 0, 0),
        ("low", 1, 1, 0),
        ("unknown", 1, 0, 0),
    ]


@pytest.mark.parametrize(
    ("query", "total"), [("", 3), ("severity=high", 1), ("year=2031", 1), ("project=nothing", 0), ("search=second", 1)]
)
def test_bands_use_the_filter_of_the_list(api: APIClient, corpus: None, query: str, total: int) -> None:
    counts = severities(api, query)
    assert counts["total"] == sum(band["count"] for band in counts["bands"]) == total
    assert (counts["figure"] is None) == (total == 0)


def figure_of(api: APIClient, query: str = "") -> bytes:
    address = severities(api, query)["figure"]
    response = api.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/svg+xml"), address
    assert response.headers["Content-Security-Policy"] == "sandbox"
    assert response.headers["Cache-Control"] == "private, no-store"
    return bytes(response.content)


def drawn(bars: list[tuple[str, int]], theme: str = "light") -> bytes:
    return svg(themed(severity_bars(bars, noun="Advisories"), theme))


def test_figure_has_one_bar_per_band_and_omits_an_empty_unknown_one(api: APIClient, corpus: None) -> None:
    bars = [("critical", 1), ("high", 1), ("moderate", 0), ("low", 0)]
    assert figure_of(api) == drawn([*bars, ("unknown", 1)])
    assert figure_of(api, "severity=high") == drawn([("critical", 0), ("high", 1), ("moderate", 0), ("low", 0)])


def test_figure_address_keeps_the_filter_and_changes_with_the_counts(api: APIClient, corpus: None) -> None:
    address = severities(api, "year=2031")["figure"]
    assert address.startswith(f"{BASE}/advisories/severities.svg?year=2031&version=")
    store(osv("X-1", published="2031-01-01T00:00:00Z"))
    assert severities(api, "year=2031")["figure"] != address


def test_figure_has_a_dark_theme(api: APIClient, corpus: None) -> None:
    response = api.get(f"{BASE}/advisories/severities.svg?severity=high&theme=dark")
    assert response.content == drawn([("critical", 0), ("high", 1), ("moderate", 0), ("low", 0)], "dark")
    assert api.get(f"{BASE}/advisories/severities.svg?theme=blue").status_code == 400


def test_figure_without_advisories_is_not_found(api: APIClient, corpus: None) -> None:
    assert api.get(f"{BASE}/advisories/severities.svg?project=nothing").status_code == 404
    api.logout()
    assert api.get(f"{BASE}/advisories/severities.svg").status_code == 401


def test_figure_of_the_model_study_is_the_published_one(api: APIClient, db: None) -> None:
    counts = {"CRITICAL": 25, "HIGH": 43, "MODERATE": 71, "LOW": 10}
    words = [word for word, count in counts.items() for _ in range(count)]
    store(*(osv(f"X-{n}", database_specific={"severity": word}) for n, word in enumerate(words)))
    assert [count for _, count, _, _ in bands(severities(api))] == [25, 43, 71, 10, 0]
    assert figure_of(api) == drawn([("critical", 25), ("high", 43), ("moderate", 71), ("low", 10)])


def test_bands_are_hidden_if_the_guard_forbids_them(api: APIClient, corpus: None, guards: Any) -> None:
    address = severities(api)["figure"]
    guards.ADVISORIES_CLASSIFICATION_GUARD = "tests.support.guards.no"
    assert severities(api) == {"total": 3, "bands": [], "figure": None}
    for hidden in (f"{BASE}/advisories/severities/?severity=high", f"{BASE}/advisories/severities.svg", address):
        response = api.get(hidden)
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed"), hidden


@pytest.mark.parametrize("count", [1, 3])
def test_bands_need_the_same_queries_for_any_number_of_advisories(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries, count: int, db: None
) -> None:
    store(*(osv(f"X-{n}") for n in range(count)))
    severities(api)
    with django_assert_num_queries(3):  # the corpus; whether it has changed: its imports, other changes
        assert severities(api)["total"] == count
    with django_assert_num_queries(3):
        assert api.get(f"{BASE}/advisories/severities.svg").status_code == 200
