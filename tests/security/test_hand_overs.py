"""Handing units over tells no one but the new rater anything about which units a rater has submitted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from coding import clock
from coding.models import Assignment, Coding, Member, Round
from coding.steps.assign.reassign import reassign
from coding.steps.codebook.codes import add_code
from coding.steps.study import add_member, change_member
from tests.support.addresses import ADDRESSES_AND_QUERIES, client_of, read_addresses
from tests.support.factories import People, client, opened_round, person, rate, study
from tests.support.lock_order import exempt_current_step

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
REASSIGN = "/api/v1/studies/consequences/rounds/1/reassign/"
TRIES = [(giver, taker, n) for giver in ("ada", "fay") for taker in ("bo", "dan", "fay") for n in (None, 3)]
# Ada has twelve units, six of them with Bo and six with Dan. Fay and Gus have none.
HAND_OVERS: list[tuple[str, str, int | None]] = [
    ("ada", "fay", 2),
    ("fay", "bo", None),
    ("fay", "dan", 1),
    ("fay", "gus", 1),
    ("fay", "ada", None),
    ("ada", "gus", None),
    ("gus", "bo", 2),
    ("gus", "fay", 1),
    ("gus", "ada", None),
    ("bo", "fay", None),
]


def study_of_three_raters(units: int = 9) -> People:
    people = study(units=units)
    for name in ("dan", "fay", "gus"):
        add_member(study=people.study, by=people.lea, name=name, roles=["rater"], user=person(name))
    add_code(by=people.lea, label="one")
    return people


def units_of(coding_round: Round, name: str) -> set[int]:
    own = coding_round.assignments.filter(rater__name=name, reassigned_at=None)
    return set(own.values_list("unit__number", flat=True))


def hand_over(http: Any, from_rater: str, to_rater: str, units: int | None) -> tuple[int, str]:
    response = http.post(REASSIGN, {"from": from_rater, "to": to_rater, "units": units}, format="json")
    return response.status_code, response.content.decode()


def responses_to_others(people: People, shared_with: str) -> dict[str, Any]:
    """Return all that the lead and other members read if Ada submitted the units that she shares with one rater."""
    responses: dict[str, Any] = {}
    with transaction.atomic(), clock.fixed(NOON):
        exempt_current_step()
        coding_round = opened_round(
            people,
            style="shared",
            raters=["ada", "bo", "dan"],
            assignment_scheme="fixed_number",
            raters_per_unit=2,
            secret="a constant of both worlds",
        )
        shared = sorted(units_of(coding_round, "ada") & units_of(coding_round, shared_with))
        assert len(shared) == 6
        for unit in shared[:3]:
            rate(people.ada, coding_round, unit, "one")
        readers = {name: client_of(name) for name in ("lea", "cleo", "vic")}
        for step, (from_rater, to_rater, units) in enumerate(HAND_OVERS):
            for giver, taker, number in TRIES if step in {0, 2, 4, 6} else []:
                with transaction.atomic():
                    tried = hand_over(readers["lea"], giver, taker, number)
                    responses[f"{step}: tries {number} from {giver} to {taker}"] = tried
                    transaction.set_rollback(True)
            responses[f"{step}: {units} from {from_rater} to {to_rater}"] = hand_over(
                readers["lea"], from_rater, to_rater, units
            )
        for name, http in readers.items():
            # Ada commits when she has no unit left; the hash has a secret salt.
            responses[name] = {
                path: (status, re.sub(r'"commitment":"[0-9a-f]{64}"', '"commitment":"…"', text))
                for path, (status, text) in read_addresses(http, ADDRESSES_AND_QUERIES).items()
            }
        transaction.set_rollback(True)
    return responses


def test_hand_overs_do_not_depend_on_which_units_are_submitted() -> None:
    with clock.fixed(NOON):
        people = study_of_three_raters(units=18)
    first, second = (responses_to_others(people, shared_with) for shared_with in ("bo", "dan"))
    assert first.keys() == second.keys()
    for name, response in first.items():
        if isinstance(response, dict):
            assert not [path for path in response if response[path] != second[name][path]], name
        assert response == second[name], name
    done = [response for name, response in first.items() if name[0].isdigit() and "tries" not in name]
    assert sum(status == 200 for status, _ in done) >= 5  # most hand-overs are made


def opened_with_lead_as_rater() -> tuple[People, Round]:
    people = study_of_three_raters()
    change_member(by=people.lea, name="lea", roles=["lead", "rater"])
    return people, opened_round(people, style="shared")


def give(people: People, coding_round: Round, from_rater: str, to_rater: str, units: int | None = None) -> set[int]:
    """Hand units over and return those that the new rater got."""
    before = units_of(coding_round, to_rater)
    reassign(by=people.lea, coding_round=coding_round, from_rater=from_rater, to_rater=to_rater, units=units)
    return units_of(coding_round, to_rater) - before


def test_repeated_hand_over_draws_the_same_units() -> None:
    people, coding_round = opened_with_lead_as_rater()
    for unit in (2, 5):
        rate(people.ada, coding_round, unit, "one")
    drawn = []
    for taker in ("fay", "gus", "fay", "dan", "lea"):
        drawn.append(give(people, coding_round, "ada", taker, 3))
        give(people, coding_round, taker, "ada")
    assert drawn == [drawn[0]] * 5
    assert not drawn[0] & {2, 5}


def test_lead_cannot_take_units_again_that_came_back_from_a_lead() -> None:
    people, coding_round = opened_with_lead_as_rater()
    refusal = "ada has units that a lead had before"
    received = give(people, coding_round, "ada", "lea", 3)
    # They return to Ada through a third rater, who could also be a second account of the lead.
    assert give(people, coding_round, "lea", "fay") == received
    assert give(people, coding_round, "fay", "ada") == received
    rate(people.ada, coding_round, min(received), "one")
    http = client(people.lea)
    status, text = hand_over(http, "ada", "lea", 3)
    assert (status, refusal in text) == (409, True)
    add_member(study=people.study, by=people.lea, name="no account", roles=["rater"], user=None)
    status, text = hand_over(http, "ada", "no account", 3)
    assert (status, refusal in text) == (409, True)
    assert hand_over(http, "ada", "gus", 3)[0] == 200
    assert hand_over(http, "bo", "lea", 3)[0] == 200  # nothing of Bo's was with a lead before


@pytest.mark.parametrize("submitted", [(1, 2, 3), (7, 8, 9)])
def test_units_are_drawn_by_the_secret_of_the_round(submitted: Sequence[int]) -> None:
    people = study_of_three_raters()
    draws = set()
    for number in range(12):
        with transaction.atomic():
            exempt_current_step()
            coding_round = opened_round(people, style="shared", secret=f"secret {number}")
            for unit in submitted:
                rate(people.ada, coding_round, unit, "one")
            draws.add(frozenset(give(people, coding_round, "ada", "fay", 2)))
            draws.add(frozenset(give(people, coding_round, "bo", "gus", 2)))
            transaction.set_rollback(True)
    assert len(draws) > 8
    assert len(frozenset().union(*draws)) == 9  # of two raters: any unit can be drawn


def test_the_raters_have_orders_of_their_own() -> None:
    people = study_of_three_raters()
    coding_round = opened_round(people, style="shared", secret="a constant")
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "one")
    first = [give(people, coding_round, giver, "fay" if giver == "ada" else "gus", 4) for giver in ("ada", "bo")]
    assert first[0] != first[1]
    assert not Coding.objects.filter(assignment__rater__name="fay").exists()
    assert Assignment.objects.filter(planned=False).count() == 8
    assert Member.objects.get(name="fay").assignments.filter(planned=True).count() == 0
