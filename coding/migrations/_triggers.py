"""Triggers of the tables whose rows never change, for migrations to create and to create again.

SQLite changes a table by copying it, which drops its triggers. A migration that changes one of these tables ends with
`migrations.RunPython(create_triggers, migrations.RunPython.noop)`. If it changes `coding_decision`, it begins with
`migrations.RunPython(drop_answer_triggers, create_triggers)`, because a trigger of `coding_decisioncode` reads it. The
tables of `EXCLUSIVE` read each other: a migration that changes one begins with `drop_exclusive_triggers` in the same way.
A trigger of `coding_unit` reads `coding_assignment` and `coding_round`: a migration that changes one of the three begins
with `drop_unit_triggers` in the same way.
"""

from collections.abc import Set as AbstractSet
from importlib import import_module

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Table → the columns that never change; none named: no column does.
NEVER_UPDATED: dict[str, tuple[str, ...]] = {
    **import_module("coding.migrations.0002_immutable").IMMUTABLE,
    "coding_codingunclear": (),
    "coding_decisionunclear": (),
    "coding_commentunclear": (),
    "coding_ratingsource": (),
}
NEVER_DELETED = tuple(table for table in NEVER_UPDATED if table.startswith("coding_"))
# The tables whose triggers in PostgreSQL are from 0002; that of `coding_decision` allows deletions.
OF_0002 = frozenset(import_module("coding.migrations.0002_immutable").IMMUTABLE)

# Table of codes that are unclear → the table of codes that are given, and the column of their answer.
EXCLUSIVE = {
    "coding_codingunclear": ("coding_codingcode", "coding_id"),
    "coding_decisionunclear": ("coding_decisioncode", "decision_id"),
    "coding_commentunclear": ("coding_commentcode", "comment_id"),
}
NOT_BOTH = "a code is either given or unclear"

# The answer of a decision, which 0007 added.
ANSWER = ("no_code_reason", "code_count")
ANSWER_TRIGGERS = {
    "coding_decision_answer_immutable": "coding_decision",
    "coding_decisioncode_counted": "coding_decisioncode",
}
COUNTED = """
    (SELECT count(*) FROM coding_decisioncode WHERE decision_id = NEW.decision_id) >=
    (SELECT code_count FROM coding_decision WHERE id = NEW.decision_id)
"""
NOT_COUNTED = "a decision has either a no-code reason or as many codes as it counts"

# What was drawn with a unit, which 0014 added: two columns never change, three only when a lead refreshes the facts.
UNIT_NEVER_CHANGES = ("document_id", "imported_metadata")
UNIT_REFRESHED = ("facts", "records", "facts_revision")
UNIT_CHANGED = """
    OLD.document_id <> NEW.document_id OR OLD.imported_metadata {differs} NEW.imported_metadata OR (
        (OLD.facts {differs} NEW.facts OR OLD.records {differs} NEW.records OR OLD.facts_revision <> NEW.facts_revision)
        AND (
            NEW.facts_revision <> OLD.facts_revision + 1
            OR EXISTS (
                SELECT 1 FROM coding_assignment JOIN coding_round ON coding_round.id = coding_assignment.round_id
                WHERE coding_assignment.unit_id = OLD.id AND coding_round.state <> 'planned'
            )
        )
    )
"""
UNIT_FIXED = "what was drawn with a unit is fixed"


def create_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers that are missing, of the tables and columns that exist."""
    with schema_editor.connection.cursor() as cursor:
        tables = set(schema_editor.connection.introspection.table_names(cursor))
        columns = schema_editor.connection.introspection.get_table_description(cursor, "coding_decision")
        of_units = schema_editor.connection.introspection.get_table_description(cursor, "coding_unit")
    create_immutable_triggers(schema_editor, tables)
    if {column.name for column in columns} >= set(ANSWER):
        create_answer_triggers(schema_editor)
    if tables >= set(EXCLUSIVE):
        create_exclusive_triggers(schema_editor)
    if {column.name for column in of_units} >= set(UNIT_REFRESHED):
        create_unit_triggers(schema_editor)


def create_unit_triggers(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the trigger by which a unit keeps what was drawn with it."""
    of = ", ".join((*UNIT_NEVER_CHANGES, *UNIT_REFRESHED))
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER IF NOT EXISTS coding_unit_facts BEFORE UPDATE OF {of} ON coding_unit "
            f"WHEN {UNIT_CHANGED.format(differs='IS NOT')} BEGIN SELECT RAISE(ABORT, '{UNIT_FIXED}'); END"
        )
        return
    changed = UNIT_CHANGED.format(differs="IS DISTINCT FROM")
    schema_editor.execute(
        "CREATE OR REPLACE FUNCTION intercoder_unit_facts() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {changed} THEN RAISE EXCEPTION '{UNIT_FIXED}' USING ERRCODE = '23514'; END IF; "
        "RETURN NEW; END $$"
    )
    schema_editor.execute(
        f"CREATE OR REPLACE TRIGGER coding_unit_facts BEFORE UPDATE OF {of} ON coding_unit "
        "FOR EACH ROW EXECUTE FUNCTION intercoder_unit_facts()"
    )


