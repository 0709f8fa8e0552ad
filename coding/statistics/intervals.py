"""Uncertainty of coefficients: BCa bootstrap, posterior and analytic intervals, and where there are none.

All coefficients are computed from the same samples, so that their intervals can be compared.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from statistics import NormalDist
from typing import TypeVar

import numpy as np

from coding.statistics.canonical_order import MANY_ROWS, canonical_order
from coding.statistics.posterior import RARE, minority, posterior_samples
from coding.statistics.proportions import wilson
from coding.statistics.ratings import PRESENCE, FloatArray, Ratings, UndefinedAgreement
from coding.statistics.registry import Coefficient
from coding.statistics.resampling import (
    SAME,
    Distribution,
    bca_distribution,
    bootstrap_blocks,
    jackknife_se,
    sums_per_sample,
)
from coding.statistics.standard_errors import ONE_UNIT

SEED = 2026
REPLICATES = 10_000
REPLICATES_OF_CODE = 2_000  # of each code alone
CONFIDENCE = 0.95

# A standard error below this is the root of a variance that is zero except for such noise.
NO_SPREAD = 1e-7

NO_SPREAD_IF_PERFECT = "agreement is perfect and resampling shows no spread"
PERFECT = f"{NO_SPREAD_IF_PERFECT}; the interval is that of a posterior distribution"
LABELS_IN_ORDER = (
    f"with more than {MANY_ROWS:,} distinct rows, renaming a code can change the last digit of the interval"
)
AT_THE_EDGE = "the value is at the edge of the values that resampling these few units can reach"
NOT_CERTAIN = "every resample gives the same value, which is not certainty"
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
    method : "bca", "wilson", "posterior" or None
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
    rows: Ratings | None = None,
    seed: int = SEED,
    replicates: int = REPLICATES,
    confidence: float = CONFIDENCE,
) -> dict[Key, Estimate]:
    """Estimate several coefficients from the same bootstrap samples.

    Parameters
    ----------
    wanted : mapping of key to (coefficient, ratings)
        All ratings must have the same rows, like those of `Ratings.presence` and their origin.
    rows : Ratings, optional
        The origin of all these ratings, which determines the order of rows; by default the first of them.
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
    (0.545, 0.32, 0.76, 'bca')
    """
    return estimates_and_distributions(wanted, rows=rows, seed=seed, replicates=replicates, confidence=confidence)[0]


def estimates_and_distributions(
    wanted: Mapping[Key, tuple[Coefficient, Ratings]],
    *,
    rows: Ratings | None = None,
    seed: int = SEED,
    replicates: int = REPLICATES,
    confidence: float = CONFIDENCE,
) -> tuple[dict[Key, Estimate], dict[Key, Distribution]]:
    """Estimate several coefficients as `estimates` does, and return the draws of their intervals as well.

    Parameters
    ----------
    wanted, rows, seed, replicates, confidence
        As of `estimates`.

    Returns
    -------
    dict of key to Estimate
    dict of key to Distribution
        Only of coefficients whose interval was drawn.

    Examples
    --------
    >>> from coding.statistics.coefficients import cohen_kappa
    >>> ratings = Ratings.from_labels([("a", "a")] * 29 + [("b", "b")])
    >>> computed, drawn = estimates_and_distributions({"kappa": (cohen_kappa, ratings)}, replicates=200)
    >>> computed["kappa"].method, len(drawn["kappa"].values)
    ('posterior', 200)
    """
    computed: dict[Key, Estimate] = {}
    sampled: dict[Key, list[FloatArray]] = {}
    for key, (coefficient, ratings) in wanted.items():
        computed[key] = _value(coefficient, ratings)
        if computed[key].undefined is None and ratings.units_used > 1:
            sampled[key] = []
    if sampled:
        origin = rows or wanted[next(iter(sampled))][1]
        for block in bootstrap_blocks(origin.counts, canonical_order(origin), seed, replicates):
            for key, samples in sampled.items():
                coefficient, ratings = wanted[key]
                samples.append(coefficient.resampled(ratings, partial(sums_per_sample, block)))
    drawn = _posterior_samples({key: wanted[key] for key in sampled}, seed, replicates)
    distributions: dict[Key, Distribution] = {}
    for key, samples in sampled.items():
        coefficient, ratings = wanted[key]
        resampled = np.concatenate(samples)
        uncertain = _with_errors(computed[key], coefficient, ratings, resampled, confidence)
        computed[key] = _with_interval(
            uncertain,
            coefficient,
            ratings,
            resampled,
            drawn.get(key),
            confidence,
            partial(distributions.setdefault, key),
        )
    return computed, {key: drawn for key, drawn in distributions.items() if computed[key].low is not None}


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


def _posterior_samples(
    sampled: Mapping[Key, tuple[Coefficient, Ratings]], seed: int, replicates: int
) -> dict[Key, FloatArray | str]:
    """Return posterior draws of the coefficients on which resampling fails, or why there are none."""
    of_ratings: dict[int, dict[Key, Coefficient]] = {}
    for key, (coefficient, ratings) in sampled.items():
        if ratings.multilabel or coefficient.share or coefficient.fixed_chance:
            continue
        if _is_perfect(ratings) or minority(ratings) < RARE:
            of_ratings.setdefault(id(ratings), {})[key] = coefficient
    drawn: dict[Key, FloatArray | str] = {}
    for wanted in of_ratings.values():
        ratings = sampled[next(iter(wanted))][1]
        try:
            drawn |= posterior_samples(ratings, wanted, seed=seed, replicates=replicates)
        except UndefinedAgreement as reason:
            drawn |= dict.fromkeys(wanted, str(reason))
    return drawn


def _with_errors(
    estimate: Estimate, coefficient: Coefficient, ratings: Ratings, samples: FloatArray, confidence: float
) -> Estimate:
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
    if not (analytic and se):  # a standard error of 0 does not mean certainty
        return estimate
    assert estimate.value is not None
    half = NormalDist().inv_cdf((1 + confidence) / 2) * se
    return replace(estimate, analytic_low=estimate.value - half, analytic_high=estimate.value + half)


def _with_interval(
    estimate: Estimate,
    coefficient: Coefficient,
    ratings: Ratings,
    samples: FloatArray,
    posterior: FloatArray | str | None,
    confidence: float,
    keep: Callable[[Distribution], object],
) -> Estimate:
    """Return the estimate with its interval, by the first method that applies to the table; `keep` gets its draws."""
    assert estimate.value is not None
    perfect = _is_perfect(ratings)
    if (coefficient.share or coefficient.fixed_chance) and (len(ratings.raters) == 2 or perfect):
        low, high = wilson(*_agreeing(ratings), confidence)
        if coefficient.fixed_chance:
            chance = 1 / len(ratings.categories)
            low, high = ((end - chance) / (1 - chance) for end in (low, high))
        return replace(estimate, low=low, high=high, method="wilson")
    defined = samples[~np.isnan(samples)]
    no_spread = _why_no_spread(ratings) if len(defined) and np.ptp(defined) <= SAME else None
    if perfect and ratings.multilabel and no_spread:
        return replace(estimate, note=f"no interval: {NO_SPREAD_IF_PERFECT}")
    if posterior is not None and (perfect or no_spread in (None, NOT_CERTAIN)):
        if not isinstance(posterior, str):
            keep(Distribution(posterior[~np.isnan(posterior)], is_posterior=True))
        return _with_posterior(estimate, posterior, PERFECT if perfect else _few(minority(ratings)), confidence)
    if len(defined) < len(samples) / 2:
        return replace(estimate, note="no interval: undefined in most bootstrap samples")
    if no_spread:
        return replace(estimate, note=f"no interval: {no_spread}")
    without = coefficient.resampled(ratings, ratings.leave_one_out())
    distribution = bca_distribution(estimate.value, defined, without, ratings.counts.astype(float))
    low, high = distribution.end((1 - confidence) / 2), distribution.end((1 + confidence) / 2)
    keep(distribution)
    if not low - SAME <= estimate.value <= high + SAME:
        return replace(estimate, note=f"no interval: {AT_THE_EDGE}")
    note = LABELS_IN_ORDER if len(ratings.counts) > MANY_ROWS else None
    return replace(estimate, low=low, high=high, method="bca", note=note)


def _with_posterior(estimate: Estimate, posterior: FloatArray | str, note: str, confidence: float) -> Estimate:
    assert estimate.value is not None
    if isinstance(posterior, str):
        return replace(estimate, note=f"no interval: {posterior}")
    low, high = np.nanquantile(posterior, [(1 - confidence) / 2, (1 + confidence) / 2])
    low, high = min(float(low), estimate.value), max(float(high), estimate.value)
    if abs(estimate.value - 1) <= SAME:
        high = 1.0
    return replace(estimate, low=low, high=high, method="posterior", note=note)


def _few(count: int) -> str:
    """Return why the interval is not that of resampling."""
    return f"{few_outside(count)}; the interval is that of a posterior distribution"


def few_outside(count: int) -> str:
    """Return a clause on the number of units outside the most frequent code of a rater.

    Parameters
    ----------
    count : int
        See `minority`.

    Returns
    -------
    str

    Examples
    --------
    >>> few_outside(3), few_outside(1)
    ('only 3 units fall outside the most common code', 'only 1 unit falls outside the most common code')
    """
    if count == 0:
        return "no unit falls outside the most common code of a rater"
    units = "1 unit falls" if count == 1 else f"{count} units fall"
    return f"only {units} outside the most common code"


def _without_noise(se: float) -> float:
    return se if se > NO_SPREAD else 0.0


def _jackknife_or_none(coefficient: Coefficient, ratings: Ratings) -> float | None:
    try:
        return _without_noise(jackknife_se(coefficient, ratings))
    except UndefinedAgreement:
        return None


def _is_perfect(ratings: Ratings) -> bool:
    return bool((ratings.agreement[ratings.pairable] == 1).all())


def _agreeing(ratings: Ratings) -> tuple[int, int]:
    """Return the units on which all agree, and the units with two ratings or more."""
    agreeing = ratings.pairable & (ratings.agreement == 1)
    return int(ratings.counts[agreeing].sum()), ratings.units_used


def _why_no_spread(ratings: Ratings) -> str:
    used = ratings.positives > 0
    if len(ratings.raters) == 2 and not (used[0] & used[1]).any():
        return "the raters share no code, so match their codes first"
    if (used.sum(axis=1) == 1).any():
        return "one rater used one code for every unit" if ratings.categories != PRESENCE else NEVER_OR_ALWAYS
    return NOT_CERTAIN
