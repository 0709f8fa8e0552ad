"""`manage.py serve` as a whole: one command up, everything down again."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.services import free_port, python
from tests.support.waiting import wait_until

# It keeps its own SQLite and Valkey, so running it on the other database would show nothing new.
pytestmark = pytest.mark.skipif(
    os.environ.get("INTERCODER_TEST_DATABASE", "sqlite") != "sqlite", reason="runs once, with the SQLite tests"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated database."""
    folder = tmp_path_factory.mktemp("data")
    assert manage("migrate", folder=folder).wait() == 0
    return folder


def manage(*arguments: str, folder: Path, **variables: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INTERCODER_")}
    return python(
        *("manage.py", *arguments),
        env=environment | {"INTERCODER_DATA_DIR": str(folder), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[[], tuple[subprocess.Popen[bytes], int]]]:
    """Starts the server on a free port and waits until it says that it is ready."""
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
    found: set[int] = set()
    while more := {child for child, parent in parents.items() if parent in found | {process}} - found:
        found |= more
    return found


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


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_leaves_nothing_running(serve: Any, folder: Path, end: signal.Signals) -> None:
    server, port = serve()
    assert status(port, "/static/admin/css/base.css") == 200
    family = descendants(server.pid)
    assert len(family) >= 3, "broker, web server, worker"
    server.send_signal(end)
    assert server.wait(30) == 0
    assert not [process for process in family if alive(process)]
    assert not (folder / "valkey.sock").exists()


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux tells children that their parent died")
def test_serve_killed_takes_its_children_along(serve: Any) -> None:
    server, _ = serve()
    family = descendants(server.pid)
    server.kill()
    wait_until(lambda: not [process for process in family if alive(process)], "all children have ended")


def test_serve_restarts_a_dead_broker_and_worker_but_not_the_web_server(serve: Any, folder: Path) -> None:
    server, _ = serve()

    def child(word: str) -> int | None:
        rows = subprocess.run(["ps", "-axo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
        found = [row.split()[0] for row in rows.splitlines() if word in row and row.split()[1] == str(server.pid)]
        return int(found[0]) if found else None

    for name in ("valkey", "celery"):
        dead = child(name)
        assert dead is not None
        os.kill(dead, signal.SIGKILL)
        wait_until(lambda dead=dead, name=name: child(name) not in {None, dead}, f"{name} runs again")
    web = child("granian")
    assert web is not None
    os.kill(web, signal.SIGKILL)
    _, error = server.communicate(timeout=30)
    assert server.returncode == 1
    assert "The web server ended with exit status -9, so everything was stopped." in error.decode()


def refused(server: subprocess.Popen[bytes]) -> str:
    """What a start that must fail says, in one line."""
    output, error = server.communicate(timeout=30)
    assert server.returncode == 2
    assert output == b""
    lines = error.decode().splitlines()
    assert len(lines) == 1, error.decode()
    assert not lines[0].startswith("CommandError")
    return lines[0]


def test_serve_second_start_on_the_same_folder_is_refused(serve: Any, folder: Path) -> None:
    serve()
    assert "already running on the data in" in refused(manage("serve", "--port", str(free_port()), folder=folder))


def test_serve_port_in_use_is_refused(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in refused(manage("serve", "--port", str(port), folder=folder))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "123456"], "123456 is no port"),
        (["--host", "192.0.2.1"], "cannot listen on 192.0.2.1"),
    ],
)
def test_serve_impossible_address_is_refused(folder: Path, arguments: list[str], sentence: str) -> None:
    assert sentence in refused(manage("serve", *arguments, folder=folder))


def test_serve_without_migrations_is_refused(tmp_path: Path) -> None:
    assert "manage.py migrate" in refused(manage("serve", folder=tmp_path))


@pytest.mark.parametrize("address", ["postgres://nobody@127.0.0.1:1/nothing", "sqlite:////no/such/folder/x.sqlite3"])
def test_serve_without_database_is_refused(tmp_path: Path, address: str) -> None:
    sentence = refused(manage("serve", folder=tmp_path, INTERCODER_DATABASE_URL=address))
    assert "The database cannot be used" in sentence


def test_doctor_with_everything_running_finds_nothing_wrong(serve: Any, folder: Path) -> None:
    serve()
    report: dict[str, Any] = {}

    def healthy() -> bool:
        output, error = manage("doctor", "--json", folder=folder).communicate(timeout=30)
        assert error == b""
        report.update(json.loads(output.decode().splitlines()[-1]))
        return next(check["state"] for check in report["checks"] if check["name"] == "worker") == "ok"

    wait_until(healthy, "the worker answers")
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert {states[name] for name in ("database", "broker", "worker", "disk")} == {"ok"}
