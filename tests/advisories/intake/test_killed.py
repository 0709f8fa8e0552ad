"""An import whose process is killed: no finished batch is lost, and a second run completes it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT
from tests.support.database import copy_sqlite
from tests.support.hostile_files import osv

# The test has its own SQLite database.
pytestmark = pytest.mark.skipif(
    os.environ.get("INTERCODER_TEST_DATABASE", "sqlite") != "sqlite", reason="runs once, with the SQLite tests"
)

KILLED = """
import os, sys, django
django.setup()
from advisories.corpus.corpora import main_corpus
from advisories.intake import importing
importing.BATCH = 20
from pathlib import Path
import_batch = importing.import_batch
def import_and_wait(*arguments):
    outcomes = import_batch(*arguments)
    print("stored", flush=True)
    sys.stdin.readline()
    return outcomes
importing.import_batch = import_and_wait
importing.import_paths([Path(sys.argv[1])], corpus=main_corpus())
"""


def test_killed_import_loses_no_finished_batch(tmp_path: Path) -> None:
    """The process is killed within the transaction of its third batch."""
    files = tmp_path / "files"
    files.mkdir()
    for number in range(100):
        (files / f"{number:03}.json").write_bytes(osv(id=f"B-{number}"))
    environment = os.environ | {
        "INTERCODER_DATA_DIR": str(tmp_path / "data"),
        "INTERCODER_DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "annotation.settings",
    }
    run: dict[str, Any] = {"env": environment, "cwd": ROOT, "text": True, "stdout": subprocess.PIPE}
    copy_sqlite(tmp_path / "killed.sqlite3")
    with subprocess.Popen([sys.executable, "-c", KILLED, str(files)], stdin=subprocess.PIPE, **run) as worker:
        assert worker.stdout
        assert worker.stdin
        for _ in range(2):
            assert worker.stdout.readline() == "stored\n"
            worker.stdin.write("\n")
            worker.stdin.flush()
        assert worker.stdout.readline() == "stored\n"
        worker.send_signal(signal.SIGKILL)
    done = subprocess.run([sys.executable, "manage.py", "import_advisories", str(files), "--json"], check=True, **run)
    counts = json.loads(done.stdout.splitlines()[-1])
    assert (counts["created"], counts["unchanged"], counts["rejected"]) == (60, 40, 0)
