"""Columns beside ratings that say more of an answer: a note, a certainty, why there is no code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from coding.formats.ratings.columns import Column, Part
from coding.formats.ratings.sheet import Sheet
from coding.formats.ratings.words import fold_name

# Name of the detail -> names of columns, the first of which that a sheet has counts.
DETAILS: Final[Mapping[str, tuple[str, ...]]] = {
    "memo": (
        *("memo", "memos", "note", "notes", "comment", "comments", "remark", "remarks", "rationale", "justification"),
        *("explanation", "reason"),
    ),
    "certainty": ("certainty",),
    "uncoded": ("uncoded", "no_code_because", "no_code_reason"),
    "discuss": ("discuss",),
    "unclear": ("unclear",),
    "segments": ("segments",),
}


def note_columns(sheet: Sheet, rater: str | None = None) -> dict[str, Column]:
    """Return the columns with details: those of any rater, or those that carry a rater's name.

    Parameters
    ----------
    sheet : Sheet
    rater : str, optional
        A column is that rater's if its name consists of the name of a detail and of the rater: `notes_ben`.
    """
    columns = {}
    by_name = {column.folded: column for column in sheet.parts(Part.NOTE, Part.NO_RATER)}
    for detail, names in DETAILS.items():
        for name in names:
            wanted = (name,) if rater is None else (f"{name}_{fold_name(rater)}", f"{fold_name(rater)}_{name}")
            column = next((by_name[each] for each in wanted if each in by_name), None)
            if column is not None:
                columns[detail] = column
                break
    return columns


def details_of_row(columns: Mapping[str, Column], row: int) -> dict[str, str]:
    """Return what the columns say of a row, without empty cells."""
    return {detail: column.cells[row] for detail, column in columns.items() if column.cells[row]}


def details_of_raters(
    sheet: Sheet, raters: Sequence[str]
) -> tuple[dict[tuple[int, str], dict[str, Any]], tuple[str, ...]]:
    """Return the details of a sheet with one row per unit, and the columns that they are from.

    A column is of the rater whose name it carries, or of the only rater.
    """
    details: dict[tuple[int, str], dict[str, Any]] = {}
    used: dict[str, None] = {}
    for rater in raters:
        columns = note_columns(sheet, rater)
        if len(raters) == 1:
            columns = {**note_columns(sheet), **columns}
        used.update(dict.fromkeys(column.title for column in columns.values()))
        for row in range(len(sheet.lines)) if columns else ():
            if given := details_of_row(columns, row):
                details[row, rater] = given
    return details, tuple(used)
