"""Export of the current codebook and of frozen versions, by command and over HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.versions import freeze_codebook
from tests.support.factories import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(people: People) -> People:
    """Return people with version 1 defined as "before" and the current codebook as "after"."""
    code = add_code(by=people.lea, label="Leak", definition="before")
    freeze_codebook(by=people.lea)
    change_code(by=people.lea, code=code, definition="after")
    return people


@pytest.mark.parametrize(("at", "definition"), [(None, "after"), (1, "before")])
def test_command_writes_any_version(changed: People, tmp_path: Path, at: int | None, definition: str) -> None:
    out = tmp_path / "book.json"
    call_command("export_codebook", changed.study.slug, format="json", out=out, at=at)
    assert [code["definition"] for code in json.loads(out.read_text())["codes"]] == [definition]


def test_command_refuses_an_unknown_version(changed: People, tmp_path: Path) -> None:
    out = tmp_path / "book.json"
    with pytest.raises((CommandError, SystemExit)):
        call_command("export_codebook", changed.study.slug, format="json", out=out, at=7)
    assert not out.exists()


@pytest.mark.parametrize(
    ("query", "status", "content"),
    [("", 200, "after"), ("?version=1", 200, "before"), ("?version=7", 404, ""), ("?version=x", 400, "whole number")],
)
def test_any_version_can_be_downloaded(changed: People, query: str, status: int, content: str) -> None:
    client = APIClient()
    client.force_authenticate(changed.lea.user)
    response = client.get(f"/api/v1/studies/{changed.study.slug}/codebook/export/csv/{query}")
    assert response.status_code == status
    assert content in response.content.decode()
