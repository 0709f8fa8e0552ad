"""Tables with certain columns: codebooks, decisions, answers about projects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisories.records.item import UnusableRecord
from advisories.tables import TableRow, read_table
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.paths import content_of


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
    UnreadableRatings
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
        table = read_table(content_of(path), name, expected=required[:1])
        if not table.header:
            raise UnreadableRatings(f"{name}: The file is empty. Add the columns {', '.join(required)}.")
        columns = [cell.strip().casefold() for cell in table.header]
        for column in required:
            if (count := columns.count(column)) != 1:
                raise UnreadableRatings(
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


def _as_sheet_error(name: str, error: UnusableRecord) -> UnreadableRatings:
    return UnreadableRatings(f"{error.origin or name}: {error.reason}")


def _require_width(name: str, row: TableRow, width: int) -> None:
    if len(row.cells) != width:
        number = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
        raise UnreadableRatings(
            f"{name}:{row.number}: The row has {number}, the header has {width}. "
            "Put a cell that contains the delimiter in double quotes."
        )
