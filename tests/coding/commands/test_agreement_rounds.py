"""`manage.py agreement --against --sequence`: a later round, and drift within one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.agreement_command import refusal, report, run

UNITS = 60


@pytest.fixture
def rounds(tmp_path: Path) -> tuple[Path, Path]:
    """Two rounds on the same units but one; in the second, the raters agree more often."""
    first, second = tmp_path / "round 1.csv", tmp_path / "round 2.csv"
    first.write_text(_table("abc"[unit % 3] + "," + "abc"[unit % 4 % 3] for unit in range(UNITS)))
    second.write_text(
        _table("abc"[unit % 3] + "," + "abc"[(unit % 4 if unit < 10 else unit) % 3] for unit in range(UNITS + 1))
    )
    return first, second


def _table(rows: Iterable[str]) -> str:
    return "unit,ann,ben\n" + "".join(f"u{number},{row}\n" for number, row in enumerate(rows))


def test_later_round_is_compared_on_the_same_units(rounds: tuple[Path, Path]) -> None:
    first, second = rounds
    answer = report(first, "--against", second)
    difference = answer["difference"]
    assert (difference["paired"], difference["units_both"], difference["units_second_only"]) == (True, UNITS, 1)
    assert difference["first"] == pytest.approx(answer["coefficients"]["cohen_kappa"]["value"])
    assert 0 < difference["low"] < difference["value"] < difference["high"]
    words = run(first, "--against", second)
    assert "Cohen's kappa rose by " in words
    assert "from round 1.csv to round 2.csv, on the same 60 units. Only in round 2.csv: 1 unit." in words
    assert "Cohen's kappa fell by " in run(second, "--against", first)
    assert "is the same in" in run(first, "--against", first)


def test_rounds_with_ordered_codes_are_compared_by_their_primary_statistic(rounds: tuple[Path, Path]) -> None:
    first, second = rounds
    answer = report(first, "--against", second, "--order", "a;b;c", "--scores", "0;1;5")
    assert answer["difference"]["coefficient"] == answer["primary"] == "cohen_kappa_linear"
    assert answer["difference"]["first"] == pytest.approx(answer["coefficients"]["cohen_kappa_linear"]["value"])


def test_words_on_rounds_are_no_markdown(rounds: tuple[Path, Path]) -> None:
    words = "--against and --sequence print text. Leave --format tex out."
    assert words in refusal(rounds[0], "--sequence", "--format", "tex")


def test_round_of_other_raters_is_refused(rounds: tuple[Path, Path], tmp_path: Path) -> None:
    three = tmp_path / "three.csv"
    three.write_text("unit,ann,ben,cem\nu1,a,a,a\nu2,b,b,a\n")
    words = f"{rounds[0]} has 2 raters and {three} 3 raters. Name files with the same columns."
    assert words in refusal(rounds[0], "--against", three)


def test_rows_in_the_order_of_coding_show_drift(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(_table(("a" if unit < 30 else "b") + "," + "ab"[unit % 2] for unit in range(UNITS)))
    ann, ben = report(sheet, "--sequence")["drift"]
    assert (ann["rater"], ann["halves"], ann["p"] < 0.001) == ("ann", {"a": [30, 0], "b": [0, 30]}, True)
    assert ben["p"] > 0.5
    words = run(sheet, "--sequence")
    assert "ann used a for 30 of the first 30 units and for 0 of the last 30." in words
    assert "ben used" not in words
