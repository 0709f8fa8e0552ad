"""Checks of a sheet of ratings: what each sees, and that independent raters are not accused."""

import numpy as np
import pytest

from coding.statistics.coefficients import cohen_kappa
from coding.statistics.doctor import findings
from coding.statistics.doctor.findings import SheetOfRatings
from coding.statistics.doctor.rows import kappa, runs_z
from coding.statistics.doctor.scales import weighted_kappa
from coding.statistics.ratings import Ratings

LABELS = ("leak", "outage", "takeover", "bypass", "crash")


def sheet(first: list[int], second: list[int], labels: tuple[str, ...] = LABELS) -> SheetOfRatings:
    return SheetOfRatings(np.array([first, second]).T, ("ada", "bo"), labels)


def codes(of: SheetOfRatings) -> set[str]:
    return {finding.code for finding in findings(of)}


def two_raters(seed: int, units: int = 120, agreement: float = 0.75) -> tuple[list[int], list[int]]:
    random = np.random.default_rng(seed)
    first = random.choice(5, size=units, p=(0.5, 0.2, 0.1, 0.1, 0.1))
    second = np.where(random.random(units) < agreement, first, random.choice(5, size=units))
    return first.tolist(), second.tolist()


def test_kappa_is_that_of_the_coefficient() -> None:
    first, second = two_raters(1)
    ratings = Ratings.from_labels(zip(first, second, strict=True))
    assert kappa(np.array(first), np.array(second))[0] == pytest.approx(cohen_kappa(ratings))


def test_linear_weights_are_those_of_the_definition() -> None:
    first, second = np.array([0, 1, 2, 2, 4]), np.array([0, 2, 2, 1, 3])
    distance = np.abs(first - second).mean()
    expected = np.mean([abs(a - b) for a in first for b in second])
    assert weighted_kappa(first, second) == pytest.approx(1 - distance / expected)


def test_number_of_runs_has_the_mean_and_spread_of_random_orders() -> None:
    random = np.random.default_rng(7)
    column = np.repeat([0, 1, 2], (20, 15, 5))
    z = [runs_z(random.permutation(column)) for _ in range(2_000)]
    assert np.mean(z) == pytest.approx(0, abs=0.1)
    assert np.std(z) == pytest.approx(1, abs=0.1)


def test_moved_column_is_seen_with_the_number_of_rows() -> None:
    first, second = two_raters(2)
    moved = second[-2:] + second[:-2]
    [finding] = [each for each in findings(sheet(first, moved)) if each.code == "shifted"]
    assert "Moved up by 2 rows, bo fits ada" in finding.sentence


def test_inserted_row_is_seen_with_its_place() -> None:
    first, second = two_raters(3, agreement=0.9)
    slipped = [*second[:50], 4, *second[50:-1]]
    [finding] = [each for each in findings(sheet(first, slipped)) if each.code == "slipped"]
    assert finding.figures["rows"] == 1
    assert abs(finding.figures["row"] - 51) <= 5


def test_unrelated_columns_are_no_more_than_chance() -> None:
    random = np.random.default_rng(4)
    assert "chance" in codes(sheet(random.choice(5, 100).tolist(), random.choice(5, 100).tolist()))


def test_disagreements_in_one_direction_are_nested() -> None:
    first = [1] * 40 + [0] * 80
    second = [1] * 20 + [0] * 100
    random = np.random.default_rng(5).permutation(120)
    nested = sheet(np.array(first)[random].tolist(), np.array(second)[random].tolist(), ("no", "yes"))
    [finding] = [each for each in findings(nested) if each.code == "nested"]
    assert finding.sentence.startswith("All 20 disagreements are yes of ada and no of bo.")
    assert finding.figures["once_in"] == 2**19


def test_equal_columns_and_one_code_for_all_are_warned() -> None:
    first, _ = two_raters(6)
    assert "same_columns" in codes(sheet(first, first))
    assert "constant_rater" in codes(sheet(first, [0] * 120))


def test_neighbours_that_are_mixed_up_are_a_scale() -> None:
    random = np.random.default_rng(8)
    first = random.choice(5, 200)
    second = np.clip(first + random.choice((-1, 0, 0, 1), 200), 0, 4)
    numbers = ("0", "1", "2", "3", "4")
    assert "scale" in codes(sheet(first.tolist(), second.tolist(), numbers))
    other = np.where(random.random(200) < 0.6, first, random.choice(5, 200))
    seen = codes(sheet(first.tolist(), other.tolist(), numbers))
    assert "scale" not in seen
    assert "numbers" in seen


def test_rater_who_shares_no_code_is_foreign_unless_nobody_does() -> None:
    first, second = two_raters(9)
    alone = SheetOfRatings(np.array([first, second, [5] * 60 + [6] * 60]).T, ("ada", "bo", "team"), (*LABELS, "x", "y"))
    assert "foreign_rater" in codes(alone)
    apart = SheetOfRatings(np.array([[0, 1] * 30, [2, 3] * 30, [4, 5] * 30]).T, ("ada", "bo", "cy"), (*LABELS, "x"))
    assert "foreign_rater" not in codes(apart)
    assert "no_shared_codes" in codes(apart)


def test_final_column_equal_to_a_rater_is_noted() -> None:
    first, second = two_raters(10)
    table = np.array([first, second]).T
    noted = findings(SheetOfRatings(table, ("ada", "bo"), LABELS, np.array(second), "final"))
    assert [each.sentence for each in noted if each.code == "final_copies"] == [
        "final is bo's column in all 120 rows: every disagreement was settled this way."
    ]


@pytest.mark.parametrize("units", [30, 100, 149])
def test_raters_who_work_apart_are_seldom_accused(units: int) -> None:
    accused = [codes(sheet(*two_raters(seed, units, 0.8))) & {"nested", "shifted", "slipped"} for seed in range(60)]
    assert sum(map(bool, accused)) <= 1
