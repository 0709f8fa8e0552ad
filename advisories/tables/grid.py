"""A grid: all rows of a sheet as texts, with what a spreadsheet knows of its cells beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import orjson

from advisories.records.item import UnusableRecord
from advisories.tables.table import COLUMN_LIMIT

ROW_LIMIT: Final = 200_000


class Typed(StrEnum):
    """What a cell holds other than text."""

    DATE = "date"
    TRUTH = "truth"
    ERROR = "error"
    NO_VALUE = "formula without a saved value"


@dataclass(frozen=True, slots=True)
class Merged:
    """A range of merged cells, from 1, both ends included."""

    name: str  # as the spreadsheet names it, like "B5:B6"
    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Grid:
    """All rows of a CSV file, a sheet or a JSON file.

    Parameters
    ----------
    file, sheet : str
        Name of the file; title of the sheet, "" if the file has none.
    format : str
        "csv", "xlsx", "ods", "json" or "jsonl".
    rows : list of list of str
        The cells of the rows that have a filled cell. Rows may differ in length.
    numbers : list of int
        Line of the file, row of the sheet or number of the entry of each row, from 1.
    typed : mapping of (int, int) to Typed
        Position in `rows` and column from 0 of the cells that are no text.
    merged : sequence of Merged
    hidden : bool
        Whether the sheet is hidden.
    hidden_rows, hidden_columns : sequence of int
        Numbers of hidden rows; columns from 0.
    encoding, delimiter : str
        Of a CSV file.
    named : bool
        Whether the first row has the names of the columns for sure, as in JSON.
    """

    file: str
    sheet: str
    format: str
    rows: list[list[str]]
    numbers: list[int]
    typed: Mapping[tuple[int, int], Typed] = field(default_factory=dict)
    merged: Sequence[Merged] = ()
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    encoding: str = ""
    delimiter: str = ""
    named: bool = False

    @property
    def title(self) -> str:
        """Name for messages.

        Examples
        --------
        >>> Grid("codes.xlsx", "Round 1", "xlsx", [], []).title
        'codes.xlsx, sheet Round 1'
        """
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file

    def cell_name(self, row: int, column: int) -> str:
        """Return the name of a cell as people find it: "B7" in a sheet, "line 7" elsewhere.

        Examples
        --------
        >>> Grid("codes.xlsx", "Round 1", "xlsx", [["a", "b"]], [7]).cell_name(0, 1)
        'B7'
        >>> Grid("codes.csv", "", "csv", [["a", "b"]], [7]).cell_name(0, 1)
        'line 7'
        """
        if self.format in {"xlsx", "ods"}:
            return f"{column_letters(column)}{self.numbers[row]}"
        return f"line {self.numbers[row]}"

    def row_name(self, row: int) -> str:
        """Return the name of a row as people find it.

        Examples
        --------
        >>> Grid("codes.csv", "", "csv", [["a", "b"]], [7]).row_name(0)
        'Line 7'
        """
        kind = {"xlsx": "Row", "ods": "Row", "json": "Entry"}.get(self.format, "Line")
        return f"{kind} {self.numbers[row]}"


def column_letters(column: int) -> str:
    """Return the letters of a column of a sheet, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def check_size(rows: int, columns: int) -> None:
    """Raise UnusableRecord if a grid has too many rows or columns.

    Examples
    --------
    >>> check_size(10, 1_001)
    Traceback (most recent call last):
    advisories.records.item.UnusableRecord: the table has 1,001 columns; at most 1,000 are read.
    """
    if rows > ROW_LIMIT:
        raise UnusableRecord(f"the table has more than {ROW_LIMIT:,} rows; at most {ROW_LIMIT:,} are read.")
    if columns > COLUMN_LIMIT:
        raise UnusableRecord(f"the table has {columns:,} columns; at most {COLUMN_LIMIT:,} are read.")


def grid_of_objects(objects: Sequence[Mapping[str, Any]], file: str, file_format: str) -> Grid:
    """Return flat JSON objects as a grid: the names of all keys, then one row per object.

    A missing key and null are an empty cell. A list is its JSON text, True and False are TRUE and FALSE.

    Raises
    ------
    UnusableRecord
        If a value is an object.

    Examples
    --------
    >>> grid_of_objects([{"unit": 1, "ada": "leak"}, {"unit": 2, "ada": None}], "codes.json", "json").rows
    [['unit', 'ada'], ['1', 'leak'], ['2', '']]
    """
    names = list(dict.fromkeys(name for row in objects for name in row))
    check_size(len(objects), len(names))
    rows = [names]
    typed: dict[tuple[int, int], Typed] = {}
    for number, row in enumerate(objects, 1):
        cells = []
        for column, name in enumerate(names):
            value = row.get(name)
            if isinstance(value, Mapping):
                raise UnusableRecord(f"“{name[:60]}” of entry {number} is an object. Use one text per column.")
            if isinstance(value, bool):
                typed[number, column] = Typed.TRUTH
            cells.append(json_cell(value))
        rows.append(cells)
    return Grid(file, "", file_format, rows, [0, *range(1, len(objects) + 1)], typed, named=True)


def json_cell(value: Any) -> str:
    """Return a JSON value as the text of a cell.

    Examples
    --------
    >>> json_cell(None), json_cell(True), json_cell(2.0), json_cell(["a", "b"])
    ('', 'TRUE', '2', '["a","b"]')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return orjson.dumps(value).decode()
    return str(value)


def filled(cells: Iterable[str]) -> int:
    """Return how many cells have a text other than blanks.

    Examples
    --------
    >>> filled(["a", " ", ""])
    1
    """
    return sum(1 for cell in cells if cell.strip())
