"""The same rater again: agreement with themselves, and whether the use of codes changes within a round."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from coding.statistics.coefficients import percent_agreement
from coding.statistics.differences import default_coefficient, ratings_of_rows
from coding.statistics.intervals import CONFIDENCE, REPLICATES_OF_CODE, SEED, estimates
from coding.statistics.multilabel import exact_match
from coding.statistics.ratings import FloatArray, IntArray

FEWEST_UNITS = 40  # in the order of coding, for drift
TABLES = 10_000  # random tables with the same margins

Answer = str | frozenset[str]  # a code, or the codes of a unit


def retest(
    before: Mapping[Any, Answer | None],
    after: Mapping[Any, Answer | None],
    *,
    seed: int = SEED,
    replicates: int = REPLICATES_OF_CODE,
    confidence: float = CONFIDENCE,
) -> dict[str, Any]:
    """Compare the answers of a rater with those that they gave to the same units later.

    Parameters
    ----------
    before, after : mapping of unit to answer
        A code, or a frozenset of codes; None if the unit was not coded.
    seed, replicates, confidence
        As of `estimates`.

    Returns
    -------
    dict
        `units`, `percent_agreement`, `coefficient`, `value`, `low`, `high`, `undefined`, `note`, and `changed`: code ->
        units that had it `before`, `after`, and those that `left` or `joined` it.

    Raises
    ------
    ValueError
        If no unit was coded twice.

    Examples
    --------
    >>> report = retest({1: "a", 2: "a", 3: "b", 4: "b"}, {1: "a", 2: "b", 3: "b"})
    >>> report["units"], round(report["value"], 2), report["changed"]["a"]
    (3, 0.4, {'before': 2, 'after': 1, 'left': 1, 'joined': 0})
    """
    rows = [
        (answer, after[unit]) for unit, answer in before.items() if answer is not None and after.get(unit) is not None
    ]
    if not rows:
        raise ValueError("No unit was coded twice.")
    ratings = ratings_of_rows(rows)
    coefficient = default_coefficient(ratings, ratings)
    estimate = asdict(
        estimates({0: (coefficient, ratings)}, seed=seed, replicates=replicates, confidence=confidence)[0]
    )
    shared = exact_match if ratings.multilabel else percent_agreement
    return {
        "units": len(rows),
        "percent_agreement": shared.value_or_none(ratings),
        "coefficient": coefficient.name,
        **{name: estimate[name] for name in ("value", "low", "high", "undefined", "note")},
        "changed": _changed([(_codes(first), _codes(second)) for first, second in rows]),
    }


def drift(sequence: Sequence[Answer], *, seed: int = SEED, content_ordered: bool = False) -> dict[str, Any]:
    """Compare a rater's use of codes in the first half of their units with that in the last.

    Parameters
    ----------
    sequence : sequence of answer
        In the order of the first submissions. The middle one of an odd number is left out.
    seed : int
        Seed of the random tables.
    content_ordered : bool
        Whether the units came in an order of their content, such as the date: then there is no p value.

    Returns
    -------
    dict
        `units`, `halves`: code -> number of units in each half, `total_variation`, `chi_square`, `p`, `undefined`. If a
        unit has several codes, chi-square is the largest of one code.

    References
    ----------
    Patefield (1981). Algorithm AS 159: an efficient method of generating r x c tables with given row and column totals.
    Journal of the Royal Statistical Society C, 30(1), 91-97.

    Examples
    --------
    >>> report = drift(["a"] * 20 + ["b"] * 20)
    >>> report["halves"], report["total_variation"], report["p"] < 0.001
    ({'a': [20, 0], 'b': [0, 20]}, 1.0, True)
    """
    half = len(sequence) // 2
    halves = sequence[:half], sequence[len(sequence) - half :]
    first, last = (Counter(code for answer in part for code in _codes(answer)) for part in halves)
    codes = sorted(first | last)
    counts = np.array([[first[code], last[code]] for code in codes], dtype=np.int64).reshape(-1, 2)
    report: dict[str, Any] = {
        "units": len(sequence),
        "halves": {code: [first[code], last[code]] for code in codes},
        "total_variation": None,
        "chi_square": None,
        "p": None,
        "undefined": None,
    }
    if len(sequence) < FEWEST_UNITS:
        return report | {"undefined": f"fewer than {FEWEST_UNITS} units"}
    given = counts.sum(axis=0)
    if not given.all():
        return report | {"undefined": "no unit of one half has a code"}
    report["total_variation"] = float(np.abs(counts[:, 0] / given[0] - counts[:, 1] / given[1]).sum() / 2)
    several = any(len(_codes(answer)) != 1 for part in halves for answer in part)
    value, random = _of_sets(halves, codes, seed) if several else _of_labels(counts, seed)
    report["chi_square"] = value
    if not content_ordered:
        report["p"] = float((1 + (random >= value * (1 - 1e-9)).sum()) / (TABLES + 1))
    return report


def _codes(answer: Answer | None) -> frozenset[str]:
    return answer if isinstance(answer, frozenset) else frozenset() if answer is None else frozenset({answer})


def _changed(rows: Sequence[tuple[frozenset[str], frozenset[str]]]) -> dict[str, dict[str, int]]:
    codes = sorted(frozenset().union(*(codes for row in rows for codes in row)))
    return {
        code: {
            "before": sum(code in first for first, _ in rows),
            "after": sum(code in second for _, second in rows),
            "left": sum(code in first - second for first, second in rows),
            "joined": sum(code in second - first for first, second in rows),
        }
        for code in codes
    }


def _of_labels(counts: IntArray, seed: int) -> tuple[float, FloatArray]:
    """Return chi-square of a table of codes by halves, and those of random tables with the same margins."""
    from scipy.stats import random_table

    counts = counts[np.lexsort(counts.T)]  # in an order that does not depend on the names of the codes
    tables = random_table(counts.sum(axis=1), counts.sum(axis=0)).rvs(size=TABLES, random_state=seed)
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    random: FloatArray = ((tables - expected) ** 2 / expected).sum(axis=(1, 2))
    return float(((counts - expected) ** 2 / expected).sum()), random


def _of_sets(
    halves: tuple[Sequence[Answer], Sequence[Answer]], codes: list[str], seed: int
) -> tuple[float, FloatArray]:
    """Return the largest chi-square of one code, and those after units changed halves at random."""
    marks = np.array([[code in _codes(answer) for code in codes] for part in halves for answer in part], dtype=float)
    n, half = len(marks), len(halves[0])
    used = marks.sum(axis=0)
    spread = used * (n - used)

    def largest(first: FloatArray) -> FloatArray:
        # Of a 2 x 2 table with halves of one size: n (2 first - used)^2 / (used (n - used)).
        squares = n * (2 * first - used) ** 2
        one: FloatArray = np.divide(squares, spread, out=np.zeros_like(squares), where=spread > 0).max(axis=-1)
        return one

    # Units with the same codes are drawn together, in an order that does not depend on the names of the codes.
    sets, of_unit = np.unique(marks, axis=0, return_inverse=True)
    in_halves = [np.bincount(part, minlength=len(sets)) for part in (of_unit.ravel()[:half], of_unit.ravel()[half:])]
    order = np.lexsort((sets.sum(axis=1), *in_halves))
    drawn = np.random.default_rng(seed).multivariate_hypergeometric(
        (in_halves[0] + in_halves[1])[order], half, size=TABLES
    )
    return float(largest(marks[:half].sum(axis=0))), largest(drawn @ sets[order])
