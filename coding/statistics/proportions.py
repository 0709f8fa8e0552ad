"""Intervals for proportions: Wilson's for one row of a table, Goodman's for all rows at once."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist


def wilson(count: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of `count` out of `total` (Wilson 1927).

    Raises
    ------
    ValueError
        If `total` is 0, or `count` is not between 0 and `total`.
    """
    return _score_interval(count, total, 1 - confidence)


def goodman(counts: Sequence[int], confidence: float = 0.95) -> list[tuple[float, float]]:
    """Simultaneous intervals of the shares of a whole table, one a count (Goodman 1965).

    All of them hold together with the given confidence, so each is wider than Wilson's.

    Raises
    ------
    ValueError
        If the counts add up to 0, or one is negative.
    """
    total = sum(counts)
    return [_score_interval(count, total, (1 - confidence) / len(counts)) for count in counts]


def _score_interval(count: int, total: int, error: float) -> tuple[float, float]:
    if total < 1:
        raise ValueError("A proportion of no units has no value.")
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is not a proportion.")
    # The square of a normal quantile is the chi-square quantile with one degree of freedom.
    z2 = NormalDist().inv_cdf(1 - error / 2) ** 2
    centre = z2 + 2 * count
    half = sqrt(z2 * (z2 + 4 * count * (total - count) / total))
    # At 0 and at 1 the limit is exact; the formula misses it by a rounding error.
    low = 0.0 if count == 0 else (centre - half) / (2 * (total + z2))
    high = 1.0 if count == total else (centre + half) / (2 * (total + z2))
    return low, high
