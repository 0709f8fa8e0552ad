"""XLSX: the first sheet with a usable header. A workbook is a zip of XML from strangers, and is read as one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any, Final

from advisories.formats import table
from advisories.formats.fields import Unusable
from advisories.records import Rejected
from advisories.records.item import Item
from advisories.tables.csv_rows import COLUMN_LIMIT, Cells, Columns, named, rows
from advisories.text.reading import clean

UNPACKED: Final = 100 << 20  # bytes of all parts of a workbook
RATIO: Final = 200
HEAD_ROWS: Final = 20  # in which a header is looked for
BLANK_ROWS: Final = 10_000  # in a row, after which a sheet has ended
SHEETS: Final = 50
HEAD_BYTES: Final = 1 << 16  # of a part, in which a document type would stand
ENCODING: Final = re.compile(rb"[^>]{0,100}encoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)


def is_workbook(stream: IO[bytes]) -> bool:
    """Whether this is an XLSX file, whatever it is called."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return {"[Content_Types].xml", "xl/workbook.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def items(data: bytes, origin: str, columns: Columns) -> Iterator[Item | Rejected]:
    """The rows of the first sheet that has a usable header; this never raises."""
    return _guarded(data, origin, columns, any_header=False)


def sheet(data: bytes, origin: str) -> Iterator[Item | Rejected]:
    """The rows of the first sheet that has a header at all; this never raises."""
    return _guarded(data, origin, {}, any_header=True)


def _guarded(data: bytes, origin: str, columns: Columns, *, any_header: bool) -> Iterator[Item | Rejected]:
    try:
        check(data)
        yield from _items(data, origin, columns, any_header)
    except Unusable as error:
        yield Rejected(origin, error.reason)
    except Exception as error:  # what a broken workbook makes of openpyxl is without number
        yield Rejected(origin, f"the workbook is broken ({type(error).__name__}); save it anew, or as CSV in UTF-8.")


def check(data: bytes) -> None:
    """Refuse what would fill the memory, and XML that declares entities, before any of it is parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > UNPACKED or unpacked > RATIO * len(data):
            raise Unusable(f"the workbook unpacks to {unpacked:,} bytes, which is more than is read: a zip bomb.")
        if any(part.flag_bits & 1 for part in parts):
            raise Unusable("the workbook is encrypted; save it without a password.")
        for part in parts:
            with archive.open(part) as content:
                head = content.read(HEAD_BYTES)
            is_xml = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
            named = ENCODING.match(head)
            if (part.filename.endswith((".xml", ".rels")) and not is_xml) or (
                is_xml and (b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head[:8] or named)
            ):
                raise Unusable("the workbook holds XML that declares entities, or is not UTF-8; save it anew.")


def _items(data: bytes, origin: str, columns: Columns, any_header: bool) -> Iterator[Item | Rejected]:
    # Imported here: it takes a fifth of a second, which only workbooks should cost.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    missing = ""
    for sheet in book.worksheets[:SHEETS]:
        sheet.reset_dimensions()  # what it says of its own size may be a lie
        lines = _lines(sheet, origin)
        head = next((cells for _, cells in islice(lines, HEAD_ROWS) if any(cells)), None)
        if head is None:
            continue
        header = dict.fromkeys(named(head, columns), "")
        if any_header or table.detect(header):
            yield from rows(_lines(sheet, origin), origin, columns)
            return
        missing = missing or f"sheet {sheet.title}: {table.missing(header)}"
    raise Unusable(missing or "the workbook has no sheet with a header.")


def _lines(sheet: Any, origin: str) -> Iterator[Cells]:
    blank = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_text(value) for value in values[: COLUMN_LIMIT + 1]]
        while cells and not cells[-1]:
            cells.pop()  # a sheet is as wide as its widest row
        blank = 0 if cells else blank + 1
        if blank > BLANK_ROWS:
            return
        yield f"{origin}, sheet {sheet.title}, row {number}", cells


def _text(value: Any) -> str:
    """A cell's value as text. A formula has the value that the spreadsheet saved with it; an error is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    text = clean(str(value))
    return "" if text in {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"} else text
