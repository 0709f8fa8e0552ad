"""Random samples that anybody can draw again: how many from each stratum, and which."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal

Allocation = Literal["proportional", "equal"]
ALLOCATIONS: Final[tuple[Allocation, ...]] = ("proportional", "equal")


def allocate(sizes: Mapping[str, int], total: int, how: Allocation = "proportional") -> dict[str, int]:
    """Divide a sample of `total` over strata.

    Parameters
    ----------
    sizes : how many there are in each stratum, all above 0.
    total : from 0 to the sum of `sizes`.
    how : "proportional" to the sizes, by largest remainders (Hamilton's method); or "equal", where a stratum that
        is smaller than its part is taken whole and the others share what is left.

    Returns
    -------
    dict
        How many to draw from each stratum: never more than it has, `total` in all. Ties go to the larger stratum,
        then to the name that comes first.

    Raises
    ------
    ValueError
        If `total` is not between 0 and the sum of `sizes`, or a size is below 1.

    Notes
    -----
    Cochran, W. G. (1977). Sampling Techniques, 3rd edition, chapter 5.
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
    """Places of a simple random sample without replacement, in their order.

    The Mersenne Twister of Python's `random` with `seed`: the same on every machine.

    Raises
    ------
    ValueError
        If `size` is not between 0 and `population`.
    """
    if not 0 <= size <= population:
        raise ValueError(f"A sample of {size} cannot be drawn from {population}.")
    return sorted(random.Random(seed).sample(range(population), size))  # noqa: S311  # repeatable on purpose


def stratified_sample(strata: Sequence[str], drawn: Mapping[str, int], seed: int) -> list[int]:
    """Places of a sample with `drawn[name]` simple random draws from each stratum, in their order.

    Parameters
    ----------
    strata : the stratum of each member of the population.
    drawn : how many from each, as `allocate` gives them.
    seed : one generator draws from the strata in the order of their names.
    """
    generator = random.Random(seed)  # noqa: S311  # repeatable on purpose
    places: dict[str, list[int]] = {name: [] for name in sorted(set(strata))}
    for index, name in enumerate(strata):
        places[name].append(index)
    return sorted(index for name, held in places.items() for index in generator.sample(held, drawn.get(name, 0)))


def sizes_of(strata: Sequence[str]) -> dict[str, int]:
    """How many there are in each stratum."""
    return dict(Counter(strata))
