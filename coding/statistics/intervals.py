"""Uncertainty of coefficients: BCa bootstrap over units, analytic intervals, and their limits.

A bootstrap sample of units is a multinomial draw of the counts of distinct rows. One set of draws serves
every coefficient, so their intervals belong together, and 2,000 samples are one array operation.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from statistics import NormalDist
from typing import TypeVar

import numpy as np

from coding.statistics.proportions import wilson
from coding.statistics.ratings import PRESENCE, FloatArray, IntArray, Ratings, UndefinedAgreement
from coding.statistics.registry import Coefficient
from coding.statistics.standard_errors import ONE_UNIT

SEED = 2026
REPLICATES = 2000
CONFIDENCE = 0.95

# Replicates closer than this are the same value computed in another order.
SAME = 1e-12
# A standard error below this is the root of a variance that is zero but for such noise.
NO_SPREAD = 1e-7
# Draws are made in blocks of about this many numbers, to bound memory where nearly every unit is its own row.
BLOCK = 4_000_000
# Columns from which on a quantity is summed as a sparse one.
WIDE = 100

PERFECT = "agreement is perfect, so resampling shows no spread; the interval is Wilson's, of percent agreement"
AT_THE_EDGE = "the value lies at the edge of what resampling these few units can reach"
NEVER_OR_ALWAYS = "one rater applied the code to no unit, or to every unit"

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Estimate:
    """A coefficient with its uncertainty; everything is None where there is no such number.

    Attributes
    ----------
    value, low, high : float or None
    se : float or None
        Analytic where a formula exists, else the spread of the bootstrap samples; `se_method` says which.
    undefined : str or None
        Why there is no value.
    method : "bca", "wilson" or None
        How `low` and `high` were found.
    note : str or None
        What to know about the interval, or why there is none.
    undefined_replicates : int
        Bootstrap samples in which the coefficient had no value; they are left out.
    analytic_low, analytic_high : float or None
        Value -/+ normal quantile times analytic standard error, not clipped; None if that error is 0.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    undefined: str | None = None
    method: str | None = None
    note: str | None = None
    se_method: str | None = None
    se_bootstrap: float | None = None
    se_jackknife: float | None = None
    analytic_low: float | None = None
    analytic_high: float | None = None
    undefined_replicates: int = 0


def estimates(
    wanted: Mapping[Key, tuple[Coefficient, Ratings]],
    *,
    seed: int = SEED,
    replicates: int = REPLICATES,
    confidence: float = CONFIDENCE,
) -> dict[Key, Estimate]:
    """Estimate several coefficients from the same bootstrap samples.

    Parameters
    ----------
    wanted : mapping of key to (coefficient, ratings)
        The ratings must share their rows, as those of `Ratings.presence` do with their origin.
    """
    computed: dict[Key, Estimate] = {}
    sampled: dict[Key, list[FloatArray]] = {}
    for key, (coefficient, ratings) in wanted.items():
        computed[key] = _value(coefficient, ratings)
        if computed[key].undefined is None and ratings.units_used > 1:
            sampled[key] = []
    if sampled:
        counts = wanted[next(iter(sampled))][1].counts
        for draws in _draws(counts, seed, replicates):
            for key, samples in sampled.items():
                coefficient, ratings = wanted[key]
                samples.append(coefficient.resampled(ratings, partial(_sums, draws)))
    for key, samples in sampled.items():
        coefficient, ratings = wanted[key]
        computed[key] = _with_uncertainty(computed[key], coefficient, ratings, np.concatenate(samples), confidence)
    return computed


def values_alone(wanted: Mapping[Key, tuple[Coefficient, Ratings]], note: str) -> dict[Key, Estimate]:
    """Return the coefficients without intervals; `note` says why."""
    alone = {key: _value(coefficient, ratings) for key, (coefficient, ratings) in wanted.items()}
    return {key: computed if computed.undefined else replace(computed, note=note) for key, computed in alone.items()}


