"""Terms that several coefficients share: marginals, agreement beyond chance, alpha, reasons for no value."""

import numpy as np

from coding.statistics.ratings import BoolArray, FloatArray, Ratings, Total, UndefinedAgreement
from coding.statistics.registry import Quotient

# Two real proportions of fewer than a billion units differ by more than this; smaller differences are rounding.
NEGLIGIBLE = 1e-12

NO_PAIR = "no unit was coded by two raters"
NOT_BY_BOTH = "no unit was coded by both raters"
_NO_EVIDENCE = "so chance agreement is complete and nothing can be said about reliability"
ONE_CODE = f"only one code was used, {_NO_EVIDENCE}"
# With several codes per unit, all ratings may be the empty set, or one set of several codes.
NO_CODE = f"no code was used, {_NO_EVIDENCE}"
ONE_SET = f"only one set of codes was used, {_NO_EVIDENCE}"
ONE_CATEGORY = "there is only one category, so raters had no choice"


def alpha(ratings: Ratings, total: Total, similarity: FloatArray | None) -> Quotient:
    """Return the numerator and denominator of Krippendorff's alpha, 1 - Do/De.

    Parameters
    ----------
    ratings : Ratings
        Units with fewer than two ratings do not count.
    total : Total
        Sums over the units.
    similarity : ndarray of float, shape (values, values), or None
        One minus the distance of two values. None: the nominal distance.

    Returns
    -------
    Quotient
        Undefined if no unit has two ratings, or if all ratings have the same value.

    References
    ----------
    Krippendorff (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> numerator, denominator, _ = alpha(ratings, ratings.whole(), None)
    >>> round(float(numerator / denominator), 4)
    0.5476
    """
    ratings_of_unit = ratings.ratings_of_unit * ratings.pairable
    tallies = total(ratings.tallies * ratings.pairable[:, None])
    n = tallies.sum(axis=-1)
    similar = tallies if similarity is None else tallies @ similarity
    expected = n * n - (tallies * similar).sum(axis=-1)
    observed = total(ratings_of_unit * (1 - ratings.likeness(similarity)))
    none_used, one_used = n == 0, expected < NEGLIGIBLE * n * n
    why = ((none_used, NO_PAIR), (one_used, _only_one(ratings)))
    return Quotient(expected - (n - 1) * observed, expected, why)


def _only_one(ratings: Ratings) -> str:
    """Return the reason for which alpha is undefined if all ratings are the same."""
    if not ratings.multilabel:
        return ONE_CODE
    return {0: NO_CODE, 1: ONE_CODE}.get(int(ratings.positives.any(axis=0).sum()), ONE_SET)


def mean_marginals(ratings: Ratings, total: Total) -> FloatArray:
    """Return the mean over rated units of the share of each category in the unit's ratings.

    Parameters
    ----------
    ratings : Ratings
    total : Total
        Sums over the units.

    Returns
    -------
    ndarray of float, shape (..., categories)
        One row of shares for each weighting of the units.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> mean_marginals(ratings, ratings.whole()).tolist()
    [0.7, 0.3]
    """
    shares = total(ratings.tallies / np.maximum(ratings.ratings_of_unit, 1)[:, None])
    n = total((ratings.ratings_of_unit > 0).astype(np.float64))
    return np.asarray(shares / np.maximum(n, 1)[..., None])


def beyond_chance(ratings: Ratings, total: Total, chance: FloatArray, *undefined: tuple[BoolArray, str]) -> Quotient:
    """Return agreement beyond chance, (po - pe) / (1 - pe), the form of every coefficient except alpha.

    Parameters
    ----------
    ratings : Ratings
    total : Total
        Sums over the units.
    chance : ndarray of float
        Agreement expected by chance, pe, one value for each weighting of the units.
    *undefined : pairs of (ndarray of bool, str)
        Where the coefficient is undefined for a reason of its own, with the reason.

    Returns
    -------
    Quotient

    Raises
    ------
    UndefinedAgreement
        If the ratings have several codes per unit.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> numerator, denominator, _ = beyond_chance(ratings, ratings.whole(), np.array(0.5))
    >>> round(float(numerator / denominator), 4)
    0.6
    """
    require_one_code(ratings)
    n = total(ratings.pairable.astype(float))
    observed = total(ratings.agreement) / np.maximum(n, 1)
    return Quotient(observed - chance, 1 - chance, ((n == 0, NO_PAIR), *undefined))


def two_raters(ratings: Ratings, total: Total) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the counts from which the coefficients of two raters are computed.

    Parameters
    ----------
    ratings : Ratings
    total : Total
        Sums over the units.

    Returns
    -------
    tuple of four ndarrays of float
        Units that both rated, units on which they agree, and each rater's counts, shape (..., values).
        They are whole numbers, so comparisons of them are exact.

    Raises
    ------
    UndefinedAgreement
        If there are several codes per unit, or not exactly two raters.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> [counts.tolist() for counts in two_raters(ratings, ratings.whole())]
    [10.0, 8.0, [8.0, 2.0], [6.0, 4.0]]
    """
    require_one_code(ratings)
    if len(ratings.raters) != 2:
        raise UndefinedAgreement(f"it compares two raters, but there are {len(ratings.raters)}")
    both = ratings.pairable[:, None]
    n = total(ratings.pairable.astype(float))
    rows, columns = total(ratings.given[:, 0] * both), total(ratings.given[:, 1] * both)
    return n, total(ratings.agreement), rows, columns


def require_one_code(ratings: Ratings) -> None:
    """Raise if the ratings have several codes per unit.

    Parameters
    ----------
    ratings : Ratings

    Raises
    ------
    UndefinedAgreement
        If a unit may have several codes.

    Examples
    --------
    >>> require_one_code(Ratings.from_labels([("a", "b")]))
    """
    if ratings.multilabel:
        raise UndefinedAgreement("it needs one code per unit; use the coefficients of each code, or alpha")
