"""Withdraw a decision. It stays on record, and the decision that it replaced becomes current again."""

from __future__ import annotations

from typing import Any

from advisories.platform.transactions import step
from coding.access.adjudication import require_adjudicator
from coding.access.records import decisions
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotAllowed
from coding.locks import lock_round
from coding.models import Decision, EventKind, Member, Round
from coding.steps.adjudicate.checks import labels_of, require_current, unclear_data, withdraw_current
from coding.steps.adjudicate.disagreements import disagreement_on, insert_decisions
from coding.steps.adjudicate.discuss import decide_if_unanimous
from coding.steps.adjudicate.merges import require_not_merged, resolve_unit


@step
def withdraw(*, by: Member, coding_round: Round, unit: int, version: int | None = None) -> Decision | None:
    """Withdraw the current decision on a unit; return the decision that is current then, or None.

    Raise StaleWrite if `version` is given and is not the current version of the disagreement.
    """
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    require_adjudicator(by, coding_round)
    disagreement = disagreement_on(coding_round, unit)
    current = None
    if disagreement is not None:
        current = decisions(coding_round).filter(unit=disagreement.unit).first()
        require_current(disagreement, current, version)
    if disagreement is None or current is None:
        raise BadInput(f"Unit {unit} has no decision to withdraw.")
    require_not_merged(current)
    if current.decided_by_id != by.pk and not by.is_lead:
        raise NotAllowed("Only the member who decided or the lead can withdraw a decision.")
    replaced = replaced_by(current)
    withdraw_current(coding_round, disagreement.unit, now())
    codes = tuple(row.code_id for row in replaced.code_rows.all()) if replaced else ()
    unclear = tuple(row.code_id for row in replaced.unclear_rows.all()) if replaced else ()
    data: dict[str, Any] = {"unit": unit}
    if replaced:
        data |= {"again": labels_of(codes), "no_code_reason": replaced.no_code_reason, **unclear_data(unclear)}
    resolved = resolve_unit(disagreement) if replaced is None else None
    if resolved is not None:
        data["resolved"] = resolved.reason
    record(study=coding_round.study, kind=EventKind.DECISION_WITHDRAWN, by=by, coding_round=coding_round, data=data)
    if replaced is not None:
        restored = Decision(
            round=coding_round,
            unit=disagreement.unit,
            no_code_reason=replaced.no_code_reason,
            method=replaced.method,
            reason=replaced.reason,
            decided_by=replaced.decided_by,
            decided_at=replaced.decided_at,
        )
        insert_decisions([(restored, codes, unclear)])
        return restored
    if resolved is not None or current.decided_by_id is None:
        return resolved
    return decide_if_unanimous(disagreement)


def replaced_by(decision: Decision) -> Decision | None:
    """Return the decision that this one replaced, or None."""
    if decision.decided_by_id is None:
        return None
    earlier = Decision.objects.filter(round=decision.round_id, unit=decision.unit_id, pk__lt=decision.pk)
    return earlier.filter(withdrawn_at=decision.decided_at).order_by("-pk").first()
