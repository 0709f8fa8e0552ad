"""Table of ratings with a column `unit` and one column per rater."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advisories.records.item import UnusableRecord
from advisories.tables import Table, TableRow, read_table
from coding.dataset.names import alike_pair
from coding.statistics.ratings import Ratings

UNIT = "unit"
SEPARATOR = ";"

# The codes a rater gave a unit, None where they did not code it. Without `multilabel` it is exactly one code.
Cell = tuple[str, ...] | None


class RatingSheetError(ValueError):
    """The file cannot be read as ratings; the message says where and what to do."""


@dataclass(frozen=True)
class RatingSheet:
    """Ratings read from a file.

    Attributes
    ----------
    name : str
        Name of the file, for messages.
    units, raters : tuple of str
    cells : tuple of tuple of Cell, shape (units, raters)
    lines : tuple of int
        Line of the file on which each unit begins, from 1.
    """

    name: str
    units: tuple[str, ...]
    raters: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    multilabel: bool

    def ratings(self, categories: Sequence[str] | None = None) -> Ratings:
        """Return the cells as ratings.

        Parameters
        ----------
        categories : sequence of str, optional
            All codes from which raters could choose; by default those that occur.

        Raises
        ------
        RatingSheetError
            If a code is not among the categories.
        """
        if categories is not None:
            self._require_declared(set(categories))
        if self.multilabel:
            return Ratings.from_sets(self.cells, raters=self.raters, categories=categories)
        labels = (tuple(None if cell is None else cell[0] for cell in row) for row in self.cells)
        return Ratings.from_labels(labels, raters=self.raters, categories=categories)

    def _require_declared(self, declared: set[str]) -> None:
        for line, row in zip(self.lines, self.cells, strict=True):
            for rater, cell in zip(self.raters, row, strict=True):
                for code in cell or ():
                    if code not in declared:
                        raise RatingSheetError(
                            f"{self.name}:{line}: The code “{code}” of {rater} is not among the categories. "
                            "Correct the cell or add the code to the categories."
                        )


def read_ratings(path: Path | str, *, multilabel: bool = False) -> RatingSheet:
    """Read a file of ratings: CSV in UTF-8, or a workbook.

    An empty cell means that the rater did not code the unit. A cell is one code, exactly as written. With
    `multilabel`, `;` separates codes, spaces around a code do not count, and a cell of `;` alone means coded with no
    code.

    Parameters
    ----------
    path : Path or str
    multilabel : bool
        Whether a cell may have several codes.

    Returns
    -------
    RatingSheet
        Units in the order of the file.

    Raises
    ------
    RatingSheetError
        If the file is missing, is not such a table, or contradicts itself.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile("w+", suffix=".csv") as file:
    ...     _ = file.write("unit,Ada,Bo\\n1,outage,outage\\n2,leak,\\n")
    ...     file.flush()
    ...     read_ratings(file.name).cells
    ((('outage',), ('outage',)), (('leak',), None))
    """
    name = str(path)
    try:
        return _rating_sheet(name, read_table(content_of_file(Path(path)), name, expected=(UNIT,)), multilabel)
    except UnusableRecord as error:
        raise _as_sheet_error(name, error) from None


def read_columns(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    r"""Return the rows of a table with certain columns; other columns are ignored.

    Parameters
    ----------
    path : Path
    required, optional : sequence of str
        Names of columns, in lower case.

    Returns
    -------
    list of (int, dict of str to str)
        Line of the row in the file, from 1, and its cells by column.

    Raises
    ------
    RatingSheetError
        If the file is missing, lacks a required column, or a row has another number of cells than the header.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile("w+", suffix=".csv") as file:
    ...     _ = file.write("Label,Colour\nleak,red\n")
    ...     file.flush()
    ...     read_columns(Path(file.name), required=["label"])
    [(2, {'label': 'leak'})]
    """
    name = str(path)
    try:
        table = read_table(content_of_file(path), name, expected=required[:1])
        if not table.header:
            raise RatingSheetError(f"{name}: The file is empty. Add the columns {', '.join(required)}.")
        columns = [cell.strip().casefold() for cell in table.header]
        for column in required:
            if (count := columns.count(column)) != 1:
                raise RatingSheetError(
                    f"{name}:{table.header_number}: The header has {count or 'no'} columns “{column}”. "
                    "Give exactly one column this name."
                )
        wanted = [(index, column) for index, column in enumerate(columns) if column in {*required, *optional}]
        rows = []
        for row in table.rows:
            _require_width(name, row, len(columns))
            rows.append((row.number, {column: row.cells[index] for index, column in wanted}))
        return rows
    except UnusableRecord as error:
        raise _as_sheet_error(name, error) from None


def content_of_file(path: Path) -> bytes:
    try:
        # Reading a pipe would block, and a device never ends.
        if not stat.S_ISREG(path.stat().st_mode):
            raise RatingSheetError(f"{path}: This is not a regular file. Name a CSV file or a workbook.")
        return path.read_bytes()
    except FileNotFoundError:
        raise RatingSheetError(f"{path}: The file does not exist. Check the path.") from None
    except OSError as error:
        raise RatingSheetError(f"{path}: The file cannot be read ({error.strerror}). Check the path.") from None


def _as_sheet_error(name: str, error: UnusableRecord) -> RatingSheetError:
    return RatingSheetError(f"{error.origin or name}: {error.reason}")


def _rating_sheet(name: str, table: Table, multilabel: bool) -> RatingSheet:
    if not table.header:
        raise RatingSheetError(f"{name}: The file is empty. Add a column “{UNIT}” and one column per rater.")
    header = [cell.strip() for cell in table.header]
    unit_column = _unit_column(name, table.header_number, header)
    raters = [cell for column, cell in enumerate(header) if column != unit_column]
    _require_raters(name, table.header_number, raters)
    line_of: dict[str, int] = {}
    cells: list[tuple[Cell, ...]] = []
    for row in table.rows:
        _require_width(name, row, len(header))
        unit = row.cells[unit_column].strip()
        if not unit:
            raise RatingSheetError(f"{name}:{row.number}: The unit has no name. Fill in its column.")
        if unit in line_of:
            raise RatingSheetError(
                f"{name}:{row.number}: Unit {unit} is also on line {line_of[unit]}. Keep one of the rows."
            )
        line_of[unit] = row.number
        cells.append(tuple(_cell(cell, multilabel) for column, cell in enumerate(row.cells) if column != unit_column))
    if not cells:
        raise RatingSheetError(f"{name}: There are no units below the header. Add one row per unit.")
    return RatingSheet(name, tuple(line_of), tuple(raters), tuple(cells), tuple(line_of.values()), multilabel)


def _unit_column(name: str, line: int, header: list[str]) -> int:
    columns = [column for column, cell in enumerate(header) if cell.casefold() == UNIT]
    if len(columns) != 1:
        raise RatingSheetError(
            f"{name}:{line}: The header has {len(columns) or 'no'} columns “{UNIT}”. Give exactly one column this name."
        )
    return columns[0]


def _require_raters(name: str, line: int, raters: list[str]) -> None:
    if "" in raters:
        raise RatingSheetError(f"{name}:{line}: A column has no name. Name each column after its rater.")
    repeated = sorted({rater for rater in raters if raters.count(rater) > 1})
    if repeated:
        raise RatingSheetError(f"{name}:{line}: Two columns are named “{repeated[0]}”. Each rater has one column.")
    if pair := alike_pair(raters):
        raise RatingSheetError(
            f"{name}:{line}: The columns “{pair[0]}” and “{pair[1]}” look alike. If they are one rater, combine them; "
            "otherwise rename one."
        )
    if len(raters) < 2:
        raise RatingSheetError(
            f"{name}:{line}: The header has {'one rater' if raters else 'no rater'}. "
            "Add columns until there are at least two raters."
        )


def _require_width(name: str, row: TableRow, width: int) -> None:
    if len(row.cells) != width:
        number = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
        raise RatingSheetError(
            f"{name}:{row.number}: The row has {number}, the header has {width}. "
            "Put a cell that contains the delimiter in double quotes."
        )


def _cell(text: str, multilabel: bool) -> Cell:
    if not text.strip():
        return None
    if not multilabel:
        return (text,)
    codes = (code.strip() for code in text.split(SEPARATOR))
    return tuple(dict.fromkeys(code for code in codes if code))
