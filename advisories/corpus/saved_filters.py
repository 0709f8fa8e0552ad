"""Stores the named filters of each user, per corpus."""

from __future__ import annotations

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from advisories.models import Corpus, SavedFilter
from advisories.platform.errors import BadInput

LIMIT: Final = 200  # filters per user and corpus


def save_filter(*, owner: Any, corpus: Corpus, name: str, query: dict[str, str]) -> SavedFilter:
    """Store `query`, the validated parameters of a filter, under a name that the user has not used yet."""
    if SavedFilter.objects.filter(owner=owner, corpus=corpus).count() >= LIMIT:
        raise BadInput(f"You have {LIMIT} saved filters, the most that are allowed. Delete one first.")
    return _save_as(SavedFilter(owner=owner, corpus=corpus, query=query, created_at=timezone.now()), name)


def change_filter(saved: SavedFilter, *, name: str | None = None, query: dict[str, str] | None = None) -> SavedFilter:
    """Change the name or the query of a filter."""
    if query is not None:
        saved.query = query
    return _save_as(saved, saved.name if name is None else name)


def remove_filter(saved: SavedFilter) -> None:
    """Delete a filter. Samples drawn with it have a copy of its description."""
    saved.delete()


def _save_as(saved: SavedFilter, name: str) -> SavedFilter:
    saved.name = name
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:
        raise BadInput(f"You already have a filter called “{name}”. Choose another name.") from None
    return saved
