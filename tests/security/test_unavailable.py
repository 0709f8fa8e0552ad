"""A busy, absent or full database is status 503 with `Retry-After` at every address, and reads go on beside a lock."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client, RequestFactory

from annotation.accounts.models import User
from annotation.http.errors import error_response
from annotation.http.unavailable import BUSY, FULL, UNREACHABLE, Unavailable, server_error, unavailability
from tests.support.addresses import ADDRESSES
from tests.support.database_errors import PostgresqlError
from tests.support.factories import opened_round, published, study

BACKEND = "django.contrib.auth.backends.ModelBackend"
STUDY = "/api/v1/studies/consequences/"


def sqlite_error(number: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("broken")
    error.sqlite_errorcode = number  # type: ignore[misc]
    return error


CASES: list[tuple[type[Exception], Exception | None, str, Unavailable | None]] = [
    (OperationalError, PostgresqlError("40P01"), "deadlock detected", BUSY),
    (OperationalError, PostgresqlError("55P03"), "lock timeout", BUSY),
    (OperationalError, PostgresqlError("53300"), "too many connections", BUSY),
    (OperationalError, Exception(), "FATAL: sorry, too many clients already", BUSY),
    (OperationalError, PostgresqlError("57P03"), "the database system is starting up", UNREACHABLE),
    (OperationalError, PostgresqlError("08006"), "connection failure", UNREACHABLE),
    (OperationalError, Exception(), "connection refused", UNREACHABLE),
    (InterfaceError, Exception(), "connection already closed", UNREACHABLE),
    (OperationalError, PostgresqlError("53100"), "disk full", FULL),
    (OperationalError, sqlite_error(sqlite3.SQLITE_BUSY), "database is locked", BUSY),
    (OperationalError, None, "database is locked", BUSY),
    (OperationalError, sqlite_error(sqlite3.SQLITE_CANTOPEN | 512), "unable to open", UNREACHABLE),
    (OperationalError, sqlite_error(sqlite3.SQLITE_FULL), "database or disk is full", FULL),
    (OperationalError, sqlite_error(sqlite3.SQLITE_ERROR), "no such table", None),
    (ProgrammingError, PostgresqlError("42P01"), "no such table", None),
    (ValueError, None, "a fault of the program", None),
]


@pytest.mark.parametrize(("error", "cause", "sentence", "expected"), CASES)
def test_errors_of_the_database_are_told_apart(
    error: type[Exception], cause: Exception | None, sentence: str, expected: Unavailable | None
) -> None:
    raised = error(sentence)
    raised.__cause__ = cause
    assert unavailability(raised) is expected


@contextmanager
def without_database(cause: str = "57P01") -> Iterator[None]:
    """Let every statement fail as on a connection that PostgreSQL has ended."""

    def fail(execute: Callable[..., Any], *arguments: Any) -> Any:
        raise OperationalError("terminating connection") from PostgresqlError(cause)

    with connection.execute_wrapper(fail):
        yield


@pytest.mark.django_db
def test_absent_database_is_503_at_every_address() -> None:
    people = study()
    published(people)
    http = Client(raise_request_exception=False)
    assert people.lea.user
    http.force_login(people.lea.user, backend=BACKEND)
    others = ["/admin/", "/admin/login/", "/public/consequences/releases/1", "/api/v1/session/"]
    answers = {}
    with without_database():
        for path in [*ADDRESSES, *others]:
            answers[path] = http.get(path)
        posted = http.post("/api/v1/session/", {"username": "lea", "password": "x"}, content_type="application/json")
        answers["POST /api/v1/session/"] = posted
    without = {path for path, answer in answers.items() if answer.status_code != 503}
    assert without <= {"/api/v1/meta/", "/api/v1/schema/"}, without
    for path in answers.keys() - without:
        assert answers[path].json()["code"] == "database_unavailable", path
        assert answers[path].headers["Retry-After"] == "5", path
    with without_database("53100"):
        page = http.get("/admin/", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "<h1>Try again soon</h1>" in page.text


@pytest.mark.django_db(transaction=True)
def test_database_that_cannot_be_opened_is_503(monkeypatch: pytest.MonkeyPatch) -> None:
    http = Client(raise_request_exception=False)
    http.force_login(User.objects.create_user(username="lea"), backend=BACKEND)
    connection.close()
    with monkeypatch.context() as context:
        wrong = {"NAME": "/nowhere/at/all.sqlite3"} if connection.vendor == "sqlite" else {"PORT": "1"}
        for name, value in wrong.items():
            context.setitem(connection.settings_dict, name, value)
        answer = http.get("/api/v1/studies/")
        connection.close()
    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert http.get("/api/v1/studies/").status_code == 200


def ended_connection() -> OperationalError:
    error = OperationalError("terminating connection")
    error.__cause__ = PostgresqlError("57P01")
    return error


def test_error_outside_of_views_is_503(rf: RequestFactory) -> None:
    try:
        raise ended_connection()
    except OperationalError:
        response = server_error(rf.get("/"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_error_of_the_api_is_503_and_no_fault_of_the_program() -> None:
    response = error_response(ended_connection(), {})
    assert response is not None
    assert (response.status_code, response.data["code"]) == (503, "database_unavailable")


def test_fault_of_the_program_is_json(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("annotation.http.spa.render", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")


@pytest.mark.django_db(transaction=True)
def test_reads_go_on_while_another_program_locks_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")
    people = study()
    opened_round(people)
    http = Client(raise_request_exception=False)
    assert people.ada.user
    http.force_login(people.ada.user, backend=BACKEND)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=500")
    other.execute("BEGIN IMMEDIATE")
    try:
        start = time.monotonic()
        for path in ("", "members/", "rounds/", "rounds/1/worklist/", "rounds/1/units/1/", "codes/", "events/"):
            assert http.get(STUDY + path).status_code == 200, path
        assert time.monotonic() - start < 2
        draft = {"codes": [], "memo": "typed while the database is busy"}
        path = f"{STUDY}rounds/1/units/1/draft/"
        headers = {"if-match": '"0"'}
        refused = http.put(path, draft, content_type="application/json", headers=headers)
        assert (refused.status_code, refused.json()["code"], refused.headers["Retry-After"]) == (503, "busy", "1")
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert http.put(path, draft, content_type="application/json", headers=headers).status_code == 200
    connection.close()
