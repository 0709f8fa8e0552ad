"""Append events to the audit trail, in the transaction of the step that records them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from coding.clock import now
from coding.locks import lock_members, lock_study
from coding.models import Event, EventKind, Member, Round, Study
from coding.models.event_kinds import EVENT_KINDS


def record(
    *,
    study: Study,
    kind: EventKind,
    by: Member | None,
    data: dict[str, Any] | None = None,
    coding_round: Round | None = None,
    rater_scope: Member | None = None,
) -> Event:
    """Append one event to the study's chain or, with `rater_scope`, to that rater's sealed chain."""
    if rater_scope is not None and not EVENT_KINDS[kind].sealed:
        raise ValueError(f"An event {kind} does not belong to a rater's own chain")
    # The lock keeps two writers from continuing the chain after the same event.
    if rater_scope is None:
        lock_study(study.pk)
        chain = Event.objects.filter(study=study, rater_scope__isnull=True)
    else:
        lock_members([rater_scope])
        chain = Event.objects.filter(round=coding_round, rater_scope=rater_scope)
    last = chain.order_by("-number").first()
    event = Event(
        study=study,
        round=coding_round,
        rater_scope=rater_scope,
        number=last.number + 1 if last else 1,
        kind=kind,
        actor=by,
        data=data or {},
        at=now(),
        previous_hash=last.hash if last else "",
    )
    event.hash = digest(event)
    event.save()
    return event


def digest(event: Event) -> str:
    """Return the SHA-256 of the event's content and the hash of the previous event, in hexadecimal."""
    content = {
        "study": event.study.slug,
        "round": event.round.number if event.round else None,
        "rater_scope": event.rater_scope.name if event.rater_scope else None,
        "number": event.number,
        "kind": event.kind,
        "actor": event.actor.name if event.actor else None,
        "data": event.data,
        "at": event.at.isoformat(),
        "previous": event.previous_hash,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