def drop_unit_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop what `create_unit_triggers` creates."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS coding_unit_facts")
        return
    schema_editor.execute("DROP TRIGGER IF EXISTS coding_unit_facts ON coding_unit")
    schema_editor.execute("DROP FUNCTION IF EXISTS intercoder_unit_facts()")


def create_exclusive_triggers(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers by which an answer never both gives a code and leaves it unclear."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for unclear, (given, answer) in EXCLUSIVE.items():
        for table, other in ((unclear, given), (given, unclear)):
            both = f"EXISTS (SELECT 1 FROM {other} WHERE {answer} = NEW.{answer} AND code_id = NEW.code_id)"  # noqa: S608
            if sqlite:
                schema_editor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_exclusive BEFORE INSERT ON {table} "
                    f"WHEN {both} BEGIN SELECT RAISE(ABORT, '{NOT_BOTH}'); END"
                )
                continue
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION intercoder_{table}_exclusive() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {both} THEN RAISE EXCEPTION '{NOT_BOTH}' USING ERRCODE = '23514'; END IF; "
                "RETURN NEW; END $$"
            )
            schema_editor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_exclusive BEFORE INSERT ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION intercoder_{table}_exclusive()"
            )


def drop_exclusive_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop what `create_exclusive_triggers` creates."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in (*EXCLUSIVE, *(given for given, _ in EXCLUSIVE.values())):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_exclusive{'' if sqlite else f' ON {table}'}")
        if not sqlite:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS intercoder_{table}_exclusive()")


def create_answer_triggers(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers by which a decision keeps its answer and has no more codes than it counts."""
    answer = ", ".join(ANSWER)
    if schema_editor.connection.vendor == "sqlite":
        create_trigger(schema_editor, f"coding_decision_answer_immutable BEFORE UPDATE OF {answer}", "coding_decision")
        schema_editor.execute(
            "CREATE TRIGGER IF NOT EXISTS coding_decisioncode_counted BEFORE INSERT ON coding_decisioncode "
            f"WHEN {COUNTED} BEGIN SELECT RAISE(ABORT, '{NOT_COUNTED}'); END"
        )
        return
    schema_editor.execute(
        "CREATE OR REPLACE TRIGGER coding_decision_answer_immutable "
        f"BEFORE UPDATE OF {answer} ON coding_decision FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
    )
    schema_editor.execute(
        "CREATE OR REPLACE FUNCTION intercoder_codes_counted() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {COUNTED} THEN RAISE EXCEPTION '{NOT_COUNTED}' USING ERRCODE = '23514'; END IF; "
        "RETURN NEW; END $$"
    )
    schema_editor.execute(
        "CREATE OR REPLACE TRIGGER coding_decisioncode_counted BEFORE INSERT ON coding_decisioncode "
        "FOR EACH ROW EXECUTE FUNCTION intercoder_codes_counted()"
    )


def drop_answer_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop what `create_answer_triggers` creates."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for name, table in ANSWER_TRIGGERS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{'' if sqlite else f' ON {table}'}")
    if not sqlite:
        schema_editor.execute("DROP FUNCTION IF EXISTS intercoder_codes_counted()")


def create_immutable_triggers(schema_editor: BaseDatabaseSchemaEditor, tables: AbstractSet[str]) -> None:
    """Create the triggers that refuse to change and to delete rows of these tables."""
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(
            "CREATE OR REPLACE TRIGGER coding_decision_kept BEFORE DELETE ON coding_decision "
            "FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
        )
        for table in NEVER_UPDATED.keys() & tables - OF_0002:
            schema_editor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION intercoder_immutable()"
            )
        return
    for table in NEVER_UPDATED.keys() & tables:
        columns = NEVER_UPDATED[table]
        of = f"OF {', '.join(columns)} " if columns else ""
        create_trigger(schema_editor, f"{table}_immutable BEFORE UPDATE {of}", table)
    for table in tables & set(NEVER_DELETED):
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
