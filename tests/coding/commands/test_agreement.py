"""`manage.py agreement`: a report on standard output, or one sentence on standard error."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.agreement_command import refusal, report, run

LABELS = "unit,Ada,Bo\n1,dos,dos\n2,xss,xss\n3,dos,xss\n4,xss,xss\n5,leak,\n"


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    path.write_text(LABELS, encoding="utf-8")
    return path


def test_report_is_printed_as_text(labels: Path) -> None:
    out = run(labels)
    assert out.startswith(f"{labels} (commas)\nwide: units by “unit” · raters Ada (")
    assert "\nAgreement of Ada and Bo\n5 units, 4 coded by both, 1 dropped; 3 codes.\n" in out
    assert "Cohen's kappa *" in out
    assert not out.splitlines()[-1].startswith("{")


def test_control_characters_are_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(
        'unit,Ada\x1b[2J,Bo\n1,"x\r\ny",dos\x1b]0;\x07\n2,dos,dos\n3,dos,dos\n4,dos,dos\n5,dos,dos\n6,dos,dos\n',
        encoding="utf-8",
        newline="",
    )
    out = run(path)
    assert "x�y" in out  # the line break in a label
    assert all(character.isprintable() for character in out.replace("\n", ""))
    assert report(path)["raters"] == ["Ada[2J", "Bo"]


def test_last_line_of_output_is_one_json_object(labels: Path) -> None:
    result = report(labels)
    assert (result["units"], result["units_used"], result["raters"]) == (5, 4, ["Ada", "Bo"])
    assert result["coefficients"]["cohen_kappa"]["value"] == pytest.approx(0.5)
    assert {"value", "low", "high", "se", "undefined"} <= set(result["coefficients"]["percent_agreement"])


def test_seed_is_used_and_stored(labels: Path) -> None:
    assert report(labels, "--seed", 7)["seed"] == 7
    assert run(labels, "--seed", 7, "--json") == run(labels, "--seed", 7, "--json")


def test_declared_categories_count_even_if_never_used(labels: Path) -> None:
    result = report(labels, "--categories", "dos; xss;leak;redirect")
    assert result["categories"] == ["dos", "xss", "leak", "redirect"]
    assert result["coefficients"]["brennan_prediger"]["value"] == pytest.approx((0.75 - 0.25) / 0.75)


def test_multilabel_cells_may_have_several_codes(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    path.write_text("unit,Ada,Bo\n1,a;b,b;a\n2,;,;\n3,a,b\n4,,a\n", encoding="utf-8")
    result = report(path, "--multilabel")
    assert (result["multilabel"], result["primary"]) == (True, "krippendorff_alpha_masi")
    assert result["units_used"] == 3
    assert result["coefficients"]["exact_match"]["value"] == pytest.approx(2 / 3)


def test_undefined_agreement_is_reported_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text("unit,Ada,Bo\n1,dos,dos\n2,dos,dos\n", encoding="utf-8")
    kappa = report(path)["coefficients"]["cohen_kappa"]
    assert (kappa["value"], kappa["low"], kappa["high"], kappa["se"]) == (None, None, None, None)
    assert "only one code" in kappa["undefined"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--categories", "dos;xss"], ":6: The code “leak” of Ada is not among the categories."),
        (["--categories", "dos;;xss"], "--categories has an empty code."),
        (["--categories", "dos;dos"], "--categories has the same code twice."),
        (["--seed", "-1"], "--seed -1 is negative."),
    ],
)
def test_invalid_options_are_refused_on_one_line(labels: Path, arguments: list[str], sentence: str) -> None:
    message = refusal(labels, *arguments)
    assert sentence in message
    assert message.count("\n") == 1


def test_missing_file_ends_with_status_2_and_no_traceback(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "agreement", str(tmp_path / "nothing.csv")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"{tmp_path / 'nothing.csv'}: The file does not exist. Check the path.\n"


def test_agreement_starts_without_heavy_libraries() -> None:
    """Unused imports would delay every call."""
    heavy = ("scipy", "sklearn", "pandas", "vl_convert", "openpyxl")
    code = f"import sys, coding.management.commands.agreement; print([m for m in {heavy} if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


@pytest.mark.parametrize("file_format", ["md", "tex"])
def test_report_is_printed_as_markdown_and_latex_with_the_primary_first(labels: Path, file_format: str) -> None:
    out = run(labels, "--format", file_format)
    order = [
        "Primary coefficient",
        "Cohen's kappa is 0.50",
        "Landis and Koch 1977",
        "All coefficients",
        "Agreement by code",
    ]
    positions = [out.index(text) for text in order]
    assert positions == sorted(positions)
    assert "dropped, because fewer than two raters coded them" in out


def test_labels_are_escaped_in_latex_and_markdown(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("unit,Ada,B|o\n1,\\input{x},<b>\n2,<b>,<b>\n3,\\input{x},\\input{x}\n", encoding="utf-8")
    tex, markdown = run(path, "--format", "tex"), run(path, "--format", "md")
    assert "\\input" not in tex
    assert r"\textbackslash{}input\{x\}" in tex
    assert tex.isascii()
    assert "<b>" not in markdown
    assert "&lt;b&gt;" in markdown
    assert r"B\|o" in markdown


def test_undefined_agreement_is_printed_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text("unit,Ada,Bo\n1,dos,dos\n2,dos,dos\n", encoding="utf-8")
    for file_format in ("md", "tex"):
        assert "Cohen's kappa is undefined: only one code was used" in run(path, "--format", file_format)
