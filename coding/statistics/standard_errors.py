"""Analytic standard errors by published formulas: units are a sample, raters are fixed."""

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
    """Return the standard error of Cohen's kappa, by the formula for kappa other than 0.

    Parameters
    ----------
    ratings : Ratings
        Two raters, one code per unit.

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    UndefinedAgreement
        If kappa itself is undefined, or both raters coded only one unit.

    References
    ----------
    Fleiss, Cohen, Everitt (1969). Large sample standard errors of kappa and weighted kappa. Psychological Bulletin,
    72(5), 323-327.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(cohen_kappa_se(ratings), 4)
    0.2561
    """
    kappa = cohen_kappa(ratings)
    return weighted_kappa_se(ratings, kappa, np.eye(ratings.n_values))


def weighted_kappa_se(ratings: Ratings, kappa: float, weights: FloatArray) -> float:
    """Return the standard error of weighted kappa, by the formula for kappa other than 0.

    Parameters
    ----------
    ratings : Ratings
        Two raters, one code per unit.
    kappa : float
    weights : ndarray of float, shape (categories, categories)
        Of agreement; the identity for Cohen's kappa.

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    UndefinedAgreement
        If both raters coded only one unit.

    References
    ----------
    Fleiss, Cohen, Everitt (1969). Large sample standard errors of kappa and weighted kappa. Psychological Bulletin,
    72(5), 323-327.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(weighted_kappa_se(ratings, cohen_kappa(ratings), np.eye(2)), 4)
    0.2561
    """
    _two_units(ratings)
    table = ratings.table()
    n = table.sum()
    p = table / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    chance = rows @ weights @ columns
    spread = weights - ((weights @ columns)[:, None] + rows @ weights) * (1 - kappa)
    variance = (p * spread**2).sum() - (kappa - chance * (1 - kappa)) ** 2
    # For perfect agreement, rounding leaves a variance of about -1e-17.
    return float(np.sqrt(max(variance, 0.0) / n) / (1 - chance))


@percent_agreement.with_standard_error
def percent_agreement_se(ratings: Ratings) -> float:
    """Return the standard error of percent agreement: that of a mean over the units with two ratings or more.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    UndefinedAgreement
        If fewer than two units have two ratings.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(percent_agreement_se(ratings), 4)
    0.1333
    """
    return mean_se(ratings, ratings.agreement, percent_agreement(ratings))


def mean_se(ratings: Ratings, agreement: FloatArray, mean: float) -> float:
    """Return the standard error of a mean over the units with two ratings or more.

    Parameters
    ----------
    ratings : Ratings
    agreement : ndarray of float, shape (patterns,)
        Of each unit.
    mean : float

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    UndefinedAgreement
        If fewer than two units have two ratings.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(mean_se(ratings, ratings.agreement, 0.8), 4)
    0.1333
    """
    _two_units(ratings)
    used = ratings.pairable
    return _of_mean(agreement[used], ratings.counts[used], mean)


@fleiss_kappa.with_standard_error
def fleiss_kappa_se(ratings: Ratings) -> float:
    """Return the standard error of Fleiss' kappa: Gwet's linearisation over units, divisor n - 1.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    UndefinedAgreement
        If kappa itself is undefined, or fewer than two units have two ratings.

    References
    ----------
    Gwet (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal
    of Mathematical and Statistical Psychology, 61(1), 29-48.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a", "a")] * 5 + [("b", "b", "b")] * 3 + [("a", "b", None)] * 2)
    >>> round(fleiss_kappa_se(ratings), 4)
    0.2766
    """
    shares = mean_marginals(ratings, ratings.whole())
    return _linearised(ratings, fleiss_kappa(ratings), shares, float(shares @ shares))


@gwet_ac1.with_standard_error
def gwet_ac1_se(ratings: Ratings) -> float:
    """Return the standard error of AC1: Gwet's linearisation over units, divisor n - 1.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    UndefinedAgreement
        If AC1 itself is undefined, or fewer than two units have two ratings.

    References
    ----------
    Gwet (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal
    of Mathematical and Statistical Psychology, 61(1), 29-48.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(gwet_ac1_se(ratings), 4)
    0.2533
    """
    value = gwet_ac1(ratings)
    shares = mean_marginals(ratings, ratings.whole())
    pull = (1 - shares) / (len(ratings.categories) - 1)
    return _linearised(ratings, value, pull, float(shares @ pull))


@brennan_prediger.with_standard_error
def brennan_prediger_se(ratings: Ratings) -> float:
    """Return the standard error of Brennan and Prediger's coefficient; its chance agreement is fixed, divisor n - 1.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    UndefinedAgreement
        If the coefficient itself is undefined, or fewer than two units have two ratings.

    References
    ----------
    Gwet (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal
    of Mathematical and Statistical Psychology, 61(1), 29-48.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(brennan_prediger_se(ratings), 4)
    0.2667
    """
    value = brennan_prediger(ratings)
    q = len(ratings.categories)
    return _linearised(ratings, value, np.full(q, 1 / q), 1 / q)


def _linearised(ratings: Ratings, value: float, pull: FloatArray, chance: float) -> float:
    return linearised_se(ratings, value, pull, chance, ratings.agreement)


def linearised_se(ratings: Ratings, value: float, pull: FloatArray, chance: float, agreement: FloatArray) -> float:
    """Return Gwet's standard error of (po - pe) / (1 - pe) from the contribution of each unit.

    Parameters
    ----------
    ratings : Ratings
    value : float
        Of the coefficient.
    pull : ndarray of float, shape (categories,)
        Contribution to the chance agreement of a unit whose ratings are all in the category.
    chance : float
    agreement : ndarray of float, shape (patterns,)
        Of each unit.

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    UndefinedAgreement
        If fewer than two units have two ratings.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(linearised_se(ratings, 0.6, np.full(2, 0.5), 0.5, ratings.agreement), 4)
    0.2667
    """
    _two_units(ratings)
    agreement = agreement[ratings.ratings_of_unit > 0]
    ratings = ratings.of_rows(ratings.ratings_of_unit > 0)  # no rater may have told whether one code applies
    rated, used = ratings.counts.sum(), ratings.units_used
    observed = (agreement * rated / used - ratings.pairable * rated / used * chance) / (1 - chance)
    own_chance = ratings.tallies @ pull / ratings.ratings_of_unit
    contribution = observed - 2 * (1 - value) * (own_chance - chance) / (1 - chance)
    return _of_mean(contribution, ratings.counts, value)


def _of_mean(contributions: FloatArray, counts: FloatArray | np.ndarray, mean: float) -> float:
    n = counts.sum()
    return float(np.sqrt((counts * (contributions - mean) ** 2).sum() / (n * (n - 1))))


def _two_units(ratings: Ratings) -> None:
    if ratings.units_used < 2:
        raise UndefinedAgreement(ONE_UNIT if ratings.units_used else NO_PAIR)
