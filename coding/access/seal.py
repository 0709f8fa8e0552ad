"""The seal of a round: what is hidden before it closes, and each rater's progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from coding.errors import RoundState, Sealed
from coding.models import Assignment, Commitment, Member, Round

UNSEALED = (Round.State.CLOSED, Round.State.SETTLED)


def require_open(coding_round: Round) -> None:
    """Refuse unless raters can code now."""
    if coding_round.state != Round.State.OPEN:
        raise RoundState(f"Round {coding_round.number} is {coding_round.state}; coding is possible while it is open.")


def require_unsealed(coding_round: Round) -> None:
    """Refuse while the round is sealed."""
    if coding_round.sealed:
        raise Sealed(f"Round {coding_round.number} is sealed until it is closed; then everybody sees its codings.")


def all_lifted(*rounds: Round) -> tuple[Round, ...]:
    """The same rounds; raise Sealed if one of them is sealed."""
    for coding_round in rounds:
        require_unsealed(coding_round)
    return rounds


def unsealed_rounds(member: Member) -> list[Round]:
    """The closed rounds of the member's study, in order."""
    found = Round.objects.filter(study=member.study_id, state__in=UNSEALED)
    return list(found.select_related("study", "final_rater").order_by("number"))


def planned_allocation(coding_round: Round) -> QuerySet[Assignment]:
    """Who gets which unit, while the round is planned: later this would tell who has submitted what."""
    if coding_round.state != Round.State.PLANNED:
        raise RoundState(
            f"Round {coding_round.number} is {coding_round.state}. Who gets what is shown before a round opens."
        )
    return Assignment.objects.filter(round=coding_round).select_related("rater", "unit").order_by("unit__number", "pk")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rater is: all that others learn before the seal is lifted."""

    rater: Member
    assigned: int
    submitted: int
    commitment: str  # binds a finished rater; tells nothing without its salt


def progress(rounds: Iterable[Round]) -> dict[int, list[Progress]]:
    """round → how far each of its raters is; three queries, however many rounds."""
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
    found: dict[int, list[Progress]] = defaultdict(list)
    for row in counts:
        commitment = commitments.get((row["round"], row["rater"]), "")
        found[row["round"]].append(Progress(raters[row["rater"]], row["assigned"], row["submitted"], commitment))
    return found
