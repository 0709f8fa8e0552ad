"""Save drafts, submit codings and defer units. A submitted coding is immutable."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Subquery

from advisories.platform.transactions import step
from coding.access.ratings import suggestion_was_shown
from coding.access.seal import require_open
from coding.audit.commitments import canonical_codings, commitment_digest
from coding.clock import now
from coding.errors import BadInput, KeyReused, NotAllowed, NotReady, StaleWrite, SuggestionShown
from coding.locks import lock_members, lock_rows
from coding.models import Assignment, Code, Coding, Commitment, Draft, Member, RatingSource, Round, Unit
from coding.queries.worklist import next_unit, unsubmitted
from coding.rendering.numbers import join_words
from coding.steps.code.store import CodingContent, store_coding, validated_content


def assignment_of(*, by: Member, coding_round: Round, unit: int, lock: bool = False) -> Assignment:
    """Return the rater's assignment of a unit; raise NotAllowed if there is none.

    With `lock`, lock the rater and the assignment, then read the round. Closing and reassigning take the same locks, so
    that a submission is stored either before or after them. Raters do not wait for each other.
    """
    # The subquery finds the unit by its key; a join over its number would read all of the rater's assignments.
    numbered = Unit.objects.filter(study=coding_round.study_id, number=unit).values("pk")[:1]
    own = Assignment.objects.filter(round=coding_round, rater=by, unit=Subquery(numbered), reassigned_at__isnull=True)
    own = own.select_related("round__study", "unit").order_by("pk")  # without the document, whose text is long
    if lock:
        lock_members([by])
    assignment = next(iter(lock_rows(own)), None) if lock else own.first()
    if assignment is None:
        raise NotAllowed(f"Unit {unit} is not assigned to you in round {coding_round.number}.")
    assignment.rater = by
    if lock:
        assignment.round = Round.objects.select_related("study").get(pk=coding_round.pk)
    return assignment


@step
def save_draft(
    *,
    by: Member,
    coding_round: Round,
    unit: int,
    content: CodingContent,
    revision: int,
    active_seconds: int | None = None,
) -> Draft:
    """Store the draft of a unit; raise StaleWrite unless `revision` is the stored one (0: no draft).

    `active_seconds` is the active time so far, which only the rater sees.
    """
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit, lock=True)
    require_open(assignment.round)
    require_not_final(assignment)
    check_content(assignment, content)
    draft = Draft.objects.filter(assignment=assignment).first()
    stored = draft.revision if draft else 0
    if stored != revision:
        raise StaleWrite(
            "This unit's draft was changed in another window. Compare both drafts and keep one.",
            current={"revision": stored, "draft": draft.content if draft else None},
        )
    if draft is None:
        draft = Draft(assignment=assignment, revision=0)
    draft.content = asdict(content) | ({} if active_seconds is None else {"active_seconds": active_seconds})
    draft.revision += 1
    draft.saved_at = now()
    draft.save()
    return draft


@step
def defer(*, by: Member, coding_round: Round, unit: int, later: bool) -> None:
    """Defer a unit, so that it comes after all others, or undo this. No other member sees it."""
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit, lock=True)
    require_open(assignment.round)
    Assignment.objects.filter(pk=assignment.pk).update(deferred_at=now() if later else None)


@step
def discard_draft(*, by: Member, coding_round: Round, unit: int) -> None:
    """Delete the rater's own draft of a unit."""
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit, lock=True)
    Draft.objects.filter(assignment=assignment).delete()


@dataclass(frozen=True, slots=True)
class Submission:
    """A coding, its content, and the number of the next unit to code."""

    coding: Coding
    content: CodingContent
    next_unit: int | None


def submit(**arguments: Any) -> Coding:
    """Submit a coding with the arguments of `submit_and_next`, and return only the coding."""
    return submit_and_next(**arguments).coding


@step
def submit_and_next(
    *,
    by: Member,
    coding_round: Round,
    unit: int,
    content: CodingContent,
    idempotency_key: str,
    reason: str = "",
    active_seconds: int | None = None,
    source: RatingSource | None = None,
) -> Submission:
    """Submit a coding, or a further version of it with a reason, and return it with the next unit.

    `source` is the file that it was entered from; None if it is submitted in Intercoder.

    A repeated `idempotency_key` returns the coding stored with it and stores nothing. Raise KeyReused if the content
    differs from that coding.
    """
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit, lock=True)
    coding_round = assignment.round
    versions = list(Coding.objects.filter(assignment=assignment).order_by("version"))
    if stored := next((coding for coding in versions if coding.idempotency_key == idempotency_key), None):
        stored_content = validated_content(stored, of_projects=coding_round.study.of_projects)
        if not is_same_content(stored_content, content) or stored.reason != reason.strip():
            raise KeyReused(
                "This Idempotency-Key belongs to a submission with other content. Send a new key with changed content."
            )
        return Submission(stored, stored_content, next_unit(by, coding_round, assignment.position))
    require_open(coding_round)
    require_not_final(assignment)
    check_content(assignment, content)
    check_complete(assignment, content)
    content = content.stated()
    last = versions[-1] if versions else None
    if last is not None and not reason.strip():
        raise NotReady("You have already submitted this unit. Give a reason to change your coding.")
    coding = store_coding(
        assignment,
        content,
        version=last.version + 1 if last else 1,
        key=idempotency_key,
        reason=reason.strip(),
        active_seconds=active_seconds,
        source=source,
    )
    following = next_unit(by, coding_round, assignment.position)
    if last is None and following is None:
        commit(by=by, coding_round=coding_round, last=coding)
    return Submission(coding, content, following)


