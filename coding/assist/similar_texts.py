"""Nearly identical texts in a sample, and the texts nearest to a given one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

BLOCK: Final = 500  # texts compared with all others at a time, which bounds memory
THRESHOLD: Final = 0.8
WORD: Final = r"\w+"


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Indexes of two texts, `first` below `second`, and their similarity (0 to 1)."""

    first: int
    second: int
    similarity: float


def near_duplicates(texts: Sequence[str], threshold: float = THRESHOLD) -> list[SimilarPair]:
    """Return pairs of texts whose words are nearly the same.

    Parameters
    ----------
    texts : (n,) plain texts; a text without a word is in no pair.
    threshold : above 0, at most 1: the smallest similarity of a pair. Similarity is the cosine of single words and
        pairs of words, weighted by TF-IDF with sublinear term frequency.

    Returns
    -------
    list of SimilarPair
        The most similar first, then by index. O(n²) comparisons, O(n) memory.

    Raises
    ------
    ValueError
        If `threshold` is not above 0 and at most 1.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"Invalid threshold “{threshold}”. Use a similarity above 0 and at most 1.")
    weights = _weights(texts)
    if weights is None:
        return []
    pairs = []
    for start in range(0, len(texts), BLOCK):
        # Each block is compared with later texts only, so that each pair is counted once.
        cosines = (weights[start : start + BLOCK] @ weights[start:].T).tocoo()
        near = (cosines.data >= threshold - 1e-6) & (cosines.row < cosines.col)
        pairs += [
            SimilarPair(start + int(row), start + int(col), min(1.0, float(value)))
            for row, col, value in zip(cosines.row[near], cosines.col[near], cosines.data[near], strict=True)
        ]
    return sorted(pairs, key=lambda pair: (-round(pair.similarity, 6), pair.first, pair.second))


def nearest(text: str, others: Sequence[str], count: int) -> list[tuple[int, float]]:
    """Return the texts most similar to one text.

    Parameters
    ----------
    text : the text to compare with.
    others : (n,) the texts to choose from.
    count : the maximum number of texts returned.

    Returns
    -------
    list of (index in `others`, similarity)
        The most similar first, then by index. Similarity is defined as in `near_duplicates`. Texts without a common
        word are left out.
    """
    weights = _weights([text, *others])
    if weights is None:
        return []
    cosines = (weights[1:] @ weights[0].T).toarray().ravel()
    best = np.argsort(-np.round(cosines, 6), kind="stable")[:count]
    return [(int(index), min(1.0, float(cosines[index]))) for index in best if cosines[index] > 0]


def _weights(texts: Sequence[str]) -> Any:
    """Return the weights of the words and pairs of words of each text; None if no text contains a word."""
    # 75 MB in memory, which a web process needs only for these lists.
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD, dtype=np.float32)
    try:
        return vectorizer.fit_transform(texts)
    except ValueError:
        return None
