"""Similarity of code definitions, shown as a hint during matching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from coding.statistics.ratings import FloatArray


def definition_similarity(
    definitions: Mapping[str, Mapping[str, str]], one: str, ours: Sequence[str], other: str, theirs: Sequence[str]
) -> FloatArray:
    """Return the similarity of the definitions of two raters' codes.

    Parameters
    ----------
    definitions : rater -> label -> definition; a blank or missing definition has similarity 0 with all others.
    ours, theirs : labels of the codes of the raters `one` and `other`.

    Returns
    -------
    ndarray of float, shape (ours, theirs)
        0 to 1: cosine of the words of the definitions, weighted by TF-IDF over both vocabularies, without English
        stop words.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to load, and only matching needs it

    texts = [
        definitions.get(rater, {}).get(label, "") for rater, own in ((one, ours), (other, theirs)) for label in own
    ]
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    try:
        weights = vectorizer.fit_transform(texts)
    except ValueError:  # no text contains a word
        return np.zeros((len(ours), len(theirs)))
    cosines: FloatArray = (weights[: len(ours)] @ weights[len(ours) :].T).toarray()
    return np.clip(cosines, 0.0, 1.0)
