"""Chance baseline of matching, and ratings with renamed codes."""

from __future__ import annotations

import numpy as np
import pytest

from coding.statistics.coefficients import cohen_kappa
from coding.statistics.matching.chance_baseline import MOST_CODES, TOO_MANY, TWO_RATERS_ONE_CODE, matching_baseline
from coding.statistics.matching.suggestions import suggest_matching
from coding.statistics.multilabel import krippendorff_alpha_masi
from coding.statistics.ratings import Ratings
from coding.statistics.recoding import effect_of_merging, merged, recoded
from coding.statistics.terms import NOT_BY_BOTH


def independent(units: int, seed: int = 1, codes: int = 10) -> Ratings:
    random = np.random.default_rng(seed)
    drawn = random.integers(codes, size=(units, 2))
    return Ratings.from_labels([(f"a{i:03}x", f"b{j:03}y") for i, j in drawn.tolist()], raters=("Ada", "Bo"))


@pytest.mark.parametrize(("units", "mean", "quantile"), [(149, 0.132, 0.163), (50, 0.238, 0.292)])
def test_baseline_of_independent_raters_is_the_known_one(units: int, mean: float, quantile: float) -> None:
    """Ten private codes used equally often; the expected values were simulated for docs/statistics.md."""
    means, quantiles = zip(
        *((b["mean"], b["quantile"]) for b in (matching_baseline(independent(units, seed)) for seed in range(5))),
        strict=True,
    )
    assert np.mean(means) == pytest.approx(mean, abs=0.015)
    assert np.mean(quantiles) == pytest.approx(quantile, abs=0.02)


def test_baseline_equals_permuting_one_raters_codes() -> None:
    ratings = independent(60, codes=4)
    rows = np.repeat(ratings.patterns, ratings.counts, axis=0)
    random, kappas = np.random.default_rng(3), []
    for _ in range(300):
        dealt = np.column_stack([rows[:, 0], random.permutation(rows[:, 1])])
        permuted = Ratings.from_indexes(dealt, categories=ratings.categories, raters=ratings.raters)
        partner = {pair.code: pair.reference_code for pair in suggest_matching(permuted)}
        kappas.append(cohen_kappa(recoded(permuted, {"Bo": partner})))
    assert matching_baseline(ratings)["mean"] == pytest.approx(np.mean(kappas), abs=0.015)


def test_suggested_kappa_is_that_of_the_suggested_matching() -> None:
    ratings = Ratings.from_labels(
        [("dos", "crash")] * 6 + [("xss", "script")] * 4 + [("dos", "script"), ("leak", "dos"), ("xss", None)],
        raters=("Ada", "Bo"),
    )
    partner = {pair.code: pair.reference_code for pair in suggest_matching(ratings)}
    assert matching_baseline(ratings)["suggested"] == pytest.approx(cohen_kappa(recoded(ratings, {"Bo": partner})))


def test_seed_determines_the_baseline() -> None:
    ratings = independent(80)
    assert matching_baseline(ratings, seed=4) == matching_baseline(ratings, seed=4)
    assert matching_baseline(ratings, seed=4)["mean"] != matching_baseline(ratings, seed=5)["mean"]


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        (Ratings.from_labels([("a", "b", "c")]), TWO_RATERS_ONE_CODE),
        (Ratings.from_sets([({"a"}, {"b"})]), TWO_RATERS_ONE_CODE),
        (Ratings.from_labels([("a", None), (None, "b")]), NOT_BY_BOTH),
        (Ratings.from_labels([(f"{i}", "b") for i in range(MOST_CODES + 1)]), TOO_MANY),
        (Ratings.from_labels([("a", "b")] * 5), "after matching there is only one code"),
    ],
)
def test_undefined_baseline_has_a_reason(ratings: Ratings, reason: str) -> None:
    baseline = matching_baseline(ratings)
    assert (baseline["undefined"], baseline["mean"], baseline["quantile"]) == (reason, None, None)


ROWS = [("a", "b"), ("b", "b"), ("c", "c"), ("c", "a"), ("d", None), ("a", "a"), ("c", "c"), ("b", "a")]


def test_merged_codes_are_one_code() -> None:
    both = merged(Ratings.from_labels(ROWS), ["a", "b"], "ab")
    by_hand = [tuple("ab" if code in ("a", "b") else code for code in row) for row in ROWS]
    assert both.categories == ("ab", "c", "d")
    assert cohen_kappa(both) == cohen_kappa(Ratings.from_labels(by_hand))


def test_renaming_changes_no_coefficient_and_unknown_code_is_refused() -> None:
    ratings = Ratings.from_labels(ROWS)
    assert cohen_kappa(merged(ratings, ["c"], "z")) == cohen_kappa(ratings)
    with pytest.raises(ValueError, match="Unknown code 'q'"):
        merged(ratings, ["q"], "a")


def test_recoding_renames_the_codes_of_one_rater() -> None:
    ratings = Ratings.from_labels([("x", "y"), ("x", "y"), ("p", "q")], raters=("Ada", "Bo"))
    assert cohen_kappa(ratings) == 0
    assert cohen_kappa(recoded(ratings, {"Bo": {"y": "x", "q": "p"}})) == 1


def test_merging_within_sets_of_codes() -> None:
    cells = [({"a", "b"}, {"a"}), ({"c"}, {"b"}), (set(), {"c"}), (None, {"a"}), ({"a"}, {"a"})]
    by_hand = [
        tuple(None if cell is None else {"ab" if code in "ab" else code for code in cell} for cell in row)
        for row in cells
    ]
    both = merged(Ratings.from_sets(cells), ["a", "b"], "ab")
    assert krippendorff_alpha_masi(both) == pytest.approx(krippendorff_alpha_masi(Ratings.from_sets(by_hand)))


def test_effect_of_a_merge_has_coefficients_before_and_after() -> None:
    ratings = Ratings.from_labels(ROWS * 10)
    effect = effect_of_merging(ratings, ["a", "b"], "ab", cohen_kappa)
    assert effect["units"] == 50
    assert effect["before"]["value"] == cohen_kappa(ratings)
    assert effect["after"]["value"] == cohen_kappa(merged(ratings, ["a", "b"], "ab"))
    assert effect["before"]["low"] < effect["before"]["value"] < effect["before"]["high"]
    assert effect["after"]["low"] < effect["after"]["value"] < effect["after"]["high"]


@pytest.mark.parametrize("seed", range(4))
def test_baseline_does_not_depend_on_which_rater_is_first(seed: int) -> None:
    ratings = independent(30, seed, codes=3 + seed)
    rows = [
        tuple(ratings.categories[index] for index in row)
        for row, count in zip(ratings.patterns.tolist(), ratings.counts.tolist(), strict=True)
        for _ in range(count)
    ]
    exchanged = Ratings.from_labels([row[::-1] for row in rows], raters=("Bo", "Ada"))
    assert matching_baseline(exchanged) == matching_baseline(Ratings.from_labels(rows, raters=("Ada", "Bo")))
