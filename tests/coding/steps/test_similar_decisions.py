"""Decisions on similar units as help for the adjudicator, and reopening a settled round."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coding.access.records import decisions
from coding.errors import BadInput, NotAllowed, RoundState
from coding.models import Event, Round
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.settle import reopen_round, settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.publish.release import publish
from coding.steps.similar_units import similar_decisions
from tests.support.factories import People, client, matched_round, settled_round
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_similar_decided_units_are_shown_and_recorded(people: People) -> None:
    coding_round = matched_round(people)
    answer = client(people.cleo).post(f"/api/v1/studies/{people.study.slug}/rounds/1/disagreements/2/similar/")
    assert answer.status_code == 200
    rows = answer.json()
    assert [(row["unit"], [code["label"] for code in row["codes"]], row["method"]) for row in rows] == [
        (1, ["Access"], "agreed"),
        (3, ["Injection"], "agreed"),
    ]
    assert all(0 < row["similarity"] < 1 for row in rows)
    event = Event.objects.get(kind="similar_decisions_shown")
    assert (event.data["shown"], event.actor, event.round) == ([1, 3], people.cleo, coding_round)
    assert event.sentence == "saw the decisions on 2 units similar to unit 2"


def test_undecided_units_are_not_shown_as_similar(people: People) -> None:
    coding_round = matched_round(people)
    decisions(coding_round).filter(unit__number=3).update(withdrawn_at=coding_round.closed_at)
    assert [row.record.unit.number for row in similar_decisions(by=people.cleo, coding_round=coding_round, unit=2)] == [
        1
    ]


def test_similar_decisions_are_only_for_adjudicators_and_disagreements(people: People) -> None:
    coding_round = matched_round(people)
    for by in (people.bo, people.vic):
        with refused(NotAllowed, "adjudicator"):
            similar_decisions(by=by, coding_round=coding_round, unit=2)
    with refused(BadInput, "do not disagree on unit 1"):
        similar_decisions(by=people.cleo, coding_round=coding_round, unit=1)
    assert not Event.objects.filter(kind="similar_decisions_shown").exists()


def test_settled_round_is_reopened_only_before_its_release(people: People) -> None:
    coding_round = settled_round(people)
    with refused(BadInput, "Enter a reason for reopening the round"):
        reopen_round(by=people.lea, coding_round=coding_round, reason="  ")
    reopened = reopen_round(by=people.lea, coding_round=coding_round, reason="A source was overlooked")
    assert "changed: A source was overlooked" in Event.objects.get(kind="round_reopened").sentence
    assert (reopened.state, reopened.settled_at) == ("closed", None)
    withdraw(by=people.lea, coding_round=reopened, unit=2)
    (code,) = [row.code_id for row in decisions(reopened).get(unit__number=1).code_rows.all()]
    decide(by=people.ada, coding_round=reopened, unit=2, codes=[code])
    settle(by=people.ada, coding_round=reopened)
    publish(by=people.lea)
    with refused(RoundState, "Release 1 contains the decisions of round 1"):
        reopen_round(by=people.lea, coding_round=reopened)
    assert Round.objects.get().state == "settled"


@pytest.mark.parametrize(("make", "message"), [(matched_round, "is closed"), (settled_round, "")])
def test_reopening_needs_an_adjudicator_and_a_settled_round(
    people: People, make: Callable[[People], Round], message: str
) -> None:
    coding_round = make(people)
    with refused(NotAllowed, "adjudicator"):
        reopen_round(by=people.bo, coding_round=coding_round)
    if message:
        with refused(RoundState, message):
            reopen_round(by=people.lea, coding_round=coding_round)
