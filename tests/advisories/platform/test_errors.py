"""Failing commands: one sentence on standard error and an exit status."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from advisories.platform.command import sentence
from tests.support import SAMPLES
from tests.support.services import python

# The sentences do not depend on the database, so a run with PostgreSQL would test nothing new.
pytestmark = pytest.mark.skipif(
    os.environ.get("INTERCODER_TEST_DATABASE", "sqlite") != "sqlite", reason="runs once, with the SQLite tests"
)

LABELS = "unit,ada,bo\n1,a,b\n2,b,b\n"
NO_SERVER = "postgres://nobody@127.0.0.1:1/nothing"
NO_FOLDER = "sqlite:////no/such/folder/x.sqlite3"


def manage(*arguments: object, folder: Path, **variables: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INTERCODER_")}
    environment |= {"INTERCODER_DATA_DIR": str(folder), **variables}
    return python("manage.py", *map(str, arguments), env=environment, stdout=-1, stderr=-1)


def commands(folder: Path) -> list[list[object]]:
    labels = folder / "labels.csv"
    labels.write_text(LABELS)
    return [
        ["import_advisories", SAMPLES, "--json"],
        ["replicate", SAMPLES, "--labels", labels, "--final-rater", "ada", "--out", folder / "out", "--json"],
        ["publish", "study", "--out", folder / "out"],
        ["export_codebook", "study", "--format", "csv", "--out", folder / "codebook.csv"],
        ["demo", "--json"],
    ]


@pytest.mark.parametrize("address", ["", NO_SERVER, NO_FOLDER], ids=["not migrated", "no server", "no folder"])
def test_every_command_reports_an_unusable_database_in_one_sentence(tmp_path: Path, address: str) -> None:
    every = commands(tmp_path) + ([["migrate"]] if address else [])
    running = [manage(*command, folder=tmp_path / "data", INTERCODER_DATABASE_URL=address) for command in every]
    for command, process in zip(every, running, strict=True):
        out, err = process.communicate(timeout=120)
        assert (process.returncode, out) == (2, b""), command
        assert err.decode().startswith("The database cannot be used: "), command
        assert err.count(b"\n") == 1, command
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "labels.csv"]


def test_closed_output_ends_the_command_quietly(tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text(LABELS)
    process = manage("agreement", labels, folder=tmp_path / "data")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 128 + signal.SIGPIPE


def test_interrupted_command_ends_quietly(tmp_path: Path) -> None:
    process = manage("migrate", folder=tmp_path / "data")
    assert process.stdout is not None
    process.stdout.readline()  # the command is running
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (128 + signal.SIGINT, b"")


INTERRUPTED_IN_A_CALLBACK = """
import sys, threading, weakref
import django.core.management as management
import manage


def interrupted() -> None:
    raise KeyboardInterrupt


def command(arguments: list[str]) -> None:
    weakref.finalize(set(), interrupted)  # runs immediately, and Python ignores its exceptions
    threading.Event().wait(60)


management.execute_from_command_line = command
sys.exit(manage.main())
"""


def test_interruption_in_a_callback_is_not_lost() -> None:
    process = python("-c", INTERRUPTED_IN_A_CALLBACK, stdout=-1, stderr=-1)
    assert process.communicate(timeout=30) == (b"", b"")
    assert process.returncode == 128 + signal.SIGINT


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(28, "No space left on device"), "No space left on device."),
        (OSError(13, "Permission denied", "x/y"), "x/y: Permission denied. Check the path."),
        (ValidationError({"name": ["Too long."]}), "name: Too long."),
        (ValueError("first line\nsecond line"), "first line second line"),
    ],
)
def test_sentence_is_one_line(error: Exception, expected: str) -> None:
    assert sentence(error) == expected
