"""Emptying the database between tests of several connections. SQLite refuses to delete rows that must be kept.

Django empties PostgreSQL by TRUNCATE, which fires no trigger for a row, and SQLite by DELETE. Here, and only in tests,
the triggers are dropped before and created again after the deletions, all in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3.base import DatabaseOperations

django_sql_flush: Callable[..., list[str]] = DatabaseOperations.sql_flush


def sql_flush(operations: DatabaseOperations, *args: Any, **options: Any) -> list[str]:
    """Return the statements of Django, between those that drop and create all triggers."""
    deletions = django_sql_flush(operations, *args, **options)
    with operations.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [*(f"DROP TRIGGER {name}" for name, _ in triggers), *deletions, *(sql for _, sql in triggers)]


def allow_flush() -> None:
    """Let Django's flush of SQLite empty immutable tables in this process."""
    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]
