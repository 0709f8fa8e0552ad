"""The time that steps record. It can be fixed, so that the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """Return the fixed time inside `fixed`, else the current time."""
    return _fixed.get() or timezone.now()


def stamp(at: datetime | None) -> str:
    """Return a time in UTC and whole seconds like 2026-01-15T10:00:00Z, or "" if there is none."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


@contextmanager
def fixed(at: datetime) -> Iterator[None]:
    """Make `now` return `at` inside the context."""
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)
