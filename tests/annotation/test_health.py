"""`/healthz` and `/readyz` answer at once, whatever the database and the other threads do."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from annotation.http import health
from annotation.http.health import DatabaseProbe, Health
from annotation.operations import readiness
from annotation.operations import server as web
from tests.support.waiting import wait_until
from tests.support.web_process import Application, Running


def no_problem() -> list[str]:
    return []


def unexpected(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    raise AssertionError("a health check does not reach Django")


def request(application: Health, path: str, method: str = "GET", **environ: Any) -> tuple[int, dict[str, str], Any]:
    started: list[Any] = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "10.0.0.7:8000"} | environ
    body = b"".join(application(environ, lambda status, headers: started.extend((status, headers))))
    return int(started[0].split()[0]), dict(started[1]), json.loads(body) if body else None


def test_health_needs_no_database_and_no_known_host() -> None:
    def dead() -> list[str]:
        raise AssertionError("the database is not asked")

    status, headers, body = request(Health(unexpected, dead), "/healthz")
    assert (status, body, headers["Cache-Control"]) == (200, None, "no-store")
    assert request(Health(unexpected, no_problem), "/healthz", "HEAD")[0] == 200
    for path in sorted(health.HEALTH):
        status, headers, body = request(Health(unexpected, no_problem), path, "POST")
        assert (status, headers["Allow"], body["code"]) == (405, "GET, HEAD", "method_not_allowed")


def test_ready_process_says_that_nothing_fails() -> None:
    assert request(Health(unexpected, no_problem), "/readyz")[::2] == (200, {"failing": []})


def test_stopping_process_is_not_ready_but_healthy() -> None:
    application = Health(unexpected, no_problem)
    stopping = {health.STOPPING: True}
    status, headers, body = request(application, "/readyz", **stopping)
    assert (status, headers["Retry-After"], body["code"], body["failing"]) == (503, "5", "not_ready", ["stopping"])
    assert body["detail"] == "This web process cannot answer requests now: stopping."
    assert request(application, "/healthz", **stopping)[0] == 200


def test_database_that_refuses_is_not_ready() -> None:
    def refuse() -> list[str]:
        raise OSError("connection refused")

    assert request(Health(unexpected, refuse), "/readyz")[2]["failing"] == ["database"]


def test_database_that_does_not_answer_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "DATABASE_SECONDS", 0.05)
    monkeypatch.setattr(health, "REUSED_SECONDS", -1.0)
    asked = []
    answers = threading.Event()

    def hang() -> list[str]:
        asked.append(True)
        answers.wait(10)
        return []

    application = Health(unexpected, hang)
    assert [request(application, "/readyz")[2]["failing"] for _ in range(3)] == [["database"]] * 3
    assert len(asked) == 1
    answers.set()
    wait_until(lambda: request(application, "/readyz")[0] == 200, "the database answers again")


def test_many_checks_cost_one_query(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    probe = DatabaseProbe(lambda: asked.append(True) or [])  # type: ignore[func-returns-value]
    assert [probe.failing() for _ in range(5)] == [[]] * 5
    assert len(asked) == 1
    monkeypatch.setattr(health, "REUSED_SECONDS", -1.0)
    assert probe.failing() == []
    assert len(asked) == 2


@pytest.mark.django_db
def test_missing_migrations_are_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_applied", set())
    monkeypatch.setattr(connection, "close", lambda: None)  # that of the test
    last = MigrationRecorder.Migration.objects.filter(app="coding").latest("id")
    name = last.name
    MigrationRecorder.Migration.objects.filter(pk=last.pk).update(name="0000_other")
    assert readiness.database_problems() == ["migrations"]
    MigrationRecorder.Migration.objects.filter(pk=last.pk).update(name=name)
    assert readiness.database_problems() == []
    assert readiness.database_problems() == []  # asks the database alone


def test_database_without_access_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    # Not marked django_db, so pytest-django refuses every connection.
    monkeypatch.setattr(readiness, "_applied", {str(connection.settings_dict["NAME"])})
    assert request(Health(unexpected, readiness.database_problems), "/readyz")[2]["failing"] == ["database"]


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A web process of which every thread waits for the database."""
    application = Application()
    running = Running(application, Health(application, no_problem))
    clients = [running.connect(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(2 * web.THREADS)]
    wait_until(lambda: len(application.paths) == web.THREADS, "all threads are busy")
    yield running
    for client in clients:
        client.close()
    running.stop()


def test_checks_are_answered_while_all_threads_are_busy(busy: Running) -> None:
    assert busy.get("/healthz").status == 200
    assert busy.get("//healthz").status == 200
    assert json.loads(busy.get("/readyz").read()) == {"failing": []}


def test_process_that_stops_says_so_to_open_connections(busy: Running) -> None:
    with busy.connect() as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 200")
        client.sendall(b"GET /read")
        wait_until(lambda: any(channel.request for channel in busy.server.active_channels.values()), "it arrives")
        busy.server.request_stop()
        wait_until(lambda: busy.listener.fileno() == -1, "no connections are accepted")
        client.sendall(b"yz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 503")
