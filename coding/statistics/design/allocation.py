"""Who rates what: units shared out among raters, evenly and repeatably."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np

MAX_SEED: Final = 2**32 - 1


def allocate(units: Sequence[int], raters: int, ratings: Sequence[int], seed: int) -> list[tuple[int, ...]]:
    """The raters of each unit.

    Units are taken in a random order. Each goes to the raters who have the fewest so far; among equals to those who
    have shared the fewest units with the raters already chosen for it, so that all pairs of raters meet about equally
    often; among equals still, by lot.

    Parameters
    ----------
    units : (n,) their numbers; only how many there are matters.
    raters : how many there are, at least 1.
    ratings : (n,) how many raters the unit at each place of the random order gets, from 1 to `raters`.
    seed : of the order and of the lots.

    Returns
    -------
    list of (k,) tuples
        For each unit, in the order of `units`, its raters by place, ascending. Loads differ by at most one wherever
        every unit gets the same number of raters.

    Raises
    ------
    ValueError
        If a unit should get no rater, or more than there are.
    """
    if any(not 1 <= wanted <= raters for wanted in ratings):
        raise ValueError(f"A unit gets from 1 to {raters} raters.")
    lots = np.random.default_rng(seed)
    order = lots.permutation(len(units))
    load = [0] * raters
    met = [[0] * raters for _ in range(raters)]
    allocation = [tuple(range(raters))] * len(units)
    for position, unit in enumerate(order):
        ties = lots.random(raters).tolist()
        # What all raters do together adds one to every load and to every pair, and so changes no choice.
        if ratings[position] == raters:
            continue
        free = set(range(raters))
        together = [0] * raters  # units shared with those already chosen
        while raters - len(free) < ratings[position]:
            best = min(free, key=lambda rater: (load[rater], together[rater], ties[rater]))
            free.remove(best)
            together = [shared + with_best for shared, with_best in zip(together, met[best], strict=True)]
        chosen = [rater for rater in range(raters) if rater not in free]
        for rater in chosen:
            load[rater] += 1
            for other in chosen:
                met[rater][other] += 1
        allocation[unit] = tuple(chosen)
    return allocation


def rater_order(units: Sequence[int], seed: int, rater: str) -> list[int]:
    """The units in an order of the rater's own.

    Parameters
    ----------
    units : (n,) numbers of units.
    seed : of the round.
    rater : the name, so that no two raters tire at the same units.

    Returns
    -------
    (n,) list
        Sorted by the SHA-256 of "seed/rater/unit": anybody can repeat it, and a unit added later moves no other.
    """
    return sorted(units, key=lambda unit: hashlib.sha256(f"{seed}/{rater}/{unit}".encode()).digest())
