"""Checks of the seal of a round, the planned allocation, and the progress of each rater."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from coding.errors import RoundState, Sealed
from coding.models import Assignment, Commitment, Member, Round

UNSEALED = (Round.State.CLOSED, Round.State.SETTLED)


def require_open(coding_round: Round) -> None:
    """Raise RoundState unless the round is open for coding."""
    if coding_round.state != Round.State.OPEN:
        raise RoundState(f"Round {coding_round.number} is {coding_round.state}. Coding is possible while it is open.")


def require_unsealed(coding_round: Round) -> None:
    """Raise Sealed until the round is closed."""
    if coding_round.sealed:
        raise Sealed(f"Round {coding_round.number} is sealed. Its codings become visible when the round is closed.")


def require_all_unsealed(*rounds: Round) -> tuple[Round, ...]:
    """Return the same rounds; raise Sealed if one of them is sealed."""
    for coding_round in rounds:
        require_unsealed(coding_round)
    return rounds


def unsealed_rounds(member: Member) -> list[Round]:
    """Return the closed and settled rounds of the member's study, by number."""
    closed = Round.objects.filter(study=member.study_id, state__in=UNSEALED)
    return list(closed.select_related("study", "final_rater").order_by("number"))


def planned_allocation(coding_round: Round) -> QuerySet[Assignment]:
    """Return who gets which unit in a planned round; raise RoundState once the round is open."""
    # In an open round it would reveal who submitted what: only units without a submission are reassigned.
    if coding_round.state != Round.State.PLANNED:
        raise RoundState(
            f"Round {coding_round.number} is {coding_round.state}. The allocation is shown only before a round opens."
        )
    return Assignment.objects.filter(round=coding_round).select_related("rater", "unit").order_by("unit__number", "pk")


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a rater: all that other members see of a sealed round."""

    rater: Member
    assigned: int
    submitted: int
    commitment: str  # of completed codings, else empty; reveals nothing without its salt


def progress(rounds: Iterable[Round]) -> dict[int, list[Progress]]:
    """Return round → progress of each of its raters. The number of queries does not depend on the rounds."""
    counts = list(
        Assignment.objects.filter(round__in=[coding_round.pk for coding_round in rounds], reassigned_at__isnull=True)
        .values("round", "rater")
        .annotate(assigned=Count("pk", distinct=True), submitted=Count("codings__assignment", distinct=True))
        .order_by("round", "rater")
    )
    raters = Member.objects.in_bulk({row["rater"] for row in counts})
    commitments = {
        (row.round_id, row.rater_id): row.sha256
        for row in Commitment.objects.filter(round__in={row["round"] for row in counts})
    }
    by_round: dict[int, list[Progress]] = defaultdict(list)
    for row in counts:
        commitment = commitments.get((row["round"], row["rater"]), "")
        by_round[row["round"]].append(Progress(raters[row["rater"]], row["assigned"], row["submitted"], commitment))
    return by_round
