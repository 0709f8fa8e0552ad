"""Columns of integers from the database as arrays.

The database joins each column into one text, which numpy parses into an array: no Python object is created per row.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from django.db.models import Aggregate, TextField

from coding.statistics.ratings import IntArray

Columns = dict[str, IntArray]


class IntegerList(Aggregate):
    """Integers joined by commas. All lists of one query are in the same order."""

    template = "string_agg((%(expressions)s)::text, ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="group_concat(%(expressions)s, ',')", **extra)


def integer_columns(group_by: str, rows: Any, columns: dict[str, Any]) -> dict[int, Columns]:
    """Return round → its rows as arrays by name; a round without rows has empty arrays."""
    lists = {f"all_{name}": IntegerList(column) for name, column in columns.items()}
    arrays: dict[int, Columns] = defaultdict(lambda: {name: np.zeros(0, dtype=np.int64) for name in columns})
    for row in rows.order_by().values(group_by).annotate(**lists):
        arrays[row[group_by]] = {name: np.fromstring(row[f"all_{name}"], dtype=np.int64, sep=",") for name in columns}
    return arrays
