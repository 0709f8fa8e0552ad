"""First ratings as arrays: all that agreement is computed from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from coding.statistics.ratings import IntArray


@dataclass(frozen=True, slots=True)
class RatingValue:
    """One distinct rating: its labels as the rater named them, after matching, and after merges; or no code."""

    own: tuple[str, ...]
    matched: tuple[str, ...]
    merged: tuple[str, ...]
    no_code: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class RatingData:
    """All first ratings as arrays: what agreement is computed from, however many units there are.

    Parameters
    ----------
    units : ndarray of int, shape (units,)
        Their numbers, rising.
    answers : ndarray of int, shape (units, raters)
        Place in `said`, -1 where a rater submitted nothing.
    said : tuple of Said
        The different answers.
    """

    units: IntArray
    answers: IntArray
    said: tuple[RatingValue, ...]

    def without(self, units: Collection[int]) -> RatingData:
        """The same without these units."""
        left = ~np.isin(self.units, list(units))
        return RatingData(self.units[left], self.answers[left], self.said)

    def column(self, rater: int) -> list[RatingValue]:
        """One rater's answers, by units' numbers."""
        own = self.answers[:, rater]
        return [self.said[place] for place in own[own >= 0].tolist()]
