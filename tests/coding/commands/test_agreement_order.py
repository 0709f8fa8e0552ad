"""`manage.py agreement --order --scores`: coefficients of ordered codes."""

from pathlib import Path

import pytest

from tests.support.agreement_command import refusal, report, run

LABELS = "unit,Ada,Bo\n1,high,high\n2,none,low\n3,low,low\n4,none,high\n5,none,none\n6,high,\n"
ORDER = "none; low; high; huge"


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    path.write_text(LABELS, encoding="utf-8")
    return path


def test_order_declares_the_codes_and_adds_the_ordered_coefficients(labels: Path) -> None:
    answer = report(labels, "--order", ORDER)
    assert answer["categories"] == ["none", "low", "high", "huge"]
    assert answer["order"] == {
        "labels": ["none", "low", "high", "huge"],
        "scores": None,
        "off_scale": 0,
        "steps": [3, 1, 1, 0],
    }
    assert answer["coefficients"]["percent_agreement_linear"]["value"] == pytest.approx((3 + 2 / 3 + 1 / 3) / 5)
    assert "krippendorff_alpha_interval" not in answer["coefficients"]
    assert answer["primary"] == "krippendorff_alpha_ordinal"  # a rating is missing
    assert "cohen_kappa" in answer["coefficients"]


def test_scores_change_weights_and_add_interval_alpha(labels: Path) -> None:
    answer = report(labels, "--order", ORDER, "--scores", "0; 1; 4; 10")
    assert answer["order"]["scores"] == [0, 1, 4, 10]
    assert answer["coefficients"]["percent_agreement_linear"]["value"] == pytest.approx((3 + 0.9 + 0.6) / 5)
    assert answer["coefficients"]["krippendorff_alpha_interval"]["undefined"] is None


def test_report_says_the_order_and_how_far_apart_ratings_are(labels: Path) -> None:
    words = "The codes have an order, none < low < high < huge"
    apart = "2 pairs of ratings differ: 1 by 1 step, 1 by 2 steps."
    assert words in run(labels, "--order", ORDER)
    for file_format in ("text", "md"):
        assert apart in run(labels, "--order", ORDER, "--format", file_format).replace("\\", "")
    assert "| Pairs of ratings | 3 | 1 | 1 | 0 |" in run(labels, "--order", ORDER, "--format", "md")


def test_without_an_order_no_ordered_coefficient_is_computed(labels: Path) -> None:
    answer = report(labels, "--categories", ORDER)
    assert "order" not in answer
    assert not [name for name in answer["coefficients"] if name.endswith(("_linear", "_quadratic", "_ordinal"))]


def test_order_of_several_codes_per_unit_is_not_used_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    path.write_text("unit,Ada,Bo\n1,none;low,none\n2,low,low\n", encoding="utf-8")
    answer = report(path, "--multilabel", "--order", "none;low")
    assert "several codes" in answer["order"]["undefined"]
    assert "krippendorff_alpha_ordinal" not in answer["coefficients"]
    assert "It is not used: a unit has several codes" in run(path, "--multilabel", "--order", "none;low")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--order", "none;low"], ":2: The code “high” of Ada is not among the categories."),
        (["--order", "none;low;high", "--categories", "a"], "--order declares the codes. Leave --categories out."),
        (["--order", "none;;low"], "--order has an empty code."),
        (["--order", "none;low;none"], "--order has the same code twice."),
        (["--scores", "1;2"], "--scores are of the codes of --order."),
        (["--order", ORDER, "--scores", "1;2"], "There are 2 scores for 4 codes."),
        (["--order", ORDER, "--scores", "1;2;2;3"], "increase from code to code"),
        (["--order", ORDER, "--scores", "1;2;x;3"], "“1;2;x;3” are not numbers."),
        (["--order", ORDER, "--scores", "1;2;3;inf"], "finite"),
    ],
)
def test_order_or_scores_that_do_not_fit_are_refused_on_one_line(
    labels: Path, arguments: list[str], sentence: str
) -> None:
    message = refusal(labels, *arguments)
    assert sentence in message
    assert message.count("\n") == 1
