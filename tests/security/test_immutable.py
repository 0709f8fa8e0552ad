"""Promise 2: submissions, events and releases cannot be changed or deleted in any way."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import DatabaseError, connection, transaction
from django.db.models import CASCADE, ProtectedError
from django.urls import NoReverseMatch, reverse

from advisories.migrations._triggers import NEVER_CHANGED
from advisories.models import Advisory, Document
from coding.migrations._triggers import NEVER_DELETED as NEVER_DELETED_TABLES
from coding.migrations._triggers import NEVER_UPDATED
from coding.models import (
    Code,
    CodebookVersion,
    Coding,
    CodingCode,
    CodingUnclear,
    Comment,
    CommentCode,
    CommentUnclear,
    Commitment,
    Decision,
    DecisionCode,
    DecisionUnclear,
    Disagreement,
    Event,
    Member,
    Release,
    ReleaseChunk,
    ReleaseFile,
    Round,
    Segment,
    Study,
    Unit,
)
from coding.steps.adjudicate.decide import apply_final_rater_codes
from coding.steps.adjudicate.discuss import end_discussion, take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.publish.release import publish
from coding.steps.study import change_member
from tests.support.factories import People, client, code_for, matched_round, opened_round, person, study

pytestmark = pytest.mark.django_db

FROZEN: list[tuple[type[Any], dict[str, Any]]] = [
    (Coding, {"memo": "forged"}),
    (Coding, {"version": 9}),
    (Coding, {"submitted_at": "2001-01-01T00:00:00Z"}),
    (CodingCode, {"code_id": 1}),
    (Segment, {"end": 99}),
    (Segment, {"quote": "forged"}),
    (Commitment, {"salt": "forged"}),
    (Coding, {"no_code_reason": "cannot_tell"}),
    (Event, {"data": {}}),
    (Event, {"hash": "0" * 64}),
    (CodebookVersion, {"content": []}),
    (Document, {"text": "forged"}),
    (Document, {"html": "forged"}),
    (Document, {"title": "forged"}),
    (Document, {"sha256": "0" * 64}),
    (Release, {"results": {}}),
    (Release, {"note": "forged"}),
    (ReleaseFile, {"sha256": "0" * 64}),
    (ReleaseChunk, {"compressed": b"forged"}),
    (Comment, {"text": "forged"}),
    (Comment, {"kind": "keeps"}),
    (CommentCode, {"code_id": 1}),
]

NEVER_DELETED = [
    *(Coding, CodingCode, Segment, Commitment, Event, CodebookVersion, Disagreement, Decision, DecisionCode),
    *(Comment, CommentCode, Release, ReleaseFile, ReleaseChunk),
]


@pytest.fixture
def people() -> People:
    """A published study with a second, open round in which Ada submitted a segment."""
    people = study()
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    first_round = matched_round(people, resolution_method="discussion_then_final_rater", final_rater="ada")
    injection = Code.objects.get(owner=None, label="Injection").pk
    take_position(by=people.bo, coding_round=first_round, unit=2, reason="neither", codes=[injection])
    end_discussion(by=people.lea, coding_round=first_round)
    apply_final_rater_codes(by=people.ada, coding_round=first_round)
    settle(by=people.ada, coding_round=first_round)
    publish(by=people.lea)
    second_round = opened_round(people)
    code = code_for(people.ada, second_round, "Marked").pk
    text = people.study.units.get(number=1).document.text
    segment = {"code": code, "start": 0, "end": 4, "quote": text[:4]}
    submit(
        by=people.ada,
        coding_round=second_round,
        unit=1,
        content=CodingContent([code], segments=[segment]),
        idempotency_key="a-key",
    )
    return people


def test_frozen_rows_cannot_be_updated(people: People) -> None:
    for model, change in FROZEN:
        refusal = f"rows of {model._meta.db_table} are immutable"
        before = list(model.objects.order_by("pk").values())
        assert before
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            model.objects.update(**change)
        row = model.objects.order_by("pk").first()
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            row.save()
        assert list(model.objects.order_by("pk").values()) == before


def test_frozen_rows_cannot_be_updated_by_sql(people: People) -> None:
    for model in dict.fromkeys(model for model, _ in FROZEN):
        table, column = model._meta.db_table, "text" if model is Document else "id"
        refused = pytest.raises(DatabaseError, match=f"rows of {table} are immutable")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = {column}")


def test_frozen_rows_cannot_be_deleted(people: People) -> None:
    for model in NEVER_DELETED:
        table, before = model._meta.db_table, model.objects.count()
        assert before, table
        with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
            model.objects.all().delete()
        refused = pytest.raises(DatabaseError, match=f"rows of {table} are immutable")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
        assert model.objects.count() == before


def test_every_immutable_table_has_its_triggers() -> None:
    """SQLite drops the triggers of a table that a migration changes by copying it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        present = {name for (name,) in cursor.fetchall()}
    not_deleted = NEVER_DELETED_TABLES if connection.vendor == "sqlite" else ["coding_decision"]
    wanted = {f"{table}_immutable" for table in NEVER_UPDATED} | {f"{table}_kept" for table in not_deleted}
    wanted |= {f"{table}_{suffix}" for table in NEVER_CHANGED for suffix in ("immutable", "kept")}
    assert wanted <= present, "Create the triggers again in the migration, see migrations/_triggers.py of the app."


