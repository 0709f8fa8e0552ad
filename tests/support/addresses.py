"""Every address of the API, and what members and outsiders read there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from annotation.accounts.models import User
from coding.models import Round
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import save_draft
from tests.support.factories import (
    People,
    client,
    client_without_session,
    coded_round,
    person,
    planned_round,
    published,
    settled_round,
)

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
VALUES = {
    **dict.fromkeys(("number", "unit", "code_id", "pk", "id", "token", "index"), "1"),
    "study": "consequences",
    "corpus": "main",
    "name": "bo",
    "path": "table.csv",
    "figure": "severity",
    "file_format": "csv",
    "key": "GHSA-con-0001",
    "secret": "no-such-secret",
    **dict.fromkeys(("project", "slug"), "demo-server"),
}
MEMBERS = ("lea", "ada", "bo", "cleo", "vic")
OUTSIDE = ("eve", "sam", "anonymous")  # Sam is staff and superuser


def api_routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """Yield every route below /api/v1/, with its parameters by name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from api_routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and route.startswith("api/v1/"):
            yield route


def address(route: str) -> str:
    """Return the route with its parameters filled in; raise KeyError if VALUES lacks a parameter."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda parameter: VALUES[parameter[1]], route)


SCHEMA = "/api/v1/schema/"  # the same for everyone, generated from the code only, and slow
ADDRESSES = sorted({address(route) for route in api_routes()} - {SCHEMA})
QUERIES = ("?search=secret", "?round=1", "?ordering=codings", "?size=1", "?code=1")
LISTS = ("/codings/", "/codes/", "/events/", "/units/", "/worklist/", "/rounds/")


def clients_of_everyone() -> dict[str, Any]:
    """Return an HTTP client per member and outsider by name, and one without an account."""
    clients = {name: client_of(name) for name in MEMBERS}
    person("eve")
    person("sam", is_staff=True, is_superuser=True)
    return clients | {name: client_of(name) for name in ("eve", "sam")} | {"anonymous": client()}


def client_of(name: str) -> Any:
    return client_without_session(User.objects.get(username=name))


ADDRESSES_AND_QUERIES = ADDRESSES + [path + query for path in ADDRESSES if path.endswith(LISTS) for query in QUERIES]


def read_addresses(http: Any, addresses: list[str] = ADDRESSES_AND_QUERIES) -> dict[str, tuple[int, str]]:
    """Return status and content of the response by address."""
    responses = {}
    for path in addresses:
        response = http.get(path)
        responses[path] = (response.status_code, response.getvalue().decode(errors="replace"))
    return responses


@pytest.fixture
def sequential_code_ids(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function that restarts the ids of codes at 1, so that two worlds can be compared."""

    def restart() -> None:
        numbers = itertools.count(1)
        monkeypatch.setattr("coding.models.codebook.secrets.randbelow", lambda _: next(numbers) - 1)

    return restart


def open_round_with_a_draft(people: People) -> Round:
    coding_round = coded_round(people)
    draft = CodingContent(codes=[], memo="a secret draft")
    save_draft(by=people.bo, coding_round=coding_round, unit=1, content=draft, revision=0)
    return coding_round


def closed_round_with_a_draft(people: People) -> Round:
    return close_round(by=people.lea, number=open_round_with_a_draft(people).number)


STATES: dict[str, Callable[[People], Any]] = {
    "planned": planned_round,
    "open": open_round_with_a_draft,
    "closed": closed_round_with_a_draft,
    "settled": settled_round,
    "published": published,
}


