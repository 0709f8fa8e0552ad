"""Promise 1: until a round closes, nobody but the rater learns anything of a rater's codings.

Two worlds are built that differ only in what Bo (and, for Bo's view, Ada) coded: other codes, more of them, other
memos, segments, drafts and reasons, but as many units submitted. Everybody else then reads every address of the
API and tries every write that could give something away. All answers must be the same in both worlds.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from annotation.accounts.models import User
from coding import clock
from coding.models import Coding, Draft, Event, Round
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import save_draft, submit
from coding.steps.codebook.codes import add_code, change_code
from tests.support.factories import (
    People,
    client,
    client_without_session,
    code_for,
    coded_round,
    opened_round,
    person,
    planned_round,
    published,
    rate,
    settled_round,
    study,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
VALUES = {
    **dict.fromkeys(("number", "unit", "code_id", "pk", "id", "token"), "1"),
    "study": "consequences",
    "name": "bo",
    "path": "table.csv",
    "figure": "severity",
    "file_format": "csv",
    "key": "GHSA-con-0001",
    "secret": "no-such-secret",
    "project": "demo-server",
}
MEMBERS = ("lea", "ada", "bo", "cleo", "vic")
OUTSIDE = ("eve", "sam", "anonymous")  # Sam is staff and superuser


def api_routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """Every address below /api/v1/, with its parameters by name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from api_routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and route.startswith("api/v1/"):
            yield route


