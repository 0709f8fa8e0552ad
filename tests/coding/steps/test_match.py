"""Matching of private codes onto shared ones in an unsealed round."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from coding.errors import BadInput, NotReady, RoundState, Sealed, StaleWrite
from coding.models import Code, Decision, Disagreement, Event, Matching, MatchingPair, Round
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.match import MatchingInput, confirm_matching, match, private_codes, suggestions
from tests.support.factories import (
    People,
    client,
    closed_round,
    code_for,
    coded_round,
    matched_round,
    opened_round,
    rate,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def coding_round(people: People) -> Round:
    return closed_round(people)


def own_labels(coding_round: Round) -> list[MatchingInput]:
    return [MatchingInput(code.pk, code.label) for code in private_codes(coding_round)]


def code_of(people: People, name: str, label: str) -> int:
    return int(Code.objects.get(owner=getattr(people, name), label=label).pk)


def test_matching_of_a_sealed_round_is_refused(people: People) -> None:
    coding_round = coded_round(people)
    for attempt in (
        lambda: match(by=people.lea, coding_round=coding_round, pairs=[], revision=1),
        lambda: confirm_matching(by=people.lea, coding_round=coding_round),
        lambda: suggestions(coding_round),
        lambda: private_codes(coding_round),
    ):
        with refused(Sealed, "Round 1 is sealed"):
            attempt()


def test_matching_of_a_shared_codebook_round_is_refused(people: People) -> None:
    coding_round = closed_round(people, style="shared")
    with refused(RoundState, "codes of this round are shared"):
        match(by=people.lea, coding_round=coding_round, pairs=[], revision=1)


def test_codes_in_use_are_listed_by_rater(people: People) -> None:
    coding_round = coded_round(people)
    code_for(people.ada, coding_round, "Never used")
    codes = private_codes(close_round(by=people.lea, number=1))
    assert [(str(code.owner), code.label) for code in codes] == [
        ("ada", "Access"),
        ("ada", "Injection"),
        ("bo", "Entry"),
        ("bo", "Leak"),
        ("bo", "Injection"),
    ]


def test_suggestions_name_every_code_once(people: People, coding_round: Round) -> None:
    suggested = suggestions(coding_round)
    assert [pair.code for pair in suggested] == [code.pk for code in private_codes(coding_round)]
    injection = {
        pair.label
        for pair in suggested
        if pair.code in (code_of(people, "ada", "Injection"), code_of(people, "bo", "Injection"))
    }
    assert injection == {"Injection"}


def test_matching_is_replaced_as_a_whole_and_unchanged_pairs_keep_author_and_reason(
    people: People, coding_round: Round
) -> None:
    entry, leak = code_of(people, "bo", "Entry"), code_of(people, "bo", "Leak")
    match(
        by=people.lea,
        coding_round=coding_round,
        pairs=[MatchingInput(entry, "Access", "same"), MatchingInput(leak, "Leak")],
        revision=1,
    )
    changed = match(
        by=people.cleo, coding_round=coding_round, pairs=[MatchingInput(entry, "Access", "same")], revision=2
    )
    (pair,) = changed.pairs.all()
    assert (pair.code_id, pair.target_label, pair.reason, pair.matched_by) == (entry, "Access", "same", people.lea)
    assert [e.data["changes"] for e in Event.objects.filter(kind="matching_changed").order_by("number")] == [
        [
            {"rater": "bo", "code": "Entry", "label": "Access", "reason": "same"},
            {"rater": "bo", "code": "Leak", "label": "Leak", "reason": ""},
        ],
        [{"rater": "bo", "code": "Leak", "label": None, "reason": ""}],
    ]


@pytest.mark.parametrize("revision", [0, 1, 3])
def test_matching_based_on_another_revision_is_stale(people: People, coding_round: Round, revision: int) -> None:
    match(by=people.cleo, coding_round=coding_round, pairs=[], revision=1)
    with refused(StaleWrite, "The matching was changed by someone else"):
        match(by=people.lea, coding_round=coding_round, pairs=own_labels(coding_round), revision=revision)


def test_stale_matching_is_answered_412_with_the_current_revision(people: People, coding_round: Round) -> None:
    match(by=people.cleo, coding_round=coding_round, pairs=[], revision=1)
    address = "/api/v1/studies/consequences/rounds/1/matching/"
    answer = client(people.lea).put(address, {"pairs": []}, format="json", headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["code"], answer.json()["current"]) == (412, "stale_write", 2)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([("Entry", "One"), ("Entry", "Two")], "cannot be matched twice"),
        ([("Entry", "")], "at most 200 characters"),
        ([("Entry", "  ")], "at most 200 characters"),
        ([("Entry", "x" * 201)], "at most 200 characters"),
        ([(7, "Access")], "Match only codes used in this round"),
        ([(10**30, "Access")], "Match only codes used in this round"),
    ],
)
def test_invalid_pair_is_refused(
    people: People, coding_round: Round, pairs: list[tuple[Any, str]], message: str
) -> None:
    given = [MatchingInput(code_of(people, "bo", c) if isinstance(c, str) else c, label) for c, label in pairs]
    with refused(BadInput, message):
        match(by=people.lea, coding_round=coding_round, pairs=given, revision=1)


def test_pair_with_a_shared_code_is_refused(people: People, coding_round: Round) -> None:
    shared = add_code(by=people.lea, label="Access")
    with refused(BadInput, "Match only codes used in this round"):
        match(by=people.lea, coding_round=coding_round, pairs=[MatchingInput(shared.pk, "Access")], revision=1)


def test_matching_is_confirmed_only_when_every_private_code_is_matched(people: People, coding_round: Round) -> None:
    pairs = own_labels(coding_round)
    match(by=people.lea, coding_round=coding_round, pairs=pairs[:-1], revision=1)
    with refused(NotReady, "1 private code has no shared code; the first is “Injection” of bo"):
        confirm_matching(by=people.lea, coding_round=coding_round)
    match(by=people.lea, coding_round=coding_round, pairs=pairs, revision=2)
    confirmed = confirm_matching(by=people.lea, coding_round=coding_round)
    assert (confirmed.confirmed_by, confirmed.confirmed_at is not None) == (people.lea, True)


def test_confirmed_matching_adds_shared_codes_and_stores_disagreements(people: People) -> None:
    old = add_code(by=people.lea, label="Injection", definition="ours")
    matched_round(people)
    shared = Code.objects.filter(study=people.study, owner__isnull=True)
    assert sorted(shared.values_list("label", flat=True)) == ["Access", "Injection", "Leak"]
    targets = {pair.target_label: pair.target for pair in MatchingPair.objects.all()}
    assert targets["Injection"] == old
    assert targets["Access"]
    assert targets["Access"].definition == "Access, says ada"  # a new code has the definition of the first private code
    assert list(Disagreement.objects.values_list("unit__number", "kind")) == [(2, "different")]


def test_confirmed_matching_is_final(people: People) -> None:
    coding_round = matched_round(people)
    with refused(RoundState, "cannot change"):
        match(by=people.lea, coding_round=coding_round, pairs=[], revision=2)
    with refused(RoundState, "is already confirmed"):
        confirm_matching(by=people.lea, coding_round=coding_round)


def test_matching_does_not_change_private_codes(people: People) -> None:
    matched_round(people)
    assert Code.objects.filter(owner=people.bo).count() == 3
    assert Matching.objects.get().pairs.filter(code__label="Entry", target_label="Access").exists()


def test_suggestion_names_similar_definitions(people: People) -> None:
    coding_round = opened_round(people)
    for unit, (ada, bo) in enumerate([("Access", "Leak"), ("Access", "Leak"), ("Stop", "Unavailability")], 1):
        rate(people.ada, coding_round, unit, ada)
        rate(people.bo, coding_round, unit, bo)
    words = {
        (people.ada, "Stop"): "The service crashes and no longer answers requests.",
        (people.bo, "Unavailability"): "Requests are no longer answered: the service crashes.",
        (people.bo, "Leak"): "Secrets become known.",
    }
    for (rater, label), definition in words.items():
        change_code(by=rater, code=Code.objects.get(owner=rater, label=label), definition=definition)
    suggested = {pair.code: pair for pair in suggestions(close_round(by=people.lea, number=1))}
    partner = suggested[code_of(people, "bo", "Unavailability")]
    assert partner.label == "Stop"
    assert re.fullmatch(r"similar definitions \(0\.\d\d\), used together on 1 of 1 unit", partner.reason)
    assert suggested[code_of(people, "bo", "Leak")].reason == "used together on 2 of 2 units"


def test_preview_of_the_table_equals_the_agreed_decisions_after_matching(people: People, coding_round: Round) -> None:
    def table() -> dict[str, tuple[int, int]]:
        rows = client(people.lea).get("/api/v1/studies/consequences/rounds/1/matching/").json()["table"]
        return {row["label"]: (row["agreed"], row["disputed"]) for row in rows}

    assert table() == {"Injection": (1, 0), "Access": (0, 2), "Entry": (0, 1), "Leak": (0, 1)}
    pairs = [MatchingInput(code_of(people, "bo", "Entry"), "Access")]
    match(by=people.lea, coding_round=coding_round, pairs=pairs, revision=1)
    matched = table()
    assert matched == {"Access": (1, 1), "Injection": (1, 0), "Leak": (0, 1)}
    others = [pair for pair in own_labels(coding_round) if pair.code != pairs[0].code]
    match(by=people.lea, coding_round=coding_round, pairs=[*pairs, *others], revision=2)
    confirm_matching(by=people.lea, coding_round=coding_round)
    agreed = Decision.objects.filter(method="agreed").values_list("code_rows__code__label", flat=True)
    assert Counter(agreed) == {label: count for label, (count, _) in matched.items() if count}
