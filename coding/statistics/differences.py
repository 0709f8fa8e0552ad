"""The difference of a coefficient between two rounds, on the same units or on others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import NormalDist
from typing import Any

import numpy as np

from coding.statistics.canonical_order import canonical_order
from coding.statistics.coefficients import cohen_kappa, krippendorff_alpha
from coding.statistics.intervals import CONFIDENCE, REPLICATES_OF_CODE, SEED, estimates
from coding.statistics.multilabel import krippendorff_alpha_masi
from coding.statistics.ratings import FloatArray, Label, Ratings, UndefinedAgreement
from coding.statistics.registry import COEFFICIENTS, Coefficient
from coding.statistics.resampling import SAME, bca_distribution, bootstrap_blocks, sums_per_sample
from coding.statistics.selection import default_primary

# From this number of units on, or with more distinct joint rows, the interval is that of the influence of single units.
MANY_UNITS, MANY_JOINT_ROWS = 20_000, 2_000
SAME_ANSWERS = "no interval: every resample gives 0"
NO_INTERVAL_OF_ONE = "no interval: one of the two coefficients has none"

Row = Sequence[Label | frozenset[Label] | None]  # a label, or the codes, per rater


@dataclass(frozen=True)
class Difference:
    """A coefficient in two rounds, and by how much it differs.

    Attributes
    ----------
    coefficient : str
        Its name.
    first, second : float or None
        Its values; if paired, on the units of both rounds.
    value : float or None
        `second` - `first`.
    low, high, se : float or None
    method : "bca", "mover", "linearised" or None
    paired : bool
        Whether the units that have two ratings in both rounds were compared with themselves.
    units_both, units_first_only, units_second_only : int
        Units with two ratings or more, in both rounds or in one. If paired, those of one round are left out.
    undefined : str or None
        Why there is no value.
    note : str or None
        Why there is no interval.
    """

    coefficient: str
    first: float | None
    second: float | None
    paired: bool
    units_both: int
    units_first_only: int
    units_second_only: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    method: str | None = None
    undefined: str | None = None
    note: str | None = None


def difference(
    first: Mapping[Any, Row],
    second: Mapping[Any, Row],
    *,
    coefficient: Coefficient | None = None,
    order: Sequence[Label] | None = None,
    scores: Sequence[float] | None = None,
    seed: int = SEED,
    replicates: int = REPLICATES_OF_CODE,
    confidence: float = CONFIDENCE,
) -> Difference:
    """Compare the agreement of two rounds.

    Parameters
    ----------
    first, second : mapping of unit to row
        A row has a label per rater, None if the rater did not code the unit; or a frozenset of labels per rater.
    coefficient : Coefficient, optional
        By default that of `default_coefficient`.
    order, scores : sequence, optional
        Of ordered codes: all codes in their order, and their scores.
    seed, replicates, confidence
        As of `estimates`.

    Returns
    -------
    Difference
        Paired if a unit has two ratings in both rounds, otherwise of independent units.

    Raises
    ------
    ValueError
        If a round has no unit.

    References
    ----------
    Zou, Donner (2008). Construction of confidence limits about effect measures: a general approach. Statistics in
    Medicine, 27(10), 1693-1702. Efron (1987). Better bootstrap confidence intervals. Journal of the American
    Statistical Association, 82(397), 171-185.

    Examples
    --------
    >>> before = {unit: ("a", "b" if unit % 2 else "a") if unit % 3 else ("b", "b") for unit in range(30)}
    >>> after = {unit: (row[0], row[0]) if unit < 25 else row for unit, row in before.items()}
    >>> found = difference(before, after, replicates=200)
    >>> round(found.first, 2), round(found.second, 2), found.method, found.units_both
    (0.4, 0.86, 'bca', 30)
    """
    both = [unit for unit in first if unit in second and _rated(first[unit]) and _rated(second[unit])]
    only_first = sum(map(_rated, first.values())) - len(both)
    only_second = sum(map(_rated, second.values())) - len(both)
    if both:
        joint = ratings_of_rows([[*first[unit], *second[unit]] for unit in both], order, scores)
        raters = len(first[both[0]])
        sides = joint.of_raters(range(raters)), joint.of_raters(range(raters, len(joint.raters)))
    else:
        joint = None
        sides = (
            ratings_of_rows(list(first.values()), order, scores),
            ratings_of_rows(list(second.values()), order, scores),
        )
    coefficient = coefficient or default_coefficient(*sides)
    values: list[float | None] = []
    undefined = None
    for ratings in sides:
        try:
            values.append(coefficient(ratings))
        except UndefinedAgreement as reason:
            values.append(None)
            undefined = undefined or str(reason)
    known = Difference(
        coefficient.name, values[0], values[1], bool(both), len(both), only_first, only_second, undefined=undefined
    )
    if values[0] is None or values[1] is None:
        return known
    known = replace(known, value=values[1] - values[0])
    if joint is None:
        return _independent(known, coefficient, sides, seed, replicates, confidence)
    return _paired(known, coefficient, joint, sides, seed, replicates, confidence)


def default_coefficient(first: Ratings, second: Ratings) -> Coefficient:
    """Return the coefficient by which both rounds are judged by default; if these differ, one that both have.

    Parameters
    ----------
    first, second : Ratings

    Returns
    -------
    Coefficient

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "b")])
    >>> default_coefficient(ratings, ratings).name
    'cohen_kappa'
    """
    names = {default_primary(first), default_primary(second)}
    if len(names) == 1:
        return COEFFICIENTS[names.pop()]
    if first.multilabel or second.multilabel:
        return krippendorff_alpha_masi
    return cohen_kappa if len(first.raters) == len(second.raters) == 2 else krippendorff_alpha


def ratings_of_rows(
    rows: Sequence[Any], order: Sequence[Label] | None = None, scores: Sequence[float] | None = None
) -> Ratings:
    """Return the ratings of rows of labels, or of frozensets of labels.

    Parameters
    ----------
    rows : sequence of row
    order, scores : sequence, optional
        Of ordered codes.

    Returns
    -------
    Ratings

    Examples
    --------
    >>> ratings_of_rows([("a", "b")]).multilabel, ratings_of_rows([(frozenset("ab"), None)]).multilabel
    (False, True)
    """
    sets = any(isinstance(value, frozenset) for row in rows for value in row)
    if sets:
        return Ratings.from_sets(rows)
    return Ratings.from_labels(rows) if order is None else Ratings.from_labels(rows, categories=order).ordered(scores)


def influence_of_kappa(ratings: Ratings) -> FloatArray:
    """Return the influence of one unit of each row on Cohen's kappa, times the number of units.

    Parameters
    ----------
    ratings : Ratings
        Of two raters, without missing ratings.

    Returns
    -------
    ndarray of float, shape (rows,)

    Examples
    --------
    >>> influence = influence_of_kappa(Ratings.from_labels([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]))
    >>> influence.round(3).tolist()
    [0.75, -1.25, 0.25]
    """
    shares = ratings.counts / ratings.counts.sum()
    i, j = ratings.patterns.T
    q = ratings.n_values
    first, second = np.bincount(i, shares, q), np.bincount(j, shares, q)
    observed, expected = float(shares @ (i == j)), float(first @ second)
    kappa = (observed - expected) / (1 - expected)
    weighed: FloatArray = ((i == j) - (1 - kappa) * (second[i] + first[j]) - (kappa - expected * (1 - kappa))) / (
        1 - expected
    )
    return weighed


def _rated(row: Any) -> bool:
    return sum(value is not None for value in row) >= 2


def _paired(
    known: Difference,
    coefficient: Coefficient,
    joint: Ratings,
    sides: tuple[Ratings, Ratings],
    seed: int,
    replicates: int,
    confidence: float,
) -> Difference:
    """Add interval and standard error of a difference on the same units; a draw of units has both their rows."""
    value = float(known.value or 0.0)
    if np.array_equal(sides[0].patterns, sides[1].patterns):
        return replace(known, se=0.0, note=SAME_ANSWERS)
    if coefficient is cohen_kappa and not any((side.patterns < 0).any() for side in sides):
        pull = influence_of_kappa(sides[1]) - influence_of_kappa(sides[0])
        known = replace(known, se=float(np.sqrt(joint.counts @ pull**2) / joint.counts.sum()))
        if joint.units >= MANY_UNITS or len(joint.counts) > MANY_JOINT_ROWS:
            half = NormalDist().inv_cdf((1 + confidence) / 2) * (known.se or 0.0)
            return replace(known, low=value - half, high=value + half, method="linearised")
    samples = np.concatenate(
        [
            _differences(coefficient, sides, partial(sums_per_sample, block))
            for block in bootstrap_blocks(joint.counts, canonical_order(joint), seed, replicates)
        ]
    )
    defined = samples[~np.isnan(samples)]
    if len(defined) < len(samples) / 2:
        return replace(known, note="no interval: undefined in most bootstrap samples")
    if known.se is None:
        known = replace(known, se=float(defined.std(ddof=1)))
    if np.ptp(defined) <= SAME:
        return replace(known, note="no interval: every resample gives the same difference")
    without = _differences(coefficient, sides, joint.leave_one_out())
    drawn = bca_distribution(value, defined, without, joint.counts.astype(float))
    low, high = drawn.end((1 - confidence) / 2), drawn.end((1 + confidence) / 2)
    return replace(known, low=low, high=high, method="bca")


def _differences(coefficient: Coefficient, sides: tuple[Ratings, Ratings], total: Any) -> FloatArray:
    first, second = (coefficient.resampled(ratings, total) for ratings in sides)
    return second - first


def _independent(
    known: Difference,
    coefficient: Coefficient,
    sides: tuple[Ratings, Ratings],
    seed: int,
    replicates: int,
    confidence: float,
) -> Difference:
    """Add interval and standard error of a difference on other units, from the two intervals."""
    first, second = (
        estimates({0: (coefficient, ratings)}, seed=seed, replicates=replicates, confidence=confidence)[0]
        for ratings in sides
    )
    if first.se is not None and second.se is not None:
        known = replace(known, se=float(np.hypot(first.se, second.se)))
    ends = (first.value, first.low, first.high, second.value, second.low, second.high)
    if None in ends:
        return replace(known, note=NO_INTERVAL_OF_ONE)
    k1, l1, u1, k2, l2, u2 = (float(end) for end in ends if end is not None)
    below, above = float(np.hypot(k2 - l2, u1 - k1)), float(np.hypot(u2 - k2, k1 - l1))
    return replace(known, low=k2 - k1 - below, high=k2 - k1 + above, method="mover")
