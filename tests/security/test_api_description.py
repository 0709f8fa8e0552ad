"""The API responds as its OpenAPI description says: no server error, no other status, no body of another shape.

Schemathesis makes requests from the description, valid and invalid ones. A rater and the lead send them.
`INTERCODER_API_EXAMPLES=100` makes more requests per operation than the four of CI.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest
import requests
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from annotation.accounts.invitations import make_token
from coding.models import Code
from tests.support.addresses import VALUES
from tests.support.api_description import description, difference
from tests.support.factories import People, code_for, opened_round, published, study

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("INTERCODER_API_EXAMPLES", "4"))
EXPLORING = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def people() -> People:
    """A study with a published round and an open one, in which Ada has a private code."""
    people = study()
    published(people)
    code_for(people.ada, opened_round(people), "Marked")
    return people


def token_client(name: str, people: People) -> APIClient:
    """Return a client that sends an API token, and gets status 500 instead of an exception."""
    _, secret = make_token(user=getattr(people, name).user, name="script")
    http = APIClient(raise_request_exception=False)
    http.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return http


def send(http: APIClient, case: Any) -> Any:
    """Send the request of a case, and roll its changes back."""
    request = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {name: value for name, value in request.headers.items() if name not in {"Content-Type", "Content-Length"}}
    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
    content_type = request.headers.get("Content-Type", "")
    with transaction.atomic():
        response = http.generic(str(request.method), request.path_url, body, content_type, headers=headers)
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("name", ["ada", "lea"])
def test_responses_are_as_described(people: People, name: str) -> None:
    http = token_client(name, people)
    known = VALUES | {"code_id": str(Code.objects.order_by("-pk").values_list("pk", flat=True)[0])}
    problems: set[str] = set()
    count = 0

    def explore(operation: Any) -> None:
        @EXPLORING
        @given(operation.as_strategy(), st.booleans(), st.sampled_from(["1", "2"]))
        def respond(case: Any, known_path: bool, number: str) -> None:
            nonlocal count
            count += 1
            if known_path:
                values = known | {"number": number}
                case.path_parameters.update({key: values[key] for key in case.path_parameters if key in values})
            if problem := difference(operation.path, operation.method, send(http, case)):
                problems.add(f"{operation.method.upper()} {operation.path}: {problem}")

        respond()

    for result in schemathesis.openapi.from_dict(description()).get_all_operations():
        explore(result.ok())
    assert count > 2 * EXAMPLES * len(description()["paths"]) / 3
    assert not problems, "\n".join(sorted(problems))


def test_body_of_an_unknown_type_is_refused_as_described(people: People) -> None:
    http = token_client("lea", people)
    values = VALUES | {"code_id": str(Code.objects.order_by("-pk").values_list("pk", flat=True)[0])}
    statuses: Counter[int] = Counter()
    problems = []
    for path, operations in description()["paths"].items():
        for method in [method for method, operation in operations.items() if "requestBody" in operation]:
            with transaction.atomic():
                response = http.generic(method.upper(), path.format_map(values), b"x", "application/x-unknown")
                transaction.set_rollback(True)
            statuses[response.status_code] += 1
            if problem := difference(path, method, response):
                problems.append(f"{method.upper()} {path}: {problem}")
    assert problems == []
    assert statuses[415] > sum(statuses.values()) / 2
