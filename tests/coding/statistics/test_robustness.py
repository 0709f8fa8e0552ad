"""Sensitivity to single codes and units, the kappa paradox, units needed, and saturation."""

from __future__ import annotations

import random
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.statistics.coefficients import cohen_kappa, fleiss_kappa
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.report import agreement_report
from coding.statistics.robustness import paradox, planning, units_needed, without_each_code, without_each_unit
from coding.statistics.saturation import cumulative_codes, expected_codes, saturated_after

ROWS = [*[("a", "a")] * 10, *[("b", "b")] * 6, *[("a", "b")] * 3, ("b", "c"), ("c", "c"), ("c", None)]
labels = st.lists(st.tuples(*[st.sampled_from("abc")] * 2), min_size=2, max_size=12)


def kappa(rows: list[tuple[str | None, ...]]) -> float | None:
    try:
        return cohen_kappa(Ratings.from_labels(rows, categories="abc"))
    except UndefinedAgreement:
        return None


def test_without_a_code_equals_the_coefficient_of_the_other_units() -> None:
    by_label = without_each_code(Ratings.from_labels(ROWS), cohen_kappa)
    for code, entry in by_label.items():
        rest = [row for row in ROWS if code not in row]
        assert entry["value"] == pytest.approx(kappa(rest)) if entry["undefined"] is None else kappa(rest) is None
        assert entry["units"] == sum(None not in row for row in rest)


def test_without_a_code_counts_units_of_sets() -> None:
    ratings = Ratings.from_sets([({"a", "b"}, {"a"}), ({"b"}, {"b"}), (set(), {"c"}), ({"c"}, None)])
    by_label = without_each_code(ratings, fleiss_kappa)
    assert {label: entry["units"] for label, entry in by_label.items()} == {"a": 2, "b": 1, "c": 2}


@given(labels)
def test_without_a_unit_is_the_range_of_recomputed_values(rows: list[tuple[str, str]]) -> None:
    sensitivity = without_each_unit(Ratings.from_labels(rows, categories="abc"), cohen_kappa)
    values = [kappa(rows[:index] + rows[index + 1 :]) for index in range(len(rows))]
    defined = [value for value in values if value is not None]
    if not defined:
        assert sensitivity is None
        return
    assert sensitivity
    assert (sensitivity["low"], sensitivity["high"]) == (pytest.approx(min(defined)), pytest.approx(max(defined)))
    assert sensitivity["undefined"] == values.count(None)


def test_units_needed_by_hand() -> None:
    assert units_needed(se=0.056, units=149, half_width=0.1) == 180  # 149 (1.96 x 0.056 / 0.1)^2
    assert units_needed(se=0.056, units=149, half_width=0.05) == 718
    assert units_needed(se=0.0, units=10, half_width=0.1) == 2
    assert planning(None, 10) == planning(0.1, 1) == {}


@given(st.floats(0.001, 1), st.integers(2, 10_000))
def test_units_needed_for_the_present_width_are_the_present_units(se: float, units: int) -> None:
    assert units_needed(se, units, half_width=1.959963984540054 * se) in {units, units + 1}
    assert planning(se, units)["0.05"] >= planning(se, units)["0.1"]


@pytest.mark.parametrize("plan", [{"se": -1}, {"units": 0}, {"half_width": 0}])
def test_impossible_plan_is_refused(plan: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        units_needed(**({"se": 0.1, "units": 10, "half_width": 0.1} | plan))  # type: ignore[arg-type]


def test_paradox_is_reported_if_one_code_is_very_common() -> None:
    common = [*[("yes", "yes")] * 90, *[("yes", "no")] * 5, *[("no", "yes")] * 5]
    sentence = paradox(Ratings.from_labels(common), -0.05)
    assert sentence
    assert sentence.startswith("The raters agree on 90% of the units, but kappa is only -0.05, because “yes” makes")
    assert agreement_report(Ratings.from_labels(common), replicates=50)["remarks"] == [
        paradox(Ratings.from_labels(common), kappa_of(common))
    ]
    even = [*[("yes", "yes")] * 45, *[("no", "no")] * 45, *[("yes", "no")] * 10]
    assert paradox(Ratings.from_labels(even), 0.8) is None
    assert paradox(Ratings.from_labels([(None, "yes")]), None) is None


def kappa_of(rows: list[tuple[str, str]]) -> float:
    return cohen_kappa(Ratings.from_labels(rows))


@given(st.lists(st.sets(st.sampled_from("abc")), max_size=5))
def test_expected_codes_are_the_mean_over_all_orders(units: list[set[str]]) -> None:
    curves = [cumulative_codes(order) for order in permutations(units)]
    assert expected_codes(units) == pytest.approx(np.mean(curves, axis=0).tolist() if units else [])


def test_expected_codes_of_all_units_are_all_codes() -> None:
    draw = random.Random(1)
    units = [{draw.randrange(50)} for _ in range(3_000)]
    assert expected_codes(units)[-1] == pytest.approx(50)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ("abcdefghij" + "a" * 10, 20),
        ("abcdefghij" + "k" + "a" * 10, 21),
        ("abcdefghij" + "klmnop" * 2, None),
        ("abc", None),
        ("a" * 40, 20),
    ],
)
def test_saturation_is_reached_after_a_run_without_new_codes(units: str, expected: int | None) -> None:
    assert saturated_after(units) == expected


def test_units_without_codes_never_reach_saturation() -> None:
    assert saturated_after([set()] * 40) is None
    with pytest.raises(ValueError, match="at least one unit"):
        saturated_after("abc", base=0)
