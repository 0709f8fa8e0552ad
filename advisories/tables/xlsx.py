"""XLSX workbook -> tables, within limits.

A workbook is a zip of untrusted XML. Sizes, entities and encodings are checked before anything is parsed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from advisories.records.item import UnusableRecord
from advisories.tables.grid import Typed
from advisories.tables.table import COLUMN_LIMIT, Table, TableRow, check_width
from advisories.text.reading import clean

UNPACKED: Final = 100 << 20  # bytes of all parts of a workbook
RATIO: Final = 200  # unpacked to packed size
HEAD_ROWS: Final = 20  # in which a header is searched for
BLANK_ROWS: Final = 10_000  # in succession, after which a sheet is regarded as ended
SHEETS: Final = 50
ERRORS: Final = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"})
HEAD_BYTES: Final = 1 << 16  # of a part, in which a document type is searched for
ENCODING: Final = re.compile(rb"[^>]{0,100}encoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)


def iter_sheets(data: bytes, name: str, title: str | None = None) -> Iterator[Table]:
    """Yield the sheets that have a filled cell in their first 20 rows, or the one called `title`.

    Parameters
    ----------
    data : bytes
        The workbook.
    name : str
        Its name in messages.
    title : str, optional
        Title of the only sheet to read.

    Yields
    ------
    Table

    Raises
    ------
    UnusableRecord
        If the workbook is broken, encrypted or hostile, or has no such sheet.

    Examples
    --------
    >>> from openpyxl import Workbook
    >>> book, file = Workbook(), io.BytesIO()
    >>> book.active.append(["unit", "ada"])
    >>> book.active.append([1, "outage"])
    >>> book.save(file)
    >>> [table] = [(table.header, list(table.rows)) for table in iter_sheets(file.getvalue(), "codes.xlsx")]
    >>> table
    (['unit', 'ada'], [TableRow(number=2, origin='codes.xlsx, sheet Sheet, row 2', cells=['1', 'outage'])])
    """
    try:
        check(data)
        yield from _sheets(data, name, title)
    except UnusableRecord:
        raise
    except Exception as error:  # openpyxl raises many kinds of exceptions for broken workbooks
        raise UnusableRecord(broken(error)) from None


def broken(error: Exception) -> str:
    """Return the error sentence for a workbook that cannot be parsed.

    Examples
    --------
    >>> broken(KeyError("xl/styles.xml"))
    'the workbook is broken (KeyError). Save it again, or as CSV in UTF-8.'
    """
    return f"the workbook is broken ({type(error).__name__}). Save it again, or as CSV in UTF-8."


def check(data: bytes) -> None:
    """Raise UnusableRecord if the workbook unpacks to too much, is encrypted or declares XML entities.

    Examples
    --------
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as archive:
    ...     archive.writestr("xl/workbook.xml", "<!DOCTYPE x>")
    >>> check(file.getvalue())
    Traceback (most recent call last):
    advisories.records.item.UnusableRecord: the workbook contains XML that declares entities, or is not UTF-8. ...
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > UNPACKED or unpacked > RATIO * len(data):
            raise UnusableRecord(f"the workbook unpacks to {unpacked:,} bytes, which exceeds the limit: a zip bomb.")
        if any(part.flag_bits & 1 for part in parts):
            raise UnusableRecord("the workbook is encrypted. Save it without a password.")
        for part in parts:
            with archive.open(part) as content:
                head = content.read(HEAD_BYTES)
            is_xml = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
            named = ENCODING.match(head)
            if (part.filename.endswith((".xml", ".rels")) and not is_xml) or (
                is_xml and (b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head[:8] or named)
            ):
                raise UnusableRecord(
                    "the workbook contains XML that declares entities, or is not UTF-8. Save it again."
                )


def _sheets(data: bytes, name: str, title: str | None) -> Iterator[Table]:
    # Imported here: it takes a fifth of a second, and only workbooks need it.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with_header = 0
    for sheet in book.worksheets[:SHEETS]:
        if title is not None and sheet.title != title:
            continue
        sheet.reset_dimensions()  # the size that the sheet states may be wrong
        rows = _rows(sheet, name)
        header = next((row for row in islice(rows, HEAD_ROWS) if any(cell.strip() for cell in row.cells)), None)
        if header is not None:
            with_header += 1
            yield Table(name, check_width(header.cells), header.number, _filled_rows(rows), sheet.title)
    if not with_header and title is not None:
        raise UnusableRecord(f"the workbook has no sheet “{title[:60]}” with a header.")
    if not with_header:
        raise UnusableRecord("the workbook has no sheet with a header.")


def _filled_rows(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    """Yield the rows that are not blank; raise UnusableRecord where the workbook is broken."""
    try:
        yield from (row for row in rows if any(cell.strip() for cell in row.cells))
    except Exception as error:
        raise UnusableRecord(broken(error)) from None


def _rows(sheet: Any, name: str) -> Iterator[TableRow]:
    """Yield every row, including blank ones, until 10,000 blank rows follow each other."""
    blank = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_text(value) for value in values[: COLUMN_LIMIT + 1]]
        while cells and not cells[-1]:
            cells.pop()  # every row of a sheet is as wide as its widest row
        blank = 0 if cells else blank + 1
        if blank > BLANK_ROWS:
            return
        yield TableRow(number, f"{name}, sheet {sheet.title}, row {number}", cells)


def cell_text(value: Any) -> tuple[str, Typed | None]:
    """Return the value of a cell as text, and what it holds if it is no text or number.

    Examples
    --------
    >>> cell_text(2.0), cell_text(False), cell_text(date(2024, 3, 1)), cell_text("#N/A")
    (('2', None), ('FALSE', <Typed.TRUTH: 'truth'>), ('2024-03-01', <Typed.DATE: 'date'>), ('', <Typed.ERROR: 'error'>))
    """
    match value:
        case None:
            return "", None
        case bool():
            return ("TRUE" if value else "FALSE"), Typed.TRUTH
        case float() if value.is_integer():
            return str(int(value)), None
        case datetime():
            return (value.date().isoformat() if value.time() == time() else value.isoformat()), Typed.DATE
        case date() | time():
            return value.isoformat(), Typed.DATE
        case timedelta():
            return str(value), Typed.DATE
    text = clean(str(value))
    return ("", Typed.ERROR) if text in ERRORS else (text, None)


def _text(value: Any) -> str:
    """Return a cell as text. A formula has the value that the spreadsheet saved; an error is empty."""
    return truth_text(value) if isinstance(value, bool) else cell_text(value)[0]


def truth_text(value: bool) -> str:
    """Return a truth value as tables of advisories and decisions have it.

    Examples
    --------
    >>> truth_text(True), truth_text(False)
    ('yes', 'no')
    """
    return "yes" if value else "no"
