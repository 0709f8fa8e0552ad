"""Parses the next chunk of a large import in a second process while the current one is stored.

`python -m advisories.intake.parser_process FORMAT COLUMNS DESCRIPTOR` is that process. It is not started by
`multiprocessing`, which would run the main module again. It must not import Django.
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
from typing import Final

from advisories.formats.parsing import ParsedRecord, parse
from advisories.records import AdvisoryRecord
from advisories.sources.archives import SourceFile
from advisories.text.reading import read

# Characters of HTML rendered per list of files: ten times those of 2,000 published texts. The main process renders the
# rest batch by batch, so that many texts of a few kilobytes do not fill the memory.
RENDERED: Final = 64_000_000


class ParserProcess:
    """Parses and renders one list of files after another. The process ends when its pipe closes."""

    def __init__(self, file_format: str, columns: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        self.pipe = Connection(ours.detach())
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  # a fixed command
                [
                    sys.executable,
                    "-m",
                    "advisories.intake.parser_process",
                    file_format,
                    json.dumps(dict(columns)),
                    str(theirs.fileno()),
                ],
                cwd=Path(__file__).resolve().parents[2],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def submit(self, files: list[SourceFile]) -> None:
        """Send files to be parsed. Ask for their result before submitting the next ones."""
        with contextlib.suppress(OSError):  # `result` reports it
            self.pipe.send(files)

    def result(self) -> list[list[ParsedRecord]] | None:
        """Return the records of the submitted files, file by file; None if the process died."""
        try:
            records: list[list[ParsedRecord]] = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return records

    def close(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.wait()


def serve(pipe: Connection, file_format: str, columns: Mapping[str, str]) -> None:
    """Parse one list of files after another until the pipe closes."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(parse_files(pipe.recv(), file_format, columns))


def parse_files(files: list[SourceFile], file_format: str, columns: Mapping[str, str]) -> list[list[ParsedRecord]]:
    """Return the records of each file, with rendered texts until their HTML has `RENDERED` characters."""
    remaining = RENDERED

    def rendered(record: ParsedRecord) -> ParsedRecord:
        nonlocal remaining
        if not isinstance(record, AdvisoryRecord) or remaining <= 0:
            return record
        reading = read(record.title, record.body, record.markup)
        remaining -= len(reading.html)
        return replace(record, reading=reading)

    return [[rendered(record) for record in parse(file.data, file.origin, file_format, columns)] for file in files]


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process handles Ctrl-C
    os.nice(1)
    serve(Connection(int(sys.argv[3])), sys.argv[1], json.loads(sys.argv[2]))
