"""Laws that hold for every coefficient and any ratings."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coding.statistics.coefficients import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from coding.statistics.multilabel import (
    exact_match,
    krippendorff_alpha_jaccard,
    krippendorff_alpha_masi,
    mean_jaccard,
    mean_masi,
)
from coding.statistics.ratings import Label, Ratings, UndefinedAgreement
from coding.statistics.registry import BINARY, COEFFICIENTS, MULTI, SINGLE, Coefficient
from coding.statistics.registry import MANY_RATERS as MANY
from coding.statistics.standard_errors import cohen_kappa_se

CODES = ["crash", "dos", "leak", "xss"]
# Without those of two categories.
NOMINAL = [one for one in COEFFICIENTS.values() if SINGLE in one.scope and BINARY not in one.scope]
MANY_RATERS = [one for one in NOMINAL if MANY in one.scope]
TWO_RATERS = [one for one in NOMINAL if MANY not in one.scope]
SETS = [one for one in COEFFICIENTS.values() if MULTI in one.scope]

Row = tuple[Label | None, ...]
thorough = settings(derandomize=True, deadline=None, max_examples=60)


def tables(raters: int, *, missing: bool = True, max_size: int = 12) -> st.SearchStrategy[list[Row]]:
    rating = st.sampled_from([*CODES, None] if missing else CODES)
    return st.lists(st.tuples(*[rating] * raters), min_size=1, max_size=max_size)


def value(coefficient: Coefficient, ratings: Ratings) -> float | str:
    """Return the value, rounded to hide the order of summation, or the reason why it is undefined."""
    try:
        return round(coefficient(ratings), 9) + 0.0
    except UndefinedAgreement as undefined:
        return str(undefined)


def values_of(rows: Sequence[Row], categories: Sequence[Label] = CODES) -> dict[str, float | str]:
    ratings = Ratings.from_labels(rows, categories=categories, raters=["Ada", "Bo", "Cleo"][: len(rows[0])])
    coefficients = MANY_RATERS + (TWO_RATERS if len(rows[0]) == 2 else [])
    return {coefficient.name: value(coefficient, ratings) for coefficient in coefficients}


@thorough
@given(rows=tables(3), order=st.randoms(use_true_random=False))
def test_order_of_units_changes_nothing(rows: list[Row], order: np.random.Generator) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)  # type: ignore[arg-type]
    assert values_of(shuffled) == values_of(rows)


@thorough
@given(
    units=st.lists(st.tuples(*[st.none() | st.frozensets(st.sampled_from(CODES))] * 3), min_size=1, max_size=10),
    order=st.randoms(use_true_random=False),
)
def test_order_of_units_changes_nothing_for_sets_of_codes(
    units: list[tuple[frozenset[str] | None, ...]], order: np.random.Generator
) -> None:
    shuffled = list(units)
    order.shuffle(shuffled)  # type: ignore[arg-type]
    original, other = (Ratings.from_sets(rows, categories=CODES) for rows in (units, shuffled))
    for coefficient in SETS:
        assert value(coefficient, other) == value(coefficient, original), coefficient.name


@thorough
@given(rows=tables(2))
def test_order_of_two_raters_changes_nothing(rows: list[Row]) -> None:
    swapped, original = values_of([row[::-1] for row in rows]), values_of(rows)
    swapped.pop("light_kappa"), original.pop("light_kappa")  # its reason names the raters in their order
    assert swapped == original


@thorough
@given(rows=tables(3, missing=False))
def test_order_of_three_raters_changes_nothing(rows: list[Row]) -> None:
    numbers = {name: v for name, v in values_of(rows).items() if isinstance(v, float)}
    turned = values_of([(c, a, b) for a, b, c in rows])
    assert {name: turned[name] for name in numbers} == numbers


@thorough
@given(rows=tables(3), names=st.permutations(["a", "b", "C", "42"]))
def test_names_of_codes_change_nothing(rows: list[Row], names: list[str]) -> None:
    renamed = dict(zip(CODES, names, strict=True))
    assert values_of([tuple(renamed.get(r) for r in row) for row in rows], names) == values_of(rows)


@thorough
@given(codes=st.lists(st.sampled_from(CODES), min_size=2, max_size=12), raters=st.sampled_from([2, 3]))
def test_perfect_agreement_is_one(codes: list[str], raters: int) -> None:
    assume(len(set(codes)) > 1)
    assert set(values_of([(code,) * raters for code in codes]).values()) == {1.0}


@thorough
@given(rows=tables(3))
def test_no_coefficient_is_above_one_or_not_a_number(rows: list[Row]) -> None:
    numbers = [v for v in values_of(rows).values() if isinstance(v, float)]
    assert all(v <= 1 for v in numbers)
    assert not np.isnan(numbers).any()


@thorough
@given(rows=tables(2, missing=False), times=st.integers(2, 5))
def test_repeating_the_units_keeps_kappa_and_reduces_its_standard_error(rows: list[Row], times: int) -> None:
    once, repeated = Ratings.from_labels(rows), Ratings.from_labels(rows * times)
    assume(len(rows) > 1 and not isinstance(value(cohen_kappa, once), str))
    assert cohen_kappa(repeated) == pytest.approx(cohen_kappa(once), abs=1e-12)
    assert cohen_kappa_se(repeated) * times**0.5 == pytest.approx(cohen_kappa_se(once), abs=1e-7)


@thorough
@given(rows=tables(2, missing=False))
def test_kappa_is_at_most_its_maximum(rows: list[Row]) -> None:
    values = values_of(rows)
    assume(isinstance(values["cohen_kappa"], float))
    assert values["cohen_kappa"] <= values["cohen_kappa_max"]


@thorough
@given(rows=tables(2, missing=False))
def test_with_two_complete_raters_conger_is_cohen_and_fleiss_is_scott(rows: list[Row]) -> None:
    values = values_of(rows)
    assume(isinstance(values["cohen_kappa"], float))
    assert values["conger_kappa"] == pytest.approx(values["cohen_kappa"], abs=1e-8)
    assert values["fleiss_kappa"] == pytest.approx(values["scott_pi"], abs=1e-8)


@thorough
@given(rows=tables(3, missing=False))
def test_alpha_is_fleiss_kappa_with_a_small_sample_correction(rows: list[Row]) -> None:
    ratings = Ratings.from_labels(rows)
    assume(not isinstance(value(fleiss_kappa, ratings), str))
    fleiss = fleiss_kappa(ratings)
    assert krippendorff_alpha(ratings) == pytest.approx(fleiss + (1 - fleiss) / (len(rows) * 3), abs=1e-9)


@thorough
@given(rows=tables(2))
def test_a_unit_with_one_rating_never_changes_alpha_or_kappa(rows: list[Row]) -> None:
    more = [*rows, ("crash", None), (None, "xss"), (None, None)]
    names = ("cohen_kappa", "krippendorff_alpha", "scott_pi")
    assert [values_of(more)[name] for name in names] == [values_of(rows)[name] for name in names]


def test_ac1_is_brennan_prediger_when_all_codes_are_equally_common() -> None:
    ratings = Ratings.from_labels([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b"), ("c", "c"), ("c", "c")])
    assert gwet_ac1(ratings) == pytest.approx(brennan_prediger(ratings), abs=1e-12)


@thorough
@given(rows=tables(2, missing=False, max_size=40))
def test_cohen_kappa_equals_scikit_learn_and_exact_fractions(rows: list[Row]) -> None:
    ours = value(cohen_kappa, Ratings.from_labels(rows))
    assume(isinstance(ours, float))
    left, right = zip(*rows, strict=True)
    from sklearn.metrics import cohen_kappa_score  # takes a second, which every process would spend when it collects

    assert ours == pytest.approx(cohen_kappa_score(left, right), abs=1e-8)
    n = len(rows)
    observed = Fraction(sum(a == b for a, b in rows), n)
    chance = sum(Fraction(left.count(code), n) * Fraction(right.count(code), n) for code in CODES)
    assert ours == pytest.approx(float((observed - chance) / (1 - chance)), abs=1e-8)


@thorough
@given(rows=tables(2, missing=False))
def test_sets_of_one_code_have_the_nominal_values(rows: list[Row]) -> None:
    single = Ratings.from_labels(rows)
    sets = Ratings.from_sets([tuple({rating} for rating in row) for row in rows])  # type: ignore[arg-type]
    assert value(exact_match, sets) == value(percent_agreement, single)
    for coefficient in (krippendorff_alpha_masi, krippendorff_alpha_jaccard, krippendorff_alpha):
        assert value(coefficient, sets) == value(krippendorff_alpha, single)


@thorough
@given(cells=st.lists(st.tuples(*[st.frozensets(st.sampled_from(CODES))] * 2), min_size=1, max_size=10))
def test_masi_is_stricter_than_jaccard_and_exact_match_stricter_still(
    cells: list[tuple[frozenset[str], ...]],
) -> None:
    ratings = Ratings.from_sets(cells)
    exact, masi, jaccard = exact_match(ratings), mean_masi(ratings), mean_jaccard(ratings)
    assert 0 <= exact <= masi + 1e-12 <= jaccard + 2e-12 <= 1 + 3e-12


@thorough
@given(rows=tables(3))
def test_resampling_all_units_once_gives_the_value_itself(rows: list[Row]) -> None:
    ratings = Ratings.from_labels(rows, categories=CODES)
    for coefficient in MANY_RATERS:
        batch = coefficient.resampled(ratings, lambda q: np.array([ratings.counts, ratings.counts]).astype(float) @ q)
        try:
            assert batch == pytest.approx([coefficient(ratings)] * 2, abs=1e-12)
        except UndefinedAgreement:
            assert np.isnan(batch).all()


@thorough
@given(rows=tables(2))
def test_leaving_one_out_equals_recomputing_without_it(rows: list[Row]) -> None:
    ratings = Ratings.from_labels(rows, categories=CODES)
    without = cohen_kappa.resampled(ratings, ratings.leave_one_out())
    for pattern, left_out in zip(ratings.patterns, without, strict=True):
        row = tuple(CODES[i] if i >= 0 else None for i in pattern)
        rest = list(rows)
        rest.remove(row)
        expected = value(cohen_kappa, Ratings.from_labels(rest or [(None, None)], categories=CODES))
        assert np.isnan(left_out) if isinstance(expected, str) else left_out == pytest.approx(expected, abs=1e-8)


@thorough
@given(rows=tables(3))
def test_labels_and_positions_make_the_same_ratings(rows: list[Row]) -> None:
    labels = Ratings.from_labels(rows, categories=CODES)
    positions = np.array([[-1 if r is None else CODES.index(str(r)) for r in row] for row in rows])
    indexes = Ratings.from_indexes(positions, categories=CODES)
    assert np.array_equal(indexes.patterns, labels.patterns)
    assert np.array_equal(indexes.counts, labels.counts)
    assert indexes.units == labels.units


@thorough
@given(rows=tables(3))
def test_standard_errors_are_never_negative(rows: list[Row]) -> None:
    ratings = Ratings.from_labels(rows, categories=CODES)
    for name, coefficient in COEFFICIENTS.items():
        if name == "cohen_kappa" or coefficient.standard_error is None:
            continue
        try:
            standard_error = coefficient.standard_error(ratings)
        except UndefinedAgreement:
            continue
        assert standard_error >= 0
