"""XLSX workbooks: text is always text, never a formula, and the same rows give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from coding.rendering.escaping import Cell, xml_text
from coding.rendering.zip import zip_pieces

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]

LONGEST_CELL = 32_767  # UTF-16 units, Excel's limit
CUT = " [cut]"
# A workbook contains the time at which it was written, which would change its bytes.
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_EPOCH = rb"\g<1>1980-01-01T00:00:00Z"


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook with a bold, frozen header row on every sheet."""
    book = empty_book()
    for name, header, rows in sheets:
        add_sheet(book, name, header, rows)
    return saved(book)


def empty_book() -> Any:
    """Return a workbook of openpyxl without sheets."""
    # openpyxl is slow to import, and few commands write a workbook.
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    return book


def add_sheet(book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, cut: str = CUT) -> Any:
    """Add a sheet with a bold, frozen header row and return it. A text that is too long ends with `cut`."""
    from openpyxl.styles import Font

    sheet = book.create_sheet(name)
    for line, cells in enumerate([header, *rows], start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(line, column, fitting(value, cut) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # otherwise a text that begins with = would be a formula
            if line == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    return sheet


def fitting(text: str, cut: str = CUT) -> str:
    """Return the text as a cell can hold it: without what XML forbids, and at most 32,767 UTF-16 units long."""
    text = xml_text(text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - len(cut))].decode("utf-16-le", errors="ignore") + cut


def saved(book: Any) -> bytes:
    """Return the bytes of a workbook, which are the same for the same cells."""
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["docProps/core.xml"] = _WRITTEN.sub(_EPOCH, parts["docProps/core.xml"])
    return b"".join(zip_pieces((name, [content]) for name, content in parts.items()))
