"""Writes a submitted answer down: the one place where a coding comes into being."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from coding.audit.record import record
from coding.clock import now
from coding.models import Assignment, Code, Coding, CodingCode, Draft, EventKind, Segment


@dataclass(frozen=True)
class CodingContent:
    """What a rater says of a unit. A segment is {"code", "start", "end", "quote"}."""

    codes: list[int] = field(default_factory=list)
    memo: str = ""
    certainty: str = ""
    segments: list[dict[str, Any]] = field(default_factory=list)
    no_code_reason: str = ""  # cannot_tell or not_applicable, in the place of codes
    flagged_for_discussion: bool = False


def validated_content(coding: Coding) -> CodingContent:
    """A submitted answer as it was given."""
    return CodingContent(
        codes=[row.code_id for row in coding.code_rows.all()],
        memo=coding.memo,
        certainty=coding.certainty,
        segments=[{"code": s.code_id, "start": s.start, "end": s.end, "quote": s.quote} for s in coding.segments.all()],
        no_code_reason=coding.no_code_reason,
        flagged_for_discussion=coding.flagged_for_discussion,
    )


def store_coding(
    assignment: Assignment,
    answer: CodingContent,
    *,
    version: int,
    key: str,
    reason: str = "",
    active_seconds: int | None = None,
    coded_at: datetime | None = None,
) -> Coding:
    """Store an answer that was checked, as this version; its digest goes into the rater's chain of events."""
    coding = Coding.objects.create(
        assignment=assignment,
        version=version,
        memo=answer.memo,
        certainty=answer.certainty,
        no_code_reason=answer.no_code_reason,
        flagged_for_discussion=answer.flagged_for_discussion,
        reason=reason,
        idempotency_key=key,
        active_seconds=active_seconds,
        submitted_at=now(),
        coded_at=coded_at,
    )
    if answer.codes:
        CodingCode.objects.bulk_create([CodingCode(coding=coding, code_id=code) for code in answer.codes])
    if answer.segments:
        Segment.objects.bulk_create(
            Segment(coding=coding, code_id=s["code"], start=s["start"], end=s["end"], quote=s["quote"])
            for s in answer.segments
        )
    Draft.objects.filter(assignment=assignment).delete()
    record(
        study=assignment.round.study,
        kind=EventKind.CODING_SUBMITTED,
        by=assignment.rater,
        coding_round=assignment.round,
        rater_scope=assignment.rater,
        data={"unit": assignment.unit.number, "version": version, "sha256": digest(answer)},
    )
    return coding


def digest(answer: CodingContent) -> str:
    """SHA-256 of an answer with its codes by label, so that the rater's chain of events pins what was submitted."""
    found = dict(Code.objects.filter(pk__in=answer.codes).values_list("pk", "label")) if answer.codes else {}
    content = asdict(answer) | {"codes": [found[code] for code in answer.codes]}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
