"""What a web process needs before it can answer requests, asked by `/readyz`."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_applied: set[str] = set()  # databases whose migrations were all applied; that stays so while this process runs


def database_problems() -> list[str]:
    """Return "migrations" if the database lacks some. Raise an error of the database if it does not answer."""
    try:
        name = str(connection.settings_dict["NAME"])
        if name in _applied:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM django_migrations")
                cursor.fetchone()
            return []
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["migrations"]
        _applied.add(name)
        return []
    finally:
        connection.close()  # that of the thread, which ends
