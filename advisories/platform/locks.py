"""The lock of a single row. `coding/locks.py` has the locks of a study, in their order."""

from __future__ import annotations

from django.db.models import Model


def lock_row(row: Model) -> None:
    """Lock the row (also of a lazy object) until the transaction ends; references to it can still be stored."""
    row._meta.model._base_manager.select_for_update(no_key=True).only("pk").get(pk=row.pk)
