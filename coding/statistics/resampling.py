"""Resampling of units: bootstrap samples, the BCa interval and the jackknife standard error.

A bootstrap sample of units is a multinomial draw of the counts of distinct rows, so 2,000 samples are one array
operation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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
    distribution = bca_distribution(value, samples, without, counts)
    return distribution.end((1 - confidence) / 2), distribution.end((1 + confidence) / 2)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Draws of a coefficient with the constants of the BCa interval; both are 0 for posterior draws.

    Attributes
    ----------
    values : ndarray of float, shape (draws,)
        Draws in which the coefficient is defined.
    bias, acceleration : float
    is_posterior : bool
    """

    values: FloatArray
    bias: float = 0.0
    acceleration: float = 0.0
    is_posterior: bool = False

    def end(self, tail: float) -> float:
        """Return the end of a one-sided interval, for the share `tail` of a normal distribution below it.

        Parameters
        ----------
        tail : float
            Between 0 and 1.

        Returns
        -------
        float

        Examples
        --------
        >>> round(Distribution(np.linspace(0, 1, 101)).end(0.05), 3)
        0.05
        """
        normal = NormalDist()
        z = self.bias + normal.inv_cdf(tail)
        room = 1 - self.acceleration * z
        level = normal.cdf(self.bias + z / room) if room > 0 else float(tail > 0.5)
        return float(np.quantile(self.values, level))

    def confidence_above(self, threshold: float) -> float:
        """Return the confidence of the one-sided interval that begins at a threshold.

        Parameters
        ----------
        threshold : float

        Returns
        -------
        float
            Between 0 and 1. It is not a probability that the coefficient is above the threshold.

        Examples
        --------
        >>> round(Distribution(np.linspace(0, 1, 101)).confidence_above(0.2), 3)
        0.797
        """
        normal, n = NormalDist(), len(self.values)
        equal = np.abs(self.values - threshold) <= SAME
        below = ((self.values < threshold) & ~equal).sum() + equal.sum() / 2
        if self.is_posterior or self.bias == self.acceleration == 0:
            return float(1 - below / n)
        w = normal.inv_cdf(float(np.clip(below / n, 0.5 / n, 1 - 0.5 / n)))
        room = 1 + self.acceleration * (w - self.bias)
        if room <= 0:
            return float(w < self.bias)
        return 1 - normal.cdf((w - self.bias) / room - self.bias)


def bca_distribution(value: float, samples: FloatArray, without: FloatArray, counts: FloatArray) -> Distribution:
    """Return bootstrap samples of a coefficient with the constants of its BCa interval.

    Parameters
    ----------
    value, samples, without, counts
        As of `bca`.

    Returns
    -------
    Distribution

    Examples
    --------
    >>> distribution = bca_distribution(0.5, np.linspace(0.3, 0.7, 1001), np.array([0.49, 0.51]), np.array([5.0, 5.0]))
    >>> abs(round(distribution.bias, 3)), abs(round(distribution.acceleration, 3))
    (0.0, 0.0)
    """
    n = len(samples)
    # Ratings are discrete: samples that equal the value count half, otherwise ties would shift the interval.
    below = (samples < value - SAME).sum() + (np.abs(samples - value) <= SAME).sum() / 2
    bias = NormalDist().inv_cdf(float(np.clip(below / n, 0.5 / n, 1 - 0.5 / n)))
    defined = ~np.isnan(without)
    pull = np.average(without[defined], weights=counts[defined]) - without[defined]
    spread = counts[defined] @ pull**2
    acceleration = float(counts[defined] @ pull**3 / (6 * spread**1.5)) if spread > 0 else 0.0
    return Distribution(samples, bias, acceleration)


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
