"""Promise 1: until a round closes, only the rater learns anything about the rater's codings.

Two worlds differ only in what one rater coded: other codes, memos, segments, drafts and reasons, but the same number of
submitted units. Everyone else reads every address of the API and tries every write whose response could reveal
something. All responses must be the same in both worlds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction

from coding import clock
from coding.models import Coding, Draft, Event, Round
from coding.steps.code.keys import save_code_keys
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import save_draft, submit
from coding.steps.codebook.codes import add_code, change_code
from tests.support.addresses import (
    ADDRESSES,
    MEMBERS,
    NOON,
    OUTSIDE,
    STATES,
    clients_of_everyone,
    first_difference,
    read_addresses,
    sequential_code_ids,
    try_writes,
)
from tests.support.factories import (
    People,
    client,
    code_for,
    opened_round,
    rate,
    study,
)
from tests.support.lock_order import exempt_current_step

__all__ = ["sequential_code_ids"]  # a fixture

pytestmark = pytest.mark.django_db

Responses = dict[str, dict[str, tuple[int, str]]]  # reader → address → status and content


def responses_to_others(people: People, variant: int, style: str, secret_of: str) -> dict[str, Any]:
    """Return all responses to everyone but `secret_of`, who coded in the first or second way."""
    with transaction.atomic(), clock.fixed(NOON):
        exempt_current_step()
        coding_round = opened_round(people, style=style)
        open_rater = people.ada if secret_of == "bo" else people.bo
        for unit in (1, 2):
            rate(open_rater, coding_round, unit, f"plain {unit}" if style == "open" else "shared one")
        if style == "shared":
            for label in ("bo secret one", "bo secret two", "more secret"):
                add_code(by=people.lea, label=label)
        sealed = people.bo if secret_of == "bo" else people.ada
        (code_in_first_way if variant == 1 else code_in_second_way)(sealed, coding_round)
        clients = clients_of_everyone()
        responses = {}
        for name, http in clients.items():
            if name != secret_of:
                responses[name] = read_addresses(http) | try_writes(name, http)
        transaction.set_rollback(True)
    return responses


def code_in_first_way(rater: Any, coding_round: Round) -> None:
    rate(rater, coding_round, 1, "bo secret one", memo="first memo")
    rate(rater, coding_round, 2, "bo secret one", memo="second memo")
    code = code_for(rater, coding_round, "bo secret one")
    save_code_keys(by=rater, coding_round=coding_round, keys={"4": code.pk}, revision=0)


def code_in_second_way(rater: Any, coding_round: Round) -> None:
    """Submit the same number of units; everything else differs from the first way."""
    rate(rater, coding_round, 2, "bo secret two", memo="another memo")
    code = code_for(rater, coding_round, "more secret")
    text = coding_round.study.units.get(number=3).document.text
    segment = {"code": code.pk, "start": 0, "end": 4, "quote": text[:4]}
    for key, reason in (("first", ""), ("second", "a secret reason")):
        answer = CodingContent(codes=[code.pk], memo=f"{key} secret", certainty="unsure", segments=[segment])
        submit(
            by=rater, coding_round=coding_round, unit=3, content=answer, idempotency_key=f"bo-{key}-3", reason=reason
        )
    save_draft(
        by=rater, coding_round=coding_round, unit=1, content=CodingContent(codes=[], memo="secret draft"), revision=0
    )
    if coding_round.style == "open":
        change_code(by=rater, code=code, definition="secret words")
        add_code(by=rater, label="never used secret", round_number=1)


@pytest.mark.parametrize(("style", "secret_of"), [("open", "bo"), ("open", "ada"), ("shared", "bo")])
def test_open_round_reveals_codings_only_to_their_rater(
    style: str, secret_of: str, sequential_code_ids: Callable[[], None]
) -> None:
    with clock.fixed(NOON):  # once: a rollback on PostgreSQL does not reset its sequences
        people = study(units=4)
    sequential_code_ids()
    first = responses_to_others(people, 1, style, secret_of)
    sequential_code_ids()
    second = responses_to_others(people, 2, style, secret_of)
    assert first.keys() == second.keys()
    for name in first:
        assert first[name] == second[name], first_difference(name, first[name], second[name])


@pytest.mark.parametrize("state", STATES)
def test_everyone_sees_of_a_study_in_any_state_what_they_may(state: str) -> None:
    STATES[state](study())
    responses = {name: read_addresses(http, ADDRESSES) for name, http in clients_of_everyone().items()}
    assert_outsiders_see_nothing(responses)
    assert_members_see_codings_only_after_closing(responses, state)
    if state in {"open", "closed"}:
        readers = {name for name in responses if "a secret draft" in json.dumps(responses[name])}
        assert readers == {"bo"}


def assert_outsiders_see_nothing(responses: Responses) -> None:
    of_the_study = [path for path in ADDRESSES if path.startswith("/api/v1/studies/consequences/")]
    assert len(of_the_study) > 20
    for name in OUTSIDE:
        for path in of_the_study:
            status, _ = responses[name][path]
            # 405: an address without GET, which gives this response to everyone.
            assert status in ({401} if name == "anonymous" else {404, 405}), (name, path)


def assert_members_see_codings_only_after_closing(responses: Responses, state: str) -> None:
    unsealed = state in {"closed", "settled", "published"}
    for name in MEMBERS:
        content = json.dumps(responses[name])
        for rater in ("ada", "bo"):
            coded = state != "planned"
            assert (f"{rater}'s memo 1" in content) == (coded and (unsealed or name == rater)), (name, rater)
            label = {"ada": "Access", "bo": "Entry"}[rater]
            assert (f'"label\\":\\"{label}\\"' in content.replace('\\\\"', '\\"')) == (
                coded and (unsealed or name == rater)
            ), (name, label)


@pytest.mark.parametrize("model", [Coding, Draft, Event])
def test_admin_site_has_no_page_for_sealed_records(model: Any) -> None:
    assert not admin.site.is_registered(model)


def test_progress_counts_units_not_versions_or_drafts() -> None:
    people = study(units=4)
    coding_round = opened_round(people)
    code_in_second_way(people.bo, coding_round)
    answer = client(people.lea.user).get("/api/v1/studies/consequences/rounds/1/").json()
    assert answer["raters"][1] == {"name": "bo", "assigned": 4, "submitted": 2, "commitment": ""}
