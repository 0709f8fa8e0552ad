"""Influence of individual raters: override rates, tables of one rater alone, ranks."""

from __future__ import annotations

import pytest

from coding.dataset.rows import DecisionRow
from coding.results.derive import derive
from coding.results.rater_influence import RaterInfluence, rater_influence
from coding.statistics.proportions import wilson
from tests.support import publications as factory


def influences(ada: str, bo: str, decided: str, **changes: object) -> tuple[RaterInfluence, ...]:
    """Return the influence of raters with one letter per unit; a dash is a unit not coded or not decided."""
    codings = [
        factory.coding(number, rater, label)
        for rater, labels in (("Ada", ada), ("Bo", bo))
        for number, label in enumerate(labels, start=1)
        if label != "-"
    ]
    decisions = [DecisionRow(n, (label,), "final_rater") for n, label in enumerate(decided, 1) if label != "-"]
    return rater_influence(derive(factory.dataset(codings, decisions, **changes)))


def rows(influence: RaterInfluence) -> list[tuple[object, ...]]:
    return [(r.consequence, r.decided, r.own_count, r.decided_rank, r.own_rank, r.moved) for r in influence.rows]


def test_rater_who_decides_is_never_overruled() -> None:
    ada, bo = influences("AAAB", "AABB", "AAAB")
    assert (ada.rater, ada.units, ada.overruled, ada.rate, ada.moved) == ("Ada", 4, 0, 0.0, ())
    assert (bo.rater, bo.units, bo.overruled, bo.rate) == ("Bo", 4, 1, 0.25)
    assert bo.interval == wilson(1, 4)
    assert rows(bo) == [("A", 3, 2, 1, 1, False), ("B", 1, 2, 2, 1, True)]


def test_equal_counts_share_a_rank_and_skip_the_next() -> None:
    _, bo = influences("AABBC", "AABBC", "AABBC")
    assert [row.own_rank for row in bo.rows] == [1, 1, 3]


def test_code_used_on_one_side_has_a_rank_only_there() -> None:
    _, bo = influences("AAB", "AAC", "AAB")
    assert rows(bo) == [("A", 2, 2, 1, 1, False), ("B", 1, 0, 2, None, True), ("C", 0, 1, None, 2, True)]


def test_rater_is_compared_only_on_the_units_coded() -> None:
    _, bo = influences("AAAB", "---B", "AAAB")
    assert (bo.units, bo.overruled, rows(bo)) == (1, 0, [("B", 1, 1, 1, 1, False)])


def test_rater_without_a_decided_unit_has_no_rate() -> None:
    _, bo = influences("AA", "--", "AA")
    assert (bo.units, bo.rate, bo.interval, bo.rows) == (0, None, None, ())


def test_unit_without_a_decision_is_left_out() -> None:
    ada, _ = influences("AB", "AB", "A-")
    assert (ada.units, rows(ada)) == (1, [("A", 1, 1, 1, 1, False)])


def test_coding_without_a_code_counts_as_overruled() -> None:
    codings = [factory.coding(1, "Ada", "A"), factory.coding(1, "Bo", no_code_reason="cannot_tell")]
    publication = derive(factory.dataset(codings, [DecisionRow(1, ("A",), "final_rater")]))
    _, bo = rater_influence(publication)
    assert (bo.overruled, rows(bo)) == (1, [("A", 1, 0, 1, None, True)])


@pytest.mark.parametrize("make", [factory.model, factory.multi_label, factory.open_style, factory.empty])
def test_rates_equal_those_of_the_publication(make) -> None:
    publication = make()
    assert [(a.rater, a.overruled, a.units) for a in rater_influence(publication)] == publication.overrides
