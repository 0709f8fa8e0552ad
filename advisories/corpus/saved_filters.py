"""Named filters of the corpus: each person's own, written here alone."""

from __future__ import annotations

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from advisories.models import SavedFilter
from advisories.platform.errors import BadInput

LIMIT: Final = 200  # filters of one person


def save_filter(*, owner: Any, name: str, query: dict[str, str]) -> SavedFilter:
    """Keep `query`, the validated words of a filter, under a name that this person has not used."""
    if SavedFilter.objects.filter(owner=owner).count() >= LIMIT:
        raise BadInput(f"You have {LIMIT} saved filters, which is all one person may have; delete one first.")
    return _named(SavedFilter(owner=owner, query=query, created_at=timezone.now()), name)


def change_filter(saved: SavedFilter, *, name: str | None = None, query: dict[str, str] | None = None) -> SavedFilter:
    """Rename a filter, or let it hold another query."""
    if query is not None:
        saved.query = query
    return _named(saved, saved.name if name is None else name)


def remove_filter(saved: SavedFilter) -> None:
    """Delete a filter. Samples that were drawn with it have noted what it said."""
    saved.delete()


def _named(saved: SavedFilter, name: str) -> SavedFilter:
    saved.name = name
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:
        raise BadInput(f"You have a filter called “{name}” already; choose another name.") from None
    return saved
