"""Renders Vega-Lite specifications to SVG for the web interface, each once.

The renderer needs over 100 MB and never frees it, so it runs in a child process that ends when it is idle:
`python -m advisories.corpus.figure_renderer DESCRIPTOR`.
"""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import sys
import threading
from collections import OrderedDict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from advisories.corpus.charts import Spec, svg

IDLE: Final = 60.0  # seconds without a figure after which the child process ends
TIMEOUT: Final = 60.0  # seconds for one figure, including the start of the process
STORED: Final = 100  # figures, of some 10 kB each


class RenderingFailed(RuntimeError):
    """The figure could not be rendered."""


class FigureRenderer:
    """Renders figures in a child process and stores the latest ones by the hash of their specification."""

    def __init__(self, idle: float = IDLE) -> None:
        self.idle = idle
        self._lock = threading.Lock()
        self._stored: OrderedDict[str, bytes] = OrderedDict()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._timer: threading.Timer | None = None

    @property
    def running(self) -> bool:
        return self._process is not None

    def svg(self, spec: Spec) -> bytes:
        """Return the figure; raise RenderingFailed if the specification is invalid or rendering is too slow."""
        text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
        key = hashlib.sha256(text.encode()).hexdigest()
        with self._lock:
            if key not in self._stored:
                self._stored[key] = self._render(spec)
                if len(self._stored) > STORED:
                    self._stored.popitem(last=False)
            self._stored.move_to_end(key)
            return self._stored[key]

    def stop(self) -> None:
        """End the child process, if it runs."""
        with self._lock:
            self._stop()

    def _render(self, spec: Spec) -> bytes:
        if self._timer:
            self._timer.cancel()
        try:
            # A killed process is detected here and restarted once.
            result = self._request(spec) or self._request(spec)
        finally:
            self._timer = threading.Timer(self.idle, self.stop)
            self._timer.daemon = True
            self._timer.start()
        if not isinstance(result, bytes):
            raise RenderingFailed(result or "The figure renderer ended unexpectedly.")
        return result

    def _request(self, spec: Spec) -> bytes | str | None:
        """Return the SVG, or the error as text; None if the child process died."""
        if self._pipe is None:
            self._start()
        assert self._pipe
        try:
            self._pipe.send(spec)
            if not self._pipe.poll(TIMEOUT):
                self._stop()
                return f"The figure was not rendered within {TIMEOUT:.0f} seconds."
            result: bytes | str = self._pipe.recv()
        except (EOFError, OSError):
            self._stop()
            return None
        return result

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "advisories.corpus.figure_renderer", str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603  # a fixed command
                command,
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


RENDERER: Final = FigureRenderer()


def serve(pipe: Connection) -> None:
    """Send the SVG of each received specification, or the error as text, until the pipe closes."""
    while True:
        try:
            spec = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result: bytes | str = svg(spec)
        except ValueError as error:
            result = str(error) or type(error).__name__
        pipe.send(result)


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
