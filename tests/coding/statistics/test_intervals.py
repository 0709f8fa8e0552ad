"""The bootstrap, and what becomes of an interval at the edges."""

import numpy as np
import pytest
from scipy.stats import bootstrap
from sklearn.metrics import cohen_kappa_score

from coding.statistics.coefficients import (
    brennan_prediger,
    cohen_kappa,
    cohen_kappa_max,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    light_kappa,
    percent_agreement,
)
from coding.statistics.intervals import BLOCK, Estimate, bca, estimates, jackknife_se
from coding.statistics.multilabel import krippendorff_alpha_jaccard, krippendorff_alpha_masi
from coding.statistics.proportions import wilson
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.registry import COEFFICIENTS, Coefficient
from coding.statistics.two_categories import specific_agreement
from tests.coding.statistics.test_published import of_table

COHEN = of_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])


def estimate(coefficient: Coefficient, ratings: Ratings, **options: int) -> Estimate:
    return estimates({"it": (coefficient, ratings)}, **options)["it"]


def test_bootstrap_gives_the_same_interval_for_the_same_seed_and_another_for_another() -> None:
    first, again, other = (estimate(cohen_kappa, COHEN, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_order_of_units_does_not_reach_the_bootstrap() -> None:
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("c", "a"), ("c", "c")] * 5
    assert estimate(cohen_kappa, Ratings.from_labels(rows)) == estimate(
        cohen_kappa, Ratings.from_labels(reversed(rows))
    )


def test_blocks_of_draws_do_not_change_the_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = estimate(cohen_kappa, COHEN)
    monkeypatch.setattr("coding.statistics.intervals.BLOCK", 100)
    assert BLOCK > 100
    assert estimate(cohen_kappa, COHEN) == at_once


def test_bca_is_near_the_analytic_interval_where_both_are_good() -> None:
    found = estimate(cohen_kappa, COHEN, replicates=4000)
    assert (found.method, found.se_method) == ("bca", "analytic")
    assert found.low == pytest.approx(found.analytic_low, abs=0.02)
    assert found.high == pytest.approx(found.analytic_high, abs=0.02)
    assert found.se_bootstrap == pytest.approx(found.se, rel=0.05)
    assert found.se_jackknife == pytest.approx(found.se, rel=0.05)


def test_multinomial_draws_spread_like_resampled_units() -> None:
    """The shortcut against the plain way: draw units with replacement and let scikit-learn compute kappa."""
    rows = np.repeat(COHEN.patterns, COHEN.counts, axis=0)
    random = np.random.default_rng(5)
    slow = [
        cohen_kappa_score(*rows[random.integers(len(rows), size=len(rows))].T, labels=[0, 1, 2]) for _ in range(400)
    ]
    found = estimate(cohen_kappa, COHEN)
    assert found.se_bootstrap == pytest.approx(np.std(slow), rel=0.12)


def test_bca_without_bias_and_acceleration_is_the_percentile_interval() -> None:
    samples = np.arange(-1000, 1001) / 1000
    low, high = bca(0.0, samples, np.array([-1.0, 1.0]), np.array([5.0, 5.0]), 0.95)
    assert (low, high) == pytest.approx((-0.95, 0.95), abs=1e-9)


def test_bca_moves_towards_the_side_the_samples_miss() -> None:
    samples = np.arange(-1000, 1001) / 1000
    low, high = bca(0.5, samples, np.array([-1.0, 1.0]), np.array([5.0, 5.0]), 0.95)
    assert low > -0.5
    assert high > 0.99


def test_bca_equals_scipy_on_the_same_samples() -> None:
    values = np.random.default_rng(3).exponential(size=40)
    theirs = bootstrap((values,), np.mean, method="BCa", n_resamples=999, rng=np.random.default_rng(4))
    without = (values.sum() - values) / 39
    ours = bca(values.mean(), theirs.bootstrap_distribution, without, np.ones(40), 0.95)
    assert ours == pytest.approx(tuple(theirs.confidence_interval), abs=1e-9)


def test_perfect_agreement_takes_its_interval_from_percent_agreement() -> None:
    ratings = Ratings.from_labels([("a", "a")] * 4 + [("b", "b")] * 3 + [("c", "c")] * 2)
    for coefficient in (cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha):
        found = estimate(coefficient, ratings)
        assert (found.value, found.se, found.method) == (1.0, 0.0, "wilson")
        assert (found.low, found.high) == wilson(9, 9)
        assert "perfect" in str(found.note)


def test_perfect_specific_agreement_counts_only_units_with_the_code() -> None:
    ratings = Ratings.from_labels([("a", "a")] * 3 + [("b", "b")] * 97).presence(0)
    found = estimate(specific_agreement, ratings)
    assert (found.low, found.high) == wilson(3, 3)


def test_one_constant_rater_leaves_kappa_zero_without_an_interval() -> None:
    found = estimate(cohen_kappa, Ratings.from_labels([("A", "A")] * 8 + [("A", "B")] * 2))
    assert (found.value, found.se, found.low, found.high) == (0.0, 0.0, None, None)
    assert "one rater used one code" in str(found.note)


def test_raters_without_a_common_code_are_told_to_match_codes() -> None:
    found = estimate(cohen_kappa, Ratings.from_labels([("a", "x"), ("b", "y"), ("c", "z"), ("a", "x")]))
    assert (found.value, found.low) == (0.0, None)
    assert "match their codes first" in str(found.note)


def test_one_unit_has_a_value_but_no_error_and_no_interval() -> None:
    found = estimate(brennan_prediger, Ratings.from_labels([("A", "A")], categories=["A", "B"]))
    assert (found.value, found.se, found.low) == (1.0, None, None)
    assert "fewer than two units" in str(found.note)


def test_undefined_has_a_reason_and_no_number() -> None:
    found = estimate(cohen_kappa, Ratings.from_labels([("A", "A")] * 6))
    assert found == Estimate(undefined=found.undefined)
    assert "only one code" in str(found.undefined)


@pytest.mark.parametrize(
    ("codes", "reason"),
    [(set(), "no code was used,"), ({"a"}, "only one code was used,"), ({"a", "b"}, "only one set of codes was used,")],
)
def test_reason_names_what_all_sets_of_codes_have_in_common(codes: set[str], reason: str) -> None:
    ratings = Ratings.from_sets([(codes, codes)] * 6)
    for coefficient in (krippendorff_alpha, krippendorff_alpha_masi, krippendorff_alpha_jaccard):
        assert str(estimate(coefficient, ratings).undefined).startswith(reason)


def test_undefined_samples_are_counted_and_left_out() -> None:
    found = estimate(cohen_kappa, Ratings.from_labels([("a", "a")] * 9 + [("a", "b"), ("b", "b")]))
    assert 0 < found.undefined_replicates < 1000
    assert found.low is not None


def test_no_interval_when_most_samples_are_undefined() -> None:
    """Two of eleven units must be drawn for Light's kappa to be defined; 58 % of the samples miss one."""
    rows = [("a", "a", None)] * 9 + [("a", "b", "a"), ("b", "b", "b")]
    found = estimate(light_kappa, Ratings.from_labels(rows))
    assert 1000 < found.undefined_replicates < 1900
    assert found.value is not None
    assert (found.low, found.high) == (None, None)
    assert "undefined in most bootstrap samples" in str(found.note)


def test_percent_agreement_of_two_raters_has_wilsons_interval() -> None:
    found = estimate(percent_agreement, COHEN)
    assert (found.low, found.high) == wilson(140, 200)
    assert found.se == pytest.approx((0.7 * 0.3 / 199) ** 0.5)


def test_jackknife_is_undefined_when_one_unit_carries_the_coefficient() -> None:
    with pytest.raises(UndefinedAgreement, match="left out"):
        jackknife_se(cohen_kappa, Ratings.from_labels([("a", "a")] * 5 + [("b", "b")]))


def test_standard_errors_match_the_bootstrap() -> None:
    analytic = {one.name: one for one in COEFFICIENTS.values() if one.standard_error is not None}
    assert set(analytic) == {"percent_agreement", "cohen_kappa", "fleiss_kappa", "gwet_ac1", "brennan_prediger"}
    for name, coefficient in analytic.items():
        assert coefficient.standard_error is not None
        se = coefficient.standard_error(COHEN)
        assert estimate(coefficient, COHEN).se_bootstrap == pytest.approx(se, rel=0.06), name


def test_interval_that_would_not_hold_its_own_value_is_suppressed_with_the_reason() -> None:
    rows = [("e", "b"), ("b", "f"), ("f", "e"), ("f", "d"), ("a", "c"), ("b", "b"), ("c", "f"), ("c", "c")]
    found = estimate(cohen_kappa_max, Ratings.from_labels(rows))
    assert found.value == pytest.approx(43 / 51)
    assert (found.low, found.high) == (None, None)
    assert "edge of what resampling" in str(found.note)
