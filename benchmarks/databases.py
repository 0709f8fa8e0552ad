"""Databases of the benchmarks: SQLite in a file, or PostgreSQL with its default durability; outcomes of goals."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")


def outcome(reached: bool) -> str:
    """Return what is printed next to a goal."""
    return "reached" if reached else "missed"


@contextmanager
def database(postgresql: bool) -> Iterator[Path]:
    """Set up Django with an empty, migrated database and yield its temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["INTERCODER_DATA_DIR"] = name
        services = None
        if postgresql:
            from tests.support import services

            os.environ["INTERCODER_DATABASE_URL"] = services.start_postgresql(folder / "postgresql")
        try:
            import django

            django.setup()
            from django.db import connection
            from django.test.utils import setup_databases, teardown_databases

            if connection.vendor == "sqlite":
                # A file, as in production. A database in memory would count as resident size.
                connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")
            databases = setup_databases(verbosity=0, interactive=False)
            try:
                yield folder
            finally:
                teardown_databases(databases, verbosity=0)
        finally:
            if services:
                services.stop_all()


def no_notification(job_id: int, *, expires: float | None = None) -> None:
    """Do nothing: benchmarks have no broker."""
