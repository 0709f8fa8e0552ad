"""CSRF check, security headers, downloads, tokens and sessions."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from annotation.accounts.invitations import make_token
from annotation.accounts.models import User
from coding.steps.study import change_member
from tests.support.addresses import ADDRESSES
from tests.support.factories import PASSWORD, People, client, person, published, study

pytestmark = pytest.mark.django_db
METHODS = ("post", "put", "patch", "delete")
STUDY = "/api/v1/studies/consequences/"


@pytest.fixture
def people() -> People:
    people = study()
    published(people)
    return people


def csrf_client(user: User | None = None) -> APIClient:
    """Return a client whose requests are checked for the CSRF token, as those of a browser are."""
    http = APIClient(enforce_csrf_checks=True, raise_request_exception=False)
    if user is not None:
        http.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return http


def write_responses(http: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the response to every write by method and path. The body is empty, so nothing is stored."""
    responses = {}
    for path in ADDRESSES:
        for method in METHODS:
            response = getattr(http, method)(path, {}, format="json")
            if response.status_code != 405:
                responses[method, path] = response.json() | {"status": response.status_code} if response.content else {}
    return responses


def test_session_without_csrf_token_cannot_write(people: People) -> None:
    responses = write_responses(csrf_client(people.lea.user))
    assert len(responses) > 25
    for method_and_path, response in responses.items():
        refusal = (response["status"], response["code"])
        assert refusal in {(403, "permission_denied"), (403, "csrf"), (415, "unsupported_media_type")}, method_and_path


def test_api_token_needs_no_csrf_token(people: People) -> None:
    assert people.lea.user
    _, secret = make_token(user=people.lea.user, name="script")
    http = csrf_client()
    http.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    created = http.post(STUDY + "codes/", {"label": "By script"}, format="json")
    assert (created.status_code, created.json()["label"]) == (201, "By script")
    # Signing in and joining start a session, so they are checked even with an API token.
    refused = {path for (_, path), answer in write_responses(http).items() if answer.get("code") == "csrf"}
    assert refused == {"/api/v1/session/", "/api/v1/join/no-such-secret/"}


@pytest.mark.parametrize("header", ["Token", "Token a b", "Token wrong", "Token \xff", "Token " + "x" * 5_000])
def test_wrong_token_is_refused(people: People, header: str) -> None:
    http = csrf_client(people.lea.user)
    http.credentials(HTTP_AUTHORIZATION=header)
    answer = http.get(STUDY)
    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")


def test_token_of_an_inactive_account_is_refused(people: People) -> None:
    assert people.lea.user
    _, secret = make_token(user=people.lea.user, name="script")
    User.objects.filter(pk=people.lea.user.pk).update(is_active=False)
    http = csrf_client()
    http.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    assert http.get(STUDY).status_code == 401


def test_anonymous_request_is_refused_with_status_401(people: People) -> None:
    answer = csrf_client().get(STUDY)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("path", ["/", "/api/v1/session/", "/api/v1/nothing/", STUDY, "/admin/login/", "/static/no.js"])
def test_every_response_has_the_security_headers(people: People, path: str) -> None:
    headers = client(people.lea).get(path).headers
    policy = {part.split()[0]: part.split()[1:] for part in headers["Content-Security-Policy"].split(";")}
    assert policy["default-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["object-src"] == ["'none'"]
    assert "script-src" not in policy  # so default-src applies: only own files
    for sources in policy.values():
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:"} & set(sources) or sources == ["'self'", "data:"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["lea", "ada"])
def test_options_lists_the_methods_of_every_address(people: People, name: str) -> None:
    http = client(getattr(people, name))
    for path in ADDRESSES:
        answer = http.options(path)
        assert answer.status_code == 200, path
        assert answer.json()["methods"] == answer.headers["Allow"].split(", "), path
        assert "OPTIONS" in answer.json()["methods"], path


def test_downloads_are_sent_as_attachments(people: People) -> None:
    files = ("table.csv", "severity.svg", "study.qdpx", "methods.md", "README.md")
    paths = [f"releases/1/files/{name}/" for name in files] + ["releases/1/archive/"]
    paths += [f"codebook/export/{file_format}/" for file_format in ("qdc", "csv", "json", "md", "xlsx")]
    http = client(people.vic)
    for path in paths:
        answer = http.get(STUDY + path)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment; filename="), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert "text/html" not in answer.headers["Content-Type"], path


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "nothing.csv", "table.csv%00"])
def test_file_that_is_not_of_the_release_is_not_found(people: People, name: str) -> None:
    assert client(people.vic).get(f"{STUDY}releases/1/files/{name}/").status_code == 404


def test_unknown_api_address_gives_a_json_error() -> None:
    answer = APIClient().get("/api/v1/nothing/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_retired_member_finds_no_study(people: People) -> None:
    change_member(by=people.lea, name="bo", retired=True)
    http = client(people.bo)
    assert http.get("/api/v1/studies/").json() == []
    for path in (path for path in ADDRESSES if path.startswith(STUDY)):
        assert http.get(path).status_code in {404, 405}, path
        assert http.post(path, {}, format="json").status_code in {404, 405}, path


def test_session_cookie_is_not_readable_by_scripts() -> None:
    person("lea")
    http = APIClient()
    http.post("/api/v1/session/", {"username": "lea", "password": PASSWORD}, format="json")
    cookie = http.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_in_starts_a_new_session(people: People) -> None:
    http = APIClient()
    http.get("/api/v1/session/")
    http.post("/api/v1/session/", {"username": "lea", "password": PASSWORD}, format="json")
    first = http.cookies["sessionid"].value
    http.post("/api/v1/session/", {"username": "bo", "password": PASSWORD}, format="json")
    assert http.cookies["sessionid"].value != first


def test_wrong_password_and_unknown_name_give_the_same_response(people: People) -> None:
    answers = [
        APIClient().post("/api/v1/session/", {"username": name, "password": "wrong"}, format="json").content
        for name in ("lea", "nobody")
    ]
    assert answers[0] == answers[1]
