"""Units whose texts are similar: help with one's own consistency, and precedents for the adjudicator.

Help must not come before one's own answer, and that it was shown is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import transaction

from coding.access.adjudication import require_adjudicator
from coding.access.ratings import own_current_codings
from coding.access.records import decisions
from coding.access.seal import require_open
from coding.assist.similar_texts import nearest
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady
from coding.models import Coding, Decision, Disagreement, EventKind, Exposure, Member, Round
from coding.steps.code.submit import assignment_of

COMPARED = 2_000  # the latest submitted units, or decisions
SHOWN = 5
ALIKE = 0.2  # smallest cosine of one's own units that are shown

Record = TypeVar("Record", Coding, Decision)


@dataclass(frozen=True, slots=True)
class SimilarUnit(Generic[Record]):
    """A coding or a decision, and how similar the text of its unit is to the given one (0 to 1)."""

    record: Record
    similarity: float


@transaction.atomic
def similar_own_units(*, by: Member, coding_round: Round, unit: int) -> list[SimilarUnit[Coding]]:
    """Return the rater's own submitted units most similar to this submitted one, and record an exposure."""
    require_open(coding_round)
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit)
    own = own_current_codings(by, coding_round)
    if not own.filter(assignment=assignment).exists():
        raise NotReady("Submit the unit first: help must not come before your own answer.")
    others = own.exclude(assignment=assignment).select_related("assignment__unit__document")
    codings = list(others.prefetch_related("code_rows").order_by("-submitted_at", "-pk")[:COMPARED])
    texts = [coding.assignment.unit.document.text for coding in codings]
    alike = [
        SimilarUnit(codings[index], similarity)
        for index, similarity in nearest(assignment.unit.document.text, texts, SHOWN)
        if similarity >= ALIKE
    ]
    if alike:
        Exposure.objects.create(
            assignment=assignment, shown_units=[row.record.assignment.unit.number for row in alike], shown_at=now()
        )
    return alike


@transaction.atomic
def similar_decisions(*, by: Member, coding_round: Round, unit: int) -> list[SimilarUnit[Decision]]:
    """Return the decided units of the round most similar to this one, and record that they were shown."""
    coding_round = Round.objects.select_related("study").get(pk=coding_round.pk)
    require_adjudicator(by, coding_round)
    disagreement = (
        Disagreement.objects.filter(round=coding_round, unit__number=unit).select_related("unit__document").first()
    )
    if disagreement is None:
        raise BadInput(f"The raters do not disagree on unit {unit}.")
    decided = list(
        decisions(coding_round)
        .exclude(unit=disagreement.unit)
        .select_related("unit__document__advisory")
        .prefetch_related("code_rows__code")
        .order_by("-decided_at", "unit__number")[:COMPARED]
    )
    near = nearest(disagreement.unit.document.text, [decision.unit.document.text for decision in decided], SHOWN)
    alike = [SimilarUnit(decided[index], similarity) for index, similarity in near]
    shown = [row.record.unit.number for row in alike]
    record(
        study=coding_round.study,
        kind=EventKind.SIMILAR_DECISIONS_SHOWN,
        by=by,
        coding_round=coding_round,
        data={"unit": unit, "shown": shown},
    )
    return alike
