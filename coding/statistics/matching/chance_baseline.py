"""Chance baseline of matching: kappa after optimal matching of two independent raters.

The suggested matching is fitted to the ratings that are then judged with it, so even independent raters agree beyond
chance after it. The baseline measures how much: it permutes one rater's codes over the units, suggests a matching and
computes kappa, many times.
"""

from typing import Any, Final

import numpy as np

from coding.statistics.intervals import SEED
from coding.statistics.matching.suggestions import paired, similarities, vocabulary
from coding.statistics.ratings import FloatArray, IntArray, Ratings
from coding.statistics.terms import NOT_BY_BOTH

PERMUTATIONS: Final = 500
QUANTILE: Final = 0.95
MOST_CODES: Final = 150  # of a rater; the time of an assignment grows with their cube

TWO_RATERS_ONE_CODE: Final = "the baseline is computed for two raters with one code per unit"
TOO_MANY: Final = f"no baseline: a rater has more than {MOST_CODES} codes"


def matching_baseline(ratings: Ratings, *, seed: int = SEED, permutations: int = PERMUTATIONS) -> dict[str, Any]:
    """Return Cohen's kappa after the suggested matching, for these ratings and for independent raters.

    Parameters
    ----------
    ratings : Ratings
        Two raters' own labels, one code per unit, before matching.
    seed : int
        Seed of the permutations.
    permutations : int
        Number of random tables, each that of a permutation of one rater's codes.

    Returns
    -------
    dict
        `suggested`, kappa after the suggested matching of the ratings themselves; `mean` and `quantile` (.95) of
        the kappa of independent raters with the same counts of codes; `permutations`, `seed`; `undefined`, None or the
        reason why the three numbers are None.

    Notes
    -----
    A permutation keeps both raters' counts, so it is a random table with these margins. Tables are drawn directly, so
    the cost does not depend on the number of units. The baseline does not cover matchings that people change or merge.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("leak", "leaks")] * 9 + [("crash", "crashes")] * 6 + [("leak", "crashes")] * 3)
    >>> baseline = matching_baseline(ratings, permutations=100)
    >>> round(baseline["suggested"], 2), round(baseline["mean"], 2)
    (0.67, 0.18)
    """
    no_numbers = {"suggested": None, "mean": None, "quantile": None, "permutations": permutations, "seed": seed}
    if ratings.multilabel or len(ratings.raters) != 2:
        return {**no_numbers, "undefined": TWO_RATERS_ONE_CODE}
    ours, theirs = vocabulary(ratings, 0), vocabulary(ratings, 1)
    if max(len(ours), len(theirs)) > MOST_CODES:
        return {**no_numbers, "undefined": TOO_MANY}
    table = ratings.table()[np.ix_(ours, theirs)]
    if not table.sum():
        return {**no_numbers, "undefined": NOT_BY_BOTH}
    labels = [[str(ratings.categories[position]) for position in positions] for positions in (ours, theirs)]
    if (table.sum(axis=0).tolist(), labels[1]) < (table.sum(axis=1).tolist(), labels[0]):
        table, labels = table.T, labels[::-1]  # which rater comes first must not matter
    similarity = similarities(*labels)
    same = np.array([labels[0].index(label) if label in labels[0] else -1 for label in labels[1]])
    suggested = _kappa_after(table.astype(float), similarity, same)
    kappas = [
        _kappa_after(permuted.astype(float), similarity, same) for permuted in _permuted(table, seed, permutations)
    ]
    defined = [kappa for kappa in kappas if kappa is not None]
    if suggested is None or not defined:
        return {**no_numbers, "undefined": "after matching there is only one code"}
    return {
        "suggested": suggested,
        "mean": float(np.mean(defined)),
        "quantile": float(np.quantile(defined, QUANTILE)),
        "permutations": permutations,
        "seed": seed,
        "undefined": None,
    }


def _permuted(table: IntArray, seed: int, permutations: int) -> FloatArray:
    """Return random tables with the margins of this one, shape (permutations, ours, theirs)."""
    from scipy.stats import random_table  # a slow import that only matching needs

    tables: FloatArray = random_table.rvs(table.sum(axis=1), table.sum(axis=0), size=permutations, random_state=seed)
    return tables


def _kappa_after(table: FloatArray, similarity: FloatArray, same: IntArray) -> float | None:
    """Return kappa after giving each code its suggested partner, None if it is undefined.

    A code without a partner keeps its label.

    Parameters
    ----------
    same : ndarray of int
        For each code of the second rater, the position of the same label among the first rater's, or -1.
    """
    target = same.copy()
    for i, j in paired(table, similarity):
        target[j] = i
    matched = np.flatnonzero(target >= 0)
    n, rows, columns = table.sum(), table.sum(axis=1), table.sum(axis=0)
    agreed = table[target[matched], matched].sum()
    chance = float(rows[target[matched]] @ columns[matched])
    return None if n * n == chance else float((n * agreed - chance) / (n * n - chance))
