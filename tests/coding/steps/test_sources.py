"""Sources: the files from which codings were entered, at every door, and those of codings entered before."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction

from coding.access.ratings import visible_sources
from coding.audit.commitments import canonical_codings, revealed_commitments
from coding.errors import Sealed
from coding.loading.ratings import load_ratings
from coding.loading.study import load_study
from coding.models import Coding, Commitment, Event, EventKind, RatingSource, Round
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.import_project import import_project
from coding.steps.study import add_member
from tests.support import publications as factory
from tests.support.factories import People, client, code_for, opened_round, rate
from tests.support.replicating import Replication

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/studies/consequences/rounds/1/codings/import/"
SHEET = b"unit,code\n1,Access\n2,Leak\n"


def enter(member: Any, content: bytes = SHEET, name: str = "ada.csv", *, dry_run: bool = False) -> Any:
    """Enter the codings of a file as this member, and return the JSON of the response."""
    address = f"{ADDRESS}?dry_run=true" if dry_run else ADDRESS
    return client(member).post(address, {"file": SimpleUploadedFile(name, content)}).json()


def doors() -> Counter[str]:
    return Counter(Coding.objects.values_list("source__door", flat=True))


def test_entered_codings_point_to_the_file_and_those_of_the_page_to_none(people: People) -> None:
    rate(people.ada, opened_round(people), 3, "Leak")
    enter(people.ada, dry_run=True)
    assert not RatingSource.objects.exists()
    enter(people.ada)
    source = RatingSource.objects.get()
    assert (source.name, source.sha256, source.bytes) == ("ada.csv", hashlib.sha256(SHEET).hexdigest(), len(SHEET))
    assert (source.door, source.entered_by, source.round.number) == ("codings_import", people.ada, 1)
    by_unit = dict(Coding.objects.values_list("assignment__unit__number", "source"))
    assert by_unit == {1: source.pk, 2: source.pk, 3: None}
    event = Event.objects.get(kind=EventKind.RATINGS_IMPORTED)
    assert (event.data["source"], event.data["sha256"]) == (source.pk, source.sha256)
    enter(people.ada)  # enters nothing
    assert RatingSource.objects.count() == 1


def test_lead_enters_several_raters_from_one_file_as_a_source_each(people: People) -> None:
    for name in ("paper", "pen"):
        add_member(study=people.study, by=people.lea, name=name, roles=["rater"], user=None)
    plan = plan_round(by=people.lea, style="open", raters=["paper", "pen"], final_rater="cleo")
    open_round(by=people.lea, number=plan.number)
    enter(people.lea, b"unit,rater,codes\n1,paper,Access\n1,pen,Leak\n", "two.csv")
    sources = RatingSource.objects.all()
    assert [(source.entered_by, source.codings.count()) for source in sources] == [(people.lea, 1)] * 2
    assert len({source.sha256 for source in sources}) == 1


def test_ids_of_sources_do_not_count_those_of_others(people: People) -> None:
    opened_round(people)
    enter(people.ada)
    enter(people.bo, name="bo.csv")
    one, other = RatingSource.objects.values_list("pk", flat=True)
    assert abs(one - other) > 1


def test_sources_never_change(people: People) -> None:
    opened_round(people)
    enter(people.ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        RatingSource.objects.update(name="other.csv")
    with pytest.raises(DatabaseError), transaction.atomic():
        RatingSource.objects.all()._raw_delete("default")  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError), transaction.atomic():
        RatingSource.objects.create(
            round=people.study.rounds.get(), name="x", door="replicate", entered_by=people.ada,
            entered_at="2026-01-01T00:00:00Z", sha256="0" * 64,
        )  # fmt: skip


def test_project_file_is_the_source_of_all_codings() -> None:
    content = factory.rendered("study.qdpx", factory.small())
    result = import_project(content=content, name="s.qdpx", final_rater="Cleo")
    assert doors() == {"import_qdpx": result.codings}
    [source] = RatingSource.objects.all()
    assert (source.name, source.sha256) == ("s.qdpx", hashlib.sha256(content).hexdigest())
    assert Event.objects.get(kind=EventKind.PROJECT_IMPORTED).data["source"] == source.pk


def test_each_rating_of_a_replication_points_to_its_file(tmp_path: Path) -> None:
    """Ada's ratings are in two files; the second also has a column of decisions."""
    replication = Replication(tmp_path)
    one = replication.write("one.csv", "unit,rater,code\n1,ada,Leak\n1,bo,Leak\n2,ada,Leak\n2,bo,Gap\n")
    two = replication.write("two.csv", "unit,rater,code\n2,bo,Gap\n3,ada,Gap\n3,bo,Gap\n")
    assert replication.run("--labels", one, two).status == 0
    entered = Coding.objects.values_list("assignment__rater__name", "assignment__unit__number", "source__name")
    assert set(entered) == {
        ("ada", 1, "one.csv"), ("ada", 2, "one.csv"), ("ada", 3, "two.csv"),
        ("bo", 1, "one.csv"), ("bo", 2, "one.csv"), ("bo", 3, "two.csv"),
    }  # fmt: skip
    events = Event.objects.filter(kind=EventKind.RATINGS_IMPORTED)
    assert sorted((e.data["rater"], e.data["file"], e.data["units"]) for e in events) == [
        ("ada", "one.csv", 2), ("ada", "two.csv", 1), ("bo", "one.csv", 2), ("bo", "two.csv", 1),
    ]  # fmt: skip
    assert str(tmp_path) not in json.dumps([source.reading for source in RatingSource.objects.all()])


