"""A web process in a thread of the test, with an application that waits when it is asked to."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from annotation.operations import server as web

LARGE = 2**26  # bytes; more than the buffers of a connection


class Application:
    """Answers /large, /slow and sign-ins (when it is released), and other paths with the length of the body."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.finished: list[str] = []
        self.released = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.paths.append(path)
        body = environ["wsgi.input"].read()
        if path in {"/slow", "/api/v1/session/"}:
            self.released.wait(10)
        start_response("200 OK", [("Content-Type", "text/plain")])
        pieces = [bytes(2**20)] * (LARGE >> 20) if path == "/large" else [str(len(body)).encode()]
        return self.send(path, pieces)

    def send(self, path: str, pieces: list[bytes]) -> Iterator[bytes]:
        yield from pieces
        self.finished.append(path)


class Running:
    """A web process with an application, around which `outer` may be wrapped."""

    def __init__(self, application: Application, outer: Callable[..., Any] | None = None) -> None:
        self.application = application
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.server = web.make_server(outer or application, self.listener)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()

    def connect(self, data: bytes = b"") -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        client.sendall(data)
        return client

    def get(self, path: str = "/") -> http.client.HTTPResponse:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        client.request("GET", path)
        return client.getresponse()

    def stop(self) -> None:
        self.application.released.set()
        self.server.request_stop()
        self.thread.join(15)
        assert not self.thread.is_alive()
