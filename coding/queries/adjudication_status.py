"""Where the settling of a round stands; and, in discussion first, whom a disagreement still waits for.

Where the plan says so, the final rater decides a unit when each of its raters has moved or stayed, or when the lead has
ended the discussion of the round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from coding.access.ratings import all_ratings
from coding.access.records import decisions
from coding.models import Assignment, Comment, Decision, Disagreement, Matching, Member, Round

DECIDED = Decision.objects.filter(round=OuterRef("round"), unit=OuterRef("unit"), withdrawn_at__isnull=True)


def discussed_first(coding_round: Round) -> bool:
    """Whether the raters of a closed round have the word before the final rater."""
    return (
        coding_round.resolution_method == Round.ResolutionMethod.DISCUSSION_THEN_FINAL_RATER
        and coding_round.state == Round.State.CLOSED
        and coding_round.discussion_ended_at is None
    )


def awaiting_response(rounds: Iterable[Round]) -> QuerySet[Assignment]:
    """The seats of those who disagree and have neither moved nor stayed, in rounds that are discussed first."""
    asked = [coding_round for coding_round in rounds if discussed_first(coding_round)]
    of_unit = {"round": OuterRef("round"), "unit": OuterRef("unit")}
    position = Comment.objects.filter(
        disagreement__round=OuterRef("round"), disagreement__unit=OuterRef("unit"), author=OuterRef("rater")
    ).exclude(kind=Comment.Kind.REMARK)
    return Assignment.objects.filter(
        Exists(all_ratings(asked).filter(assignment=OuterRef("pk"))),
        Exists(Disagreement.objects.filter(**of_unit)),
        ~Exists(position),
        round__in=asked,
    )


def raters_awaited(coding_round: Round, unit: int | None = None) -> dict[int, list[Member]]:
    """unit → the raters who have to speak before the final rater; of one unit, if it is given."""
    seats = awaiting_response([coding_round]).select_related("rater").order_by("unit__number", "rater")
    found: dict[int, list[Member]] = defaultdict(list)
    for seat in seats if unit is None else seats.filter(unit=unit):
        found[seat.unit_id].append(seat.rater)
    return found


def awaiting_counts(rounds: Iterable[Round]) -> dict[int, int]:
    """round → how many of its undecided disagreements wait for a rater; rounds in which none does have no entry."""
    counts = awaiting_response(rounds).filter(~Exists(DECIDED)).order_by().values("round")
    return dict(counts.annotate(units=Count("unit", distinct=True)).values_list("round", "units"))


@dataclass(frozen=True, slots=True)
class AdjudicationStatus:
    """How many disagreements a closed round has, how many are undecided, and whether its codes are matched."""

    disagreements: int
    undecided: int
    waiting: int  # of the undecided, those that are discussed before the final rater may decide them
    matched: bool


def adjudication_status(rounds: Iterable[Round]) -> dict[int, AdjudicationStatus]:
    """closed round → where its settling stands; rounds that are sealed have no entry."""
    lifted = {coding_round.pk: coding_round for coding_round in rounds if not coding_round.sealed}
    counts = {
        row["round"]: (row["all"], row["undecided"])
        for row in Disagreement.objects.filter(round__in=lifted)
        .order_by()
        .values("round")
        .annotate(all=Count("pk"), undecided=Count("pk", filter=~Exists(DECIDED)))
    }
    unmatched = set(
        Matching.objects.filter(round__in=lifted, confirmed_at__isnull=True).values_list("round", flat=True)
    )
    discussed = awaiting_counts(lifted.values())
    return {pk: AdjudicationStatus(*counts.get(pk, (0, 0)), discussed.get(pk, 0), pk not in unmatched) for pk in lifted}


def undecided(coding_round: Round) -> list[Disagreement]:
    """The disagreements without a standing decision, in the order of units."""
    decided = decisions(coding_round).values("unit")
    return list(Disagreement.objects.filter(round=coding_round).exclude(unit__in=decided).select_related("unit"))
