"""Reads tables for both apps: CSV, XLSX and ODS -> header and rows. May import `records` and below."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator

from advisories.records.item import UnusableRecord
from advisories.tables import workbooks, xlsx
from advisories.tables.csv_rows import read_csv
from advisories.tables.encoding import decode
from advisories.tables.table import Table, TableRow

__all__ = ["Table", "TableRow", "is_workbook", "iter_tables", "read_table"]

ZIP: bytes = b"PK\x03\x04"


def read_table(data: bytes, name: str, sheet: str | None = None, *, expected: Collection[str] = ()) -> Table:
    """Read a CSV file or one sheet of an XLSX or ODS workbook, with any columns.

    The encoding is UTF-8 with or without a byte-order mark. The delimiter is a comma, a semicolon or a tab. The
    header is the first row with a filled cell. Header and cells are not trimmed. XLSX does not store trailing empty
    cells.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        The name of the file in messages.
    sheet : str, optional
        Title of the sheet to read; by default the first sheet that has a filled cell in its first 20 rows.
    expected : collection of str, optional
        Column names, case folded. The delimiter is the one with which the header has one of these columns, or else
        the most frequent one in the header outside of quotes.

    Returns
    -------
    Table
        Its rows can be iterated once and are read during the iteration, which raises UnusableRecord where the file
        is broken, with the position as `origin`.

    Raises
    ------
    UnusableRecord
        If the file is not a table: wrong encoding, NUL characters, a broken or hostile workbook, no such sheet,
        more than 1,000 columns.

    Examples
    --------
    >>> table = read_table(b"unit;ada\\n1;outage\\n", "codes.csv")
    >>> table.header
    ['unit', 'ada']
    >>> [(row.number, row.origin, row.cells) for row in table.rows]
    [(2, 'codes.csv:2', ['1', 'outage'])]
    """
    if data.startswith(ZIP):
        if not is_workbook(data):
            raise UnusableRecord("the workbook is broken. Save it again, or as CSV in UTF-8.")
        return next(_sheets(data, name, sheet))
    return read_csv(decode(data), name, expected)


def iter_tables(data: bytes, name: str) -> Iterator[Table]:
    """Yield each sheet of a workbook that has a header, or the one table of a CSV file.

    Read all rows of a table that you need before requesting the next table.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        The name of the file in messages.

    Yields
    ------
    Table

    Raises
    ------
    UnusableRecord
        As `read_table`; also if no sheet has a header.

    Examples
    --------
    >>> [table.header for table in iter_tables(b"unit,ada\\n1,outage\\n", "codes.csv")]
    [['unit', 'ada']]
    """
    if is_workbook(data):
        yield from _sheets(data, name)
    else:
        yield read_csv(decode(data), name)


def is_workbook(data: bytes) -> bool:
    """Return whether the bytes are an XLSX or ODS workbook.

    Examples
    --------
    >>> is_workbook(b"unit,ada\\n1,outage\\n")
    False
    """
    return data.startswith(ZIP) and workbooks.is_workbook(io.BytesIO(data))


def _sheets(data: bytes, name: str, title: str | None = None) -> Iterator[Table]:
    if workbooks.is_xlsx(io.BytesIO(data)):
        return xlsx.iter_sheets(data, name, title)
    # Imported here: the XML library takes a while, and few files need it.
    from advisories.tables.ods_grids import iter_ods_sheets

    return iter_ods_sheets(data, name, title)
