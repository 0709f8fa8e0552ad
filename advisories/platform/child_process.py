"""A child process that answers one task after another, ends when it is idle, and is killed if it takes too long.

It is not started by `multiprocessing`, which would run the main module again.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


class ChildEnded(RuntimeError):
    """The child process ended without an answer, twice."""


class ChildProcess:
    """`python -m MODULE DESCRIPTOR`, which receives tasks and sends answers through a pipe.

    Callers hold `lock` while they ask.
    """

    def __init__(self, module: str, idle: float) -> None:
        self.idle = idle  # seconds without a task after which the process ends
        self.command = [sys.executable, "-m", module]
        self.lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._timer: threading.Timer | None = None

    @property
    def running(self) -> bool:
        return self._process is not None

    def ask(self, task: Any, timeout: float) -> Any:
        """Return the answer to a task.

        Raises
        ------
        TimeoutError
            If there is no answer within `timeout` seconds. The process is killed.
        ChildEnded
            If the process ends instead of answering. It is started again once.
        """
        if self._timer:
            self._timer.cancel()
        try:
            for _ in range(2):
                try:
                    return self._answer(task, timeout)
                except (EOFError, OSError) as error:
                    self._stop()
                    if isinstance(error, TimeoutError):
                        raise
            raise ChildEnded
        finally:
            self._timer = threading.Timer(self.idle, self.stop)
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        """End the process, if it runs."""
        with self.lock:
            self._stop()

    def _answer(self, task: Any, timeout: float) -> Any:
        if self._pipe is None:
            self._start()
        assert self._pipe
        self._pipe.send(task)
        if not self._pipe.poll(timeout):
            raise TimeoutError
        return self._pipe.recv()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # a fixed command
                [*self.command, str(theirs.fileno())],
                cwd=Path(__file__).resolve().parents[2],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._pipe = Connection(ours.detach())

    def _stop(self) -> None:
        if self._pipe:
            self._pipe.close()
            self._pipe = None
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
