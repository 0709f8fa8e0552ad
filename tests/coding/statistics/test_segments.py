"""Agreement on passages: shared vectors, a count character by character, and laws."""

from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.statistics.segments.measures import unitizing_alpha
from coding.statistics.segments.overlap import pair_sums, unitizing_sums
from coding.statistics.segments.passages import Passages
from coding.statistics.segments.report import segments_report
from tests.support.vectors import vector_cases

CODES = ("Crash", "Leak", "Bypass")

Answer = dict[str, list[tuple[int, int]]] | None
Unit = tuple[int, list[Answer]]


def units_of(case: dict[str, Any]) -> list[Unit]:
    units: list[Unit] = []
    for unit in case["segments"]:
        answers: list[Answer] = []
        for rater in unit["raters"]:
            passages: Answer = None if rater is None else {code: [] for code in rater["codes"]}
            for code, start, end in rater["segments"] if rater else ():
                assert passages is not None
                passages.setdefault(code, []).append((start, end))
            answers.append(passages)
        units.append((unit["length"], answers))
    return units


def report_of(units: list[Unit], codes: tuple[str, ...] = CODES) -> dict[str, Any]:
    return segments_report(Passages.from_units(units, codes=codes), replicates=200)


def flat(block: dict[str, Any]) -> dict[str, Any]:
    """Return counts and values by name, with `segment_dice_se`."""
    values = {
        name: part["value"] if isinstance(part, dict) else part for name, part in block.items() if name != "per_code"
    }
    return {**values, "segment_dice_se": block["segment_dice"]["se"]}


@pytest.mark.parametrize("case", vector_cases(kind="segments"))
def test_every_key_of_the_vectors(case: dict[str, Any]) -> None:
    report = report_of(units_of(case), tuple(case["categories"]))
    blocks = [(case["expect"], report), *((case["expect"]["per_code"][c], b) for c, b in report["per_code"].items())]
    assert set(report["per_code"]) == set(case["expect"]["per_code"])
    for expected, computed in blocks:
        values = flat(computed)
        for name, value in expected.items():
            if name in ("per_code", "undefined", "segment_alpha_characters"):
                continue
            assert values[name] == pytest.approx(value, abs=case["tolerance"]), name
            if value is None and name in computed:
                assert computed[name]["undefined"]


def characters(unit: Unit, rater: int, code: str) -> set[int]:
    answer = unit[1][rater] or {}
    return {position for start, end in answer.get(code, []) for position in range(start, end)}


def dice_by_characters(units: list[Unit], codes: tuple[str, ...]) -> float | None:
    common = marked = 0
    for unit in units:
        for code in codes:
            sets = [characters(unit, rater, code) for rater in range(len(unit[1]))]
            for a, b in combinations([one for one in sets if one], 2):
                common, marked = common + len(a & b), marked + len(a) + len(b)
    return 2 * common / marked if marked else None


def alpha_by_characters(units: list[Unit], code: str) -> float | None:
    """Return alpha for unitizing as published: the sums are taken character by character."""
    pairs = np.zeros((2, 2))
    g1 = g0 = 0
    for length, answers in units:
        sets = [
            characters((length, answers), rater, code)
            for rater, answer in enumerate(answers)
            if answer is not None and (code not in answer or answer[code])
        ]
        if len(sets) < 2:
            continue
        for position in range(length):
            for a, b in permutations([position in one for one in sets], 2):
                pairs[int(a), int(b)] += 1 / (len(sets) - 1)
        for one in sets:
            g0 += length - len(one)
            # A run of marked characters is one passage: the drawn passages of one rater never touch.
            starts = [position for position in one if position - 1 not in one]
            g1 += sum(next(n for n in range(length + 1) if start + n not in one) ** 2 for start in starts)
    n, (t0, t1) = pairs.sum(), pairs.sum(axis=1)
    if t0 < 1e-9 or t1 < 1e-9:
        return None
    expected = n - n * (t0**2 - g0 + t1**2 - g1) / (n**2 - g0 - g1)
    return float(1 - 2 * pairs[0, 1] / expected)


@st.composite
def worlds(draw: st.DrawFn) -> list[Unit]:
    n_raters = draw(st.integers(2, 4))
    units: list[Unit] = []
    for n in draw(st.lists(st.integers(1, 30), min_size=1, max_size=6)):
        answers: list[Answer] = []
        for _ in range(n_raters):
            coded = draw(st.booleans()) or draw(st.booleans())
            answer: Answer = {} if coded else None
            for code in CODES[:2] if coded else ():
                ends = sorted(draw(st.lists(st.integers(0, n), max_size=4, unique=True)))
                passages = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
                if passages or draw(st.booleans()):
                    assert answer is not None
                    answer[code] = passages
            answers.append(answer)
        units.append((n, answers))
    return units


