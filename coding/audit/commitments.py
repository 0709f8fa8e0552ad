"""What binds a rater to a finished sheet: the sheet as text, its salted digest, and the check after closing.

Anybody can repeat it from a release: SHA-256 over the salt and then the sheet, both in UTF-8.
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

AT_ONCE: Final = 1_000  # codings that are in memory together


def commitment_digest(salt: str, sheet: str) -> str:
    """The digest, in hexadecimal."""
    return hashlib.sha256((salt + sheet).encode()).hexdigest()


def sheet_of(last: Coding) -> str:
    """A rater's whole sheet as it stood when `last` was submitted: canonical JSON, one entry a unit.

    An entry is [unit, version, code ids, uncoded, certainty, discuss, memo, [[code id, start, end, quote]]].
    Codes stand there by id, which no renaming changes.
    """
    assignment = last.assignment
    found = (
        Coding.objects.filter(
            assignment__round=assignment.round_id, assignment__rater=assignment.rater_id, pk__lte=last.pk
        )
        .select_related("assignment__unit")
        .prefetch_related("code_rows", "segments")
        .order_by("assignment__unit__number", "version")
    )
    versions = groupby(found.iterator(chunk_size=AT_ONCE), key=lambda coding: coding.assignment.unit.number)
    return f"[{','.join(_entry(unit, deque(codings, maxlen=1)[0]) for unit, codings in versions)}]"


def _entry(unit: int, coding: Coding) -> str:
    said = [
        unit,
        coding.version,
        [row.code_id for row in coding.code_rows.all()],
        coding.no_code_reason,
        coding.certainty,
        coding.flagged_for_discussion,
        coding.memo,
        [[s.code_id, s.start, s.end, s.quote] for s in coding.segments.all()],
    ]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def revealed_commitments(coding_round: Round) -> Iterator[tuple[Commitment, str, bool]]:
    """Each commitment, the sheet as the database gives it now, and whether the two agree. Refused while sealed."""
    require_unsealed(coding_round)
    for row in Commitment.objects.filter(round=coding_round).select_related("rater", "last_coding__assignment"):
        sheet = sheet_of(row.last_coding)
        yield row, sheet, commitment_digest(row.salt, sheet) == row.sha256
