"""Analytic standard errors, where a published formula exists: units are a sample, raters are fixed."""

import numpy as np

from coding.statistics.coefficients import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    percent_agreement,
)
from coding.statistics.ratings import FloatArray, Ratings, UndefinedAgreement
from coding.statistics.terms import NO_PAIR, mean_marginals

ONE_UNIT = "fewer than two units were coded by two raters"


@cohen_kappa.with_standard_error
def cohen_kappa_se(ratings: Ratings) -> float:
    """Standard error of Cohen's kappa (Fleiss, Cohen and Everitt 1969, for kappa other than 0).

    Raises
    ------
    UndefinedAgreement
        If kappa itself is undefined, or only one unit was coded by both.
    """
    kappa = cohen_kappa(ratings)
    _two_units(ratings)
    table = ratings.table()
    n = table.sum()
    p = table / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    chance = rows @ columns
    weights = np.eye(len(p)) - (columns[:, None] + rows) * (1 - kappa)
    variance = (p * weights**2).sum() - (kappa - chance * (1 - kappa)) ** 2
    # Perfect agreement leaves a variance of about -1e-17.
    return float(np.sqrt(max(variance, 0.0) / n) / (1 - chance))


@percent_agreement.with_standard_error
def percent_agreement_se(ratings: Ratings) -> float:
    """Standard error of percent agreement: that of a mean over the units with two ratings or more."""
    _two_units(ratings)
    used = ratings.pairable
    return _of_mean(ratings.agreement[used], ratings.counts[used], percent_agreement(ratings))


@fleiss_kappa.with_standard_error
def fleiss_kappa_se(ratings: Ratings) -> float:
    """Standard error of Fleiss' kappa, Gwet's linearisation over units (Gwet 2008), divisor n - 1."""
    shares = mean_marginals(ratings, ratings.whole())
    return _linearised(ratings, fleiss_kappa(ratings), shares, float(shares @ shares))


@gwet_ac1.with_standard_error
def gwet_ac1_se(ratings: Ratings) -> float:
    """Standard error of AC1, Gwet's linearisation over units (Gwet 2008), divisor n - 1."""
    value = gwet_ac1(ratings)
    shares = mean_marginals(ratings, ratings.whole())
    pull = (1 - shares) / (len(ratings.categories) - 1)
    return _linearised(ratings, value, pull, float(shares @ pull))


@brennan_prediger.with_standard_error
def brennan_prediger_se(ratings: Ratings) -> float:
    """Standard error of Brennan and Prediger's coefficient; its chance term is fixed. Divisor n - 1."""
    value = brennan_prediger(ratings)
    q = len(ratings.categories)
    return _linearised(ratings, value, np.full(q, 1 / q), 1 / q)


def _linearised(ratings: Ratings, value: float, pull: FloatArray, chance: float) -> float:
    """Gwet's standard error of (po - pe) / (1 - pe) from each unit's own contribution.

    Parameters
    ----------
    pull : ndarray, shape (categories,)
        What a unit wholly in a category adds to the chance agreement.
    """
    _two_units(ratings)
    rated, used = ratings.counts.sum(), ratings.units_used
    observed = (ratings.agreement * rated / used - ratings.pairable * rated / used * chance) / (1 - chance)
    own_chance = ratings.tallies @ pull / ratings.ratings_of_unit
    contribution = observed - 2 * (1 - value) * (own_chance - chance) / (1 - chance)
    return _of_mean(contribution, ratings.counts, value)


def _of_mean(contributions: FloatArray, counts: FloatArray | np.ndarray, mean: float) -> float:
    n = counts.sum()
    return float(np.sqrt((counts * (contributions - mean) ** 2).sum() / (n * (n - 1))))


def _two_units(ratings: Ratings) -> None:
    if ratings.units_used < 2:
        raise UndefinedAgreement(ONE_UNIT if ratings.units_used else NO_PAIR)
