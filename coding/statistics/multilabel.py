"""Coefficients for several codes a unit: two sets of codes may be the same, overlap, or share nothing."""

import numpy as np

from coding.statistics.coefficients import NO_PAIR, Coefficient, Quotient, alpha
from coding.statistics.ratings import FloatArray, Ratings, Total


@Coefficient
def exact_match(ratings: Ratings, total: Total) -> Quotient:
    """Mean over units of the share of pairs of raters that gave exactly the same set of codes."""
    return _mean(ratings, total, None)


@Coefficient
def mean_jaccard(ratings: Ratings, total: Total) -> Quotient:
    """Mean over units of the Jaccard similarity of two raters' sets: codes in common over codes in either."""
    return _mean(ratings, total, jaccard(ratings))


@Coefficient
def mean_masi(ratings: Ratings, total: Total) -> Quotient:
    """Mean over units of the MASI similarity of two raters' sets (Passonneau 2006)."""
    return _mean(ratings, total, masi(ratings))


@Coefficient
def krippendorff_alpha_jaccard(ratings: Ratings, total: Total) -> Quotient:
    """Krippendorff's alpha with distance 1 - Jaccard, not squared."""
    return alpha(ratings, total, jaccard(ratings))


@Coefficient
def krippendorff_alpha_masi(ratings: Ratings, total: Total) -> Quotient:
    """Krippendorff's alpha with distance 1 - MASI, not squared (Passonneau 2006)."""
    return alpha(ratings, total, masi(ratings))


def jaccard(ratings: Ratings) -> FloatArray:
    """Jaccard similarity of the sets that occur, shape (values, values); two empty sets are the same."""
    common, sizes = _overlap(ratings)
    either = sizes[:, None] + sizes - common
    return np.divide(common, either, out=np.ones_like(common), where=either > 0)


def masi(ratings: Ratings) -> FloatArray:
    """MASI similarity, shape (values, values): Jaccard times 1 if equal, 2/3 if nested, 1/3 else."""
    common, sizes = _overlap(ratings)
    smaller, larger = np.minimum(sizes[:, None], sizes), np.maximum(sizes[:, None], sizes)
    monotone = np.where(common == larger, 1.0, np.where(common == smaller, 2 / 3, 1 / 3))
    return jaccard(ratings) * monotone


def _overlap(ratings: Ratings) -> tuple[FloatArray, FloatArray]:
    sets = ratings.membership.astype(float)
    return sets @ sets.T, sets.sum(axis=1)


def _mean(ratings: Ratings, total: Total, similarity: FloatArray | None) -> Quotient:
    n = total(ratings.pairable.astype(float))
    return Quotient(total(ratings.likeness(similarity)), n, ((n == 0, NO_PAIR),))
