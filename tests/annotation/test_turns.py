"""Turns are handed over in the order of arrival; SQLite's writers and quick requests wait for theirs."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from annotation.http import lane
from annotation.http.lane import Lane, is_slow
from annotation.operations import server
from annotation.operations.sqlite.base import QUEUE
from annotation.operations.turns import Turns
from tests.support.waiting import wait_until

SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the database")


def start(function: Callable[[], Any]) -> threading.Thread:
    thread = threading.Thread(target=function)
    thread.start()
    return thread


def test_turns_are_handed_over_in_the_order_of_arrival() -> None:
    turns = Turns(patience=10)
    order: list[int] = []

    def work(number: int) -> None:
        assert turns.take()
        order.append(number)
        turns.give()

    assert turns.take()
    threads = []
    for number in range(5):
        threads.append(start(lambda number=number: work(number)))  # type: ignore[misc]
        wait_until(lambda number=number: len(turns.waiting) == number + 1, "the thread waits")
    turns.give()
    for thread in threads:
        thread.join(5)
    assert order == [0, 1, 2, 3, 4]
    assert turns.take(), "the turn is free again"


def test_waiting_ends_after_the_patience() -> None:
    turns = Turns(patience=0.1)
    assert turns.take()
    assert not turns.take()
    turns.give()
    assert turns.take()


def test_long_turn_lets_only_some_threads_wait() -> None:
    turns = Turns(patience=30, long=0.2, most=2)
    results: list[bool] = []
    assert turns.take()
    threads = [start(lambda: results.append(turns.take())) for _ in range(5)]
    wait_until(lambda: len(results) == 3, "those beyond the limit are refused", seconds=5)
    assert results == [False] * 3
    for _ in range(2):
        turns.give()
        wait_until(lambda: len(results) > 3, "the next thread has its turn")
    for thread in threads:
        thread.join(5)
    assert results == [False, False, False, True, True]


def test_writers_that_wait_leave_threads_for_reads() -> None:
    assert server.SLOW_THREADS + 1 + QUEUE.most < server.THREADS


@SQLITE
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broken", [False, True])
def test_transaction_on_sqlite_takes_a_turn_and_gives_it_back(broken: bool) -> None:
    assert not QUEUE.taken
    try:
        with transaction.atomic():
            assert QUEUE.taken
            with transaction.atomic():  # a savepoint
                pass
            assert QUEUE.taken
            if broken:
                raise ValueError
    except ValueError:
        pass
    assert not QUEUE.taken


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_refused_begin_gives_the_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.db.backends.sqlite3.base.DatabaseWrapper._start_transaction_under_autocommit", fail)
    with pytest.raises(OperationalError), transaction.atomic():
        pass
    assert not QUEUE.taken


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_writer_without_a_turn_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QUEUE, "patience", 0.1)
    assert QUEUE.take()
    try:
        with pytest.raises(OperationalError, match="database is locked"), transaction.atomic():
            pass
    finally:
        QUEUE.give()
    with transaction.atomic():
        pass


class Response:
    """A response of Django, of which `streaming` says how it is sent."""

    def __init__(self, streaming: bool) -> None:
        self.streaming = streaming
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b"one "
        yield b"two"

    def close(self) -> None:
        self.closed = True


class Application:
    """Notes how many requests run at the same time, and how many at most."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.running = self.most = 0
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Response:
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(self.seconds)
        with self.lock:
            self.running -= 1
        return Response(streaming=False)


def most_at_once(application: Application, method: str, path: str) -> int:
    """Return how many of four equal requests ran at once."""
    quick = Lane(application)
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path}
    for thread in [start(lambda: quick(environ, None)) for _ in range(4)]:  # type: ignore[arg-type, return-value]
        thread.join(5)
    return application.most


def test_quick_requests_are_answered_in_turn_and_slow_ones_beside_them() -> None:
    assert most_at_once(Application(0.05), "GET", "/api/v1/jobs/") == 1
    assert most_at_once(Application(0.2), "POST", "/api/v1/session/") == 4


def test_request_that_has_waited_goes_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "PATIENCE", 0.05)
    assert most_at_once(Application(0.5), "GET", "/api/v1/jobs/") == 4


def test_quick_response_is_joined_in_the_lane_and_a_streamed_one_is_not() -> None:
    whole, streamed = Response(streaming=False), Response(streaming=True)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    assert Lane(lambda *_: whole)(environ, None) == [b"one two"]  # type: ignore[arg-type]
    assert whole.closed
    assert Lane(lambda *_: streamed)(environ, None) is streamed  # type: ignore[arg-type, comparison-overlap]
    assert not streamed.closed


def test_failed_request_leaves_the_lane() -> None:
    def fail(*_: Any) -> Any:
        raise ValueError

    quick = Lane(fail)
    with pytest.raises(ValueError):
        quick({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, None)  # type: ignore[arg-type]
    assert not quick.turns.taken


WORDS = ("admin", "export", "import", "preview", "similar", "archive", "files", "figures", "agreement", "advisories")


def paths(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, path)
        else:
            yield path


def test_addresses_that_take_long_are_in_the_table() -> None:
    for path in paths(get_resolver().url_patterns):
        name = path.removeprefix("api/v1/")
        example = "/" + re.sub(r"<\w+:\w+>", "1", path)
        if re.search(rf"\b({'|'.join(WORDS)})", name) and "^" not in path and "(" not in path:
            assert is_slow("GET", example) or is_slow("POST", example), path


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/v1/studies/consequences/rounds/1/units/17/draft/"),
        ("POST", "/api/v1/studies/consequences/rounds/1/units/17/coding/"),
        ("GET", "/api/v1/studies/consequences/rounds/1/units/17/"),
        ("POST", "/api/v1/studies/consequences/rounds/1/decisions/17/"),
        ("GET", "/api/v1/session/"),
        ("GET", "/"),
    ],
)
def test_work_of_raters_is_quick(method: str, path: str) -> None:
    assert not is_slow(method, path)
