"""Bootstrap intervals, also for perfect, constant, rare and undefined ratings."""

import numpy as np
import pytest

from coding.statistics.coefficients import (
    brennan_prediger,
    cohen_kappa,
    cohen_kappa_max,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    light_kappa,
    percent_agreement,
    scott_pi,
)
from coding.statistics.estimate import Estimate
from coding.statistics.intervals import estimates
from coding.statistics.multilabel import krippendorff_alpha_jaccard, krippendorff_alpha_masi
from coding.statistics.posterior import minority
from coding.statistics.proportions import wilson
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.registry import COEFFICIENTS, SINGLE, Coefficient
from coding.statistics.resampling import BLOCK, bca, jackknife_se
from coding.statistics.two_categories import pabak, specific_agreement
from tests.support.published_numbers import of_table

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
    from sklearn.metrics import cohen_kappa_score  # takes a second, which every process would spend when it collects

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


def test_perfect_agreement_has_an_interval_of_its_own_for_each_coefficient() -> None:
    """Wilson's interval is that of percent agreement and of nothing else."""
    ratings = Ratings.from_labels([("a", "a")] * 29 + [("b", "b")])
    share = estimate(percent_agreement, ratings)
    assert (share.low, share.high, share.method) == (*wilson(30, 30), "wilson")
    mapped = estimate(brennan_prediger, ratings)
    assert (mapped.low, mapped.high) == pytest.approx((2 * wilson(30, 30)[0] - 1, 1.0))
    for coefficient in (cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha, scott_pi, conger_kappa):
        result = estimate(coefficient, ratings)
        assert (result.value, result.se, result.high, result.method) == (1.0, 0.0, 1.0, "posterior")
        assert result.low is not None
        assert "perfect" in str(result.note)
        assert result.low < 0.4 or coefficient is gwet_ac1


def test_wilsons_limits_are_mapped_for_imperfect_agreement_of_two_raters_as_well() -> None:
    ratings = Ratings.from_labels([("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5)
    low, high = wilson(35, 40)
    for coefficient in (brennan_prediger, pabak):
        result = estimate(coefficient, ratings)
        assert (result.low, result.high, result.method) == (
            pytest.approx(2 * low - 1),
            pytest.approx(2 * high - 1),
            "wilson",
        )


def test_perfect_agreement_of_three_raters_counts_units_on_which_all_agree() -> None:
    ratings = Ratings.from_labels([("a", "a", "a")] * 12 + [("b", "b", "b")] * 8)
    result = estimate(percent_agreement, ratings)
    assert (result.low, result.high, result.method) == (*wilson(20, 20), "wilson")
    ratings = Ratings.from_labels([("a", "a", "a")] * 12 + [("b", "b", "b")] * 8 + [("a", "a", "b")] * 3)
    assert estimate(percent_agreement, ratings).method == "bca"
    assert estimate(brennan_prediger, ratings).method == "bca"


def test_perfect_agreement_on_sets_of_codes_has_no_interval() -> None:
    ratings = Ratings.from_sets([({"a"}, {"a"})] * 9 + [({"a", "b"}, {"a", "b"})] * 8)
    result = estimate(krippendorff_alpha_masi, ratings)
    assert (result.value, result.low, result.high) == (1.0, None, None)
    assert result.note == "no interval: agreement is perfect and resampling shows no spread"


def test_perfect_specific_agreement_of_a_rare_code_has_a_posterior_interval() -> None:
    ratings = Ratings.from_labels([("a", "a")] * 3 + [("b", "b")] * 97).presence(0)
    result = estimate(specific_agreement, ratings)
    assert (result.value, result.high, result.method) == (1.0, 1.0, "posterior")
    assert result.low is not None
    assert 0.3 < result.low < 0.8


def test_rare_codes_have_a_posterior_interval_from_fewer_than_six_units() -> None:
    five, six = (
        Ratings.from_labels([("a", "a")] * 40 + [("b", "b")] * (few - 1) + [("a", "b"), ("b", "a")]) for few in (5, 6)
    )
    assert (minority(five), minority(six)) == (5, 6)
    assert (estimate(cohen_kappa, five).method, estimate(cohen_kappa, six).method) == ("posterior", "bca")
    assert "only 5 units fall outside the most common code" in str(estimate(cohen_kappa, five).note)


def test_posterior_interval_of_kappa_equals_that_of_independent_draws() -> None:
    """Compare with gamma draws of the four cells and kappa by its textbook formula."""
    ratings = Ratings.from_labels([("a", "a")] * 44 + [("b", "b")] * 2 + [("a", "b"), ("b", "a")])
    cells = np.random.default_rng(8).gamma([44.25, 1.25, 1.25, 2.25], size=(200_000, 4))
    p = cells / cells.sum(axis=1, keepdims=True)
    rows, columns = p[:, 0] + p[:, 1], p[:, 0] + p[:, 2]
    chance = rows * columns + (1 - rows) * (1 - columns)
    low, high = np.quantile((p[:, 0] + p[:, 3] - chance) / (1 - chance), [0.025, 0.975])
    result = estimate(cohen_kappa, ratings)
    assert (result.low, result.high) == (pytest.approx(low, abs=0.02), pytest.approx(high, abs=0.02))


def test_alpha_is_drawn_in_its_form_for_a_population() -> None:
    """Alpha itself depends on the number of ratings; Scott's pi is what it becomes for two raters."""
    ratings = Ratings.from_labels([("a", "a")] * 30 + [("b", "b")] * 2 + [("a", "b")])
    alpha, pi = estimate(krippendorff_alpha, ratings), estimate(scott_pi, ratings)
    assert (alpha.low, alpha.high) == pytest.approx((pi.low, pi.high))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("a", "a", None)] * 9 + [("b", "b", "b"), ("a", "a", "a")], "all raters coded fewer than half of the units"),
        ([tuple(str(code) for _ in range(3)) for code in range(11)], "can rate a unit in more than 1,000 ways"),
    ],
)
def test_reason_is_given_if_there_is_no_posterior_interval(rows: list[tuple[str | None, ...]], reason: str) -> None:
    result = estimate(krippendorff_alpha, Ratings.from_labels(rows))
    assert (result.value, result.low) == (1.0, None)
    assert reason in str(result.note)


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
    assert 0 < result.undefined_replicates < 5000
    assert result.low is not None


def test_no_interval_when_most_samples_are_undefined() -> None:
    """Light's kappa needs both units that the first and the third rater coded; 60 % of the samples lack one."""
    rows = [*[("a", "a", None), ("b", "b", None), (None, "a", "a"), (None, "b", "b"), (None, "a", "b")] * 10]
    result = estimate(light_kappa, Ratings.from_labels([*rows, ("a", "a", "a"), ("b", "b", "b")]))
    assert 5000 < result.undefined_replicates < 9500
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
    analytic = {one.name: one for one in COEFFICIENTS.values() if one.standard_error and SINGLE in one.scope}
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
