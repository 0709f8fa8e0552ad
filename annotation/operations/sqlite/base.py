"""Django's database engine for SQLite, in which the threads of a process write in the order in which they came.

SQLite itself polls: whoever asks at the right moment gets the lock, and others wait long by chance.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any, Final

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from annotation.operations.turns import Turns

# Seconds that a write waits for others, and in which it may last before most others are refused. Then two wait at
# most, so that a lock of another program leaves threads of the web process (8, at most 4 of them slow) for reads.
QUEUE: Final = Turns(patience=5, long=1, most=2)
PAUSE: Final = 0.02  # seconds between two attempts to open the database


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits until the database can be opened, and for its turn before BEGIN IMMEDIATE."""

    has_turn = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the database; while it is locked, try again for as long as a write would wait."""
        # SQLite refuses at once to switch a restored or new file to WAL while another connection uses it.
        deadline = time.monotonic() + conn_params["timeout"]
        while True:
            try:
                return super().get_new_connection(conn_params)  # type: ignore[no-any-return]
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
            time.sleep(PAUSE)

    def _start_transaction_under_autocommit(self) -> None:
        if not QUEUE.take():
            raise OperationalError("database is locked")  # as SQLite says it
        self.has_turn = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self.give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # after a failure, Django rolls back
        self.give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.give_turn()

    def give_turn(self) -> None:
        if self.has_turn:
            self.has_turn = False
            QUEUE.give()
