"""Coefficients of agreement for one code a unit, each written once for a single value and for many resamples.

A coefficient sees the ratings only through sums over units (`Total`). Given the sums over all units it is the
published value; given the sums of 2,000 bootstrap draws, or of every leave-one-out, it is an array of them.
Formulas, sources and conventions: docs/statistics.md.
"""

from collections.abc import Callable
from functools import update_wrapper
from itertools import combinations
from typing import NamedTuple

import numpy as np

from coding.statistics.ratings import BoolArray, FloatArray, Ratings, Total, UndefinedAgreement

# Two real proportions of fewer than a billion units differ by more than this; what is below is rounding.
NEGLIGIBLE = 1e-12

NO_PAIR = "no unit was coded by two raters"
NOT_BY_BOTH = "no unit was coded by both raters"
_NOTHING_SAID = "so chance agreement is complete and nothing can be said about reliability"
ONE_CODE = f"only one code was used, {_NOTHING_SAID}"
# With several codes a unit, all ratings may be the empty set, or one set of more codes.
NO_CODE = f"no code was used, {_NOTHING_SAID}"
ONE_SET = f"only one set of codes was used, {_NOTHING_SAID}"
ONE_CATEGORY = "there is only one category, so raters had no choice"


class Quotient(NamedTuple):
    """A coefficient as a fraction, with the reasons for which it may have no value, most basic first."""

    numerator: FloatArray
    denominator: FloatArray
    undefined: tuple[tuple[BoolArray, str], ...]


Formula = Callable[[Ratings, Total], Quotient]


class Coefficient:
    """A coefficient: called with ratings it gives the value, or raises `UndefinedAgreement`."""

    def __init__(self, formula: Formula) -> None:
        update_wrapper(self, formula)
        self.name: str = formula.__name__
        self.formula = formula

    def __call__(self, ratings: Ratings) -> float:
        numerator, denominator, undefined = self.formula(ratings, ratings.whole())
        for applies, reason in undefined:
            if applies:
                raise UndefinedAgreement(reason)
        return float(numerator / denominator)

    def resampled(self, ratings: Ratings, total: Total) -> FloatArray:
        """One value for each weighting of the units in `total`, NaN where the coefficient is undefined."""
        numerator, denominator, undefined = self.formula(ratings, total)
        hopeless = np.zeros(np.shape(denominator), dtype=bool)
        for applies, _ in undefined:
            hopeless |= applies
        values = np.full(hopeless.shape, np.nan)
        np.divide(numerator, denominator, out=values, where=~hopeless)
        return values


@Coefficient
def percent_agreement(ratings: Ratings, total: Total) -> Quotient:
    """Mean over units of the share of pairs of raters that gave the same code."""
    n = total(ratings.pairable.astype(float))
    return Quotient(total(ratings.agreement), n, ((n == 0, NO_PAIR),))


@Coefficient
def cohen_kappa(ratings: Ratings, total: Total) -> Quotient:
    """Cohen's kappa of two raters: chance is the product of each rater's own shares (Cohen 1960)."""
    n, same, rows, columns = _two_raters(ratings, total)
    chance = (rows * columns).sum(axis=-1)
    return Quotient(n * same - chance, n * n - chance, ((n == 0, NOT_BY_BOTH), (n * n == chance, ONE_CODE)))


@Coefficient
def cohen_kappa_max(ratings: Ratings, total: Total) -> Quotient:
    """The largest Cohen's kappa that the two raters' shares allow."""
    n, _, rows, columns = _two_raters(ratings, total)
    chance = (rows * columns).sum(axis=-1)
    most = np.minimum(rows, columns).sum(axis=-1)
    return Quotient(n * most - chance, n * n - chance, ((n == 0, NOT_BY_BOTH), (n * n == chance, ONE_CODE)))


@Coefficient
def scott_pi(ratings: Ratings, total: Total) -> Quotient:
    """Scott's pi of two raters: chance is the square of their mean shares (Scott 1955)."""
    n, same, rows, columns = _two_raters(ratings, total)
    chance = ((rows + columns) ** 2).sum(axis=-1) / 4
    return Quotient(n * same - chance, n * n - chance, ((n == 0, NOT_BY_BOTH), (n * n == chance, ONE_CODE)))


