"""Units with similar texts: a rater's own codings for consistency, and decisions as precedents.

A rater sees similar units only after submitting the unit, and each exposure is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from advisories.platform.transactions import step
from coding.access.adjudication import require_adjudicator
from coding.access.ratings import own_current_codings
from coding.access.records import decisions
from coding.access.seal import require_open
from coding.assist.similar_texts import nearest
from coding.audit.record import record
from coding.clock import now
from coding.errors import NotReady
from coding.models import Coding, Decision, EventKind, Exposure, Member, Round
from coding.steps.adjudicate.disagreements import require_disagreement
from coding.steps.code.submit import assignment_of

MAX_COMPARED = 2_000  # latest submitted units or decisions
MAX_SHOWN = 5
MIN_SIMILARITY = 0.2  # of the rater's own units that are shown

Record = TypeVar("Record", Coding, Decision)


@dataclass(frozen=True, slots=True)
class SimilarUnit(Generic[Record]):
    """A coding or a decision, and how similar the text of its unit is to the given one (0 to 1)."""

    record: Record
    similarity: float


@step
def similar_own_units(*, by: Member, coding_round: Round, unit: int) -> list[SimilarUnit[Coding]]:
    """Return the rater's own submitted units most similar to this one, and record an exposure."""
    require_open(coding_round)
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit)
    own = own_current_codings(by, coding_round)
    if not own.filter(assignment=assignment).exists():
        raise NotReady("Submit the unit first. Similar units are shown only after your own coding.")
    others = own.exclude(assignment=assignment).select_related("assignment__unit__document")
    codings = list(others.prefetch_related("code_rows").order_by("-submitted_at", "-pk")[:MAX_COMPARED])
    texts = [coding.assignment.unit.document.text for coding in codings]
    similar = [
        SimilarUnit(codings[index], similarity)
        for index, similarity in nearest(assignment.unit.document.text, texts, MAX_SHOWN)
        if similarity >= MIN_SIMILARITY
    ]
    if similar:
        Exposure.objects.create(
            assignment=assignment, shown_units=[row.record.assignment.unit.number for row in similar], shown_at=now()
        )
    return similar


@step
def similar_decisions(*, by: Member, coding_round: Round, unit: int) -> list[SimilarUnit[Decision]]:
    """Return the decisions on the units of the round most similar to this one, and record an event."""
    coding_round = Round.objects.select_related("study").get(pk=coding_round.pk)
    require_adjudicator(by, coding_round)
    disagreement = require_disagreement(coding_round, unit)
    decided = list(
        decisions(coding_round)
        .exclude(unit=disagreement.unit)
        .select_related("unit__document")
        .prefetch_related("code_rows__code")
        .order_by("-decided_at", "unit__number")[:MAX_COMPARED]
    )
    texts = [decision.unit.document.text for decision in decided]
    similar = [
        SimilarUnit(decided[index], similarity)
        for index, similarity in nearest(disagreement.unit.document.text, texts, MAX_SHOWN)
    ]
    shown = [row.record.unit.number for row in similar]
    record(
        study=coding_round.study,
        kind=EventKind.SIMILAR_DECISIONS_SHOWN,
        by=by,
        coding_round=coding_round,
        data={"unit": unit, "shown": shown},
    )
    return similar
