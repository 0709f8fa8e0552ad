"""Guards that the settings name; those of the method (coding.access.classifications) have tests of their own."""

from __future__ import annotations

from typing import Any


def yes(user: Any) -> bool:
    return True


def no(user: Any) -> bool:
    return False


def ignore_notification(job_id: int, *, expires: float | None = None) -> None:
    """No worker listens in these tests; they run the job themselves."""
