"""Remarks and positions in a discussion, and the decisions of unanimous raters."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from coding.access.records import decisions
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


def shared_code(people: People, label: str) -> int:
    """Return the primary key of the shared code with this label."""
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def current_decisions(coding_round: Round) -> list[tuple[str, list[str], str]]:
    """Return method, labels and reason of the current decisions on unit 2."""
    rows = decisions(coding_round).filter(unit__number=2)
    return [(row.method, [code.code.label for code in row.code_rows.all()], row.reason) for row in rows]


@pytest.fixture
def coding_round(people: People) -> Round:
    """A matched round in which, on unit 2, Ada chose Access and Bo chose Leak."""
    return matched_round(people, resolution_method="discussion_then_final_rater")


@pytest.mark.parametrize("plan", PLANS)
def test_unit_is_decided_when_a_rater_changes_to_the_code_of_the_other(people: People, plan: str) -> None:
    coding_round = matched_round(people, resolution_method=plan)
    before = list(CodingCode.objects.order_by("pk").values())
    assert take_position(
        by=people.bo, coding_round=coding_round, unit=2, reason="I was wrong", codes=[shared_code(people, "Access")]
    )
    assert current_decisions(coding_round) == [("discussion", ["Access"], AGREED)]
    assert list(CodingCode.objects.order_by("pk").values()) == before
    assert settle(by=people.lea, coding_round=coding_round).state == "settled"


def test_unit_is_decided_when_both_raters_change_to_a_third_code(people: People, coding_round: Round) -> None:
    injection = [shared_code(people, "Injection")]
    assert take_position(by=people.ada, coding_round=coding_round, unit=2, reason="neither", codes=injection) is None
    assert current_decisions(coding_round) == []
    assert take_position(by=people.bo, coding_round=coding_round, unit=2, reason="right", codes=injection)
    assert current_decisions(coding_round) == [("discussion", ["Injection"], AGREED)]


def test_final_rater_decides_when_both_raters_keep_their_codes(people: People, coding_round: Round) -> None:
    for rater in (people.ada, people.bo):
        assert take_position(by=rater, coding_round=coding_round, unit=2, reason="I keep my code") is None
    assert current_decisions(coding_round) == []
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    assert current_decisions(coding_round) == [("final_rater", ["Leak"], "")]


def test_unanimous_decision_is_withdrawn_when_a_rater_changes_back(people: People, coding_round: Round) -> None:
    take_position(
        by=people.bo, coding_round=coding_round, unit=2, reason="I was wrong", codes=[shared_code(people, "Access")]
    )
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="I was not")
    assert current_decisions(coding_round) == []
    kinds = list(Comment.objects.values_list("kind", flat=True))
    assert kinds == ["changes", "keeps"]


def test_change_to_the_raters_own_first_rating_is_stored_as_keep(people: People, coding_round: Round) -> None:
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="still", codes=[shared_code(people, "Leak")])
    position = Comment.objects.get()
    assert (position.kind, position.code_rows.count()) == ("keeps", 0)


def test_position_on_a_unit_that_the_final_rater_decided_is_refused(people: People, coding_round: Round) -> None:
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I keep my code")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    with refused(RoundState, "Unit 2 is decided"):
        take_position(
            by=people.bo, coding_round=coding_round, unit=2, reason="x", codes=[shared_code(people, "Access")]
        )
    comment(by=people.bo, coding_round=coding_round, unit=2, text="I would rather …")
    withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert take_position(
        by=people.bo, coding_round=coding_round, unit=2, reason="x", codes=[shared_code(people, "Access")]
    )


def test_coding_without_a_code_agrees_with_no_other_until_its_rater_changes(people: People) -> None:
    coding_round = opened_round(people, style="shared", resolution_method="discussion")
    rate(people.ada, coding_round, 1, "Access")
    answer = CodingContent(no_code_reason="cannot_tell")
    submit(by=people.bo, coding_round=coding_round, unit=1, content=answer, idempotency_key="bo-cannot-tell")
    coding_round = close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert take_position(by=people.bo, coding_round=coding_round, unit=1, reason="I still cannot tell") is None
    assert take_position(by=people.ada, coding_round=coding_round, unit=1, reason="it is clear") is None
    assert take_position(
        by=people.bo, coding_round=coding_round, unit=1, reason="now I see", codes=[shared_code(people, "Access")]
    )


def test_only_raters_of_the_unit_take_positions_and_viewers_may_not_comment(
    people: People, coding_round: Round
) -> None:
    for by in (people.lea, people.cleo, people.vic):
        with refused(NotAllowed, "Only a rater of unit 2"):
            take_position(by=by, coding_round=coding_round, unit=2, reason="x")
    with refused(NotAllowed, "Only the raters of the unit"):
        comment(by=people.vic, coding_round=coding_round, unit=2, text="x")
    for by in (people.lea, people.cleo, people.ada):
        comment(by=by, coding_round=coding_round, unit=2, text="a remark")
    assert Comment.objects.count() == 3


def test_comment_or_position_without_its_text_disagreement_or_codes_is_refused(
    people: People, coding_round: Round
) -> None:
    for attempt, message in [
        (lambda: take_position(by=people.bo, coding_round=coding_round, unit=2, reason=" "), "A reason is required"),
        (lambda: comment(by=people.bo, coding_round=coding_round, unit=2, text=" "), "A remark cannot be empty"),
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
        with refused(BadInput, message):
            attempt()
    assert not Comment.objects.exists()


def test_discussion_that_was_not_planned_is_refused(people: People) -> None:
    coding_round = matched_round(people)
    for attempt in (
        lambda: comment(by=people.bo, coding_round=coding_round, unit=2, text="x"),
        lambda: take_position(by=people.bo, coding_round=coding_round, unit=2, reason="x"),
    ):
        with refused(BadInput, "planned without a discussion"):
            attempt()


def test_discussion_needs_a_closed_round_with_a_confirmed_matching(people: People) -> None:
    sealed = coded_round(people, resolution_method="discussion")
    with refused(Sealed, "sealed"):
        comment(by=people.bo, coding_round=sealed, unit=2, text="x")
    closed = close_round(by=people.lea, number=1)
    with refused(NotReady, "The matching is not confirmed"):
        comment(by=people.bo, coding_round=closed, unit=2, text="x")
    assert not Comment.objects.exists()


def test_comment_in_a_settled_round_is_refused(people: People, coding_round: Round) -> None:
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="yes", codes=[shared_code(people, "Access")])
    settle(by=people.lea, coding_round=coding_round)
    with refused(RoundState, "settled"):
        comment(by=people.bo, coding_round=coding_round, unit=2, text="x")


def test_discussion_is_shown_to_every_member_and_recorded_in_the_audit_trail(
    people: People, coding_round: Round
) -> None:
    address = f"/api/v1/studies/{people.study.slug}/rounds/1/disagreements/2/"
    bo = client(people.bo)
    remark = bo.post(address + "comments/", {"text": "What of the token?"}, format="json")
    assert remark.status_code == 201
    position = bo.post(
        address + "positions/",
        {"codes": [shared_code(people, "Access")], "reason": "It opens the door."},
        format="json",
    )
    assert (position.status_code, position.json()["decided"]) == (201, True)
    rows: list[dict[str, Any]] = client(people.vic).get(address + "comments/").json()
    assert [(row["author"], row["kind"], [code["label"] for code in row["codes"]], row["text"]) for row in rows] == [
        ("bo", "remark", [], "What of the token?"),
        ("bo", "changes", ["Access"], "It opens the door."),
    ]
    sentences = [
        event.sentence
        for event in Event.objects.filter(
            kind__in=["comment_added", "discussion_unanimous", "discussion_ended", "discussion_reopened"]
        ).order_by("number")
    ]
    assert sentences == [
        "commented on unit 2: What of the token?",
        "changed to Access on unit 2: It opens the door.",
        "all raters of unit 2 agreed on Access after discussion",
    ]


def test_release_contains_the_discussion_and_pseudonyms_hide_its_authors(people: People, coding_round: Round) -> None:
    comment(by=people.cleo, coding_round=coding_round, unit=2, text="=HYPERLINK(1)")
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="yes", codes=[shared_code(people, "Access")])
    data = load_study(coding_round)
    rows = list(csv.DictReader(io.StringIO(factory.rendered("discussion.csv", derive(data)).decode())))
    assert [(row["unit"], row["by"], row["kind"], row["codes"], row["text"]) for row in rows] == [
        ("2", "cleo", "remark", "", "'=HYPERLINK(1)"),
        ("2", "bo", "changes", "Access", "yes"),
    ]
    report = factory.rendered("disagreements.md", derive(data)).decode()
    assert "**bo changes to Access.** yes" in report
    pseudonymous = factory.rendered("discussion.csv", derive(pseudonymise(data))).decode()
    assert "cleo" not in pseudonymous
    assert "rater-2,changes" in pseudonymous


def test_discussion_of_a_shared_codebook_round_begins_when_it_closes(people: People) -> None:
    coding_round = closed_round(people, style="shared", resolution_method="discussion")
    assert take_position(
        by=people.ada, coding_round=coding_round, unit=2, reason="yes", codes=[shared_code(people, "Leak")]
    )
