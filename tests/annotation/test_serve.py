"""`manage.py serve`: starts all processes with one command, and stops all of them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import manage
from tests.support.database import copy_sqlite
from tests.support.services import free_port
from tests.support.waiting import wait_until

# The server has its own SQLite database and Valkey, so a run with PostgreSQL would test nothing new.
pytestmark = pytest.mark.skipif(
    os.environ.get("INTERCODER_TEST_DATABASE", "sqlite") != "sqlite", reason="runs once, with the SQLite tests"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated database."""
    folder = tmp_path_factory.mktemp("data")
    copy_sqlite(folder / "intercoder.sqlite3")
    return folder


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[[], tuple[subprocess.Popen[bytes], int]]]:
    """Return a function that starts the server on a free port and waits until it reports that it is ready."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> tuple[subprocess.Popen[bytes], int]:
        port = free_port()
        server = manage("serve", "--port", str(port), folder=folder)
        running.append(server)
        assert server.stdout is not None
        assert server.stdout.readline().decode().startswith(f"Intercoder is ready at http://127.0.0.1:{port}/")
        return server, port

    yield start
    for server in running:
        server.kill()
        server.communicate()


def descendants(process: int) -> set[int]:
    rows = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in map(str.split, rows.splitlines())}
    family: set[int] = set()
    while children := {child for child, parent in parents.items() if parent in family | {process}} - family:
        family |= children
    return family


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def status(port: int, path: str) -> int:
    try:
        return int(urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10).status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_responds_and_stops_all_its_processes(serve: Any, folder: Path, number: signal.Signals) -> None:
    server, port = serve()
    assert status(port, "/static/admin/css/base.css") == 200
    family = descendants(server.pid)
    assert len(family) >= 3, "broker, web server, worker"
    server.send_signal(number)
    assert server.wait(30) == 0
    assert not [process for process in family if alive(process)]
    assert not (folder / "valkey.sock").exists()


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux signals children when their parent dies")
def test_children_of_a_killed_server_end(serve: Any) -> None:
    server, _ = serve()
    family = descendants(server.pid)
    server.kill()
    wait_until(lambda: not [process for process in family if alive(process)], "all children have ended")


def children(server: subprocess.Popen[bytes], word: str) -> set[int]:
    """Return the child processes of the server with this word in their command."""
    rows = subprocess.run(["ps", "-axo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    return {int(row.split()[0]) for row in rows.splitlines() if word in row and row.split()[1] == str(server.pid)}


def test_serve_restarts_a_dead_broker_worker_or_web_process(serve: Any, folder: Path) -> None:
    server, port = serve()
    for word in ("valkey", "celery", "annotation.operations.server"):
        dead = children(server, word)
        assert len(dead) == 1
        os.kill(*dead, signal.SIGKILL)
        wait_until(lambda dead=dead, word=word: children(server, word) - dead, f"{word} runs again")
    # A client that connects meanwhile waits and is answered.
    assert status(port, "/static/admin/css/base.css") == 200
    assert server.poll() is None


def test_half_open_sign_ins_and_slow_downloads_stop_nobody(serve: Any, folder: Path) -> None:
    _, port = serve()
    half = b"POST /api/v1/session/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with ExitStack() as stack:
        for _ in range(50):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(half + b'Content-Length: 1000\r\n\r\n{"username": ')
        for _ in range(5):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(b"GET /api/v1/schema/ HTTP/1.1\r\nHost: localhost\r\n\r\n")  # and reads nothing
        assert status(port, "/api/v1/session/") == 200


def refused(server: subprocess.Popen[bytes]) -> str:
    """Return the one line of error of a server that does not start."""
    output, error = server.communicate(timeout=30)
    assert server.returncode == 2
    assert output == b""
    lines = error.decode().splitlines()
    assert len(lines) == 1, error.decode()
    assert not lines[0].startswith("CommandError")
    return lines[0]


def test_second_server_on_the_same_folder_is_refused(serve: Any, folder: Path) -> None:
    serve()
    assert "already running on the data in" in refused(manage("serve", "--port", str(free_port()), folder=folder))


def test_port_in_use_is_refused(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert f"Port {port} is in use" in refused(manage("serve", "--port", str(port), folder=folder))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "123456"], "Invalid port 123456"),
        (["--host", "192.0.2.1"], "cannot listen on 192.0.2.1"),
    ],
)
def test_invalid_address_is_refused(folder: Path, arguments: list[str], sentence: str) -> None:
    assert sentence in refused(manage("serve", *arguments, folder=folder))


def test_serve_without_migrations_is_refused(tmp_path: Path) -> None:
    assert "manage.py migrate" in refused(manage("serve", folder=tmp_path))


@pytest.mark.parametrize("address", ["postgres://nobody@127.0.0.1:1/nothing", "sqlite:////no/such/folder/x.sqlite3"])
def test_serve_without_database_is_refused(tmp_path: Path, address: str) -> None:
    sentence = refused(manage("serve", folder=tmp_path, INTERCODER_DATABASE_URL=address))
    assert "The database cannot be used" in sentence


def test_doctor_reports_no_problem_while_everything_runs(serve: Any, folder: Path) -> None:
    serve()
    report: dict[str, Any] = {}

    def healthy() -> bool:
        output, error = manage("doctor", "--json", folder=folder).communicate(timeout=30)
        assert error == b""
        report.update(json.loads(output.decode().splitlines()[-1]))
        return next(check["state"] for check in report["checks"] if check["name"] == "worker") == "ok"

    wait_until(healthy, "the worker responds")
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert {states[name] for name in ("database", "broker", "worker", "disk")} == {"ok"}
