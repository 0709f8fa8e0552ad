"""Agreement report: its shape, its primary coefficient, and that it is plain JSON."""

import json
import pydoc
from typing import Any

import numpy as np
import pytest

from coding.formats.ratings.paths import read_paths
from coding.formats.ratings.read import read_files
from coding.statistics import intervals
from coding.statistics import report as of_report
from coding.statistics.bands import supported_band_of_draws
from coding.statistics.posterior import posterior_samples
from coding.statistics.ratings import Ratings
from coding.statistics.registry import COEFFICIENTS
from coding.statistics.report import agreement_report
from coding.statistics.report_text import number, summary
from coding.statistics.resampling import Distribution
from tests.support import ROOT

SHARED = ROOT.parent / "shared" / "data"
TWO = Ratings.from_labels(
    [("dos", "dos")] * 20 + [("xss", "xss")] * 12 + [("dos", "xss")] * 5 + [("leak", "leak")] * 2 + [("xss", None)],
    raters=["Ada", "Bo"],
)


def strict(report: dict[str, Any]) -> dict[str, Any]:
    """Return the report after a round trip through JSON; raise on NaN and on anything but plain data."""
    parsed: dict[str, Any] = json.loads(json.dumps(report, allow_nan=False))
    return parsed


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are absent")
def test_paper_study_has_the_expected_agreement() -> None:
    expected = json.loads((SHARED / "paper_study_expected.json").read_text(encoding="utf-8"))
    report = strict(agreement_report(read_files(read_paths([SHARED / "paper_study_labels.csv"])).ratings()))
    kappa = report["coefficients"]["cohen_kappa"]
    assert kappa["value"] == pytest.approx(expected["kappa"], abs=1e-12)
    assert (f"{kappa['value']:.2f}", f"{kappa['high']:.2f}") == ("0.63", "0.73")
    assert 0.50 < kappa["low"] < 0.53
    assert kappa["se"] == pytest.approx(0.0556, abs=1e-4)
    assert (report["band"]["word"], report["band"]["supported"]) == ("substantial", "moderate")
    assert report["units_used"] == expected["n"]
    assert {label: code["cohen_kappa"]["value"] for label, code in report["per_code"].items()} == pytest.approx(
        expected["kappa_by_code"], abs=1e-12
    )
    for rater in ("rater_1", "rater_2"):
        counts = {label: code["counts"][rater] for label, code in report["per_code"].items()}
        assert counts == expected[f"counts_{rater}"]
    off_diagonal = sum(n for i, row in enumerate(report["confusion"]["table"]) for j, n in enumerate(row) if i != j)
    assert off_diagonal == expected["disagreements"]


def test_report_counts_units_used_and_dropped() -> None:
    report = strict(agreement_report(TWO))
    assert (report["units"], report["units_used"], report["units_dropped"]) == (40, 39, 1)
    assert report["raters"] == ["Ada", "Bo"]
    assert report["categories"] == ["dos", "leak", "xss"]
    assert (report["primary"], report["seed"], report["replicates"]) == ("cohen_kappa", 2026, 10_000)


def test_value_without_spread_has_no_interval_and_supports_no_band() -> None:
    rows = [("a", "b", "c"), ("b", "c", "a"), ("c", "a", "b")]
    report = strict(agreement_report(Ratings.from_sets([[{code} for code in row] for row in rows])))
    constant = [entry for entry in report["coefficients"].values() if "every resample" in (entry["note"] or "")]
    assert len(constant) == 6
    for entry in constant:
        assert {entry[name] for name in ("low", "high", "analytic_low", "analytic_high")} == {None}
        assert {entry[name] for name in ("se", "se_bootstrap", "se_jackknife")} == {0.0}
    assert report["band"]["supported"] is None
    assert report["units_needed"] == {}


def test_confusion_has_the_first_rater_in_rows() -> None:
    assert agreement_report(TWO)["confusion"] == {
        "labels": ["dos", "leak", "xss"],
        "rows": "Ada",
        "columns": "Bo",
        "table": [[20, 0, 5], [0, 2, 0], [0, 0, 12]],
    }


def test_rare_code_has_a_warning() -> None:
    per_code = agreement_report(TWO)["per_code"]
    assert per_code["leak"]["counts"] == {"Ada": 2, "Bo": 2}
    assert "fewer than 6 units" in per_code["leak"]["warning"]
    assert per_code["dos"]["warning"] is None


