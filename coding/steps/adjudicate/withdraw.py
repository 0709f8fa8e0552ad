"""Undoing a decision: it stays on record, and what it had replaced stands again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from coding.access.adjudication import require_adjudicator
from coding.access.records import decisions
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotAllowed
from coding.models import Decision, Disagreement, EventKind, Member, Round
from coding.steps.adjudicate.checks import labels_of, require_current, withdraw_current
from coding.steps.adjudicate.disagreements import insert_decisions
from coding.steps.adjudicate.discuss import decide_if_unanimous
from coding.steps.adjudicate.merges import require_not_merged, resolve_unit


@transaction.atomic
def withdraw(*, by: Member, coding_round: Round, unit: int, version: int | None = None) -> Decision | None:
    """Undo the decision that stands on a disagreement, seen at this `version`; the decision that stands then."""
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    require_adjudicator(by, coding_round)
    found = Disagreement.objects.filter(round=coding_round, unit__number=unit).select_related("unit", "round").first()
    standing = decisions(coding_round).filter(unit=found.unit).first() if found else None
    if found is not None:
        require_current(found, standing, version)
    if found is None or standing is None:
        raise BadInput(f"There is no decision on unit {unit} that could be withdrawn.")
    require_not_merged(standing)
    if standing.decided_by_id != by.pk and not by.is_lead:
        raise NotAllowed("Only who decided, or the lead, can withdraw a decision.")
    before = replaced_by(standing)
    withdraw_current(coding_round, found.unit, now())
    codes = tuple(row.code_id for row in before.code_rows.all()) if before else ()
    data: dict[str, Any] = {"unit": unit} | ({"again": labels_of(codes)} if before else {})
    resolved = resolve_unit(found) if before is None else None
    if resolved is not None:
        data["resolved"] = resolved.reason
    record(study=coding_round.study, kind=EventKind.DECISION_WITHDRAWN, by=by, coding_round=coding_round, data=data)
    if before is not None:
        again = Decision(round=coding_round, unit=found.unit, method=before.method, reason=before.reason)
        again.decided_by, again.decided_at = before.decided_by, before.decided_at
        insert_decisions([(again, codes)])
        return again
    if resolved is not None or standing.decided_by_id is None:
        return resolved
    return decide_if_unanimous(found)


def replaced_by(decision: Decision) -> Decision | None:
    """The decision in whose place somebody put this one."""
    if decision.decided_by_id is None:
        return None
    earlier = Decision.objects.filter(round=decision.round_id, unit=decision.unit_id, pk__lt=decision.pk)
    return earlier.filter(withdrawn_at=decision.decided_at).order_by("-pk").first()
