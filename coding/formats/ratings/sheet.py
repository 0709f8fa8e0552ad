"""A grid with its columns, as a layout reads it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from advisories.tables.grid import Grid
from coding.formats.ratings.answers import SECOND_DECISIONS, Answers, Cell, FinalColumn, LeftOut, RefusedRow, UnitColumn
from coding.formats.ratings.columns import STRENGTH_OF_INDEX, Column, Part
from coding.formats.ratings.options import ReadingOptions, UnreadableRatings


@dataclass
class Sheet:
    """A grid with its columns, read with options."""

    grid: Grid
    columns: list[Column]
    lines: list[int]  # of the rows below the header
    options: ReadingOptions
    files: int = 1  # that are read together
    refused: list[RefusedRow] = field(default_factory=list)

    def refuse(self, line: int, reason: str, rater: str = "") -> None:
        """Leave a row out where the door takes the rest; else raise UnreadableRatings."""
        if not self.options.takes_rest:
            raise UnreadableRatings(f"{self.grid.title}: {reason}")
        self.refused.append(RefusedRow(line, reason, rater))

    def parts(self, *parts: Part) -> list[Column]:
        return [column for column in self.columns if column.part in parts]

    def named(self, name: str) -> Column:
        """Return the column of this name, or raise UnreadableRatings."""
        matching = [column for column in self.columns if column.title == name or f"#{column.index + 1}" == name]
        matching = matching or [column for column in self.columns if column.title.casefold() == name.casefold()]
        if len(matching) != 1:
            raise UnreadableRatings(
                f"{self.grid.title}: There is no column “{name}”. The columns are "
                f"{', '.join(column.title for column in self.columns)}."
            )
        return matching[0]

    def has(self, name: str) -> bool:
        return any(name.casefold() in (column.title.casefold(), f"#{column.index + 1}") for column in self.columns)

    @property
    def stem(self) -> str:
        return PurePath(self.grid.file).stem


def units_of(sheet: Sheet) -> list[UnitColumn]:
    """Return what names the rows, the strongest first; several columns together if the options say so."""
    if sheet.options.row_numbers:
        return []
    if len(sheet.options.unit) > 1:
        columns = [sheet.named(name) for name in sheet.options.unit]
        values = [" · ".join(cells) if any(cells) else "" for cells in zip(*(c.cells for c in columns), strict=True)]
        return [UnitColumn(tuple(column.title for column in columns), values, 0)]
    if sheet.options.unit:
        column = sheet.named(sheet.options.unit[0])
        return [UnitColumn((column.title,), column.cells, 0)]
    named = [
        UnitColumn((column.title,), column.cells, column.strength if column.part is Part.UNIT else STRENGTH_OF_INDEX)
        for column in sheet.parts(Part.UNIT, Part.INDEX)
    ]
    return sorted(named, key=lambda unit: unit.strength)


def left_out_of(sheet: Sheet, used: Collection[Column] = ()) -> list[LeftOut]:
    """Return the columns that are neither ratings nor names of units."""
    return [
        LeftOut("column", column.title, len(column.values), column.why or "it is not needed")
        for column in sheet.columns
        if column.part in (Part.NOTE, Part.NO_RATER, Part.PERSON, Part.CODE) and column not in used
    ]


def answers_of(
    sheet: Sheet,
    layout: str,
    raters: Sequence[str],
    cells: dict[tuple[str, str], list[Cell]],
    *,
    questions: Sequence[str] = (),
    final: dict[str, FinalColumn] | None = None,
    used: Collection[Column] = (),
    origin: dict[str, str] | None = None,
    several: bool = False,
    raw: dict[tuple[str, str], dict[int, str]] | None = None,
    unnamed: frozenset[str] = frozenset(),
) -> Answers:
    """Return the ratings of a sheet; the columns that are neither used nor name units are left out."""
    return Answers(
        sheet.grid.title,
        layout,
        list(raters),
        list(questions),
        cells,
        sheet.lines,
        units_of(sheet),
        final or {},
        left_out_of(sheet, used),
        origin=origin or {},
        several=several,
        raw=raw or {},
        unnamed=unnamed,
    )


def cells_of(column: Column) -> list[Cell]:
    """Return the cells of a column as ratings."""
    return list(column.cells)


def final_of(sheet: Sheet) -> FinalColumn | None:
    """Return the decisions of a sheet; None if it has none. Of several columns, the first counts."""
    final = sheet.parts(Part.FINAL)
    if not final:
        return None
    for column in final[1:]:
        column.part, column.why = Part.NO_RATER, SECOND_DECISIONS
    return FinalColumn(final[0].title, cells_of(final[0]))
