"""The row of a sheet that names its columns."""

from __future__ import annotations

from typing import Final

from advisories.tables.grid import Grid, filled
from coding.formats.ratings.cells import is_hash_or_address, is_identifier
from coding.formats.ratings.columns import ALMOST_ALL
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.words import (
    HEADER_ROWS,
)

FEWEST_DIFFERENT: Final = 3  # values of a column that names units


def header_position(grid: Grid, header_row: int | None) -> int | None:
    """Return the position in `grid.rows` of the row with the names of the columns; None if no row has.

    Raises
    ------
    UnreadableRatings
        If the grid has no such row, or perhaps none has names.
    """
    if grid.named:
        return 0
    if header_row is not None:
        if header_row == 0:
            return None
        if header_row not in grid.numbers:
            raise UnreadableRatings(
                f"{grid.title}: Row {header_row} is empty or does not exist. Use another --header-row."
            )
        return grid.numbers.index(header_row)
    # A row or two with a cell too many do not make it wider.
    widest = sorted(map(filled, grid.rows))[int(0.9 * (len(grid.rows) - 1))]
    for position, row in enumerate(grid.rows[:HEADER_ROWS]):
        named = filled(row)
        # The index that a program saved has no name.
        if named >= 2 and named + (not row[0].strip()) >= ALMOST_ALL * widest:
            if _looks_like_ratings(grid, position):
                raise UnreadableRatings(
                    f"{grid.title}: The first row looks like ratings, not like names. Use --header-row 0 to number the "
                    f"columns, or --header-row {grid.numbers[position]} if these are the names."
                )
            return position
    raise UnreadableRatings(
        f"{grid.title}: No row of the first {HEADER_ROWS} names the columns. Use --header-row with its number."
    )


def _looks_like_ratings(grid: Grid, position: int) -> bool:
    """Return whether each cell of a row occurs below in its own column, but for cells that name a unit.

    A column of texts or names of units, all of which differ, says nothing.
    """
    below = grid.rows[position + 1 :]
    cells = [(index, cell.strip()) for index, cell in enumerate(grid.rows[position]) if cell.strip()]
    occurs = []
    for index, cell in cells:
        if cell.isdigit() or is_identifier(cell) or is_hash_or_address(cell):
            continue
        values = [row[index].strip() for row in below if index < len(row) and row[index].strip()]
        if len(values) < FEWEST_DIFFERENT or len(set(values)) < len(values) or cell in values:
            occurs.append(cell in values)
    return bool(occurs) and all(occurs)
