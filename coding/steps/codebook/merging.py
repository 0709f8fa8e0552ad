"""Merge shared codes."""

from __future__ import annotations

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, RoundState
from coding.locks import lock_closed_rounds, lock_codes
from coding.models import Code, EventKind, Member, Round
from coding.steps.adjudicate.merges import resolve_by_merge
from coding.steps.codebook.codes import ancestors
from coding.steps.codebook.order import leave_order


@step
def merge_shared(*, by: Member, code: Code, into: int, reason: str) -> Code:
    """Merge a shared code into another, and decide the disagreements of closed rounds that this resolves.

    `change_code(retired=False)` undoes the merge.
    """
    require_role(by, "lead")
    rounds = lock_closed_rounds(by.study_id)
    if Round.objects.filter(study=by.study_id, state=Round.State.OPEN).exclude(style=Round.Style.OPEN).exists():
        raise RoundState("Raters are coding with these codes. Close the round before you merge them.")
    if not reason.strip():
        raise BadInput("A reason is required. Explain why the two codes mean the same.")
    shared = Code.objects.filter(study=by.study_id, owner__isnull=True, retired_at__isnull=True)
    locked = {row.pk: row for row in lock_codes(shared.filter(pk__in=[code.pk, into]))}
    merged, other = locked.get(code.pk), locked.get(into)
    if merged is None or other is None or merged.pk == other.pk:
        raise BadInput("Choose two different shared codes that are in use.")
    if merged.pk in ancestors(other, Code.objects.filter(study=by.study_id, owner__isnull=True)):
        raise BadInput(f"“{other.label}” is a descendant of “{merged.label}”. Move it first.")
    merged.retired_at, merged.merged_into = now(), other
    leave_order(merged)
    merged.save(update_fields=["retired_at", "merged_into", "rank", "score"])
    merged.children.update(parent=other)
    resolved = resolve_by_merge(rounds=rounds, code=merged, reason=reason.strip())
    data = {"id": merged.pk, "label": merged.label, "into": other.label, "reason": reason.strip(), "resolved": resolved}
    record(study=by.study, kind=EventKind.CODES_MERGED, by=by, data=data)
    return merged
