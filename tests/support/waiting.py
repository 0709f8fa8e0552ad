"""Waiting for something that another process does: until it is so, and with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(true: Callable[[], object], what: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {seconds} seconds in vain until this: {what}.")
        time.sleep(0.02)  # between two looks; what ends the wait is the condition
