"""How far a result rests on one person: who was overruled how often, and the table had each rater alone decided.

Pure, and computed from the publication alone. A rater is compared with the decisions on the units that this rater
coded, so that a table over fewer units is not taken for a different one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coding.results.derive import Publication
from coding.statistics.proportions import wilson


@dataclass(frozen=True, slots=True)
class RankChange:
    """One consequence as decided and as one rater alone would have it; a rank is None where no unit has it."""

    consequence: str
    decided: int  # units
    alone: int  # units
    decided_rank: int | None
    alone_rank: int | None

    @property
    def moved(self) -> bool:
        return self.decided_rank != self.alone_rank


@dataclass(frozen=True, slots=True)
class RaterInfluence:
    """One rater against the decisions, on the decided units that this rater coded."""

    rater: str
    units: int
    otherwise: int  # units decided otherwise than this rater coded them
    interval: tuple[float, float] | None  # Wilson's, of the override rate; None without a unit
    rows: tuple[RankChange, ...]  # in the order of the published table, then what this rater alone used

    @property
    def rate(self) -> float | None:
        """The override rate; None where this rater coded no decided unit."""
        return self.otherwise / self.units if self.units else None

    @property
    def moved(self) -> tuple[RankChange, ...]:
        """The consequences whose rank changes."""
        return tuple(row for row in self.rows if row.moved)


def rater_influence(publication: Publication) -> tuple[RaterInfluence, ...]:
    """One entry a rater, in the order of the plan."""
    published = [row.consequence for row in publication.table]
    places = {code.label: place for place, code in enumerate(publication.inputs.codebook)}
    found = []
    for rater, tally in publication.counted.raters.items():
        alone, agreed, units, otherwise = tally.alone, tally.agreed, tally.decided, tally.otherwise
        own = sorted(alone.keys() - set(published), key=lambda label: (places.get(label, len(places)), label))
        before, after = _ranks(agreed), _ranks(alone)
        rows = tuple(
            RankChange(label, agreed[label], alone[label], before.get(label), after.get(label))
            for label in (*published, *own)
            if agreed[label] or alone[label]
        )
        found.append(RaterInfluence(rater, units, otherwise, wilson(otherwise, units) if units else None, rows))
    return tuple(found)


def _ranks(counts: Counter[str]) -> dict[str, int]:
    """1 for the most frequent; equal counts share the better rank, and the next ones are left out: 1, 2, 2, 4."""
    above: dict[int, int] = {}
    for place, count in enumerate(sorted(counts.values(), reverse=True), start=1):
        above.setdefault(count, place)
    return {label: above[count] for label, count in counts.items()}
