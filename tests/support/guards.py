"""Functions that tests name in settings: guards and a notifier."""

from __future__ import annotations

from typing import Any


def yes(user: Any) -> bool:
    return True


def no(user: Any) -> bool:
    return False


def ignore_notification(job_id: int, *, expires: float | None = None) -> None:
    """Do nothing: the tests run their jobs themselves."""
