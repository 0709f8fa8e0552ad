"""How units like this one were decided: help for the adjudicator, and a record that it was shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from coding.access.ratings import decisions
from coding.assist.similar_texts import nearest
from coding.audit.record import record
from coding.errors import BadInput
from coding.models import Decision, Disagreement, Member, Round
from coding.steps.adjudicate.decide import require_desk

COMPARED = 2_000  # decisions, the latest
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """A decided unit whose text is like that of the one in question."""

    decision: Decision
    similarity: float


@transaction.atomic
def decided_alike(*, by: Member, round: Round, unit: int) -> list[Alike]:
    """The decided units of the round whose texts are most like this one's; that they were shown is an event."""
    round = Round.objects.select_related("study").get(pk=round.pk)
    require_desk(by, round)
    found = Disagreement.objects.filter(round=round, unit__number=unit).select_related("unit__document").first()
    if found is None:
        raise BadInput(f"The raters do not disagree on unit {unit}.")
    decided = list(
        decisions(round)
        .exclude(unit=found.unit)
        .select_related("unit__document__advisory")
        .prefetch_related("code_rows__code")
        .order_by("-decided_at", "unit__number")[:COMPARED]
    )
    near = nearest(found.unit.document.text, [decision.unit.document.text for decision in decided], SHOWN)
    alike = [Alike(decided[place], similarity) for place, similarity in near]
    shown = [row.decision.unit.number for row in alike]
    record(study=round.study, kind="decided_alike", by=by, round=round, data={"unit": unit, "shown": shown})
    return alike
