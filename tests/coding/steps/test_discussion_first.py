"""Discussion before the final rater decides: awaited responses, ending and reopening the discussion."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from coding.access.records import decisions
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
CODES = {
    "ada": ("Access", "Access", "Injection"),
    "bo": ("Leak", "Leak", "Injection"),
}  # the raters disagree on units 1 and 2


def shared_code(people: People, label: str) -> int:
    """Return the primary key of the shared code with this label."""
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def round_with_two_disagreements(people: People, **plan: Any) -> Round:
    return matched_round(people, {}, **({"resolution_method": "discussion_then_final_rater"} | CODES | plan))


@pytest.fixture
def coding_round(people: People) -> Round:
    """A round in which Ada chose Access and Bo chose Leak on units 1 and 2; Cleo is the final rater."""
    return round_with_two_disagreements(people)


def keep_codes(people: People, coding_round: Round, *units: int, raters: str = "ada bo") -> None:
    """Let these raters keep their codes on these units."""
    for unit in units:
        for name in raters.split():
            take_position(by=getattr(people, name), coding_round=coding_round, unit=unit, reason="I keep my code")


def adjudicated_units(coding_round: Round) -> list[int]:
    """Return the numbers of the units whose raters disagreed and that have a decision."""
    return [row.unit.number for row in decisions(coding_round).exclude(method="agreed").select_related("unit")]


def decide_leak(people: People, coding_round: Round, unit: int, **more: Any) -> None:
    """Decide for Leak, as Cleo."""
    decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[shared_code(people, "Leak")], **more)


def test_final_rater_may_decide_only_after_every_rater_took_a_position(people: People, coding_round: Round) -> None:
    for method in ("final_rater", "discussion"):
        with refused(NotReady, "Unit 1 is still under discussion and awaits a response from ada and bo."):
            decide_leak(people, coding_round, 1, method=method)
    keep_codes(people, coding_round, 1, raters="ada")
    comment(by=people.bo, coding_round=coding_round, unit=1, text="A remark is not a position.")
    with refused(NotReady, "awaits a response from bo."):
        decide_leak(people, coding_round, 1)
    take_position(
        by=people.bo, coding_round=coding_round, unit=1, reason="neither", codes=[shared_code(people, "Injection")]
    )
    decide_leak(people, coding_round, 1)
    assert adjudicated_units(coding_round) == [1]
    with refused(NotReady, "Unit 2 is still under discussion"):
        decide_leak(people, coding_round, 2)


def test_unanimous_decision_is_not_replaced_before_every_rater_took_a_position(
    people: People, coding_round: Round
) -> None:
    take_position(
        by=people.bo, coding_round=coding_round, unit=1, reason="I was wrong", codes=[shared_code(people, "Access")]
    )
    assert adjudicated_units(coding_round) == [1]
    with refused(NotReady, "awaits a response from ada"):
        decide_leak(people, coding_round, 1)


def test_final_rater_who_also_rates_must_take_a_position_first(people: People) -> None:
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    coding_round = round_with_two_disagreements(people, final_rater="ada")
    keep_codes(people, coding_round, 1, 2, raters="bo")
    keep_codes(people, coding_round, 2, raters="ada")
    assert apply_final_rater_codes(by=people.ada, coding_round=coding_round) == (1, 0, 1, 0, 0, 0)
    assert adjudicated_units(coding_round) == [2]
    with refused(NotReady, "awaits a response from ada."):
        decide(by=people.ada, coding_round=coding_round, unit=1, codes=[shared_code(people, "Access")])


def test_final_rater_need_not_wait_without_a_planned_discussion(people: People) -> None:
    coding_round = round_with_two_disagreements(people, resolution_method="final_rater")
    assert (raters_awaited(coding_round), awaiting_counts([coding_round])) == ({}, {})
    decide_leak(people, coding_round, 1)


def test_discussion_without_a_final_rater_is_recorded_without_waiting_and_cannot_be_ended(people: People) -> None:
    coding_round = round_with_two_disagreements(people, resolution_method="discussion")
    decide(by=people.lea, coding_round=coding_round, unit=1, codes=[shared_code(people, "Leak")], method="discussion")
    with refused(NotReady, "1 disagreement is undecided."):
        settle(by=people.lea, coding_round=coding_round)
    with refused(BadInput, "no final rater decides after it"):
        end_discussion(by=people.lea, coding_round=coding_round)


def test_refused_settling_counts_the_units_still_under_discussion(people: People, coding_round: Round) -> None:
    keep_codes(people, coding_round, 1)
    with refused(NotReady, "2 disagreements are undecided; 1 is still under discussion."):
        settle(by=people.lea, coding_round=coding_round)


def test_final_rater_may_decide_every_unit_after_the_lead_ended_the_discussion(
    people: People, coding_round: Round
) -> None:
    for by in (people.cleo, people.ada, people.vic):
        with refused(NotAllowed, "Only the study's lead"):
            end_discussion(by=by, coding_round=coding_round)
    keep_codes(people, coding_round, 2)
    end_discussion(by=people.lea, coding_round=coding_round, reason=" Bo is ill. ")
    with refused(RoundState, "already ended"):
        end_discussion(by=people.lea, coding_round=coding_round)
    for attempt in (
        lambda: take_position(by=people.bo, coding_round=coding_round, unit=1, reason="x"),
        lambda: comment(by=people.cleo, coding_round=coding_round, unit=1, text="x"),
    ):
        with refused(RoundState, "The lead has ended the discussion of round 1"):
            attempt()
    decide_leak(people, coding_round, 1)
    decide_leak(people, coding_round, 2)
    settle(by=people.lea, coding_round=coding_round)
    sentence = Event.objects.get(kind="discussion_ended").sentence
    assert sentence == "ended the discussion while 1 unit was awaiting a response: Bo is ill."


def test_discussion_is_reopened_only_without_later_decisions_of_the_final_rater(
    people: People, coding_round: Round
) -> None:
    with refused(RoundState, "has not ended"):
        reopen_discussion(by=people.lea, coding_round=coding_round)
    keep_codes(people, coding_round, 2)
    decide_leak(people, coding_round, 2)  # a decision before the end does not matter
    end_discussion(by=people.lea, coding_round=coding_round)
    decide_leak(people, coding_round, 1, method="discussion")
    with refused(RoundState, "has decided 1 unit since then, unit 1 first"):
        reopen_discussion(by=people.lea, coding_round=coding_round)
    withdraw(by=people.cleo, coding_round=coding_round, unit=1)
    with refused(NotAllowed, "Only the study's lead"):
        reopen_discussion(by=people.cleo, coding_round=coding_round)
    reopen_discussion(by=people.lea, coding_round=coding_round)
    with refused(NotReady, "still under discussion"):
        decide_leak(people, coding_round, 1)
    keep_codes(people, coding_round, 1, raters="bo")
    assert Event.objects.get(kind="discussion_reopened").sentence == "reopened the discussion"
    assert Comment.objects.count() == 3


@pytest.mark.parametrize("resolution_method", ["final_rater", "discussion"])
def test_database_refuses_the_end_of_a_discussion_that_was_not_planned(people: People, resolution_method: str) -> None:
    coding_round = round_with_two_disagreements(people, resolution_method=resolution_method)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=coding_round.pk).update(discussion_ended_at=coding_round.closed_at)


def test_every_member_sees_which_raters_are_awaited(people: People, coding_round: Round) -> None:
    keep_codes(people, coding_round, 1, raters="ada")
    keep_codes(people, coding_round, 2)
    for member in people.all:
        http = client(member)
        rows = http.get(ROUND + "disagreements/").json()
        assert [(row["unit"], row["awaiting_response"]) for row in rows] == [(1, ["bo"]), (2, [])]
        assert http.get(ROUND + "disagreements/1/").json()["awaiting_response"] == ["bo"]
        shown = http.get(ROUND).json()
        assert (shown["undecided"], shown["awaiting_response"], shown["discussion_ended_at"]) == (2, 1, None)


def test_lead_ends_and_reopens_the_discussion_over_http(people: People, coding_round: Round) -> None:
    lea, cleo = client(people.lea), client(people.cleo)
    ended = lea.post(ROUND + "discussion/end/", {"reason": "Bo left."}, format="json")
    assert (ended.status_code, ended.json()["awaiting_response"]) == (200, 0)
    assert ended.json()["discussion_ended_at"]
    assert cleo.post(ROUND + "discussion/reopen/").status_code == 403
    assert lea.post(ROUND + "discussion/reopen/").json()["awaiting_response"] == 2
    refusal = cleo.post(
        ROUND + "decisions/",
        {"unit": 1, "codes": [shared_code(people, "Leak")]},
        format="json",
        headers={"If-Match": "0"},
    )
    assert (refusal.status_code, refusal.json()["code"]) == (409, "not_ready")
    preview = cleo.post(ROUND + "decisions/final_rater/", {}, format="json")
    assert preview.json() == {
        "will_decide": 0,
        "not_coded": 0,
        "awaiting_response": 2,
        "no_code": 0,
        "position_changed": 0,
        "code_retired": 0,
    }


def test_next_step_is_the_discussion_for_raters_and_then_the_decision_for_the_final_rater(
    people: People, coding_round: Round
) -> None:
    def next_sentence(name: str) -> str:
        return next_step(study_progress(getattr(people, name))).sentence

    assert next_sentence("bo") == "2 of 2 disagreements to discuss."
    assert next_sentence("cleo") == next_sentence("vic") == "Waiting for the raters to discuss 2 disagreements."
    keep_codes(people, coding_round, 1)
    assert next_sentence("bo") == "1 of 2 disagreements to discuss."
    assert next_sentence("cleo") == "1 of 2 disagreements to decide."
    keep_codes(people, coding_round, 2)
    assert next_sentence("bo") == "Waiting for cleo to decide."
