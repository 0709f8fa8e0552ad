"""Renders figures: Vega-Lite specifications to SVG, and SVG to PNG and PDF.

The renderer needs over 100 MB and never frees it, and a font can make it crash or hang. So it runs in a child process,
which is killed if it takes too long and ends when it is idle: `python -m advisories.corpus.figure_renderer DESCRIPTOR`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import OrderedDict
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final

from advisories.corpus.charts import Spec, pdf, png, svg
from advisories.platform.child_process import ChildEnded, ChildProcess

IDLE: Final = 60.0  # seconds without a figure after which the child process ends
TIMEOUT: Final = 60.0  # seconds for one figure, including the start of the process
STORED: Final = 100  # figures, of some 10 kB each
DRAW: Final[dict[str, Callable[..., bytes]]] = {"svg": svg, "png": png, "pdf": pdf}


class RenderingFailed(RuntimeError):
    """The figure could not be rendered."""


class FigureRenderer(ChildProcess):
    """Renders figures in a child process and stores the latest ones by the hash of their specification."""

    def __init__(self, idle: float = IDLE) -> None:
        super().__init__("advisories.corpus.figure_renderer", idle)
        self._stored: OrderedDict[str, bytes] = OrderedDict()

    def svg(self, spec: Spec) -> bytes:
        """Return the figure; raise RenderingFailed if the specification is invalid or rendering is too slow."""
        text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
        key = hashlib.sha256(text.encode()).hexdigest()
        with self.lock:
            if key not in self._stored:
                self._stored[key] = self._render("svg", spec)
                if len(self._stored) > STORED:
                    self._stored.popitem(last=False)
            self._stored.move_to_end(key)
            return self._stored[key]

    def png(self, figure: bytes, scale: float = 1) -> bytes:
        """Return an SVG in pixels; raise RenderingFailed if that fails or is too slow."""
        with self.lock:
            return self._render("png", figure, scale)

    def pdf(self, figure: bytes) -> bytes:
        """Return an SVG as a page; raise RenderingFailed if that fails or is too slow."""
        with self.lock:
            return self._render("pdf", figure)

    def _render(self, *task: Any) -> bytes:
        try:
            result = self.ask(task, TIMEOUT)
        except TimeoutError:
            raise RenderingFailed(f"The figure was not rendered within {TIMEOUT:.0f} seconds.") from None
        except ChildEnded:
            raise RenderingFailed("The figure renderer ended unexpectedly.") from None
        if not isinstance(result, bytes):
            raise RenderingFailed(result)
        return result


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
