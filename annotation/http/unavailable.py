"""Responses while the database is busy, unreachable or full: status 503 with `Retry-After`, at every address."""

from __future__ import annotations

import logging
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.html import format_html

from advisories.platform.transactions import sqlstate


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Why the database cannot answer now, and after how many seconds to try again."""

    code: str
    detail: str
    seconds: int


BUSY: Final = Unavailable("busy", "The database is busy. Nothing was stored. Try again in a moment.", 1)
UNREACHABLE: Final = Unavailable(
    "database_unavailable", "The database cannot be reached. Try again in a few seconds, or ask an administrator.", 5
)
FULL: Final = Unavailable(
    "storage_full", "The database cannot store anything: its disk is full or read-only. Ask an administrator.", 60
)

# SQLSTATE of PostgreSQL, by its beginning: serialisation failure and deadlock, too many connections, out of memory,
# cancelled by a time limit, lock not available; connection lost, server stopping or starting; disk full, read-only.
POSTGRESQL: Final = (
    (("40001", "40P01", "53300", "53200", "57014", "55P03"), BUSY),
    (("08", "57P"), UNREACHABLE),
    (("53100", "25006"), FULL),
)
SQLITE: Final = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CANTOPEN: UNREACHABLE,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: FULL,
    sqlite3.SQLITE_IOERR: FULL,
}
# Errors of psycopg2 on connecting have no SQLSTATE.
TOO_MANY: Final = re.compile("too many (clients|connections)|remaining connection slots")
LOG_SECONDS: Final = 60  # between two lines of one kind

logger = logging.getLogger(__name__)
logged: dict[str, float] = {}  # code → time of the last line


def unavailability(error: BaseException | None) -> Unavailable | None:
    """Return why the database was unavailable; None if the error has another cause."""
    return next((kind for cause in causes(error) if (kind := classify(cause))), None)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error, and the errors that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def classify(error: BaseException) -> Unavailable | None:
    """Return why the database was unavailable according to this error alone, without its causes."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    if state := sqlstate(error):
        return next((kind for states, kind in POSTGRESQL if state.startswith(states)), None)
    if isinstance(error.__cause__, sqlite3.Error):
        number = getattr(error.__cause__, "sqlite_errorcode", None)
        return None if number is None else SQLITE.get(number & 0xFF)  # the low byte is the primary code
    if TOO_MANY.search(str(error)) or "database is locked" in str(error):
        return BUSY
    return UNREACHABLE if error.__cause__ is not None and isinstance(error, OperationalError | InterfaceError) else None


def unavailable_response(request: HttpRequest, kind: Unavailable) -> HttpResponse:
    """Return status 503: JSON, or a short HTML page if a browser opens an address outside the API."""
    log_unavailable(kind)
    headers = {"Retry-After": str(kind.seconds), "Cache-Control": "no-store"}
    if request.path.startswith("/api/") or "text/html" not in request.headers.get("Accept", ""):
        return JsonResponse({"code": kind.code, "detail": kind.detail}, status=503, headers=headers)
    page = format_html(
        '<!doctype html>\n<html lang="en">\n<meta http-equiv="refresh" content="{}">\n'
        "<title>Intercoder: try again soon</title>\n<h1>Try again soon</h1>\n<p>{}</p>\n"
        "<p>This page loads again by itself.</p>\n</html>\n",
        kind.seconds,
        kind.detail,
    )
    return HttpResponse(page, status=503, headers=headers)


def log_unavailable(kind: Unavailable) -> None:
    """Log why the database is unavailable, at most once a minute."""
    at = time.monotonic()
    if at - logged.get(kind.code, -LOG_SECONDS) >= LOG_SECONDS:
        logged[kind.code] = at
        logger.warning("Requests get status 503 (%s): %s", kind.code, kind.detail)


def answer_unavailable(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that returns status 503 if a view outside the API cannot use the database."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        kind = unavailability(error)
        return unavailable_response(request, kind) if kind else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def server_error(request: HttpRequest, *_: Any) -> HttpResponse:
    """Return the response to an error outside of views, for example in the session middleware."""
    if kind := unavailability(sys.exc_info()[1]):
        return unavailable_response(request, kind)
    detail = "The server failed. Try again, and tell an administrator if it happens again."
    return JsonResponse({"code": "server_error", "detail": detail}, status=500)


class WithoutUnavailable(logging.Filter):
    """Omits tracebacks of an unavailable database, which `log_unavailable` logs in one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return unavailability(error) is None
