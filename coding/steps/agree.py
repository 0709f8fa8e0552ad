"""Close a round: its codings are unsealed for all members, and agreement can be computed."""

from __future__ import annotations

from typing import Any

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.access.seal import progress
from coding.audit.commitments import codings_without_commitment, revealed_commitments
from coding.audit.record import record
from coding.clock import now
from coding.errors import NotReady, RoundState
from coding.locks import lock_assignments, lock_round
from coding.models import Event, EventKind, Matching, Member, Round
from coding.steps.adjudicate.disagreements import store_disagreements


@step
def close_round(*, by: Member, number: int, even_if_unfinished: bool = False) -> Round:
    """Close and unseal a round; raise NotReady if units are unsubmitted, unless `even_if_unfinished`.

    Unsubmitted units count as missing.
    """
    require_role(by, "lead")
    coding_round = lock_round(by.study_id, number=number)
    if coding_round.state != Round.State.OPEN:
        raise RoundState(f"Round {number} is {coding_round.state}. Only an open round can be closed.")
    # A submission locks its assignment: those in progress are stored first, later ones are refused.
    lock_assignments(round=coding_round)
    rows = progress([coding_round])[coding_round.pk]
    unfinished = [
        f"{row.rater.name} has {row.assigned - row.submitted} left" for row in rows if row.submitted < row.assigned
    ]
    if unfinished and not even_if_unfinished:
        raise NotReady(f"Not all raters have finished: {', '.join(unfinished)}. Wait, or close the round anyway.")
    if not any(row.submitted for row in rows):
        raise NotReady("No rater has submitted a unit. A round without codings cannot be closed.")
    coding_round.state, coding_round.closed_at = Round.State.CLOSED, now()
    coding_round.save(update_fields=["state", "closed_at"])
    if coding_round.style == Round.Style.OPEN:
        Matching.objects.create(round=coding_round)
    record(
        study=coding_round.study,
        kind=EventKind.ROUND_CLOSED,
        by=by,
        coding_round=coding_round,
        data={
            "submitted": {row.rater.name: [row.submitted, row.assigned] for row in rows},
            "chains": {row.rater.name: last_hash(coding_round, row.rater) for row in rows},
            "commitments": commitments_as_json(coding_round),
            "not_covered": codings_without_commitment(coding_round),
        },
    )
    if coding_round.style != Round.Style.OPEN:
        store_disagreements(coding_round)
    return coding_round


def commitments_as_json(coding_round: Round) -> dict[str, dict[str, Any]]:
    """Return rater → the last commitment, the units that it does not cover, and the earlier commitments."""
    by_rater: dict[str, dict[str, Any]] = {}
    for revealed in revealed_commitments(coding_round):
        row = revealed.commitment
        check = {"sha256": row.sha256, "salt": row.salt, "matches": revealed.unchanged}
        previous = by_rater.get(row.rater.name)
        earlier = [*previous.pop("earlier"), previous] if previous else []
        by_rater[row.rater.name] = check | {"not_covered": revealed.not_covered, "earlier": earlier}
    return by_rater


def last_hash(coding_round: Round, rater: Member) -> str:
    """Return the hash of the rater's last sealed event, which covers every submitted coding, or ""."""
    last = Event.objects.filter(round=coding_round, rater_scope=rater).order_by("-number").first()
    return last.hash if last else ""
