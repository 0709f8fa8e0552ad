"""A rater's answer: kept as a draft, submitted once, immutable from then on."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from coding.clock import now
from coding.commitment import bound, sheet_of
from coding.errors import BadInput, NotAllowed, NotReady, RoundState, StaleWrite
from coding.models import Assignment, Code, Coding, CodingCode, Commitment, Draft, Member, Round, Segment
from coding.steps.history import record


@dataclass(frozen=True)
class Answer:
    """What a rater says of a unit. A segment is {"code", "start", "end", "quote"}."""

    codes: list[int] = field(default_factory=list)
    memo: str = ""
    certainty: str = ""
    segments: list[dict[str, Any]] = field(default_factory=list)
    uncoded: str = ""  # cannot_tell or not_applicable, in the place of codes
    discuss: bool = False


def assignment_of(*, by: Member, round: Round, unit: int) -> Assignment:
    """The rater's assignment of this unit, or a refusal."""
    found = (
        Assignment.objects.select_related("unit__document", "round", "rater")
        .filter(round=round, rater=by, unit__number=unit)
        .first()
    )
    if found is None:
        raise NotAllowed(f"Unit {unit} is not assigned to you in round {round.number}.")
    return found


@transaction.atomic
def save_draft(*, by: Member, round: Round, unit: int, answer: Answer, revision: int) -> Draft:
    """Keep an unfinished answer that was based on draft `revision` (0: there was none)."""
    assignment = assignment_of(by=by, round=round, unit=unit)
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
    draft.content = asdict(answer)
    draft.revision += 1
    draft.saved_at = now()
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, by: Member, round: Round, unit: int) -> None:
    """Throw one's own draft away."""
    Draft.objects.filter(assignment=assignment_of(by=by, round=round, unit=unit)).delete()


@transaction.atomic
def submit(*, by: Member, round: Round, unit: int, answer: Answer, idempotency_key: str, reason: str = "") -> Coding:
    """Submit an answer. The same key again is the same submit; another one is a new version with a reason."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    assignment = assignment_of(by=by, round=round, unit=unit)
    if again := Coding.objects.filter(assignment=assignment, idempotency_key=idempotency_key).first():
        return again
    require_open(round)
    check_answer(assignment, answer)
    check_complete(round, answer)
    last = Coding.objects.filter(assignment=assignment).order_by("version").last()
    if last is not None and not reason.strip():
        raise NotReady("You have submitted this unit. To change your answer, give the reason.")
    coding = Coding.objects.create(
        assignment=assignment,
        version=last.version + 1 if last else 1,
        memo=answer.memo,
        certainty=answer.certainty,
        uncoded=answer.uncoded,
        discuss=answer.discuss,
        reason=reason.strip(),
        idempotency_key=idempotency_key,
        submitted_at=now(),
    )
    CodingCode.objects.bulk_create(CodingCode(coding=coding, code_id=code) for code in answer.codes)
    Segment.objects.bulk_create(
        Segment(coding=coding, code_id=s["code"], start=s["start"], end=s["end"], quote=s["quote"])
        for s in answer.segments
    )
    Draft.objects.filter(assignment=assignment).delete()
    record(
        study=round.study,
        kind="coding_submitted",
        by=by,
        round=round,
        seat=by,
        data={"unit": unit, "version": coding.version, "sha256": answer_digest(answer, labels(answer.codes))},
    )
    if last is None:
        commit_if_finished(by=by, round=round, last=coding)
    return coding


def commit_if_finished(*, by: Member, round: Round, last: Coding) -> None:
    """Bind the rater to the sheet once its last unit is submitted; later versions leave the commitment alone.

    A member without an account commits to nothing: somebody else enters what they said elsewhere.
    """
    if by.user_id is None or Assignment.objects.filter(round=round, rater=by, codings__isnull=True).exists():
        return
    salt = secrets.token_hex(16)
    digest = bound(salt, sheet_of(last))
    Commitment.objects.create(round=round, rater=by, last=last, salt=salt, sha256=digest, made_at=now())


def require_open(round: Round) -> None:
    if round.state != Round.State.OPEN:
        raise RoundState(f"Round {round.number} is {round.state}; coding is possible while it is open.")


def allowed_codes(assignment: Assignment) -> set[int]:
    """The codes a rater may use in this round."""
    codes = Code.objects.filter(study=assignment.round.study_id, retired_at__isnull=True)
    if assignment.round.style == Round.Style.OPEN:
        codes = codes.filter(owner=assignment.rater_id, round=assignment.round_id)
    else:
        codes = codes.filter(owner__isnull=True)
    return set(codes.values_list("pk", flat=True))


def check_answer(assignment: Assignment, answer: Answer) -> None:
    """Refuse codes that are not the rater's to use, and segments whose words are not the document's."""
    if len(set(answer.codes)) != len(answer.codes):
        raise BadInput("A code can be given to a unit once.")
    if not assignment.round.several_codes and len(answer.codes) > 1:
        raise BadInput("This round takes one code a unit. Take one away.")
    if answer.uncoded and answer.codes:
        raise BadInput("An answer has codes, or says why it has none. Take one of the two away.")
    if answer.codes and set(answer.codes) - allowed_codes(assignment):
        raise BadInput("One of the codes cannot be used in this round: it is retired or not in your codebook.")
    text = assignment.unit.document.text
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


def check_complete(round: Round, answer: Answer) -> None:
    if not answer.codes and not answer.uncoded and not round.several_codes:
        raise BadInput("Choose a code before you submit, or say that you cannot tell or that none is applicable.")


def labels(codes: list[int]) -> list[str]:
    found = dict(Code.objects.filter(pk__in=codes).values_list("pk", "label"))
    return [found[code] for code in codes]


def answer_digest(answer: Answer, labels: list[str]) -> str:
    """SHA-256 of an answer, so that the rater's chain of events pins what was submitted."""
    content = asdict(answer) | {"codes": labels}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
