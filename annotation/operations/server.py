"""One web process: waitress with time limits for slow clients and a stop that finishes requests.

`manage.py serve` runs `python -m annotation.operations.server NUMBER` with the number of its listening socket.
"""

from __future__ import annotations

import contextlib
import json
import logging
import signal
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, ThreadedTaskDispatcher, WSGITask

from annotation.http.health import HEALTH, STOPPING
from annotation.http.lane import is_slow

THREADS: Final = 8
SLOW_THREADS: Final = 4  # of them; the others are left for quick requests
HEALTH_THREADS: Final = 2  # besides them, for health checks alone
BODY_LIMIT: Final = 9 * 2**20  # bytes of one request: 8 MiB of files, and the rest of their form
SLOWEST: Final = 1024  # bytes a second, on average, at which a request must arrive and a response must be read
PATIENCE: Final = 20  # seconds in which a request may arrive more slowly
IDLE: Final = 60  # seconds without any byte, and in which a response may be read more slowly
DRAIN: Final = 5  # seconds in which the rest of a refused request is read, so that its client sees the answer
STOP: Final = 8  # seconds for the requests under way when the process is stopped
ARRIVAL: Final = 1  # seconds of them in which a request that has not arrived completely is still awaited
OPTIONS: Final = {
    "threads": THREADS,
    "connection_limit": 1000,
    "channel_timeout": IDLE,
    "cleanup_interval": 2,  # seconds
    "backlog": 1024,
    "max_request_header_size": 2**16,
    "max_request_body_size": BODY_LIMIT + 1,
    "inbuf_overflow": 2**18,  # bytes of a body in memory; longer ones wait in a temporary file
    "outbuf_overflow": 2**20,  # the same for responses
    "outbuf_high_watermark": 2**40,  # bytes; a slow reader must never block a thread
    "asyncore_use_poll": True,  # select() cannot watch more than 1,024 connections
    "clear_untrusted_proxy_headers": False,  # Django decides which headers of a proxy count
    "ident": None,
}
REFUSALS: Final = {
    400: ("bad_request", "This is no valid HTTP request. Check the program that sent it."),
    413: ("too_large", "A request can carry at most 8 MiB. Send larger files in pieces (POST /api/v1/uploads/)."),
    431: ("headers_too_large", "The headers of the request are too long. Delete the cookies of this site."),
    500: ("server_error", "The server failed. Try again, and tell an administrator if it happens again."),
    501: ("not_implemented", "The transfer encoding is not supported. Send the body plain or chunked."),
}


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request that arrives."""

    def __init__(self, adjustments: Any) -> None:
        super().__init__(adjustments)
        self.since = time.time()  # when the server began to read it

    def received(self, data: bytes) -> int:
        consumed: int = super().received(data)
        if self.error:
            self.expect_continue = False  # otherwise waitress would ask for the body of a refused request
        return consumed

    def dawdles(self, at: float) -> bool:
        """Return whether the request arrives too slowly."""
        seconds = at - self.since
        return seconds > PATIENCE and self.header_bytes_received + self.body_bytes_received < SLOWEST * seconds


class Response(WSGITask):  # type: ignore[misc]
    """The response of the application."""

    def get_environment(self) -> dict[str, Any]:
        environment: dict[str, Any] = super().get_environment()
        environment[STOPPING] = self.channel.server.stopping
        return environment

    def build_response_header(self) -> bytes:
        if self.channel.server.stopping:
            self.set_close_on_finish()  # so that the client opens its next connection to another process
        header: bytes = super().build_response_header()
        return header


class Refusal(ErrorTask):  # type: ignore[misc]
    """A response without the application, in the form of the API's errors."""

    def execute(self) -> None:
        error = self.request.error
        code, detail = REFUSALS.get(error.code, REFUSALS[400])
        body = json.dumps({"code": code, "detail": detail}).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        self.content_length = len(body)
        self.set_close_on_finish()
        self.channel.refused = True
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection."""

    parser_class = Request
    task_class: type[Task] = Response
    error_task_class = Refusal
    close_when_flushed: bool
    refused = False
    draining_since = 0.0  # 0: not draining
    sent = 0  # bytes of the response that waits to be read

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sent_since: float = self.creation_time

    @property
    def busy(self) -> bool:
        """Whether a response is under way."""
        return bool(self.requests or self.total_outbufs_len)

    def readable(self) -> bool:
        return bool(self.draining_since and not self.will_close) or bool(super().readable())

    def writable(self) -> bool:
        return bool(super().writable()) and not (self.draining_since and not self.will_close)

    def received(self, data: bytes) -> bool:
        return not self.draining_since and bool(super().received(data))

    def handle_write(self) -> None:
        # Closing a socket that has unread data makes its client see a broken connection instead of the refusal.
        drain = self.refused and self.close_when_flushed
        if drain:
            self.close_when_flushed = False
        super().handle_write()
        if drain and self.total_outbufs_len:
            self.close_when_flushed = True
        elif drain and self.connected:
            self.draining_since = time.time()
            with contextlib.suppress(OSError):  # the client has closed the connection
                self.socket.shutdown(socket.SHUT_WR)

    def send(self, data: bytes, do_close: bool = True) -> int:
        count: int = super().send(data, do_close=do_close)
        self.sent += count
        return count

    def check_speed(self, at: float) -> None:
        """Close the connection if its client sends or reads too slowly, or goes on after a refusal."""
        if not self.total_outbufs_len:
            self.sent, self.sent_since = 0, at
        elif at - self.sent_since > IDLE and self.sent < SLOWEST * (at - self.sent_since):
            self.will_close = True
        if self.busy and self.request:
            self.request.since = at  # nothing is read from the connection meanwhile
        if self.draining_since:
            self.will_close = self.will_close or at - self.draining_since > DRAIN
        elif self.request and self.request.dawdles(at):
            self.will_close = True


class SlowTask:
    """The next request of a connection, if it can take long."""

    def __init__(self, channel: Channel, ended: Callable[[], None]) -> None:
        self.channel = channel
        self.ended = ended

    def service(self) -> None:
        try:
            self.channel.service()
        finally:
            self.ended()

    def cancel(self) -> None:
        self.channel.cancel()


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads. Slow requests, like sign-ins and downloads, get only some of them; health checks have their own."""

    def __init__(self) -> None:
        super().__init__()
        self.health = ThreadedTaskDispatcher()
        self.health.set_thread_count(HEALTH_THREADS)
        self.slow_lock = threading.Lock()
        self.slow_running = 0
        self.slow_waiting: deque[SlowTask] = deque()

    def add_task(self, channel: Channel) -> None:
        request = channel.requests[0]
        path = "" if request.error else "/" + request.path.lstrip("/")
        if path in HEALTH:
            self.health.add_task(channel)
            return
        if not path or not is_slow(request.command, path):
            super().add_task(channel)
            return
        task = SlowTask(channel, self.end_slow)
        with self.slow_lock:
            if self.slow_running == SLOW_THREADS:
                self.slow_waiting.append(task)
                return
            self.slow_running += 1
        super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        self.health.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))

    def end_slow(self) -> None:
        with self.slow_lock:
            if not self.slow_waiting:
                self.slow_running -= 1
                return
            task = self.slow_waiting.popleft()
        super().add_task(task)


