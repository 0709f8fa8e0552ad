"""A rater's answer: kept as a draft, submitted once, immutable from then on."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Subquery

from coding.access.seal import require_open
from coding.audit.commitments import canonical_codings, commitment_digest
from coding.clock import now
from coding.errors import BadInput, NotAllowed, NotReady, StaleWrite
from coding.models import Assignment, Code, Coding, Commitment, Draft, Member, Round, Unit
from coding.queries.worklist import next_unit, unsubmitted
from coding.steps.code.store import CodingContent, store_coding, validated_content


def assignment_of(*, by: Member, coding_round: Round, unit: int, held: bool = False) -> Assignment:
    """The rater's assignment of this unit, or a refusal.

    `held` locks it, as closing and handing over do, so that none of them passes a submission; the round is then read
    after the lock. Raters do not wait for each other.
    """
    # By the unit's key: a join over its number would read all of the rater's assignments.
    numbered = Unit.objects.filter(study=coding_round.study_id, number=unit).values("pk")[:1]
    own = Assignment.objects.filter(round=coding_round, rater=by, unit=Subquery(numbered), reassigned_at__isnull=True)
    own = own.select_related("round__study", "unit").order_by("pk")  # the text is read only where it is looked at
    found = own.select_for_update(of=("self",)).first() if held else own.first()
    if found is None:
        raise NotAllowed(f"Unit {unit} is not assigned to you in round {coding_round.number}.")
    found.rater = by
    if held:
        found.round = Round.objects.select_related("study").get(pk=coding_round.pk)
    return found


@transaction.atomic
def save_draft(
    *,
    by: Member,
    coding_round: Round,
    unit: int,
    answer: CodingContent,
    revision: int,
    active_seconds: int | None = None,
) -> Draft:
    """Keep an unfinished answer that was based on draft `revision` (0: there was none).

    `seconds` is the time on task so far, for the rater's own eyes.
    """
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit)
    require_open(assignment.round)
    check_answer(assignment, answer)
    draft = Draft.objects.select_for_update().filter(assignment=assignment).first()
    stored = draft.revision if draft else 0
    if stored != revision:
        raise StaleWrite(
            "This unit's draft was changed in another window. Both are shown: keep one of them.",
            current={"revision": stored, "draft": draft.content if draft else None},
        )
    if draft is None:
        draft = Draft(assignment=assignment, revision=0)
    draft.content = asdict(answer) | ({} if active_seconds is None else {"active_seconds": active_seconds})
    draft.revision += 1
    draft.saved_at = now()
    draft.save()
    return draft


@transaction.atomic
def defer(*, by: Member, coding_round: Round, unit: int, later: bool) -> None:
    """Leave a unit for later, or take it up again: it comes after the others. Nobody else learns of it."""
    require_open(coding_round)
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit)
    Assignment.objects.filter(pk=assignment.pk).update(deferred_at=now() if later else None)


@transaction.atomic
def discard_draft(*, by: Member, coding_round: Round, unit: int) -> None:
    """Throw one's own draft away."""
    Draft.objects.filter(assignment=assignment_of(by=by, coding_round=coding_round, unit=unit)).delete()


@dataclass(frozen=True, slots=True)
class Submission:
    """A coding with the answer it holds, and the unit to take next."""

    coding: Coding
    answer: CodingContent
    following: int | None


def submit(**given: Any) -> Coding:
    """Submit an answer, as `submit_and_go_on` takes it."""
    return submit_and_next(**given).coding


@transaction.atomic
def submit_and_next(
    *,
    by: Member,
    coding_round: Round,
    unit: int,
    answer: CodingContent,
    idempotency_key: str,
    reason: str = "",
    active_seconds: int | None = None,
) -> Submission:
    """Submit an answer. The same key again is the same submit; another one is a new version with a reason."""
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit, held=True)
    coding_round = assignment.round
    versions = list(Coding.objects.filter(assignment=assignment).order_by("version"))
    if again := next((coding for coding in versions if coding.idempotency_key == idempotency_key), None):
        return Submission(again, validated_content(again), next_unit(by, coding_round, assignment.position))
    require_open(coding_round)
    check_answer(assignment, answer)
    check_complete(coding_round, answer)
    last = versions[-1] if versions else None
    if last is not None and not reason.strip():
        raise NotReady("You have submitted this unit. To change your answer, give the reason.")
    coding = store_coding(
        assignment,
        answer,
        version=last.version + 1 if last else 1,
        key=idempotency_key,
        reason=reason.strip(),
        active_seconds=active_seconds,
    )
    left = next_unit(by, coding_round, assignment.position)
    if last is None and left is None:
        commit(by=by, coding_round=coding_round, last=coding)
    return Submission(coding, answer, left)


def commit_when_complete(*, by: Member, coding_round: Round, last: Coding) -> None:
    if not unsubmitted(by, coding_round).exists():
        commit(by=by, coding_round=coding_round, last=last)


def commit(*, by: Member, coding_round: Round, last: Coding) -> None:
    """Bind the rater to the sheet once its last unit is submitted; later versions leave the commitment alone.

    A member without an account commits to nothing: somebody else enters what they said elsewhere.
    """
    if by.user_id is None:
        return
    if Commitment.objects.filter(round=coding_round, rater=by).exists():
        return  # more units came after they had finished: the first commitment stands
    salt = secrets.token_hex(16)
    digest = commitment_digest(salt, canonical_codings(last))
    Commitment.objects.create(
        round=coding_round, rater=by, last_coding=last, salt=salt, sha256=digest, committed_at=now()
    )


def allowed_codes(rater: Member, coding_round: Round) -> set[int]:
    """The codes a rater may use in this round."""
    codes = Code.objects.filter(study=coding_round.study_id, retired_at__isnull=True)
    if coding_round.style == Round.Style.OPEN:
        codes = codes.filter(owner=rater, round=coding_round)
    else:
        codes = codes.filter(owner__isnull=True)
    return set(codes.values_list("pk", flat=True))


def check_answer(assignment: Assignment, answer: CodingContent) -> None:
    """Refuse codes that are not the rater's to use, and segments whose words are not the document's."""
    if len(set(answer.codes)) != len(answer.codes):
        raise BadInput("A code can be given to a unit once.")
    if not assignment.round.multi_label and len(answer.codes) > 1:
        raise BadInput("This round takes one code a unit. Take one away.")
    if answer.no_code_reason and answer.codes:
        raise BadInput("An answer has codes, or says why it has none. Take one of the two away.")
    if answer.codes and set(answer.codes) - allowed_codes(assignment.rater, assignment.round):
        raise BadInput("One of the codes cannot be used in this round: it is retired or not in your codebook.")
    text = assignment.unit.document.text if answer.segments else ""
    seen = set()
    for segment in answer.segments:
        start, end = segment["start"], segment["end"]
        if segment["code"] not in answer.codes:
            raise BadInput("A segment needs one of the unit's codes. Choose the code first.")
        if not 0 <= start < end <= len(text) or text[start:end] != segment["quote"]:
            raise BadInput("The marked words do not match the document. Reload the page and mark them again.")
        if (segment["code"], start, end) in seen:
            raise BadInput("These words have that code already.")
        seen.add((segment["code"], start, end))


def check_complete(coding_round: Round, answer: CodingContent) -> None:
    if not answer.codes and not answer.no_code_reason and not coding_round.multi_label:
        raise BadInput("Choose a code before you submit, or say that you cannot tell or that none is applicable.")
