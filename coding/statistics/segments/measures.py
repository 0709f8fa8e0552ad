"""Measures of agreement on passages as functions of sums over units, and their intervals over units."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import NormalDist
from typing import TypeVar

import numpy as np

from coding.statistics.estimate import Estimate
from coding.statistics.ratings import FloatArray
from coding.statistics.resampling import BLOCK, SAME, bca_distribution

# Fewer units with passages of two raters have no interval; with fewer than `APPROXIMATE`, it covers less than stated.
FEWEST, APPROXIMATE = 10, 50
# From this number of units on, the interval is analytic.
MANY_UNITS = 20_000

NOT_MARKED_BY_TWO = "no unit was marked by two raters with a code that both gave"
NO_UNIT = "no unit was coded by two raters who marked the code where they gave it"
NOTHING_MARKED = "no passage of the code counts, so chance agreement is complete"
ALL_MARKED = "everything is marked by everybody, so chance agreement is complete"
TOO_FEW = f"no interval: fewer than {FEWEST} units were marked by two raters"
COVERS_LESS = "with fewer than 50 units, a 95 % interval covers about 90 %"
NO_SPREAD = "no interval: every resample gives the same value, which is not certainty"


@dataclass(frozen=True)
class Measure:
    """A measure of agreement on passages.

    Attributes
    ----------
    value : callable
        Returns the measure of sums of shape (..., terms); NaN where it is undefined.
    influence : callable
        Returns the linearised contribution of each unit to the measure, from the terms of shape (units, terms).
    why_undefined : callable
        Returns the reason for which the sums over all units have no value.
    """

    value: Callable[[FloatArray], FloatArray]
    influence: Callable[[FloatArray], FloatArray]
    why_undefined: Callable[[FloatArray], str]


def dice(sums: FloatArray) -> FloatArray:
    """Return the share of the marked characters that are common.

    Parameters
    ----------
    sums : ndarray of float, shape (..., 2)
        Common characters; characters marked by one rater plus those marked by the other.

    Returns
    -------
    ndarray of float, shape (...)
        NaN where nothing is marked.

    References
    ----------
    Dice (1945). Measures of the amount of ecologic association between species. Ecology, 26(3), 297-302.

    Examples
    --------
    >>> float(dice(np.array([10.0, 32.0])))
    0.625
    """
    common, length = np.moveaxis(np.asarray(sums, dtype=float), -1, 0)
    values = np.full(np.shape(length), np.nan)
    np.divide(2 * common, length, out=values, where=length > 0)
    return values


def unitizing_alpha(sums: FloatArray) -> FloatArray:
    """Return Krippendorff's alpha for unitizing of one code against the rest of the text.

    Parameters
    ----------
    sums : ndarray of float, shape (..., 5)
        See `unitizing_sums`.

    Returns
    -------
    ndarray of float, shape (...)
        NaN where nothing or everything is marked.

    References
    ----------
    Krippendorff, Mathet, Bouvry, Widlocher (2016). On the reliability of unitizing textual continua: further
    developments. Quality and Quantity, 50(6), 2347-2364.

    Examples
    --------
    >>> round(float(unitizing_alpha(np.array([56.0, 9.0, 6.0, 65.0, 117.0]))), 4)
    0.2825
    """
    l00, l01, l11, g0, g1 = np.moveaxis(np.asarray(sums, dtype=float), -1, 0)
    marked, unmarked = l11 + l01, l00 + l01
    n = marked + unmarked
    # N (N^2 - g0 - g1 - (t0^2 - g0 + t1^2 - g1)) is 2 N t0 t1, because t0 + t1 is N.
    expected = n * unmarked * marked
    ratio = np.full(np.shape(n), np.nan)
    np.divide(l01 * (n * n - g0 - g1), expected, out=ratio, where=expected > 0)
    return 1 - ratio


def _influence_on_dice(terms: FloatArray) -> FloatArray:
    total = terms.sum(axis=0)
    return np.asarray((2 * terms[:, 0] - dice(total) * terms[:, 1]) / total[1])


def _influence_on_alpha(terms: FloatArray) -> FloatArray:
    l00, l01, l11, g0, g1 = terms.sum(axis=0)
    marked, unmarked, corrections = l11 + l01, l00 + l01, g0 + g1
    n = marked + unmarked
    room = n * n - corrections
    of_marked, of_unmarked = terms[:, 2] + terms[:, 1], terms[:, 0] + terms[:, 1]
    of_n = of_marked + of_unmarked
    of_room = 2 * n * of_n - terms[:, 3] - terms[:, 4]
    relative = of_room / room - of_n / n - of_unmarked / unmarked - of_marked / marked
    change = -room / (n * unmarked * marked) * (terms[:, 1] + l01 * relative)
    return np.asarray(change - change.mean())


def _why_no_alpha(sums: FloatArray) -> str:
    if sums.sum() == 0:
        return NO_UNIT
    return NOTHING_MARKED if sums[1] + sums[2] == 0 else ALL_MARKED


DICE = Measure(dice, _influence_on_dice, lambda sums: NOT_MARKED_BY_TWO)
UNITIZING_ALPHA = Measure(unitizing_alpha, _influence_on_alpha, _why_no_alpha)


@dataclass(frozen=True, eq=False)
class Wanted:
    """A measure that is wanted, with the terms of each unit that enters.

    Attributes
    ----------
    measure : Measure
    terms : ndarray of float, shape (units, terms)
    units_marked : int
        Number of units with passages of two raters.
    replicates : int
        Number of bootstrap samples; 0 for no interval.
    """

    measure: Measure
    terms: FloatArray
    units_marked: int
    replicates: int

    @cached_property
    def value(self) -> float:
        """NaN if it is undefined."""
        return float(self.measure.value(self.terms.sum(axis=0)))

    @cached_property
    def se(self) -> float | None:
        """Linearised standard error, None for one unit."""
        n = len(self.terms)
        if n < 2:
            return None
        se = float(np.sqrt(n / (n - 1) * (self.measure.influence(self.terms) ** 2).sum()))
        return se if se > SAME else 0.0

    @property
    def is_resampled(self) -> bool:
        enough = self.units_marked >= FEWEST and len(self.terms) < MANY_UNITS
        return bool(enough and self.replicates and not np.isnan(self.value) and self.se)


Key = TypeVar("Key", bound=Hashable)


def estimates(wanted: Mapping[Key, Wanted], *, seed: int, confidence: float) -> dict[Key, Estimate]:
    """Return measures with their standard errors and their intervals over units.

    Parameters
    ----------
    wanted : mapping of key to Wanted
        Measures over the same number of units are computed from the same samples.
    seed : int
        Seed of the bootstrap samples.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    dict of key to Estimate
        `method` is "bca" or "linearised"; without an interval, `note` says why.

    Examples
    --------
    >>> wanted = Wanted(DICE, np.array([[0.0, 12.0], [10.0, 20.0]]), units_marked=2, replicates=100)
    >>> computed = estimates({"dice": wanted}, seed=1, confidence=0.95)["dice"]
    >>> computed.value, computed.se, computed.note
    (0.625, 0.46875, 'no interval: fewer than 10 units were marked by two raters')
    """
    resampled = _resampled({key: one for key, one in wanted.items() if one.is_resampled}, seed)
    return {key: _estimate(one, resampled.get(key), confidence) for key, one in wanted.items()}


def _estimate(one: Wanted, samples: FloatArray | None, confidence: float) -> Estimate:
    total = one.terms.sum(axis=0)
    if np.isnan(one.value):
        return Estimate(undefined=one.measure.why_undefined(total))
    plain = Estimate(one.value, se=one.se, se_method="linearised")
    if samples is not None:
        drawn = bca_distribution(
            one.value, samples[~np.isnan(samples)], one.measure.value(total - one.terms), np.ones(len(one.terms))
        )
        low, high = (drawn.end((1 + side * confidence) / 2) for side in (-1, 1))
        note = COVERS_LESS if one.units_marked < APPROXIMATE else None
        return replace(plain, low=min(low, one.value), high=max(high, one.value), method="bca", note=note)
    if one.units_marked < FEWEST:
        return replace(plain, note=TOO_FEW)
    if not one.se:
        return replace(plain, note=NO_SPREAD)
    if len(one.terms) < MANY_UNITS:
        return plain
    half = NormalDist().inv_cdf((1 + confidence) / 2) * one.se
    return replace(plain, low=one.value - half, high=one.value + half, method="linearised")


def _resampled(wanted: Mapping[Key, Wanted], seed: int) -> dict[Key, FloatArray]:
    """Return the measures of bootstrap samples of units."""
    values: dict[Key, list[FloatArray]] = {key: [] for key in wanted}
    alike: dict[tuple[int, int], list[Key]] = {}
    for key, one in wanted.items():
        alike.setdefault((len(one.terms), one.replicates), []).append(key)
    for (n, replicates), keys in alike.items():
        # Samples are drawn by position in this order, which the names of codes, raters and units do not change.
        in_order = {key: wanted[key].terms[np.lexsort(wanted[key].terms.T)] for key in keys}
        for samples in _samples(n, seed, replicates):
            for key, terms in in_order.items():
                values[key].append(wanted[key].measure.value(samples @ terms))
    return {key: np.concatenate(blocks) for key, blocks in values.items()}


def _samples(n: int, seed: int, replicates: int) -> Iterator[FloatArray]:
    """Yield bootstrap samples of n units in blocks, as counts of units, shape (samples, n)."""
    random = np.random.default_rng(seed)
    block = max(BLOCK // n, 1)
    for start in range(0, replicates, block):
        size = min(block, replicates - start)
        drawn = random.integers(0, n, size=(size, n)) + n * np.arange(size)[:, None]
        yield np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n).astype(float)
