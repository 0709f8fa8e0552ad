"""Invite a person and accept an invitation through the API."""

from __future__ import annotations

from typing import Any

from annotation.accounts.models import User
from tests.support.factories import (
    People,
    client,
)

V1 = "/api/v1/"
STUDY = V1 + "studies/consequences/"


def send(who: Any, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    response = getattr(client(who), method)(path, body or {}, format="json")
    assert response.status_code == status, (path, response.content)
    return response.json() if response.content else None


def ask(people: People, username: str = "eve", *roles: str) -> Any:
    body = {"username": username, "roles": roles or ["rater"]}
    return send(people.lea, "post", STUDY + "members/", body, 201)


def accept(user: User, status: int = 200) -> Any:
    (invitation,) = send(user, "get", V1 + "invitations/")
    return send(user, "post", f"{V1}invitations/{invitation['id']}/accept/", status=status)


def sentences(people: People) -> list[str]:
    rows = send(people.lea, "get", STUDY + "events/")["results"]
    return [f"{row['actor']} {row['sentence']}" for row in rows]
