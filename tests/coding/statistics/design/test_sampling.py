"""Allocation over strata, and samples that can be drawn again."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.statistics.design.sampling import (
    ALLOCATIONS,
    Allocation,
    allocate,
    simple_sample,
    sizes_of,
    stratified_sample,
)

sizes = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 60), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("how", "total", "expected"),
    [
        ("proportional", 10, {"a": 5, "b": 3, "c": 2}),
        ("proportional", 3, {"a": 1, "b": 1, "c": 1}),  # 1.5, 0.9, 0.6: the largest remainders
        ("proportional", 1, {"a": 1, "b": 0, "c": 0}),  # 0.5, 0.3, 0.2
        ("equal", 9, {"a": 3, "b": 3, "c": 3}),
        ("equal", 80, {"a": 30, "b": 30, "c": 20}),
        ("equal", 2, {"a": 1, "b": 1, "c": 0}),
        ("equal", 0, {"a": 0, "b": 0, "c": 0}),
    ],
)
def test_allocation_by_hand(how: Allocation, total: int, expected: dict[str, int]) -> None:
    assert allocate({"a": 50, "b": 30, "c": 20}, total, how) == expected


@given(sizes, st.data(), st.sampled_from(ALLOCATIONS))
def test_allocation_adds_up_and_never_exceeds_a_stratum(
    strata: dict[str, int], data: st.DataObject, how: Allocation
) -> None:
    total = data.draw(st.integers(0, sum(strata.values())))
    drawn = allocate(strata, total, how)
    assert sum(drawn.values()) == total
    assert all(0 <= drawn[name] <= strata[name] for name in strata)
    assert drawn == allocate(dict(reversed(strata.items())), total, how)
    if how == "proportional":
        exact = {name: size * total / sum(strata.values()) for name, size in strata.items()}
        assert all(abs(drawn[name] - exact[name]) < 1 for name in strata)
    else:
        unfilled = [drawn[name] for name in strata if drawn[name] < strata[name]]
        assert not unfilled or max(drawn.values()) - min(unfilled) <= 1


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60), st.data())
def test_stratified_sample_has_the_allocated_sizes(strata: list[str], data: st.DataObject) -> None:
    drawn = allocate(sizes_of(strata), data.draw(st.integers(0, len(strata))))
    positions = stratified_sample(strata, drawn, seed=4)
    assert Counter(strata[position] for position in positions) == {name: n for name, n in drawn.items() if n}
    assert positions == sorted(set(positions)) == stratified_sample(strata, drawn, seed=4)


def test_sample_of_a_seed_never_changes() -> None:
    """Python promises the same draws for a seed. Otherwise old samples could not be drawn again."""
    assert simple_sample(100, 5, seed=7) == [6, 19, 41, 50, 83]
    assert stratified_sample("aabbbaabbb", {"a": 2, "b": 1}, seed=7) == stratified_sample(
        "aabbbaabbb", {"a": 2, "b": 1}, seed=7
    )
    assert simple_sample(100, 5, seed=8) != simple_sample(100, 5, seed=7)
    assert simple_sample(3, 3, seed=1) == [0, 1, 2]


@pytest.mark.parametrize("total", [-1, 4])
def test_sample_larger_than_the_population_is_refused(total: int) -> None:
    with pytest.raises(ValueError, match=f"A sample of {total} cannot be drawn from 3"):
        allocate({"a": 3}, total)
    with pytest.raises(ValueError, match=f"A sample of {total} cannot be drawn from 3"):
        simple_sample(3, total, seed=1)


def test_empty_stratum_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        allocate({"a": 3, "b": 0}, 1)
