"""Malformed requests: every address of the API refuses them without a server error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator

from coding.models import Code, Round
from coding.steps.study import change_member
from tests.support.addresses import ADDRESSES, address
from tests.support.factories import (
    People,
    client,
    closed_round,
    code_for,
    matched_round,
    opened_round,
    planned_round,
    study,
)

pytestmark = pytest.mark.django_db

BODIES = {
    "nothing": b"",
    "no JSON": b"{nope",
    "no UTF-8": b'{"title": "\xe9"}',
    "a list": b"[1, 2]",
    "a word": b'"x"',
    "null": b"null",
    "no number": b'{"unit": NaN}',
    "a long number": b'{"unit": ' + b"9" * 5_000 + b"}",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
}
VALUES: dict[str, Any] = {
    "NUL": "a\0b",
    "half a character": "\ud800",
    "nothing": None,
    "a number": 7,
    "a negative number": -1,
    "beyond 64 bits": 10**30,
    "beyond 32 bits": 2**40,
    "an object": {"a": {"b": 1}},
    "a list of NUL": ["\0"],
    "a list of halves": ["\ud800"],
    "a list of huge numbers": [10**30, 2**63],
    "a long word": "x" * 30_000,
}
# Valid values for the fields of a body other than the field that is tested.
VALID: dict[str, Any] = {
    "title": "A study",
    "label": "A label",
    "name": "zed",
    "username": "zed",
    "password": "correct horse battery",
    "old": "correct horse battery",
    "new": "wrong horse battery",
    "roles": ["viewer"],
    "style": "open",
    "raters": ["ada", "bo"],
    "final_rater": "cleo",
    "unit": 2,
    "pairs": [],
}
CONFIRM = {"close": "unseal", "confirm": "confirm", "releases": "publish"}


def path_of(template: str) -> str:
    """Return the path of an address of the schema, with its parameters filled in."""
    return address(template.removeprefix("/").replace("{", "<").replace("}", ">"))


def bodies_with_a_wrong_field(
    path: str, operation: dict[str, Any], schema: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    """Yield a description and a body per wrong value and field, including fields one level down."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return
    fields = properties(content["schema"], schema)
    valid = {name: VALID[name] for name in fields if name in VALID}
    if "confirm" in fields:
        valid["confirm"] = CONFIRM[path.rstrip("/").rpartition("/")[2]]
    if "codes" in fields:
        valid["codes"] = [Code.objects.order_by("position").values_list("pk", flat=True).first() or 1]
    for name, shape in fields.items():
        for value_name, value in VALUES.items():
            yield f"{name}: {value_name}", valid | {name: value}
            inner_fields = properties(shape.get("items", shape), schema)
            for inner_name in inner_fields:
                valid_item = {"code": valid.get("codes", [1])[0], "start": 0, "end": 4, "quote": "Flaw", "label": "x"}
                item = {key: valid_item[key] for key in inner_fields if key in valid_item} | {inner_name: value}
                yield (
                    f"{name}.{inner_name}: {value_name}",
                    valid | {name: [item] if shape.get("type") == "array" else item},
                )