def unclear_and_given(people: People) -> list[tuple[Any, Any]]:
    """Return a row of a given code and the same code as unclear, of a coding, a decision and a changed position."""
    coding, decision, position = (
        CodingCode.objects.all()[0],
        DecisionCode.objects.all()[0],
        CommentCode.objects.all()[0],
    )
    return [
        (coding, CodingUnclear(coding_id=coding.coding_id, code_id=coding.code_id)),
        (decision, DecisionUnclear(decision_id=decision.decision_id, code_id=decision.code_id)),
        (position, CommentUnclear(comment_id=position.comment_id, code_id=position.code_id)),
    ]


def test_a_code_is_never_both_given_and_unclear(people: People) -> None:
    for given, unclear in unclear_and_given(people):
        with pytest.raises(DatabaseError, match="a code is either given or unclear"), transaction.atomic():
            unclear.save()
        unclear.code_id = other = code_for(people.ada, Round.objects.get(number=2), "Other").pk
        unclear.save()
        given.pk, given.code_id = None, other
        with pytest.raises(DatabaseError), transaction.atomic():
            given.save()


def test_what_is_unclear_is_immutable(people: People) -> None:
    for _, unclear in unclear_and_given(people):
        unclear.code_id = code_for(people.ada, Round.objects.get(number=2), "Other").pk
        unclear.save()
        table = unclear._meta.db_table
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            refused = pytest.raises(DatabaseError, match=f"rows of {table} are immutable")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_document_may_move_to_another_advisory(people: People) -> None:
    other = Advisory.objects.get(key="GHSA-con-0002")
    assert Document.objects.filter(advisory__key="GHSA-con-0001").update(advisory=other) == 1


def test_rows_with_dependent_rows_cannot_be_deleted(people: People) -> None:
    codings = Coding.objects.count()
    for model in (Study, Member, Round, Unit, Code, Coding, Document, Advisory, Release):
        with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
            model.objects.all().delete()
        assert Coding.objects.count() == codings, model


def test_user_with_a_membership_cannot_be_deleted(people: People) -> None:
    with pytest.raises(ProtectedError):
        people.ada.user.delete()


def test_no_foreign_key_cascades() -> None:
    # A cascade could delete codings together with what they depend on.
    cascades = [
        f"{model.__name__}.{field.name}"
        for app in ("coding", "advisories")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if getattr(field, "remote_field", None) and getattr(field.remote_field, "on_delete", None) is CASCADE
    ]
    assert cascades == []


def test_second_version_does_not_change_the_first(people: People) -> None:
    coding_round = Round.objects.get(number=2)
    before = Coding.objects.filter(assignment__round=coding_round).values().get()
    answer = CodingContent([code_for(people.ada, coding_round, "Other").pk])
    submit(
        by=people.ada, coding_round=coding_round, unit=1, content=answer, idempotency_key="b-key", reason="read again"
    )
    close_round(by=people.lea, number=2, even_if_unfinished=True)
    assert Coding.objects.filter(pk=before["id"]).values().get() == before


@pytest.mark.parametrize("model", [Coding, CodingCode, Segment, Code, Event, Round, Unit, Release, Document])
def test_admin_site_has_no_page_for_the_records_of_a_study(model: type[Any]) -> None:
    assert not admin.site.is_registered(model)
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def test_admin_site_shows_studies_and_members_but_no_codings(people: People) -> None:
    http = client(person("sam", is_staff=True, is_superuser=True))
    for page in ("study", "member"):
        answer = http.get(f"/admin/coding/{page}/")
        assert answer.status_code == 200
        for secret in ("Marked", "Injection", "ada's memo 1"):
            assert secret not in answer.content.decode()
        assert http.get(f"/admin/coding/{page}/add/").status_code == 403
    assert http.post(f"/admin/coding/study/{people.study.pk}/delete/", {"post": "yes"}).status_code == 403
    assert http.post(f"/admin/coding/study/{people.study.pk}/change/", {"title": "x"}).status_code == 403
    assert http.get("/admin/coding/coding/").status_code == 404