def is_same_content(one: CodingContent, other: CodingContent) -> bool:
    """Return whether two contents differ in nothing but the order of their segments."""
    first, second = (
        asdict(content.stated())
        | {"segments": sorted(content.segments, key=lambda s: (s["start"], s["end"], s["code"]))}
        | {"unclear": sorted(content.unclear), "answered": None}
        for content in (one, other)
    )
    return first == second


def commit_when_complete(*, by: Member, coding_round: Round, last: Coding) -> None:
    """Store the rater's commitment if all units are submitted; `last` is the rater's last coding."""
    if not unsubmitted(by, coding_round).exists():
        commit(by=by, coding_round=coding_round, last=last)


def commit(*, by: Member, coding_round: Round, last: Coding) -> None:
    """Store the commitment of a rater to all codings up to `last`, if a unit was submitted since the last commitment.

    A member without an account makes no commitment, because another member enters the codings. One with an account
    makes it also if all codings come from a file: its absence would reveal that. It covers none of them.
    """
    if by.user_id is None and by.left_at is None:
        return
    previous = Commitment.objects.filter(round=coding_round, rater=by).last()
    first_versions = Coding.objects.filter(assignment__round=coding_round, assignment__rater=by, version=1)
    # Further versions make no commitment: it would tell the other members that the rater changed a coding.
    if previous is not None and not first_versions.filter(pk__gt=previous.last_coding_id).exists():
        return
    salt = secrets.token_hex(16)
    digest = commitment_digest(salt, canonical_codings(last))
    Commitment.objects.create(
        round=coding_round, rater=by, last_coding=last, salt=salt, sha256=digest, committed_at=now()
    )


def allowed_codes(rater: Member, coding_round: Round) -> set[int]:
    """Return the primary keys of the codes that a rater may use in this round."""
    codes = Code.objects.filter(study=coding_round.study_id, retired_at__isnull=True)
    if coding_round.style == Round.Style.OPEN:
        codes = codes.filter(owner=rater, round=coding_round)
    else:
        codes = codes.filter(owner__isnull=True)
    return set(codes.values_list("pk", flat=True))


def check_content(assignment: Assignment, content: CodingContent) -> None:
    """Raise BadInput for codes that the rater cannot use, and segments that do not match the document."""
    if len(set(content.codes)) != len(content.codes):
        raise BadInput("A unit cannot have the same code twice. Remove one.")
    if not assignment.round.multi_label and len(content.codes) > 1:
        raise BadInput("This round allows one code per unit. Remove the others.")
    if content.no_code_reason and content.codes:
        raise BadInput("A unit cannot have both codes and a no-code reason. Remove one of the two.")
    check_unclear(assignment.round, content)
    named = {*content.codes, *content.unclear, *content.answered}
    if named and named - allowed_codes(assignment.rater, assignment.round):
        raise BadInput("One of the codes cannot be used in this round: it is retired or not in your codebook.")
    text = assignment.unit.document.text if content.segments else ""
    seen = set()
    for segment in content.segments:
        start, end = segment["start"], segment["end"]
        if segment["code"] not in content.codes:
            raise BadInput("A segment needs one of the unit's codes. Choose the code first.")
        if not 0 <= start < end <= len(text) or text[start:end] != segment["quote"]:
            raise BadInput("The segment does not match the document. Reload the page and mark the segment again.")
        if (segment["code"], start, end) in seen:
            raise BadInput("This segment already has that code.")
        seen.add((segment["code"], start, end))


def check_unclear(coding_round: Round, content: CodingContent) -> None:
    """Raise BadInput for codes that are unclear and must not be, and for a whole project of which one cannot tell."""
    if not coding_round.study.of_projects:
        if content.unclear or content.answered:
            raise BadInput("Only the codes of a study of projects are answered one by one. Leave out the others.")
        return
    if len(set(content.unclear)) != len(content.unclear):
        raise BadInput("A code cannot be unclear twice. Remove one.")
    if set(content.codes) & set(content.unclear):
        raise BadInput("A code cannot be both given and unclear. Remove one of the two.")
    if content.no_code_reason == Coding.NoCodeReason.CANNOT_TELL:
        raise BadInput("In a study of projects, state “cannot tell” for each code of which you cannot tell.")


def require_not_final(assignment: Assignment) -> None:
    """Raise SuggestionShown if the rater has seen what the rules suggest for the unit."""
    if assignment.round.study.of_projects and suggestion_was_shown(assignment):
        raise SuggestionShown(
            f"You have seen what the rules suggest for unit {assignment.unit.number}, so your answer is final."
        )


def check_complete(assignment: Assignment, content: CodingContent) -> None:
    """Raise BadInput if the content lacks an answer: to the unit or, in a study of projects, to each code."""
    coding_round = assignment.round
    if coding_round.study.of_projects:
        answered = {*content.codes, *content.unclear, *content.answered}
        missing = Code.objects.filter(pk__in=allowed_codes(assignment.rater, coding_round) - answered)
        if labels := [f"“{code.label}”" for code in missing]:
            raise BadInput(f"Answer {join_words(labels)} before you submit: yes, no or cannot tell.")
    if not content.codes and not content.no_code_reason and not coding_round.multi_label:
        raise BadInput("Choose a code, “cannot tell” or “not applicable” before you submit.")
