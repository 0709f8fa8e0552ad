"""Coefficients of ordered codes: shared vectors, other implementations, and laws."""

from collections import Counter
from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.registry import COEFFICIENTS, ORDERED, SCORED
from coding.statistics.report import agreement_report
from coding.statistics.selection import coefficients_for, default_primary
from tests.support.vectors import vector_cases

OF_SCALE = [name for name, one in COEFFICIENTS.items() if {ORDERED, SCORED} & set(one.scope)]

Units = list[tuple[int | None, ...]]


def value(name: str, ratings: Ratings, *, se: bool = False) -> float | None:
    one = COEFFICIENTS[name]
    compute = one.standard_error if se else one
    assert compute is not None
    try:
        return compute(ratings)
    except UndefinedAgreement:
        return None


def ordered(units: Units, n_codes: int = 4, scores: tuple[float, ...] | None = None) -> Ratings:
    return Ratings.from_labels(units, categories=range(n_codes)).ordered(scores)


def tables(n_raters: int, *, missing: bool = False) -> st.SearchStrategy[Units]:
    code = st.one_of(st.integers(0, 3), st.none()) if missing else st.integers(0, 3)
    return st.lists(st.tuples(*[code] * n_raters), min_size=2, max_size=14)


@pytest.mark.parametrize("case", vector_cases(kind="ordered"))
def test_every_key_of_the_vectors(case: dict[str, Any]) -> None:
    ratings = Ratings.from_labels(map(tuple, case["units"]), categories=case["categories"])
    ratings = ratings.ordered(case.get("scores"))
    applied = {one.name for one in coefficients_for(ratings)} & set(OF_SCALE)
    assert applied == {name for name in case["expect"] if not name.endswith("_se")}
    for name, expected in case["expect"].items():
        computed = value(name.removesuffix("_se"), ratings, se=name.endswith("_se"))
        assert computed == pytest.approx(expected, abs=case["tolerance"]), name


@settings(max_examples=40, deadline=None)
@given(units=tables(2))
def test_weighted_kappa_is_that_of_scikit_learn(units: Units) -> None:
    ratings = ordered(units)
    for power in ("linear", "quadratic"):
        computed = value(f"cohen_kappa_{power}", ratings)
        other = cohen_kappa_score(
            *zip(*units, strict=True), weights=power, labels=range(4), replace_undefined_by=np.nan
        )
        expected = np.nan if computed is None else computed
        assert other == pytest.approx(expected, nan_ok=True)


def alpha_by_pairs(units: Units, distance: Callable[[int, int], float]) -> float | None:
    """Return alpha by its definition, from all pairs of ratings."""
    used = [[code for code in unit if code is not None] for unit in units]
    used = [unit for unit in used if len(unit) > 1]
    ratings = [code for unit in used for code in unit]
    observed = sum(distance(*pair) / (len(unit) - 1) for unit in used for pair in permutations(unit, 2))
    expected = sum(distance(*pair) for pair in permutations(ratings, 2)) / max(len(ratings) - 1, 1)
    return 1 - observed / expected if expected else None


@settings(max_examples=60, deadline=None)
@given(units=tables(3, missing=True))
def test_alpha_equals_its_definition(units: Units) -> None:
    scores = (0.0, 1.0, 2.5, 7.0)
    ratings = ordered(units, scores=scores)
    counts = Counter(code for unit in units if len(unit) - unit.count(None) > 1 for code in unit)

    def ordinal(a: int, b: int) -> float:
        between = sum(counts[code] for code in range(min(a, b), max(a, b) + 1))
        return float((between - (counts[a] + counts[b]) / 2) ** 2)

    def interval(a: int, b: int) -> float:
        return (scores[a] - scores[b]) ** 2

    assert value("krippendorff_alpha_ordinal", ratings) == pytest.approx(alpha_by_pairs(units, ordinal))
    assert value("krippendorff_alpha_interval", ratings) == pytest.approx(alpha_by_pairs(units, interval))


