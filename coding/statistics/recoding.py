"""Effect on agreement of a merge, a renaming or a step of the matching."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from coding.statistics.intervals import SEED, estimates
from coding.statistics.ratings import MISSING, BoolArray, Label, Ratings
from coding.statistics.registry import Coefficient

# rater -> code -> what it is called now; what is not named keeps its name.
Meaning = Mapping[str, Mapping[Label, Label]]


def recoded(ratings: Ratings, meaning: Meaning, categories: Collection[Label] = ()) -> Ratings:
    """The same ratings with each rater's codes called otherwise.

    Parameters
    ----------
    meaning : rater -> code -> its name from now on; two codes of one name are one code.
    categories : codes that raters could choose, used or not. Names in use are added.

    Returns
    -------
    Ratings
        One row for each row of `ratings`, in their order, so that bootstrap samples of both belong together.
    """
    names = [[meaning.get(rater, {}).get(code, code) for code in ratings.categories] for rater in ratings.raters]
    used = {names[r][c] for r, c in zip(*np.nonzero(_vocabularies(ratings)), strict=True)}
    codes = tuple(sorted({*used, *categories}, key=lambda label: (isinstance(label, str), label)))
    index_of = {code: i for i, code in enumerate(codes)}
    if ratings.sets is None:
        # One place more than there are codes: index -1, a missing rating, finds the -1 at the end.
        lookups = [np.array([*(index_of.get(name, MISSING) for name in own), MISSING]) for own in names]
        columns = [lookup[given] for lookup, given in zip(lookups, ratings.patterns.T, strict=True)]
        patterns = np.column_stack(columns) if columns else ratings.patterns
        return replace(ratings, patterns=patterns, categories=codes)
    index: dict[frozenset[int], int] = {}
    patterns = np.full_like(ratings.patterns, MISSING)
    for rater, own in enumerate(names):
        for value in np.unique(ratings.patterns[:, rater]):
            if value != MISSING:
                codes_of_value = frozenset(index_of[own[code]] for code in np.flatnonzero(ratings.sets[value]))
                patterns[ratings.patterns[:, rater] == value, rater] = index.setdefault(codes_of_value, len(index))
    sets = np.zeros((len(index), len(codes)), dtype=bool)
    for codes_of_value, value in index.items():
        sets[value, list(codes_of_value)] = True
    return replace(ratings, patterns=patterns, categories=codes, sets=sets)


def merged(ratings: Ratings, codes: Sequence[Label], into: Label) -> Ratings:
    """The same ratings where all raters' `codes` are called `into`: a merge, or with one code a renaming.

    Raises
    ------
    ValueError
        If one of `codes` is not a category.
    """
    if unknown := set(codes).difference(ratings.categories):
        raise ValueError(f"The code {min(map(repr, unknown))} is not among the categories.")
    gone = set(codes)
    remaining = [code for code in ratings.categories if code not in gone]
    return recoded(ratings, {rater: dict.fromkeys(codes, into) for rater in ratings.raters}, [*remaining, into])


def effect_of_merging(
    ratings: Ratings, codes: Sequence[Label], into: Label, coefficient: Coefficient, *, seed: int = SEED
) -> dict[str, Any]:
    """What a merge would do, before it is done.

    Returns
    -------
    dict
        `units` to which somebody gave one of `codes`; `before` and `after`, each with `value`, `low`, `high` and
        `undefined`. Both intervals come from the same samples of units.
    """
    after = merged(ratings, codes, into)
    both = {"before": (coefficient, ratings), "after": (coefficient, after)}
    effects = estimates(both, seed=seed)
    keys = ("value", "low", "high", "undefined")
    return {
        "units": units_with(ratings, codes),
        **{name: {key: getattr(estimate, key) for key in keys} for name, estimate in effects.items()},
    }


def units_with(ratings: Ratings, codes: Collection[Label]) -> int:
    """Units to which any rater gave one of these codes."""
    places = [i for i, code in enumerate(ratings.categories) if code in codes]
    has = np.append(ratings.membership[:, places].any(axis=1), False)  # index -1, a missing rating, has none
    return int(ratings.counts[has[ratings.patterns].any(axis=1)].sum())


def _vocabularies(ratings: Ratings) -> BoolArray:
    """Which codes each rater used anywhere, shape (raters, categories)."""
    used = np.zeros((len(ratings.raters), len(ratings.categories)), dtype=bool)
    for rater, values in enumerate(ratings.patterns.T):
        used[rater] = ratings.membership[np.unique(values[values >= 0])].any(axis=0)
    return used
