"""Discussion first, then the final rater: who waits for whom, and how the lead ends it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from coding.access.records import decisions
from coding.audit.event_kinds import describe
from coding.errors import BadInput, NotAllowed, NotReady, RoundState
from coding.models import Code, Comment, Event, Round
from coding.queries.adjudication_status import awaiting_counts, raters_awaited
from coding.queries.study_progress import next_step, study_progress
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.discuss import comment, end_discussion, reopen_discussion, take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.study import change_member
from tests.support.factories import People, client, matched_round
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
ROUND = "/api/v1/studies/consequences/rounds/1/"
TWO = {"ada": ("Access", "Access", "Injection"), "bo": ("Leak", "Leak", "Injection")}  # they differ on 1 and 2


def shared(people: People, label: str) -> int:
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def discussed(people: People, **plan: Any) -> Round:
    return matched_round(people, {}, **({"resolution_method": "discussion_then_final_rater"} | TWO | plan))


@pytest.fixture
def coding_round(people: People) -> Round:
    """On units 1 and 2 Ada says Access, Bo says Leak; Cleo is the final rater."""
    return discussed(people)


def stay(people: People, coding_round: Round, *units: int, raters: str = "ada bo") -> None:
    for unit in units:
        for name in raters.split():
            take_position(by=getattr(people, name), coding_round=coding_round, unit=unit, reason="I stay")


def decided(coding_round: Round) -> list[int]:
    return [row.unit.number for row in decisions(coding_round).exclude(method="agreed").select_related("unit")]


def leak(people: People, coding_round: Round, unit: int, **more: Any) -> None:
    decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[shared(people, "Leak")], **more)


def test_final_rater_waits_until_every_rater_has_moved_or_stayed(people: People, coding_round: Round) -> None:
    for method in ("final_rater", "discussion"):
        with refused(NotReady, "Unit 1 is still being discussed: it waits for ada and bo to move or stay."):
            leak(people, coding_round, 1, method=method)
    stay(people, coding_round, 1, raters="ada")
    comment(by=people.bo, coding_round=coding_round, unit=1, text="A word is no position.")
    with refused(NotReady, "it waits for bo to move or stay"):
        leak(people, coding_round, 1)
    take_position(
        by=people.bo, coding_round=coding_round, unit=1, reason="neither", codes=[shared(people, "Injection")]
    )
    leak(people, coding_round, 1)
    assert decided(coding_round) == [1]
    with refused(NotReady, "Unit 2 is still being discussed"):
        leak(people, coding_round, 2)


def test_what_the_discussion_decided_is_not_overruled_before_all_have_spoken(
    people: People, coding_round: Round
) -> None:
    take_position(
        by=people.bo, coding_round=coding_round, unit=1, reason="I was wrong", codes=[shared(people, "Access")]
    )
    assert decided(coding_round) == [1]
    with refused(NotReady, "it waits for ada"):
        leak(people, coding_round, 1)


def test_final_rater_who_also_rates_has_to_speak_as_a_rater(people: People) -> None:
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    coding_round = discussed(people, final_rater="ada")
    stay(people, coding_round, 1, 2, raters="bo")
    stay(people, coding_round, 2, raters="ada")
    assert apply_final_rater_codes(by=people.ada, coding_round=coding_round) == (1, 0, 1, 0, 0, 0)
    assert decided(coding_round) == [2]
    with refused(NotReady, "it waits for ada to move or stay"):
        decide(by=people.ada, coding_round=coding_round, unit=1, codes=[shared(people, "Access")])


def test_plan_without_that_order_lets_nobody_wait(people: People) -> None:
    coding_round = discussed(people, resolution_method="final_rater")
    assert (raters_awaited(coding_round), awaiting_counts([coding_round])) == ({}, {})
    leak(people, coding_round, 1)


def test_plan_of_discussion_alone_is_written_down_at_once(people: People) -> None:
    coding_round = discussed(people, resolution_method="discussion")
    decide(by=people.lea, coding_round=coding_round, unit=1, codes=[shared(people, "Leak")], method="discussion")
    with refused(NotReady, "1 disagreement is not decided yet."):
        settle(by=people.lea, coding_round=coding_round)
    with refused(BadInput, "Only a discussion that a final rater follows"):
        end_discussion(by=people.lea, coding_round=coding_round)


def test_settling_says_what_is_still_being_discussed(people: People, coding_round: Round) -> None:
    stay(people, coding_round, 1)
    with refused(NotReady, "2 disagreements are not decided yet; 1 of them is still being discussed."):
        settle(by=people.lea, coding_round=coding_round)


def test_lead_ends_the_discussion_and_the_final_rater_decides(people: People, coding_round: Round) -> None:
    for by in (people.cleo, people.ada, people.vic):
        with refused(NotAllowed, "Only the study's lead"):
            end_discussion(by=by, coding_round=coding_round)
    stay(people, coding_round, 2)
    end_discussion(by=people.lea, coding_round=coding_round, reason=" Bo is ill. ")
    with refused(RoundState, "ended before"):
        end_discussion(by=people.lea, coding_round=coding_round)
    for attempt in (
        lambda: take_position(by=people.bo, coding_round=coding_round, unit=1, reason="x"),
        lambda: comment(by=people.cleo, coding_round=coding_round, unit=1, text="x"),
    ):
        with refused(RoundState, "The lead has ended the discussion of round 1"):
            attempt()
    leak(people, coding_round, 1)
    leak(people, coding_round, 2)
    settle(by=people.lea, coding_round=coding_round)
    told = describe(Event.objects.get(kind="discussion_ended"))
    assert told == "ended the discussion; 1 unit waited: Bo is ill."


def test_end_is_undone_while_no_decision_of_the_final_rater_stands_after_it(
    people: People, coding_round: Round
) -> None:
    with refused(RoundState, "was not ended"):
        reopen_discussion(by=people.lea, coding_round=coding_round)
    stay(people, coding_round, 2)
    leak(people, coding_round, 2)  # before the end: no hindrance
    end_discussion(by=people.lea, coding_round=coding_round)
    leak(people, coding_round, 1, method="discussion")
    with refused(RoundState, "has decided 1 unit since, the first is 1"):
        reopen_discussion(by=people.lea, coding_round=coding_round)
    withdraw(by=people.cleo, coding_round=coding_round, unit=1)
    with refused(NotAllowed, "Only the study's lead"):
        reopen_discussion(by=people.cleo, coding_round=coding_round)
    reopen_discussion(by=people.lea, coding_round=coding_round)
    with refused(NotReady, "still being discussed"):
        leak(people, coding_round, 1)
    stay(people, coding_round, 1, raters="bo")
    assert describe(Event.objects.get(kind="discussion_reopened")) == "opened the discussion again"
    assert Comment.objects.count() == 3


@pytest.mark.parametrize("resolution_method", ["final_rater", "discussion"])
def test_database_ends_only_a_discussion_that_was_planned(people: People, resolution_method: str) -> None:
    coding_round = discussed(people, resolution_method=resolution_method)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=coding_round.pk).update(discussion_ended_at=coding_round.closed_at)


def test_everybody_reads_who_still_has_to_speak(people: People, coding_round: Round) -> None:
    stay(people, coding_round, 1, raters="ada")
    stay(people, coding_round, 2)
    for member in people.all:
        http = client(member)
        rows = http.get(ROUND + "disagreements/").json()
        assert [(row["unit"], row["waits_for"]) for row in rows] == [(1, ["bo"]), (2, [])]
        assert http.get(ROUND + "disagreements/1/").json()["waits_for"] == ["bo"]
        shown = http.get(ROUND).json()
        assert (shown["undecided"], shown["awaiting_response"], shown["discussion_ended_at"]) == (2, 1, None)


def test_lead_ends_and_opens_it_over_http(people: People, coding_round: Round) -> None:
    lea, cleo = client(people.lea), client(people.cleo)
    ended = lea.post(ROUND + "discussion/end/", {"reason": "Bo left."}, format="json")
    assert (ended.status_code, ended.json()["awaiting_response"]) == (200, 0)
    assert ended.json()["discussion_ended_at"]
    assert cleo.post(ROUND + "discussion/reopen/").status_code == 403
    assert lea.post(ROUND + "discussion/reopen/").json()["awaiting_response"] == 2
    refusal = cleo.post(
        ROUND + "decisions/", {"unit": 1, "codes": [shared(people, "Leak")]}, format="json", headers={"If-Match": "0"}
    )
    assert (refusal.status_code, refusal.json()["code"]) == (409, "not_ready")
    stood = cleo.post(ROUND + "decisions/final_rater/", {}, format="json")
    assert stood.json() == {
        "will_decide": 0,
        "not_coded": 0,
        "awaiting_response": 2,
        "no_code": 0,
        "position_changed": 0,
        "code_retired": 0,
    }


def test_home_sends_the_raters_to_the_discussion_and_then_the_final_rater(people: People, coding_round: Round) -> None:
    def said(name: str) -> str:
        return next_step(study_progress(getattr(people, name))).sentence

    assert said("bo") == "2 disagreements of 2 to discuss."
    assert said("cleo") == said("vic") == "Waiting for the raters to discuss 2 disagreements."
    stay(people, coding_round, 1)
    assert said("bo") == "1 disagreement of 2 to discuss."
    assert said("cleo") == "1 disagreement of 2 to decide."
    stay(people, coding_round, 2)
    assert said("bo") == "Waiting for cleo to decide."
