"""Laws: names of codes, order of raters and order of units change no printed number of a report, at one seed."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.statistics.canonical_order import canonical_order
from coding.statistics.estimate import Estimate
from coding.statistics.ratings import Ratings
from coding.statistics.report import agreement_report
from tests.support import ROOT

VECTORS = ROOT.parent / "shared" / "data" / "agreement_vectors_2.json"
NAMES = ("z", "é", "A", "😀", "a b", "10")

Table = list[tuple[int | None, ...]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return rows of few distinct kinds, so that many codes, raters and rows are alike."""
    n_raters, n_codes = draw(st.integers(2, 4)), draw(st.integers(1, 5))
    code = st.one_of(st.integers(0, n_codes - 1), st.none()) if draw(st.booleans()) else st.integers(0, n_codes - 1)
    kinds = draw(st.lists(st.tuples(st.tuples(*[code] * n_raters), st.integers(1, 12)), min_size=1, max_size=8))
    return [row for row, count in kinds for _ in range(count)]


@settings(max_examples=60, deadline=None)
@given(table=tables(), data=st.data())
def test_names_and_orders_change_no_number(table: Table, data: st.DataObject) -> None:
    names = data.draw(st.permutations(NAMES))
    raters = data.draw(st.permutations(range(len(table[0]))))
    units = data.draw(st.permutations(table))
    other = [tuple(None if row[rater] is None else names[row[rater] or 0] for rater in raters) for row in units]
    first = agreement_report(Ratings.from_labels(table), replicates=200)
    second = agreement_report(Ratings.from_labels(other), replicates=200)
    assert numbers(first) == pytest.approx(numbers(second), abs=1e-9, nan_ok=True)
    for code, label in enumerate(names[:6]):
        if str(code) in first["per_code"]:
            of_first, of_second = first["per_code"][str(code)], second["per_code"][label]
            assert numbers_of_code(of_first) == pytest.approx(numbers_of_code(of_second), abs=1e-9, nan_ok=True)


@settings(max_examples=30, deadline=None)
@given(table=tables(), data=st.data())
def test_names_and_orders_change_no_number_with_several_codes(table: Table, data: st.DataObject) -> None:
    names = data.draw(st.permutations(NAMES))
    raters = data.draw(st.permutations(range(len(table[0]))))
    sets = [(set(), {0}, {1}, {0, 1}, {1, 2})[code] for code in range(5)]
    first = [tuple(None if code is None else {NAMES[c] for c in sets[code]} for code in row) for row in table]
    new = dict(zip(NAMES, names, strict=True))
    second = [tuple(None if row[r] is None else {new[c] for c in row[r]} for r in raters) for row in first[::-1]]
    reports = [agreement_report(Ratings.from_sets(rows), replicates=200) for rows in (first, second)]
    assert numbers(reports[0]) == pytest.approx(numbers(reports[1]), abs=1e-9, nan_ok=True)


def test_cycles_of_codes_that_look_alike_are_told_apart() -> None:
    """Each code occurs once with each rater; only the lengths of the cycles differ."""
    cycles = [(0, 1), (1, 0), (2, 3), (3, 4), (4, 2)]
    renamed = [(names[a], names[b]) for names in [(4, 2, 0, 3, 1)] for a, b in cycles]
    orders = []
    for rows in (cycles, renamed):
        ratings = Ratings.from_labels(rows)
        back = {pattern: i for i, pattern in enumerate(rows)}
        orders.append([back[tuple(ratings.patterns[i].tolist())] < 2 for i in canonical_order(ratings)])
    assert orders[0] == orders[1]


@pytest.mark.skipif(not VECTORS.is_file(), reason="the shared data are absent")
def test_spellings_of_the_shared_vectors_have_the_same_interval() -> None:
    case = next(case for case in json.loads(VECTORS.read_text("utf-8"))["cases"] if case["kind"] == "invariance")
    plain = kappa(case["units"])
    for variant in case["variants"]:
        rename, columns = variant.get("rename", {}), variant.get("columns", [0, 1])
        units = [[rename.get(unit[column], unit[column]) for column in columns] for unit in case["units"]]
        assert kappa(units[::-1] if variant.get("reverse_units") else units) == pytest.approx(plain, abs=1e-9)


@pytest.mark.skipif(not VECTORS.is_file(), reason="the shared data are absent")
def test_intervals_of_the_shared_vectors() -> None:
    cases = json.loads(VECTORS.read_text("utf-8"))["cases"]
    compared = 0
    for case in cases:
        if case["kind"] not in ("perfect", "threshold"):
            continue
        report = agreement_report(Ratings.from_labels(map(tuple, case["units"]), categories=case["categories"]))
        for threshold, confidence in case["expect"].get("confidence_above", {}).items():
            judged = agreement_report(Ratings.from_labels(map(tuple, case["units"])), threshold=float(threshold))
            above = judged["threshold"]["confidence_above"]
            assert above == pytest.approx(confidence, abs=case["tolerances"]["confidence_above"])
        if "minority" in case["expect"]:
            assert report["rare"]["minority"] == case["expect"]["minority"]
        for name, estimate in report["coefficients"].items():
            if expected := case["expect"].get(f"{name}_interval"):
                tolerance = case["tolerances"].get(f"{name}_interval", 1e-9)
                assert [estimate["low"], estimate["high"]] == pytest.approx(expected, abs=tolerance), case["name"]
                assert estimate["method"] == case["expect"].get(f"{name}_interval_method", "wilson")
                compared += 1
    assert compared == 12


def test_order_of_many_rows_is_computed_quickly() -> None:
    random = np.random.default_rng(1)
    ratings = Ratings.from_indexes(random.integers(0, 30, size=(20_000, 3)), categories=[str(i) for i in range(30)])
    assert sorted(canonical_order(ratings)) == list(range(len(ratings.counts)))


def numbers(report: dict[str, Any]) -> list[float]:
    """Return the numbers of all coefficients, of the mean over codes and of the sensitivity, NaN for none."""
    estimates = [estimate[key] for estimate in report["coefficients"].values() for key in numeric(estimate)]
    unit = report["sensitivity"]["without_unit"] or {}
    known = [*estimates, report["per_code_mean"]["value"], *unit.values(), report["rare"]["minority"]]
    return [float("nan") if value is None else value for value in known]


def numbers_of_code(code: dict[str, Any]) -> list[float]:
    estimates = [code[name] for name in code if name not in ("counts", "warning")]
    known = [estimate[key] for estimate in estimates for key in numeric(estimate)]
    return [float("nan") if value is None else value for value in known]


def numeric(estimate: dict[str, Any]) -> list[str]:
    words = ("undefined", "method", "note", "se_method")
    assert set(words) < set(Estimate.__dataclass_fields__)
    return [key for key in estimate if key not in words]


def kappa(units: list[list[str]]) -> list[float]:
    estimate = agreement_report(Ratings.from_labels(map(tuple, units)))["coefficients"]["cohen_kappa"]
    return [estimate["low"], estimate["high"]]
