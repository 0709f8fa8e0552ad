"""Stores codings. No other module creates one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from coding.audit.record import record
from coding.clock import now
from coding.models import Assignment, Code, Coding, CodingCode, CodingUnclear, Draft, EventKind, RatingSource, Segment
from coding.statistics.disagreement import no_code_reason_of


@dataclass(frozen=True)
class CodingContent:
    """Content of a draft or a coding. A segment is {"code", "start", "end", "quote"}.

    In a study of projects, a code is yes in `codes`, cannot tell in `unclear`, and no in `answered` alone.
    """

    codes: list[int] = field(default_factory=list)
    memo: str = ""
    certainty: str = ""
    segments: list[dict[str, Any]] = field(default_factory=list)
    no_code_reason: str = ""  # cannot_tell or not_applicable, instead of codes
    flagged_for_discussion: bool = False
    unclear: list[int] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)  # of a draft and of a submission; not stored with a coding

    def stated(self) -> CodingContent:
        """Return the content as it is stored: “not applicable” if it has neither codes nor a no-code reason."""
        return replace(self, no_code_reason=no_code_reason_of(self.codes, self.no_code_reason))


def validated_content(coding: Coding, *, of_projects: bool) -> CodingContent:
    """Return the content of a stored coding, which was validated before it was stored.

    Only a coding in a study of projects can have unclear codes.
    """
    codes = [row.code_id for row in coding.code_rows.all()]
    return CodingContent(
        codes=codes,
        memo=coding.memo,
        certainty=coding.certainty,
        segments=[{"code": s.code_id, "start": s.start, "end": s.end, "quote": s.quote} for s in coding.segments.all()],
        no_code_reason=no_code_reason_of(codes, coding.no_code_reason),
        flagged_for_discussion=coding.flagged_for_discussion,
        unclear=[row.code_id for row in coding.unclear_rows.all()] if of_projects else [],
    )


def store_coding(
    assignment: Assignment,
    content: CodingContent,
    *,
    version: int,
    key: str,
    reason: str = "",
    active_seconds: int | None = None,
    coded_at: datetime | None = None,
    source: RatingSource | None = None,
) -> Coding:
    """Store validated content as this version of a coding, and record its digest in a sealed event.

    `source` is the file that it was entered from; None if it is submitted in Intercoder.
    """
    content = content.stated()
    coding = Coding.objects.create(
        assignment=assignment,
        version=version,
        memo=content.memo,
        certainty=content.certainty,
        no_code_reason=content.no_code_reason,
        flagged_for_discussion=content.flagged_for_discussion,
        reason=reason,
        idempotency_key=key,
        active_seconds=active_seconds,
        submitted_at=now(),
        coded_at=coded_at,
        source=source,
    )
    if content.codes:
        CodingCode.objects.bulk_create([CodingCode(coding=coding, code_id=code) for code in content.codes])
    if content.unclear:
        CodingUnclear.objects.bulk_create(CodingUnclear(coding=coding, code_id=code) for code in content.unclear)
    if content.segments:
        Segment.objects.bulk_create(
            Segment(coding=coding, code_id=s["code"], start=s["start"], end=s["end"], quote=s["quote"])
            for s in content.segments
        )
    Draft.objects.filter(assignment=assignment).delete()
    record(
        study=assignment.round.study,
        kind=EventKind.CODING_SUBMITTED,
        by=assignment.rater,
        coding_round=assignment.round,
        rater_scope=assignment.rater,
        data={"unit": assignment.unit.number, "version": version, "sha256": digest(content)},
    )
    return coding


def digest(content: CodingContent) -> str:
    """Return the SHA-256 of the content as canonical JSON with its codes by label, in hexadecimal."""
    ids = [*content.codes, *content.unclear]
    labels = dict(Code.objects.filter(pk__in=ids).values_list("pk", "label")) if ids else {}
    values = asdict(content) | {"codes": [labels[code] for code in content.codes]}
    del values["answered"], values["unclear"]
    if content.unclear:  # elsewhere the JSON is that of codings without it
        values["unclear"] = [labels[code] for code in content.unclear]
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
