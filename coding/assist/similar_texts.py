"""Texts that are nearly the same: a second look before both are coded as if they were two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

BLOCK: Final = 500  # texts compared with all others at a time: what is held at once
THRESHOLD: Final = 0.8
WORD: Final = r"\w+"


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two texts by their places, `first` before `second`, and how similar they are (0 to 1)."""

    first: int
    second: int
    similarity: float


def near_duplicates(texts: Sequence[str], threshold: float = THRESHOLD) -> list[SimilarPair]:
    """Pairs of texts whose words are nearly the same.

    Parameters
    ----------
    texts : (n,) plain texts; what has no word is like nothing.
    threshold : above 0, at most 1: the cosine of two texts' words and pairs of words, weighted by TF-IDF with
        sublinear term frequency, from which on they are a pair.

    Returns
    -------
    list of Pair
        The most similar first, then in the order of places. O(n²) comparisons, O(n) memory.

    Raises
    ------
    ValueError
        If `threshold` is not above 0 and at most 1.
    """
    if not 0 < threshold <= 1:
        raise ValueError("The threshold of similarity is above 0 and at most 1.")
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD, dtype=np.float32)
    try:
        weights = words.fit_transform(texts)
    except ValueError:  # not one word in all of them
        return []
    found = []
    for start in range(0, len(texts), BLOCK):
        # Only with what comes after: each pair is met once.
        cosines = (weights[start : start + BLOCK] @ weights[start:].T).tocoo()
        near = (cosines.data >= threshold - 1e-6) & (cosines.row < cosines.col)
        found += [
            SimilarPair(start + int(row), start + int(col), min(1.0, float(value)))
            for row, col, value in zip(cosines.row[near], cosines.col[near], cosines.data[near], strict=True)
        ]
    return sorted(found, key=lambda pair: (-round(pair.similarity, 6), pair.first, pair.second))


def nearest(text: str, others: Sequence[str], count: int) -> list[tuple[int, float]]:
    """The texts most like one text.

    Parameters
    ----------
    text : the one.
    others : (n,) the rest.
    count : at most how many are returned.

    Returns
    -------
    list of (place in `others`, similarity)
        The most similar first, then in the order of places; similarity as in `near_duplicates`. Those without a word
        in common are left out.
    """
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD, dtype=np.float32)
    try:
        weights = words.fit_transform([text, *others])
    except ValueError:  # not one word in all of them
        return []
    cosines = (weights[1:] @ weights[0].T).toarray().ravel()
    best = np.argsort(-np.round(cosines, 6), kind="stable")[:count]
    return [(int(place), min(1.0, float(cosines[place]))) for place in best if cosines[place] > 0]
