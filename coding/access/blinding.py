"""Raters without their names, for the final rater of a round whose plan says so: part of the guard.

Until such a round is settled, its designated final rater reads "Rater A", "Rater B" … where everybody else reads names.
The letters follow an order that is a secret: it comes from a keyed hash. Until the round is settled that is also the
order in which raters are assigned, computed and suggested for everybody, so that it tells nobody who is who. What names
a rater to a member asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from string import ascii_uppercase
from typing import TypeVar

from django.db.models import Case, F, Min, Q, When
from django.utils.crypto import salted_hmac

from coding.errors import NotAllowed
from coding.models import Member, Round

Row = TypeVar("Row")


def blinding_applies(coding_round: Round) -> bool:
    """Whether the order of the round's raters would tell somebody who is who."""
    return coding_round.blind_adjudication and coding_round.state != Round.State.SETTLED


def keyed_order(coding_round: Round, raters: Iterable[int]) -> list[int]:
    """The raters, by primary key, in an order that nobody can compute without the server's key."""

    def digest(rater: int) -> bytes:
        return salted_hmac("coding.access.blinding", f"{coding_round.pk}/{rater}", algorithm="sha256").digest()

    return sorted(raters, key=digest)


def raters_in_plan_order(coding_round: Round) -> list[Member]:
    """The raters of a round in the order of its plan, those that took over last; or in the secret order."""
    found = Member.objects.filter(assignments__round=coding_round, assignments__reassigned_at__isnull=True)
    raters = {rater.pk: rater for rater in found.annotate(first=Min("assignments__pk")).order_by("first")}
    return [raters[pk] for pk in (keyed_order(coding_round, raters) if blinding_applies(coding_round) else raters)]


def blinded_rounds(member: Member, coding_round: str = "") -> Q:
    """The rounds, or rows by their `round`, whose raters' names `member` must not learn yet."""
    of = f"{coding_round}__" if coding_round else ""
    final_rater_is_blind = Q(**{f"{of}blind_adjudication": True, f"{of}final_rater": member})
    return final_rater_is_blind & ~Q(**{f"{of}state": Round.State.SETTLED})


def blinding_applies_to(member: Member, coding_round: Round) -> bool:
    """The same of one round."""
    return blinding_applies(coding_round) and coding_round.final_rater_id == member.pk


def require_unblinded(member: Member, coding_round: Round) -> None:
    """Refuse what cannot be told without telling who is who."""
    if blinding_applies_to(member, coding_round):
        raise NotAllowed(f"The raters' names are hidden from you until round {coding_round.number} is settled.")


def letter_label(place: int) -> str:
    """A, B … Z, AA, AB …"""
    return (letter_label(place // 26 - 1) if place >= 26 else "") + ascii_uppercase[place % 26]


class RaterLabels:
    """How one member sees raters; the letters of a round are looked up once."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self._labels: dict[int, dict[Member, str]] = {}

    def labels(self, coding_round: Round) -> dict[Member, str]:
        """rater → "Rater A" …; empty where names are shown."""
        if not blinding_applies_to(self.member, coding_round):
            return {}
        if coding_round.pk not in self._labels:
            raters = raters_in_plan_order(coding_round)
            self._labels[coding_round.pk] = {
                rater: f"Rater {letter_label(place)}" for place, rater in enumerate(raters)
            }
        return self._labels[coding_round.pk]

    def of(self, rater: Member, coding_round: Round) -> str:
        return self.labels(coding_round).get(rater, rater.name)

    def by_name(self, coding_round: Round) -> dict[str, str]:
        """The labels by name, for what knows raters by name; empty where names are shown."""
        return {rater.name: label for rater, label in self.labels(coding_round).items()}

    def place(self, coding_round: Round, rater: str) -> Case | F:
        """What rows are ordered by: their `rater`, or the letter where names are hidden."""
        letters = [When(**{rater: one}, then=place) for place, one in enumerate(self.labels(coding_round))]
        return Case(*letters) if letters else F(rater)

    def in_order(self, coding_round: Round, rows: Sequence[Row], rater_of: Callable[[Row], Member]) -> list[Row]:
        """Rows of raters as they are, or by letter where names are hidden."""
        places = {rater: place for place, rater in enumerate(self.labels(coding_round))}
        return sorted(rows, key=lambda row: places[rater_of(row)]) if places else list(rows)
