"""Help for one's own consistency: units of one's own that read alike, after the unit is submitted, on record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from coding.access.ratings import own_submitted, require_open
from coding.assist.similar_texts import nearest
from coding.clock import now
from coding.errors import NotReady
from coding.models import Coding, Exposure, Member, Round
from coding.steps.code.submit import assignment_of

COMPARED = 2_000  # of one's submitted units, the latest
SHOWN = 5
ALIKE = 0.2  # cosine from which on two texts are worth a look


@dataclass(frozen=True, slots=True)
class Alike:
    """One of the rater's own submitted answers, and how much its unit reads like the one at hand (0 to 1)."""

    coding: Coding
    similarity: float


@transaction.atomic
def compare(*, by: Member, round: Round, unit: int) -> list[Alike]:
    """The rater's own submitted units most like this one, which must be submitted. What is shown is recorded."""
    require_open(round)
    assignment = assignment_of(by=by, round=round, unit=unit)
    own = own_submitted(by, round)
    if not own.filter(assignment=assignment).exists():
        raise NotReady("Submit the unit first: help must not come before your own answer.")
    found = own.exclude(assignment=assignment).select_related("assignment__unit__document")
    others = list(found.prefetch_related("code_rows").order_by("-submitted_at", "-pk")[:COMPARED])
    texts = [coding.assignment.unit.document.text for coding in others]
    alike = [
        Alike(others[place], similarity)
        for place, similarity in nearest(assignment.unit.document.text, texts, SHOWN)
        if similarity >= ALIKE
    ]
    if alike:
        Exposure.objects.create(
            assignment=assignment, shown=[row.coding.assignment.unit.number for row in alike], shown_at=now()
        )
    return alike