def test_source_of_a_replication_says_how_it_was_read_and_that_it_held_decisions(tmp_path: Path) -> None:
    replication = Replication(tmp_path)
    replication.write("labels.csv", "unit,ada,bo,final\n1,Leak,Leak,Leak\n2,Leak,Gap,Gap\n3,Gap,Gap,Gap\n")
    assert replication.run("--final", "final").status == 0
    [source] = RatingSource.objects.all()
    assert (source.door, source.held_final, source.reading["layout"]) == ("replicate", "final", "wide")
    assert source.reading["files"][0]["name"] == "labels.csv"


class Editor:
    """What a migration uses of a schema editor, inside of a transaction."""

    def __init__(self) -> None:
        self.connection = connection

    def execute(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_codings_entered_before_get_the_source_that_the_audit_trail_knows(people: People) -> None:
    migration: Any = import_module("coding.migrations.0018_sources_of_earlier_codings")
    coding_round = opened_round(people)
    rate(people.ada, coding_round, 3, "Leak")
    enter(people.ada)
    rate(people.bo, coding_round, 1, "Leak")
    editor: Any = Editor()
    migration.allow_changes(apps, editor)
    Coding.objects.update(source=None)
    migration.refuse_changes(apps, editor)
    migration.name_sources(apps, editor)
    source = RatingSource.objects.get(sha256="")
    assert (source.name, source.bytes, source.door, source.entered_by) == (
        "ada.csv",
        None,
        "codings_import",
        people.ada,
    )
    own = Coding.objects.filter(assignment__rater=people.ada)
    assert dict(own.values_list("assignment__unit__number", "source")) == {1: source.pk, 2: source.pk, 3: None}
    assert Coding.objects.get(assignment__rater=people.bo).source is None
    with pytest.raises(DatabaseError), transaction.atomic():
        Coding.objects.update(source=None)


def test_commitment_covers_what_was_coded_in_intercoder_and_no_file(people: People) -> None:
    coding_round = opened_round(people)
    rate(people.ada, coding_round, 3, "Leak")
    enter(people.ada)
    enter(people.bo, b"unit,code\n1,Access\n2,Leak\n3,Leak\n", "bo.csv")
    # Other members cannot tell from a missing commitment that the codings came from a file.
    assert Commitment.objects.count() == 2
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    event = Event.objects.get(kind=EventKind.ROUND_CLOSED)
    assert (list(event.data["commitments"]), event.data["not_covered"]) == (["ada"], 0)
    [row] = load_study(closed, release=1).commitments
    assert (row.rater, row.matches, row.not_covered) == ("ada", True, ())
    assert [entry[0] for entry in json.loads(row.codings)] == [3]


def test_commitment_made_before_sources_were_stored_still_matches(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It covers the entered codings as well."""
    rate(people.ada, opened_round(people), 3, "Leak")
    with monkeypatch.context() as patch:
        patch.setattr("coding.steps.code.submit.canonical_codings", lambda last: canonical_codings(last, entered=True))
        enter(people.ada)
    [revealed] = revealed_commitments(closed_by(people))
    assert revealed.unchanged
    assert len(json.loads(revealed.codings)) == 3


def closed_by(people: People) -> Round:
    return close_round(by=people.lea, number=1, even_if_unfinished=True)


def test_origin_of_a_loaded_round_follows_from_its_sources(people: People) -> None:
    coding_round = opened_round(people)
    rate(people.ada, coding_round, 3, "Leak")
    enter(people.ada)
    rate(people.bo, coding_round, 1, "Leak")
    with pytest.raises(Sealed):
        load_ratings(coding_round)
    changed = code_for(people.ada, coding_round, "Entry").pk
    submit(
        by=people.ada, coding_round=coding_round, unit=1, content=CodingContent([changed]), idempotency_key="k",
        reason="read again",
    )  # fmt: skip
    data = load_study(closed_by(people))
    assert (data.plan.origin, data.plan.in_page) == ("mixed", (("ada", 1), ("bo", 1)))
    [source] = data.plan.rating_sources
    assert (source.name, source.entered_by, source.ratings) == ("ada.csv", "ada", (("ada", 2),))
    # A coding that was entered and then changed in Intercoder was entered.
    assert {(row.rater, row.unit): row.source for row in data.codings} == {
        ("ada", 1): "ada.csv", ("ada", 2): "ada.csv", ("ada", 3): "", ("bo", 1): "",
    }  # fmt: skip


def test_only_who_entered_a_file_sees_it_until_the_round_closes(people: People) -> None:
    coding_round = opened_round(people)
    enter(people.ada)
    members = (people.ada, people.bo, people.lea, people.cleo)
    assert [member.name for member in members if visible_sources(member, coding_round)] == ["ada"]
    assert visible_sources(people.bo, closed_by(people)).count() == 1


def test_file_entered_for_several_raters_is_one_source_of_the_release(people: People) -> None:
    for name in ("paper", "pen"):
        add_member(study=people.study, by=people.lea, name=name, roles=["rater"], user=None)
    plan = plan_round(by=people.lea, style="open", raters=["paper", "pen"], final_rater="cleo")
    open_round(by=people.lea, number=plan.number)
    enter(people.lea, b"unit,paper,pen,final\n1,Access,Leak,Leak\n2,Leak,Leak,Leak\n3,Gap,Gap,Gap\n", "two.csv")
    data = load_study(closed_by(people))
    [source] = data.plan.rating_sources
    assert (source.name, source.ratings, source.entered_by) == ("two.csv", (("paper", 3), ("pen", 3)), "lea")
    assert (source.held_others, source.held_final) == ((), "final")
    assert {row.source for row in data.codings} == {"two.csv"}
    assert [rater["name"] for rater in source.reading["raters"]] == ["paper", "pen"]


def test_replicated_source_says_what_else_its_file_held(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("unit,ann,ben,eve,agreed,final\n1,leak,leak,crash,leak,leak\n2,crash,leak,crash,crash,crash\n")
    run = Replication(tmp_path, advisories=2)
    done = run.run("--labels", sheet, "--raters", "ann,ben", final="ann")
    assert done.status == 0, done.err
    source = RatingSource.objects.get()
    assert (source.held_others, source.held_final) == (["eve"], "agreed, final")
