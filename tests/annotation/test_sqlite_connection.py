"""Connections to SQLite wait while another program prevents opening the database."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from annotation.environment import SQLITE_OPTIONS
from annotation.operations.sqlite.base import DatabaseWrapper

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="concerns SQLite"),
    pytest.mark.django_db,
]


@pytest.fixture
def locked_file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that writes to a file without WAL, such as a restored backup."""
    other = sqlite3.connect(tmp_path / "restored.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE units (number INTEGER)")
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def wrapper(tmp_path: Path, **options: object) -> DatabaseWrapper:
    settings = {**connection.settings_dict, "NAME": str(tmp_path / "restored.sqlite3")}
    return DatabaseWrapper({**settings, "OPTIONS": {**SQLITE_OPTIONS, **options}}, "other")


def test_connecting_waits_until_the_file_can_be_switched_to_wal(
    tmp_path: Path, locked_file: sqlite3.Connection
) -> None:
    commit = threading.Timer(0.2, lambda: locked_file.execute("COMMIT"))
    commit.start()
    try:
        opened = wrapper(tmp_path)
        with opened.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        opened.close()
    finally:
        commit.join()


def test_connecting_to_a_locked_file_fails_after_the_timeout(tmp_path: Path, locked_file: sqlite3.Connection) -> None:
    start = time.monotonic()
    with pytest.raises(OperationalError, match="database is locked"):
        wrapper(tmp_path, timeout=0.1).ensure_connection()
    assert 0.1 <= time.monotonic() - start < 5


def test_other_faults_are_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "restored.sqlite3").write_bytes(b"This is no database." * 100)
    start = time.monotonic()
    with pytest.raises(Exception, match="file is not a database"):
        wrapper(tmp_path).ensure_connection()
    assert time.monotonic() - start < 2