@Coefficient
def fleiss_kappa(ratings: Ratings, total: Total) -> Quotient:
    """Fleiss' kappa of any number of raters, missing ratings by the available-case rules (Fleiss 1971)."""
    shares = mean_marginals(ratings, total)
    chance = (shares**2).sum(axis=-1)
    return _beyond_chance(ratings, total, chance, (1 - chance < NEGLIGIBLE, ONE_CODE))


@Coefficient
def gwet_ac1(ratings: Ratings, total: Total) -> Quotient:
    """Gwet's AC1: chance falls as the shares move away from uniform (Gwet 2008)."""
    _one_code_a_unit(ratings)
    q = len(ratings.categories)
    shares = mean_marginals(ratings, total)
    chance = (shares * (1 - shares)).sum(axis=-1) / max(q - 1, 1)
    return _beyond_chance(ratings, total, chance, (np.asarray(q < 2), ONE_CATEGORY))


@Coefficient
def brennan_prediger(ratings: Ratings, total: Total) -> Quotient:
    """Brennan and Prediger's coefficient: chance is 1/q for q declared categories (their paper of 1981)."""
    _one_code_a_unit(ratings)
    q = len(ratings.categories)
    chance = total(np.zeros(len(ratings.counts))) + 1 / max(q, 1)
    return _beyond_chance(ratings, total, chance, (np.asarray(q < 2), ONE_CATEGORY))


@Coefficient
def conger_kappa(ratings: Ratings, total: Total) -> Quotient:
    """Conger's kappa: chance is the mean, over pairs of raters, of the product of their shares (1980)."""
    n_raters, n_values = len(ratings.raters), ratings.n_values
    given = total(ratings.given.reshape(len(ratings.counts), n_raters * n_values))
    given = given.reshape(*given.shape[:-1], n_raters, n_values)
    coded = given.sum(axis=-1, keepdims=True)
    shares = given / np.maximum(coded, 1)
    pairs = shares.sum(axis=-2) ** 2 - (shares**2).sum(axis=-2)
    chance = pairs.sum(axis=-1) / max(n_raters * (n_raters - 1), 1)
    silent = (coded == 0).any(axis=(-2, -1))
    never = (silent, "one of the raters coded no unit")
    return _beyond_chance(ratings, total, chance, never, (1 - chance < NEGLIGIBLE, ONE_CODE))


@Coefficient
def light_kappa(ratings: Ratings, total: Total) -> Quotient:
    """Light's kappa: the mean of Cohen's kappa over all pairs of raters (Light 1971)."""
    if len(ratings.raters) < 2:
        raise UndefinedAgreement("there is only one rater")
    kappas: list[FloatArray] = []
    undefined: list[tuple[BoolArray, str]] = []
    for g, h in combinations(range(len(ratings.raters)), 2):
        pair = Ratings(
            ratings.patterns[:, [g, h]],
            ratings.counts,
            (ratings.raters[g], ratings.raters[h]),
            ratings.categories,
            ratings.units,
            ratings.sets,
        )
        kappas.append(cohen_kappa.resampled(pair, total))
        because = f"Cohen's kappa of {pair.raters[0]} and {pair.raters[1]} is undefined"
        undefined.append((np.isnan(kappas[-1]), because))
    return Quotient(np.mean(kappas, axis=0), np.ones_like(kappas[0]), tuple(undefined))


@Coefficient
def krippendorff_alpha(ratings: Ratings, total: Total) -> Quotient:
    """Krippendorff's alpha with the nominal distance; with several codes a unit, a set is one value."""
    return alpha(ratings, total, None)


