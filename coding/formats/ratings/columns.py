"""The parts that the columns of a sheet play: they name units or people, hold codes or ratings, or are left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from advisories.tables.grid import Grid, Typed, filled
from coding.formats.ratings.cells import is_hash_or_address, is_identifier, is_running, trim
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.words import (
    CAMEL,
    CODE_NAMES,
    COMPARISONS,
    FINAL,
    NOTE_NAMES,
    NOTE_TOKENS,
    PERSON_NAMES,
    UNNAMED,
    fold_name,
    unit_rank,
)

ALMOST_ALL: Final = 0.8
LONG_TEXT: Final = 60  # characters of the mean cell of a text column
VERY_LONG: Final = 100  # characters of a cell
STRENGTH_OF_INDEX: Final = 1_000
EMPTY: Final = "it is empty"


class Part(StrEnum):
    """What a column is for."""

    UNIT = "unit"
    INDEX = "index"
    PERSON = "person"
    FINAL = "final"
    NOTE = "note"
    CODE = "code"
    RATING = "rating"
    NO_RATER = "no rater"


@dataclass(eq=False)
class Column:
    """A column of a sheet: its name, its trimmed cells and its part.

    `strength` orders the columns that name units, 0 the strongest. `why` says why a column is left out. `by_token` is
    true if only one word of the name decided.
    """

    index: int
    name: str
    cells: list[str]
    part: Part = Part.RATING
    why: str = ""
    strength: int = STRENGTH_OF_INDEX
    by_token: bool = False
    raw: dict[int, str] = field(default_factory=dict)  # cells that were trimmed, as written
    rater: str = ""  # whose answers it holds, and to what, if its name has two parts
    question: str = ""

    @property
    def folded(self) -> str:
        return fold_name(self.name)

    @property
    def title(self) -> str:
        """Name for messages; a column without a name has its number."""
        return self.name or f"#{self.index + 1}"

    @property
    def values(self) -> list[str]:
        """The filled cells."""
        return [cell for cell in self.cells if cell]


def read_columns(grid: Grid, header: int | None, *, known: Collection[str] = ()) -> list[Column]:
    """Return the columns of a grid, each with its part.

    Parameters
    ----------
    grid : Grid
    header : int or None
        Position of the row with the names.
    known : collection of str
        Names of raters: a column of such a name is a rating.

    Raises
    ------
    UnreadableRatings
        If two columns have one name, or a row has more cells than the header.
    """
    names = [trim(cell) for cell in grid.rows[header]] if header is not None else []
    body = grid.rows[header + 1 :] if header is not None else grid.rows
    width = len(names) if header is not None else max(map(len, grid.rows))
    first = 0 if header is None else header + 1
    for position, row in enumerate(body, first):
        if filled(row[width:]):
            raise UnreadableRatings(
                f"{grid.title}: {grid.row_name(position)} has {len(row)} cells, the header {width}. A cell that holds "
                "the delimiter stands in double quotes."
            )
    if header is None:
        names = [f"#{index + 1}" for index in range(width)]
    _require_different(grid, names)
    columns = []
    for index, name in enumerate(names):
        written = [row[index] if index < len(row) else "" for row in body]
        column = Column(index, name, [trim(cell) for cell in written])
        column.raw = {at: cell for at, cell in enumerate(written) if cell.strip() and cell != column.cells[at]}
        if name or column.values:
            columns.append(column)
    folded = {fold_name(name) for name in known}
    for column in columns:
        if column.folded in folded and column.name:
            continue
        _assign_part(column, columns)
    return columns


def _require_different(grid: Grid, names: Sequence[str]) -> None:
    seen: dict[str, str] = {}
    for name in filter(None, names):
        folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
        if folded in seen:
            raise UnreadableRatings(
                f"{grid.title}: Two columns are called “{seen[folded]}” and “{name}”. Rename one of them."
            )
        seen[folded] = name


def _assign_part(column: Column, columns: Sequence[Column]) -> None:
    """Set the part of a column by its name and cells; the first rule that fits wins."""
    values, folded = column.values, column.folded
    in_words = fold_name(CAMEL.sub("_", column.name))  # CommitHash is commit_hash
    rank = unit_rank(folded) if unit_rank(folded) is not None else unit_rank(in_words)
    tokens, words = folded.split("_"), in_words.split("_")
    if not values and not ({folded, in_words} & NOTE_NAMES or {tokens[0], tokens[-1]} & NOTE_TOKENS):
        column.part, column.why = Part.NO_RATER, EMPTY
    elif _share(values, is_identifier) >= ALMOST_ALL:
        column.part, column.strength = Part.UNIT, 0
    elif UNNAMED.fullmatch(column.name):
        _assign_unnamed(column, columns)
    elif rank is not None:
        column.part, column.strength = Part.UNIT, _strength(values, rank)
    elif {folded, in_words} & PERSON_NAMES:
        column.part = Part.PERSON
    elif FINAL & {*tokens, *words}:
        column.part, column.by_token = Part.FINAL, True
    elif {folded, in_words} & NOTE_NAMES:
        column.part, column.why = Part.NOTE, "notes"
    elif {tokens[0], tokens[-1], words[0], words[-1]} & NOTE_TOKENS:
        column.part, column.why, column.by_token = Part.NOTE, "notes", True
    elif {folded, in_words} & CODE_NAMES:
        column.part = Part.CODE
    elif folded.strip("?!") in COMPARISONS:
        column.part, column.why = Part.NO_RATER, "it says whether others agree"
    elif _share(values, is_hash_or_address) >= ALMOST_ALL:
        column.part, column.strength = Part.UNIT, 1
    elif len(values) >= 5 and is_running(column.cells):
        column.part, column.why = Part.INDEX, "row numbers"
    elif reason := _no_rater(values):
        column.part, column.why = Part.NO_RATER, reason


def _assign_unnamed(column: Column, columns: Sequence[Column]) -> None:
    if is_running(column.cells):
        column.part, column.why = Part.INDEX, "row numbers"
        return
    others = [other for other in columns if other is not column]
    named = any(
        unit_rank(other.folded) is not None or _share(other.values, is_identifier) >= ALMOST_ALL for other in others
    )
    if named or len(set(column.values)) < len(column.values):
        column.part, column.why = Part.NO_RATER, "it has no name"
    else:
        column.part, column.strength = Part.UNIT, STRENGTH_OF_INDEX - 1


def _strength(values: Sequence[str], rank: int) -> int:
    if _share(values, is_hash_or_address) >= ALMOST_ALL:
        return 1
    return 2 if rank == 0 else 2 + rank


def _no_rater(values: Sequence[str]) -> str:
    """Return why these cells are nobody's ratings; "" if they may be."""
    if sum(map(len, values)) > LONG_TEXT * len(values):
        return "long texts"
    if 5 * sum(len(value) > VERY_LONG or "\n" in value for value in values) >= len(values):
        return "long texts"
    if len(values) >= 10 and len(set(values)) == len(values):
        return f"all {len(values)} values differ"
    return ""


def _share(values: Sequence[str], test: object) -> float:
    assert callable(test)
    return sum(map(bool, map(test, values))) / len(values) if values else 0.0


def require_typed(grid: Grid, header: int | None, columns: Sequence[Column], *, keep: bool) -> dict[str, int]:
    """Return how many truth values and errors these columns hold.

    Raises
    ------
    UnreadableRatings
        If a cell of them holds a date, or a formula without a saved value.
    """
    wanted = {column.index for column in columns}
    first = 0 if header is None else header + 1
    counts: dict[str, int] = {}
    for (row, index), kind in sorted(grid.typed.items()):
        if row < first or index not in wanted:
            continue
        name = grid.cell_name(row, index)
        if kind is Typed.DATE and not keep:
            raise UnreadableRatings(
                f"{grid.title}: Cell {name} holds the date {grid.rows[row][index]}. A spreadsheet makes dates of texts "
                "such as 1-3. Type the code again in a cell formatted as text, or use --typed keep."
            )
        if kind is Typed.NO_VALUE:
            raise UnreadableRatings(
                f"{grid.title}: Cell {name} holds a formula without a saved value. Open the file in a spreadsheet and "
                "save it, or type the value."
            )
        counts[kind] = counts.get(kind, 0) + 1
    return counts
