"""Database dialects of SQLite and PostgreSQL: lookups with many values, and bulk inserts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from django.db import connection, models
from django.db.models.expressions import RawSQL


def where_in(values: Iterable[str]) -> RawSQL:
    """Return texts for a lookup with `__in`, as a single parameter."""
    return _array_query(list(values), "SELECT unnest(%s::text[])")


def where_in_numbers(values: Iterable[int]) -> RawSQL:
    """Return whole numbers for a lookup with `__in`, as a single parameter."""
    return _array_query(list(values), "SELECT unnest(%s::bigint[])")


def _array_query(values: list[str] | list[int], on_postgresql: str) -> RawSQL:
    if connection.vendor == "postgresql":
        return RawSQL(on_postgresql, [values])  # noqa: S611
    return RawSQL("SELECT value FROM json_each(%s)", [orjson.dumps(values).decode()])


def reserve_ids(model: type[models.Model], count: int) -> Iterable[int]:
    """Return `count` unused primary keys. This transaction must insert a row for each."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        ((last,),) = cursor.fetchall() or [(0,)]
        return range(last + 1, last + 1 + count)


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert many rows past the ORM, which would take most of an import's time.

    Constraints of the database apply; defaults of the model and `save()` do not.

    Parameters
    ----------
    columns : names of fields, like `project_id` for a foreign key.
    rows : one value per column.
    """
    if not rows:
        return
    fields = [model._meta.get_field(name) for name in columns]
    column_values = [
        _driver_values(field, values) for field, values in zip(fields, zip(*rows, strict=True), strict=True)
    ]
    table = f'"{model._meta.db_table}" (' + ", ".join(f'"{field.column}"' for field in fields) + ")"  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = map("\t".join, zip(*(map(_copy_text, values) for values in column_values), strict=True))
            cursor.copy_expert(f"COPY {table} FROM STDIN", io.StringIO("\n".join(lines)))
        else:
            placeholders = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} VALUES ({placeholders})"  # noqa: S608  # names of our own models
            cursor.executemany(statement, list(zip(*column_values, strict=True)))


def _driver_values(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a column in the types of the database driver."""
    if isinstance(field, models.JSONField):
        return [None if value is None else orjson.dumps(value).decode() for value in values]
    if isinstance(field, models.DateTimeField | models.DecimalField):
        ready = {value: field.get_db_prep_save(value, connection) for value in set(values)}
        return [ready[value] for value in values]
    return values


def _copy_text(value: Any) -> str:
    """Return a value in the text format of PostgreSQL's COPY."""
    if value is None:
        return r"\N"
    text = str(value)
    if "\\" in text:
        text = text.replace("\\", r"\\")
    return text.replace("\n", r"\n").replace("\r", r"\r").replace("\t", r"\t")