def address(route: str) -> str:
    """The route with its parameters filled in; a parameter this test does not know fails it."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: VALUES[found[1]], route)


SCHEMA = "/api/v1/schema/"  # the same for everybody, made of code alone, and slow to make
ADDRESSES = sorted({address(route) for route in api_routes()} - {SCHEMA})
QUERIES = ("?search=secret", "?round=1", "?ordering=codings", "?size=1", "?code=1")
LISTS = ("/codings/", "/codes/", "/events/", "/units/", "/worklist/", "/rounds/")


def people_at_the_door() -> dict[str, Any]:
    seats = {name: client_of(name) for name in MEMBERS}
    person("eve")
    person("sam", is_staff=True, is_superuser=True)
    return seats | {name: client_of(name) for name in ("eve", "sam")} | {"anonymous": client()}


def client_of(name: str) -> Any:
    return client_without_session(User.objects.get(username=name))


QUESTIONS = ADDRESSES + [path + query for path in ADDRESSES if path.endswith(LISTS) for query in QUERIES]


def reading(http: Any, questions: list[str] = QUESTIONS) -> dict[str, tuple[int, str]]:
    found = {}
    for question in questions:
        answer = http.get(question)
        found[question] = (answer.status_code, answer.getvalue().decode(errors="replace"))
    return found


def trying(name: str, http: Any) -> dict[str, tuple[int, str]]:
    """Writes whose refusal, or success, could tell something; each is undone."""
    base = "/api/v1/studies/consequences/"
    body = {"codes": [1], "memo": "", "certainty": "", "segments": []}
    attempts: dict[str, Callable[[], Any]] = {
        "close": lambda: http.post(base + "rounds/1/close/", {"confirm": "lift the seal"}, format="json"),
        "match": lambda: http.put(base + "rounds/1/matching/", {"pairs": []}, format="json", headers={"If-Match": "1"}),
        "confirm": lambda: http.post(base + "rounds/1/matching/confirm/", {"confirm": "confirm"}, format="json"),
        "decide": lambda: http.post(
            base + "rounds/1/decisions/", {"unit": 1, "codes": [1]}, format="json", headers={"If-Match": "0"}
        ),
        "stand": lambda: http.post(base + "rounds/1/decisions/final_rater/", {}, format="json"),
        "withdraw": lambda: http.delete(base + "rounds/1/decisions/1/", headers={"If-Match": "0"}),
        "settle": lambda: http.post(base + "rounds/1/settle/"),
        "make public": lambda: http.put(base + "releases/1/public/"),
        "withdraw from public": lambda: http.delete(base + "releases/1/public/"),
        "discuss": lambda: http.post(base + "rounds/1/disagreements/1/comments/", {"text": "x"}, format="json"),
        "move": lambda: http.post(base + "rounds/1/disagreements/1/positions/", {"reason": "x"}, format="json"),
        "end the discussion": lambda: http.post(base + "rounds/1/discussion/end/", {}, format="json"),
        "open it again": lambda: http.post(base + "rounds/1/discussion/reopen/"),
        "publish": lambda: http.post(base + "releases/", {"confirm": "publish"}, format="json"),
        "freeze": lambda: http.post(base + "codebook/versions/"),
        "retire bo": lambda: http.patch(base + "members/bo/", {"retired": True}, format="json"),
        "a code of bo's": lambda: http.patch(base + "codes/2/", {"label": "mine"}, format="json"),
        "bo's label": lambda: http.post(base + "codes/", {"label": "bo secret one", "round": 1}, format="json"),
        "foreign draft": lambda: http.put(
            base + "rounds/1/units/1/draft/", body, format="json", headers={"If-Match": "0"}
        ),
        "foreign code": lambda: http.post(
            base + "rounds/1/units/3/coding/",
            body | {"codes": [2]},
            format="json",
            headers={"Idempotency-Key": "k" * 9},
        ),
        "sample": lambda: http.post(base + "units/", {}, format="json"),
        "look at shares": lambda: http.get(base + "rounds/1/allocation/"),
        "bo's help": lambda: http.post(base + "rounds/1/units/3/similar/"),
        "bo's units later": lambda: http.put(base + "rounds/1/units/3/deferral/"),
        "what a code touches": lambda: http.get(base + "rounds/1/codes/2/units/"),
        "a code of bo's recoded": lambda: http.post(
            base + "rounds/1/codes/2/units/", {"into": 1, "reason": "x"}, format="json"
        ),
        "bo's recoding undone": lambda: http.post(base + "rounds/1/codes/recode/undo/"),
        "bo's code merged": lambda: http.post(base + "codes/2/merge/", {"into": 1, "reason": "x"}, format="json"),
        "bo's codings entered": lambda: http.post(
            base + "rounds/1/codings/import/",
            {"file": SimpleUploadedFile("f.csv", b"unit,rater,codes\n1,bo,bo secret one\n3,bo,x\n2,,bo secret two\n")},
        ),
    }
    found = {}
    for label, attempt in attempts.items():
        with transaction.atomic():
            answer = attempt()
            text = re.sub(
                r'"(id|saved_at|submitted_at|created_at)":("[^"]*"|\d+)', r'"\1":0', answer.getvalue().decode()
            )
            found[f"{name} tries {label}"] = (answer.status_code, text)
            transaction.set_rollback(True)
    return found


def world(made: People, other: int, style: str, secret_of: str) -> dict[str, Any]:
    """All that everybody but `secret_of` gets to see, where `secret_of` coded in way `other`."""
    with transaction.atomic(), clock.fixed(NOON):
        coding_round = opened_round(made, style=style)
        open_rater = made.ada if secret_of == "bo" else made.bo
        for unit in (1, 2):
            rate(open_rater, coding_round, unit, f"plain {unit}" if style == "open" else "shared one")
        if style == "shared":
            for label in ("bo secret one", "bo secret two", "more secret"):
                add_code(by=made.lea, label=label)
        sealed = made.bo if secret_of == "bo" else made.ada
        (secretly_one if other == 1 else secretly_other)(sealed, coding_round)
        seats = people_at_the_door()
        found = {}
        for name, http in seats.items():
            if name != secret_of:
                found[name] = reading(http) | trying(name, http)
        transaction.set_rollback(True)
    return found


def secretly_one(rater: Any, coding_round: Round) -> None:
    rate(rater, coding_round, 1, "bo secret one", memo="first memo")
    rate(rater, coding_round, 2, "bo secret one", memo="second memo")


def secretly_other(rater: Any, coding_round: Round) -> None:
    """The same number of units submitted, all else different."""
    rate(rater, coding_round, 2, "bo secret two", memo="another memo")
    code = code_for(rater, coding_round, "more secret")
    text = coding_round.study.units.get(number=3).document.text
    segment = {"code": code.pk, "start": 0, "end": 4, "quote": text[:4]}
    for key, reason in (("first", ""), ("second", "a secret change of mind")):
        answer = CodingContent(codes=[code.pk], memo=f"{key} secret", certainty="unsure", segments=[segment])
        submit(
            by=rater, coding_round=coding_round, unit=3, content=answer, idempotency_key=f"bo-{key}-3", reason=reason
        )
    save_draft(
        by=rater, coding_round=coding_round, unit=1, content=CodingContent(codes=[], memo="secret draft"), revision=0
    )
    if coding_round.style == "open":
        change_code(by=rater, code=code, definition="secret words")
        add_code(by=rater, label="never used secret", round_number=1)


@pytest.fixture
def counted_ids(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Codes get 1, 2, 3 … so that two worlds can be compared; those of the open rater come first."""

    def restart() -> None:
        numbers = itertools.count(1)
        monkeypatch.setattr("coding.models.codebook.secrets.randbelow", lambda _: next(numbers) - 1)

    return restart