def try_writes(name: str, http: Any) -> dict[str, tuple[int, str]]:
    """Return the response to every write that could reveal something. Each write is rolled back."""
    base = "/api/v1/studies/consequences/"
    body = {"codes": [1], "memo": "", "certainty": "", "segments": []}
    attempts: dict[str, Callable[[], Any]] = {
        "close": lambda: http.post(base + "rounds/1/close/", {"confirm": "unseal"}, format="json"),
        "match": lambda: http.put(base + "rounds/1/matching/", {"pairs": []}, format="json", headers={"If-Match": "1"}),
        "confirm": lambda: http.post(base + "rounds/1/matching/confirm/", {"confirm": "confirm"}, format="json"),
        "decide": lambda: http.post(
            base + "rounds/1/decisions/", {"unit": 1, "codes": [1]}, format="json", headers={"If-Match": "0"}
        ),
        "apply own codes": lambda: http.post(base + "rounds/1/decisions/final_rater/", {}, format="json"),
        "withdraw": lambda: http.delete(base + "rounds/1/decisions/1/", headers={"If-Match": "0"}),
        "settle": lambda: http.post(base + "rounds/1/settle/"),
        "grant public access": lambda: http.put(base + "releases/1/public/"),
        "revoke public access": lambda: http.delete(base + "releases/1/public/"),
        "comment": lambda: http.post(base + "rounds/1/disagreements/1/comments/", {"text": "x"}, format="json"),
        "take a position": lambda: http.post(
            base + "rounds/1/disagreements/1/positions/", {"reason": "x"}, format="json"
        ),
        "end the discussion": lambda: http.post(base + "rounds/1/discussion/end/", {}, format="json"),
        "reopen the discussion": lambda: http.post(base + "rounds/1/discussion/reopen/"),
        "publish": lambda: http.post(base + "releases/", {"confirm": "publish"}, format="json"),
        "freeze": lambda: http.post(base + "codebook/versions/"),
        "retire bo": lambda: http.patch(base + "members/bo/", {"retired": True}, format="json"),
        "change a code of bo's": lambda: http.patch(base + "codes/2/", {"label": "mine"}, format="json"),
        "add bo's label": lambda: http.post(base + "codes/", {"label": "bo secret one", "round": 1}, format="json"),
        "write bo's draft": lambda: http.put(
            base + "rounds/1/units/1/draft/", body, format="json", headers={"If-Match": "0"}
        ),
        "submit bo's code": lambda: http.post(
            base + "rounds/1/units/3/coding/",
            body | {"codes": [2]},
            format="json",
            headers={"Idempotency-Key": "k" * 9},
        ),
        "sample": lambda: http.post(base + "units/", {}, format="json"),
        "read the allocation": lambda: http.get(base + "rounds/1/allocation/"),
        "read bo's similar units": lambda: http.post(base + "rounds/1/units/3/similar/"),
        "give a code of bo's a key": lambda: http.put(
            base + "rounds/1/keys/", {"keys": {"1": 2}}, format="json", headers={"If-Match": "0"}
        ),
        "defer bo's unit": lambda: http.put(base + "rounds/1/units/3/deferral/"),
        "read the scope of a recoding": lambda: http.get(base + "rounds/1/codes/2/recode/"),
        "recode a code of bo's": lambda: http.post(
            base + "rounds/1/codes/2/recode/", {"into": 1, "reason": "x"}, format="json"
        ),
        "undo bo's recoding": lambda: http.post(base + "rounds/1/codes/recode/undo/"),
        "merge bo's code": lambda: http.post(base + "codes/2/merge/", {"into": 1, "reason": "x"}, format="json"),
        "import bo's codings": lambda: http.post(
            base + "rounds/1/codings/import/",
            {"file": SimpleUploadedFile("f.csv", b"unit,rater,codes\n1,bo,bo secret one\n3,bo,x\n2,,bo secret two\n")},
        ),
    }
    responses = {}
    for label, attempt in attempts.items():
        with transaction.atomic():
            response = attempt()
            # An address that no view answers, or a method that it does not have, would test nothing.
            assert b"Unknown address" not in response.getvalue(), label
            assert response.status_code != 405, label
            text = re.sub(
                r'"(id|saved_at|submitted_at|created_at)":("[^"]*"|\d+)', r'"\1":0', response.getvalue().decode()
            )
            responses[f"{name} tries {label}"] = (response.status_code, text)
            transaction.set_rollback(True)
    return responses


def first_difference(name: str, first: dict[str, Any], second: dict[str, Any]) -> str:
    path = next(path for path in first if first[path] != second[path])
    return f"{name} can distinguish the worlds by {path}: {first[path]} / {second[path]}"