@settings(max_examples=80, deadline=None)
@given(units=worlds())
def test_sums_equal_a_count_character_by_character(units: list[Unit]) -> None:
    report = report_of(units)
    assert report["segment_dice"]["value"] == pytest.approx(dice_by_characters(units, CODES), abs=1e-9)
    for code, block in report["per_code"].items():
        assert block["segment_dice"]["value"] == pytest.approx(dice_by_characters(units, (code,)), abs=1e-9)
        assert block["segment_alpha"]["value"] == pytest.approx(alpha_by_characters(units, code), abs=1e-9)
        assert block["segment_both_gave"] == sum(block[f"segment_{name}_marked"] for name in ("both", "one", "neither"))


def many(seed: int, n_units: int) -> list[Unit]:
    """Return units that both raters marked with the same code, with some overlap."""
    random = np.random.default_rng(seed)
    units: list[Unit] = []
    for start, shift, size in random.integers(0, (50, 12, 20), size=(n_units, 3)).tolist():
        code = CODES[start % 2]
        units.append((100, [{code: [(start, start + 1 + size)]}, {code: [(start + shift, start + shift + 9)]}]))
    return units


def test_names_and_orders_change_no_number() -> None:
    units = many(1, 60)
    other = {"Crash": "Leak", "Leak": "Bypass"}
    renamed: list[Unit] = [
        (n, [{other[c]: p for c, p in (a or {}).items()} for a in answers[::-1]]) for n, answers in units[::-1]
    ]
    first, second = report_of(units), report_of(renamed)
    for a, b in [(first, second), *((first["per_code"][c], second["per_code"][other[c]]) for c in first["per_code"])]:
        for name in ("segment_dice", "segment_alpha"):
            if name in a:
                assert [a[name][key] for key in ("value", "low", "high", "se")] == pytest.approx(
                    [b[name][key] for key in ("value", "low", "high", "se")], abs=1e-9
                )
    assert first["segment_dice"]["method"] == "bca"


def test_interval_needs_ten_units_and_says_below_fifty_that_it_covers_less() -> None:
    nine, thirty, sixty = (report_of(many(2, n))["segment_dice"] for n in (9, 30, 60))
    assert (nine["low"], nine["note"]) == (None, "no interval: fewer than 10 units were marked by two raters")
    assert thirty["low"] < thirty["value"] < thirty["high"]
    assert "about 90 %" in thirty["note"]
    assert sixty["note"] is None


def test_equal_passages_are_no_certainty() -> None:
    units: list[Unit] = [(30, [{"Crash": [(3, 9)]}, {"Crash": [(3, 9)]}])] * 40
    estimate = report_of(units)["segment_dice"]
    assert (estimate["value"], estimate["low"]) == (1, None)
    assert "not certainty" in estimate["note"]


def test_interval_of_many_units_is_analytic() -> None:
    units = many(3, 20_000)
    report = segments_report(Passages.from_units(units, codes=CODES), replicates=100)
    estimate = report["segment_dice"]
    assert estimate["method"] == "linearised"
    assert estimate["high"] - estimate["low"] == pytest.approx(2 * 1.959964 * estimate["se"], abs=1e-6)


def test_analytic_error_of_alpha_is_that_of_leaving_units_out() -> None:
    units = many(4, 300)
    passages = Passages.from_units(units, codes=CODES)
    terms = unitizing_sums(passages, pair_sums(passages), 0)
    without = unitizing_alpha(terms.sum(axis=0) - terms)
    jackknife = np.sqrt((len(terms) - 1) / len(terms) * ((without - without.mean()) ** 2).sum())
    assert report_of(units)["per_code"]["Crash"]["segment_alpha"]["se"] == pytest.approx(jackknife, rel=0.01)


def test_remark_appears_if_a_quarter_of_the_units_has_no_common_character() -> None:
    disjoint: Unit = (40, [{"Crash": [(0, 6)]}, {"Crash": [(6, 12)]}])
    equal: Unit = (40, [{"Crash": [(0, 6)]}, {"Crash": [(0, 6)]}])
    assert "marked no words in common in 1 of 4 units" in report_of([disjoint, equal, equal, equal])["remark"]
    assert report_of([disjoint, *[equal] * 4])["remark"] is None


@pytest.mark.parametrize("passage", [(5, 5), (-1, 4), (38, 41)])
def test_passage_outside_its_text_is_refused(passage: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="passage"):
        Passages.from_units([(40, [{"Crash": [passage]}, {}])], codes=CODES)
