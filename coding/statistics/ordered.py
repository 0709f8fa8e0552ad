"""Coefficients of agreement for codes with an order: disagreements count by their distance."""

from collections.abc import Callable

import numpy as np

from coding.statistics.coefficients import COHEN
from coding.statistics.ratings import FloatArray, Ratings, Total, UndefinedAgreement
from coding.statistics.registry import (
    HEADLINE,
    MANY_RATERS,
    ORDERED,
    SCORED,
    TWO_RATERS,
    Coefficient,
    Quotient,
    coefficient,
)
from coding.statistics.standard_errors import linearised_se, mean_se, weighted_kappa_se
from coding.statistics.terms import (
    NEGLIGIBLE,
    NO_PAIR,
    NOT_BY_BOTH,
    ONE_CATEGORY,
    ONE_CODE,
    alpha,
    mean_marginals,
    two_raters,
)

LINEAR, QUADRATIC = 1, 2
NO_ORDER = "the codes have no order"
COHEN_WEIGHTED = (
    "Cohen (1968). Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit. "
    "Psychological Bulletin, 70(4), 213-220."
)
GWET = "Gwet (2014). Handbook of inter-rater reliability, 4th edition. Advanced Analytics."
KRIPPENDORFF = "Krippendorff (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania."


def weights_of(ratings: Ratings, power: int) -> FloatArray:
    """Return the weights of agreement of the declared codes.

    Parameters
    ----------
    ratings : Ratings
    power : int
        1 for linear weights, 2 for quadratic ones.

    Returns
    -------
    ndarray of float, shape (categories, categories)

    Raises
    ------
    UndefinedAgreement
        If the codes have no order.

    Examples
    --------
    >>> weights_of(Ratings.from_labels([("a", "b")]).ordered(), LINEAR).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    if ratings.scale is None:
        raise UndefinedAgreement(NO_ORDER)
    return ratings.scale.weights(power)


def _weighted_agreement(ratings: Ratings, total: Total, power: int) -> Quotient:
    n = total(ratings.pairable.astype(float))
    return Quotient(total(ratings.likeness(weights_of(ratings, power))), n, ((n == 0, NO_PAIR),))


def _weighted_kappa(ratings: Ratings, total: Total, power: int) -> Quotient:
    weights = weights_of(ratings, power)
    n, _, rows, columns = two_raters(ratings, total)
    same, chance = total(ratings.likeness(weights)), ((rows @ weights) * columns).sum(axis=-1)
    beyond = n * n - chance
    one_code = beyond <= NEGLIGIBLE * n * n
    return Quotient(n * same - chance, beyond, ((n == 0, NOT_BY_BOTH), (one_code, ONE_CODE)))


def _ac2(ratings: Ratings, total: Total, power: int) -> Quotient:
    weights = weights_of(ratings, power)
    q = len(weights)
    shares = mean_marginals(ratings, total)
    chance = weights.sum() * (shares * (1 - shares)).sum(axis=-1) / max(q * (q - 1), 1)
    n = total(ratings.pairable.astype(float))
    observed = total(ratings.likeness(weights)) / np.maximum(n, 1)
    return Quotient(observed - chance, 1 - chance, ((n == 0, NO_PAIR), (np.asarray(q < 2), ONE_CATEGORY)))


@coefficient(
    scope=(ORDERED, TWO_RATERS),
    label="linear weighted kappa",
    symbol="Weighted κ, linear",
    explanation="Two raters; a disagreement counts by the number of steps, like the kappas of all cuts of the scale.",
    **HEADLINE,
    source=COHEN_WEIGHTED,
)
def cohen_kappa_linear(ratings: Ratings, total: Total) -> Quotient:
    """Cohen's kappa with linear weights: the weighted mean of the kappas of all cuts of the scale.

    Examples
    --------
    >>> ratings = Ratings.from_labels([(1, 1)] * 6 + [(2, 2)] * 6 + [(3, 3)] * 6 + [(1, 2)] * 2 + [(1, 3)])
    >>> round(cohen_kappa_linear(ratings.ordered()), 4)
    0.7879
    """
    return _weighted_kappa(ratings, total, LINEAR)


@coefficient(
    scope=(ORDERED, TWO_RATERS),
    label="quadratic weighted kappa",
    symbol="Weighted κ, quadratic",
    explanation="Two raters; a disagreement counts by the square of its steps, like an intraclass correlation.",
    **HEADLINE,
    source=COHEN_WEIGHTED,
)
def cohen_kappa_quadratic(ratings: Ratings, total: Total) -> Quotient:
    """Cohen's kappa with quadratic weights.

    Examples
    --------
    >>> ratings = Ratings.from_labels([(1, 1)] * 6 + [(2, 2)] * 6 + [(3, 3)] * 6 + [(1, 2)] * 2 + [(1, 3)])
    >>> round(cohen_kappa_quadratic(ratings.ordered()), 4)
    0.7879
    """
    return _weighted_kappa(ratings, total, QUADRATIC)


def _ordinal(ratings: Ratings, total: Total, *, of_population: bool) -> Quotient:
    """Return alpha with the ordinal distance, which is the squared difference of middle ranks."""
    if ratings.scale is None:
        raise UndefinedAgreement(NO_ORDER)
    tallies = ratings.tallies * ratings.pairable[:, None]
    pairs = tallies[:, :, None] * tallies[:, None, :] - tallies[:, :, None] * np.eye(tallies.shape[1])
    pairs /= np.maximum(ratings.ratings_of_unit - 1, 1)[:, None, None]
    counts, coincidences = total(tallies), total(pairs.reshape(len(pairs), -1))
    coincidences = coincidences.reshape(*counts.shape, counts.shape[-1])
    n = counts.sum(axis=-1)
    rank = np.cumsum(counts, axis=-1) - counts / 2 - n[..., None] / 2  # their mean is 0
    spread = (counts * rank**2).sum(axis=-1)
    observed = 2 * (spread - np.einsum("...i,...ij,...j->...", rank, coincidences, rank))
    expected = 2 * n * spread
    one_code = (counts > NEGLIGIBLE * n[..., None]).sum(axis=-1) < 2
    others = n if of_population else n - 1
    return Quotient(expected - others * observed, expected, ((n == 0, NO_PAIR), (one_code, ONE_CODE)))


def _ordinal_of_population(ratings: Ratings, total: Total) -> Quotient:
    """Ordinal alpha of infinitely many units."""
    return _ordinal(ratings, total, of_population=True)


def _interval_of_population(ratings: Ratings, total: Total) -> Quotient:
    """Interval alpha of infinitely many units."""
    weights = weights_of(ratings, QUADRATIC)
    n = total(ratings.pairable.astype(float))
    shares = mean_marginals(ratings, total)
    chance = ((shares @ weights) * shares).sum(axis=-1)
    observed = total(ratings.likeness(weights)) / np.where(n == 0, 1, n)
    return Quotient(observed - chance, 1 - chance, ((n == 0, NO_PAIR), (1 - chance < NEGLIGIBLE, ONE_CODE)))


def _population(formula: Callable[[Ratings, Total], Quotient]) -> Coefficient:
    return Coefficient(formula, label="", symbol="", explanation="", scope=(ORDERED,))


@coefficient(
    scope=(ORDERED, TWO_RATERS, MANY_RATERS),
    label="Krippendorff's alpha, ordinal",
    symbol="Krippendorff’s α, ordinal",
    explanation="Any number of raters; the distance of two codes is the share of ratings between them.",
    can_be_primary=True,
    population=_population(_ordinal_of_population),
    source=KRIPPENDORFF,
)
def krippendorff_alpha_ordinal(ratings: Ratings, total: Total) -> Quotient:
    """Krippendorff's alpha with the ordinal distance, which depends on the order and the counts, not on scores.

    Examples
    --------
    >>> ratings = Ratings.from_labels([(1, 1)] * 6 + [(2, 2)] * 6 + [(3, 3)] * 6 + [(1, 2)] * 2 + [(1, 3)])
    >>> round(krippendorff_alpha_ordinal(ratings.ordered()), 4)
    0.7855
    """
    return _ordinal(ratings, total, of_population=False)


@coefficient(
    scope=(SCORED, TWO_RATERS, MANY_RATERS),
    label="Krippendorff's alpha, interval",
    symbol="Krippendorff’s α, interval",
    explanation="Any number of raters; the distance of two codes is the squared difference of their scores.",
    can_be_primary=True,
    population=_population(_interval_of_population),
    source=KRIPPENDORFF,
)
def krippendorff_alpha_interval(ratings: Ratings, total: Total) -> Quotient:
    """Krippendorff's alpha with the interval distance, for codes with given scores.

    Examples
    --------
    >>> ratings = Ratings.from_labels([(1, 1)] * 6 + [(2, 2)] * 6 + [(3, 3)] * 6 + [(1, 2)] * 2 + [(1, 3)])
    >>> round(krippendorff_alpha_interval(ratings.ordered((1, 2, 4))), 4)
    0.8325
    """
    return alpha(ratings, total, weights_of(ratings, QUADRATIC))


@coefficient(
    scope=(ORDERED, TWO_RATERS, MANY_RATERS),
    label="Gwet's AC2 with linear weights",
    symbol="Gwet’s AC2, linear",
    explanation="Linear weights; remains stable when one code is very frequent.",
    source=GWET,
)
def gwet_ac2_linear(ratings: Ratings, total: Total) -> Quotient:
    """Gwet's AC2 with linear weights.

    Examples
    --------
    >>> round(gwet_ac2_linear(Ratings.from_labels([(1, 1)] * 6 + [(2, 3)] * 4).ordered()), 4)
    0.625
    """
    return _ac2(ratings, total, LINEAR)


@coefficient(
    scope=(ORDERED, TWO_RATERS, MANY_RATERS),
    label="Gwet's AC2 with quadratic weights",
    symbol="Gwet’s AC2, quadratic",
    explanation="Quadratic weights; remains stable when one code is very frequent.",
    source=GWET,
)
def gwet_ac2_quadratic(ratings: Ratings, total: Total) -> Quotient:
    """Gwet's AC2 with quadratic weights.

    Examples
    --------
    >>> round(gwet_ac2_quadratic(Ratings.from_labels([(1, 1)] * 6 + [(2, 3)] * 4).ordered()), 4)
    0.7727
    """
    return _ac2(ratings, total, QUADRATIC)


@coefficient(
    scope=(ORDERED, TWO_RATERS, MANY_RATERS),
    label="percent agreement with linear weights",
    symbol="Weighted agreement, linear",
    explanation="Mean weight of the pairs of ratings of a unit, chance included.",
    source=COHEN,
)
def percent_agreement_linear(ratings: Ratings, total: Total) -> Quotient:
    """Percent agreement with linear weights.

    Examples
    --------
    >>> percent_agreement_linear(Ratings.from_labels([(1, 1), (1, 2), (2, 3), (3, 3)]).ordered())
    0.75
    """
    return _weighted_agreement(ratings, total, LINEAR)


@coefficient(
    scope=(ORDERED, TWO_RATERS, MANY_RATERS),
    label="percent agreement with quadratic weights",
    symbol="Weighted agreement, quadratic",
    explanation="Mean weight of the pairs of ratings of a unit, chance included.",
    source=COHEN,
)
def percent_agreement_quadratic(ratings: Ratings, total: Total) -> Quotient:
    """Percent agreement with quadratic weights.

    Examples
    --------
    >>> percent_agreement_quadratic(Ratings.from_labels([(1, 1), (1, 2), (2, 3), (3, 3)]).ordered())
    0.875
    """
    return _weighted_agreement(ratings, total, QUADRATIC)


def _kappa_se(one: Coefficient, power: int) -> None:
    one.standard_error = lambda ratings: weighted_kappa_se(ratings, one(ratings), weights_of(ratings, power))


def _agreement_se(one: Coefficient, power: int) -> None:
    one.standard_error = lambda ratings: mean_se(ratings, ratings.likeness(weights_of(ratings, power)), one(ratings))


def _ac2_se(one: Coefficient, power: int) -> None:
    def standard_error(ratings: Ratings) -> float:
        value, weights = one(ratings), weights_of(ratings, power)
        q = len(weights)
        shares = mean_marginals(ratings, ratings.whole())
        pull = weights.sum() * (1 - shares) / (q * (q - 1))
        return linearised_se(ratings, value, pull, float(shares @ pull), ratings.likeness(weights))

    one.standard_error = standard_error


for _power, _kappa, _agreement, _coefficient in (
    (LINEAR, cohen_kappa_linear, percent_agreement_linear, gwet_ac2_linear),
    (QUADRATIC, cohen_kappa_quadratic, percent_agreement_quadratic, gwet_ac2_quadratic),
):
    _kappa_se(_kappa, _power)
    _agreement_se(_agreement, _power)
    _ac2_se(_coefficient, _power)
