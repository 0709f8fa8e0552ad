"""The first rows of the tables that were read, with the part of each column, so that a person can correct it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from coding.formats.ratings.answers import FileRead
from coding.formats.ratings.columns import Column, Part
from coding.formats.ratings.sheet import Sheet

ROWS: Final = 10
MOST_TABLES: Final = 10
LONGEST_CELL: Final = 200  # characters of a cell that are shown

# What a column is for, as a person chooses it.
ROLES: Final = {
    "unit": "Unit",
    "rater": "Rater",
    "person": "Who rated",
    "code": "Codes",
    "final": "Final",
    "note": "Note",
    "unused": "Not used",
}
OF_PARTS: Final = {
    Part.UNIT: "unit",
    Part.INDEX: "unused",
    Part.PERSON: "person",
    Part.FINAL: "final",
    Part.NOTE: "note",
    Part.CODE: "code",
    Part.RATING: "rater",
    Part.NO_RATER: "unused",
}


def tables_json(files: Sequence[FileRead], unit_columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Return the first rows of each table.

    Parameters
    ----------
    files : sequence of FileRead
    unit_columns : sequence of str, optional
        The columns that name the units, if the files could be read.
    """
    sheets = [(file, sheet) for file in files for sheet in file.sheets]
    return [_table(file, sheet, unit_columns) for file, sheet in sheets[:MOST_TABLES]]


def _table(file: FileRead, sheet: Sheet, unit_columns: Sequence[str] | None) -> dict[str, Any]:
    columns = sorted(sheet.columns, key=lambda column: column.index)
    units = _unit_columns(columns, unit_columns)
    return {
        "file": file.name,
        "sheet": sheet.grid.sheet,
        "columns": [
            {
                "name": column.name,
                "option": _option_value(column),
                "role": "unit" if column in units else _role(column),
                "rater": column.rater or (column.title if _role(column) == "rater" else ""),
                "question": column.question,
                "why": column.why,
            }
            for column in columns
        ],
        "rows": [
            {"line": line, "cells": [column.cells[row][:LONGEST_CELL] for column in columns]}
            for row, line in enumerate(sheet.lines[:ROWS])
        ],
        "row_count": len(sheet.lines),
    }


def _unit_columns(columns: Sequence[Column], chosen: Sequence[str] | None) -> list[Column]:
    named = [column for column in columns if chosen is not None and column.title in chosen]
    possible = [column for column in columns if column.part is Part.UNIT]
    if named or chosen == ():
        return named
    return sorted(possible, key=lambda column: column.strength)[:1]


def _role(column: Column) -> str:
    return "unused" if column.part is Part.UNIT else OF_PARTS[column.part]


def _option_value(column: Column) -> str:
    """Return how an option names the column."""
    return column.name if column.name and not column.name.startswith("#") else f"#{column.index + 1}"
