"""Allocation of units to raters: laws that hold for any numbers."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.statistics.design.allocation import allocate, keyed_unit_order

SHARES = st.tuples(st.integers(2, 6), st.integers(1, 60), st.integers(0, 2**32 - 1)).flatmap(
    lambda drawn: st.tuples(st.just(drawn[0]), st.integers(1, drawn[0]), st.just(drawn[1]), st.just(drawn[2]))
)


@given(SHARES)
def test_every_unit_gets_its_raters_and_loads_differ_by_at_most_one(drawn: tuple[int, int, int, int]) -> None:
    raters, each, units, seed = drawn
    allocation = allocate(range(units), raters, [each] * units, seed)
    assert all(len(set(chosen)) == each for chosen in allocation)
    load = Counter(rater for chosen in allocation for rater in chosen)
    assert max(load.values()) - min(load[rater] for rater in range(raters)) <= 1


def test_all_pairs_of_raters_share_about_equally_many_units() -> None:
    allocation = allocate(range(120), 4, [2] * 120, 7)
    shared_units = Counter(pair for chosen in allocation for pair in combinations(chosen, 2))
    assert len(shared_units) == 6
    assert max(shared_units.values()) - min(shared_units.values()) <= 2  # of 20 each


def test_seed_determines_the_allocation() -> None:
    one = allocate(range(30), 3, [2] * 30, 1)
    assert one == allocate(range(30), 3, [2] * 30, 1)
    assert one != allocate(range(30), 3, [2] * 30, 2)


def test_overlap_is_spread_over_the_sample() -> None:
    allocation = allocate(range(100), 2, [2] * 20 + [1] * 80, 3)
    coded_by_two = [unit for unit, chosen in enumerate(allocation) if len(chosen) == 2]
    assert len(coded_by_two) == 20
    assert coded_by_two != list(range(20))


def calls(raters: int, each: int) -> int:
    """Return the number of Python functions called to allocate three units."""
    counted: Counter[str] = Counter()
    sys.setprofile(lambda frame, event, arg: counted.update([event]))
    try:
        allocate(range(3), raters, [each] * 3, 1)
    finally:
        sys.setprofile(None)
    return counted["call"]


def test_work_grows_with_the_square_of_the_raters_and_is_constant_if_all_rate_all_units() -> None:
    assert calls(80, 79) < 5 * calls(40, 39)
    assert calls(80, 80) == calls(2, 2)


def test_allocation_is_the_recorded_one() -> None:
    assert allocate(range(6), 4, [3, 4, 2, 2, 1, 3], 7) == [(1, 2), (3,), (0, 1, 2, 3), (0, 1, 3), (0, 2), (0, 1, 3)]
    allocations = repr([allocate(range(40), 9, [each] * 40, 2026) for each in range(1, 10)])
    assert hashlib.sha256(allocations.encode()).hexdigest() == (
        "64cef10dcff4d8e38592ac4acf5ee62de67861f7e1d4bbe559a902f37344c165"
    )


@pytest.mark.parametrize("n_raters", [0, 4])
def test_impossible_number_of_raters_is_refused(n_raters: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 3 raters"):
        allocate(range(2), 3, [1, n_raters], 1)


def test_raters_have_different_orders_and_a_new_unit_moves_no_other() -> None:
    ada = keyed_unit_order(range(1, 50), b"ada")
    assert sorted(ada) == list(range(1, 50))
    assert ada != keyed_unit_order(range(1, 50), b"bo")
    assert [unit for unit in keyed_unit_order(range(1, 51), b"ada") if unit != 50] == ada
