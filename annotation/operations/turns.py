"""Turns: threads that go one at a time, in the order in which they came."""

from __future__ import annotations

import threading
import time
from collections import deque
from math import inf


class Turns:
    """A lock that is handed over in the order of arrival, with limits of waiting.

    If one turn lasts longer than `long` seconds, only the first `most` threads may go on waiting.
    """

    def __init__(self, *, patience: float, long: float = inf, most: int = 0) -> None:
        self.patience = patience  # seconds that a thread waits
        self.long = long
        self.most = most
        self.lock = threading.Lock()
        self.waiting: deque[threading.Event] = deque()
        self.taken = False
        self.since = 0.0  # when the present turn began

    def take(self) -> bool:
        """Wait for the turn. Return False if it did not come in time."""
        begun = time.monotonic()
        with self.lock:
            if not self.taken:
                self.taken, self.since = True, begun
                return True
            handed = threading.Event()
            self.waiting.append(handed)
        while True:
            with self.lock:
                if handed.is_set():
                    return True
                remaining = self.remaining(handed, begun)
                if remaining <= 0:
                    self.waiting.remove(handed)
                    return False
            handed.wait(remaining)

    def remaining(self, handed: threading.Event, begun: float) -> float:
        """Return for how many seconds a thread may go on waiting."""
        at = time.monotonic()
        remaining = begun + self.patience - at
        if self.long < inf and self.waiting.index(handed) >= self.most:
            remaining = min(remaining, self.since + self.long - at)
        return remaining

    def give(self) -> None:
        """Hand the turn to the thread that has waited longest."""
        with self.lock:
            self.since = time.monotonic()
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self.taken = False
