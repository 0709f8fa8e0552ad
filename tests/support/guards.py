"""Functions that tests name in settings: guards and a notifier."""

from __future__ import annotations

from typing import Any


def yes(user: Any) -> bool:
    return True


def no(user: Any) -> bool:
    return False


def hides_nothing(user: Any, project: Any) -> str:
    return ""


def hides_suggestions(user: Any, project: Any) -> str:
    return "Hidden while you code round 1."


def ignore_notification(job_id: int, *, expires: float | None = None) -> None:
    """Do nothing: the tests run their jobs themselves."""
