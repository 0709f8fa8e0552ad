"""Loading a closed round from the database as a dataset."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coding.codebook.resolver import CodeResolver
from coding.dataset.pseudonyms import pseudonymise
from coding.dataset.ratings import RatingData
from coding.errors import Sealed
from coding.loading.ratings import load_ratings, load_ratings_of_rounds
from coding.loading.study import load_study
from coding.models import Code
from coding.results.agreement import agreement, agreement_before, saturations
from coding.steps.adjudicate.decide import decide
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.match import MatchingInput, match, private_codes
from tests.support.codings import segment_of, text_of
from tests.support.factories import (
    TEXT,
    People,
    closed_round,
    code_for,
    coded_round,
    give_roles,
    matched_round,
    opened_round,
    rate,
    study,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_units_have_the_text_that_raters_read(people: People) -> None:
    first = next(iter(load_study(closed_round(people)).units))
    assert (first.number, first.identifier, first.severity) == (1, "GHSA-con-0001", "high")
    assert first.project == "Demo Server"
    assert first.text.endswith(TEXT + "\n")
    assert (first.cvss_score, first.cwes, first.published) == (7.5, ("CWE-79",), "2025-03-01")


def test_private_codes_are_matched(people: People) -> None:
    data = load_study(matched_round(people))
    assert [(row.unit, row.rater, row.own_codes, row.merged_codes) for row in data.codings] == [
        (1, "ada", ("Access",), ("Access",)),
        (1, "bo", ("Entry",), ("Access",)),
        (2, "ada", ("Access",), ("Access",)),
        (2, "bo", ("Leak",), ("Leak",)),
        (3, "ada", ("Injection",), ("Injection",)),
        (3, "bo", ("Injection",), ("Injection",)),
    ]
    entry = next(row for row in data.matching if row.code == "Entry")
    assert (entry.rater, entry.target, entry.reason, entry.by) == ("bo", "Access", "same idea", "lea")


def test_unmatched_code_keeps_its_own_label(people: People) -> None:
    coding_round = closed_round(people)
    entry = next(code for code in private_codes(coding_round) if code.label == "Entry")
    match(by=people.lea, coding_round=coding_round, pairs=[MatchingInput(entry.pk, "Access")], revision=1)
    data = load_study(coding_round)
    assert [row.merged_codes for row in data.codings if row.rater == "bo"] == [("Access",), ("Leak",), ("Injection",)]


def test_two_codes_matched_with_one_shared_code_count_once(people: People) -> None:
    coding_round = opened_round(people, multi_label=True)
    rate(people.ada, coding_round, 1, "Entry", "Access", "Leak")
    coding_round = close_round(by=people.lea, number=1, even_if_unfinished=True)
    pairs = [
        MatchingInput(code.pk, {"Entry": "Access"}.get(code.label, code.label)) for code in private_codes(coding_round)
    ]
    match(by=people.lea, coding_round=coding_round, pairs=pairs, revision=1)
    (row,) = load_study(coding_round).codings
    assert (row.own_codes, row.merged_codes) == (("Entry", "Access", "Leak"), ("Access", "Leak"))


def test_raters_are_in_the_order_of_the_plan(people: People) -> None:
    give_roles(people.lea, "cleo", ["rater", "adjudicator"])
    coding_round = opened_round(people, raters=["cleo", "bo", "ada"])
    rate(people.ada, coding_round, 1, "Access")
    assert load_study(close_round(by=people.lea, number=1, even_if_unfinished=True)).ratings.raters == (
        "cleo",
        "bo",
        "ada",
    )


def test_round_over_some_units_has_only_those_units(people: People) -> None:
    coding_round = opened_round(people, units=[3, 1])
    rate(people.ada, coding_round, 3, "Access")
    data = load_study(close_round(by=people.lea, number=1, even_if_unfinished=True))
    assert [row.number for row in data.units] == [1, 3]


def test_only_current_decisions_are_loaded(people: People) -> None:
    coding_round = matched_round(people)
    leak, access = (Code.objects.get(owner=None, label=label).pk for label in ("Leak", "Access"))
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[leak], reason="first thought")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[access], reason="second thought")
    assert [(row.unit, row.codes, row.method, row.by, row.reason) for row in load_study(coding_round).decisions] == [
        (1, ("Access",), "agreed", "", ""),
        (2, ("Access",), "final_rater", "cleo", "second thought"),
        (3, ("Injection",), "agreed", "", ""),
    ]


def test_codebook_has_all_labels_in_use(people: People) -> None:
    add_code(by=people.lea, label="Unused")
    coding_round = opened_round(people, style="shared")
    rate(people.ada, coding_round, 1, "Access")
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    change_code(by=people.lea, code=code_for(people.ada, coding_round, "Access"), retired=True)
    change_code(by=people.lea, code=Code.objects.get(label="Unused"), retired=True)
    assert [row.label for row in load_study(closed).codebook] == ["Access"]


def test_queries_do_not_grow_with_units() -> None:
    counts = []
    for units in (3, 9):
        people = study(f"Of {units}", units=units, tag=f"n{units}")
        ada, bo = (["Access", "Leak", "Injection"] * 3)[:units], (["Access", "Entry", "Leak"] * 3)[:units]
        coding_round = matched_round(people, ada=ada, bo=bo)
        with CaptureQueriesContext(connection) as queries:
            load_study(coding_round)
        counts.append(len(queries))
    assert counts == [23, 23]


@pytest.mark.parametrize("style", ["open", "shared"])
@pytest.mark.parametrize("multi_label", [False, True])
def test_ratings_are_the_same_without_the_rest_of_the_study(people: People, style: str, multi_label: bool) -> None:
    coding_round = coded_round(people, style=style, multi_label=multi_label)
    changed = CodingContent(
        codes=[code_for(people.bo, coding_round, label).pk for label in ("Leak", "Entry")[: 1 + multi_label]]
    )
    submit(
        by=people.bo, coding_round=coding_round, unit=1, content=changed, idempotency_key="changed", reason="read again"
    )
    no_code = CodingContent(no_code_reason="cannot_tell", memo="no idea")
    submit(
        by=people.ada,
        coding_round=coding_round,
        unit=3,
        content=no_code,
        idempotency_key="no-code",
        reason="read again",
    )
    coding_round = close_round(by=people.lea, number=1)
    if style == "open":
        entry = Code.objects.get(owner=people.bo, label="Entry")
        match(by=people.lea, coding_round=coding_round, pairs=[MatchingInput(entry.pk, "Access")], revision=1)
    dataset, ratings = load_study(coding_round), load_ratings(coding_round)
    from_rows = RatingData.from_rows(
        dataset.plan,
        dataset.ratings.raters,
        [unit.number for unit in dataset.units],
        dataset.codings,
        [code.label for code in dataset.codebook],
    )
    assert (
        agreement(replace(from_rows, exposures=ratings.exposures)) == agreement(ratings) == agreement(dataset.ratings)
    )
    assert agreement_before(ratings) == agreement_before(from_rows)
    assert rows_of(ratings) == [
        (row.unit, row.rater, row.own_codes, row.merged_codes, row.no_code_reason != "") for row in dataset.codings
    ]
    assert saturations(ratings) == saturations(from_rows)
    assert ratings.plan == dataset.plan
    assert ratings.codebook == tuple(code.label for code in dataset.codebook)


def rows_of(data: RatingData) -> list[tuple[int, str, tuple[str, ...], tuple[str, ...], bool]]:
    """Return one row per unit and rater."""
    return [
        (number, rater, value.own, value.merged, value.no_code)
        for number, indexes in zip(data.units.tolist(), data.values.tolist(), strict=True)
        for rater, index in zip(data.raters, indexes, strict=True)
        if index >= 0
        for value in [data.distinct[index]]
    ]


def test_ratings_of_many_units_equal_the_rows(people: People) -> None:
    draw = random.Random(7)
    large = study("Large", units=40, tag="large")
    give_roles(large.lea, "cleo", ["rater", "adjudicator"])
    coding_round = opened_round(large, raters=["cleo", "bo", "ada"], multi_label=True)
    for rater in (large.bo, large.ada, large.cleo):
        rater.refresh_from_db()
        for unit in range(1, 41):
            if draw.random() < 0.8:
                rate(
                    rater, coding_round, unit, *draw.sample(["Access", "Leak", "Injection", "Stop"], draw.randint(1, 3))
                )
    coding_round = close_round(by=large.lea, number=1, even_if_unfinished=True)
    dataset, ratings = load_study(coding_round), load_ratings(coding_round)
    assert sorted(rows_of(ratings)) == sorted(
        (row.unit, row.rater, row.own_codes, row.merged_codes, False) for row in dataset.codings
    )
    assert agreement(ratings) == agreement(dataset.ratings)


def test_passages_count_under_the_shared_code_of_the_last_version(people: People) -> None:
    coding_round = opened_round(people, raters=["bo", "ada"])
    for rater, own, words in (
        (people.ada, "Entry", ["attacker", "secrets"]),
        (people.bo, "Access", ["An attacker 🐛 can"]),
    ):
        code = code_for(rater, coding_round, own).pk
        text = text_of(coding_round)
        early = CodingContent(codes=[code], segments=[segment_of(code, text, "can")])
        submit(by=rater, coding_round=coding_round, unit=1, content=early, idempotency_key=f"{own}-early")
        last = CodingContent(codes=[code], segments=[segment_of(code, text, word) for word in words])
        submit(by=rater, coding_round=coding_round, unit=1, content=last, idempotency_key=f"{own}-last", reason="again")
        rate(rater, coding_round, 2, own)
    coding_round = close_round(by=people.lea, number=1, even_if_unfinished=True)
    entry = Code.objects.get(owner=people.ada, label="Entry")
    match(by=people.lea, coding_round=coding_round, pairs=[MatchingInput(entry.pk, "Access")], revision=1)
    dataset, ratings = load_study(coding_round), load_ratings(coding_round, passages=True)
    segments = agreement(ratings)["segments"]
    assert (segments["segment_both_gave"], segments["segment_both_marked"]) == (2, 1)
    assert segments["segment_neither_marked"] == 1
    common = 2 * len("attacker") / (len("attacker") + len("secrets") + len("An attacker 🐛 can"))
    assert segments["segment_dice"]["value"] == pytest.approx(common)
    from_rows = RatingData.from_rows(
        dataset.plan,
        dataset.ratings.raters,
        [unit.number for unit in dataset.units],
        dataset.codings,
        [code.label for code in dataset.codebook],
        {unit.number: unit.text for unit in dataset.units},
    )
    assert agreement(from_rows)["segments"] == agreement(dataset.ratings)["segments"] == segments
    swapped = pseudonymise(dataset, {1: ["ada", "bo"]})
    assert swapped.ratings.marked is not None
    assert ratings.marked is not None
    assert sorted(swapped.ratings.marked.rows[:, 1]) == sorted(1 - ratings.marked.rows[:, 1])
    assert agreement(load_ratings(coding_round)).get("segments") is None


def test_rounds_loaded_together_equal_rounds_loaded_alone(people: People) -> None:
    first = closed_round(people)
    add_code(by=people.lea, label="Later")
    second = closed_round(people, style="shared", ada=("Leak", "Access", "Leak"))
    alone = [load_ratings(coding_round) for coding_round in (first, second)]
    together = load_ratings_of_rounds([first, second])
    assert [rows_of(data) for data in together] == [rows_of(data) for data in alone]
    assert [agreement(data) for data in together] == [agreement(data) for data in alone]
    assert rows_of(together[0]) != rows_of(together[1])


def test_sealed_ratings_are_not_loaded(people: People) -> None:
    coding_round = coded_round(people)
    with refused(Sealed, "Round 1 is sealed."):
        load_ratings(coding_round)


def test_ratings_are_read_again_if_a_code_is_stored_between_the_queries(people: People) -> None:
    coding_round = closed_round(people)
    expected = load_ratings(coding_round)
    stale = CodeResolver.for_rounds([coding_round], None)
    stale._labels.clear()
    assert load_ratings(coding_round, resolver=stale).distinct == expected.distinct
