"""Allocation of units to raters: even, and repeatable from a seed or a key."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

import numpy as np


def allocate(units: Sequence[int], raters: int, ratings: Sequence[int], seed: int) -> list[tuple[int, ...]]:
    """Draw the raters of each unit.

    Units are taken in a random order. Each goes to the raters with the fewest units so far; among equals to those
    who share the fewest units with the raters already chosen for it, so that all pairs of raters meet about equally
    often; among these at random.

    Parameters
    ----------
    units : sequence of int, shape (n,)
        Numbers of the units; only their count matters.
    raters : int
        Number of raters, at least 1.
    ratings : sequence of int, shape (n,)
        Number of raters of the unit at each position of the random order, from 1 to `raters`.
    seed : int
        Seed of the order and of the random choices, 0 or larger.

    Returns
    -------
    list of tuples of int, shape (n,)
        For each unit, in the order of `units`, the indices of its raters, ascending. The raters' numbers of units
        differ by at most one if every unit gets the same number of raters.

    Raises
    ------
    ValueError
        If a unit would get no rater, or more raters than there are.

    Examples
    --------
    >>> allocate([1, 2, 3, 4], raters=2, ratings=[2, 1, 1, 1], seed=1)
    [(0, 1), (0,), (1,), (1,)]
    """
    if any(not 1 <= n_raters <= raters for n_raters in ratings):
        raise ValueError(f"A unit gets from 1 to {raters} raters.")
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(units))
    load = [0] * raters
    shared_units = [[0] * raters for _ in range(raters)]
    allocation = [tuple(range(raters))] * len(units)
    for position, unit in enumerate(order):
        ties = generator.random(raters).tolist()
        # A unit of all raters adds one to every load and every pair, so it changes no later choice.
        if ratings[position] == raters:
            continue
        free = set(range(raters))
        together = [0] * raters  # units shared with the raters already chosen
        while raters - len(free) < ratings[position]:
            best = min(free, key=lambda rater: (load[rater], together[rater], ties[rater]))
            free.remove(best)
            together = [count + with_best for count, with_best in zip(together, shared_units[best], strict=True)]
        chosen = [rater for rater in range(raters) if rater not in free]
        for rater in chosen:
            load[rater] += 1
            for other in chosen:
                shared_units[rater][other] += 1
        allocation[unit] = tuple(chosen)
    return allocation


def keyed_unit_order(units: Sequence[int], key: bytes) -> list[int]:
    """Return the units in an order that only the key reproduces.

    Parameters
    ----------
    units : sequence of int, shape (n,)
        Numbers of the units.
    key : bytes
        Key of one rater: raters get different orders, so that they do not all tire at the same units.

    Returns
    -------
    list of int, shape (n,)
        Sorted by the HMAC-SHA256 of the unit's number, so a unit that is added later does not move the others.

    Examples
    --------
    >>> keyed_unit_order([1, 2, 3, 4], key=b"the key of Ada")
    [2, 1, 3, 4]
    """
    return sorted(units, key=lambda unit: hmac.digest(key, str(unit).encode(), "sha256"))
