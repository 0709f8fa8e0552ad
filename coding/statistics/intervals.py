"""Uncertainty of coefficients: BCa bootstrap intervals over units, analytic intervals, and where there are none.

All coefficients are computed from the same bootstrap samples, so that their intervals can be compared.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from statistics import NormalDist
from typing import TypeVar

import numpy as np

from coding.statistics.proportions import wilson
from coding.statistics.ratings import PRESENCE, FloatArray, Ratings, UndefinedAgreement
from coding.statistics.registry import Coefficient
from coding.statistics.resampling import SAME, bca, bootstrap_blocks, jackknife_se, sums_per_sample
from coding.statistics.standard_errors import ONE_UNIT

SEED = 2026
REPLICATES = 2000
CONFIDENCE = 0.95

# A standard error below this is the root of a variance that is zero except for such noise.
NO_SPREAD = 1e-7

PERFECT = "agreement is perfect, so resampling shows no spread; the interval is Wilson's, of percent agreement"
AT_THE_EDGE = "the value is at the edge of the values that resampling these few units can reach"
NEVER_OR_ALWAYS = "one rater applied the code to no unit, or to every unit"

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Estimate:
    """A coefficient with its uncertainty. A number that does not exist is None.

    Attributes
    ----------
    value, low, high : float or None
    se : float or None
        Analytic if a formula exists, otherwise the standard deviation of the bootstrap samples; see `se_method`.
    undefined : str or None
        Why there is no value.
    method : "bca", "wilson" or None
        How `low` and `high` were computed.
    note : str or None
        A remark on the interval, or why there is none.
    undefined_replicates : int
        Number of bootstrap samples in which the coefficient has no value; they are left out.
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
        All ratings must have the same rows, like those of `Ratings.presence` and their origin.
    seed : int
        Seed of the bootstrap samples.
    replicates : int
        Number of bootstrap samples.
    confidence : float
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    dict of key to Estimate
        A coefficient that is undefined for its ratings has no value but a reason.

    References
    ----------
    Efron (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association, 82(397),
    171-185.

    Examples
    --------
    >>> from coding.statistics.coefficients import cohen_kappa
    >>> ratings = Ratings.from_labels([("a", "a")] * 30 + [("b", "b")] * 10 + [("a", "b")] * 10)
    >>> kappa = estimates({"kappa": (cohen_kappa, ratings)})["kappa"]
    >>> round(kappa.value, 3), round(kappa.low, 2), round(kappa.high, 2), kappa.method
    (0.545, 0.3, 0.76, 'bca')
    """
    computed: dict[Key, Estimate] = {}
    sampled: dict[Key, list[FloatArray]] = {}
    for key, (coefficient, ratings) in wanted.items():
        computed[key] = _value(coefficient, ratings)
        if computed[key].undefined is None and ratings.units_used > 1:
            sampled[key] = []
    if sampled:
        counts = wanted[next(iter(sampled))][1].counts
        for block in bootstrap_blocks(counts, seed, replicates):
            for key, samples in sampled.items():
                coefficient, ratings = wanted[key]
                samples.append(coefficient.resampled(ratings, partial(sums_per_sample, block)))
    for key, samples in sampled.items():
        coefficient, ratings = wanted[key]
        computed[key] = _with_uncertainty(computed[key], coefficient, ratings, np.concatenate(samples), confidence)
    return computed


def values_alone(wanted: Mapping[Key, tuple[Coefficient, Ratings]], note: str) -> dict[Key, Estimate]:
    """Compute several coefficients without intervals.

    Parameters
    ----------
    wanted : mapping of key to (coefficient, ratings)
    note : str
        Why there are no intervals.

    Returns
    -------
    dict of key to Estimate

    Examples
    --------
    >>> from coding.statistics.coefficients import cohen_kappa
    >>> ratings = Ratings.from_labels([("a", "a"), ("b", "b"), ("a", "b")])
    >>> values_alone({"kappa": (cohen_kappa, ratings)}, "no interval: not wanted")["kappa"].note
    'no interval: not wanted'
    """
    alone = {key: _value(coefficient, ratings) for key, (coefficient, ratings) in wanted.items()}
    return {key: computed if computed.undefined else replace(computed, note=note) for key, computed in alone.items()}


def _value(coefficient: Coefficient, ratings: Ratings) -> Estimate:
    try:
        value = coefficient(ratings)
    except UndefinedAgreement as reason:
        return Estimate(undefined=str(reason))
    if ratings.units_used > 1:
        return Estimate(value=value)
    return Estimate(value=value, note=f"no interval: {ONE_UNIT}")


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
    if analytic and se:  # a standard error of 0 does not mean certainty
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
    """Return whether the coefficient is a proportion of units: with two raters, a unit agrees or not."""
    return coefficient.share and len(ratings.raters) == 2


def _is_perfect(value: float, ratings: Ratings) -> bool:
    return abs(value - 1) <= SAME and bool((ratings.agreement[ratings.pairable] == 1).all())


def _agreeing(coefficient: Coefficient, ratings: Ratings) -> tuple[int, int]:
    """Return the units on which all agree, and the units that count: all, or those to which the code was given."""
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
