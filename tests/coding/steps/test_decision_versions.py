"""Versions of decisions: stale requests, repetition, withdrawal, and the end of a discussion."""

from __future__ import annotations

import pytest

from coding.access.records import decisions
from coding.errors import RoundState, StaleWrite
from coding.models import Decision, Event
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.discuss import AGREED, end_discussion, take_position
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.study import change_member
from tests.support.decisions import ROUND, current_decisions, get_disagreement, post_decision, shared_code
from tests.support.factories import People, client, matched_round
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
FIRST = "discussion_then_final_rater"


def test_stale_decision_is_refused_with_the_current_state(people: People) -> None:
    coding_round = matched_round(people)
    assert get_disagreement(people)["version"] == 0
    http = client(people.cleo)
    without = http.post(ROUND + "decisions/", {"unit": 2, "codes": [shared_code(people, "Leak")]}, format="json")
    assert (without.status_code, "If-Match" in without.json()["detail"]) == (400, True)
    decision = post_decision(people, "cleo", "Leak", 0, reason="It left.").json()
    row = next(row for row in http.get(ROUND + "disagreements/").json() if row["unit"] == 2)
    assert decision["version"] == row["version"] == 1
    stale = post_decision(people, "cleo", "Access", 0)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_write")
    assert stale.json()["current"]["decision"]["reason"] == "It left."
    assert stale.json()["current"]["version"] == decision["version"]
    assert current_decisions(coding_round) == [("final_rater", "cleo", ["Leak"])]
    assert post_decision(people, "cleo", "Access", decision["version"]).status_code == 201


def test_stale_withdrawal_is_refused_with_the_current_state(people: People) -> None:
    matched_round(people)
    version = post_decision(people, "cleo", "Leak", 0).json()["version"]
    http = client(people.cleo)
    assert http.delete(ROUND + "decisions/2/").status_code == 400
    stale = http.delete(ROUND + "decisions/2/", headers={"If-Match": "0"})
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, version)
    gone = http.delete(ROUND + "decisions/2/", headers={"If-Match": str(version)})
    assert (gone.status_code, gone.json()["version"], gone.json()["decision"]) == (200, 2, None)
    assert http.delete(ROUND + "decisions/2/", headers={"If-Match": str(version)}).status_code == 412


def test_stale_decision_does_not_replace_a_unanimous_discussion(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I keep my code")
    take_position(
        by=people.bo, coding_round=coding_round, unit=2, reason="I see", codes=[shared_code(people, "Access")]
    )
    with refused(StaleWrite, "Unit 2 was decided after you loaded it"):
        decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], version=0)
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="no, I keep my code")
    with refused(StaleWrite, "Unit 2 was reopened after you loaded it"):
        decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], version=1)


def test_repeated_decision_makes_no_new_version(people: People) -> None:
    coding_round = matched_round(people)
    first = post_decision(people, "cleo", "Leak", 0, reason="It left.").json()
    repeated = post_decision(people, "cleo", "Leak", first["version"], reason=" It left. ").json()
    assert repeated["version"] == first["version"]
    assert Event.objects.filter(kind="decided").count() == 1
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    assert get_disagreement(people)["version"] == 3


def test_withdrawing_a_decision_restores_the_previous_one(people: People) -> None:
    coding_round = matched_round(people)
    for label in ("Leak", "Access", "Injection"):
        decide(
            by=people.cleo,
            coding_round=coding_round,
            unit=2,
            codes=[shared_code(people, label)],
            reason=f"{label} it is",
        )
    first = Decision.objects.filter(unit__number=2).earliest("pk")
    for label in ("Access", "Leak"):
        restored = withdraw(by=people.cleo, coding_round=coding_round, unit=2)
        assert restored
        assert (current_decisions(coding_round), restored.reason) == (
            [("final_rater", "cleo", [label])],
            f"{label} it is",
        )
    assert decisions(coding_round).get(unit__number=2).decided_at == first.decided_at
    assert withdraw(by=people.cleo, coding_round=coding_round, unit=2) is None
    assert [row.unit.number for row in undecided(coding_round)] == [2]
    assert Decision.objects.filter(unit__number=2, withdrawn_at=None).count() == 0
    sentences = [event.sentence for event in Event.objects.filter(kind="decision_withdrawn").order_by("number")]
    assert sentences == [
        "withdrew the decision on unit 2; the decision before it is current again: Access",
        "withdrew the decision on unit 2; the decision before it is current again: Leak",
        "withdrew the decision on unit 2",
    ]


def test_withdrawing_the_final_raters_decision_restores_the_unanimous_discussion(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    for rater in (people.ada, people.bo):
        take_position(
            by=rater, coding_round=coding_round, unit=2, reason="Injection", codes=[shared_code(people, "Injection")]
        )
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    restored = withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert restored
    assert (current_decisions(coding_round), restored.reason) == ([("discussion", None, ["Injection"])], AGREED)
    # No member made the decision on a unanimous discussion: withdrawing it restores no earlier one.
    assert withdraw(by=people.lea, coding_round=coding_round, unit=2) is None
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert current_decisions(coding_round) == [("discussion", None, ["Injection"])]
    assert Event.objects.filter(kind="discussion_unanimous").count() == 2


def test_result_of_a_discussion_is_refused_after_its_end_or_after_the_final_rater_decided(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    change_member(by=people.lea, name="vic", roles=["adjudicator"])
    people.vic.refresh_from_db()
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I keep my code")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    codes = [shared_code(people, "Access")]
    for by in (people.lea, people.vic):
        with refused(RoundState, "The final rater has decided unit 2"):
            decide(by=by, coding_round=coding_round, unit=2, codes=codes, method="discussion")
    withdraw(by=people.lea, coding_round=coding_round, unit=2)
    decide(by=people.vic, coding_round=coding_round, unit=2, codes=codes, method="discussion")
    withdraw(by=people.vic, coding_round=coding_round, unit=2)
    end_discussion(by=people.lea, coding_round=coding_round)
    for by in (people.lea, people.vic):
        with refused(RoundState, "The discussion of round 1 has ended"):
            decide(by=by, coding_round=coding_round, unit=2, codes=codes, method="discussion")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=codes)
