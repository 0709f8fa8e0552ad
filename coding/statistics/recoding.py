"""Effect of a merge, a renaming or a matching step on agreement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from coding.statistics.intervals import SEED, estimates
from coding.statistics.ratings import MISSING, BoolArray, Label, Ratings
from coding.statistics.registry import Coefficient

# rater -> code -> new name; a code that is not in it keeps its name.
Meaning = Mapping[str, Mapping[Label, Label]]


def recoded(ratings: Ratings, meaning: Meaning, categories: Collection[Label] = ()) -> Ratings:
    """Return the same ratings with each rater's codes renamed.

    Parameters
    ----------
    ratings : Ratings
    meaning : mapping of rater to mapping of label to label
        The new name of each code; two codes with the same new name become one code.
    categories : collection of labels
        Codes that raters could choose, used or not. Names in use are added.

    Returns
    -------
    Ratings
        One row for each row of `ratings`, in their order, so that bootstrap samples of both correspond.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("leak", "leaks"), ("crash", "crash")], raters=("Ada", "Bo"))
    >>> recoded(ratings, {"Bo": {"leaks": "leak"}}).categories
    ('crash', 'leak')
    """
    names = [[meaning.get(rater, {}).get(code, code) for code in ratings.categories] for rater in ratings.raters]
    used = {names[r][c] for r, c in zip(*np.nonzero(_vocabularies(ratings)), strict=True)}
    codes = tuple(sorted({*used, *categories}, key=lambda label: (isinstance(label, str), label)))
    index_of = {code: i for i, code in enumerate(codes)}
    if ratings.sets is None:
        # One element more than there are codes: index -1, a missing rating, selects the -1 at the end.
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
    # Only sets of codes are compared after a recoding, and in them a code that is unclear is not given.
    return replace(ratings, patterns=patterns, categories=codes, sets=sets, unclear=None)


def merged(ratings: Ratings, codes: Sequence[Label], into: Label) -> Ratings:
    """Return the same ratings with all raters' `codes` renamed to `into`: a merge, or with one code a renaming.

    Parameters
    ----------
    ratings : Ratings
    codes : sequence of labels
    into : label
        A code of `ratings` or a new one.

    Returns
    -------
    Ratings
        One row for each row of `ratings`, in their order.

    Raises
    ------
    ValueError
        If one of `codes` is not a category.

    Examples
    --------
    >>> merged(Ratings.from_labels([("a", "b"), ("c", "c")]), ["b"], "a").categories
    ('a', 'c')
    """
    if unknown := set(codes).difference(ratings.categories):
        raise ValueError(f"Unknown code {min(map(repr, unknown))}. Choose one of the categories.")
    removed = set(codes)
    remaining = [code for code in ratings.categories if code not in removed]
    return recoded(ratings, {rater: dict.fromkeys(codes, into) for rater in ratings.raters}, [*remaining, into])


def effect_of_merging(
    ratings: Ratings, codes: Sequence[Label], into: Label, coefficient: Coefficient, *, seed: int = SEED
) -> dict[str, Any]:
    """Return the effect that a merge would have on a coefficient.

    Parameters
    ----------
    ratings : Ratings
    codes : sequence of labels
    into : label
    coefficient : Coefficient
    seed : int
        Seed of the bootstrap samples, which are the same for both intervals.

    Returns
    -------
    dict
        `units`, the number of units to which a rater gave one of `codes`; `before` and `after`, each with `value`,
        `low`, `high` and `undefined`.

    Raises
    ------
    ValueError
        If one of `codes` is not a category.

    Examples
    --------
    >>> from coding.statistics.coefficients import percent_agreement
    >>> ratings = Ratings.from_labels([("a", "a"), ("a", "b"), ("c", "c"), ("c", "c")])
    >>> effect = effect_of_merging(ratings, ["b"], "a", percent_agreement)
    >>> effect["units"], effect["before"]["value"], effect["after"]["value"]
    (1, 0.75, 1.0)
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
    """Return the number of units to which a rater gave one of these codes.

    Parameters
    ----------
    ratings : Ratings
    codes : collection of labels

    Returns
    -------
    int

    Examples
    --------
    >>> units_with(Ratings.from_labels([("a", "a"), ("a", "b"), ("c", "c")]), ["b", "c"])
    2
    """
    positions = [i for i, code in enumerate(ratings.categories) if code in codes]
    has = np.append(ratings.membership[:, positions].any(axis=1), False)  # index -1 is a missing rating
    return int(ratings.counts[has[ratings.patterns].any(axis=1)].sum())


def _vocabularies(ratings: Ratings) -> BoolArray:
    """Return whether each rater used each code on any unit, shape (raters, categories)."""
    used = np.zeros((len(ratings.raters), len(ratings.categories)), dtype=bool)
    for rater, values in enumerate(ratings.patterns.T):
        used[rater] = ratings.membership[np.unique(values[values >= 0])].any(axis=0)
    return used