def properties(shape: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an object in the schema by name, with references resolved."""
    for inner in (shape, *shape.get("allOf", []), *shape.get("oneOf", [])):
        if name := inner.get("$ref", "").rpartition("/")[2]:
            shape = schema["components"]["schemas"][name]
    fields: dict[str, Any] = shape.get("properties", {})
    return fields


def study_with_ada_in_every_role() -> People:
    """Return a study in which Ada has every role, so that no request is refused for a missing role."""
    people = study()
    change_member(by=people.lea, name="ada", roles=["lead", "rater", "adjudicator"])
    people.ada.refresh_from_db()
    return people


def opened_round_with_a_code(people: People) -> Round:
    coding_round = opened_round(people, final_rater="ada")
    code_for(people.ada, coding_round, "Access")
    return coding_round


def matched_round_with_ada_as_final_rater(people: People) -> Round:
    return matched_round(people, final_rater="ada")


STATES: dict[str, tuple[Callable[[People], Any], tuple[str, ...]]] = {
    "planned": (planned_round, ("/rounds/1/", "/units/")),
    "open": (opened_round_with_a_code, ("",)),
    "closed": (closed_round, ("/matching/",)),
    "matched": (matched_round_with_ada_as_final_rater, ("/decisions/", "/final_rater/", "/codes/1/")),
}


@pytest.mark.parametrize("state", STATES)
def test_wrong_value_in_a_field_causes_no_server_error(state: str) -> None:
    prepare, endings = STATES[state]
    people = study_with_ada_in_every_role()
    prepare(people)
    schema = SchemaGenerator().get_schema(request=None, public=True)
    errors, count = [], 0
    for template, operations in schema["paths"].items():
        path = path_of(template)
        if not path.endswith(endings):
            continue
        http = client(people.ada)
        http.raise_request_exception = False
        for method, operation in operations.items():
            for description, body in bodies_with_a_wrong_field(path, operation, schema):
                status, content = send(http, method, path, json.dumps(body).encode())
                count += 1
                if not is_success_or_refusal(status, content):
                    errors.append(f"{method} {path} {description}: {status} {content[:200]!r}")
    assert count > 30
    assert not errors, "\n".join(errors)


def test_malformed_body_causes_no_server_error() -> None:
    people = study_with_ada_in_every_role()
    opened_round_with_a_code(people)
    errors = []
    for path in ADDRESSES:
        http = client(people.ada)
        http.raise_request_exception = False
        for method in ("post", "put", "patch", "delete"):
            for description, body in BODIES.items():
                status, content = send(http, method, path, body)
                if status == 405:
                    break
                if not is_success_or_refusal(status, content):
                    errors.append(f"{method} {path} {description}: {status} {content[:200]!r}")
    assert not errors, "\n".join(errors)


def send(http: Any, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    """Send the request, roll its changes back, and return status and content of the response."""
    headers = {"If-Match": '"1"' if "matching" in path else '"0"', "Idempotency-Key": "a-key-of-mine"}
    with transaction.atomic():
        answer = http.generic(method.upper(), path, body, content_type="application/json", headers=headers)
        transaction.set_rollback(True)
    return answer.status_code, answer.content


def is_success_or_refusal(status: int, content: bytes) -> bool:
    """Return whether the response is a success, or a refusal with `code` and `detail`."""
    if status < 300:
        return True
    return status < 500 and content.startswith(b"{") and {"code", "detail"} <= json.loads(content).keys()


@pytest.mark.parametrize("value", ["", "x", "*", "²", "-1", "1.5", "9" * 5_000, '"0', 'W/"0"', "0, 1"])
def test_invalid_revision_is_refused(value: str) -> None:
    people = study_with_ada_in_every_role()
    opened_round_with_a_code(people)
    path = "/api/v1/studies/consequences/rounds/1/units/1/draft/"
    answer = client(people.ada).put(path, {"codes": []}, format="json", headers={"If-Match": value})
    if value == '"0':  # read as 0, which is the current revision
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_input")


@pytest.mark.parametrize("key", ["", "short", "k" * 65])
def test_invalid_idempotency_key_is_refused(key: str) -> None:
    people = study_with_ada_in_every_role()
    opened_round_with_a_code(people)
    path = "/api/v1/studies/consequences/rounds/1/units/1/coding/"
    answer = client(people.ada).post(path, {"codes": []}, format="json", headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_input")


@pytest.mark.parametrize(
    "query",
    [
        "?cursor=nonsense",
        "?cursor=%00",
        "?size=0",
        "?size=x",
        "?size=" + "9" * 30,
        "?round=%00",
        "?search=%00",
    ],
)
def test_invalid_query_causes_no_server_error(query: str) -> None:
    people = study_with_ada_in_every_role()
    closed_round(people)
    http = client(people.ada)
    http.raise_request_exception = False
    errors = []
    for path in ADDRESSES:
        answer = http.get(path + query)
        if answer.status_code >= 500:
            errors.append(f"{path}{query}: {answer.status_code}")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("odd", ["%00", "%ff", "%F0%9F%90%9B", "99999999999999999999999", "..%2f..", "'"])
def test_odd_path_parameter_causes_no_server_error(odd: str) -> None:
    people = study_with_ada_in_every_role()
    closed_round(people)
    http = client(people.ada)
    http.raise_request_exception = False
    errors = []
    for template in SchemaGenerator().get_schema(request=None, public=True)["paths"]:
        for name in [part.partition("}")[0] for part in template.split("{")[1:]]:
            path = path_of(template.replace("{" + name + "}", "ODD")).replace("ODD", odd)
            for method in ("get", "post", "patch", "delete"):
                status = getattr(http, method)(path, {}, format="json").status_code
                if status >= 500:
                    errors.append(f"{method} {path}: {status}")
    assert not errors, "\n".join(errors)


def multipart(parts: Iterable[str]) -> bytes:
    """Return a form with these parts, each with its headers."""
    return "".join(f"--x\r\nContent-Disposition: form-data; {part}\r\n" for part in parts).encode() + b"--x--\r\n"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (multipart(f'name="field{number}"\r\n\r\nvalue' for number in range(1_001)), 400),
        (multipart(f'name="files"; filename="{number}.json"\r\n\r\n[]' for number in range(101)), 400),
        (multipart(['name="project"\r\n\r\n' + "x" * (5 * 2**20 + 1)]), 413),
    ],
)
def test_form_beyond_the_limits_is_refused_in_json(body: bytes, status: int) -> None:
    people = study_with_ada_in_every_role()
    http = client(people.ada)
    http.raise_request_exception = False
    for path in ("/api/v1/studies/consequences/corpus/imports/", "/api/v1/studies/consequences/codebook/import/"):
        answer = http.generic("POST", path, body, content_type="multipart/form-data; boundary=x")
        assert answer.status_code == status, (path, answer.content[:300])
        assert {"code", "detail"} <= answer.json().keys()
