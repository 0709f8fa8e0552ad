"""Checksums of migrations, which must not change once they have landed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.migrations import checksums, problems, record_new, recorded

LANDED = {"coding/migrations/0001_initial.py": "a" * 64}


def test_no_landed_migration_was_edited() -> None:
    assert problems(checksums(), recorded()) == []


@pytest.mark.parametrize(
    ("present", "sentence"),
    [
        ({}, "was deleted"),
        ({"coding/migrations/0001_initial.py": "b" * 64}, "was edited"),
        (LANDED | {"coding/migrations/0002_next.py": "c" * 64}, "0002_next.py is not recorded"),
    ],
)
def test_changed_or_unrecorded_migration_is_reported(present: dict[str, str], sentence: str) -> None:
    (problem,) = problems(present, LANDED)
    assert sentence in problem


def test_recording_keeps_the_checksum_of_an_edited_migration(tmp_path: Path) -> None:
    record = tmp_path / "migrations.sha256"
    path = next(iter(checksums()))
    record.write_text(f"{'0' * 64}  {path}\n")
    record_new(record)
    assert recorded(record) == checksums() | {path: "0" * 64}