def jackknife_se(coefficient: Coefficient, ratings: Ratings) -> float:
    """Jackknife standard error over the units with two ratings or more.

    Raises
    ------
    UndefinedAgreement
        With fewer than two such units, or if leaving one of them out makes the coefficient undefined.
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
    """Bias-corrected and accelerated bootstrap interval (Efron 1987).

    Parameters
    ----------
    value : float
        The coefficient of the ratings themselves.
    samples : ndarray, shape (replicates,)
        The coefficient of each bootstrap sample; defined ones only.
    without : ndarray, shape (rows,)
        The coefficient without one unit of each row; NaN where that is undefined.
    counts : ndarray, shape (rows,)
        Units a row stands for.
    """
    normal = NormalDist()
    n = len(samples)
    # Ratings are discrete: samples that equal the value count half, else ties would shift the interval.
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


def _value(coefficient: Coefficient, ratings: Ratings) -> Estimate:
    try:
        value = coefficient(ratings)
    except UndefinedAgreement as reason:
        return Estimate(undefined=str(reason))
    if ratings.units_used > 1:
        return Estimate(value=value)
    return Estimate(value=value, note=f"no interval: {ONE_UNIT}")


def _draws(counts: IntArray, seed: int, replicates: int) -> Iterator[FloatArray]:
    """Bootstrap samples of the units as counts of their rows, shape (block, rows)."""
    random = np.random.default_rng(seed)
    n = counts.sum()
    block = max(BLOCK // len(counts), 1)
    for start in range(0, replicates, block):
        size = min(block, replicates - start)
        yield random.multinomial(n, counts / n, size=size).astype(float)


def _sums(draws: FloatArray, quantity: FloatArray) -> FloatArray:
    """Sums of a quantity over the units of each sample. Where it has many columns, nearly all of it is zero."""
    if quantity.ndim < 2 or quantity.shape[1] < WIDE:
        dense: FloatArray = np.matmul(draws, quantity)
        return dense
    from scipy.sparse import csr_array  # only many codes need it, and it takes a while to load

    sums: FloatArray = (csr_array(quantity.T) @ draws.T).T
    return sums


def _with_uncertainty(
    estimate: Estimate, coefficient: Coefficient, ratings: Ratings, samples: FloatArray, confidence: float
) -> Estimate:
    assert estimate.value is not None
    value = estimate.value
    defined = samples[~np.isnan(samples)]
    se_bootstrap = _without_noise(float(defined.std(ddof=1))) if len(defined) > 1 else None
    analytic = coefficient.standard_error
    se = _without_noise(analytic(ratings)) if analytic else se_bootstrap
    estimate = replace(
        estimate,
        se=se,
        se_method="analytic" if analytic else "bootstrap",
        se_bootstrap=se_bootstrap,
        se_jackknife=_jackknife_or_none(coefficient, ratings),
        undefined_replicates=len(samples) - len(defined),
    )
    if analytic and se:  # no width is not certainty
        half = NormalDist().inv_cdf((1 + confidence) / 2) * se
        estimate = replace(estimate, analytic_low=value - half, analytic_high=value + half)

    if _is_proportion(coefficient, ratings) or _is_perfect(value, ratings):
        low, high = wilson(*_agreeing(coefficient, ratings), confidence)
        note = None if _is_proportion(coefficient, ratings) else PERFECT
        return replace(estimate, low=low, high=high, method="wilson", note=note)
    if len(defined) < len(samples) / 2:
        return replace(estimate, note="no interval: undefined in most bootstrap samples")
    if np.ptp(defined) <= SAME:
        return replace(estimate, note=f"no interval: {_why_no_spread(ratings)}")
    without = coefficient.resampled(ratings, ratings.leave_one_out())
    low, high = bca(value, defined, without, ratings.counts.astype(float), confidence)
    if not low - SAME <= value <= high + SAME:
        return replace(estimate, note=f"no interval: {AT_THE_EDGE}")
    return replace(estimate, low=low, high=high, method="bca")


def _without_noise(se: float) -> float:
    return se if se > NO_SPREAD else 0.0


def _jackknife_or_none(coefficient: Coefficient, ratings: Ratings) -> float | None:
    try:
        return _without_noise(jackknife_se(coefficient, ratings))
    except UndefinedAgreement:
        return None


def _is_proportion(coefficient: Coefficient, ratings: Ratings) -> bool:
    """With two raters, a unit agrees or not, so the share of agreement is a proportion."""
    return coefficient.share and len(ratings.raters) == 2


def _is_perfect(value: float, ratings: Ratings) -> bool:
    return abs(value - 1) <= SAME and bool((ratings.agreement[ratings.pairable] == 1).all())


def _agreeing(coefficient: Coefficient, ratings: Ratings) -> tuple[int, int]:
    """Units on which all agree, and units that count: all, or those where this one code was applied."""
    counts = ratings.pairable
    if coefficient.name == "specific_agreement":
        counts = counts & (ratings.tallies[:, 1] > 0)
    agreeing = counts & (ratings.agreement == 1)
    return int(ratings.counts[agreeing].sum()), int(ratings.counts[counts].sum())


def _why_no_spread(ratings: Ratings) -> str:
    used = ratings.positives > 0
    if len(ratings.raters) == 2 and not (used[0] & used[1]).any():
        return "the raters share no code, so match their codes first"
    if (used.sum(axis=1) == 1).any():
        return "one rater used one code for every unit" if ratings.categories != PRESENCE else NEVER_OR_ALWAYS
    return "every resample gives the same value, which is not certainty"
