"""Guards as the settings name them: what the method's own guard (coding.access.ratings) answers is tested there."""

from __future__ import annotations

from typing import Any


def yes(user: Any) -> bool:
    return True


def no(user: Any) -> bool:
    return False


def ignore_bell(job_id: int, *, expires: float | None = None) -> None:
    """No worker listens in these tests; they run the job themselves."""
