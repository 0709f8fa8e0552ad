"""Intervals from a posterior distribution, for tables on which resampling units fails: perfect or nearly one code.

The ratings of a unit by r raters fall into one of u^r cells (u codes in use). The prior adds one
observation in all, shared equally by the cells (Perks).
"""

from collections.abc import Hashable, Mapping
from functools import partial
from typing import TypeVar

import numpy as np

from coding.statistics.canonical_order import canonical_order
from coding.statistics.ratings import FloatArray, Ratings, UndefinedAgreement
from coding.statistics.registry import COEFFICIENTS, Coefficient
from coding.statistics.resampling import BLOCK, sums_per_sample

# With fewer units outside a rater's most frequent code, BCa intervals cover far less often than they state.
RARE = 6
# With more cells than this, the prior decides more than the ratings do.
MOST_CELLS = 1_000

Key = TypeVar("Key", bound=Hashable)


def minority(ratings: Ratings) -> int:
    """Return the number of units outside a rater's most frequent code, the smallest over the raters.

    Parameters
    ----------
    ratings : Ratings
        Only units with two ratings or more count, and raters who coded any of them.

    Returns
    -------
    int
        0 if no unit has two ratings. With several codes per unit, a set of codes counts as one code.

    Examples
    --------
    >>> minority(Ratings.from_labels([("a", "a")] * 8 + [("a", "b")] * 2 + [("c", "b")]))
    1
    """
    outside = []
    counts = np.where(ratings.pairable, ratings.counts, 0)
    for values in ratings.patterns.T:
        of_value = np.bincount(values[values >= 0], weights=counts[values >= 0], minlength=1)
        if of_value.sum():
            outside.append(int(of_value.sum() - of_value.max()))
    return min(outside, default=0)


def posterior_samples(
    ratings: Ratings, wanted: Mapping[Key, Coefficient], *, seed: int, replicates: int
) -> dict[Key, FloatArray]:
    """Draw several coefficients from the same posterior distribution of the shares of the cells.

    Parameters
    ----------
    ratings : Ratings
        One code per unit. Only the units that all raters coded are used.
    wanted : mapping of key to Coefficient
        Alpha is drawn in its form for a population, which is Fleiss' kappa.
    seed : int
    replicates : int
        Number of draws.

    Returns
    -------
    dict of key to ndarray of float, shape (replicates,)
        NaN where a draw leaves the coefficient undefined.

    Raises
    ------
    UndefinedAgreement
        If there is no such distribution; the message states why.

    References
    ----------
    Perks (1947). Some observations on inverse probability including a new indifference rule. Journal of the
    Institute of Actuaries, 73(2), 285-334.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 29 + [("b", "b")])
    >>> kappa = COEFFICIENTS["cohen_kappa"]
    >>> draws = posterior_samples(ratings, {"kappa": kappa}, seed=1, replicates=4000)["kappa"]
    >>> round(float(np.quantile(draws, 0.025)), 1)
    0.2
    """
    cells = _cells(ratings)
    order = canonical_order(cells)
    alpha = cells.counts + 1 / len(cells.counts)
    of_population = {key: _of_population(coefficient) for key, coefficient in wanted.items()}
    random = np.random.default_rng(seed)
    drawn: dict[Key, list[FloatArray]] = {key: [] for key in wanted}
    block = max(BLOCK // len(alpha), 1)
    for start in range(0, replicates, block):
        shares = np.empty((min(block, replicates - start), len(alpha)))
        shares[:, order] = random.dirichlet(alpha[order], size=len(shares))
        for key, coefficient in of_population.items():
            drawn[key].append(coefficient.resampled(cells, partial(sums_per_sample, shares)))
    return {key: np.concatenate(blocks) for key, blocks in drawn.items()}


def _of_population(coefficient: Coefficient) -> Coefficient:
    other = coefficient.population or coefficient
    return COEFFICIENTS[other] if isinstance(other, str) else other


def _cells(ratings: Ratings) -> Ratings:
    """Return ratings with one row for each cell, and the number of units in it."""
    complete = (ratings.patterns >= 0).all(axis=1)
    n = ratings.counts[complete].sum()
    if 2 * n < ratings.units_used:
        raise UndefinedAgreement("all raters coded fewer than half of the units")
    codes, index = np.unique(ratings.patterns[complete], return_inverse=True)
    n_raters = len(ratings.raters)
    if len(codes) < 2:
        raise UndefinedAgreement("the units that all raters coded have only one code")
    if len(codes) ** n_raters > MOST_CELLS:
        raise UndefinedAgreement(
            f"{n_raters} raters with {len(codes)} codes can rate a unit in more than {MOST_CELLS:,} ways"
        )
    shape = (len(codes),) * n_raters
    counts = np.zeros(shape, dtype=np.int64)
    np.add.at(counts, tuple(index.reshape(-1, n_raters).T), ratings.counts[complete])
    patterns = codes[np.indices(shape).reshape(n_raters, -1).T]
    return Ratings(patterns, counts.ravel(), ratings.raters, ratings.categories, int(n), scale=ratings.scale)
