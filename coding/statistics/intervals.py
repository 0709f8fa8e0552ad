"""Uncertainty of coefficients: BCa bootstrap, posterior and analytic intervals, and where there are none.

All coefficients are computed from the same samples, so that their intervals can be compared.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

import numpy as np

from coding.statistics.canonical_order import canonical_order
from coding.statistics.estimate import Estimate
from coding.statistics.interval_methods import is_perfect, with_errors, with_interval
from coding.statistics.posterior import RARE, minority, posterior_samples
from coding.statistics.ratings import FloatArray, Ratings, UndefinedAgreement
from coding.statistics.registry import Coefficient
from coding.statistics.resampling import (
    Distribution,
    bootstrap_blocks,
    sums_per_sample,
)
from coding.statistics.standard_errors import ONE_UNIT

SEED = 2026
REPLICATES = 10_000
REPLICATES_OF_CODE = 2_000  # of each code alone
CONFIDENCE = 0.95


Key = TypeVar("Key", bound=Hashable)


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
        uncertain = with_errors(computed[key], coefficient, ratings, resampled, confidence)
        computed[key] = with_interval(
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
        if is_perfect(ratings) or minority(ratings) < RARE:
            of_ratings.setdefault(id(ratings), {})[key] = coefficient
    drawn: dict[Key, FloatArray | str] = {}
    for wanted in of_ratings.values():
        ratings = sampled[next(iter(wanted))][1]
        try:
            drawn |= posterior_samples(ratings, wanted, seed=seed, replicates=replicates)
        except UndefinedAgreement as reason:
            drawn |= dict.fromkeys(wanted, str(reason))
    return drawn
