"""Child processes that are started, watched and stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1  # Linux: sets the signal that a process gets when its parent dies
SHORT_LIFE = 5.0  # seconds; a child that ends earlier probably cannot run at all
SHORT_LIVES = 3  # in succession, after which the child is not restarted


class SupervisorError(Exception):
    """A child process cannot be kept running. The message names it and the reason."""


@dataclass
class Child:
    """A process to keep running."""

    name: str
    command: list[str]
    environment: dict[str, str]
    restart: bool  # if it dies; otherwise everything stops
    grace: float = 10.0  # seconds between SIGTERM and SIGKILL
    outlives_others: bool = False  # when everything stops
    descriptors: tuple[int, ...] = ()  # open files that it inherits
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = 0.0
    short_lives: int = 0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  # a command of this program
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,  # standard output has only the messages of this command
            # In a session of its own, so that Ctrl-C reaches only the parent, which stops the children one by one.
            start_new_session=True,
            pass_fds=self.descriptors,
            preexec_fn=end_with_parent if sys.platform == "linux" else None,
        )

    def terminate(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.grace)
        # Also ends the processes that the child started. If there are none, macOS reports EPERM.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def end_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Starts child processes, keeps them running until a signal, and stops them."""

    def __init__(self, start_seconds: float) -> None:
        self.start_seconds = start_seconds  # in which each child must be ready
        self.children: list[Child] = []
        self.stop_requested = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.request_stop)

    def request_stop(self, *_: object) -> None:
        if self.stop_requested.is_set():  # requested twice: end immediately
            for child in self.children:
                child.process.kill()
        self.stop_requested.set()

    def start(self, child: Child, ready: Callable[[], bool]) -> None:
        """Start a child and wait until it is ready or a stop is requested."""
        self.launch(child)
        self.wait_for(child, ready)

    def launch(self, child: Child) -> None:
        self.children.append(child)
        child.start()

    def wait_for(self, child: Child, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + self.start_seconds
        while not self.stop_requested.is_set() and not ready():
            if child.process.poll() is not None:
                raise SupervisorError(f"The {child.name} did not start (exit status {child.process.returncode}).")
            if time.monotonic() > deadline:
                raise SupervisorError(
                    f"The {child.name} was not ready after {self.start_seconds:.0f} seconds. "
                    "On a slow machine, set INTERCODER_START_SECONDS to a larger number."
                )
            self.stop_requested.wait(0.02)

    def keep_running(self) -> None:
        while not self.stop_requested.wait(0.25):
            for child in self.children:
                if child.process.poll() is not None:
                    self.handle_exit(child)

    def handle_exit(self, child: Child) -> None:
        """Restart a child that died, or give up."""
        lifetime = time.monotonic() - child.started
        status = child.process.returncode
        if status != -signal.SIGKILL:  # which says nothing about whether it can run
            child.short_lives = child.short_lives + 1 if lifetime < SHORT_LIFE else 0
        if not child.restart:
            raise SupervisorError(f"The {child.name} ended with exit status {status}, so everything was stopped.")
        if child.short_lives >= SHORT_LIVES:
            raise SupervisorError(
                f"The {child.name} ended {SHORT_LIVES} times soon after its start (exit status {status}), "
                "so everything was stopped."
            )
        print(f"The {child.name} ended with exit status {status}. It is restarted.", file=sys.stderr)
        child.start()

    def stop(self) -> None:
        """Stop the children at the same time, except those that the others need while they stop."""
        needed = [child for child in self.children if child.outlives_others]
        others = [child for child in self.children if not child.outlives_others]
        for child in others:
            child.terminate()
        for child in [*others, *needed]:
            child.stop()
