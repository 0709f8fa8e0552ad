"""Calls of the git program: bounded in time and memory, without hooks, filters, configuration or network."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import IO, Final

from advisories.platform.errors import BadInput

SECONDS: Final = 60.0  # of all calls for the files of a clone
MINIMUM: Final = (2, 39)


MEMORY: Final = 2 << 30  # bytes of address space of one call


class NotInspected(BadInput):
    """A repository that cannot be inspected at all. The message is one sentence, or two."""

    code = "not_inspected"


@lru_cache(maxsize=1)
def git_version() -> tuple[int, ...] | None:
    """Return the version of the git program, such as (2, 39, 5); None if there is none."""
    program = shutil.which("git")
    if program is None:
        return None
    try:
        output = subprocess.run(  # noqa: S603
            [program, "--version"], capture_output=True, text=True, timeout=10, env=git_environment()
        )
    except (OSError, subprocess.SubprocessError):
        return None
    numbers = re.search(r"\d+(\.\d+)+", output.stdout)
    return tuple(map(int, numbers[0].split("."))) if numbers else None


def git_problem() -> str:
    """Return why repositories cannot be inspected, as a sentence; "" if git is recent enough."""
    version = git_version()
    if version is None:
        return "The git program is missing. Install git 2.39 or newer."
    if version[:2] < MINIMUM:
        return f"git {'.'.join(map(str, version))} is too old. Install git 2.39 or newer."
    return ""


def git_environment(**more: str) -> dict[str, str]:
    """Return the environment of git: where programs are, and no settings of the user or the system."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C",
        "HOME": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        **more,
    }


class GitCall:
    """A running git, ended with its process group after some seconds; a context manager.

    Parameters
    ----------
    arguments : after the name of the program.
    environment : complete; nothing is inherited.
    seconds : after which it is ended.
    stdin : whether it has an input.
    errors : file for its messages; they are discarded by default.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        seconds: float = SECONDS,
        stdin: bool = False,
        errors: IO[bytes] | None = None,
    ) -> None:
        if problem := git_problem():
            raise NotInspected(problem)
        self.process = subprocess.Popen(  # noqa: S603
            [shutil.which("git") or "git", *arguments],
            env=dict(environment),
            cwd=os.path.sep,
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if errors is None else errors,
            bufsize=1 << 18,
            start_new_session=True,
        )
        _limit(self.process.pid, seconds)
        self.late = False
        self.timer = threading.Timer(seconds, self._end_late)
        self.timer.daemon = True
        self.timer.start()

    def _end_late(self) -> None:
        self.late = True
        self.end()

    def end(self) -> None:
        """End the process and its children."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    @property
    def output(self) -> IO[bytes]:
        assert self.process.stdout is not None
        return self.process.stdout

    def status(self) -> int:
        """Wait for the end and return the exit status."""
        return self.process.wait()

    def __enter__(self) -> GitCall:
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()
        if self.process.poll() is None:
            self.end()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        self.process.wait()


def _limit(process: int, seconds: float) -> None:
    """Limit memory and processor time of a process; not on systems that cannot limit another process."""
    if hasattr(resource, "prlimit"):
        with contextlib.suppress(OSError):
            resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.prlimit(process, resource.RLIMIT_CPU, (int(seconds) + 5, int(seconds) + 5))
