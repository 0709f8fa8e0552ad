"""Agreement of pairs of raters: shared vectors, and laws."""

from typing import Any

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from coding.statistics.pairs import pairs_report
from coding.statistics.ratings import Ratings
from coding.statistics.report import agreement_report
from tests.support.vectors import vector_cases


def drawn(n_raters: int, n_units: int = 60) -> list[tuple[str | None, ...]]:
    """Return units on which raters differ now and then, and leave some out."""
    random = np.random.default_rng(5)
    codes = random.integers(0, 4, size=(n_units, 1)) * np.ones((1, n_raters), dtype=int)
    other = random.integers(0, 4, size=codes.shape)
    codes = np.where(random.random(codes.shape) < 0.3, other, codes)
    missing = random.random(codes.shape) < 0.1
    return [
        tuple(None if gap else "abcd"[code] for code, gap in zip(*row, strict=True))
        for row in zip(codes, missing, strict=True)
    ]


@pytest.mark.parametrize("case", vector_cases(kind="pairs"))
def test_pairs_of_the_vectors(case: dict[str, Any]) -> None:
    ratings = Ratings.from_labels(map(tuple, case["units"]), categories=case.get("categories"))
    report = pairs_report(ratings, replicates=200)
    assert len(report["pairs"]) == len(case["expect"]["pairs"])
    for pair, expected in zip(report["pairs"], case["expect"]["pairs"], strict=True):
        assert pair["raters"] == [ratings.raters[rater] for rater in expected["raters"]]
        computed = (pair["units"], pair["percent_agreement"], pair["value"], pair["se"])
        names = ("units", "percent_agreement", "cohen_kappa", "cohen_kappa_se")
        assert computed == pytest.approx([expected[name] for name in names], abs=case["tolerance"])
        assert bool(pair["undefined"]) == ("undefined" in expected)
    means = list(report["rater_mean"].values())
    assert means == pytest.approx(case["expect"]["rater_mean"], abs=case["tolerance"])


def test_each_pair_equals_the_report_of_the_two_raters_alone() -> None:
    units = drawn(4)
    for pair in pairs_report(Ratings.from_labels(units), replicates=200)["pairs"]:
        columns = [int(rater.removeprefix("rater_")) - 1 for rater in pair["raters"]]
        both = [[unit[column] for column in columns] for unit in units]
        complete = [unit for unit in both if None not in unit]
        assert pair["value"] == pytest.approx(cohen_kappa_score(*zip(*complete, strict=True)))
        alone = agreement_report(Ratings.from_labels(map(tuple, both)), replicates=200)
        assert pair["se"] == pytest.approx(alone["coefficients"]["cohen_kappa"]["se"])
        assert (pair["units"], pair["method"]) == (len(complete), "bca")
        assert pair["low"] < pair["value"] < pair["high"]


def test_names_and_orders_change_no_interval_of_a_pair() -> None:
    units = drawn(3)
    names = dict(zip("abcd", "zyxw", strict=True))
    renamed = [tuple(names[code] if code else None for code in unit[::-1]) for unit in units[::-1]]
    first = pairs_report(Ratings.from_labels(units, raters=("a", "b", "c")), replicates=200)["pairs"]
    second = pairs_report(Ratings.from_labels(renamed, raters=("c", "b", "a")), replicates=200)["pairs"]
    ends = {frozenset(pair["raters"]): (pair["low"], pair["high"]) for pair in second}
    for pair in first:
        assert (pair["low"], pair["high"]) == pytest.approx(ends[frozenset(pair["raters"])], abs=1e-9)


def test_pairs_are_those_of_three_raters_or_more() -> None:
    assert "pairs" not in agreement_report(Ratings.from_labels(drawn(2)), replicates=100)
    assert len(agreement_report(Ratings.from_labels(drawn(3)), replicates=100)["pairs"]) == 3


def test_pairs_of_sets_have_alpha_with_masi() -> None:
    sets = [tuple(None if code is None else {code} for code in unit) for unit in drawn(3)]
    assert {pair["coefficient"] for pair in pairs_report(Ratings.from_sets(sets), replicates=100)["pairs"]} == {
        "krippendorff_alpha_masi"
    }


def test_pairs_of_many_raters_have_values_without_intervals() -> None:
    pairs = pairs_report(Ratings.from_labels(drawn(11)), replicates=100)["pairs"]
    assert len(pairs) == 55
    assert {pair["low"] for pair in pairs} == {None}
    assert all("more than 10 raters" in pair["note"] for pair in pairs)
