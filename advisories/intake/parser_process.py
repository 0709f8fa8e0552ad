"""A process that reads what comes next while its owner stores what came before: a large import's second core.

`python -m advisories.intake.parser_process FORMAT COLUMNS DESCRIPTOR` is that process. It is not started by
`multiprocessing`, which would run the owner's main module once more, whatever that is.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from advisories.formats.parsing import parse
from advisories.records import AdvisoryRecord, Rejected
from advisories.sources.archives import SourceFile
from advisories.text.reading import read

ParsedRecord = AdvisoryRecord | Rejected


class ParserProcess:
    """Parses and renders one lot of files after another. Should it die, `result` is None: read them yourself.

    It hears of its owner's death by the end of the pipe, and ends, too.
    """

    def __init__(self, format: str, columns: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        self.pipe = Connection(ours.detach())
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  # the command is ours
                [
                    sys.executable,
                    "-m",
                    "advisories.intake.parser_process",
                    format,
                    json.dumps(dict(columns)),
                    str(theirs.fileno()),
                ],
                cwd=Path(__file__).resolve().parents[2],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def submit(self, blobs: list[SourceFile]) -> None:
        """Have `blobs` read. One lot at a time: ask for its result before submitting the next."""
        with contextlib.suppress(OSError):  # `result` tells
            self.pipe.send(blobs)

    def result(self) -> list[list[ParsedRecord]] | None:
        """What the lot held, blob by blob; None if the process died."""
        try:
            found: list[list[ParsedRecord]] = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return found

    def close(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.wait()


def serve(pipe: Connection, format: str, columns: Mapping[str, str]) -> None:
    """Read lot after lot until the pipe ends."""

    def read_blob(blob: SourceFile) -> list[ParsedRecord]:
        return [_rendered(entry) for entry in parse(blob.data, blob.origin, format, columns)]

    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send([read_blob(blob) for blob in pipe.recv()])


def _rendered(entry: ParsedRecord) -> ParsedRecord:
    if isinstance(entry, AdvisoryRecord):
        return replace(entry, reading=read(entry.title, entry.body))
    return entry


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is its owner's to answer
    os.nice(1)
    serve(Connection(int(sys.argv[3])), sys.argv[1], json.loads(sys.argv[2]))