def alpha(ratings: Ratings, total: Total, similarity: FloatArray | None) -> Quotient:
    """Krippendorff's alpha, 1 - Do/De, over the units with two ratings or more (Krippendorff 2011).

    Parameters
    ----------
    similarity : ndarray of float, shape (values, values), or None
        One minus the distance of two values. None: the nominal distance.
    """
    ratings_of_unit = ratings.ratings_of_unit * ratings.pairable
    tallies = total(ratings.tallies * ratings.pairable[:, None])
    n = tallies.sum(axis=-1)
    alike = tallies if similarity is None else tallies @ similarity
    expected = n * n - (tallies * alike).sum(axis=-1)
    observed = total(ratings_of_unit * (1 - ratings.likeness(similarity)))
    none_used, one_used = n == 0, expected < NEGLIGIBLE * n * n
    why = ((none_used, NO_PAIR), (one_used, _only_one(ratings)))
    return Quotient(expected - (n - 1) * observed, expected, why)


def _only_one(ratings: Ratings) -> str:
    """What all ratings have in common if they are all the same."""
    if not ratings.multilabel:
        return ONE_CODE
    return {0: NO_CODE, 1: ONE_CODE}.get(int(ratings.positives.any(axis=0).sum()), ONE_SET)


@Coefficient
def pabak(ratings: Ratings, total: Total) -> Quotient:
    """Prevalence- and bias-adjusted kappa of two raters and two categories, 2 po - 1 (Byrt et al. 1993)."""
    n, same, _, _ = _two_by_two(ratings, total)
    return Quotient(2 * same - n, n, ((n == 0, NOT_BY_BOTH),))


@Coefficient
def prevalence_index(ratings: Ratings, total: Total) -> Quotient:
    """How unequally two categories are used: the difference of the agreeing cells, as a share of units."""
    n, _, rows, columns = _two_by_two(ratings, total)
    return Quotient(np.abs(rows[..., 0] + columns[..., 0] - n), n, ((n == 0, NOT_BY_BOTH),))


@Coefficient
def bias_index(ratings: Ratings, total: Total) -> Quotient:
    """How differently two raters use two categories: the difference of the disagreeing cells, as a share."""
    n, _, rows, columns = _two_by_two(ratings, total)
    return Quotient(np.abs(rows[..., 0] - columns[..., 0]), n, ((n == 0, NOT_BY_BOTH),))


@Coefficient
def specific_agreement(ratings: Ratings, total: Total) -> Quotient:
    """Given that one rater applied a code, how often another did too; for `Ratings.presence`."""
    applied = ratings.tallies[:, 1] * ratings.pairable
    pairs = total(applied * (ratings.ratings_of_unit - 1))
    return Quotient(total(applied * (applied - 1)), pairs, ((pairs == 0, "no rater applied this code"),))


def mean_marginals(ratings: Ratings, total: Total) -> FloatArray:
    """Mean over rated units of the share of each category in the unit's ratings, shape (..., categories)."""
    shares = total(ratings.tallies / ratings.ratings_of_unit[:, None])
    n = total(np.ones(len(ratings.counts)))
    return np.asarray(shares / np.maximum(n, 1)[..., None])


def _beyond_chance(ratings: Ratings, total: Total, chance: FloatArray, *undefined: tuple[BoolArray, str]) -> Quotient:
    """(po - pe) / (1 - pe), the form of every coefficient here but alpha."""
    _one_code_a_unit(ratings)
    n = total(ratings.pairable.astype(float))
    observed = total(ratings.agreement) / np.maximum(n, 1)
    return Quotient(observed - chance, 1 - chance, ((n == 0, NO_PAIR), *undefined))


def _two_raters(ratings: Ratings, total: Total) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Units both rated, those on which they agree, and each rater's counts; whole numbers, so exact."""
    _one_code_a_unit(ratings)
    if len(ratings.raters) != 2:
        raise UndefinedAgreement(f"it compares two raters, and there are {len(ratings.raters)}")
    both = ratings.pairable[:, None]
    n = total(ratings.pairable.astype(float))
    rows, columns = total(ratings.given[:, 0] * both), total(ratings.given[:, 1] * both)
    return n, total(ratings.agreement), rows, columns


def _two_by_two(ratings: Ratings, total: Total) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    if len(ratings.categories) != 2:
        raise UndefinedAgreement(f"it is meant for two categories, and there are {len(ratings.categories)}")
    return _two_raters(ratings, total)


def _one_code_a_unit(ratings: Ratings) -> None:
    if ratings.multilabel:
        raise UndefinedAgreement("it is meant for one code a unit; look at each code alone, or at alpha")