def test_headline_warns_if_codes_are_too_rare() -> None:
    rare = agreement_report(Ratings.from_labels([("no", "no")] * 44 + [("yes", "yes")] * 2 + [("yes", "no")]))
    remark = "Only 2 units fall outside the most common code; the interval rests on few units"
    assert rare["rare"] == {"minority": 2, "remark": remark}
    assert f"{remark}.\nCohen's kappa is" in summary(rare)
    assert agreement_report(TWO)["rare"] == {"minority": 14, "remark": None}
    undefined = agreement_report(Ratings.from_labels([("no", "no")] * 9))
    assert undefined["rare"] == {"minority": 0, "remark": None}
    constant = agreement_report(Ratings.from_labels([("no", "no")] * 9 + [("no", "yes")]))
    assert constant["rare"]["remark"] == "No unit falls outside the most common code of a rater"


def test_band_of_a_posterior_interval_is_that_of_its_draws() -> None:
    """Perfect agreement with one rare code says little: the standard error of 0 must not support the highest band."""
    report = agreement_report(Ratings.from_labels([("no", "no")] * 29 + [("yes", "yes")]))
    assert (report["band"]["word"], report["band"]["supported"]) == ("almost perfect", "fair")


def test_single_codes_have_fewer_replicates_and_the_same_first_samples() -> None:
    """With two codes, each code alone is the whole table."""
    ratings = Ratings.from_labels([("a", "a")] * 30 + [("b", "b")] * 20 + [("a", "b")] * 9 + [("b", "a")] * 4)
    fewer, report = agreement_report(ratings, replicates=2000), agreement_report(ratings)
    assert report["per_code"] == fewer["per_code"]
    assert report["per_code"]["a"]["cohen_kappa"]["low"] == pytest.approx(fewer["coefficients"]["cohen_kappa"]["low"])


def test_many_codes_have_the_same_values_without_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    ratings = Ratings.from_labels([("a", "a"), ("a", "b"), ("b", "b"), ("c", "c"), ("c", None), ("b", "c")] * 4)
    whole = agreement_report(ratings, replicates=200)
    monkeypatch.setattr(of_report, "MANY_CODES", 2)
    monkeypatch.setattr(of_report, "MANY_CELLS", 2)
    large = agreement_report(ratings, replicates=200)
    tables = [(large["coefficients"], whole["coefficients"])]
    tables += [(large["per_code"][code], whole["per_code"][code]) for code in "abc"]
    for table, same in tables:
        estimates = {name: each for name, each in table.items() if isinstance(each, dict) and "value" in each}
        assert len(estimates) > 2
        for name, estimate in estimates.items():
            assert estimate["value"] == pytest.approx(same[name]["value"]), name
            assert estimate["low"] is None, name
    assert large["coefficients"]["cohen_kappa"]["note"] == of_report.TOO_MANY_CELLS


def test_two_categories_add_prevalence_bias_and_pabak() -> None:
    report = agreement_report(Ratings.from_labels([("y", "y")] * 8 + [("y", "n"), ("n", "n")]))
    values = {name: report["coefficients"][name]["value"] for name in ("pabak", "prevalence_index", "bias_index")}
    assert values == pytest.approx({"pabak": 0.8, "prevalence_index": 0.7, "bias_index": 0.1})


def test_primary_of_three_raters_is_fleiss_or_alpha_if_a_rating_is_missing() -> None:
    rows = [("a", "a", "b"), ("b", "b", "b"), ("a", "a", "a")]
    complete = strict(agreement_report(Ratings.from_labels(rows)))
    assert complete["primary"] == "fleiss_kappa"
    assert complete["confusion"] is None
    assert complete["per_code"]["a"]["fleiss_kappa"]["value"] is not None
    gaps = agreement_report(Ratings.from_labels([*rows, ("a", None, "b")]))
    assert gaps["primary"] == "krippendorff_alpha"


def test_primary_of_several_codes_is_alpha_with_masi() -> None:
    report = strict(agreement_report(Ratings.from_sets([("AB", "A"), ("B", "B"), ("", ""), ("A", "AB"), ("A", "A")])))
    assert report["primary"] == "krippendorff_alpha_masi"
    assert set(report["coefficients"]) == {
        "exact_match",
        "mean_jaccard",
        "mean_masi",
        "krippendorff_alpha",
        "krippendorff_alpha_jaccard",
        "krippendorff_alpha_masi",
    }
    assert report["per_code_mean"]["codes_defined"] == 2


def test_report_of_undefined_coefficients_has_reasons() -> None:
    for rows in ([("A", "A")] * 3, [("A", None), ("B", None)], [(None, None)], []):
        report = strict(agreement_report(Ratings.from_labels(rows, raters=["Ada", "Bo"])))
        kappa = report["coefficients"]["cohen_kappa"]
        assert kappa["undefined"]
        assert [kappa[number] for number in ("value", "low", "high", "se")] == [None] * 4
        assert report["band"] is None
        assert "undefined" in summary(report)


