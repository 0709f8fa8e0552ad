"""Commitments: salted hashes of a rater's completed codings, checked after closing, and what they do not cover.

A release has all that is needed to repeat the check: SHA-256 over the salt and then the codings, both in UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from coding.access.ratings import first_ratings
from coding.access.seal import require_unsealed
from coding.models import Coding, Commitment, Round

BATCH: Final = 1_000  # codings in memory at a time
NO_CODINGS: Final = "[]"


def commitment_digest(salt: str, codings: str) -> str:
    """Return the SHA-256 of salt and codings, in hexadecimal."""
    return hashlib.sha256((salt + codings).encode()).hexdigest()


def canonical_codings(last: Coding, *, entered: bool = False) -> str:
    """Return the rater's codings up to `last` as canonical JSON, with one entry per unit coded in Intercoder.

    With `entered`, also units whose codings were entered from a file, which commitments covered before sources were
    stored.

    An entry is [unit, version, code ids, no-code reason, certainty, flag, memo, [[code id, start, end, quote]]]. It
    ends with the ids of the codes of which the rater cannot tell, if there are any. Codes are named by id, because
    renaming a code must not change the text.
    """
    assignment = last.assignment
    of_projects = assignment.round.study.of_projects
    all_codings = Coding.objects.filter(
        assignment__round=assignment.round_id, assignment__rater=assignment.rater_id, pk__lte=last.pk
    )
    versions = (
        (all_codings if entered else coded_in_intercoder(all_codings))
        .select_related("assignment__unit")
        .prefetch_related("code_rows", "segments", *(["unclear_rows"] if of_projects else []))
        .order_by("assignment__unit__number", "version")
    )
    by_unit = groupby(versions.iterator(chunk_size=BATCH), key=lambda coding: coding.assignment.unit.number)
    return f"[{','.join(_entry(unit, deque(codings, maxlen=1)[0], of_projects) for unit, codings in by_unit)}]"


def coded_in_intercoder(codings: QuerySet[Coding]) -> QuerySet[Coding]:
    """Return the codings of units that were not entered from a file in any version."""
    entered = Coding.objects.filter(assignment=OuterRef("assignment"), source__isnull=False)
    return codings.filter(~Exists(entered))


def _entry(unit: int, coding: Coding, of_projects: bool) -> str:
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
    if of_projects and (unclear := [row.code_id for row in coding.unclear_rows.all()]):
        values.append(unclear)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class RevealedCommitment:
    """A commitment after closing, with the codings stored now."""

    commitment: Commitment
    codings: str
    unchanged: bool  # whether the codings still have the hash of the commitment
    not_covered: list[int]  # units whose coding that counts was submitted later


def revealed_commitments(coding_round: Round) -> Iterator[RevealedCommitment]:
    """Yield the commitments in the order in which they were made; raise Sealed before closing.

    One that covers no coding made in Intercoder says nothing and is left out.
    """
    require_unsealed(coding_round)
    for row in Commitment.objects.filter(round=coding_round).select_related(
        "rater", "last_coding__assignment__round__study"
    ):
        codings = canonical_codings(row.last_coding)
        if codings == NO_CODINGS:
            continue
        unchanged = commitment_digest(row.salt, codings) == row.sha256
        if not unchanged:
            with_entered = canonical_codings(row.last_coding, entered=True)
            if unchanged := commitment_digest(row.salt, with_entered) == row.sha256:
                codings = with_entered
        yield RevealedCommitment(row, codings, unchanged, units_not_covered(row))


def units_not_covered(commitment: Commitment) -> list[int]:
    """Return the units whose coding that counts was submitted after the commitment, in order."""
    own = coded_in_intercoder(first_ratings(commitment.round)).filter(assignment__rater=commitment.rater_id)
    return list(own.filter(pk__gt=commitment.last_coding_id).values_list("assignment__unit__number", flat=True))


def codings_without_commitment(coding_round: Round) -> int:
    """Return how many codings made in Intercoder are covered by no commitment; raise Sealed before closing."""
    last = Commitment.objects.filter(round=coding_round, rater=OuterRef("assignment__rater"))
    covered = Exists(last.filter(last_coding__gte=OuterRef("pk")))
    return coded_in_intercoder(first_ratings(coding_round)).exclude(covered).count()
