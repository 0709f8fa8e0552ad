"""Coefficients of agreement for one code per unit.

A coefficient reads the ratings only through sums over units (`Total`). From the sums over all units it is the
published value; from the sums of 2,000 bootstrap draws, or of every leave-one-out, it is an array of values.
Formulas and conventions: docs/statistics.md.
"""

from itertools import combinations

import numpy as np

from coding.statistics.ratings import BoolArray, FloatArray, Ratings, Total, UndefinedAgreement
from coding.statistics.registry import (
    EACH_CODE,
    HEADLINE,
    MANY_RATERS,
    MULTI,
    SINGLE,
    TWO_RATERS,
    Quotient,
    coefficient,
)
from coding.statistics.terms import (
    NEGLIGIBLE,
    NO_PAIR,
    NOT_BY_BOTH,
    ONE_CATEGORY,
    ONE_CODE,
    alpha,
    beyond_chance,
    mean_marginals,
    require_one_code,
    two_raters,
)

COHEN = (
    "Cohen (1960). A coefficient of agreement for nominal scales. Educational and Psychological "
    "Measurement, 20(1), 37-46."
)


@coefficient(
    scope=(SINGLE, TWO_RATERS, MANY_RATERS),
    label="percent agreement",
    symbol="Percent agreement",
    explanation="Share of units on which the raters agree, chance included.",
    share=True,
)
def percent_agreement(ratings: Ratings, total: Total) -> Quotient:
    """Percent agreement: share of pairs of raters that gave the same code, averaged over units.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(percent_agreement(ratings), 4)
    0.8
    """
    n = total(ratings.pairable.astype(float))
    return Quotient(total(ratings.agreement), n, ((n == 0, NO_PAIR),))


@coefficient(
    scope=(SINGLE, TWO_RATERS, EACH_CODE),
    label="Cohen's kappa",
    symbol="Cohen’s κ",
    explanation="Two raters, each with their own frequencies of codes.",
    **HEADLINE,
    paradoxical=True,
    source=COHEN,
)
def cohen_kappa(ratings: Ratings, total: Total) -> Quotient:
    """Cohen's kappa of two raters: chance agreement is the product of their marginals.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(cohen_kappa(ratings), 4)
    0.5455
    """
    n, same, rows, columns = two_raters(ratings, total)
    chance = (rows * columns).sum(axis=-1)
    return Quotient(n * same - chance, n * n - chance, ((n == 0, NOT_BY_BOTH), (n * n == chance, ONE_CODE)))


@coefficient(
    scope=(SINGLE, TWO_RATERS),
    label="maximum Cohen's kappa",
    symbol="Maximum κ",
    explanation="The largest value that kappa could reach with these frequencies of codes.",
    source=COHEN,
)
def cohen_kappa_max(ratings: Ratings, total: Total) -> Quotient:
    """Largest Cohen's kappa that the marginals of the two raters allow.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(cohen_kappa_max(ratings), 4)
    0.5455
    """
    n, _, rows, columns = two_raters(ratings, total)
    chance = (rows * columns).sum(axis=-1)
    largest = np.minimum(rows, columns).sum(axis=-1)
    return Quotient(n * largest - chance, n * n - chance, ((n == 0, NOT_BY_BOTH), (n * n == chance, ONE_CODE)))


@coefficient(
    scope=(SINGLE, TWO_RATERS, MANY_RATERS, EACH_CODE),
    label="Fleiss' kappa",
    symbol="Fleiss’ κ",
    explanation="Any number of raters with pooled frequencies of codes.",
    generalises="scott_pi",
    **HEADLINE,
    paradoxical=True,
    source="Fleiss (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5), "
    "378-382.",
)
def fleiss_kappa(ratings: Ratings, total: Total) -> Quotient:
    """Fleiss' kappa of any number of raters. Missing ratings follow the available-case rules of Gwet.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a", "a")] * 5 + [("b", "b", "b")] * 3 + [("a", "b", None)] * 2)
    >>> round(fleiss_kappa(ratings), 4)
    0.5833
    """
    shares = mean_marginals(ratings, total)
    chance = (shares**2).sum(axis=-1)
    return beyond_chance(ratings, total, chance, (1 - chance < NEGLIGIBLE, ONE_CODE))


@coefficient(
    scope=(SINGLE, MULTI, TWO_RATERS, MANY_RATERS, EACH_CODE),
    label="Krippendorff's alpha",
    symbol="Krippendorff’s α",
    explanation="Any number of raters; units with missing ratings are included.",
    **HEADLINE,
    paradoxical=True,
    population="fleiss_kappa",
    source="Krippendorff (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.",
)
def krippendorff_alpha(ratings: Ratings, total: Total) -> Quotient:
    """Krippendorff's alpha with the nominal distance. With several codes per unit, a set is one value.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a", "a")] * 5 + [("b", "b", "b")] * 3 + [("a", "b", None)] * 2)
    >>> round(krippendorff_alpha(ratings), 4)
    0.7112
    """
    return alpha(ratings, total, None)


