"""What an import is asked for, checked before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from advisories import formats as importers
from advisories.platform.errors import BadInput
from advisories.text.reading import clean

COLUMN_LENGTH = 200


def check_format(format: str) -> None:
    if format != "auto" and format not in importers.FORMATS:
        raise BadInput(f'There is no format "{format}"; write auto, {", ".join(importers.FORMATS)}.')


def check_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Facts of a table -> the columns they stand in: refused unless each is a fact that a table can have."""
    known = {names[0] for names in importers.table.COLUMNS.values()}
    for fact in columns:
        if fact not in known:
            raise BadInput(f"A table has no fact “{fact[:60]}”; name columns for {', '.join(sorted(known))}.")
        if len(columns[fact]) > COLUMN_LENGTH:
            raise BadInput(f"The name of the column for the {fact} has more than {COLUMN_LENGTH} characters.")
    return {fact: named for fact, column in columns.items() if (named := clean(column)).strip()}


def check_paths(paths: list[Path]) -> None:
    """Refuse all of an import if one of its paths is not there, before anything is read."""
    if not paths:
        raise BadInput("Name at least one file, folder or archive to import.")
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path} does not exist.")
