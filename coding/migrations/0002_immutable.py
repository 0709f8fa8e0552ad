"""Triggers by which the database refuses to change what must never change: first ratings, the audit trail, releases."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Table → the columns that never change; none named: no column does.
IMMUTABLE = {
    "coding_coding": (),
    "coding_codingcode": (),
    "coding_segment": (),
    "coding_commitment": (),
    "coding_exposure": (),
    "coding_event": (),
    "coding_codebookversion": (),
    "coding_disagreement": (),
    "coding_decision": (
        "round_id",
        "unit_id",
        "method",
        "reason",
        "decided_by_id",
        "decided_at",
    ),  # it can be withdrawn
    "coding_decisioncode": (),
    "coding_comment": (),
    "coding_commentcode": (),
    "coding_release": (),
    "coding_releasefile": (),
    "coding_releasechunk": (),
    "advisories_document": ("title", "html", "text", "sha256"),  # merging advisories moves a document, never its text
}


def create_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for table, columns in IMMUTABLE.items():
            of = f"OF {', '.join(columns)} " if columns else ""
            schema_editor.execute(
                f"CREATE TRIGGER {table}_immutable BEFORE UPDATE {of}ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are immutable'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION intercoder_immutable() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are immutable', TG_TABLE_NAME USING ERRCODE = '23514'; END $$",
        params=None,  # the % belongs to PostgreSQL and is no placeholder
    )
    for table, columns in IMMUTABLE.items():
        event = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE OR DELETE"
        schema_editor.execute(
            f"CREATE TRIGGER {table}_immutable BEFORE {event} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
        )


def drop_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON {}"
    for table in IMMUTABLE:
        schema_editor.execute(f"DROP TRIGGER {table}_immutable" + on.format(table))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION intercoder_immutable()")


class Migration(migrations.Migration):
    dependencies = [("coding", "0001_initial"), ("advisories", "0001_initial")]

    operations = [migrations.RunPython(create_triggers, drop_triggers)]
