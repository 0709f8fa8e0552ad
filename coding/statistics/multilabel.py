"""Coefficients for several codes per unit, which compare sets of codes."""

import numpy as np

from coding.statistics.ratings import FloatArray, Ratings, Total
from coding.statistics.registry import HEADLINE, MANY_RATERS, MULTI, TWO_RATERS, Quotient, coefficient
from coding.statistics.terms import NO_PAIR, alpha


@coefficient(
    scope=(MULTI, TWO_RATERS, MANY_RATERS),
    label="exact match of the sets of codes",
    symbol="Exact match",
    explanation="Share of units with exactly the same set of codes.",
    share=True,
)
def exact_match(ratings: Ratings, total: Total) -> Quotient:
    """Exact match: share of pairs of raters that gave the same set of codes, averaged over units.

    Examples
    --------
    >>> ratings = Ratings.from_sets([({"a"}, {"a", "b"}), ({"a"}, {"a"}), ({"b", "c"}, {"b", "c"}), (set(), {"c"})])
    >>> round(exact_match(ratings), 4)
    0.5
    """
    return _mean(ratings, total, None)


@coefficient(
    scope=(MULTI, TWO_RATERS, MANY_RATERS),
    label="mean Jaccard similarity",
    symbol="Mean Jaccard",
    explanation="Mean share of the codes that two raters have in common.",
)
def mean_jaccard(ratings: Ratings, total: Total) -> Quotient:
    """Mean over units of the Jaccard similarity of two raters' sets: codes in common over codes in either.

    Examples
    --------
    >>> ratings = Ratings.from_sets([({"a"}, {"a", "b"}), ({"a"}, {"a"}), ({"b", "c"}, {"b", "c"}), (set(), {"c"})])
    >>> round(mean_jaccard(ratings), 4)
    0.625
    """
    return _mean(ratings, total, jaccard(ratings))


@coefficient(
    scope=(MULTI, TWO_RATERS, MANY_RATERS),
    label="mean MASI similarity",
    symbol="Mean MASI",
    explanation="Mean similarity of the sets of codes; overlap counts partly.",
    source="Passonneau (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic "
    "annotation. Proceedings of LREC 2006.",
)
def mean_masi(ratings: Ratings, total: Total) -> Quotient:
    """Mean over units of the MASI similarity of two raters' sets.

    Examples
    --------
    >>> ratings = Ratings.from_sets([({"a"}, {"a", "b"}), ({"a"}, {"a"}), ({"b", "c"}, {"b", "c"}), (set(), {"c"})])
    >>> round(mean_masi(ratings), 4)
    0.5833
    """
    return _mean(ratings, total, masi(ratings))


@coefficient(
    scope=(MULTI, TWO_RATERS, MANY_RATERS),
    label="Krippendorff's alpha with the MASI distance",
    symbol="Krippendorff’s α, MASI",
    explanation="Sets of codes; partial overlap counts partly.",
    **HEADLINE,
    source="Passonneau (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic "
    "annotation. Proceedings of LREC 2006.",
)
def krippendorff_alpha_masi(ratings: Ratings, total: Total) -> Quotient:
    """Krippendorff's alpha with distance 1 - MASI, not squared.

    Examples
    --------
    >>> ratings = Ratings.from_sets([({"a"}, {"a", "b"}), ({"a"}, {"a"}), ({"b", "c"}, {"b", "c"}), (set(), {"c"})])
    >>> round(krippendorff_alpha_masi(ratings), 4)
    0.4724
    """
    return alpha(ratings, total, masi(ratings))


@coefficient(
    scope=(MULTI, TWO_RATERS, MANY_RATERS),
    label="Krippendorff's alpha with the Jaccard distance",
    symbol="Krippendorff’s α, Jaccard",
    explanation="Sets of codes; the share of common codes counts.",
    **HEADLINE,
    source="Krippendorff (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.",
)
def krippendorff_alpha_jaccard(ratings: Ratings, total: Total) -> Quotient:
    """Krippendorff's alpha with distance 1 - Jaccard, not squared.

    Examples
    --------
    >>> ratings = Ratings.from_sets([({"a"}, {"a", "b"}), ({"a"}, {"a"}), ({"b", "c"}, {"b", "c"}), (set(), {"c"})])
    >>> round(krippendorff_alpha_jaccard(ratings), 4)
    0.496
    """
    return alpha(ratings, total, jaccard(ratings))


def jaccard(ratings: Ratings) -> FloatArray:
    """Return the Jaccard similarity of the sets that occur: codes in common over codes in either.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    ndarray of float, shape (values, values)
        0 to 1; two empty sets are equal.

    References
    ----------
    Jaccard (1912). The distribution of the flora in the alpine zone. New Phytologist, 11(2), 37-50.

    Examples
    --------
    >>> jaccard(Ratings.from_sets([({"a"}, {"a", "b"})])).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    common, sizes = _overlap(ratings)
    either = sizes[:, None] + sizes - common
    return np.divide(common, either, out=np.ones_like(common), where=either > 0)


def masi(ratings: Ratings) -> FloatArray:
    """Return the MASI similarity of the sets that occur.

    It is the Jaccard similarity times 1 for equal sets, 2/3 for nested sets, and 1/3 otherwise.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    ndarray of float, shape (values, values)
        0 to 1.

    References
    ----------
    Passonneau (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation.
    Proceedings of LREC 2006.

    Examples
    --------
    >>> masi(Ratings.from_sets([({"a"}, {"a", "b"})])).round(4).tolist()
    [[1.0, 0.3333], [0.3333, 1.0]]
    """
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
