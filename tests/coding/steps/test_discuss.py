"""Discussion: what is said stays, first ratings stay, and what all raters hold is decided."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from coding.access.records import decisions
from coding.audit.event_kinds import describe
from coding.dataset.pseudonyms import pseudonymise
from coding.errors import BadInput, NotAllowed, NotReady, RoundState, Sealed
from coding.loading.study import load_study
from coding.models import Code, CodingCode, Comment, Event, Round
from coding.results.derive import derive
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.discuss import AGREED, comment, take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from tests.support import publications as factory
from tests.support.factories import People, client, closed_round, coded_round, matched_round, opened_round, rate
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
PLANS = ("discussion", "discussion_then_final_rater")


def shared(people: People, label: str) -> int:
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def standing(coding_round: Round) -> list[tuple[str, list[str], str]]:
    found = decisions(coding_round).filter(unit__number=2)
    return [(row.method, [code.code.label for code in row.code_rows.all()], row.reason) for row in found]


@pytest.fixture
def coding_round(people: People) -> Round:
    """On unit 2 Ada says Access, Bo says Leak."""
    return matched_round(people, resolution_method="discussion_then_final_rater")


@pytest.mark.parametrize("plan", PLANS)
def test_rater_who_moves_to_the_other_settles_the_unit(people: People, plan: str) -> None:
    coding_round = matched_round(people, resolution_method=plan)
    before = list(CodingCode.objects.order_by("pk").values())
    assert take_position(
        by=people.bo, coding_round=coding_round, unit=2, reason="I was wrong", codes=[shared(people, "Access")]
    )
    assert standing(coding_round) == [("discussion", ["Access"], AGREED)]
    assert list(CodingCode.objects.order_by("pk").values()) == before
    assert settle(by=people.lea, coding_round=coding_round).state == "settled"


def test_both_may_move_to_a_third_code(people: People, coding_round: Round) -> None:
    third = [shared(people, "Injection")]
    assert take_position(by=people.ada, coding_round=coding_round, unit=2, reason="neither", codes=third) is None
    assert standing(coding_round) == []
    assert take_position(by=people.bo, coding_round=coding_round, unit=2, reason="right", codes=third)
    assert standing(coding_round) == [("discussion", ["Injection"], AGREED)]


def test_raters_who_stay_leave_the_unit_to_the_final_rater(people: People, coding_round: Round) -> None:
    for rater in (people.ada, people.bo):
        assert take_position(by=rater, coding_round=coding_round, unit=2, reason="I stay") is None
    assert standing(coding_round) == []
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")])
    assert standing(coding_round) == [("final_rater", ["Leak"], "")]


def test_rater_who_moves_back_reopens_what_the_discussion_had_settled(people: People, coding_round: Round) -> None:
    take_position(
        by=people.bo, coding_round=coding_round, unit=2, reason="I was wrong", codes=[shared(people, "Access")]
    )
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="I was not")
    assert standing(coding_round) == []
    kinds = list(Comment.objects.values_list("kind", flat=True))
    assert kinds == ["changes", "keeps"]


def test_move_to_ones_own_first_rating_is_a_stay(people: People, coding_round: Round) -> None:
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="still", codes=[shared(people, "Leak")])
    said = Comment.objects.get()
    assert (said.kind, said.code_rows.count()) == ("keeps", 0)


def test_decided_unit_is_not_discussed_away(people: People, coding_round: Round) -> None:
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I stay")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")])
    with refused(RoundState, "Unit 2 is decided"):
        take_position(by=people.bo, coding_round=coding_round, unit=2, reason="x", codes=[shared(people, "Access")])
    comment(by=people.bo, coding_round=coding_round, unit=2, text="I would rather …")
    withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert take_position(by=people.bo, coding_round=coding_round, unit=2, reason="x", codes=[shared(people, "Access")])


def test_answer_without_a_code_agrees_with_nothing_until_its_rater_moves(people: People) -> None:
    coding_round = opened_round(people, style="shared", resolution_method="discussion")
    rate(people.ada, coding_round, 1, "Access")
    answer = CodingContent(no_code_reason="cannot_tell")
    submit(by=people.bo, coding_round=coding_round, unit=1, answer=answer, idempotency_key="bo-cannot-tell")
    coding_round = close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert take_position(by=people.bo, coding_round=coding_round, unit=1, reason="I still cannot tell") is None
    assert take_position(by=people.ada, coding_round=coding_round, unit=1, reason="it is clear") is None
    assert take_position(
        by=people.bo, coding_round=coding_round, unit=1, reason="now I see", codes=[shared(people, "Access")]
    )


def test_only_raters_of_the_unit_move_and_only_those_at_the_table_talk(people: People, coding_round: Round) -> None:
    for by in (people.lea, people.cleo, people.vic):
        with refused(NotAllowed, "Only a rater of unit 2"):
            take_position(by=by, coding_round=coding_round, unit=2, reason="x")
    with refused(NotAllowed, "discussed by the raters"):
        comment(by=people.vic, coding_round=coding_round, unit=2, text="x")
    for by in (people.lea, people.cleo, people.ada):
        comment(by=by, coding_round=coding_round, unit=2, text="a word")
    assert Comment.objects.count() == 3


def test_discussion_needs_a_reason_a_disagreement_and_known_codes(people: People, coding_round: Round) -> None:
    for attempt, said in [
        (lambda: take_position(by=people.bo, coding_round=coding_round, unit=2, reason=" "), "Say why"),
        (lambda: comment(by=people.bo, coding_round=coding_round, unit=2, text=" "), "Write something"),
        (lambda: comment(by=people.bo, coding_round=coding_round, unit=1, text="x"), "do not disagree on unit 1"),
        (
            lambda: take_position(by=people.bo, coding_round=coding_round, unit=2, reason="x", codes=[]),
            "exactly one code",
        ),
        (
            lambda: take_position(by=people.bo, coding_round=coding_round, unit=2, reason="x", codes=[0]),
            "shared codebook",
        ),
    ]:
        with refused(BadInput, said):
            attempt()
    assert not Comment.objects.exists()


def test_plan_without_a_discussion_has_none(people: People) -> None:
    coding_round = matched_round(people)
    for attempt in (
        lambda: comment(by=people.bo, coding_round=coding_round, unit=2, text="x"),
        lambda: take_position(by=people.bo, coding_round=coding_round, unit=2, reason="x"),
    ):
        with refused(BadInput, "planned without a discussion"):
            attempt()


def test_discussion_begins_with_the_disagreements_and_ends_with_the_round(people: People) -> None:
    sealed = coded_round(people, resolution_method="discussion")
    with refused(Sealed, "sealed"):
        comment(by=people.bo, coding_round=sealed, unit=2, text="x")
    closed = close_round(by=people.lea, number=1)
    with refused(NotReady, "The matching is not confirmed"):
        comment(by=people.bo, coding_round=closed, unit=2, text="x")
    assert not Comment.objects.exists()


def test_settled_round_is_not_discussed(people: People, coding_round: Round) -> None:
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="yes", codes=[shared(people, "Access")])
    settle(by=people.lea, coding_round=coding_round)
    with refused(RoundState, "settled"):
        comment(by=people.bo, coding_round=coding_round, unit=2, text="x")


def test_thread_is_read_by_every_member_and_history_tells_it(people: People, coding_round: Round) -> None:
    address = f"/api/v1/studies/{people.study.slug}/rounds/1/disagreements/2/"
    bo = client(people.bo)
    made = bo.post(address + "comments/", {"text": "What of the token?"}, format="json")
    assert made.status_code == 201
    moved = bo.post(
        address + "positions/", {"codes": [shared(people, "Access")], "reason": "It opens the door."}, format="json"
    )
    assert (moved.status_code, moved.json()["decided"]) == (201, True)
    read: list[dict[str, Any]] = client(people.vic).get(address + "comments/").json()
    assert [(row["author"], row["kind"], [code["label"] for code in row["codes"]], row["text"]) for row in read] == [
        ("bo", "remark", [], "What of the token?"),
        ("bo", "changes", ["Access"], "It opens the door."),
    ]
    told = [
        describe(event)
        for event in Event.objects.filter(
            kind__in=["comment_added", "discussion_unanimous", "discussion_ended", "discussion_reopened"]
        ).order_by("number")
    ]
    assert told == [
        "says on unit 2: What of the token?",
        "changes to Access on unit 2: It opens the door.",
        "all raters of unit 2 hold Access after discussion",
    ]


def test_release_holds_the_discussion_and_pseudonyms_hide_who_spoke(people: People, coding_round: Round) -> None:
    comment(by=people.cleo, coding_round=coding_round, unit=2, text="=HYPERLINK(1)")
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="yes", codes=[shared(people, "Access")])
    inputs = load_study(coding_round)
    rows = list(csv.DictReader(io.StringIO(factory.rendered("discussion.csv", derive(inputs)).decode())))
    assert [(row["unit"], row["by"], row["kind"], row["codes"], row["text"]) for row in rows] == [
        ("2", "cleo", "remark", "", "'=HYPERLINK(1)"),
        ("2", "bo", "changes", "Access", "yes"),
    ]
    annex = factory.rendered("disagreements.md", derive(inputs)).decode()
    assert "**bo moves to Access.** yes" in annex
    hidden = factory.rendered("discussion.csv", derive(pseudonymise(inputs))).decode()
    assert "cleo" not in hidden
    assert "rater-2,changes" in hidden


def test_shared_round_is_discussed_as_soon_as_it_is_closed(people: People) -> None:
    coding_round = closed_round(people, style="shared", resolution_method="discussion")
    assert take_position(by=people.ada, coding_round=coding_round, unit=2, reason="yes", codes=[shared(people, "Leak")])
