"""Commitments: salted hashes of a rater's completed codings, checked after closing.

A release has all that is needed to repeat the check: SHA-256 over the salt and then the codings, both in UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from coding.access.seal import require_unsealed
from coding.models import Coding, Commitment, Round

BATCH: Final = 1_000  # codings in memory at a time


def commitment_digest(salt: str, codings: str) -> str:
    """Return the SHA-256 of salt and codings, in hexadecimal."""
    return hashlib.sha256((salt + codings).encode()).hexdigest()


def canonical_codings(last: Coding) -> str:
    """Return the rater's codings up to `last` as canonical JSON, with one entry per unit.

    An entry is [unit, version, code ids, no-code reason, certainty, flag, memo, [[code id, start, end, quote]]].
    Codes are named by id, because renaming a code must not change the text.
    """
    assignment = last.assignment
    versions = (
        Coding.objects.filter(
            assignment__round=assignment.round_id, assignment__rater=assignment.rater_id, pk__lte=last.pk
        )
        .select_related("assignment__unit")
        .prefetch_related("code_rows", "segments")
        .order_by("assignment__unit__number", "version")
    )
    by_unit = groupby(versions.iterator(chunk_size=BATCH), key=lambda coding: coding.assignment.unit.number)
    return f"[{','.join(_entry(unit, deque(codings, maxlen=1)[0]) for unit, codings in by_unit)}]"


def _entry(unit: int, coding: Coding) -> str:
    """Return the canonical JSON of one coding."""
    values = [
        unit,
        coding.version,
        [row.code_id for row in coding.code_rows.all()],
        coding.no_code_reason,
        coding.certainty,
        coding.flagged_for_discussion,
        coding.memo,
        [[s.code_id, s.start, s.end, s.quote] for s in coding.segments.all()],
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def revealed_commitments(coding_round: Round) -> Iterator[tuple[Commitment, str, bool]]:
    """Yield each commitment, the codings stored now, and whether they match; raise Sealed before closing."""
    require_unsealed(coding_round)
    for row in Commitment.objects.filter(round=coding_round).select_related("rater", "last_coding__assignment"):
        codings = canonical_codings(row.last_coding)
        yield row, codings, commitment_digest(row.salt, codings) == row.sha256
