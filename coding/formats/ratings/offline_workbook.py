"""The workbook for offline coding that comes back: recognised by its sheet About, and read without a question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from advisories.tables.grid import Grid, filled
from coding.formats.rating_sheets.offline import ABOUT, CODINGS, MARK, NO_CODE, iter_codes
from coding.formats.ratings.answers import Answers, Cell, Check, FileRead, LeftOut, Offline, UnitColumn
from coding.formats.ratings.cells import is_identifier, without_blanks
from coding.formats.ratings.columns import Column, Part, read_columns, require_typed
from coding.formats.ratings.options import ReadingOptions, UnreadableRatings
from coding.formats.ratings.sheet import Sheet
from coding.formats.ratings.words import HEADER_ROWS
from coding.rendering.escaping import csv_cell

UNIT: Final = "unit"
IDENTIFIER: Final = "identifier"
# Name of a column -> name of the detail.
DETAILS: Final[Mapping[str, str]] = {"memo": "memo", "certainty": "certainty", NO_CODE: "uncoded", "discuss": "discuss"}


def offline_of(grids: Sequence[Grid]) -> Offline | None:
    """Return whose workbook for offline coding these sheets are; None if they are no such workbook."""
    about = next((grid for grid in grids if grid.sheet == ABOUT), None)
    if about is None:
        return None
    titles = {row[0].strip(): row[1].strip() for row in about.rows if len(row) > 1}
    marked = next((row for row in about.rows if row[0].strip() == MARK), None)
    if marked is None:
        return None
    _, study, number, rater, units = (*(cell.strip() for cell in marked[:5]), *[""] * (5 - len(marked[:5])))
    return Offline(study, titles.get("study") or study, number, rater, units)


def offline_answers(
    grids: Sequence[Grid], offline: Offline, read: FileRead, options: ReadingOptions, files: int
) -> Answers:
    """Return the codings of a workbook for offline coding.

    Cells are literal: neither escapes nor separators are looked for. Columns that the rater added are left out.

    Raises
    ------
    UnreadableRatings
        If the sheet Codings is missing, or lacks the column of units or of codes.
    """
    grid = next((grid for grid in grids if grid.sheet == CODINGS), None)
    if grid is None or not offline.rater:
        lacks = "no sheet Codings" if grid is None else "no rater on its sheet About"
        raise UnreadableRatings(f"{read.name}: The workbook has {lacks}. Download the workbook again.")
    header = next((row for row, cells in enumerate(grid.rows[:HEADER_ROWS]) if UNIT in map(_folded, cells)), None)
    if header is None:
        raise UnreadableRatings(f"{grid.title}: The column “{UNIT}” is missing. Download the workbook again.")
    width = len(grid.rows[header])
    beside = sum(filled(row[width:]) > 0 for row in grid.rows[header + 1 :])
    if beside:
        grid = replace(grid, rows=[row[:width] for row in grid.rows])
    columns = read_columns(grid, header)
    sheet = Sheet(grid, columns, grid.numbers[header + 1 :], options, files)
    read.header_row, read.sheet, read.sheets = grid.numbers[header], grid.sheet, [sheet]
    names = {_folded(column.title): column for column in columns}
    codes = [names[name] for name in iter_codes(list(names))]
    if not codes:
        raise UnreadableRatings(f"{grid.title}: The column “code” is missing. Download the workbook again.")
    details = {detail: names[name] for name, detail in DETAILS.items() if name in names}
    _set_parts(columns, names, codes, details.values())
    require_typed(grid, header, [names[UNIT], *codes], keep=options.typed == "keep")
    require_typed(grid, header, list(details.values()), keep=True)  # a memo may be a date
    rows = range(len(sheet.lines))
    cells: list[Cell] = [_codes(codes, row) for row in rows]
    given = {
        row: {name: _literal(column, row) for name, column in details.items() if column.cells[row]}
        for row in rows
        if cells[row] is not None or any(column.cells[row] for column in details.values())
    }
    answers = Answers(
        grid.title,
        "single",
        [offline.rater],
        [],
        {("", offline.rater): cells},
        sheet.lines,
        _units(names, options),
        left_out=[
            *(
                LeftOut("column", column.title, len(column.values), "the workbook has no such column")
                for column in columns
                if column.part is Part.NO_RATER
            ),
            *([LeftOut("column", "without a name", beside, "the workbook has no such column")] if beside else []),
            *(LeftOut("sheet", other.sheet, 1, "it is part of the workbook") for other in grids if other is not grid),
        ],
        origin={offline.rater: f"sheet {ABOUT}"},
        several=len(codes) > 1,
        no_code={offline.rater: sum(cells[row] is None and "uncoded" in each for row, each in given.items())},
        details={
            (row, offline.rater): {"line": sheet.lines[row], **each}
            for row, each in given.items()
            if cells[row] is not None or each
        },
        notes=tuple(column.title for column in details.values()),
        between=", row ",
        offline=offline,
    )
    if not given:
        raise UnreadableRatings(f"{grid.title}: No unit has a code yet. Fill in the column “{codes[0].title}”.")
    if any(name not in names for name in (IDENTIFIER, *DETAILS)):
        lacking = ", ".join(name for name in (IDENTIFIER, *DETAILS) if name not in names)
        answers.checks.append(Check("columns_removed", "note", f"Columns of the workbook are missing: {lacking}."))
    return answers


def _set_parts(
    columns: Sequence[Column], names: Mapping[str, Column], codes: Collection[Column], details: Collection[Column]
) -> None:
    for column in columns:
        column.why = ""
        if column is names[UNIT] or column is names.get(IDENTIFIER):
            column.part = Part.UNIT
        elif column in codes:
            column.part = Part.CODE
        elif column in details or column is names.get("title"):
            column.part = Part.NOTE
        else:
            column.part = Part.NO_RATER


def _codes(columns: Sequence[Column], row: int) -> Cell:
    """Return the codes of a row as they are written, or None. Reading of labels takes one guard apostrophe off."""
    cells = (_literal(column, row) for column in columns)
    return tuple(csv_cell(cell) for cell in cells if cell) or None


def _literal(column: Column, row: int) -> str:
    return without_blanks(column.raw.get(row, column.cells[row]))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _units(names: Mapping[str, Column], options: ReadingOptions) -> list[UnitColumn]:
    """Return what names the units: in a study their numbers, elsewhere the identifiers of advisories."""
    units = [UnitColumn((UNIT,), names[UNIT].cells, 2)]
    if IDENTIFIER in names:
        units.append(UnitColumn((IDENTIFIER,), names[IDENTIFIER].cells, 0))
        if not options.takes_rest and all(map(is_identifier, names[IDENTIFIER].cells)):
            units.reverse()
    return units
