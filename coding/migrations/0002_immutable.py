"""The database itself refuses to change what must never change: first ratings, events, frozen versions, releases.

On SQLite a later migration that rebuilds one of these tables drops its trigger: such a migration runs `protect` again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN = {
    "coding_coding": "",
    "coding_codingcode": "",
    "coding_segment": "",
    "coding_event": "",
    "coding_codebookversion": "",
    "coding_release": "",
    "coding_releasefile": "",
    "advisories_document": "title, html, text, sha256",  # joining two advisories moves a document, not its words
}


def protect(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for table, columns in FROZEN.items():
            of = f"OF {columns} " if columns else ""
            schema_editor.execute(
                f"CREATE TRIGGER {table}_immutable BEFORE UPDATE {of}ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are immutable'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION intercoder_immutable() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are immutable', TG_TABLE_NAME USING ERRCODE = '23514'; END $$",
        params=None,  # the % is PostgreSQL's, not a place for a value
    )
    for table, columns in FROZEN.items():
        event = f"UPDATE OF {columns}" if columns else "UPDATE OR DELETE"
        schema_editor.execute(
            f"CREATE TRIGGER {table}_immutable BEFORE {event} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
        )


def release(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON {}"
    for table in FROZEN:
        schema_editor.execute(f"DROP TRIGGER {table}_immutable" + on.format(table))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION intercoder_immutable()")


class Migration(migrations.Migration):
    dependencies = [("coding", "0001_initial"), ("advisories", "0001_initial")]

    operations = [migrations.RunPython(protect, release)]
