"""Emptying the database between tests of several connections. Its triggers refuse to delete rows that must be kept.

Django would delete the rows of all tables, truncate them on PostgreSQL, and create all content types and permissions
again. Here, only tables with rows are emptied, and those two tables, which no test changes, are kept.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

KEPT = {"django_content_type", "auth_permission"}


def empty_database() -> None:
    """Delete all rows of tests. In this transaction, no trigger fires and no reference is checked."""
    quote = connection.ops.quote_name
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        # Only tables of models: SQLite lists the parts of its search index as tables, too.
        models = connection.introspection.django_table_names(only_existing=True, include_views=False)
        tables = with_rows(cursor, sorted(set(models) - KEPT))
        triggers: list[tuple[str, str]] = []
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
            triggers = [(name, sql) for name, sql, table in cursor.fetchall() if table in tables]
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {quote(name)}")
        for table in tables:
            cursor.execute(f"DELETE FROM {quote(table)}")
        for _, sql in triggers:
            cursor.execute(sql)


def with_rows(cursor: Any, tables: list[str]) -> list[str]:
    """Return those of the tables that have rows."""
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
            for number, table in enumerate(tables)
        )
    )
    return [tables[number] for (number,) in cursor.fetchall()]


def allow_flush() -> None:
    """Let tests of several connections empty immutable tables in this process."""
    TransactionTestCase._fixture_teardown = lambda test: empty_database()  # type: ignore[method-assign]
