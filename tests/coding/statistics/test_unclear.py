"""Codes of which raters cannot tell: missing for the code alone, not given in sets of codes."""

from __future__ import annotations

from collections import Counter

import pytest

from coding.statistics.disagreement import answer_set, disagreement_kind
from coding.statistics.ratings import MISSING, Answer, Label, Ratings
from coding.statistics.report import agreement_report

A, B = "ci", "fuzzing"


def answer(given: str = "", unclear: str = "") -> Answer:
    codes: dict[str, Label] = {"a": A, "b": B}
    return frozenset(codes[letter] for letter in given), frozenset(codes[letter] for letter in unclear)


# (Ada, Bo) and the number of units; Bo cannot tell of two units whether there is CI, nobody can of one.
ROWS: list[tuple[tuple[Answer | None, Answer | None], int]] = [
    ((answer("a"), answer("a")), 4),
    ((answer(), answer()), 3),
    ((answer("ab"), answer("b")), 2),
    ((answer("a"), answer("", "a")), 1),
    ((answer(), answer("", "a")), 1),
    ((answer("", "a"), answer("", "a")), 1),
    ((answer("b"), None), 1),
]


def counted(rows: list[tuple[tuple[Answer | None, Answer | None], int]]) -> Counter[tuple[Answer | None, ...]]:
    return Counter(dict(rows))


def ratings() -> Ratings:
    return Ratings.from_answers(counted(ROWS), raters=("Ada", "Bo"), categories=(A, B))


def test_a_code_that_is_unclear_is_missing_for_that_code_alone() -> None:
    labels = [
        tuple(None if cell is None or A in cell[1] else int(A in cell[0]) for cell in row)
        for row, count in ROWS
        for _ in range(count)
    ]
    expected = agreement_report(Ratings.from_labels(labels, raters=("Ada", "Bo")), replicates=200)["coefficients"]
    code = agreement_report(ratings(), replicates=200)["per_code"][A]
    for name in ("cohen_kappa", "krippendorff_alpha", "positive_agreement", "negative_agreement", "percent_agreement"):
        if name in code:
            assert code[name]["value"] == pytest.approx(expected[name]["value"]), name
    assert (code["units_used"], code["unclear"]) == (9, {"Ada": 1, "Bo": 3})


def test_an_unclear_code_counts_as_not_given_in_sets() -> None:
    without: list[tuple[frozenset[Label] | None, ...]] = [
        tuple(None if cell is None else cell[0] for cell in row) for row, count in ROWS for _ in range(count)
    ]
    of_sets = agreement_report(Ratings.from_sets(without, raters=("Ada", "Bo"), categories=(A, B)), replicates=200)
    report = agreement_report(ratings(), replicates=200)
    for name, coefficient in of_sets["coefficients"].items():
        assert report["coefficients"][name]["value"] == coefficient["value"], name
    assert report["units_used"] == of_sets["units_used"] == 12


def test_the_report_says_how_unclear_codes_count() -> None:
    report = agreement_report(ratings(), replicates=200)
    assert report["remarks"][-1].startswith("“Cannot tell” was stated 4 times for a single code.")
    clear = Ratings.from_answers(Counter({(answer("a"), answer("b")): 3}), categories=(A, B))
    assert clear.unclear is None
    assert agreement_report(clear, replicates=200)["remarks"] == []


def test_many_raters_may_all_leave_a_code_unclear() -> None:
    rows = Counter[tuple[Answer | None, ...]]()
    for row, count in ROWS:
        rows[(*row, row[0])] += count
    three = Ratings.from_answers(rows, categories=(A, B))
    alone = three.presence(0)
    labels = [
        tuple(None if value == MISSING else value for value in row)
        for row, count in zip(alone.patterns.tolist(), alone.counts.tolist(), strict=True)
        for _ in range(count)
        if max(row) != MISSING
    ]
    expected = agreement_report(Ratings.from_labels(labels), replicates=200)["coefficients"]
    code = agreement_report(three, replicates=200)["per_code"][A]
    assert code["krippendorff_alpha"]["value"] == pytest.approx(expected["krippendorff_alpha"]["value"])
    for field in ("value", "se", "analytic_low"):
        assert code["fleiss_kappa"][field] == pytest.approx(expected["fleiss_kappa"][field]), field


def test_names_of_codes_do_not_change_the_intervals_where_codes_are_unclear() -> None:
    def renamed(cell: Answer | None) -> Answer | None:
        names: dict[Label, Label] = {A: "z", B: "a"}
        if cell is None:
            return None
        return frozenset(names[code] for code in cell[0]), frozenset(names[code] for code in cell[1])

    other = Ratings.from_answers(counted([((renamed(g), renamed(h)), n) for (g, h), n in ROWS]), raters=("Ada", "Bo"))
    first, second = (agreement_report(one, replicates=200)["per_code"] for one in (ratings(), other))
    assert first[A]["cohen_kappa"] == second["z"]["cohen_kappa"]


@pytest.mark.parametrize(
    ("unclear", "kind"), [(("ci", ""), "abstained"), (("ci", "ci"), "abstained"), (("", ""), None)]
)
def test_cannot_tell_of_one_code_is_a_disagreement_even_if_no_rater_can(
    unclear: tuple[str, str], kind: str | None
) -> None:
    sets = [answer_set([B], "", multi_label=True, unclear=filter(None, [code])) for code in unclear]
    assert disagreement_kind(sets) == kind
