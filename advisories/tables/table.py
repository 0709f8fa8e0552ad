"""A table: its header, and its rows, which are read during iteration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from advisories.records import Rejected
from advisories.records.item import UnusableRecord

COLUMN_LIMIT: Final = 1_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that has a filled cell.

    Parameters
    ----------
    number : line of a CSV file on which the row begins, or row of a sheet, from 1.
    origin : the row's position for messages, like "a.csv:3" or "a.xlsx, sheet Data, row 3".
    cells : as written. Their number may differ from that of the header.
    """

    number: int
    origin: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The header and rows of a CSV file or a sheet.

    Parameters
    ----------
    name : the file's name.
    header : the column names as written; empty if the file has no filled cell.
    header_number : the header's line or row, from 1.
    rows : the rows below the header that are not blank. Can be iterated once; raises UnusableRecord where the file is
        broken.
    sheet : title of the sheet; "" for a CSV file.
    """

    name: str
    header: list[str]
    header_number: int
    rows: Iterator[TableRow]
    sheet: str = ""

    def column_names(self) -> list[str]:
        """Return the names of the header, trimmed and case folded.

        Raises
        ------
        UnusableRecord
            If two columns have the same name. Several columns may have none.

        Examples
        --------
        >>> Table("a.csv", [" Unit", "ADA"], 1, iter([])).column_names()
        ['unit', 'ada']
        """
        names = [cell.strip().casefold() for cell in self.header]
        filled = sorted(filter(None, names))
        for name, following in pairwise(filled):
            if name == following:
                raise UnusableRecord(f'the table has more than one column "{name}".')
        return names

    def filled_rows(self) -> Iterator[TableRow | Rejected]:
        """Yield the rows, filled up to the number of columns; a longer row is rejected.

        Yields
        ------
        TableRow or Rejected

        Examples
        --------
        >>> rows = [TableRow(2, "a.csv:2", ["1"]), TableRow(3, "a.csv:3", ["2", "x", "y"])]
        >>> [row for row in Table("a.csv", ["unit", "ada"], 1, iter(rows)).filled_rows()]
        [TableRow(number=2, origin='a.csv:2', cells=['1', '']),
         Rejected(source='a.csv:3', reason='the row has 3 cells, the header only 2.')]
        """
        width = len(self.header)
        for row in self.rows:
            if len(row.cells) > width:
                yield Rejected(row.origin, f"the row has {len(row.cells)} cells, the header only {width}.")
            else:
                # Spreadsheets drop trailing empty cells; the row is still complete.
                yield TableRow(row.number, row.origin, row.cells + [""] * (width - len(row.cells)))


def check_width(header: list[str]) -> list[str]:
    """Return `header`; raise UnusableRecord if it has more than 1,000 columns.

    Examples
    --------
    >>> check_width(["unit", "ada"])
    ['unit', 'ada']
    """
    if len(header) > COLUMN_LIMIT:
        raise UnusableRecord(f"the table has {len(header):,} columns; at most {COLUMN_LIMIT:,} are read.")
    return header
