"""`?dry_run=true` is honoured or refused, never ignored."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from coding.models import Code
from tests.support.factories import People, client, opened_round
from tests.support.refusals import stored

pytestmark = pytest.mark.django_db


def test_change_that_has_no_dry_run_is_refused_and_not_made(people: People) -> None:
    opened_round(people, style="shared")
    lea = client(people.lea)
    study = "/api/v1/studies/consequences/"
    before = stored()
    for method, address, body in (
        (lea.post, f"{study}codes/", {"label": "leak"}),
        (lea.post, f"{study}codes/1/merge/", {"into": 2, "reason": "same"}),
        (lea.post, f"{study}rounds/1/close/", {}),
        (lea.patch, study, {"title": "Other"}),
    ):
        answer = method(f"{address}?dry_run=true", body, format="json")
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_input")
        assert "no dry run" in answer.json()["detail"]
    assert stored() == before
    assert lea.get(f"{study}?dry_run=true").status_code == 200
    assert lea.post(f"{study}codes/?dry_run=false", {"label": "leak"}, format="json").status_code == 201
    assert Code.objects.get().label == "leak"


def test_views_with_the_parameter_have_a_dry_run() -> None:
    def views(patterns: list[URLPattern | URLResolver]) -> set[type]:
        dry: set[type] = set()
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                dry |= views(pattern.url_patterns)
            elif (view := getattr(pattern.callback, "cls", None)) and getattr(view, "dry_runs", None):
                dry.add(view)
        return dry

    assert {view.__name__ for view in views(get_resolver().url_patterns)} == {
        "ImportCodebook",
        "ImportRatings",
        "ImportStudy",
    }
