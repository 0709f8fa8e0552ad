"""Triggers of the tables whose rows never change, for migrations to create and to create again.

SQLite changes a table by copying it, which drops its triggers. A migration that changes one of these tables ends with
`migrations.RunPython(create_triggers, migrations.RunPython.noop)`.
"""

from importlib import import_module

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Table → the columns that never change; none named: no column does.
NEVER_UPDATED: dict[str, tuple[str, ...]] = import_module("coding.migrations.0002_immutable").IMMUTABLE
# PostgreSQL refuses these deletions since 0002, except of decisions.
NEVER_DELETED = tuple(table for table in NEVER_UPDATED if table.startswith("coding_"))


def create_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers that are missing."""
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(
            "CREATE OR REPLACE TRIGGER coding_decision_kept BEFORE DELETE ON coding_decision "
            "FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
        )
        return
    for table, columns in NEVER_UPDATED.items():
        of = f"OF {', '.join(columns)} " if columns else ""
        create_trigger(schema_editor, f"{table}_immutable BEFORE UPDATE {of}", table)
    for table in NEVER_DELETED:
        create_trigger(schema_editor, f"{table}_kept BEFORE DELETE", table)


def create_trigger(schema_editor: BaseDatabaseSchemaEditor, name_and_event: str, table: str) -> None:
    schema_editor.execute(
        f"CREATE TRIGGER IF NOT EXISTS {name_and_event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are immutable'); END"
    )


def drop_delete_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers that refuse deletions and were created after 0002."""
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP TRIGGER coding_decision_kept ON coding_decision")
        return
    for table in NEVER_DELETED:
        schema_editor.execute(f"DROP TRIGGER {table}_kept")
