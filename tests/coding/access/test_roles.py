"""Permissions of each role for each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from advisories.corpus.corpora import main_corpus
from annotation.accounts.invitations import invite
from coding.errors import NotAllowed
from coding.models import Code, Member, Round
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.discuss import comment, end_discussion, reopen_discussion, take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import discard_draft, save_draft, submit
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.versions import freeze_codebook
from coding.steps.match import confirm_matching, match, suggestions
from coding.steps.publish.release import publish
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, change_member, update_study
from tests.support.factories import (
    People,
    closed_round,
    code_for,
    coded_round,
    matched_round,
    opened_round,
    planned_round,
    settled_round,
)

pytestmark = pytest.mark.django_db


@dataclass
class Attempt:
    """A member who attempts a step in a state of the study."""

    people: People
    by: Member
    coding_round: Any = None

    @property
    def code(self) -> int:
        """Primary key of a code that `by` could use: their own, else the first one."""
        own = Code.objects.filter(owner=self.by).first()
        return (own or Code.objects.filter(study=self.people.study).order_by("position").first() or Code()).pk


def nothing(_: People) -> None:
    return None


def with_a_code(people: People) -> None:
    add_code(by=people.lea, label="Access")


def with_private_codes(people: People) -> Round:
    coding_round = opened_round(people)
    for rater in (people.ada, people.bo):
        code_for(rater, coding_round, "Access")
    return coding_round


def decided(people: People) -> Round:
    coding_round = matched_round(people)
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people)])
    return coding_round


def discussed(people: People) -> Round:
    return matched_round(people, resolution_method="discussion_then_final_rater")


def ended(people: People) -> Round:
    return end_discussion(by=people.lea, coding_round=discussed(people))


def shared(people: People) -> int:
    return int(Code.objects.get(study=people.study, owner=None, label="Access").pk)


SUBMISSION = {"unit": 1, "idempotency_key": "a-key-of-mine"}
STEPS: dict[str, tuple[Callable[[People], Any], Callable[[Attempt], Any], str]] = {
    "change the study": (nothing, lambda t: update_study(by=t.by, question="?"), "lea"),
    "add a member": (
        nothing,
        lambda t: add_member(study=t.people.study, by=t.by, name="eve", roles=["viewer"]),
        "lea",
    ),
    "change a member": (nothing, lambda t: change_member(by=t.by, name="vic", roles=["rater"]), "lea"),
    "invite": (nothing, lambda t: invite(by=t.by, name="Eve", roles=["viewer"]), "lea"),
    "draw a sample": (
        nothing,
        lambda t: draw_sample(by=t.by, corpus=main_corpus(), keys=["GHSA-con-0001"], described="One"),
        "lea",
    ),
    "plan a round": (
        nothing,
        lambda t: plan_round(by=t.by, style="open", raters=["ada", "bo"], final_rater="cleo"),
        "lea",
    ),
    "open a round": (planned_round, lambda t: open_round(by=t.by, number=1), "lea"),
    "add a shared code": (nothing, lambda t: add_code(by=t.by, label="Access"), "lea"),
    "change a shared code": (
        with_a_code,
        lambda t: change_code(by=t.by, code=Code.objects.get(), label="Entry"),
        "lea",
    ),
    "freeze the codebook": (with_a_code, lambda t: freeze_codebook(by=t.by), "lea"),
    "make a private code": (opened_round, lambda t: add_code(by=t.by, label="Leak", round_number=1), "ada bo"),
    "change ada's private code": (
        with_private_codes,
        lambda t: change_code(by=t.by, code=Code.objects.get(owner=t.people.ada), label="Entry"),
        "ada",
    ),
    "save a draft": (
        with_private_codes,
        lambda t: save_draft(
            by=t.by, coding_round=t.coding_round, unit=1, content=CodingContent(codes=[t.code]), revision=0
        ),
        "ada bo",
    ),
    "discard a draft": (opened_round, lambda t: discard_draft(by=t.by, coding_round=t.coding_round, unit=1), "ada bo"),
    "submit": (
        with_private_codes,
        lambda t: submit(by=t.by, coding_round=t.coding_round, content=CodingContent(codes=[t.code]), **SUBMISSION),
        "ada bo",
    ),
    "close a round": (coded_round, lambda t: close_round(by=t.by, number=1), "lea"),
    "match": (closed_round, lambda t: match(by=t.by, coding_round=t.coding_round, pairs=[], revision=1), "lea cleo"),
    "confirm the matching": (closed_round, lambda t: confirm_all(t), "lea cleo"),
    "decide": (
        matched_round,
        lambda t: decide(by=t.by, coding_round=t.coding_round, unit=2, codes=[shared(t.people)]),
        "cleo",
    ),
    "apply the final rater's own codes": (
        matched_round,
        lambda t: apply_final_rater_codes(by=t.by, coding_round=t.coding_round),
        "cleo",
    ),
    "withdraw a decision": (decided, lambda t: withdraw(by=t.by, coding_round=t.coding_round, unit=2), "lea cleo"),
    "end the discussion": (discussed, lambda t: end_discussion(by=t.by, coding_round=t.coding_round), "lea"),
    "reopen the discussion": (ended, lambda t: reopen_discussion(by=t.by, coding_round=t.coding_round), "lea"),
    "comment": (
        discussed,
        lambda t: comment(by=t.by, coding_round=t.coding_round, unit=2, text="A word"),
        "lea ada bo cleo",
    ),
    "keep the position": (
        discussed,
        lambda t: take_position(by=t.by, coding_round=t.coding_round, unit=2, reason="I keep it"),
        "ada bo",
    ),
    "settle": (decided, lambda t: settle(by=t.by, coding_round=t.coding_round), "lea cleo"),
    "publish": (settled_round, lambda t: publish(by=t.by), "lea"),
}


def confirm_all(attempt: Attempt) -> None:
    """Confirm a matching in which the lead has matched every code."""
    match(by=attempt.people.lea, coding_round=attempt.coding_round, pairs=suggestions(attempt.coding_round), revision=1)
    confirm_matching(by=attempt.by, coding_round=attempt.coding_round)


@pytest.mark.parametrize("name", STEPS)
def test_step_is_allowed_only_to_members_with_the_role(people: People, name: str) -> None:
    prepare, step, expected = STEPS[name]
    coding_round = prepare(people)
    allowed = []
    for member in people.all:
        member.refresh_from_db()
        with transaction.atomic():
            try:
                step(Attempt(people, member, coding_round))
                allowed.append(member.name)
            except NotAllowed:
                pass
            transaction.set_rollback(True)
    assert " ".join(allowed) == expected


def test_adjudicator_who_is_not_the_final_rater_cannot_decide(people: People) -> None:
    change_member(by=people.lea, name="vic", roles=["adjudicator"])
    coding_round = matched_round(people)
    people.vic.refresh_from_db()
    with pytest.raises(NotAllowed, match="Only cleo, the final rater of round 1"):
        decide(by=people.vic, coding_round=coding_round, unit=2, codes=[shared(people)])