@settings(max_examples=60, deadline=None)
@given(units=tables(2))
def test_linear_kappa_is_the_weighted_mean_of_the_kappas_of_all_cuts(units: Units) -> None:
    pairs = np.array(units)
    po, pe = [], []
    for cut in range(3):
        a, b = (pairs <= cut).T
        po.append((a == b).mean())
        pe.append(a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean()))
    computed = value("cohen_kappa_linear", ordered(units))
    beyond = 3 - sum(pe)
    if computed is None:
        assert beyond == pytest.approx(0)
    else:
        assert computed == pytest.approx((sum(po) - sum(pe)) / beyond)


@settings(max_examples=40, deadline=None)
@given(units=tables(3, missing=True))
def test_reversing_the_order_changes_nothing(units: Units) -> None:
    other: Units = [tuple(None if code is None else 3 - code for code in unit) for unit in units]
    scores = (0.0, 1.0, 2.5, 7.0)
    first, second = ordered(units, scores=scores), ordered(other, scores=tuple(7 - score for score in scores[::-1]))
    for name in OF_SCALE:
        assert value(name, first) == pytest.approx(value(name, second)), name


@settings(max_examples=40, deadline=None)
@given(units=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=3, max_size=12))
def test_with_two_codes_weights_change_nothing(units: Units) -> None:
    ratings = ordered(units, n_codes=2)
    for power in ("linear", "quadratic"):
        for name, plain in (
            ("percent_agreement", "percent_agreement"),
            ("cohen_kappa", "cohen_kappa"),
            ("gwet_ac2", "gwet_ac1"),
        ):
            for se in (False, True):
                expected = value(plain, ratings, se=se)
                assert value(f"{name}_{power}", ratings, se=se) == pytest.approx(expected, abs=1e-9)
    assert value("krippendorff_alpha_ordinal", ratings) == pytest.approx(value("krippendorff_alpha", ratings))


def test_coefficients_of_a_scale_need_an_order_and_interval_alpha_needs_scores() -> None:
    units: Units = [(0, 0), (1, 2), (3, 3), (1, 1)]
    plain = Ratings.from_labels(units)
    assert not {one.name for one in coefficients_for(plain)} & set(OF_SCALE)
    names = {one.name for one in coefficients_for(ordered(units))}
    assert "krippendorff_alpha_interval" not in names
    assert {"cohen_kappa", "cohen_kappa_linear", "krippendorff_alpha_ordinal"} <= names


def test_primary_of_a_scale_is_linear_kappa_or_ordinal_alpha() -> None:
    assert default_primary(ordered([(0, 1), (2, 2)])) == "cohen_kappa_linear"
    assert default_primary(ordered([(0, None), (2, 2)])) == "krippendorff_alpha_ordinal"
    assert default_primary(ordered([(0, 1, 1), (2, 2, 2)])) == "krippendorff_alpha_ordinal"


def test_perfect_agreement_on_a_scale_has_a_posterior_interval() -> None:
    report = agreement_report(ordered([(0, 0)] * 9 + [(1, 1)] * 9 + [(2, 2)] * 9, scores=(0, 1, 2, 5)), replicates=500)
    for name in OF_SCALE:
        estimate = report["coefficients"][name]
        assert (estimate["method"], estimate["high"], estimate["value"]) == ("posterior", 1, pytest.approx(1)), name
        assert 0.5 < estimate["low"] < 1


def test_interval_of_a_scale_comes_from_the_draws_of_all_coefficients() -> None:
    random = np.random.default_rng(1)
    first = random.integers(0, 4, 80)
    units = list(zip(first.tolist(), np.clip(first + random.integers(-1, 2, 80), 0, 3).tolist(), strict=True))
    report = agreement_report(ordered(units), replicates=500)
    estimate = report["coefficients"]["cohen_kappa_linear"]
    assert estimate["method"] == "bca"
    assert estimate["low"] < estimate["value"] < estimate["high"]
    assert estimate["se_bootstrap"] == pytest.approx(estimate["se"], rel=0.15)
    assert report["order"]["steps"] == [int(sum(abs(a - b) == step for a, b in units)) for step in range(4)]


@pytest.mark.parametrize("scores", [(1, 2), (1, 2, 2, 3), (4, 3, 2, 1), (0, 1, 2, float("inf"))])
def test_scores_that_do_not_fit_are_refused(scores: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"[Ss]cores"):
        ordered([(0, 1)], scores=scores)
