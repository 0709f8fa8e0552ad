"""Blinding: raters' names hidden from the final rater, if the round's plan asks for it.

Until such a round is settled, its designated final rater reads "Rater A", "Rater B" … where other members read names.
The letters follow a keyed order. Until the round is settled, assignments, computations and suggestions use that order
for all members, because any other order could reveal who is who. All code that shows a rater's name to a member goes
through this module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_uppercase
from typing import TypeVar

from django.db.models import Case, F, Min, Q, QuerySet, When

from coding.access.orders import letter_order
from coding.errors import NotAllowed
from coding.models import Member, Round

Row = TypeVar("Row")

ALL_RATERS = "All raters"  # instead of names where the progress of single raters would reveal them


def blinding_applies(coding_round: Round) -> bool:
    """Return whether the order of the round's raters must not reveal who is who."""
    return coding_round.blind_adjudication and coding_round.state != Round.State.SETTLED


def raters_in_plan_order(coding_round: Round) -> list[Member]:
    """Return the raters in the order of the plan, late joiners last; in keyed order if blinding applies."""
    members = Member.objects.filter(assignments__round=coding_round, assignments__reassigned_at__isnull=True)
    raters = {rater.pk: rater for rater in members.annotate(first=Min("assignments__pk")).order_by("first")}
    return [raters[pk] for pk in (letter_order(coding_round, raters) if blinding_applies(coding_round) else raters)]


def blinded_rounds(member: Member, coding_round: str = "") -> Q:
    """Return a filter for rounds whose raters' names are hidden from `member`.

    `coding_round` is the lookup of the round from the filtered model; empty to filter rounds.
    """
    prefix = f"{coding_round}__" if coding_round else ""
    final_rater_is_blind = Q(**{f"{prefix}blind_adjudication": True, f"{prefix}final_rater": member})
    return final_rater_is_blind & ~Q(**{f"{prefix}state": Round.State.SETTLED})


def blinding_applies_to(member: Member, coding_round: Round) -> bool:
    """Return whether the names of the round's raters are hidden from `member`."""
    return blinding_applies(coding_round) and coding_round.final_rater_id == member.pk


def raters_hidden_from(member: Member) -> QuerySet[Member]:
    """Return the raters whose names are hidden from `member` in some round.

    That one of them left would tell who the rater with few codings is, so `member` does not learn it either.
    """
    return Member.objects.filter(assignments__round__in=Round.objects.filter(blinded_rounds(member)))


def require_unblinded(member: Member, coding_round: Round) -> None:
    """Raise NotAllowed if the names of the round's raters are hidden from `member`."""
    if blinding_applies_to(member, coding_round):
        raise NotAllowed(f"The raters' names are hidden from you until round {coding_round.number} is settled.")


def letter_label(index: int) -> str:
    """Return A, B … Z, AA, AB … for 0, 1 … 25, 26, 27 …"""
    return (letter_label(index // 26 - 1) if index >= 26 else "") + ascii_uppercase[index % 26]


class RaterLabels:
    """Labels under which one member sees raters: their names, or letters where blinding applies."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self._labels: dict[int, dict[Member, str]] = {}

    def labels(self, coding_round: Round) -> dict[Member, str]:
        """Return rater → "Rater A" …, read once per round; empty where names are shown."""
        if not blinding_applies_to(self.member, coding_round):
            return {}
        if coding_round.pk not in self._labels:
            raters = raters_in_plan_order(coding_round)
            self._labels[coding_round.pk] = {
                rater: f"Rater {letter_label(index)}" for index, rater in enumerate(raters)
            }
        return self._labels[coding_round.pk]

    def label_for(self, rater: Member, coding_round: Round) -> str:
        """Return the rater's label, or the name where names are shown."""
        return self.labels(coding_round).get(rater, rater.name)

    def by_name(self, coding_round: Round) -> dict[str, str]:
        """Return name → label; empty where names are shown."""
        return {rater.name: label for rater, label in self.labels(coding_round).items()}

    def ordering(self, coding_round: Round, rater: str) -> Case | F:
        """Return the expression that orders rows by the field `rater`, or by letter where names are hidden."""
        letters = [When(**{rater: member}, then=index) for index, member in enumerate(self.labels(coding_round))]
        return Case(*letters) if letters else F(rater)

    def sort_by_label(self, coding_round: Round, rows: Sequence[Row], rater_of: Callable[[Row], Member]) -> list[Row]:
        """Return the rows in their given order, or by letter where names are hidden."""
        positions = {rater: index for index, rater in enumerate(self.labels(coding_round))}
        return sorted(rows, key=lambda row: positions[rater_of(row)]) if positions else list(rows)
