"""How alike two codes are defined: a hint for who matches them, never a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from coding.statistics.ratings import FloatArray


def definitions_alike(
    definitions: Mapping[str, Mapping[str, str]], one: str, ours: Sequence[str], other: str, theirs: Sequence[str]
) -> FloatArray:
    """Likeness of the definitions of two raters' codes.

    Parameters
    ----------
    definitions : rater -> label -> definition; what is blank or not there is like nothing.
    ours, theirs : labels of the codes of the raters `one` and `other`.

    Returns
    -------
    ndarray of float, shape (ours, theirs)
        0 to 1: cosine of the words of the definitions, weighted by TF-IDF over both vocabularies. English stop words
        are left out.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # takes a while to load, and only matching needs it

    texts = [
        definitions.get(rater, {}).get(label, "") for rater, own in ((one, ours), (other, theirs)) for label in own
    ]
    words = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    try:
        weights = words.fit_transform(texts)
    except ValueError:  # not one word in all of them
        return np.zeros((len(ours), len(theirs)))
    cosines: FloatArray = (weights[: len(ours)] @ weights[len(ours) :].T).toarray()
    return np.clip(cosines, 0.0, 1.0)
