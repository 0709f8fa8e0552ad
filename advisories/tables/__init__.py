"""The only reader of sheets, for both apps: CSV and XLSX -> header and rows. May import `records` and `text`."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator

from advisories.records.item import UnusableRecord
from advisories.tables import xlsx
from advisories.tables.csv_rows import read_csv
from advisories.tables.encoding import decode
from advisories.tables.table import Table, TableRow

__all__ = ["Table", "TableRow", "is_workbook", "iter_tables", "read_table"]

ZIP: bytes = b"PK\x03\x04"


def read_table(data: bytes, name: str, sheet: str | None = None, *, expected: Collection[str] = ()) -> Table:
    """Read a CSV file or one sheet of an XLSX workbook, whatever its columns mean.

    The encoding is UTF-8 with or without a byte-order mark. The delimiter is a comma, a semicolon or a tab. The
    header is the first row with a filled cell. Header and cells are as written: nothing is trimmed but what XLSX
    itself does not tell (trailing empty cells, and the type of a cell).

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What the file is called in messages.
    sheet : str, optional
        Title of the sheet to read; by default the first sheet that has a filled cell in its first 20 rows.
    expected : collection of str, optional
        Column names, case folded. The delimiter is the one by which the header has one of them; if there is none,
        the one that is most frequent in the header outside of quotes.

    Returns
    -------
    Table
        Its rows are read as they are iterated, once. Where the file is broken, the iteration raises
        UnusableRecord with the position as its `origin`.

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
            raise UnusableRecord("the workbook is broken; save it anew, or as CSV in UTF-8.")
        return next(xlsx.iter_sheets(data, name, sheet))
    return read_csv(decode(data), name, expected)


def iter_tables(data: bytes, name: str) -> Iterator[Table]:
    """Yield each sheet of a workbook that has a header, or the one table of a CSV file.

    Each table must be read, or given up, before the next one is asked for.

    Raises
    ------
    UnusableRecord
        As `read_table`; also if no sheet has a header.
    """
    if is_workbook(data):
        yield from xlsx.iter_sheets(data, name)
    else:
        yield read_csv(decode(data), name)


def is_workbook(data: bytes) -> bool:
    """Return whether the bytes are an XLSX workbook, whatever the file is called."""
    return data.startswith(ZIP) and xlsx.is_workbook(io.BytesIO(data))
