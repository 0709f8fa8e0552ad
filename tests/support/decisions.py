"""Decisions for tests, stored and read through the API."""

from __future__ import annotations

from typing import Any

from coding.access.records import decisions
from coding.models import Code, Round
from tests.support.factories import People, client

ROUND = "/api/v1/studies/consequences/rounds/1/"


def shared_code(people: People, label: str) -> int:
    """Return the primary key of the shared code with this label."""
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def current_decisions(coding_round: Round) -> list[tuple[str, str | None, list[str]]]:
    """Return method, author and labels of the current decisions on unit 2."""
    return [
        (row.method, row.decided_by and row.decided_by.name, [code.code.label for code in row.code_rows.all()])
        for row in decisions(coding_round).filter(unit__number=2)
    ]


def post_decision(people: People, name: str, label: str, version: int, **more: Any) -> Any:
    """Send a decision on unit 2 that is based on this version, and return the response."""
    body = {"unit": 2, "codes": [shared_code(people, label)]} | more
    headers = {"If-Match": f'"{version}"'}
    return client(getattr(people, name)).post(ROUND + "decisions/", body, format="json", headers=headers)


def get_disagreement(people: People, name: str = "cleo") -> dict[str, Any]:
    """Return the disagreement on unit 2 as the member sees it."""
    disagreement: dict[str, Any] = client(getattr(people, name)).get(ROUND + "disagreements/2/").json()
    return disagreement
