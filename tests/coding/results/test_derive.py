"""Derivation of a publication: kinds of disagreement, the table, overrides, several codes, missing codings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.dataset.rows import CodeRow, CodingRow, DecisionRow, UnitRow
from coding.dataset.study import StudyDataset
from coding.results.agreement import agreement, agreement_before
from coding.results.consequence_table import consequence_table
from coding.results.derive import derive
from coding.results.unit_counts import count_units
from coding.statistics.disagreement import disagreement_kind
from tests.support import publications as factory


def unit(number: int, severity: str = "high") -> UnitRow:
    return UnitRow(number, f"GHSA-{number}", (), f"Flaw {number}", "Demo", "words", "0" * 64, severity, None, (), "")


def dataset(codings: dict[str, list[str]], decisions: list[str] | None = None, **change: Any) -> StudyDataset:
    """Build a study; `codings` has one cell per unit and rater: "A B" for two codes, "" for none, "-" if not coded."""
    units = max(len(cells) for cells in codings.values())
    given = factory.dataset(
        [
            CodingRow(number, rater, *3 * (tuple(cell.split()),))
            for number in range(1, units + 1)
            for rater, cells in codings.items()
            if (cell := "".join(cells[number - 1 : number]) or ("-" if len(cells) < number else "")) != "-"
        ],
        [
            DecisionRow(number, tuple(cell.split()), "final_rater", "ada")
            for number, cell in enumerate(decisions or [], 1)
            if cell != "-"
        ],
        codebook=[CodeRow(label, f"about {label}") for label in "ABC"],
        units=tuple(unit(number) for number in range(1, units + 1)),
        raters=tuple(codings),
        style="shared",
        threshold=None,
        final_rater="ada",
    )
    return factory.changed(given, **change)


@pytest.mark.parametrize(
    ("sets", "kind"),
    [
        (["A"], None),
        ([], None),
        (["A", "A"], None),
        (["", ""], None),
        (["AB", "BA"], None),
        (["A", "B"], "different"),
        (["", "B"], "different"),
        (["A", "AB"], "subset"),
        (["AB", "A", "ABC"], "subset"),
        (["AB", "BC"], "overlap"),
        (["AB", "BC", "B"], "overlap"),
        (["AB", "BC", "C"], "different"),
        (["A", "A", "B"], "different"),
        (["A", "A", "AB"], "subset"),
        (["A", "\0"], "abstained"),
    ],
)
def test_kind_of_disagreement(sets: list[str], kind: str | None) -> None:
    assert disagreement_kind([frozenset(codes) for codes in sets]) == kind


def test_table_is_ordered_by_count_then_codebook() -> None:
    table = consequence_table(dataset({"ada": []} | {"bo": ["-"] * 6}, ["C", "B", "C", "A", "Z", "B"]))
    assert [(row.consequence, row.count, row.definition, row.units) for row in table] == [
        ("B", 2, "about B", (2, 6)),
        ("C", 2, "about C", (1, 3)),
        ("A", 1, "about A", (4,)),
        ("Z", 1, "", (5,)),  # not in the codebook: last among equals
    ]
    assert [row.proportion for row in table] == pytest.approx([2 / 6, 2 / 6, 1 / 6, 1 / 6])
    assert sum(row.proportion for row in table) == pytest.approx(1)
    assert all(row.goodman and row.wilson[0] < row.proportion < row.wilson[1] for row in table)


def test_table_of_several_codes_counts_units() -> None:
    table = consequence_table(dataset({"ada": ["A B", "A", ""]}, ["A B", "A", ""], multi_label=True))
    assert [(row.consequence, row.count) for row in table] == [("A", 2), ("B", 1)]
    assert [row.proportion for row in table] == pytest.approx([2 / 3, 1 / 3])
    assert [row.goodman for row in table] == [None, None]  # rows are not exclusive


def test_table_of_no_units_is_empty() -> None:
    assert consequence_table(dataset({"ada": ["-"]}, [])) == ()


def test_overrides_count_units_decided_differently() -> None:
    result = derive(dataset({"ada": ["A", "A", "A"], "bo": ["A", "B", "-"]}, ["A", "B", "-"]))
    assert result.overrides == [("ada", 1, 2), ("bo", 0, 2)]


def test_different_order_of_codes_is_no_override() -> None:
    result = derive(
        dataset({"ada": ["A B"], "bo": ["B A"]}, ["B A"], multi_label=True, primary_statistic="exact_match")
    )
    assert result.overrides == [("ada", 0, 1), ("bo", 0, 1)]


def test_disagreements_have_each_raters_codes_and_the_decision() -> None:
    given = dataset({"ada": ["A", "A", "A"], "bo": ["A", "B", "-"]}, ["A", "B"])
    (result,) = count_units(given).disagreements
    assert (result.unit, result.kind, result.codes) == (2, "different", (("ada", ("A",)), ("bo", ("B",))))
    assert result.decision == list(given.decisions)[1]


def test_disagreement_may_be_undecided() -> None:
    (result,) = count_units(dataset({"ada": ["A"], "bo": ["B"]})).disagreements
    assert result.decision is None


def test_units_without_codings_are_undecided() -> None:
    result = derive(dataset({"ada": ["A", "-"], "bo": ["A", "-"]}, ["A", "-"]))
    assert (result.decided, result.undecided) == (1, [2])


def test_agreement_of_three_raters_uses_units_coded_by_two() -> None:
    given = dataset(
        {"ada": ["A", "B", "-"], "bo": ["A", "B", "C"], "cy": ["A", "-", "-"]},
        primary_statistic="krippendorff_alpha",
    )
    report = agreement(given.ratings)
    assert (report["units"], report["units_used"], report["confusion"]) == (3, 2, None)
    assert report["coefficients"]["krippendorff_alpha"]["value"] == 1


def test_final_rater_without_codings_is_not_a_rater() -> None:
    result = derive(dataset({"ada": ["A", "A"], "bo": ["A", "B"]}, ["A", "C"], final_rater="cleo"))
    assert result.agreement["raters"] == ["ada", "bo"]
    assert [row[0] for row in result.overrides] == ["ada", "bo"]
    assert result.overrides == [("ada", 1, 2), ("bo", 1, 2)]


def test_agreement_does_not_depend_on_decisions() -> None:
    given = dataset({"ada": ["A", "A", "B"], "bo": ["A", "B", "B"]}, ["A", "A", "B"])
    assert agreement(given.ratings) == agreement(replace(given, decisions=()).ratings)


def test_labels_before_matching_are_compared_folded() -> None:
    given = dataset({"ada": ["A"] * 2, "bo": ["A"] * 2}, style="open")
    named = tuple(
        replace(row, own_codes=(" Data  Leak" if row.rater == "ada" else "data leak",)) for row in given.codings
    )
    before = agreement_before(factory.changed(given, codings=named).ratings)
    assert before["coefficients"]["percent_agreement"]["value"] == 1


def test_only_open_coding_has_agreement_before_matching() -> None:
    given = dataset({"ada": ["A", "B"], "bo": ["A", "A"]})
    assert derive(given).agreement_before is None
    assert derive(factory.changed(given, style="open")).agreement_before is not None


def test_severities_are_ordered_from_critical_to_low_then_unknown() -> None:
    of = lambda *words: count_units(  # noqa: E731
        factory.changed(dataset({"ada": []}), units=tuple(unit(n, word) for n, word in enumerate(words, 1)))
    ).severity_counts()
    assert of("low", "critical", "low") == (("critical", 1), ("high", 0), ("moderate", 0), ("low", 2))
    assert of("", "high")[-1] == ("", 1)


def test_same_data_give_the_same_publication() -> None:
    given = dataset({"ada": ["A", "B", "C", "A"], "bo": ["A", "B", "A", "A"]}, ["A", "B", "C", "A"])
    first, second = derive(given), derive(replace(given))
    assert (first.table, first.agreement, first.counts) == (second.table, second.agreement, second.counts)


def test_proportions_are_shares_of_decided_units() -> None:
    table = consequence_table(dataset({"ada": ["A", "A", "B"], "bo": ["A", "B", "B"]}, ["A", "-", "B"]))
    assert [(row.consequence, row.proportion) for row in table] == [("A", 1 / 2), ("B", 1 / 2)]
