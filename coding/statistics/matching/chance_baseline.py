"""What matching alone gives: kappa after matching of two raters who have nothing to do with each other.

The suggested matching is fitted to the ratings by which it is then judged, so even two independent raters agree
beyond chance after it. How much is found by making them independent: one rater's codes are dealt out again over the
units, the same suggestion is made, and kappa is computed, many times over.
"""

from typing import Any, Final

import numpy as np

from coding.statistics.intervals import SEED
from coding.statistics.matching.suggestions import paired, similarities, vocabulary
from coding.statistics.ratings import FloatArray, IntArray, Ratings
from coding.statistics.terms import NOT_BY_BOTH

DEALS: Final = 500  # times that the codes are dealt out again
QUANTILE: Final = 0.95
MOST_CODES: Final = 150  # of a rater; an assignment takes time in the cube of them

TWO_RATERS_ONE_CODE: Final = "the baseline is computed for two raters with one code a unit"
TOO_MANY: Final = f"no baseline: a rater has more than {MOST_CODES} codes"


def matching_baseline(ratings: Ratings, *, seed: int = SEED, deals: int = DEALS) -> dict[str, Any]:
    """Cohen's kappa after the suggested matching, for ratings as these and for independent raters.

    Parameters
    ----------
    ratings : two raters' own labels, one a unit, before matching.

    Returns
    -------
    dict
        `suggested`, kappa after the suggested matching of the ratings themselves; `mean` and `quantile` (.95) of kappa
        of independent raters with the same counts of codes; `deals`, `seed`; `undefined`, the reason where there is
        none, and then no numbers.

    Notes
    -----
    A deal keeps both raters' counts, so that it is a random table with these margins: nothing is dealt out unit by
    unit, and the cost does not depend on their number. People may match otherwise than suggested, and merge: the
    baseline says nothing of that.
    """
    nothing = {"suggested": None, "mean": None, "quantile": None, "deals": deals, "seed": seed}
    if ratings.multilabel or len(ratings.raters) != 2:
        return {**nothing, "undefined": TWO_RATERS_ONE_CODE}
    ours, theirs = vocabulary(ratings, 0), vocabulary(ratings, 1)
    if max(len(ours), len(theirs)) > MOST_CODES:
        return {**nothing, "undefined": TOO_MANY}
    table = ratings.table()[np.ix_(ours, theirs)]
    if not table.sum():
        return {**nothing, "undefined": NOT_BY_BOTH}
    labels = [[str(ratings.categories[place]) for place in places] for places in (ours, theirs)]
    similarity = similarities(*labels)
    same = np.array([labels[0].index(label) if label in labels[0] else -1 for label in labels[1]])
    suggested = _kappa_after(table.astype(float), similarity, same)
    kappas = [_kappa_after(deal.astype(float), similarity, same) for deal in _dealt(table, seed, deals)]
    defined = [kappa for kappa in kappas if kappa is not None]
    if suggested is None or not defined:
        return {**nothing, "undefined": "after matching there is only one code"}
    return {
        "suggested": suggested,
        "mean": float(np.mean(defined)),
        "quantile": float(np.quantile(defined, QUANTILE)),
        "deals": deals,
        "seed": seed,
        "undefined": None,
    }


def _dealt(table: IntArray, seed: int, deals: int) -> FloatArray:
    """Random tables with the margins of this one, shape (deals, ours, theirs)."""
    from scipy.stats import random_table  # takes a while to load, and only matching needs it

    dealt: FloatArray = random_table.rvs(table.sum(axis=1), table.sum(axis=0), size=deals, random_state=seed)
    return dealt


def _kappa_after(table: FloatArray, similarity: FloatArray, same: IntArray) -> float | None:
    """Kappa once each code has its suggested partner; one without keeps its label. None where it is undefined.

    Parameters
    ----------
    same : for each code of the second rater the place of the same label among the first rater's, -1 for none.
    """
    target = same.copy()
    for i, j in paired(table, similarity):
        target[j] = i
    found = np.flatnonzero(target >= 0)
    n, rows, columns = table.sum(), table.sum(axis=1), table.sum(axis=0)
    agreed = table[target[found], found].sum()
    chance = float(rows[target[found]] @ columns[found])
    return None if n * n == chance else float((n * agreed - chance) / (n * n - chance))
