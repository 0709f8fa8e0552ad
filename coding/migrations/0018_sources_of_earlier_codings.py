"""Give codings that were entered before sources were stored the source that the audit trail knows.

The trail has the name of the file, who entered it and when, never its hash. Each rater's chain has the entered codings
directly before the event of the import.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from coding.migrations._triggers import create_triggers

AT_ONCE = 500
# Key of a coding → the command that entered it.
DOORS = {"labels of unit ": "replicate", "answers on unit ": "replicate_projects"}


def allow_changes(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS coding_coding_immutable")
        return
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending checks cannot be altered
    schema_editor.execute("ALTER TABLE coding_coding DISABLE TRIGGER coding_coding_immutable")


def refuse_changes(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        create_triggers(apps, schema_editor)
        return
    schema_editor.execute("ALTER TABLE coding_coding ENABLE TRIGGER coding_coding_immutable")


def name_sources(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    event_model, coding_model = apps.get_model("coding", "Event"), apps.get_model("coding", "Coding")
    allow_changes(apps, schema_editor)
    sources: dict[tuple[Any, ...], Any] = {}
    for event in event_model.objects.filter(kind="project_imported", round__isnull=False).order_by("pk"):
        door = "study_import" if event.actor and event.actor.user_id else "import_qdpx"
        source = new_source(apps, [event], door)
        coding_model.objects.filter(assignment__round=event.round_id).update(source=source)
    imports = event_model.objects.filter(kind="ratings_imported", rater_scope__isnull=False)
    for of_round, rater in imports.order_by("round", "rater_scope").values_list("round", "rater_scope").distinct():
        chain = event_model.objects.filter(round=of_round, rater_scope=rater).order_by("number")
        own = coding_model.objects.filter(assignment__round=of_round, assignment__rater=rater)
        for events, units in imported(chain):
            entered = own.filter(assignment__unit__number__in=units[:AT_ONCE], version=1)
            first = entered.order_by("pk").first()
            if first is None:
                continue
            key = (of_round, events[0].actor_id, files(events), events[0].at)
            if key not in sources:
                door = next((d for start, d in DOORS.items() if first.idempotency_key.startswith(start)), "")
                sources[key] = new_source(apps, events, door or "codings_import")
            for start in range(0, len(units), AT_ONCE):
                some = own.filter(assignment__unit__number__in=units[start : start + AT_ONCE], version=1)
                some.update(source=sources[key])
    refuse_changes(apps, schema_editor)


def imported(chain: Iterable[Any]) -> Iterator[tuple[list[Any], list[int]]]:
    """Yield the events of each import, and the units that were entered directly before them."""
    before: list[int] = []
    for is_import, group in groupby(chain, key=lambda event: event.kind == "ratings_imported"):
        events = list(group)
        if not is_import:
            before = [e.data["unit"] for e in events if e.kind == "coding_submitted" and e.data["version"] == 1]
            continue
        count = sum(event.data.get("units", 0) for event in events)
        yield events, before[-count:] if count else []


def files(events: list[Any]) -> str:
    return ", ".join(dict.fromkeys(event.data["file"] for event in events if event.data.get("file")))


def new_source(apps: Any, events: list[Any], door: str) -> Any:
    [event, *_] = events
    actor = event.actor_id or event.study.members.order_by("pk").first().pk
    return apps.get_model("coding", "RatingSource").objects.create(
        round_id=event.round_id, name=files(events)[:255], door=door, entered_by_id=actor, entered_at=event.at
    )


class Migration(migrations.Migration):
    dependencies = [("coding", "0017_rating_sources")]

    operations = [migrations.RunPython(name_sources, migrations.RunPython.noop)]