class Server(TcpWSGIServer):  # type: ignore[misc]
    """The web server of one process, with its connections and threads."""

    channel_class = Channel
    stopping = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.overdue: list[Channel] = []
        super().__init__(*arguments, **options)

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in self.active_channels.values():
            channel.check_speed(now)
            if channel.will_close:
                self.overdue.append(channel)

    def request_stop(self, *_: object) -> None:
        self.stopping = True
        self.pull_trigger()

    def run(self) -> None:
        """Answer requests until a stop is requested, then those that are under way."""
        while not self.stopping:
            self.turn(seconds=1)
        wasyncore.dispatcher.close(self)  # no new connections
        begun = time.monotonic()
        self.turn(seconds=0)
        while self.is_needed(time.monotonic() - begun):
            self.turn(seconds=0.05)
        self.task_dispatcher.shutdown(timeout=1)

    def turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._map, use_poll=True, count=1)
        while self.overdue:
            self.overdue.pop().handle_close()  # waitress would wait until its client reads

    def is_needed(self, stopped_for: float) -> bool:
        """Return whether requests are under way that can still be answered."""
        channels = list(self.active_channels.values())
        return (stopped_for < STOP and any(channel.busy for channel in channels)) or (
            stopped_for < ARRIVAL and any(channel.request for channel in channels)
        )


def make_server(application: Callable[..., Any], listener: socket.socket) -> Server:
    """Return the server of an application on a bound socket."""
    listener.set_inheritable(False)  # the programs that this process starts do not need it
    dispatcher = Dispatcher()
    dispatcher.set_thread_count(THREADS)
    return Server(
        application,
        map={},
        _sock=listener,
        dispatcher=dispatcher,
        adj=Adjustments(sockets=[listener], **OPTIONS),
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        bind_socket=False,
    )


def main(descriptor: int) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it would report each request that waits
    from annotation.wsgi import application  # loads Django

    server = make_server(application, socket.socket(fileno=descriptor))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, server.request_stop)
    server.run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
