"""`manage.py agreement` on invalid files: one sentence and status 2, or a report with reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.agreement_command import refusal, report, run


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file holds no ratings"),
        (b"\xef\xbb\xbf", "The file holds no ratings"),
        ("unit,Ada,Bo\n1,a,b\n".encode("utf-16-le"), "This is no text"),
        ("unit,Ada,Bo\n1,é,b\n".encode("latin-1"), "Line 2 is not UTF-8"),
        (b"unit,Ada,Bo\n1,a\0,b\n", "This is no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "This is an image"),
        (b"PK\x03\x04rest", "The workbook is broken"),
        (b"1,a,b\n2,a,b\n1,b,b\n", "Use --header-row 0"),
        (b"unit,Ada\n1,a\n", "Only Ada's ratings are here"),
        (b"unit,Ada,Ada\n1,a,b\n", "Two columns are called “Ada” and “Ada”"),
        (b"unit,Ada,Bo\n", "The file holds no ratings"),
        (b"unit,Ada,Bo\n1,a,b\n1,a,a\n", "Unit 1 is on lines 2 and 3 with different codes"),
        (b"unit,Ada,Bo\n1,,\n", "The file holds no ratings"),
        (b'unit,Ada,Bo\n1,"a,b\n', "Line 2: a double quote is not closed"),
    ],
)
@pytest.mark.parametrize("file_format", ["text", "tex"])
def test_invalid_table_of_ratings_is_refused_on_one_line(
    tmp_path: Path, content: bytes, message: str, file_format: str
) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(content)
    error = refusal(path, "--format", file_format)
    assert message in error
    assert error.count("\n") == 1


def test_folder_is_refused(tmp_path: Path) -> None:
    assert "not a regular file" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("unit,Ada,Bo\n1,a,\n2,,b\n", "no unit was coded by both raters"),
        ("unit,Ada,Bo\n1,a,a\n2,a,a\n", "only one code was used"),
    ],
)
def test_ratings_without_agreement_are_reported_with_the_reason(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("\ufeff" + content, encoding="utf-8")
    assert reason in report(path)["coefficients"]["cohen_kappa"]["undefined"]
    assert all(reason in run(path, "--format", file_format) for file_format in ("text", "md", "tex"))


def test_thousands_of_codes_are_reported_without_an_interval_per_code(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("unit,Ada,Bo\n" + "".join(f"{n},a{n % 2_000},a{n // 2}\n" for n in range(2_001)), encoding="utf-8")
    result = report(path, "--replicates", "200")
    assert len(result["per_code"]) == 2_000
    assert "more than 200 codes" in result["per_code"]["a0"]["krippendorff_alpha"]["note"]


def test_confusion_matrix_of_hundreds_of_codes_is_too_wide_for_a_page(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("unit,Ada,Bo\n" + "".join(f"{n},a{n % 200},a{n // 2}\n" for n in range(201)), encoding="utf-8")
    assert "too wide for a page" in run(path, "--format", "md", "--replicates", "200")
