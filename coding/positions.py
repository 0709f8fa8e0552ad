"""Discussion first, then the final rater: whom a disagreement still waits for.

Where the plan says so, the final rater decides a unit when each of its raters has moved or stayed, or when the lead has
ended the discussion of the round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet

from coding.models import Assignment, Comment, Decision, Disagreement, Member, Round
from coding.visibility import all_ratings


def discussed_first(round: Round) -> bool:
    """Whether the raters of a closed round have the word before the final rater."""
    return (
        round.settling == Round.Settling.DISCUSSION_THEN_FINAL_RATER
        and round.state == Round.State.CLOSED
        and round.discussion_ended_at is None
    )


def unheard(rounds: Iterable[Round]) -> QuerySet[Assignment]:
    """The seats of those who disagree and have neither moved nor stayed, in rounds that are discussed first."""
    asked = [round for round in rounds if discussed_first(round)]
    of_unit = {"round": OuterRef("round"), "unit": OuterRef("unit")}
    position = Comment.objects.filter(
        disagreement__round=OuterRef("round"), disagreement__unit=OuterRef("unit"), by=OuterRef("rater")
    ).exclude(kind=Comment.Kind.SAYS)
    return Assignment.objects.filter(
        Exists(all_ratings(asked).filter(assignment=OuterRef("pk"))),
        Exists(Disagreement.objects.filter(**of_unit)),
        ~Exists(position),
        round__in=asked,
    )


def waits_for(round: Round, unit: int | None = None) -> dict[int, list[Member]]:
    """unit → the raters who have to speak before the final rater; of one unit, if it is given."""
    seats = unheard([round]).select_related("rater").order_by("unit__number", "rater")
    found: dict[int, list[Member]] = defaultdict(list)
    for seat in seats if unit is None else seats.filter(unit=unit):
        found[seat.unit_id].append(seat.rater)
    return found


def waiting(rounds: Iterable[Round]) -> dict[int, int]:
    """round → how many of its undecided disagreements wait for a rater; rounds in which none does have no entry."""
    standing = Decision.objects.filter(round=OuterRef("round"), unit=OuterRef("unit"), withdrawn_at__isnull=True)
    counts = unheard(rounds).filter(~Exists(standing)).order_by().values("round")
    return dict(counts.annotate(units=Count("unit", distinct=True)).values_list("round", "units"))
