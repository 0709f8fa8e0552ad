"""A database of an earlier development version is refused in one sentence and not changed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from advisories.platform.errors import RuleBroken
from annotation.operations.health_checks import check_database
from annotation.operations.schema_version import require_upgradable
from tests.support.commands import manage
from tests.support.services import free_port

EARLIER = "made by an earlier development version and cannot be upgraded"


@pytest.fixture
def earlier_database(db: None) -> None:
    MigrationRecorder(connection).record_applied("coding", "0003_screening")


@pytest.mark.django_db
def test_database_of_this_version_is_used() -> None:
    require_upgradable()


@pytest.mark.usefixtures("earlier_database")
def test_database_of_an_earlier_version_is_refused() -> None:
    with pytest.raises(RuleBroken, match="earlier development version and cannot be upgraded"):
        require_upgradable()


@pytest.mark.usefixtures("earlier_database")
def test_doctor_names_a_database_of_an_earlier_version() -> None:
    state, sentence = check_database()
    assert state == "fail"
    assert EARLIER in sentence


@pytest.mark.skipif(os.environ.get("INTERCODER_TEST_DATABASE", "sqlite") != "sqlite", reason="creates a SQLite file")
@pytest.mark.parametrize("command", ["migrate", "demo", "serve"])
def test_command_refuses_a_database_of_an_earlier_version(command: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "intercoder.sqlite3") as database:
        database.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name, applied)")
        database.execute("INSERT INTO django_migrations VALUES (1, 'coding', '0003_screening', '2026-11-01')")
    options = ["--port", str(free_port())] if command == "serve" else []
    process = manage(command, *options, folder=tmp_path)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert error.decode().splitlines() == [
        "This data folder was made by an earlier development version and cannot be upgraded. Move it away "
        f"(mv {tmp_path.name} {tmp_path.name}-old) and start again; releases you downloaded stay valid."
    ]
