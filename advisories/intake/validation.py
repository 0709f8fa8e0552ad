"""Checks the options of an import before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from advisories.formats import FORMATS, table_columns
from advisories.platform.errors import BadInput
from advisories.text.reading import clean

COLUMN_LENGTH = 200


def check_format(file_format: str) -> None:
    if file_format != "auto" and file_format not in FORMATS:
        raise BadInput(f"Unknown format “{file_format}”. Choose auto, {', '.join(FORMATS)}.")


def check_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of facts, cleaned; raise BadInput if a table has no such fact."""
    known = {names[0] for names in table_columns.COLUMNS.values()}
    for fact in columns:
        if fact not in known:
            raise BadInput(f"Unknown fact “{fact[:60]}”. Name columns for {', '.join(sorted(known))}.")
        if len(columns[fact]) > COLUMN_LENGTH:
            raise BadInput(f"The column name for the {fact} is too long. Use at most {COLUMN_LENGTH} characters.")
    return {fact: named for fact, column in columns.items() if (named := clean(column)).strip()}


def check_paths(paths: list[Path]) -> None:
    """Raise BadInput unless all paths exist."""
    if not paths:
        raise BadInput("No path given. Name at least one file, folder or archive.")
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path} does not exist. Check the path.")
