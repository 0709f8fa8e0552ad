"""Resampling of units: bootstrap samples, the BCa interval and the jackknife standard error.

A bootstrap sample of units is a multinomial draw of the counts of distinct rows, so 2,000 samples are one array
operation.
"""

from collections.abc import Iterator
from statistics import NormalDist

import numpy as np

from coding.statistics.ratings import FloatArray, IntArray, Ratings, UndefinedAgreement
from coding.statistics.registry import Coefficient
from coding.statistics.standard_errors import ONE_UNIT

# Values that differ by less than this are equal: the order of computation explains the difference.
SAME = 1e-12
# Draws are made in blocks of about this many numbers, to bound memory if nearly every unit has a row of its own.
BLOCK = 4_000_000
# A quantity with at least this many columns is summed as a sparse matrix.
WIDE = 100


def jackknife_se(coefficient: Coefficient, ratings: Ratings) -> float:
    """Return the jackknife standard error over the units with two ratings or more.

    Parameters
    ----------
    coefficient : Coefficient
    ratings : Ratings

    Returns
    -------
    float
        In units of the coefficient, at least 0.

    Raises
    ------
    UndefinedAgreement
        If there are fewer than two such units, or if leaving one of them out makes the coefficient undefined.

    References
    ----------
    Efron, Stein (1981). The jackknife estimate of variance. The Annals of Statistics, 9(3), 586-596.

    Examples
    --------
    >>> from coding.statistics.coefficients import cohen_kappa
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(jackknife_se(cohen_kappa, ratings), 4)
    0.3153
    """
    if ratings.units_used < 2:
        raise UndefinedAgreement(ONE_UNIT)
    without = coefficient.resampled(ratings, ratings.leave_one_out())[ratings.pairable]
    if np.isnan(without).any():
        raise UndefinedAgreement("the coefficient is undefined when one of the units is left out")
    counts = ratings.counts[ratings.pairable]
    n = counts.sum()
    mean = counts @ without / n
    return float(np.sqrt((n - 1) / n * (counts @ (without - mean) ** 2)))


def bca(
    value: float, samples: FloatArray, without: FloatArray, counts: FloatArray, confidence: float
) -> tuple[float, float]:
    """Return the bias-corrected and accelerated bootstrap interval.

    Parameters
    ----------
    value : float
        The coefficient of the ratings themselves.
    samples : ndarray of float, shape (replicates,)
        The coefficient of each bootstrap sample in which it is defined.
    without : ndarray of float, shape (rows,)
        The coefficient without one unit of each row; NaN where that is undefined.
    counts : ndarray of float, shape (rows,)
        Number of units that have the row.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    low, high : float

    References
    ----------
    Efron (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association, 82(397),
    171-185.

    Examples
    --------
    >>> samples = np.linspace(0.3, 0.7, 1001)
    >>> low, high = bca(0.5, samples, np.array([0.49, 0.51]), np.array([5.0, 5.0]), 0.95)
    >>> round(low, 3), round(high, 3)
    (0.31, 0.69)
    """
    normal = NormalDist()
    n = len(samples)
    # Ratings are discrete: samples that equal the value count half, otherwise ties would shift the interval.
    below = (samples < value - SAME).sum() + (np.abs(samples - value) <= SAME).sum() / 2
    bias = normal.inv_cdf(float(np.clip(below / n, 0.5 / n, 1 - 0.5 / n)))
    defined = ~np.isnan(without)
    pull = np.average(without[defined], weights=counts[defined]) - without[defined]
    spread = counts[defined] @ pull**2
    acceleration = float(counts[defined] @ pull**3 / (6 * spread**1.5)) if spread > 0 else 0.0

    def level(tail: float) -> float:
        z = bias + normal.inv_cdf(tail)
        room = 1 - acceleration * z
        return normal.cdf(bias + z / room) if room > 0 else float(tail > 0.5)

    low, high = np.quantile(samples, [level((1 - confidence) / 2), level((1 + confidence) / 2)])
    return float(low), float(high)


def bootstrap_blocks(counts: IntArray, order: IntArray, seed: int, replicates: int) -> Iterator[FloatArray]:
    """Yield bootstrap samples of the units in blocks, as counts of their rows.

    Parameters
    ----------
    counts : ndarray of int, shape (rows,)
        Number of units that have the row.
    order : ndarray of int, shape (rows,)
        Positions of the rows in the order in which they are drawn, see `canonical_order`.
    seed : int
    replicates : int
        Number of samples in all blocks together.

    Yields
    ------
    ndarray of float, shape (samples, rows)

    Examples
    --------
    >>> [block.shape for block in bootstrap_blocks(np.array([3, 2]), np.array([0, 1]), seed=1, replicates=100)]
    [(100, 2)]
    """
    random = np.random.default_rng(seed)
    n = counts.sum()
    block = max(BLOCK // len(counts), 1)
    for start in range(0, replicates, block):
        size = min(block, replicates - start)
        samples = np.empty((size, len(counts)))
        samples[:, order] = random.multinomial(n, counts[order] / n, size=size)
        yield samples


def sums_per_sample(samples: FloatArray, quantity: FloatArray) -> FloatArray:
    """Return the sums of a quantity over the units of each sample.

    Parameters
    ----------
    samples : ndarray of float, shape (samples, rows)
        Counts of the rows, see `bootstrap_blocks`.
    quantity : ndarray of float, shape (rows,) or (rows, m)

    Returns
    -------
    ndarray of float, shape (samples,) or (samples, m)

    Examples
    --------
    >>> sums_per_sample(np.array([[3.0, 2.0], [5.0, 0.0]]), np.array([1.0, 10.0])).tolist()
    [23.0, 5.0]
    """
    if quantity.ndim < 2 or quantity.shape[1] < WIDE:
        dense: FloatArray = np.matmul(samples, quantity)
        return dense
    # Nearly all of a quantity with many columns is zero. Only many codes need this slow import.
    from scipy.sparse import csr_array

    sparse: FloatArray = (csr_array(quantity.T) @ samples.T).T
    return sparse
