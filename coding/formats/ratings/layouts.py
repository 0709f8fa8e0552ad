"""The layout of a sheet: which of the ways to write ratings in a table this one uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coding.formats.ratings.answers import Answers, Cell
from coding.formats.ratings.columns import Column, Part
from coding.formats.ratings.long import long_answers
from coding.formats.ratings.named_grids import grid_answers, one_hot_answers, possible_ratings, question_answers
from coding.formats.ratings.naming import naming_grid
from coding.formats.ratings.options import Ask, Choice, ReadingNeeded, UnreadableRatings, csv_line
from coding.formats.ratings.sheet import Sheet, answers_of, cells_of, final_of
from coding.formats.ratings.wide import wide_answers


def sheet_answers(sheet: Sheet) -> Answers:
    """Return the ratings of a sheet by the one layout whose conditions hold.

    Raises
    ------
    ReadingNeeded
        If several layouts are possible.
    UnreadableRatings
        If none is.
    """
    layout = sheet.options.layout
    if layout is not None:
        return _READERS[layout](sheet)
    _refuse_counts(sheet)
    persons = [column for column in sheet.parts(Part.PERSON) if len(set(column.values)) > 1]
    if persons:
        return long_answers(sheet, persons)
    codes, ratings = sheet.parts(Part.CODE), sheet.parts(Part.RATING)
    person = sheet.parts(Part.PERSON)
    if len(codes) + len(ratings) == 1:
        return _single(sheet)
    if person and len(codes) + len(ratings) > 1:
        return _single_questions(sheet)
    if (grid := naming_grid(possible_ratings(sheet))) is not None:
        return grid_answers(sheet, grid)
    if len(ratings) == 1 and codes:
        raise ReadingNeeded(
            [
                Ask(
                    "raters",
                    f"{sheet.grid.title}: {ratings[0].title} may be a rater, or {codes[0].title} holds one person's "
                    "codes.",
                    (
                        Choice(csv_line([ratings[0].title, codes[0].title]), "if both are raters"),
                        Choice(codes[0].title, f"if {codes[0].title} has the codes", "code_column"),
                    ),
                )
            ]
        )
    return wide_answers(sheet)


def _single(sheet: Sheet) -> Answers:
    codes = sheet.parts(Part.CODE) or sheet.parts(Part.RATING)
    if len(codes) != 1:
        raise UnreadableRatings(f"{sheet.grid.title}: {_columns_with_codes(codes)} Use --code-column.")
    name, origin = _only_person(sheet, codes[0])
    cells = _of_person(sheet, cells_of(codes[0]))
    codes[0].part = Part.CODE
    final = final_of(sheet)
    return answers_of(
        sheet,
        "single",
        [name],
        {("", name): cells},
        raw={("", name): codes[0].raw},
        final={"": final} if final else None,
        used=[*codes, *sheet.parts(Part.PERSON)],
        origin={name: origin},
        unnamed=frozenset({name} if origin == sheet.grid.file else ()),
    )


def _of_person(sheet: Sheet, cells: list[Cell]) -> list[Cell]:
    """Return the cells of the rows that name the rater, and None for the others."""
    for column in sheet.parts(Part.PERSON)[:1]:
        return [cell if person else None for cell, person in zip(cells, column.cells, strict=True)]
    return cells


def _columns_with_codes(codes: Sequence[Column]) -> str:
    return (
        f"{len(codes)} columns may hold the codes: {', '.join(column.title for column in codes)}."
        if codes
        else ("No column holds codes.")
    )


def _only_person(sheet: Sheet, code: Column) -> tuple[str, str]:
    """Return the name of the only rater, and the column or file that it is from."""
    for column in sheet.parts(Part.PERSON):
        for line, person, cell in zip(sheet.lines, column.cells, code.cells, strict=True):
            if cell and not person:
                sheet.refuse(line, f"Line {line} names no rater.")
        return column.values[0], column.title
    if sheet.files == 1 and code.part is Part.RATING:
        return code.title, code.title
    return sheet.stem, sheet.grid.file


def _single_questions(sheet: Sheet) -> Answers:
    questions = sheet.parts(Part.CODE, Part.RATING)
    name, origin = _only_person(sheet, questions[0])
    for column in questions:
        column.part, column.question = Part.CODE, column.title
    return answers_of(
        sheet,
        "single",
        [name],
        {(column.title, name): _of_person(sheet, cells_of(column)) for column in questions},
        questions=[column.title for column in questions],
        used=[*questions, *sheet.parts(Part.PERSON)],
        origin={name: origin},
        unnamed=frozenset({name} if origin == sheet.grid.file else ()),
    )


def _refuse_counts(sheet: Sheet) -> None:
    """Refuse a table of how many raters chose each code."""
    columns = sheet.parts(Part.RATING, Part.CODE)
    if len(columns) < 2 or len(sheet.lines) < 5:
        return
    if not all(cell.isascii() and cell.isdigit() for column in columns for cell in column.cells):
        return
    rows = [[int(cell) for cell in cells] for cells in zip(*(column.cells for column in columns), strict=True)]
    total = sum(rows[0])
    if total < 2 or any(sum(row) != total for row in rows):
        return
    if all(count <= 1 for row in rows for count in row) and naming_grid(columns) is not None:
        return
    if len(columns) > 2 or any(count == total for row in rows for count in row):
        raise UnreadableRatings(
            f"{sheet.grid.title}: Each row sums to {total}: this is a table of how many raters chose each code, not of "
            "who chose what. Agreement needs each rater's codes; Fleiss' kappa of counts alone is not computed here."
        )


def _long(sheet: Sheet) -> Answers:
    persons = sheet.parts(Part.PERSON)
    if not persons:
        raise UnreadableRatings(f"{sheet.grid.title}: No column names the raters. Use --rater-column.")
    return long_answers(sheet, persons)


_READERS: dict[str, Callable[[Sheet], Answers]] = {
    "wide": wide_answers,
    "long": _long,
    "single": _single,
    "questions": question_answers,
    "one-hot": one_hot_answers,
}
