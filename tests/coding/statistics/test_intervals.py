"""Bootstrap intervals, also for perfect, constant, rare and undefined ratings."""

import numpy as np
import pytest
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
from coding.statistics.intervals import Estimate, estimates
from coding.statistics.multilabel import krippendorff_alpha_jaccard, krippendorff_alpha_masi
from coding.statistics.proportions import wilson
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.registry import COEFFICIENTS, Coefficient
from coding.statistics.resampling import BLOCK, bca, jackknife_se
from coding.statistics.two_categories import specific_agreement
from tests.coding.statistics.test_published import of_table

COHEN = of_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])


def estimate(coefficient: Coefficient, ratings: Ratings, **options: int) -> Estimate:
    return estimates({"it": (coefficient, ratings)}, **options)["it"]


def test_seed_determines_the_interval() -> None:
    first, again, other = (estimate(cohen_kappa, COHEN, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_order_of_units_does_not_affect_the_bootstrap() -> None:
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("c", "a"), ("c", "c")] * 5
    assert estimate(cohen_kappa, Ratings.from_labels(rows)) == estimate(
        cohen_kappa, Ratings.from_labels(reversed(rows))
    )


def test_blocks_of_draws_do_not_change_the_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    in_one_block = estimate(cohen_kappa, COHEN)
    monkeypatch.setattr("coding.statistics.resampling.BLOCK", 100)
    assert BLOCK > 100
    assert estimate(cohen_kappa, COHEN) == in_one_block


def test_bca_is_near_the_analytic_interval_on_ordinary_ratings() -> None:
    result = estimate(cohen_kappa, COHEN, replicates=4000)
    assert (result.method, result.se_method) == ("bca", "analytic")
    assert result.low == pytest.approx(result.analytic_low, abs=0.02)
    assert result.high == pytest.approx(result.analytic_high, abs=0.02)
    assert result.se_bootstrap == pytest.approx(result.se, rel=0.05)
    assert result.se_jackknife == pytest.approx(result.se, rel=0.05)


def test_multinomial_draws_have_the_standard_error_of_resampled_units() -> None:
    """Compare with drawing units with replacement and computing kappa with scikit-learn."""
    rows = np.repeat(COHEN.patterns, COHEN.counts, axis=0)
    random = np.random.default_rng(5)
    slow = [
        cohen_kappa_score(*rows[random.integers(len(rows), size=len(rows))].T, labels=[0, 1, 2]) for _ in range(400)
    ]
    result = estimate(cohen_kappa, COHEN)
    assert result.se_bootstrap == pytest.approx(np.std(slow), rel=0.12)


def test_bca_without_bias_and_acceleration_is_the_percentile_interval() -> None:
    samples = np.arange(-1000, 1001) / 1000
    low, high = bca(0.0, samples, np.array([-1.0, 1.0]), np.array([5.0, 5.0]), 0.95)
    assert (low, high) == pytest.approx((-0.95, 0.95), abs=1e-9)


def test_bca_corrects_the_bias_of_the_samples() -> None:
    samples = np.arange(-1000, 1001) / 1000
    low, high = bca(0.5, samples, np.array([-1.0, 1.0]), np.array([5.0, 5.0]), 0.95)
    assert low > -0.5
    assert high > 0.99


def test_bca_equals_scipy_on_the_same_samples() -> None:
    from scipy.stats import bootstrap  # takes a second, which every process would spend when it collects

    values = np.random.default_rng(3).exponential(size=40)
    theirs = bootstrap((values,), np.mean, method="BCa", n_resamples=999, rng=np.random.default_rng(4))
    without = (values.sum() - values) / 39
    ours = bca(values.mean(), theirs.bootstrap_distribution, without, np.ones(40), 0.95)
    assert ours == pytest.approx(tuple(theirs.confidence_interval), abs=1e-9)


def test_perfect_agreement_has_the_interval_of_percent_agreement() -> None:
    ratings = Ratings.from_labels([("a", "a")] * 4 + [("b", "b")] * 3 + [("c", "c")] * 2)
    for coefficient in (cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha):
        result = estimate(coefficient, ratings)
        assert (result.value, result.se, result.method) == (1.0, 0.0, "wilson")
        assert (result.low, result.high) == wilson(9, 9)
        assert "perfect" in str(result.note)


def test_perfect_specific_agreement_counts_only_units_with_the_code() -> None:
    ratings = Ratings.from_labels([("a", "a")] * 3 + [("b", "b")] * 97).presence(0)
    result = estimate(specific_agreement, ratings)
    assert (result.low, result.high) == wilson(3, 3)


def test_kappa_with_a_constant_rater_is_zero_without_an_interval() -> None:
    result = estimate(cohen_kappa, Ratings.from_labels([("A", "A")] * 8 + [("A", "B")] * 2))
    assert (result.value, result.se, result.low, result.high) == (0.0, 0.0, None, None)
    assert "one rater used one code" in str(result.note)


def test_note_asks_raters_without_a_common_code_to_match_codes() -> None:
    result = estimate(cohen_kappa, Ratings.from_labels([("a", "x"), ("b", "y"), ("c", "z"), ("a", "x")]))
    assert (result.value, result.low) == (0.0, None)
    assert "match their codes first" in str(result.note)


def test_one_unit_gives_a_value_without_standard_error_and_interval() -> None:
    result = estimate(brennan_prediger, Ratings.from_labels([("A", "A")], categories=["A", "B"]))
    assert (result.value, result.se, result.low) == (1.0, None, None)
    assert "fewer than two units" in str(result.note)


def test_undefined_estimate_has_only_a_reason() -> None:
    result = estimate(cohen_kappa, Ratings.from_labels([("A", "A")] * 6))
    assert result == Estimate(undefined=result.undefined)
    assert "only one code" in str(result.undefined)


@pytest.mark.parametrize(
    ("codes", "reason"),
    [(set(), "no code was used,"), ({"a"}, "only one code was used,"), ({"a", "b"}, "only one set of codes was used,")],
)
def test_reason_for_no_alpha_distinguishes_no_code_one_code_and_one_set(codes: set[str], reason: str) -> None:
    ratings = Ratings.from_sets([(codes, codes)] * 6)
    for coefficient in (krippendorff_alpha, krippendorff_alpha_masi, krippendorff_alpha_jaccard):
        assert str(estimate(coefficient, ratings).undefined).startswith(reason)


def test_undefined_samples_are_counted_and_left_out() -> None:
    result = estimate(cohen_kappa, Ratings.from_labels([("a", "a")] * 9 + [("a", "b"), ("b", "b")]))
    assert 0 < result.undefined_replicates < 1000
    assert result.low is not None


def test_no_interval_when_most_samples_are_undefined() -> None:
    """Light's kappa needs two of the eleven units; 58 % of the samples lack one of them."""
    rows = [("a", "a", None)] * 9 + [("a", "b", "a"), ("b", "b", "b")]
    result = estimate(light_kappa, Ratings.from_labels(rows))
    assert 1000 < result.undefined_replicates < 1900
    assert result.value is not None
    assert (result.low, result.high) == (None, None)
    assert "undefined in most bootstrap samples" in str(result.note)


def test_percent_agreement_of_two_raters_has_wilsons_interval() -> None:
    result = estimate(percent_agreement, COHEN)
    assert (result.low, result.high) == wilson(140, 200)
    assert result.se == pytest.approx((0.7 * 0.3 / 199) ** 0.5)


def test_jackknife_is_undefined_if_the_coefficient_needs_one_unit() -> None:
    with pytest.raises(UndefinedAgreement, match="left out"):
        jackknife_se(cohen_kappa, Ratings.from_labels([("a", "a")] * 5 + [("b", "b")]))


def test_standard_errors_match_the_bootstrap() -> None:
    analytic = {one.name: one for one in COEFFICIENTS.values() if one.standard_error is not None}
    assert set(analytic) == {"percent_agreement", "cohen_kappa", "fleiss_kappa", "gwet_ac1", "brennan_prediger"}
    for name, coefficient in analytic.items():
        assert coefficient.standard_error is not None
        se = coefficient.standard_error(COHEN)
        assert estimate(coefficient, COHEN).se_bootstrap == pytest.approx(se, rel=0.06), name


def test_interval_that_excludes_the_value_is_suppressed_with_the_reason() -> None:
    rows = [("e", "b"), ("b", "f"), ("f", "e"), ("f", "d"), ("a", "c"), ("b", "b"), ("c", "f"), ("c", "c")]
    result = estimate(cohen_kappa_max, Ratings.from_labels(rows))
    assert result.value == pytest.approx(43 / 51)
    assert (result.low, result.high) == (None, None)
    assert "edge of the values that resampling" in str(result.note)
