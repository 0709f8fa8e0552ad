"""Triggers by which the database refuses to change and to delete snapshots and their evidence.

SQLite changes a table by copying it, which drops its triggers. A migration that changes one of these tables ends with
`migrations.RunPython(create_triggers, migrations.RunPython.noop)`.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NEVER_CHANGED = ("advisories_snapshot", "advisories_evidence")
EVENTS = {"immutable": "UPDATE", "kept": "DELETE"}


def create_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers that are missing."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    if not sqlite:
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION advisories_immutable() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are immutable', TG_TABLE_NAME USING ERRCODE = '23514'; END $$",
            params=None,  # the % belongs to PostgreSQL and is no placeholder
        )
    for table in NEVER_CHANGED:
        for suffix, event in EVENTS.items():
            if sqlite:
                schema_editor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_{suffix} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are immutable'); END"
                )
            else:
                schema_editor.execute(
                    f"CREATE OR REPLACE TRIGGER {table}_{suffix} BEFORE {event} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION advisories_immutable()"
                )


def drop_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in NEVER_CHANGED:
        for suffix in EVENTS:
            schema_editor.execute(f"DROP TRIGGER {table}_{suffix}{'' if sqlite else f' ON {table}'}")
    if not sqlite:
        schema_editor.execute("DROP FUNCTION advisories_immutable()")
