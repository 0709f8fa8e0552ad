"""Snapshots and evidence: what the database refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from advisories.models import Evidence, InspectionItem, Job, Snapshot
from coding.clock import now
from tests.support.inspected import snapshot

pytestmark = pytest.mark.django_db

CHANGES: list[tuple[type[Any], dict[str, Any]]] = [
    (Snapshot, {"suggestions": {}}),
    (Snapshot, {"rules": "2"}),
    (Snapshot, {"commit": "0" * 40}),
    (Snapshot, {"number": 9}),
    (Evidence, {"outcome": "not available"}),
    (Evidence, {"state": "hint"}),
    (Evidence, {"excerpt": "forged"}),
    (Evidence, {"values": {"forged": 1}}),
]


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_snapshots_and_evidence_cannot_be_changed(model: type[Any], change: dict[str, Any]) -> None:
    snapshot()
    refused = f"rows of {model._meta.db_table} are immutable"
    with pytest.raises(DatabaseError, match=refused), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", [Snapshot, Evidence])
def test_snapshots_and_evidence_cannot_be_deleted(model: type[Any]) -> None:
    snapshot()
    table, count = model._meta.db_table, model.objects.count()
    with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
        model.objects.all().delete()
    refused = pytest.raises(DatabaseError, match=f"rows of {table} are immutable")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
    assert model.objects.count() == count


@pytest.mark.parametrize("outcome", ["false", "not available", "not applicable"])
def test_evidence_has_a_reason_unless_it_is_true(outcome: str) -> None:
    stored = snapshot()
    rest = {"snapshot": stored, "activity": "sast", "probe": "sast.action"}
    with pytest.raises(IntegrityError, match="evidence_has_a_reason_unless_true"), transaction.atomic():
        Evidence.objects.create(number=3, outcome=outcome, **rest)
    Evidence.objects.create(number=3, outcome=outcome, reason="No scanner was found.", **rest)
    Evidence.objects.create(number=4, outcome="true", **rest)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"outcome": "maybe", "reason": "x"}, "evidence_outcome_known"),
        ({"state": "asleep"}, "evidence_state_known"),
        ({"source": "rumour"}, "evidence_source_known"),
        ({"start": 4}, "evidence_stretch_is_whole"),
        ({"start": 4, "end": 3}, "evidence_stretch_is_whole"),
        ({"number": 0}, "evidence_number_from_1"),
        ({"number": 1}, "UNIQUE|evidence_number_once"),
    ],
)
def test_evidence_has_known_words_and_whole_stretches(fields: dict[str, Any], constraint: str) -> None:
    values = {"number": 3, "activity": "sast", "probe": "sast.action", "outcome": "true"} | fields
    stored = snapshot()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Evidence.objects.create(snapshot=stored, **values)


def test_inspected_item_has_a_snapshot_and_a_failed_one_a_reason() -> None:
    stored = snapshot()
    job = Job.objects.create(kind="inspect", created_at=now())
    for fields in ({"state": "done"}, {"state": "failed"}, {"state": "waiting", "snapshot": stored}):
        with pytest.raises(IntegrityError), transaction.atomic():
            InspectionItem.objects.create(job=job, number=1, name="Demo", **fields)  # type: ignore[misc]
    InspectionItem.objects.create(job=job, number=1, name="Demo", state="done", snapshot=stored)
    InspectionItem.objects.create(job=job, number=2, name="Demo", state="failed", reason="It has no commit.")
