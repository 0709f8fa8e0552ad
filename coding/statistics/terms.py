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


def mean_marginals(ratings: Ratings, total: Total) -> FloatArray:
    """Mean over rated units of the share of each category in the unit's ratings, shape (..., categories)."""
    shares = total(ratings.tallies / ratings.ratings_of_unit[:, None])
    n = total(np.ones(len(ratings.counts)))
    return np.asarray(shares / np.maximum(n, 1)[..., None])


def beyond_chance(ratings: Ratings, total: Total, chance: FloatArray, *undefined: tuple[BoolArray, str]) -> Quotient:
    """(po - pe) / (1 - pe), the form of every coefficient here but alpha."""
    require_one_code(ratings)
    n = total(ratings.pairable.astype(float))
    observed = total(ratings.agreement) / np.maximum(n, 1)
    return Quotient(observed - chance, 1 - chance, ((n == 0, NO_PAIR), *undefined))


def two_raters(ratings: Ratings, total: Total) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Units both rated, those on which they agree, and each rater's counts; whole numbers, so exact."""
    require_one_code(ratings)
    if len(ratings.raters) != 2:
        raise UndefinedAgreement(f"it compares two raters, and there are {len(ratings.raters)}")
    both = ratings.pairable[:, None]
    n = total(ratings.pairable.astype(float))
    rows, columns = total(ratings.given[:, 0] * both), total(ratings.given[:, 1] * both)
    return n, total(ratings.agreement), rows, columns


def require_one_code(ratings: Ratings) -> None:
    if ratings.multilabel:
        raise UndefinedAgreement("it is meant for one code a unit; look at each code alone, or at alpha")
