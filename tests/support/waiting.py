"""Waiting for another process, with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(condition: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Wait until the condition is true; raise AssertionError after the deadline."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"This did not happen within {seconds} seconds: {what}.")
        time.sleep(0.02)  # seconds between two checks