@coefficient(
    scope=(SINGLE, TWO_RATERS, MANY_RATERS),
    label="Conger's kappa",
    symbol="Conger’s κ",
    explanation="Any number of raters, each with their own frequencies of codes.",
    generalises="cohen_kappa",
    **HEADLINE,
    paradoxical=True,
    source="Conger (1980). Integration and generalization of kappas for multiple raters. Psychological "
    "Bulletin, 88(2), 322-328.",
)
def conger_kappa(ratings: Ratings, total: Total) -> Quotient:
    """Conger's kappa: chance agreement is the mean, over pairs of raters, of the product of their marginals.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a", "a")] * 5 + [("b", "b", "b")] * 3 + [("a", "b", None)] * 2)
    >>> round(conger_kappa(ratings), 4)
    0.5862
    """
    n_raters, n_values = len(ratings.raters), ratings.n_values
    given = total(ratings.given.reshape(len(ratings.counts), n_raters * n_values))
    given = given.reshape(*given.shape[:-1], n_raters, n_values)
    coded = given.sum(axis=-1, keepdims=True)
    shares = given / np.maximum(coded, 1)
    pairs = shares.sum(axis=-2) ** 2 - (shares**2).sum(axis=-2)
    chance = pairs.sum(axis=-1) / max(n_raters * (n_raters - 1), 1)
    no_unit = ((coded == 0).any(axis=(-2, -1)), "one of the raters coded no unit")
    return beyond_chance(ratings, total, chance, no_unit, (1 - chance < NEGLIGIBLE, ONE_CODE))


@coefficient(
    scope=(SINGLE, MANY_RATERS),
    label="Light's kappa",
    symbol="Light’s κ",
    explanation="Mean of Cohen's kappa over all pairs of raters.",
    **HEADLINE,
    source="Light (1971). Measures of response agreement for qualitative data: some generalizations and "
    "alternatives. Psychological Bulletin, 76(5), 365-377.",
)
def light_kappa(ratings: Ratings, total: Total) -> Quotient:
    """Light's kappa: the mean of Cohen's kappa over all pairs of raters.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a", "a")] * 5 + [("b", "b", "b")] * 3 + [("a", "b", None)] * 2)
    >>> round(light_kappa(ratings), 4)
    0.8667
    """
    if len(ratings.raters) < 2:
        raise UndefinedAgreement("there is only one rater")
    kappas: list[FloatArray] = []
    undefined: list[tuple[BoolArray, str]] = []
    for g, h in combinations(range(len(ratings.raters)), 2):
        pair = ratings.of_raters((g, h))
        kappas.append(cohen_kappa.resampled(pair, total))
        reason = f"Cohen's kappa of {pair.raters[0]} and {pair.raters[1]} is undefined"
        undefined.append((np.isnan(kappas[-1]), reason))
    return Quotient(np.mean(kappas, axis=0), np.ones_like(kappas[0]), tuple(undefined))


@coefficient(
    scope=(SINGLE, TWO_RATERS, MANY_RATERS),
    label="Gwet's AC1",
    symbol="Gwet’s AC1",
    explanation="Remains stable when one code is very frequent.",
    **HEADLINE,
    source="Gwet (2008). Computing inter-rater reliability and its variance in the presence of high agreement. "
    "British Journal of Mathematical and Statistical Psychology, 61(1), 29-48.",
)
def gwet_ac1(ratings: Ratings, total: Total) -> Quotient:
    """Gwet's AC1: chance agreement decreases as the marginals move away from uniform.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(gwet_ac1(ratings), 4)
    0.6552
    """
    require_one_code(ratings)
    q = len(ratings.categories)
    shares = mean_marginals(ratings, total)
    chance = (shares * (1 - shares)).sum(axis=-1) / max(q - 1, 1)
    return beyond_chance(ratings, total, chance, (np.asarray(q < 2), ONE_CATEGORY))


@coefficient(
    scope=(SINGLE, TWO_RATERS, MANY_RATERS),
    label="Brennan and Prediger's coefficient",
    symbol="Brennan–Prediger",
    explanation="Chance agreement as if all codes were equally likely.",
    **HEADLINE,
    fixed_chance=True,
    source="Brennan, Prediger (1981). Coefficient kappa: some uses, misuses, and alternatives. Educational and "
    "Psychological Measurement, 41(3), 687-699.",
)
def brennan_prediger(ratings: Ratings, total: Total) -> Quotient:
    """Brennan and Prediger's coefficient: chance agreement is 1/q for q declared categories.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(brennan_prediger(ratings), 4)
    0.6
    """
    require_one_code(ratings)
    q = len(ratings.categories)
    chance = total(np.zeros(len(ratings.counts))) + 1 / max(q, 1)
    return beyond_chance(ratings, total, chance, (np.asarray(q < 2), ONE_CATEGORY))


@coefficient(
    scope=(SINGLE, TWO_RATERS),
    label="Scott's pi",
    symbol="Scott’s π",
    explanation="Two raters with pooled frequencies of codes.",
    **HEADLINE,
    paradoxical=True,
    source="Scott (1955). Reliability of content analysis: the case of nominal scale coding. Public Opinion "
    "Quarterly, 19(3), 321-325.",
)
def scott_pi(ratings: Ratings, total: Total) -> Quotient:
    """Scott's pi of two raters: chance agreement is the square of their mean marginals.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> round(scott_pi(ratings), 4)
    0.5238
    """
    n, same, rows, columns = two_raters(ratings, total)
    chance = ((rows + columns) ** 2).sum(axis=-1) / 4
    return Quotient(n * same - chance, n * n - chance, ((n == 0, NOT_BY_BOTH), (n * n == chance, ONE_CODE)))
