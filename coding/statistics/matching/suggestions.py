"""Suggested pairs of private codes of two raters with the same meaning.

Raters who code openly name their codes themselves. Codes used on the same units, or with similar labels, probably
mean the same. The best one-to-one matching of two vocabularies is suggested with reasons, and people confirm each
pair. The matching is fitted to the ratings that are then judged with it, so it makes agreement look better than it
is: report kappa before and after it (docs/statistics.md).
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coding.statistics.ratings import FloatArray, Ratings

# Labels less similar than this count as different: short words share letters by chance.
ALIKE = 0.5

# (rater, their labels, other rater, their labels) -> similarity of each pair of definitions, 0 to 1.
Wording = Callable[[str, list[str], str, list[str]], FloatArray]


@dataclass(frozen=True)
class Suggestion:
    """A code of the reference rater and the code of another rater that probably means the same.

    Attributes
    ----------
    together : int
        Number of units with `reference_code` by the reference rater and `code` by the other.
    either : int
        Number of units coded by both raters, with at least one of the two codes.
    similarity : float
        Similarity of the labels or of the definitions, whichever is larger, 0 to 1.
    reason : str
        Explanation for the person who confirms the pair.
    """

    reference_code: str
    rater: str
    code: str
    together: int
    either: int
    similarity: float
    reason: str


def fold_label(label: str) -> str:
    """Return the label in lower case and with single blanks; equal results count as the same spelling.

    Parameters
    ----------
    label : str

    Returns
    -------
    str

    Examples
    --------
    >>> fold_label("  Remote  Code Execution")
    'remote code execution'
    """
    return " ".join(unicodedata.normalize("NFC", label).casefold().split())


def label_similarity(one: str, other: str) -> float:
    """Return the share of letter triples that two folded labels have in common (Dice coefficient).

    Parameters
    ----------
    one, other : str

    Returns
    -------
    float
        0 (no triple in common) to 1 (same spelling).

    References
    ----------
    Dice (1945). Measures of the amount of ecologic association between species. Ecology, 26(3), 297-302.

    Examples
    --------
    >>> round(label_similarity("data leak", "data leakage"), 2)
    0.78
    """
    first, second = _triples(fold_label(one)), _triples(fold_label(other))
    return 2 * len(first & second) / (len(first) + len(second))


def suggest_matching(ratings: Ratings, wording: Wording | None = None) -> list[Suggestion]:
    """Match each rater's vocabulary one to one with that of the first rater.

    The matching maximises the number of units coded together; similar labels or definitions count as up to one
    more unit. Codes are compared in order of their labels, so the order of units does not matter. A pair that was
    never used together and has neither similar labels nor similar definitions is not suggested.

    Parameters
    ----------
    ratings : Ratings
        Each rater's own labels.
    wording : Wording, optional
        Returns the similarity of the definitions of two raters' codes. Without it only labels are compared.

    Returns
    -------
    list of Suggestion
        Rater by rater, most units together first.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("leak", "leaks")] * 9 + [("crash", "crashes")] * 6 + [("leak", "crashes")] * 3)
    >>> [(pair.reference_code, pair.code, pair.reason) for pair in suggest_matching(ratings)]
    [('leak', 'leaks', 'similar labels, used together on 9 of 12 units'),
     ('crash', 'crashes', 'similar labels, used together on 6 of 9 units')]
    """
    suggestions: list[Suggestion] = []
    for other in range(1, len(ratings.raters)):
        pairs = _match(ratings, other, wording)
        suggestions += sorted(pairs, key=lambda pair: (-pair.together, -pair.similarity, pair.reference_code))
    return suggestions


def _match(ratings: Ratings, other: int, wording: Wording | None) -> list[Suggestion]:
    labels = [str(label) for label in ratings.categories]
    ours, theirs = vocabulary(ratings, 0), vocabulary(ratings, other)
    together, ours_used, theirs_used = _cooccurrence(ratings, other)
    together = together[np.ix_(ours, theirs)]
    either = ours_used[ours][:, None] + theirs_used[theirs] - together
    our_labels, their_labels = [labels[i] for i in ours], [labels[j] for j in theirs]
    defined = np.zeros(together.shape)
    if wording is not None:
        defined = wording(ratings.raters[0], our_labels, ratings.raters[other], their_labels)
    similarity = np.maximum(similarities(our_labels, their_labels), defined)
    return [
        Suggestion(
            reference_code=labels[ours[i]],
            rater=ratings.raters[other],
            code=labels[theirs[j]],
            together=int(together[i, j]),
            either=int(either[i, j]),
            similarity=float(similarity[i, j]),
            reason=_reason(
                labels[ours[i]], labels[theirs[j]], int(together[i, j]), int(either[i, j]), float(defined[i, j])
            ),
        )
        for i, j in paired(together, similarity)
    ]


def paired(together: FloatArray, similarity: FloatArray) -> list[tuple[int, int]]:
    """Return the best one-to-one assignment of the codes of two raters.

    Parameters
    ----------
    together : ndarray of float, shape (codes of the one, codes of the other)
        Number of units coded with both.
    similarity : ndarray of float, shape (codes of the one, codes of the other)
        Similarity of the labels or definitions, 0 to 1.

    Returns
    -------
    list of (int, int)
        Positions in the two vocabularies. Pairs that have neither units together nor similar labels are left out.

    References
    ----------
    Kuhn (1955). The Hungarian method for the assignment problem. Naval Research Logistics Quarterly, 2(1-2), 83-97.

    Examples
    --------
    >>> paired(np.array([[5.0, 1.0], [2.0, 0.0]]), np.zeros((2, 2)))
    [(0, 0)]
    """
    from scipy.optimize import linear_sum_assignment  # an import of half a second that only matching needs

    worth = together + np.where(similarity >= ALIKE, similarity, 0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    fits = (together[rows, columns] > 0) | (similarity[rows, columns] >= ALIKE)
    return list(zip(rows[fits].tolist(), columns[fits].tolist(), strict=True))


def similarities(ours: list[str], theirs: list[str]) -> FloatArray:
    """Return the similarity of each pair of labels.

    Parameters
    ----------
    ours, theirs : list of str

    Returns
    -------
    ndarray of float, shape (len(ours), len(theirs))
        0 to 1, see `label_similarity`.

    Examples
    --------
    >>> similarities(["leak"], ["leak", "crash"]).round(2).tolist()
    [[1.0, 0.0]]
    """
    values = [label_similarity(one, other) for one in ours for other in theirs]
    return np.array(values, dtype=float).reshape(len(ours), len(theirs))


def vocabulary(ratings: Ratings, rater: int) -> list[int]:
    """Return the categories that a rater used on any unit.

    Parameters
    ----------
    ratings : Ratings
    rater : int
        Index of the rater.

    Returns
    -------
    list of int
        Positions in `ratings.categories`, in order of their labels.

    Examples
    --------
    >>> vocabulary(Ratings.from_labels([("b", "a"), ("a", "a"), ("b", "c")]), 1)
    [0, 2]
    """
    values = ratings.patterns[:, rater]
    used = np.flatnonzero(ratings.membership[values[values >= 0]].any(axis=0))
    return sorted(used.tolist(), key=lambda category: str(ratings.categories[category]))


def _cooccurrence(ratings: Ratings, other: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the units for each pair of codes, and for each code alone, among units that both raters coded."""
    g, h = ratings.patterns[:, 0], ratings.patterns[:, other]
    both = (g >= 0) & (h >= 0)
    counts = ratings.counts[both].astype(float)
    membership = ratings.membership.astype(float)
    ours, theirs = membership[g[both]], membership[h[both]]
    return (ours * counts[:, None]).T @ theirs, counts @ ours, counts @ theirs


def _reason(ours: str, theirs: str, together: int, either: int, defined: float) -> str:
    reasons = []
    if ours == theirs:
        reasons.append("same label")
    elif fold_label(ours) == fold_label(theirs):
        reasons.append("same label except for case and spaces")
    elif label_similarity(ours, theirs) >= ALIKE:
        reasons.append("similar labels")
    if defined >= ALIKE:
        reasons.append(f"similar definitions ({defined:.2f})")
    if together:
        reasons.append(f"used together on {together} of {either} {'unit' if either == 1 else 'units'}")
    return ", ".join(reasons)


def _triples(label: str) -> set[str]:
    padded = f"  {label} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
