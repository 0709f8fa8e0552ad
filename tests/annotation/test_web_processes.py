"""Several web processes share one socket: the death of one interrupts nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.support.services import free_port, python
from tests.support.waiting import wait_until

pytestmark = pytest.mark.skipif(
    os.environ.get("INTERCODER_TEST_DATABASE", "sqlite") == "sqlite", reason="SQLite has one web process"
)
PROCESSES = 2


@pytest.fixture
def serve(tmp_path: Path, transactional_db: None) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server with two web processes on the database of the test, and its port."""
    database = connection.settings_dict
    port = free_port()
    server = python(
        *("manage.py", "serve", "--port", str(port), "--workers", str(PROCESSES), "--no-worker"),
        env=os.environ
        | {
            "INTERCODER_DATA_DIR": str(tmp_path),
            "INTERCODER_DATABASE_URL": f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdout is not None
    assert server.stdout.readline().startswith(b"Intercoder is ready at")
    yield server, port
    server.terminate()
    assert server.wait(15) == 0


def web_processes(server: subprocess.Popen[bytes]) -> set[int]:
    rows = subprocess.run(["ps", "-axo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    return {
        int(row.split()[0])
        for row in rows.splitlines()
        if "annotation.operations.server" in row and row.split()[1] == str(server.pid)
    }


def status(port: int) -> int:
    return int(urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/session/", timeout=10).status)


def test_death_of_a_web_process_interrupts_nobody_else(serve: tuple[subprocess.Popen[bytes], int]) -> None:
    server, port = serve
    before = web_processes(server)
    assert len(before) == PROCESSES
    os.kill(min(before), signal.SIGKILL)
    assert [status(port) for _ in range(40)] == [200] * 40
    wait_until(lambda: len(web_processes(server)) == PROCESSES, "the process runs again")
    assert len(web_processes(server) & before) == PROCESSES - 1
