"""Closing a round: the seal is lifted for everybody at once, and agreement can be computed."""

from __future__ import annotations

from django.db import transaction

from coding.access.membership import require_role
from coding.access.seal import progress
from coding.audit.commitments import revealed_commitments
from coding.audit.record import record
from coding.clock import now
from coding.errors import NotReady, RoundState
from coding.models import Assignment, Event, EventKind, Matching, Member, Round
from coding.steps.adjudicate.disagreements import store_disagreements


@transaction.atomic
def close_round(*, by: Member, number: int, even_if_unfinished: bool = False) -> Round:
    """Lift the seal. Units left uncoded count as missing from then on."""
    require_role(by, "lead")
    coding_round = Round.objects.select_for_update().get(study=by.study_id, number=number)
    if coding_round.state != Round.State.OPEN:
        raise RoundState(f"Round {number} is {coding_round.state}; only an open round can be closed.")
    # A submission locks its assignment: those on their way come in first, later ones find the round closed.
    list(Assignment.objects.select_for_update().filter(round=coding_round).values_list("pk"))
    reached = progress([coding_round])[coding_round.pk]
    left = [
        f"{row.rater.name} has {row.assigned - row.submitted} left" for row in reached if row.submitted < row.assigned
    ]
    if left and not even_if_unfinished:
        raise NotReady(f"Not everybody has finished: {', '.join(left)}. Wait, or close it all the same.")
    if not any(row.submitted for row in reached):
        raise NotReady("Nobody has submitted anything, so there is nothing to unseal.")
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
            "submitted": {row.rater.name: [row.submitted, row.assigned] for row in reached},
            "chains": {row.rater.name: last_hash(coding_round, row.rater) for row in reached},
            "commitments": {
                row.rater.name: {"sha256": row.sha256, "salt": row.salt, "kept": kept}
                for row, _, kept in revealed_commitments(coding_round)
            },
        },
    )
    if coding_round.style != Round.Style.OPEN:
        store_disagreements(coding_round)
    return coding_round


def last_hash(coding_round: Round, rater: Member) -> str:
    """The end of a rater's own chain: it pins every submitted answer."""
    last = Event.objects.filter(round=coding_round, rater_scope=rater).order_by("-number").first()
    return last.hash if last else ""
