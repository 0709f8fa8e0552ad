"""Adjudication status of a round, and the raters whose position a disagreement awaits.

With discussion before the final rater, the final rater decides a unit once each of its raters has stated a position
(keep or change), or once the lead has ended the discussion of the round.
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
    """Return whether the round is in the discussion that precedes decisions of the final rater."""
    return (
        coding_round.resolution_method == Round.ResolutionMethod.DISCUSSION_THEN_FINAL_RATER
        and coding_round.state == Round.State.CLOSED
        and coding_round.discussion_ended_at is None
    )


def awaiting_response(rounds: Iterable[Round]) -> QuerySet[Assignment]:
    """Return the assignments of disagreements without a position of the rater, in rounds discussed first."""
    in_discussion = [coding_round for coding_round in rounds if discussed_first(coding_round)]
    of_unit = {"round": OuterRef("round"), "unit": OuterRef("unit")}
    position = Comment.objects.filter(
        disagreement__round=OuterRef("round"), disagreement__unit=OuterRef("unit"), author=OuterRef("rater")
    ).exclude(kind=Comment.Kind.REMARK)
    return Assignment.objects.filter(
        Exists(all_ratings(in_discussion).filter(assignment=OuterRef("pk"))),
        Exists(Disagreement.objects.filter(**of_unit)),
        ~Exists(position),
        round__in=in_discussion,
    )


def raters_awaited(coding_round: Round, unit: int | None = None) -> dict[int, list[Member]]:
    """Return unit → raters whose position the final rater must await, of all units or one."""
    assignments = awaiting_response([coding_round]).select_related("rater").order_by("unit__number", "rater")
    raters: dict[int, list[Member]] = defaultdict(list)
    for assignment in assignments if unit is None else assignments.filter(unit=unit):
        raters[assignment.unit_id].append(assignment.rater)
    return raters


def awaiting_counts(rounds: Iterable[Round]) -> dict[int, int]:
    """Return round → number of undecided disagreements that await a rater; rounds with none are omitted."""
    counts = awaiting_response(rounds).filter(~Exists(DECIDED)).order_by().values("round")
    return dict(counts.annotate(units=Count("unit", distinct=True)).values_list("round", "units"))


@dataclass(frozen=True, slots=True)
class AdjudicationStatus:
    """Numbers of disagreements of a closed round, and whether its codes are matched."""

    disagreements: int
    undecided: int
    awaiting_response: int  # undecided disagreements that raters must discuss before the final rater may decide them
    matched: bool


def adjudication_status(rounds: Iterable[Round]) -> dict[int, AdjudicationStatus]:
    """Return unsealed round → adjudication status, without sealed rounds."""
    unsealed = {coding_round.pk: coding_round for coding_round in rounds if not coding_round.sealed}
    counts = {
        row["round"]: (row["all"], row["undecided"])
        for row in Disagreement.objects.filter(round__in=unsealed)
        .order_by()
        .values("round")
        .annotate(all=Count("pk"), undecided=Count("pk", filter=~Exists(DECIDED)))
    }
    unmatched = set(
        Matching.objects.filter(round__in=unsealed, confirmed_at__isnull=True).values_list("round", flat=True)
    )
    awaiting = awaiting_counts(unsealed.values())
    return {
        pk: AdjudicationStatus(*counts.get(pk, (0, 0)), awaiting.get(pk, 0), pk not in unmatched) for pk in unsealed
    }


def undecided(coding_round: Round) -> list[Disagreement]:
    """Return the disagreements without a current decision, in order of units."""
    decided = decisions(coding_round).values("unit")
    return list(Disagreement.objects.filter(round=coding_round).exclude(unit__in=decided).select_related("unit"))
