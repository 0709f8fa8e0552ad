"""Databases of the tests: made of one that is kept until a migration changes, and emptied after tests that commit."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError

from coding.models import Event
from tests.support import database
from tests.support.factories import coded_round, study
from tests.support.flush import empty_database
from tests.support.migrations import APPS
from tests.support.snapshots import any_rows


@pytest.mark.django_db(transaction=True)
def test_emptied_database_has_no_rows_and_refuses_deletions_again() -> None:
    coded_round(study())
    assert any_rows()
    empty_database()
    assert not any_rows()
    study()
    with pytest.raises(DatabaseError):
        Event.objects.all().delete()


@pytest.mark.parametrize("path", ["coding/migrations/0002_next.py", "requirements.txt"])
def test_kept_database_is_made_again_after_a_change(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "ROOT", tmp_path)
    for app in APPS:
        (tmp_path / app / "migrations").mkdir(parents=True)
    (tmp_path / "requirements.txt").touch()
    before = database.checksum()
    (tmp_path / path).write_text("Changed.")
    assert database.checksum() != before