@pytest.mark.parametrize(("style", "secret_of"), [("open", "bo"), ("open", "ada"), ("shared", "bo")])
def test_open_round_tells_nobody_what_a_rater_coded(
    style: str, secret_of: str, counted_ids: Callable[[], None]
) -> None:
    with clock.fixed(NOON):  # once: PostgreSQL does not take back the numbers it has given out
        made = study(units=4)
    counted_ids()
    one = world(made, 1, style, secret_of)
    counted_ids()
    other = world(made, 2, style, secret_of)
    assert one.keys() == other.keys()
    for name in one:
        assert one[name] == other[name], first_difference(name, one[name], other[name])


def first_difference(name: str, one: dict[str, Any], other: dict[str, Any]) -> str:
    path = next(path for path in one if one[path] != other[path])
    return f"{name} can tell the worlds apart by {path}: {one[path]} / {other[path]}"


def open_round_with_a_draft(made: People) -> Round:
    coding_round = coded_round(made)
    draft = CodingContent(codes=[], memo="a secret draft")
    save_draft(by=made.bo, coding_round=coding_round, unit=1, content=draft, revision=0)
    return coding_round


def closed_round_with_a_draft(made: People) -> Round:
    return close_round(by=made.lea, number=open_round_with_a_draft(made).number)


STATES: dict[str, Callable[[People], Any]] = {
    "planned": planned_round,
    "open": open_round_with_a_draft,
    "closed": closed_round_with_a_draft,
    "settled": settled_round,
    "published": published,
}


@cache
def answers_in(state: str) -> dict[str, dict[str, tuple[int, str]]]:
    """What each person reads at every address of a study in this state; read once, by the first test that asks."""
    STATES[state](study())
    return {name: reading(http, ADDRESSES) for name, http in people_at_the_door().items()}


@pytest.mark.parametrize("state", STATES)
def test_outsiders_see_nothing_of_a_study_in_any_state(state: str) -> None:
    of_the_study = [path for path in ADDRESSES if path.startswith("/api/v1/studies/consequences/")]
    assert len(of_the_study) > 20
    for name in OUTSIDE:
        for path in of_the_study:
            status, _ = answers_in(state)[name][path]
            # 405: an address that is only written to; it answers so to everybody.
            assert status in ({401} if name == "anonymous" else {404, 405}), (name, path)


@pytest.mark.parametrize("state", STATES)
def test_members_see_codings_exactly_from_closing_on(state: str) -> None:
    lifted = state in {"closed", "settled", "published"}
    for name in MEMBERS:
        everything = json.dumps(answers_in(state)[name])
        for rater in ("ada", "bo"):
            coded = state != "planned"
            assert (f"{rater}'s memo 1" in everything) == (coded and (lifted or name == rater)), (name, rater)
            label = {"ada": "Access", "bo": "Entry"}[rater]
            assert (f'"label\\":\\"{label}\\"' in everything.replace('\\\\"', '\\"')) == (
                coded and (lifted or name == rater)
            ), (name, label)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_drafts_are_seen_by_their_rater_alone(state: str) -> None:
    seen = {name for name, answers in answers_in(state).items() if "a secret draft" in json.dumps(answers)}
    assert seen == {"bo"}


@pytest.mark.parametrize("model", [Coding, Draft, Event])
def test_admin_site_has_no_page_for_what_is_sealed(model: Any) -> None:
    assert not admin.site.is_registered(model)


def test_progress_counts_units_not_versions_or_drafts() -> None:
    made = study(units=4)
    coding_round = opened_round(made)
    secretly_other(made.bo, coding_round)
    answer = client(made.lea.user).get("/api/v1/studies/consequences/rounds/1/").json()
    assert answer["raters"][1] == {"name": "bo", "assigned": 4, "submitted": 2, "commitment": ""}