def test_mean_over_codes_omits_and_counts_undefined_codes() -> None:
    ratings = Ratings.from_labels([("a", "a"), ("b", "b"), ("a", "b")], categories=["a", "b", "never"])
    mean = agreement_report(ratings)["per_code_mean"]
    assert (mean["codes_defined"], mean["codes_undefined"]) == (2, 1)
    assert mean["value"] == pytest.approx(0.4)


def test_primary_can_be_chosen_and_an_unknown_one_is_refused() -> None:
    assert agreement_report(TWO, primary="krippendorff_alpha")["primary"] == "krippendorff_alpha"
    with pytest.raises(ValueError, match="light_kappa is not computed for these ratings"):
        agreement_report(TWO, primary="light_kappa")


def test_shares_of_agreement_have_no_band() -> None:
    assert agreement_report(TWO, primary="percent_agreement")["band"] is None


def test_summary_has_rounded_values_the_seed_and_the_caveat() -> None:
    text = summary(agreement_report(TWO))
    assert "Cohen's kappa *" in text
    assert "seed 2026" in text
    assert "arbitrary by their authors' own word" in text
    assert "40 units, 39 coded by both, 1 dropped; 3 codes." in text


def test_printed_number_is_rounded_and_never_minus_zero() -> None:
    assert [number(value) for value in (0.6269, -0.001, -0.023, 1.0, None)] == [
        "0.63",
        "0.00",
        "-0.02",
        "1.00",
        "-",
    ]
    assert number(0.0556, 3) == "0.056"


def test_every_coefficient_is_explained_in_the_documentation() -> None:
    text = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    assert [name for name in COEFFICIENTS if f"`{name}`" not in text] == []


def test_help_shows_how_a_coefficient_is_called() -> None:
    shown = pydoc.render_doc(COEFFICIENTS["cohen_kappa"], renderer=pydoc.plaintext)
    assert "cohen_kappa(ratings: coding.statistics.ratings.Ratings) -> float" in shown
    for part in ("Parameters", "UndefinedAgreement", "Cohen (1960)", ">>> round(cohen_kappa(ratings), 4)"):
        assert part in shown


def test_posterior_of_the_coefficients_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rare = Ratings.from_labels([("a", "a")] * 27 + [("a", "b")] + [("b", "b")] * 2)
    drawn = []

    def counted(ratings: Ratings, *args: Any, **options: Any) -> Any:
        drawn.append(ratings.categories)
        return posterior_samples(ratings, *args, **options)

    monkeypatch.setattr(intervals, "posterior_samples", counted)
    report = agreement_report(rare, replicates=200)
    assert report["coefficients"]["cohen_kappa"]["method"] == "posterior"
    assert report["band"]["supported"] == supported_band_of_draws(
        posterior_samples(rare, {"k": COEFFICIENTS["cohen_kappa"]}, seed=2026, replicates=200)["k"]
    )
    assert drawn.count(("a", "b")) == 1  # all others are single codes


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are absent")
def test_confidence_above_a_threshold_is_that_of_the_shared_vectors() -> None:
    cases = json.loads((SHARED / "agreement_vectors_2.json").read_text("utf-8"))["cases"]
    case = next(case for case in cases if case["kind"] == "threshold")
    ratings = Ratings.from_labels(map(tuple, case["units"]), categories=case["categories"])
    tolerance = case["tolerances"]["confidence_above"]
    for threshold, expected in case["expect"]["confidence_above"].items():
        report = agreement_report(ratings, threshold=float(threshold))["threshold"]
        assert report["confidence_above"] == pytest.approx(expected, abs=tolerance)
        assert report["met"] is (case["expect"]["cohen_kappa"] >= float(threshold))


def test_one_sided_end_has_the_confidence_that_it_states() -> None:
    for ratings in (TWO, Ratings.from_labels([("a", "a")] * 27 + [("a", "b")] + [("b", "b")] * 2)):
        low = agreement_report(ratings, threshold=0.5, replicates=2_000)["threshold"]["one_sided_low"]
        again = agreement_report(ratings, threshold=low, replicates=2_000)["threshold"]
        assert again["confidence_above"] == pytest.approx(0.95, abs=0.01)
    skewed = Distribution(np.linspace(0, 1, 10_001), bias=0.2, acceleration=0.1)
    for tail in (0.05, 0.3, 0.7):
        assert skewed.confidence_above(skewed.end(tail)) == pytest.approx(1 - tail, abs=1e-3)
    assert "threshold" not in agreement_report(TWO, replicates=200)


def test_threshold_is_stated_at_the_headline_of_the_text() -> None:
    report = agreement_report(TWO, threshold=0.5, replicates=200)
    low, confidence = (number(report["threshold"][key]) for key in ("one_sided_low", "confidence_above"))
    headline = "Cohen's kappa reaches the threshold 0.50; the one-sided interval that begins at it has confidence "
    assert f"{headline}{confidence}, that of confidence .95 begins at {low}.\n" in summary(report)
