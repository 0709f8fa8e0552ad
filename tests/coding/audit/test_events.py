"""The audit trail: a chain per study and a sealed chain per rater and round, with hashes that reveal any change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from coding.access.records import events
from coding.models import Coding, Event
from coding.steps.code.store import CodingContent, digest
from tests.support.factories import People, client, closed_round, coded_round, opened_round, published, rate

pytestmark = pytest.mark.django_db
Rows = list[dict[str, Any]]


def chain(people: People, **filters: Any) -> Rows:
    """Return the events of one chain as stored in the database."""
    rows = Event.objects.filter(study=people.study, **filters).select_related("study", "round", "rater_scope", "actor")
    return [
        {
            "hash": row.hash,
            "study": row.study.slug,
            "round": row.round.number if row.round else None,
            "rater_scope": row.rater_scope.name if row.rater_scope else None,
            "number": row.number,
            "kind": row.kind,
            "actor": row.actor.name if row.actor else None,
            "data": row.data,
            "at": row.at.isoformat(),
            "previous": row.previous_hash,
        }
        for row in rows.order_by("number")
    ]


def first_broken(rows: Rows) -> int | None:
    """Return the number of the first event whose hash or number does not follow from the previous event."""
    previous = ""
    for number, row in enumerate(rows, 1):
        content = {key: value for key, value in row.items() if key != "hash"}
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        intact = hashlib.sha256(canonical.encode()).hexdigest() == row["hash"]
        if not intact or row["previous"] != previous or row["number"] != number:
            return number
        previous = row["hash"]
    return None


def test_all_chains_of_a_published_study_are_intact(people: People) -> None:
    published(people)
    common = chain(people, rater_scope=None)
    assert [row["kind"] for row in common] == [
        "study_created",
        *["member_added"] * 4,
        "sample_drawn",
        "round_planned",
        "round_opened",
        "round_closed",
        "matching_changed",
        "matching_confirmed",
        "disagreements_stored",
        "final_rater_codes_applied",
        "round_settled",
        "codebook_frozen",
        "release_published",
    ]
    assert first_broken(common) is None
    for rater in (people.ada, people.bo):
        own = chain(people, rater_scope=rater)
        assert {row["kind"] for row in own} == {"code_added", "coding_submitted"}
        assert first_broken(own) is None


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"title": "Another"}},
        {"at": "2001-01-01T00:00:00+00:00"},
        {"actor": "bo"},
        {"kind": "published"},
        {"hash": "0" * 64},
        {"previous": "0" * 64},
        {"number": 7},
        {"study": "another"},
    ],
)
def test_changed_event_breaks_the_chain(people: People, change: dict[str, Any]) -> None:
    rows = chain(people, rater_scope=None)
    rows[2] |= change
    assert first_broken(rows) == 3


def test_forged_event_breaks_the_chain_at_the_next_event(people: People) -> None:
    rows = chain(people, rater_scope=None)
    forged = rows[2] | {"data": {"member": "bo", "roles": ["lead"]}}
    content = {key: value for key, value in forged.items() if key != "hash"}
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    rows[2] = forged | {"hash": hashlib.sha256(canonical.encode()).hexdigest()}
    assert first_broken(rows) == 4


def test_missing_or_moved_event_breaks_the_chain(people: People) -> None:
    rows = chain(people, rater_scope=None)
    assert first_broken(rows[:2] + rows[3:]) == 3
    assert first_broken([rows[0], rows[2], rows[1], *rows[3:]]) == 2


def test_sealed_events_leave_no_gap_in_the_common_chain(people: People) -> None:
    coding_round = opened_round(people)
    before = chain(people, rater_scope=None)
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "Access")
    rate(people.bo, coding_round, 1, "Entry")
    assert chain(people, rater_scope=None) == before
    assert [row["number"] for row in chain(people, rater_scope=people.ada)] == [1, 2, 3, 4]
    assert [row["number"] for row in chain(people, rater_scope=people.bo)] == [1, 2]


def test_sealed_chain_starts_again_in_each_round(people: People) -> None:
    closed_round(people)
    rate(people.ada, opened_round(people), 1, "Access")
    assert [row["number"] for row in chain(people, rater_scope=people.ada, round__number=2)] == [1, 2]


def test_event_of_a_submission_has_the_hash_of_its_content(people: People) -> None:
    coded_round(people)
    coding = Coding.objects.get(assignment__rater=people.ada, assignment__unit__number=1)
    content = CodingContent([row.code_id for row in coding.code_rows.all()], coding.memo, coding.certainty)
    event = Event.objects.get(rater_scope=people.ada, kind="coding_submitted", data__unit=1)
    assert event.data["sha256"] == digest(content)
    assert event.data["sha256"] != digest(replace(content, memo="another"))


def test_only_their_rater_sees_events_of_a_sealed_chain(people: People) -> None:
    coded_round(people)
    for member in people.all:
        raters = {event.rater_scope.name for event in events(member) if event.rater_scope}
        assert raters == ({member.name} if member.name in {"ada", "bo"} else set())


def test_every_event_of_a_published_study_is_described(people: People) -> None:
    published(people)
    for event in Event.objects.all():
        assert event.sentence


def test_audit_trail_is_paginated_newest_first(people: People) -> None:
    published(people)
    http = client(people.vic)
    page = http.get("/api/v1/studies/consequences/events/?size=5").json()
    assert [row["kind"] for row in page["results"]][:2] == ["release_published", "codebook_frozen"]
    seen = list(page["results"])
    while page["next"]:
        page = http.get(page["next"]).json()
        seen += page["results"]
    assert len(seen) == Event.objects.count()
    assert seen[-1]["sentence"] == "created the study “Consequences”"
