"""The interval of one coefficient: Wilson, posterior or BCa, by the first method that applies."""

from collections.abc import Callable
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from coding.statistics.canonical_order import MANY_ROWS
from coding.statistics.estimate import Estimate
from coding.statistics.posterior import minority
from coding.statistics.proportions import wilson
from coding.statistics.ratings import PRESENCE, FloatArray, Ratings, UndefinedAgreement
from coding.statistics.registry import Coefficient
from coding.statistics.resampling import (
    SAME,
    Distribution,
    bca_distribution,
    jackknife_se,
)

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


def with_errors(
    estimate: Estimate, coefficient: Coefficient, ratings: Ratings, samples: FloatArray, confidence: float
) -> Estimate:
    """Return the estimate with its standard errors.

    Parameters
    ----------
    estimate : Estimate
        With the value alone.
    coefficient : Coefficient
    ratings : Ratings
        What the value was computed from.
    samples : ndarray of float, shape (n_replicates,)
        The coefficient of each bootstrap sample; NaN where it is undefined.
    confidence : float
        Confidence of the analytic interval, between 0 and 1.

    Returns
    -------
    Estimate

    Examples
    --------
    >>> from coding.statistics.coefficients import percent_agreement
    >>> ratings = Ratings.from_labels([("a", "a"), ("a", "b")])
    >>> with_errors(Estimate(value=0.5), percent_agreement, ratings, np.array([0.0, 1.0]), 0.95).se_method
    'analytic'
    """
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


def with_interval(
    estimate: Estimate,
    coefficient: Coefficient,
    ratings: Ratings,
    samples: FloatArray,
    posterior: FloatArray | str | None,
    confidence: float,
    keep: Callable[[Distribution], object],
) -> Estimate:
    """Return the estimate with its interval, by the first method that applies to the ratings.

    Parameters
    ----------
    estimate : Estimate
        With value and standard errors.
    coefficient : Coefficient
    ratings : Ratings
        What the value was computed from.
    samples : ndarray of float, shape (n_replicates,)
        The coefficient of each bootstrap sample; NaN where it is undefined.
    posterior : ndarray of float, shape (n_replicates,), str or None
        Posterior draws; why there are none, as a clause; None if resampling is sufficient.
    confidence : float
        Confidence of the interval, between 0 and 1.
    keep : callable
        Gets the draws of the interval if it was drawn.

    Returns
    -------
    Estimate
        Without an interval, `note` says why.

    References
    ----------
    Wilson (1927). Probable inference, the law of succession, and statistical inference. Journal of the American
    Statistical Association, 22(158), 209-212. Efron (1987). Better bootstrap confidence intervals. Journal of the
    American Statistical Association, 82(397), 171-185.

    Examples
    --------
    >>> from coding.statistics.coefficients import percent_agreement
    >>> ratings = Ratings.from_labels([("a", "a")] * 9 + [("a", "b")])
    >>> estimate = with_interval(Estimate(value=0.9), percent_agreement, ratings, np.array([0.9]), None, 0.95, print)
    >>> estimate.method, round(estimate.low, 2), round(estimate.high, 2)
    ('wilson', 0.6, 0.98)
    """
    assert estimate.value is not None
    perfect = is_perfect(ratings)
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


def is_perfect(ratings: Ratings) -> bool:
    """Return whether all raters agree on every unit with two ratings or more.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    bool

    Examples
    --------
    >>> is_perfect(Ratings.from_labels([("a", "a"), ("b", "b")])), is_perfect(Ratings.from_labels([("a", "b")]))
    (True, False)
    """
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
