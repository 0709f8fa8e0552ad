"""Coefficients of a table of two categories, and of one code alone: applied or not applied."""

import numpy as np

from coding.statistics.ratings import FloatArray, Ratings, Total, UndefinedAgreement
from coding.statistics.registry import BINARY, EACH_CODE, MANY_RATERS, SINGLE, TWO_RATERS, Quotient, coefficient
from coding.statistics.terms import NOT_BY_BOTH, two_raters


@coefficient(
    scope=(EACH_CODE, TWO_RATERS, MANY_RATERS),
    label="specific agreement",
    symbol="Specific agreement",
    explanation="If one rater applied the code, the probability that another did too.",
    source="Spitzer, Fleiss (1974). A re-analysis of the reliability of psychiatric diagnosis. British Journal "
    "of Psychiatry, 125(4), 341-347.",
)
def specific_agreement(ratings: Ratings, total: Total) -> Quotient:
    """Specific agreement on one code: if one rater applied it, how often another did too.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(specific_agreement(ratings.presence(1)), 4)
    0.6667
    """
    applied = ratings.tallies[:, 1] * ratings.pairable
    pairs = total(applied * (ratings.ratings_of_unit - 1))
    return Quotient(total(applied * (applied - 1)), pairs, ((pairs == 0, "no rater applied this code"),))


@coefficient(
    scope=(BINARY, SINGLE, TWO_RATERS),
    label="prevalence- and bias-adjusted kappa",
    symbol="PABAK",
    explanation="Kappa adjusted for prevalence and bias.",
    fixed_chance=True,
    source="Byrt, Bishop, Carlin (1993). Bias, prevalence and kappa. Journal of Clinical Epidemiology, 46(5), 423-429.",
)
def pabak(ratings: Ratings, total: Total) -> Quotient:
    """Prevalence- and bias-adjusted kappa of two raters and two categories: 2 po - 1.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(pabak(ratings), 4)
    0.6
    """
    n, same, _, _ = _two_by_two(ratings, total)
    return Quotient(2 * same - n, n, ((n == 0, NOT_BY_BOTH),))


@coefficient(
    scope=(BINARY, SINGLE, TWO_RATERS, EACH_CODE),
    label="prevalence index",
    symbol="Prevalence index",
    explanation="How unequal the frequencies of the two codes are.",
    source="Byrt, Bishop, Carlin (1993). Bias, prevalence and kappa. Journal of Clinical Epidemiology, 46(5), 423-429.",
)
def prevalence_index(ratings: Ratings, total: Total) -> Quotient:
    """Prevalence index: the difference of the two agreeing cells of the table, as a share of units.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(prevalence_index(ratings), 4)
    0.4
    """
    n, _, rows, columns = _two_by_two(ratings, total)
    return Quotient(np.abs(rows[..., 0] + columns[..., 0] - n), n, ((n == 0, NOT_BY_BOTH),))


@coefficient(
    scope=(BINARY, SINGLE, TWO_RATERS, EACH_CODE),
    label="bias index",
    symbol="Bias index",
    explanation="How much the raters' frequencies of the code differ.",
    source="Byrt, Bishop, Carlin (1993). Bias, prevalence and kappa. Journal of Clinical Epidemiology, 46(5), 423-429.",
)
def bias_index(ratings: Ratings, total: Total) -> Quotient:
    """Bias index: the difference of the two disagreeing cells of the table, as a share of units.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(bias_index(ratings), 4)
    0.2
    """
    n, _, rows, columns = _two_by_two(ratings, total)
    return Quotient(np.abs(rows[..., 0] - columns[..., 0]), n, ((n == 0, NOT_BY_BOTH),))


def _two_by_two(ratings: Ratings, total: Total) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    if len(ratings.categories) != 2:
        raise UndefinedAgreement(f"it needs two categories, but there are {len(ratings.categories)}")
    return two_raters(ratings, total)
