"""Databases that tests start with: copies of one that `migrate` made, so that not every process runs all migrations.

The SQLite file is kept in `.pytest_cache` until a migration or requirement changes. A PostgreSQL database is kept for
the run, as its server is.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import psycopg2

from tests.support import ROOT
from tests.support.commands import manage
from tests.support.migrations import APPS

KEPT: Final = ROOT / ".pytest_cache" / "migrated"
TEMPLATE: Final = "migrated"


def copy_sqlite(copy: Path) -> None:
    """Store a migrated SQLite database at this path."""
    shutil.copyfile(migrated_sqlite(), copy)


def copy_postgresql(address: str, copy: str) -> None:
    """Create a migrated database of this name on the PostgreSQL server with this address."""
    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(1)")  # until the connection is closed
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = %s)", [TEMPLATE])
            if cursor.fetchone() == (False,):
                cursor.execute(f"CREATE DATABASE {TEMPLATE}")
                migrate(f"{address.rpartition('/')[0]}/{TEMPLATE}")
            cursor.execute(f"CREATE DATABASE {copy} TEMPLATE {TEMPLATE}")


def migrated_sqlite() -> Path:
    """Return the path of the SQLite database with these migrations, which is made if it does not exist."""
    database = KEPT / f"{checksum()}.sqlite3"
    KEPT.mkdir(parents=True, exist_ok=True)
    with locked(KEPT / "lock"):
        if not database.exists():
            for outdated in KEPT.glob("*.sqlite3"):
                outdated.unlink()
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                made = Path(folder) / "made.sqlite3"
                migrate(f"sqlite:///{made}")
                # One file, although SQLite may still keep a part of the database in its log.
                with closing(sqlite3.connect(made)) as connection:
                    connection.execute("VACUUM INTO ?", [str(made.with_name("whole.sqlite3"))])
                made.with_name("whole.sqlite3").replace(database)
    return database


def checksum() -> str:
    """Return a checksum of all that decides what `migrate` makes of an empty database."""
    paths = [path for app in APPS for path in sorted((ROOT / app / "migrations").glob("*.py"))]
    digest = hashlib.sha256()
    for path in [*paths, ROOT / "requirements.txt"]:
        digest.update(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def migrate(address: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        process = manage("migrate", "--verbosity", "0", folder=Path(folder), INTERCODER_DATABASE_URL=address)
        _, error = process.communicate()
    assert process.returncode == 0, error.decode()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time run the body."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
