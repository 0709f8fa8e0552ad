"""Suggesting which private codes of two raters mean the same thing.

Raters who code openly name their codes themselves. Codes used on the same units, or spelt alike, probably
mean the same; the best one-to-one matching of two vocabularies is suggested with its reason, and people
confirm each pair. The matching is fitted to the ratings it is then judged by, so it makes agreement look
better than it is: print kappa before and after (docs/statistics.md).
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coding.statistics.ratings import FloatArray, Ratings

# Labels less alike than this are taken as unlike: short words share letters by chance.
ALIKE = 0.5


# A rater and some of their labels, another rater and theirs -> likeness of the definitions, 0 to 1.
Wording = Callable[[str, list[str], str, list[str]], FloatArray]


@dataclass(frozen=True)
class Suggestion:
    """One code of the reference rater and the code of another rater that probably means the same.

    Attributes
    ----------
    together : int
        Units on which the one applied `reference_code` and the other `code`.
    either : int
        Units both coded, on which at least one of the two was applied.
    similarity : float
        Likeness of the labels or of the definitions, the larger one, 0 to 1.
    reason : str
        For the person who confirms the pair.
    """

    reference_code: str
    rater: str
    code: str
    together: int
    either: int
    similarity: float
    reason: str


def fold_label(label: str) -> str:
    """The label without case and with single blanks: what two raters would call the same spelling."""
    return " ".join(unicodedata.normalize("NFC", label).casefold().split())


def label_similarity(one: str, other: str) -> float:
    """Share of letter triples that two folded labels have in common (Dice), 0 to 1."""
    first, second = _triples(fold_label(one)), _triples(fold_label(other))
    return 2 * len(first & second) / (len(first) + len(second))


def suggest_matching(ratings: Ratings, wording: Wording | None = None) -> list[Suggestion]:
    """Match each rater's vocabulary one to one with that of the first rater.

    The matching has the largest sum of units coded together, where labels or definitions that are alike count as up
    to one more unit. Codes are compared in order of their labels, whatever the order of units.
    A pair never used together whose labels and definitions are unlike is not suggested.

    Parameters
    ----------
    wording : likeness of the definitions of two raters' codes; without it only labels are compared.

    Returns
    -------
    list of Suggestion
        Rater by rater, the most used together first.
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
    """The best one-to-one assignment of the codes of two raters, as places in their vocabularies.

    Parameters
    ----------
    together, similarity : ndarray, shape (codes of the one, codes of the other)
        Units coded with both, and likeness of the labels. Pairs that have neither are left out.
    """
    # Takes half a second to import, and only matching needs it.
    from scipy.optimize import linear_sum_assignment

    worth = together + np.where(similarity >= ALIKE, similarity, 0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    fits = (together[rows, columns] > 0) | (similarity[rows, columns] >= ALIKE)
    return list(zip(rows[fits].tolist(), columns[fits].tolist(), strict=True))


def similarities(ours: list[str], theirs: list[str]) -> FloatArray:
    """Likeness of each pair of labels, shape (ours, theirs)."""
    found = [label_similarity(one, other) for one in ours for other in theirs]
    return np.array(found, dtype=float).reshape(len(ours), len(theirs))


def vocabulary(ratings: Ratings, rater: int) -> list[int]:
    """The categories a rater used anywhere, in order of their labels."""
    values = ratings.patterns[:, rater]
    used = np.flatnonzero(ratings.membership[values[values >= 0]].any(axis=0))
    return sorted(used.tolist(), key=lambda category: str(ratings.categories[category]))


def _cooccurrence(ratings: Ratings, other: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Units for each pair of codes, and for each code alone, on what the first and the other rater coded."""
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
        reasons.append("same label but for case and blanks")
    elif label_similarity(ours, theirs) >= ALIKE:
        reasons.append("similar labels")
    if defined >= ALIKE:
        reasons.append(f"similar definitions ({defined:.2f})")
    if together:
        reasons.append(f"used together on {together} of {either} units")
    return ", ".join(reasons)


def _triples(label: str) -> set[str]:
    padded = f"  {label} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
