"""Commitments to completed codings: stored once, and checked after closing."""

from __future__ import annotations

import json

import pytest

from coding.audit.commitments import canonical_codings, commitment_digest
from coding.loading.study import load_study
from coding.models import CodingCode, Commitment, Event, Round
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from tests.support.factories import People, client, code_for, opened_round, rate

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
    assert revealed == {"ada": {"sha256": commitment.sha256, "salt": commitment.salt, "matches": True}}
    (row,) = load_study(closed, release=1).commitments
    assert (row.rater, row.matches, commitment_digest(row.salt, row.codings)) == ("ada", True, commitment.sha256)
    assert [entry[:2] for entry in json.loads(row.codings)] == [[1, 1], [2, 1], [3, 1]]


def test_changed_codings_do_not_match_their_commitment(people: People, coding_round: Round) -> None:
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "Access")
    last = Commitment.objects.get().last_coding
    CodingCode.objects.create(coding=last, code_id=code_for(people.ada, coding_round, "Smuggled in").pk)
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert Event.objects.get(kind="round_closed").data["commitments"]["ada"]["matches"] is False
