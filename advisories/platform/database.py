"""Lookups with many values: one parameter, however many they are."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from django.db import connection
from django.db.models.expressions import RawSQL


def among(values: Iterable[str]) -> RawSQL:
    """Texts, for a lookup with `__in`."""
    return _listed(list(values), "SELECT unnest(%s::text[])")


def among_numbers(values: Iterable[int]) -> RawSQL:
    """Whole numbers, for a lookup with `__in`."""
    return _listed(list(values), "SELECT unnest(%s::bigint[])")


def _listed(values: list[str] | list[int], on_postgresql: str) -> RawSQL:
    if connection.vendor == "postgresql":
        return RawSQL(on_postgresql, [values])  # noqa: S611
    return RawSQL("SELECT value FROM json_each(%s)", [orjson.dumps(values).decode()])
