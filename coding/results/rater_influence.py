"""Influence of individual raters: how often each was overruled, and the table each would have produced alone.

A rater is compared with the decisions on the units that this rater coded, so that a table over fewer units is not
mistaken for a different one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coding.results.derive import Publication
from coding.statistics.proportions import wilson


@dataclass(frozen=True, slots=True)
class RankChange:
    """One consequence as decided and by one rater's codings; a rank is None if no unit has it."""

    consequence: str
    decided: int  # units
    own_count: int  # units
    decided_rank: int | None
    own_rank: int | None

    @property
    def moved(self) -> bool:
        return self.decided_rank != self.own_rank


@dataclass(frozen=True, slots=True)
class RaterInfluence:
    """One rater against the decisions, on the decided units that this rater coded."""

    rater: str
    units: int
    overruled: int  # units decided differently from this rater's coding
    interval: tuple[float, float] | None  # Wilson's, of the rate; None without a unit
    rows: tuple[RankChange, ...]  # in the order of the published table, then the codes that only this rater used

    @property
    def rate(self) -> float | None:
        """Share of the units on which the rater was overruled, None without a unit."""
        return self.overruled / self.units if self.units else None

    @property
    def moved(self) -> tuple[RankChange, ...]:
        """The consequences whose rank changes."""
        return tuple(row for row in self.rows if row.moved)


def rater_influence(publication: Publication) -> tuple[RaterInfluence, ...]:
    """Return the influence of each rater.

    Parameters
    ----------
    publication : Publication

    Returns
    -------
    tuple of RaterInfluence
        One entry per rater, in the order of the plan.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> from coding.results.derive import derive
    >>> [(row.rater, row.overruled, row.units) for row in rater_influence(derive(example_dataset()))]
    [('Ada', 0, 3), ('Bo', 1, 3)]
    """
    published = [row.consequence for row in publication.table]
    positions = {code.label: position for position, code in enumerate(publication.data.codebook)}
    influences = []
    for rater, counts in publication.counts.raters.items():
        own, decided, units = counts.own_table, counts.decided_table, counts.decided
        unpublished = sorted(
            own.keys() - set(published), key=lambda label: (positions.get(label, len(positions)), label)
        )
        decided_ranks, own_ranks = _ranks(decided), _ranks(own)
        rows = tuple(
            RankChange(label, decided[label], own[label], decided_ranks.get(label), own_ranks.get(label))
            for label in (*published, *unpublished)
            if decided[label] or own[label]
        )
        interval = wilson(counts.overruled, units) if units else None
        influences.append(RaterInfluence(rater, units, counts.overruled, interval, rows))
    return tuple(influences)


def _ranks(counts: Counter[str]) -> dict[str, int]:
    """Rank labels by count, 1 for the most frequent; equal counts share the better rank: 1, 2, 2, 4."""
    rank_of: dict[int, int] = {}
    for rank, count in enumerate(sorted(counts.values(), reverse=True), start=1):
        rank_of.setdefault(count, rank)
    return {label: rank_of[count] for label, count in counts.items()}
