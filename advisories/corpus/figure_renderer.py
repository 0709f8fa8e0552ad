"""Renders figures: Vega-Lite specifications to SVG, and SVG to PNG and PDF.

The renderer needs over 100 MB and never frees it, and a font can make it crash or hang. So it runs in a child process,
which is killed if it takes too long and ends when it is idle: `python -m advisories.corpus.figure_renderer DESCRIPTOR`.
"""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from advisories.corpus.charts import Spec, pdf, png, svg

IDLE: Final = 60.0  # seconds without a figure after which the child process ends
TIMEOUT: Final = 60.0  # seconds for one figure, including the start of the process
STORED: Final = 100  # figures, of some 10 kB each
DRAW: Final[dict[str, Callable[..., bytes]]] = {"svg": svg, "png": png, "pdf": pdf}


class RenderingFailed(RuntimeError):
    """The figure could not be rendered."""


class FigureRenderer:
    """Renders figures in a child process and stores the latest ones by the hash of their specification."""

    def __init__(self, idle: float = IDLE) -> None:
        self.idle = idle
        self.command = [sys.executable, "-m", "advisories.corpus.figure_renderer"]
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
                self._stored[key] = self._render("svg", spec)
                if len(self._stored) > STORED:
                    self._stored.popitem(last=False)
            self._stored.move_to_end(key)
            return self._stored[key]

    def png(self, figure: bytes, scale: float = 1) -> bytes:
        """Return an SVG in pixels; raise RenderingFailed if that fails or is too slow."""
        with self._lock:
            return self._render("png", figure, scale)

    def pdf(self, figure: bytes) -> bytes:
        """Return an SVG as a page; raise RenderingFailed if that fails or is too slow."""
        with self._lock:
            return self._render("pdf", figure)

    def stop(self) -> None:
        """End the child process, if it runs."""
        with self._lock:
            self._stop()

    def _render(self, *task: Any) -> bytes:
        if self._timer:
            self._timer.cancel()
        try:
            # A killed process is detected here and restarted once.
            result = self._request(task) or self._request(task)
        finally:
            self._timer = threading.Timer(self.idle, self.stop)
            self._timer.daemon = True
            self._timer.start()
        if not isinstance(result, bytes):
            raise RenderingFailed(result or "The figure renderer ended unexpectedly.")
        return result

    def _request(self, task: tuple[Any, ...]) -> bytes | str | None:
        """Return the figure, or the error as text; None if the child process died."""
        if self._pipe is None:
            self._start()
        assert self._pipe
        try:
            self._pipe.send(task)
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


RENDERER: Final = FigureRenderer()


def serve(pipe: Connection) -> None:
    """Send the figure of each received task, or the error as text, until the pipe closes."""
    while True:
        try:
            kind, *arguments = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            result: bytes | str = DRAW[kind](*arguments)
        except BaseException as error:  # a panic of the renderer is no Exception
            result = str(error) or type(error).__name__
        pipe.send(result)


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
