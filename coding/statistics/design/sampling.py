"""Random samples that can be drawn again from their seed: the size per stratum, and the members."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal

Allocation = Literal["proportional", "equal"]
ALLOCATIONS: Final[tuple[Allocation, ...]] = ("proportional", "equal")


def allocate(sizes: Mapping[str, int], total: int, how: Allocation = "proportional") -> dict[str, int]:
    """Divide a sample of `total` among strata.

    Parameters
    ----------
    sizes : mapping of str to int
        Size of each stratum, at least 1.
    total : int
        Size of the sample, from 0 to the sum of `sizes`.
    how : {"proportional", "equal"}
        "proportional" to the sizes, by largest remainders (Hamilton's method); or "equal", where a stratum smaller
        than its share is drawn completely and the other strata share the rest.

    Returns
    -------
    dict of str to int
        Number to draw from each stratum: at most its size, `total` in sum. Ties go to the larger stratum, then to
        the name that sorts first.

    Raises
    ------
    ValueError
        If `total` is not between 0 and the sum of `sizes`, or a size is below 1.

    References
    ----------
    Cochran (1977). Sampling techniques, 3rd edition, chapter 5. Wiley.

    Examples
    --------
    >>> allocate({"npm": 60, "pip": 30, "go": 10}, 15)
    {'npm': 9, 'pip': 5, 'go': 1}
    >>> allocate({"npm": 60, "pip": 30, "go": 3}, 15, "equal")
    {'npm': 6, 'pip': 6, 'go': 3}
    """
    population = sum(sizes.values())
    if not 0 <= total <= population:
        raise ValueError(f"A sample of {total} cannot be drawn from {population}.")
    if any(size < 1 for size in sizes.values()):
        raise ValueError("A stratum is empty.")
    order = sorted(sizes, key=lambda name: (-sizes[name], name))
    if how == "equal":
        return _equal(sizes, total, order)
    drawn = {name: sizes[name] * total // population for name in order}
    rest = total - sum(drawn.values())
    by_remainder = sorted(order, key=lambda name: -(sizes[name] * total % population))
    return drawn | {name: drawn[name] + 1 for name in by_remainder[:rest]}


def _equal(sizes: Mapping[str, int], total: int, order: Sequence[str]) -> dict[str, int]:
    drawn = dict.fromkeys(order, 0)
    left = total
    while left:
        open_strata = [name for name in order if drawn[name] < sizes[name]]
        each = max(1, left // len(open_strata))
        for name in open_strata:
            take = min(each, sizes[name] - drawn[name], left)
            drawn[name] += take
            left -= take
    return drawn


def simple_sample(population: int, size: int, seed: int) -> list[int]:
    """Draw a simple random sample without replacement.

    The generator is the Mersenne Twister of Python's `random`, which gives the same sample on every machine.

    Parameters
    ----------
    population : int
        Size of the population.
    size : int
        Size of the sample, from 0 to `population`.
    seed : int

    Returns
    -------
    list of int, shape (size,)
        Positions in the population, from 0, ascending.

    Raises
    ------
    ValueError
        If `size` is not between 0 and `population`.

    Examples
    --------
    >>> simple_sample(100, 4, seed=1)
    [8, 17, 72, 97]
    """
    if not 0 <= size <= population:
        raise ValueError(f"A sample of {size} cannot be drawn from {population}.")
    return sorted(random.Random(seed).sample(range(population), size))  # noqa: S311  # repeatable on purpose


def stratified_sample(strata: Sequence[str], drawn: Mapping[str, int], seed: int) -> list[int]:
    """Draw a simple random sample from each stratum.

    Parameters
    ----------
    strata : sequence of str, shape (n,)
        The stratum of each member of the population.
    drawn : mapping of str to int
        Number to draw from each stratum, see `allocate`; a stratum that is not named is not drawn from.
    seed : int
        Seed of one generator, which draws from the strata in the order of their names.

    Returns
    -------
    list of int
        Positions in the population, from 0, ascending.

    Raises
    ------
    ValueError
        If more members are to be drawn from a stratum than it has.

    Examples
    --------
    >>> stratified_sample(["npm", "npm", "npm", "pip", "pip"], {"npm": 2, "pip": 1}, seed=1)
    [0, 2, 4]
    """
    generator = random.Random(seed)  # noqa: S311  # repeatable on purpose
    positions: dict[str, list[int]] = {name: [] for name in sorted(set(strata))}
    for index, name in enumerate(strata):
        positions[name].append(index)
    return sorted(
        index for name, members in positions.items() for index in generator.sample(members, drawn.get(name, 0))
    )


def sizes_of(strata: Sequence[str]) -> dict[str, int]:
    """Return the size of each stratum.

    Parameters
    ----------
    strata : sequence of str, shape (n,)
        The stratum of each member of the population.

    Returns
    -------
    dict of str to int

    Examples
    --------
    >>> sizes_of(["npm", "pip", "npm"])
    {'npm': 2, 'pip': 1}
    """
    return dict(Counter(strata))
