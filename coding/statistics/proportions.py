"""Confidence intervals of proportions: Wilson's for one row of a table, Goodman's for all rows together."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist


def wilson(count: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's score interval of `count` out of `total`.

    Parameters
    ----------
    count, total : int
    confidence : float
        Between 0 and 1.

    Returns
    -------
    low, high : float
        Proportions, 0 to 1.

    Raises
    ------
    ValueError
        If `total` is 0, or `count` is not between 0 and `total`.

    References
    ----------
    Wilson (1927). Probable inference, the law of succession, and statistical inference. Journal of the American
    Statistical Association, 22(158), 209-212.

    Examples
    --------
    >>> low, high = wilson(8, 10)
    >>> round(low, 3), round(high, 3)
    (0.49, 0.943)
    """
    return _score_interval(count, total, 1 - confidence)


def goodman(counts: Sequence[int], confidence: float = 0.95) -> list[tuple[float, float]]:
    """Return simultaneous intervals of all shares of a table.

    All intervals together contain the true shares with the given confidence, so each is wider than Wilson's.

    Parameters
    ----------
    counts : sequence of int, shape (k,)
    confidence : float
        Between 0 and 1.

    Returns
    -------
    list of (low, high), shape (k,)
        Proportions, 0 to 1.

    Raises
    ------
    ValueError
        If the sum of the counts is 0, or a count is negative.

    References
    ----------
    Goodman (1965). On simultaneous confidence intervals for multinomial proportions. Technometrics, 7(2), 247-254.

    Examples
    --------
    >>> [(round(low, 3), round(high, 3)) for low, high in goodman([8, 2])]
    [(0.448, 0.952), (0.048, 0.552)]
    """
    total = sum(counts)
    return [_score_interval(count, total, (1 - confidence) / len(counts)) for count in counts]


def _score_interval(count: int, total: int, error: float) -> tuple[float, float]:
    if total < 1:
        raise ValueError("A proportion of no units has no value.")
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is not a proportion. The count must be between 0 and the total.")
    # The square of a normal quantile is the chi-square quantile with one degree of freedom.
    z2 = NormalDist().inv_cdf(1 - error / 2) ** 2
    centre = z2 + 2 * count
    half = sqrt(z2 * (z2 + 4 * count * (total - count) / total))
    # At 0 and at 1 the limit is known exactly; the formula has a rounding error there.
    low = 0.0 if count == 0 else (centre - half) / (2 * (total + z2))
    high = 1.0 if count == total else (centre + half) / (2 * (total + z2))
    return low, high
