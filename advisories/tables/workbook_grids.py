"""Workbooks -> grids: ODS, and XLSX with what openpyxl's read-only mode leaves out: merged, hidden, unsaved cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from advisories.records.item import UnusableRecord
from advisories.tables.grid import Grid, Merged, Typed, check_size
from advisories.tables.ods_grids import read_ods_grids
from advisories.tables.table import COLUMN_LIMIT
from advisories.tables.workbooks import is_ods
from advisories.tables.xlsx import BLANK_ROWS, SHEETS, broken, cell_text, check

CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")
MARKED: Final = ("{*}mergeCell", "{*}col", "{*}row")  # elements of a sheet that say something beside its values


@dataclass
class SheetMarks:
    """What the XML of a sheet says beside its values. Rows and columns from 1."""

    merged: list[Merged] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    unsaved: set[tuple[int, int]] = field(default_factory=set)  # formulas without a saved value


def read_workbook_grids(data: bytes, file: str) -> list[Grid]:
    """Return a grid for each sheet that has a filled cell, hidden ones too.

    A formula has the value that was saved with it. Dates are ISO texts marked as `Typed.DATE`, truth values are TRUE
    and FALSE, whole numbers lose “.0”, errors are empty.

    Raises
    ------
    UnusableRecord
        If the workbook is broken, encrypted, hostile or too large.

    Examples
    --------
    >>> from openpyxl import Workbook
    >>> book, stream = Workbook(), io.BytesIO()
    >>> book.active.append(["unit", "ada"])
    >>> book.active.append([1, True])
    >>> book.save(stream)
    >>> [grid] = read_workbook_grids(stream.getvalue(), "codes.xlsx")
    >>> grid.rows, grid.typed
    ([['unit', 'ada'], ['1', 'TRUE']], {(1, 1): <Typed.TRUTH: 'truth'>})
    """
    if is_ods(io.BytesIO(data)):
        return read_ods_grids(data, file)
    try:
        check(data)
        return list(_grids(data, file))
    except UnusableRecord:
        raise
    except Exception as error:  # openpyxl raises many kinds of exceptions for broken workbooks
        raise UnusableRecord(broken(error)) from None


def _grids(data: bytes, file: str) -> Iterator[Grid]:
    # Imported here: it takes a fifth of a second, and only workbooks need it.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for sheet in book.worksheets[:SHEETS]:
            with archive.open(sheet._worksheet_path) as part:
                marks = read_marks(part)
            sheet.reset_dimensions()  # the size that the sheet states may be wrong
            grid = _grid(sheet, marks, file)
            if grid.rows:
                yield grid


def _grid(sheet: Any, marks: SheetMarks, file: str) -> Grid:
    rows: list[list[str]] = []
    numbers: list[int] = []
    typed: dict[tuple[int, int], Typed] = {}
    blank = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = []
        for column, value in enumerate(values[: COLUMN_LIMIT + 1]):
            text, kind = cell_text(value)
            if (number, column + 1) in marks.unsaved and not text:
                kind = Typed.NO_VALUE
            if kind is not None:
                typed[len(rows), column] = kind
            cells.append(text)
        while cells and not cells[-1] and (len(rows), len(cells) - 1) not in typed:
            cells.pop()  # every row of a sheet is as wide as its widest row
        blank = 0 if cells else blank + 1
        if blank > BLANK_ROWS:
            break
        if any(cell.strip() for cell in cells) or any((len(rows), column) in typed for column in range(len(cells))):
            check_size(len(rows), len(cells))
            rows.append(cells)
            numbers.append(number)
    return Grid(
        file,
        sheet.title,
        "xlsx",
        rows,
        numbers,
        typed,
        marks.merged,
        hidden=sheet.sheet_state != "visible",
        hidden_rows=marks.hidden_rows,
        hidden_columns=[column - 1 for column in sorted(marks.hidden_columns)],
    )


def read_marks(part: Any) -> SheetMarks:
    """Return the merged cells, hidden rows and columns and unsaved formulas of a sheet's XML, in one pass."""
    marks = SheetMarks()
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    for _, element in etree.iterparse(part, events=("end",), tag=MARKED, **options):
        match etree.QName(element).localname:
            case "mergeCell":
                with suppress(ValueError):
                    marks.merged.append(_merged(element.get("ref", "")))
            case "col" if element.get("hidden") in {"1", "true"}:
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                marks.hidden_columns.update(range(max(first, 1), min(last, COLUMN_LIMIT) + 1))
            case "row":
                if element.get("hidden") in {"1", "true"}:
                    marks.hidden_rows.append(int(element.get("r", "0")))
                marks.unsaved |= set(_unsaved(element))
                element.clear()
    return marks


def _unsaved(row: Any) -> Iterator[tuple[int, int]]:
    for formula in row.iter("{*}f"):
        cell = formula.getparent()
        position = CELL.fullmatch(cell.get("r", ""))
        value = cell.find("{*}v")
        # A formula that gives an empty text is saved as one.
        has_value = value is not None and (value.text or cell.get("t") == "str")
        if position and not has_value and cell.find("{*}is") is None:
            yield int(position[2]), _number(position[1])


def _merged(name: str) -> Merged:
    first, _, last = name.partition(":")
    begin, end = CELL.fullmatch(first), CELL.fullmatch(last or first)
    if begin is None or end is None:
        raise ValueError(name)
    return Merged(name, int(begin[2]), int(end[2]), _number(begin[1]), _number(end[1]))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
