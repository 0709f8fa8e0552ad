"""ODS workbooks -> grids. Repeated cells and rows are written out up to the last filled one only."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from advisories.records.item import UnusableRecord
from advisories.tables.grid import Grid, Merged, Typed, check_size, column_letters
from advisories.tables.table import COLUMN_LIMIT, Table, TableRow, check_width
from advisories.tables.xlsx import HEAD_ROWS, SHEETS, broken, cell_text, check, truth_text
from advisories.text.reading import clean

_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{_NAMESPACE}office:1.0}}"
TABLE: Final = f"{{{_NAMESPACE}table:1.0}}"
TEXT: Final = f"{{{_NAMESPACE}text:1.0}}"
STYLE: Final = f"{{{_NAMESPACE}style:1.0}}"
ERROR_TYPE: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
BLANKS: Final = re.compile(r"[ \t\r\n]+")
MOST_SPACES: Final = 1_000  # that one element stands for
MOST_CELLS: Final = 10_000_000  # of all sheets: a few bytes can repeat a cell a million times
HIDDEN: Final = frozenset({"collapse", "filter"})


def read_ods_grids(data: bytes, file: str) -> list[Grid]:
    """Return a grid for each sheet that has a filled cell, hidden ones too.

    A formula has the value that was saved with it. Dates and times are marked as `Typed.DATE`, truth values are TRUE
    and FALSE, errors are empty.

    Raises
    ------
    UnusableRecord
        If the workbook is broken, encrypted, hostile, too large, or no table.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "META-INF/manifest.xml" in archive.namelist():
                with archive.open("META-INF/manifest.xml") as manifest:
                    if b"encryption-data" in manifest.read(1 << 20):
                        raise UnusableRecord("the workbook is encrypted. Save it without a password.")
        check(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as content:
            return [grid for grid in _grids(content, file) if grid.rows]
    except UnusableRecord:
        raise
    except Exception as error:  # zip and XML have many kinds of exceptions for broken files
        raise UnusableRecord(broken(error)) from None


def iter_ods_sheets(data: bytes, name: str, title: str | None = None) -> Iterator[Table]:
    """Yield the visible sheets that have a header, or the one called `title`, as `xlsx.iter_sheets` does."""
    with_header = 0
    for grid in read_ods_grids(data, name):
        if grid.sheet == title or (title is None and not grid.hidden and grid.numbers[0] <= HEAD_ROWS):
            with_header += 1
            header, *rows = _table_rows(grid)
            yield Table(name, check_width(header.cells), header.number, iter(rows), grid.sheet)
    if not with_header:
        which = "no sheet" if title is None else f"no sheet “{title[:60]}”"
        raise UnusableRecord(f"the workbook has {which} with a header.")


def _table_rows(grid: Grid) -> Iterator[TableRow]:
    for row, (number, cells) in enumerate(zip(grid.numbers, grid.rows, strict=True)):
        for column, cell in enumerate(cells):
            if grid.typed.get((row, column)) is Typed.TRUTH:
                cells[column] = truth_text(cell == "TRUE")
        yield TableRow(number, f"{grid.file}, sheet {grid.sheet}, row {number}", cells)


@dataclass
class _Sheet:
    """A sheet while it is read; rows and columns from 1."""

    title: str
    hidden: bool
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    typed: dict[tuple[int, int], Typed] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    row: int = 0  # rows that were read
    column: int = 0  # columns that were declared

    def grid(self, file: str) -> Grid:
        return Grid(
            file,
            self.title,
            "ods",
            self.rows,
            self.numbers,
            self.typed,
            self.merged,
            hidden=self.hidden,
            hidden_rows=self.hidden_rows,
            hidden_columns=self.hidden_columns,
        )


def _grids(content: Any, file: str) -> Iterator[Grid]:
    hidden_styles: set[str] = set()
    sheet: _Sheet | None = None
    sheets = cells = collapsed = 0
    is_table = False
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    for event, element in etree.iterparse(content, events=("start", "end"), **options):
        match event, element.tag:
            case "end", tag if tag == f"{STYLE}table-properties":
                if element.get(f"{TABLE}display") == "false":
                    hidden_styles.add(element.getparent().get(f"{STYLE}name", ""))
            case "start", tag if tag == f"{OFFICE}spreadsheet":
                is_table = True
            case "start", tag if tag == f"{TABLE}table" and is_table and sheet is None:
                is_hidden = element.get(f"{TABLE}style-name") in hidden_styles
                sheet = _Sheet(element.get(f"{TABLE}name", ""), is_hidden)
            case "end", tag if tag == f"{TABLE}table" and sheet is not None:
                if element.getparent().tag == f"{OFFICE}spreadsheet":
                    yield sheet.grid(file)
                    element.clear()
                    sheet, sheets = None, sheets + 1
                    if sheets == SHEETS:
                        return
            case "start" | "end", tag if tag == f"{TABLE}table-row-group":
                if element.get(f"{TABLE}display") == "false":
                    collapsed += 1 if event == "start" else -1
            case "end", tag if tag == f"{TABLE}table-column" and sheet is not None:
                _read_column(sheet, element)
            case "end", tag if tag == f"{TABLE}table-row" and sheet is not None:
                cells += _read_row(sheet, element, collapsed=collapsed > 0)
                if cells > MOST_CELLS:
                    raise UnusableRecord(f"the workbook has more than {MOST_CELLS:,} cells. Save the sheet as CSV.")
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    if not is_table:
        raise UnusableRecord("the OpenDocument file has no sheets. Save the table as ODS, XLSX or CSV.")


def _repeated(element: Any, name: str) -> int:
    value = element.get(f"{TABLE}{name}", "1")
    return max(int(value), 1) if value.isascii() and value.isdigit() else 1


def _read_column(sheet: _Sheet, column: Any) -> None:
    first, count = sheet.column, _repeated(column, "number-columns-repeated")
    if column.get(f"{TABLE}visibility") in HIDDEN:
        sheet.hidden_columns += range(first, min(first + count, COLUMN_LIMIT + 1))
    sheet.column = first + count


def _read_row(sheet: _Sheet, row: Any, *, collapsed: bool) -> int:
    """Add a row with its repetitions, unless it is empty, and return the number of its cells."""
    first, count = sheet.row + 1, _repeated(row, "number-rows-repeated")
    sheet.row += count
    cells: list[str] = []
    typed: dict[int, Typed] = {}
    column = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = _repeated(cell, "number-columns-repeated")
        # A cell under a merged one shows nothing.
        text, kind = ("", None) if cell.tag == f"{TABLE}covered-table-cell" else _value(cell)
        if text or kind is not None:
            check_size(0, min(column + times, 10 * COLUMN_LIMIT))
            cells += [""] * (column - len(cells)) + [text] * times
            if kind is not None:
                typed |= dict.fromkeys(range(column, column + times), kind)
        _note_merged(sheet, cell, first, column)
        column += times
    if not (typed or any(cell.strip() for cell in cells)):
        return 0
    check_size(len(sheet.rows) + count, len(cells))
    if len(cells) * count > MOST_CELLS:
        return len(cells) * count
    for number in range(first, first + count):
        sheet.typed |= {(len(sheet.rows), index): kind for index, kind in typed.items()}
        sheet.rows.append(list(cells))
        sheet.numbers.append(number)
    if collapsed or row.get(f"{TABLE}visibility") in HIDDEN:
        sheet.hidden_rows += range(first, first + count)
    return len(cells) * count


def _note_merged(sheet: _Sheet, cell: Any, row: int, column: int) -> None:
    right = column + _repeated(cell, "number-columns-spanned")
    bottom = row + _repeated(cell, "number-rows-spanned") - 1
    if right > column + 1 or bottom > row:
        name = f"{column_letters(column)}{row}:{column_letters(right - 1)}{bottom}"
        sheet.merged.append(Merged(name, row, bottom, column + 1, right))


def _value(cell: Any) -> tuple[str, Typed | None]:
    """Return the value of a cell as text, and what it holds if it is no text or number."""
    kind = cell.get(f"{OFFICE}value-type")
    if cell.get(ERROR_TYPE) == "error":
        return "", Typed.ERROR
    match kind:
        case "float" | "percentage" | "currency":
            value = cell.get(f"{OFFICE}value", "")
            return (value, None) if value.isdigit() else cell_text(float(value))
        case "boolean":
            return cell_text(cell.get(f"{OFFICE}boolean-value") == "true")
        case "date":
            return cell.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00"), Typed.DATE
        case "time":
            return _shown(cell) or cell.get(f"{OFFICE}time-value", ""), Typed.DATE
        case None if cell.get(f"{TABLE}formula") is not None and not _shown(cell):
            return "", Typed.NO_VALUE
    saved = cell.get(f"{OFFICE}string-value")
    return cell_text(_shown(cell) if saved is None else saved)


def _shown(cell: Any) -> str:
    """Return the paragraphs of a cell, one a line, without comments."""
    return "\n".join(clean(_inline(part)) for part in cell if part.tag == f"{TEXT}p")


def _inline(element: Any) -> str:
    parts = [BLANKS.sub(" ", element.text or "")]
    for child in element:
        if child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isascii() and count.isdigit() else 1, MOST_SPACES))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif child.tag in (f"{TEXT}span", f"{TEXT}a"):
            parts.append(_inline(child))
        parts.append(BLANKS.sub(" ", child.tail or ""))
    return "".join(parts)
