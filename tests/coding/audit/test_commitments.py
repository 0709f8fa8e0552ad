"""The commitment to a finished sheet: it binds, and tells nothing before the seal is lifted."""

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


def test_finished_sheet_is_bound_once_and_checked_at_closing(people: People, coding_round: Round) -> None:
    http, address = client(people.vic), "/api/v1/studies/consequences/rounds/1/"

    def shown() -> dict[str, str]:
        return {row["name"]: row["commitment"] for row in http.get(address).json()["raters"]}

    rate(people.ada, coding_round, 1, "Access")
    rate(people.ada, coding_round, 2, "Access")
    assert shown() == {"ada": "", "bo": ""}
    rate(people.ada, coding_round, 3, "Leak")
    made = Commitment.objects.get()
    assert shown() == {"ada": made.sha256, "bo": ""}
    assert commitment_digest(made.salt, canonical_codings(made.last_coding)) == made.sha256
    changed = CodingContent(codes=[code_for(people.ada, coding_round, "Entry").pk])
    submit(
        by=people.ada,
        coding_round=coding_round,
        unit=1,
        content=changed,
        idempotency_key="another-key",
        reason="read again",
    )
    assert shown()["ada"] == made.sha256  # a change of mind is nobody's business before closing
    assert made.salt not in http.get(address).content.decode()
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    told = Event.objects.get(kind="round_closed").data["commitments"]
    assert told == {"ada": {"sha256": made.sha256, "salt": made.salt, "kept": True}}
    (row,) = load_study(closed, release=1).commitments
    assert (row.rater, row.kept, commitment_digest(row.salt, row.sheet)) == ("ada", True, made.sha256)
    assert [entry[:2] for entry in json.loads(row.sheet)] == [[1, 1], [2, 1], [3, 1]]


def test_exchanged_sheet_does_not_keep_its_commitment(people: People, coding_round: Round) -> None:
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "Access")
    last = Commitment.objects.get().last_coding
    CodingCode.objects.create(coding=last, code_id=code_for(people.ada, coding_round, "Smuggled in").pk)
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert Event.objects.get(kind="round_closed").data["commitments"]["ada"]["kept"] is False
