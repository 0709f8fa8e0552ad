"""`/healthz` and `/readyz`: whether a web process runs, and whether it can answer requests.

Both are answered before Django: without a check of the host, a session, a redirect to HTTPS or a line in the log.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

HEALTH: Final = frozenset({"/healthz", "/readyz"})
STOPPING: Final = "intercoder.stopping"  # in the environment of a request: whether the web process is stopping
DATABASE_SECONDS: Final = 1.0  # in which the database must answer
REUSED_SECONDS: Final = 1.0  # for which a result is given again, so that many checks cost the database one query


class DatabaseProbe:
    """Asks the database in a thread of its own, one question at a time, so that a dead one holds no other thread."""

    def __init__(self, ask: Callable[[], list[str]]) -> None:
        self.ask = ask
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None
        self.begun = 0.0
        self.problems: list[str] = []

    def failing(self) -> list[str]:
        """Return what fails, "database" or "migrations"."""
        with self.lock:
            if self.thread is None or (not self.thread.is_alive() and time.monotonic() - self.begun > REUSED_SECONDS):
                self.begun = time.monotonic()
                self.thread = threading.Thread(target=self.run, name="readiness", daemon=True)
                self.thread.start()
            thread, begun = self.thread, self.begun
        thread.join(max(0.0, begun + DATABASE_SECONDS - time.monotonic()))
        return ["database"] if thread.is_alive() else self.problems

    def run(self) -> None:
        try:
            self.problems = self.ask()
        except Exception:  # whatever a driver raises
            self.problems = ["database"]


class Health:
    """WSGI middleware that answers the two health checks."""

    def __init__(self, application: Callable[..., Any], ask: Callable[[], list[str]]) -> None:
        self.application = application
        self.probe = DatabaseProbe(ask)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path not in HEALTH:
            return self.application(environ, start_response)  # type: ignore[no-any-return]
        headers = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return respond(
                start_response,
                "405 Method Not Allowed",
                {"code": "method_not_allowed", "detail": "Only GET and HEAD are possible here."},
                [*headers, ("Allow", "GET, HEAD")],
            )
        if path == "/healthz":
            start_response("200 OK", [*headers, ("Content-Length", "0")])
            return []
        failing = ["stopping"] if environ.get(STOPPING) else self.probe.failing()
        if not failing:
            return respond(start_response, "200 OK", {"failing": []}, headers)
        detail = f"This web process cannot answer requests now: {', '.join(failing)}."
        answer = {"code": "not_ready", "detail": detail, "failing": failing}
        return respond(start_response, "503 Service Unavailable", answer, [*headers, ("Retry-After", "5")])


def respond(
    start_response: Callable[..., Any], status: str, answer: dict[str, Any], headers: list[tuple[str, str]]
) -> list[bytes]:
    body = json.dumps(answer).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers])
    return [body]
