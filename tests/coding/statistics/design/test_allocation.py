"""Who rates what: laws that hold for any numbers."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.statistics.design.allocation import allocate, rater_order

SHARES = st.tuples(st.integers(2, 6), st.integers(1, 60), st.integers(0, 2**32 - 1)).flatmap(
    lambda drawn: st.tuples(st.just(drawn[0]), st.integers(1, drawn[0]), st.just(drawn[1]), st.just(drawn[2]))
)


@given(SHARES)
def test_every_unit_gets_its_raters_and_loads_differ_by_at_most_one(drawn: tuple[int, int, int, int]) -> None:
    raters, each, units, seed = drawn
    found = allocate(range(units), raters, [each] * units, seed)
    assert all(len(set(chosen)) == each for chosen in found)
    load = Counter(rater for chosen in found for rater in chosen)
    assert max(load.values()) - min(load[rater] for rater in range(raters)) <= 1


def test_pairs_of_raters_meet_about_equally_often() -> None:
    found = allocate(range(120), 4, [2] * 120, 7)
    met = Counter(pair for chosen in found for pair in combinations(chosen, 2))
    assert len(met) == 6
    assert max(met.values()) - min(met.values()) <= 2  # of 20 each


def test_seed_repeats_and_another_one_does_not() -> None:
    one = allocate(range(30), 3, [2] * 30, 1)
    assert one == allocate(range(30), 3, [2] * 30, 1)
    assert one != allocate(range(30), 3, [2] * 30, 2)


def test_share_coded_twice_is_spread_over_the_sample() -> None:
    found = allocate(range(100), 2, [2] * 20 + [1] * 80, 3)
    twice = [unit for unit, chosen in enumerate(found) if len(chosen) == 2]
    assert len(twice) == 20
    assert twice != list(range(20))


def calls(raters: int, each: int) -> int:
    """Python functions called to share out three units."""
    counted: Counter[str] = Counter()
    sys.setprofile(lambda frame, event, arg: counted.update([event]))
    try:
        allocate(range(3), raters, [each] * 3, 1)
    finally:
        sys.setprofile(None)
    return counted["call"]


def test_work_grows_with_the_square_of_the_raters_and_not_at_all_where_everybody_rates_everything() -> None:
    assert calls(80, 79) < 5 * calls(40, 39)
    assert calls(80, 80) == calls(2, 2)


def test_what_was_shared_out_once_is_shared_out_so_again() -> None:
    assert allocate(range(6), 4, [3, 4, 2, 2, 1, 3], 7) == [(1, 2), (3,), (0, 1, 2, 3), (0, 1, 3), (0, 2), (0, 1, 3)]
    told = repr([allocate(range(40), 9, [each] * 40, 2026) for each in range(1, 10)])
    assert hashlib.sha256(told.encode()).hexdigest() == (
        "64cef10dcff4d8e38592ac4acf5ee62de67861f7e1d4bbe559a902f37344c165"
    )


@pytest.mark.parametrize("wanted", [0, 4])
def test_impossible_share_is_refused(wanted: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 3 raters"):
        allocate(range(2), 3, [1, wanted], 1)


def test_own_order_is_each_raters_and_a_new_unit_moves_no_other() -> None:
    ada = rater_order(range(1, 50), 5, "ada")
    assert sorted(ada) == list(range(1, 50))
    assert ada != rater_order(range(1, 50), 5, "bo")
    assert [unit for unit in rater_order(range(1, 51), 5, "ada") if unit != 50] == ada
