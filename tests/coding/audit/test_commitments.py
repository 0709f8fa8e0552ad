"""Commitments to completed codings: stored once, and checked after closing."""

from __future__ import annotations

import json

import pytest

from coding.audit.commitments import canonical_codings, commitment_digest
from coding.loading.study import load_study
from coding.models import CodingCode, Commitment, Event, Round
from coding.release.reports.checklists import checklists_md
from coding.results.derive import derive
from coding.steps.agree import close_round
from coding.steps.assign.reassign import reassign
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.match import MatchingInput, confirm_matching, match, private_codes
from coding.steps.study import add_member, change_member
from tests.support.factories import People, client, code_for, opened_round, person, rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def coding_round(people: People) -> Round:
    return opened_round(people)


def test_commitment_is_stored_on_completion_and_checked_at_closing(people: People, coding_round: Round) -> None:
    http, address = client(people.vic), "/api/v1/studies/consequences/rounds/1/"

    def commitments() -> dict[str, str]:
        return {row["name"]: row["commitment"] for row in http.get(address).json()["raters"]}

    rate(people.ada, coding_round, 1, "Access")
    rate(people.ada, coding_round, 2, "Access")
    assert commitments() == {"ada": "", "bo": ""}
    rate(people.ada, coding_round, 3, "Leak")
    commitment = Commitment.objects.get()
    assert commitments() == {"ada": commitment.sha256, "bo": ""}
    assert commitment_digest(commitment.salt, canonical_codings(commitment.last_coding)) == commitment.sha256
    changed = CodingContent(codes=[code_for(people.ada, coding_round, "Entry").pk])
    submit(
        by=people.ada,
        coding_round=coding_round,
        unit=1,
        content=changed,
        idempotency_key="another-key",
        reason="read again",
    )
    assert commitments()["ada"] == commitment.sha256  # before closing, no one learns of a later version
    assert commitment.salt not in http.get(address).content.decode()
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    revealed = Event.objects.get(kind="round_closed").data["commitments"]
    check = {"sha256": commitment.sha256, "salt": commitment.salt, "matches": True}
    assert revealed == {"ada": {**check, "not_covered": [1], "earlier": []}}
    (row,) = load_study(closed, release=1).commitments
    assert (row.rater, row.matches, commitment_digest(row.salt, row.codings)) == ("ada", True, commitment.sha256)
    assert row.not_covered == (1,)  # the version that counts was submitted after the commitment
    assert [entry[:2] for entry in json.loads(row.codings)] == [[1, 1], [2, 1], [3, 1]]


def test_changed_codings_do_not_match_their_commitment(people: People, coding_round: Round) -> None:
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "Access")
    last = Commitment.objects.get().last_coding
    CodingCode.objects.create(coding=last, code_id=code_for(people.ada, coding_round, "Smuggled in").pk)
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert Event.objects.get(kind="round_closed").data["commitments"]["ada"]["matches"] is False


def hand_over(people: People, coding_round: Round, from_rater: str, to_rater: str) -> None:
    reassign(by=people.lea, coding_round=coding_round, from_rater=from_rater, to_rater=to_rater)


def test_rater_who_gets_units_back_commits_to_all_that_counts(people: People, coding_round: Round) -> None:
    change_member(by=people.lea, name="lea", roles=["lead", "rater"])
    rate(people.ada, coding_round, 1, "Access")
    hand_over(people, coding_round, "ada", "lea")
    first = Commitment.objects.get()  # Ada is complete with one unit
    hand_over(people, coding_round, "lea", "ada")
    rate(people.ada, coding_round, 2, "Leak")
    assert Commitment.objects.count() == 1
    rate(people.ada, coding_round, 3, "Leak")
    last = Commitment.objects.last()
    assert last is not None
    shown = client(people.vic).get("/api/v1/studies/consequences/rounds/1/").json()["raters"][0]
    assert shown["commitment"] == last.sha256 != first.sha256
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    event = Event.objects.get(kind="round_closed")
    assert event.sentence == "closed and unsealed the round"
    revealed = event.data["commitments"]["ada"]
    assert (revealed["sha256"], revealed["matches"], revealed["not_covered"]) == (last.sha256, True, [])
    assert revealed["earlier"] == [
        {"sha256": first.sha256, "salt": first.salt, "matches": True, "not_covered": [2, 3]},
    ]
    assert [row.not_covered for row in load_study(closed, release=1).commitments] == [(2, 3), ()]


def test_closing_states_which_codings_no_commitment_covers(people: People, coding_round: Round) -> None:
    change_member(by=people.lea, name="lea", roles=["lead", "rater"])
    rate(people.ada, coding_round, 1, "Access")
    hand_over(people, coding_round, "ada", "lea")
    hand_over(people, coding_round, "lea", "ada")
    rate(people.ada, coding_round, 3, "Leak")
    rate(people.bo, coding_round, 2, "Leak")
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    event = Event.objects.get(kind="round_closed")
    assert event.data["commitments"]["ada"]["not_covered"] == [3]
    assert event.data["not_covered"] == 2
    assert event.sentence == ("closed and unsealed the round; 2 submitted codings are not covered by a commitment")
    labels = {code: code.label for code in private_codes(closed)}
    pairs = [MatchingInput(code=code.pk, label=label) for code, label in labels.items()]
    match(by=people.lea, coding_round=closed, pairs=pairs, revision=1)
    confirm_matching(by=people.lea, coding_round=closed)
    checklists = checklists_md(derive(load_study(closed, release=1))).decode()
    assert "1 of 1 commitment to completed codings still match. They cover 1 of 3 first ratings." in checklists


def test_units_that_come_and_go_unsubmitted_make_no_further_commitment(people: People, coding_round: Round) -> None:
    dan = add_member(study=people.study, by=people.lea, name="dan", roles=["rater"], user=person("dan"))
    reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="dan", units=1)
    (unit,) = coding_round.assignments.filter(rater=dan).values_list("unit__number", flat=True)
    rate(dan, coding_round, unit, "Access")
    first = Commitment.objects.get()
    hand_over(people, coding_round, "bo", "dan")
    hand_over(people, coding_round, "dan", "bo")
    assert list(Commitment.objects.all()) == [first]
