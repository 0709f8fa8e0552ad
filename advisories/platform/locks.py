"""Locks of rows of the corpus. `coding/locks.py` has the locks of a study, in their order."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet


def lock_row(row: Model) -> None:
    """Lock the row (also of a lazy object) until the transaction ends; references to it can still be stored."""
    row._meta.model._base_manager.select_for_update(no_key=True).only("pk").get(pk=row.pk)


def lock_free_rows(rows: QuerySet[Any]) -> list[int]:
    """Lock the rows that no other transaction has locked until the transaction ends; return their primary keys."""
    return list(rows.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True))
