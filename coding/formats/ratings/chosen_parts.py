"""Parts that options give to the columns of a sheet."""

from __future__ import annotations

from coding.formats.ratings.answers import NOT_NAMED
from coding.formats.ratings.columns import Part
from coding.formats.ratings.named_grids import possible_ratings
from coding.formats.ratings.naming import naming_grid
from coding.formats.ratings.options import NONE
from coding.formats.ratings.sheet import Sheet


def apply_options(sheet: Sheet, *, files: int) -> None:
    """Set the parts that options give to columns."""
    options = sheet.options
    for name in options.unit:
        sheet.named(name).part = Part.UNIT
    if options.rater_column:
        for column in sheet.parts(Part.PERSON):
            column.part, column.why = Part.NOTE, "another column names the raters"
        sheet.named(options.rater_column).part = Part.PERSON
    if options.code_column:
        for column in sheet.parts(Part.CODE, Part.RATING):
            column.part, column.why = Part.NO_RATER, "another column has the codes"
        sheet.named(options.code_column).part = Part.CODE
    if options.final and options.final != NONE:
        sheet.named(options.final).part = Part.FINAL
    elif options.final == NONE:
        for column in sheet.parts(Part.FINAL):
            column.part = Part.RATING
    if options.raters and (files == 1 or any(map(sheet.has, options.raters))) and not _raters_are_values(sheet):
        _choose_raters(sheet)


def _raters_are_values(sheet: Sheet) -> bool:
    persons = {cell for column in sheet.parts(Part.PERSON) for cell in column.values}
    return bool(persons) and all(name in persons for name in sheet.options.raters)


def _choose_raters(sheet: Sheet) -> None:
    grid = naming_grid(possible_ratings(sheet))
    if grid is not None and set(sheet.options.raters) <= {*grid.stems, *grid.suffixes}:
        return  # sides of a grid: chosen when the layout is known
    chosen = [sheet.named(name) for name in sheet.options.raters]
    for column in sheet.columns:
        if column in chosen:
            column.part = Part.RATING
        elif column.part in (Part.RATING, Part.CODE, Part.PERSON):
            column.part, column.why = Part.NO_RATER, NOT_NAMED
    sheet.columns.sort(key=lambda column: chosen.index(column) if column in chosen else len(chosen) + column.index)
