"""Lookups with many values."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from django.db import connection
from django.db.models.expressions import RawSQL


def among(values: Iterable[str] | Iterable[int]) -> RawSQL:
    """`values`, all text or all whole numbers, for a lookup with `__in`: one parameter, however many they are."""
    listed = list(values)
    if connection.vendor == "postgresql":
        kind = "bigint" if listed and isinstance(listed[0], int) else "text"
        return RawSQL(f"SELECT unnest(%s::{kind}[])", [listed])  # noqa: S611  # one of two words
    return RawSQL("SELECT value FROM json_each(%s)", [orjson.dumps(listed).decode()])
