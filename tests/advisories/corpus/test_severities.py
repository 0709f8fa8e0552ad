"""Severity bands of a filter: the table, the figure with its numbers, and that both are hidden from who codes."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from advisories.corpus.charts import severity_bars
from tests.advisories.api.test_corpus_api import BASE, corpus, osv, take

__all__ = ["corpus"]


def bands(answer: Any) -> list[tuple[str, int, int, int]]:
    return [tuple(band[name] for name in ("severity", "count", "published", "computed")) for band in answer["bands"]]


def severities(api: APIClient, query: str = "") -> Any:
    answer = api.get(f"{BASE}/advisories/severities/?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_bands_are_counted_by_where_the_word_comes_from(api: APIClient, corpus: None) -> None:
    found = severities(api, "withdrawn=yes")
    assert found["total"] == 4
    assert bands(found) == [
        ("critical", 1, 1, 0),
        ("high", 1, 0, 1),
        ("moderate", 0, 0, 0),
        ("low", 1, 1, 0),
        ("unknown", 1, 0, 0),
    ]


@pytest.mark.parametrize(
    ("query", "total"), [("", 3), ("severity=high", 1), ("year=2031", 1), ("project=nothing", 0), ("search=second", 1)]
)
def test_bands_follow_the_filter_of_the_list(api: APIClient, corpus: None, query: str, total: int) -> None:
    found = severities(api, query)
    assert found["total"] == sum(band["count"] for band in found["bands"]) == total
    assert (found["figure"] is None) == (total == 0)


def test_figure_bears_a_number_on_each_bar(api: APIClient, corpus: None) -> None:
    figure = severities(api)["figure"]
    assert figure["data"]["values"] == [
        {"severity": "critical", "count": 1},
        {"severity": "high", "count": 1},
        {"severity": "moderate", "count": 0},
        {"severity": "low", "count": 0},
        {"severity": "unknown", "count": 1},
    ]
    assert [layer["mark"]["type"] for layer in figure["layer"]] == ["bar", "text"]
    assert figure["layer"][1]["encoding"]["text"]["field"] == "count"
    assert "unknown" not in [row["severity"] for row in severities(api, "severity=high")["figure"]["data"]["values"]]


def test_published_figure_of_the_model_study_is_drawn(api: APIClient, db: None) -> None:
    counts = {"CRITICAL": 25, "HIGH": 43, "MODERATE": 71, "LOW": 10}
    words = [word for word, count in counts.items() for _ in range(count)]
    take(*(osv(f"X-{n}", database_specific={"severity": word}) for n, word in enumerate(words)))
    assert [count for _, count, _, _ in bands(severities(api))] == [25, 43, 71, 10, 0]
    assert severities(api)["figure"] == severity_bars(
        [("critical", 25), ("high", 43), ("moderate", 71), ("low", 10)], noun="Advisories"
    )


def test_bands_are_hidden_where_the_guard_says_so(api: APIClient, corpus: None, guards: Any) -> None:
    guards.ADVISORIES_CLASSIFICATION_GUARD = "tests.support.guards.no"
    assert severities(api) == {"total": 3, "bands": [], "figure": None}
    assert api.get(f"{BASE}/advisories/severities/?severity=high").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_bands_take_the_same_queries_for_any_number(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries, count: int, db: None
) -> None:
    take(*(osv(f"X-{n}") for n in range(count)))
    severities(api)
    with django_assert_num_queries(2):  # whether the corpus is as it was: the runs of imports, the newest advisory
        assert severities(api)["total"] == count
