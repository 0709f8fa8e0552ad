"""Checks files of ratings in a child process: `python -m coding.release.reports.sheet_process DESCRIPTOR`.

A sheet of the largest size takes many seconds, in which the threads of a web process would wait for each other, and one
that is made to be slow or to fill the memory is stopped with the process.
"""

from __future__ import annotations

import resource
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Final

from advisories.platform.child_process import ChildEnded, ChildProcess
from coding.formats.ratings.options import Ask, ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import File
from coding.formats.ratings.tables import tables_json

IDLE: Final = 120.0  # seconds without a sheet after which the child process ends
TIMEOUT: Final = 60.0  # seconds for one sheet, including the start of the process
PATIENCE: Final = 10.0  # seconds that a request waits for the one before it
MEMORY: Final = 4 << 30  # bytes
TOO_LARGE: Final = (
    "The report of these files takes too much time or memory here. Use manage.py agreement, or give fewer rows, raters "
    "or codes."
)

UNEXPECTED: Final = (
    "The reader failed on these files. Report this with the file, or save it as CSV in UTF-8 and try again."
)


class SheetBusy(RuntimeError):
    """Other sheets are being checked."""


class SheetRefused(Exception):
    """The files cannot be read as they are; `asks` has the questions that would make them readable."""

    def __init__(self, sentence: str, tables: Sequence[dict[str, Any]] = (), asks: Sequence[Ask] = ()) -> None:
        super().__init__(sentence)
        self.sentence, self.tables, self.asks = sentence, tables, asks


class SheetProcess(ChildProcess):
    """Checks one sheet at a time."""

    def __init__(self, idle: float = IDLE) -> None:
        super().__init__("coding.release.reports.sheet_process", idle)

    def check(self, files: Sequence[File], options: ReadingOptions) -> dict[str, Any]:
        """Return what files of ratings say.

        Raises
        ------
        SheetRefused
            If they can be read in several ways, not at all, or not in time.
        SheetBusy
            If other sheets are being checked.
        """
        if not self.lock.acquire(timeout=PATIENCE):
            raise SheetBusy
        try:
            kind, answer = self.ask((list(files), options), TIMEOUT)
        except (TimeoutError, ChildEnded):
            raise SheetRefused(TOO_LARGE) from None
        finally:
            self.lock.release()
        if kind == "refused":
            raise SheetRefused(**answer)
        result: dict[str, Any] = answer
        return result


SHEETS: Final = SheetProcess()


def answer_to(files: Sequence[File], options: ReadingOptions) -> tuple[str, dict[str, Any]]:
    """Return "checked" with what files of ratings say, or "refused" with the reason and the questions."""
    from coding.release.reports.checked_sheet import checked_sheet  # here, as the web process does not need it

    try:
        return "checked", checked_sheet(files, options)
    except UnreadableRatings as error:
        asks = error.asks if isinstance(error, ReadingNeeded) else ()
        return "refused", {"sentence": str(error), "tables": tables_json(error.files), "asks": asks}
    except MemoryError:
        return "refused", {"sentence": TOO_LARGE}
    except Exception:  # a fault of the reader, which must not look like one of the server
        traceback.print_exc()
        return "refused", {"sentence": UNEXPECTED}


def serve(pipe: Connection) -> None:
    """Answer one task after another, until the pipe closes."""
    with suppress(OSError, ValueError):  # a system without this limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            files, options = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        pipe.send(answer_to(files, options))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
