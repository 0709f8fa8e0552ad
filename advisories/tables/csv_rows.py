"""CSV text -> header and rows, and a single row -> CSV text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from typing import Final

from advisories.records.item import UnusableRecord
from advisories.tables.table import Table, TableRow, check_width

CELL_LIMIT: Final = 1_000_000  # characters of one cell
DELIMITERS: Final = ",;\t"
HEADER_LIMIT: Final = 1 << 16  # characters in which the delimiter is searched for
QUOTED: Final = re.compile(r'(\A|[,;\t])"(?:[^"]|"")*"')


class BrokenCsv(ValueError):
    """A record of CSV text cannot be read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def read_csv(text: str, name: str, expected: Collection[str] = ()) -> Table:
    """Read CSV text.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        The name of the file in messages.
    expected : collection of str, optional
        Column names that decide on the delimiter, as in `advisories.tables.read_table`.

    Raises
    ------
    UnusableRecord
        If the text contains NUL characters, or its header is broken or has more than 1,000 columns.

    Examples
    --------
    >>> read_csv('"id; number","text"\\n1,2\\n', "a.csv").header
    ['id; number', 'text']
    """
    if "\0" in text:
        raise UnusableRecord("the table contains NUL characters. Save it as CSV in UTF-8.")
    rows = _rows(text, name, _delimiter(text, expected))
    header = next(rows, TableRow(1, name, []))
    return Table(name, check_width(header.cells), header.number, rows)


def looks_like_csv(text: str) -> bool:
    """Return whether the first line has a delimiter.

    Examples
    --------
    >>> looks_like_csv("id;text\\n"), looks_like_csv("id: A-1\\n")
    (True, False)
    """
    return any(delimiter in text.lstrip().split("\n", 1)[0] for delimiter in DELIMITERS)


def as_csv(header: list[str], cells: list[str]) -> str:
    """Return a row with its header as CSV, the form in which a row is stored.

    Examples
    --------
    >>> as_csv(["id", "text"], ["A-1", "One, two"])
    'id,text\\nA-1,"One, two"\\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, cells])
    return out.getvalue()


def iter_records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each record begins, and its cells, without records that are blank.

    Raises
    ------
    BrokenCsv
        Where a quote is not closed, or a cell is too large.

    Examples
    --------
    >>> list(iter_records('unit;ada\\n\\n1;"a\\nb"\\n2;c\\n', ";"))
    [(1, ['unit', 'ada']), (3, ['1', 'a\\nb']), (5, ['2', 'c'])]
    """
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            begin, line = line, reader.line_num + 1
            if any(cell.strip() for cell in cells):
                yield begin, cells
    except csv.Error as error:
        raise BrokenCsv(line, str(error)) from None


def _rows(text: str, name: str, delimiter: str) -> Iterator[TableRow]:
    """Yield the rows that are not blank; raise UnusableRecord where the CSV is broken."""
    try:
        for line, cells in iter_records(text, delimiter):
            yield TableRow(line, f"{name}:{line}", cells)
    except BrokenCsv as error:
        raise UnusableRecord(f"the CSV is broken here: {error.reason}.", f"{name}:{error.line}") from None


def _delimiter(text: str, expected: Collection[str]) -> str:
    """Return the delimiter of the header, by expected columns or by frequency outside of quotes."""
    start = text.lstrip()[:HEADER_LIMIT]
    for delimiter in DELIMITERS if expected else "":
        cells = next(csv.reader(start.splitlines()[:1], delimiter=delimiter), [])
        if len(cells) > 1 and any(cell.strip().casefold() in expected for cell in cells):
            return delimiter
    header = QUOTED.sub(r"\1", start).partition("\n")[0]
    return max(DELIMITERS, key=header.count)
