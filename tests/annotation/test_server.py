"""The web process: no client holds a thread by sending or reading slowly, and a stop finishes requests."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from django.conf import settings

from annotation.operations import server as web
from tests.support.waiting import wait_until
from tests.support.web_process import LARGE, Application, Running


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setitem(web.OPTIONS, "cleanup_interval", 0.1)
    monkeypatch.setattr(web, "STOP", 2)
    running = Running(Application())
    yield running
    running.stop()


def closed(client: socket.socket) -> bool:
    """Return whether the server has closed a connection on which it sends nothing."""
    client.settimeout(5)
    try:
        return client.recv(1) == b""
    except ConnectionResetError:
        return True


def answer(client: socket.socket) -> tuple[int, dict[str, str]]:
    response = http.client.HTTPResponse(client)
    response.begin()
    return response.status, json.loads(response.read())


HALF_A_BODY = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + bytes(12)
HALF_A_HEAD = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-"


def test_half_open_requests_hold_no_thread(running: Running) -> None:
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(running.connect(HALF_A_BODY))
            stack.enter_context(running.connect(HALF_A_HEAD))
        for _ in range(20):
            assert running.get().read() == b"0"
    assert "/sign-in" not in running.application.paths


@pytest.mark.parametrize("begin", [HALF_A_BODY, HALF_A_HEAD])
def test_slow_sender_is_closed(running: Running, monkeypatch: pytest.MonkeyPatch, begin: bytes) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0.5)
    with running.connect(begin) as slow, running.connect() as steady:
        steady.sendall(b"POST /steady HTTP/1.1\r\nHost: x\r\nContent-Length: 16384\r\n\r\n")
        for _ in range(16):
            steady.sendall(bytes(1024))
            with suppress(ConnectionError):
                slow.sendall(b"x")  # each byte is a sign of life
            time.sleep(0.1)
        assert closed(slow)
        response = http.client.HTTPResponse(steady)
        response.begin()
        assert response.read() == b"16384"
    assert running.application.paths == ["/steady"]


def test_connection_without_a_request_is_closed(monkeypatch: pytest.MonkeyPatch, running: Running) -> None:
    running.server.adj.channel_timeout = 0.2
    with running.connect() as silent:
        assert closed(silent)


def test_slow_requests_leave_threads_for_quick_ones(running: Running) -> None:
    sign_in = b"POST /api/v1/session/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
    with ExitStack() as stack:
        clients = [stack.enter_context(running.connect(sign_in)) for _ in range(2 * web.THREADS)]
        wait_until(lambda: len(running.application.paths) == web.SLOW_THREADS, "the slow threads are busy")
        assert running.get().read() == b"0"
        running.application.released.set()
        for client in clients:
            response = http.client.HTTPResponse(client)
            response.begin()
            assert response.read() == b"0"


def test_slow_readers_hold_no_thread(running: Running) -> None:
    with ExitStack() as stack:
        for _ in range(web.THREADS + 1):
            stack.enter_context(running.connect(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"))
        wait_until(lambda: len(running.application.finished) == web.THREADS + 1, "all responses are complete")
        assert running.get().read() == b"0"


def test_reader_that_pauses_gets_the_whole_response(running: Running) -> None:
    response = running.get("/large")
    time.sleep(2)  # in which the speed of connections is checked
    assert len(response.read()) == LARGE


def test_speed_of_a_reader_is_measured_from_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(web.OPTIONS, "cleanup_interval", 3600)  # only the test checks the speed
    running = Running(Application())
    try:
        with running.connect(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"):
            wait_until(lambda: running.application.finished, "the response is complete")
            (channel,) = running.server.active_channels.values()
            channel.check_speed(channel.creation_time + 1)
            assert channel.total_outbufs_len
            assert not channel.will_close
    finally:
        running.stop()


def test_slow_reader_is_closed(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "IDLE", 0.5)
    monkeypatch.setattr(web, "SLOWEST", 2**40)
    with running.connect(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"):
        wait_until(lambda: running.server.active_channels, "the connection is open")
        wait_until(lambda: not running.server.active_channels, "the connection is closed", seconds=5)


def test_body_limit_leaves_room_for_the_form_of_the_largest_request() -> None:
    assert settings.UPLOAD_REQUEST_LIMIT < web.BODY_LIMIT <= settings.UPLOAD_REQUEST_LIMIT + 2**20


@pytest.mark.parametrize("declared", [True, False])
def test_too_large_body_is_refused_with_a_sentence(
    running: Running, monkeypatch: pytest.MonkeyPatch, declared: bool
) -> None:
    running.server.adj.max_request_body_size = 2**20
    head = b"Content-Length: 67108864" if declared else b"Transfer-Encoding: chunked"
    with running.connect(
        b"POST /upload HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + head + b"\r\n\r\n"
    ) as client:
        if not declared:
            assert client.recv(100).startswith(b"HTTP/1.1 100 ")
        piece = bytes(2**20) if declared else b"100000\r\n" + bytes(2**20) + b"\r\n"
        for _ in range(64):  # a client that reads only after it has sent everything
            client.sendall(piece)
        status, body = answer(client)
    assert (status, body["code"]) == (413, "too_large")
    assert "at most 8 MiB" in body["detail"]
    assert running.application.paths == []


def test_client_that_goes_on_after_a_refusal_is_closed(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "DRAIN", 0.2)
    with running.connect(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n") as client:
        assert answer(client)[0] == 413
        wait_until(lambda: not running.server.active_channels, "the connection is closed", seconds=5)


def test_invalid_request_is_refused_in_json(running: Running) -> None:
    with running.connect(b"GET / HTTP/1.1\r\nBroken\r\n\r\n") as client:
        status, body = answer(client)
    assert (status, body["code"]) == (400, "bad_request")


def test_stop_finishes_the_requests_under_way(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "STOP", 10)
    with running.connect(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") as client:
        wait_until(lambda: running.application.paths, "the request has begun")
        running.server.request_stop()
        wait_until(lambda: running.listener.fileno() == -1, "no connections are accepted")
        running.thread.join(1.5)
        assert running.thread.is_alive(), "it waits for the response"
        running.application.released.set()
        response = http.client.HTTPResponse(client)
        response.begin()
        assert (response.status, response.headers["Connection"], response.read()) == (200, "close", b"0")
        running.thread.join(5)
        assert not running.thread.is_alive()


def test_stop_waits_a_moment_for_a_request_that_arrives(running: Running) -> None:
    with running.connect(HALF_A_BODY) as client:
        wait_until(lambda: any(channel.request for channel in running.server.active_channels.values()), "it arrives")
        running.server.request_stop()
        wait_until(lambda: running.listener.fileno() == -1, "no connections are accepted")
        client.sendall(bytes(988))
        response = http.client.HTTPResponse(client)
        response.begin()
        assert response.read() == b"1000"


def test_stop_does_not_wait_for_ever(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "STOP", 0.2)
    with running.connect(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"):
        wait_until(lambda: running.application.finished, "a response waits for its reader")
        running.server.request_stop()
        running.thread.join(5)
        assert not running.thread.is_alive()
