"""Differences between rounds, strata, retest and drift: shared vectors, and laws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2_contingency
from sklearn.metrics import cohen_kappa_score

from coding.statistics import differences, strata
from coding.statistics.differences import Difference, difference
from coding.statistics.repeated import drift, retest
from coding.statistics.strata import strata_report
from tests.support.vectors import vector_cases


def by_unit(units: list[Any], begin: int = 0) -> dict[int, tuple[str | None, ...]]:
    return {begin + number: tuple(row) for number, row in enumerate(units)}


def drawn(seed: int, units: int = 60, agreement: float = 0.5) -> dict[int, tuple[str, str]]:
    random = np.random.default_rng(seed)
    first = random.integers(0, 3, units)
    second = np.where(random.random(units) < agreement, first, random.integers(0, 3, units))
    return {unit: ("abc"[a], "abc"[b]) for unit, (a, b) in enumerate(zip(first, second, strict=True))}


@pytest.mark.parametrize("case", vector_cases(kind="difference"))
def test_differences_of_the_vectors(case: dict[str, Any]) -> None:
    begin = 0 if case["paired"] else len(case["units"])
    computed = difference(by_unit(case["units"]), by_unit(case["units_2"], begin), replicates=10_000)
    expected, tolerance = case["expect"], case["tolerance"]
    assert computed.paired == case["paired"]
    assert computed.method == expected["difference_method"]
    assert [computed.first, computed.second, computed.value, computed.se] == pytest.approx(
        [expected[name] for name in ("first", "second", "difference", "difference_se")], abs=tolerance
    )
    if case["paired"]:
        assert computed.units_both == expected["units_both"]
    if expected["difference_interval"] is None:
        assert (computed.low, computed.note) == (None, "no interval: every resample gives 0")
    else:
        ends = [computed.low, computed.high]
        assert ends == pytest.approx(expected["difference_interval"], abs=case["tolerances"]["difference_interval"])


def test_second_round_less_the_first_is_the_first_less_the_second_with_the_other_sign() -> None:
    first, second = drawn(1), drawn(2, agreement=0.8)
    there, back = difference(first, second, replicates=500), difference(second, first, replicates=500)
    assert there.value == pytest.approx(-back.value if back.value is not None else None)
    assert there.se == pytest.approx(back.se)


def test_partly_the_same_units_are_paired_and_the_others_counted() -> None:
    first, second = drawn(1), drawn(2, agreement=0.8)
    second = {unit: row for unit, row in second.items() if unit >= 10} | {99: ("a", "a")}
    computed = difference(first, second, replicates=200)
    assert (computed.units_both, computed.units_first_only, computed.units_second_only) == (50, 10, 1)
    assert computed.first == pytest.approx(cohen_kappa_score(*zip(*list(first.values())[10:], strict=True)))


def test_many_units_have_the_interval_of_the_influence(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = drawn(1, 400), drawn(2, 400, 0.8)
    sampled = difference(first, second)
    monkeypatch.setattr(differences, "MANY_UNITS", 400)
    analytic = difference(first, second)
    assert (sampled.method, analytic.method) == ("bca", "linearised")
    assert [analytic.low, analytic.high] == pytest.approx([sampled.low, sampled.high], abs=0.02)


def test_undefined_coefficient_has_no_difference() -> None:
    computed = difference({1: ("a", "a"), 2: ("a", "a")}, {1: ("a", "b"), 2: ("b", "a")})
    assert (computed.value, computed.low) == (None, None)
    assert computed.undefined


def test_sets_of_codes_are_compared_by_alpha() -> None:
    one, two = frozenset("a"), frozenset("ab")
    first = {unit: (one, two) if unit % 3 else (two, two) for unit in range(30)}
    second = {unit: (row[1], row[1]) if unit % 5 else row for unit, row in first.items()} | {31: (one, one)}
    computed = difference(first, second, replicates=200)
    assert (computed.coefficient, computed.paired) == ("krippendorff_alpha_masi", True)
    assert isinstance(computed, Difference)


@pytest.mark.parametrize("case", vector_cases(kind="strata"))
def test_strata_of_the_vectors(case: dict[str, Any]) -> None:
    facts = dict(enumerate(case["strata"]))
    report = strata_report(by_unit(case["units"]), facts, by="severity", replicates=200)
    expected = case["expect"]["strata"]
    assert {row["stratum"] for row in report["rows"]} == set(expected)
    for row in report["rows"]:
        named = expected[row["stratum"]]
        assert row["units"] == named["units"]
        assert row["percent_agreement"] == pytest.approx(named["percent_agreement"], abs=case["tolerance"])
        assert row["value"] == pytest.approx(named["cohen_kappa"], abs=case["tolerance"])
        assert bool(row["undefined"]) == ("undefined" in named)
    apart = case["name"] == "agreement_only_between_strata"
    assert report["remark"] == (strata.BETWEEN if apart or case["name"] == "thin_strata" else None)


def test_strata_stand_in_their_own_order_and_small_ones_are_joined() -> None:
    rows = drawn(3, 60)
    levels = {unit: ("LOW", "CRITICAL", "", "HIGH")[unit % 4] for unit in rows}
    report = strata_report(rows, levels, by="severity", order=("CRITICAL", "HIGH", "LOW"), replicates=200)
    assert [row["stratum"] for row in report["rows"]] == ["CRITICAL", "HIGH", "LOW", "unknown"]
    projects = {unit: f"project {unit // 2:02d}" if unit > 5 else "large" for unit in rows}
    joined = strata_report(rows, projects, by="project", replicates=200)["rows"]
    assert (len(joined), joined[-1]["stratum"], joined[-1]["units"]) == (20, "other (9 values)", 18)
    assert sum(row["units"] for row in joined) == 60


@pytest.mark.parametrize("case", vector_cases(kind="retest"))
def test_retests_of_the_vectors(case: dict[str, Any]) -> None:
    before, after = ({unit: row[side] for unit, row in enumerate(case["units"])} for side in (0, 1))
    report = retest(before, after, replicates=200)
    expected = case["expect"]
    assert (report["units"], report["coefficient"]) == (expected["units"], "cohen_kappa")
    assert report["percent_agreement"] == pytest.approx(expected["percent_agreement"], abs=case["tolerance"])
    assert report["value"] == pytest.approx(expected["cohen_kappa"], abs=case["tolerance"])
    assert report["changed"] == expected["changed"]


@pytest.mark.parametrize("case", vector_cases(kind="drift"))
def test_drifts_of_the_vectors(case: dict[str, Any]) -> None:
    report = drift(case["sequence"])
    expected = case["expect"]
    assert report["halves"] == {code: counts for code, counts in expected["halves"].items() if sum(counts)}
    assert report["chi_square"] == pytest.approx(expected["chi_square"], abs=case["tolerance"])
    assert report["total_variation"] == pytest.approx(expected["total_variation"], abs=case["tolerance"])
    assert report["p"] == pytest.approx(expected["p"], abs=case["tolerances"]["p"])


def test_drift_of_sets_is_the_largest_of_one_code() -> None:
    sets = [frozenset("a") if unit % 2 else frozenset("ab") for unit in range(30)]
    sets += [frozenset("b") if unit % 3 else frozenset("ab") for unit in range(30)]
    tables = [
        [
            [sum(code in answer for answer in half), sum(code not in answer for answer in half)]
            for half in (sets[:30], sets[30:])
        ]
        for code in "ab"
    ]
    largest = max(chi2_contingency(table, correction=False).statistic for table in tables)
    report = drift(sets)
    assert report["chi_square"] == pytest.approx(largest)
    assert report["p"] < 0.01
    labels = ["a"] * 15 + ["b"] * 35
    as_sets = drift([frozenset({label}) for label in labels] + [frozenset()])
    assert as_sets["halves"] == {"a": [15, 0], "b": [10, 24]}


@pytest.mark.parametrize("several", [False, True])
def test_drift_does_not_depend_on_the_names_of_codes(several: bool) -> None:
    random = np.random.default_rng(4)
    codes = random.integers(0, 4, (60, 2))
    names = ("abcd", "dacb")
    sequences = [[frozenset({name[i], name[j]}) if several else name[i] for i, j in codes.tolist()] for name in names]
    first, second = (drift(sequence) for sequence in sequences)
    assert (first["chi_square"], first["p"]) == pytest.approx((second["chi_square"], second["p"]))


def test_drift_of_few_units_or_of_units_ordered_by_content_has_no_p() -> None:
    assert drift(["a"] * 39)["undefined"] == "fewer than 40 units"
    ordered = drift(["a"] * 20 + ["b"] * 20, content_ordered=True)
    assert (ordered["p"], ordered["total_variation"]) == (None, 1.0)


def test_retest_without_a_unit_coded_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="No unit was coded twice"):
        retest({1: "a", 2: None}, {1: None, 2: "a"})
