"""The layout of a sheet: which of the ways to write ratings in a table this one uses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from typing import Final

from coding.formats.ratings.answers import Answers, Cell, FinalColumn
from coding.formats.ratings.columns import Column, Part
from coding.formats.ratings.long import long_answers
from coding.formats.ratings.naming import NamingGrid, naming_grid, raters_side
from coding.formats.ratings.options import NONE, Ask, Choice, ReadingNeeded, UnreadableRatings
from coding.formats.ratings.sheet import Sheet, left_out_of, units_of
from coding.formats.ratings.words import CODE_NAMES, FINAL, NOTE_NAMES, NOTE_TOKENS, fold_name, split_grid_name

TRUTH: Final = {"0": 0, "1": 1, "FALSE": 0, "TRUE": 1, "false": 0, "true": 1}


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
    grid = naming_grid(_possible_ratings(sheet))
    if grid is not None and set(sheet.options.raters) <= {*grid.stems, *grid.suffixes}:
        return  # sides of a grid: chosen when the layout is known
    chosen = [sheet.named(name) for name in sheet.options.raters]
    for column in sheet.columns:
        if column in chosen:
            column.part = Part.RATING
        elif column.part in (Part.RATING, Part.CODE, Part.PERSON):
            column.part, column.why = Part.NO_RATER, "it is not among the raters that were named"
    sheet.columns.sort(key=lambda column: chosen.index(column) if column in chosen else len(chosen) + column.index)


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
    if (grid := naming_grid(_possible_ratings(sheet))) is not None:
        return _of_grid(sheet, grid)
    if len(ratings) == 1 and codes:
        raise ReadingNeeded(
            [
                Ask(
                    "raters",
                    f"{sheet.grid.title}: {ratings[0].title} may be a rater, or {codes[0].title} holds one person's "
                    "codes.",
                    (
                        Choice(f"{ratings[0].title},{codes[0].title}", "if both are raters"),
                        Choice(f"--code-column {codes[0].title}", f"if {codes[0].title} has the codes"),
                    ),
                )
            ]
        )
    return _wide(sheet)


def _possible_ratings(sheet: Sheet) -> list[Column]:
    """Return the columns that are ratings, or would be but for one word of their name."""
    tentative = [
        column
        for column in sheet.columns
        if column.by_token and column.part in (Part.FINAL, Part.NOTE) and not _is_said_by_suffix(column.title)
    ]
    ratings = sheet.parts(Part.RATING)
    both = sorted([*ratings, *tentative], key=lambda column: sheet.columns.index(column))
    return both if tentative and naming_grid(both) is not None else ratings


def _is_said_by_suffix(name: str) -> bool:
    parts = split_grid_name(name)
    return parts is not None and fold_name(parts[1]) in FINAL


def _answers(
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
) -> Answers:
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
    )


def _cells(column: Column) -> list[Cell]:
    return list(column.cells)


def _final(sheet: Sheet) -> FinalColumn | None:
    final = sheet.parts(Part.FINAL)
    if not final:
        return None
    for column in final[1:]:
        column.part, column.why = Part.NO_RATER, "another column holds the decisions"
    return FinalColumn(final[0].title, _cells(final[0]))


def _single(sheet: Sheet) -> Answers:
    codes = sheet.parts(Part.CODE) or sheet.parts(Part.RATING)
    if len(codes) != 1:
        raise UnreadableRatings(f"{sheet.grid.title}: {_columns_with_codes(codes)} Use --code-column.")
    name, origin = _only_person(sheet, codes[0])
    final = _final(sheet)
    return _answers(
        sheet,
        "single",
        [name],
        {("", name): _cells(codes[0])},
        raw={("", name): codes[0].raw},
        final={"": final} if final else None,
        used=[*codes, *sheet.parts(Part.PERSON)],
        origin={name: origin},
    )


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
                raise UnreadableRatings(f"{sheet.grid.title}: Line {line} names no rater.")
        return column.values[0], column.title
    if sheet.files == 1 and code.part is Part.RATING:
        return code.title, code.title
    return sheet.stem, sheet.grid.file


def _single_questions(sheet: Sheet) -> Answers:
    questions = sheet.parts(Part.CODE, Part.RATING)
    name, origin = _only_person(sheet, questions[0])
    return _answers(
        sheet,
        "single",
        [name],
        {(column.title, name): _cells(column) for column in questions},
        questions=[column.title for column in questions],
        used=[*questions, *sheet.parts(Part.PERSON)],
        origin={name: origin},
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


def _of_grid(sheet: Sheet, grid: NamingGrid) -> Answers:
    """Read columns whose names have two parts: the rater and the question or code."""
    if (by_notes := _code_and_notes(sheet, grid)) is not None:
        return by_notes
    if grid.is_binary:
        sides = [side for side in (0, 1) if grid.has_one_per_row(side)]
        if len(sides) == 1:
            return _one_hot(sheet, grid, sides[0])
        raise ReadingNeeded(
            [
                Ask(
                    "layout",
                    f"{sheet.grid.title}: The columns hold 0 and 1, and their names have two parts "
                    f"({', '.join(grid.stems[:4])} and {', '.join(grid.suffixes[:4])}).",
                    (
                        Choice("one-hot", "if a unit has the codes that are 1"),
                        Choice("questions", "if each is a question with yes or no"),
                        Choice("wide", "if each column is a rater"),
                    ),
                )
            ]
        )
    return _questions(sheet, grid)


def _code_and_notes(sheet: Sheet, grid: NamingGrid) -> Answers | None:
    for side, other in ((1, 0), (0, 1)):
        words = {fold_name(word) for word in grid.side(side)}
        codes = [word for word in grid.side(side) if fold_name(word) in CODE_NAMES]
        if len(codes) == 1 and words <= CODE_NAMES | NOTE_NAMES | NOTE_TOKENS:
            raters = grid.side(other)
            columns = {rater: grid.column(rater, codes[0], rater_side=other) for rater in raters}
            for column in grid.all_columns:
                if column not in columns.values():
                    column.part, column.why = Part.NOTE, "notes"
            return _answers(
                sheet,
                "wide",
                raters,
                {("", rater): _cells(column) for rater, column in columns.items()},
                used=list(columns.values()),
                origin={rater: column.title for rater, column in columns.items()},
            )
    return None


def _questions(sheet: Sheet, grid: NamingGrid | None = None) -> Answers:
    grid = grid or _required_grid(sheet)
    side = raters_side(grid)
    if side is None and sheet.options.raters:
        side = next((s for s in (0, 1) if set(sheet.options.raters) <= set(grid.side(s))), None)
    if side is None:
        raise ReadingNeeded(
            [
                Ask(
                    "raters",
                    f"{sheet.grid.title}: The names of the columns have two parts, and either may be the rater.",
                    tuple(Choice(",".join(grid.side(s)), "if these are the raters") for s in (0, 1)),
                )
            ]
        )
    raters, questions = grid.side(side), grid.side(1 - side)
    decisions = [name for name in raters if FINAL & set(fold_name(name).split("_"))]
    if len(raters) - len(decisions) > 1 and not sheet.options.raters and sheet.options.final != NONE:
        raters = [name for name in raters if name not in decisions]
    if set(sheet.options.raters) <= set(raters) and sheet.options.raters:
        raters = list(sheet.options.raters)
    final = {
        question: FinalColumn(column.title, _cells(column))
        for name in decisions
        if name not in raters
        for question in questions
        if (column := grid.column(name, question, rater_side=side))
    }
    for column in sheet.parts(Part.FINAL):
        parts = split_grid_name(column.title)
        if parts and (question := next((q for q in parts if q in questions), None)):
            final[question] = FinalColumn(column.title, _cells(column))
    cells = {(q, r): _cells(grid.column(r, q, rater_side=side)) for q in questions for r in raters}
    return _answers(
        sheet,
        "questions",
        raters,
        cells,
        questions=questions,
        final=final,
        used=grid.all_columns,
        origin={rater: rater for rater in raters},
    )


def _one_hot(sheet: Sheet, grid: NamingGrid | None = None, side: int | None = None) -> Answers:
    grid = grid or _required_grid(sheet)
    if side is None:
        sides = [s for s in (0, 1) if grid.has_one_per_row(s)]
        side = sides[0] if len(sides) == 1 else raters_side(grid)
    if side is None and sheet.options.raters:
        side = next((s for s in (0, 1) if set(sheet.options.raters) <= set(grid.side(s))), None)
    if side is None:
        raise ReadingNeeded(
            [
                Ask(
                    "raters",
                    f"{sheet.grid.title}: The names of the columns have two parts, and either may be the rater.",
                    tuple(Choice(",".join(grid.side(s)), "if these are the raters") for s in (0, 1)),
                )
            ]
        )
    one = grid.has_one_per_row(side)
    cells: dict[tuple[str, str], list[Cell]] = {}
    codes = grid.side(1 - side)
    for rater in grid.side(side):
        columns = [grid.column(rater, code, rater_side=side).cells for code in codes]
        rows: list[Cell] = []
        for row in zip(*columns, strict=True):
            given = tuple(code for code, cell in zip(codes, row, strict=True) if TRUTH.get(cell) == 1)
            rows.append(None if not any(row) else given[0] if one else given)
        cells["", rater] = rows
    return _answers(
        sheet,
        "one-hot",
        grid.side(side),
        cells,
        used=grid.all_columns,
        several=not one,
        origin={rater: rater for rater in grid.side(side)},
    )


def _required_grid(sheet: Sheet) -> NamingGrid:
    grid = naming_grid(_possible_ratings(sheet))
    if grid is None:
        raise UnreadableRatings(
            f"{sheet.grid.title}: --layout {sheet.options.layout} needs columns whose names have two parts, such as "
            "effect_ann and effect_ben."
        )
    return grid


def _wide(sheet: Sheet) -> Answers:
    ratings = sheet.parts(Part.RATING)
    if len(ratings) < 2:
        left = ", ".join(f"{column.title} ({column.why or column.part})" for column in sheet.columns)
        raise UnreadableRatings(
            f"{sheet.grid.title}: {'Only one column' if ratings else 'No column'} holds ratings: {left}. Name the "
            "raters with --raters."
        )
    asks = [*_binary_beside(sheet, ratings), *_code_beside(sheet, ratings), *_partly_filled(sheet, ratings)]
    if asks:
        raise ReadingNeeded(asks)
    final = _final(sheet)
    return _answers(
        sheet,
        "wide",
        [column.title for column in ratings],
        {("", column.title): _cells(column) for column in ratings},
        raw={("", column.title): column.raw for column in ratings},
        final={"": final} if final else None,
        used=ratings,
        origin={column.title: column.title for column in ratings},
    )


def _binary_beside(sheet: Sheet, ratings: Sequence[Column]) -> list[Ask]:
    binary = [column for column in ratings if column.values and all(cell in TRUTH for cell in column.values)]
    if len(binary) == len(ratings) or naming_grid(binary) is None or sheet.options.raters:
        return []
    return [
        Ask(
            "layout",
            f"{sheet.grid.title}: {', '.join(c.title for c in binary[:4])} hold 0 and 1 beside other ratings.",
            (Choice("one-hot", "if they say which codes a unit has"), Choice("wide", "if each column is a rater")),
        )
    ]


def _code_beside(sheet: Sheet, ratings: Sequence[Column]) -> list[Ask]:
    """Take a code column beside raters as final if it has their common code wherever they agree; ask otherwise."""
    asks = []
    for column in sheet.parts(Part.CODE):
        if sheet.options.raters or sheet.options.final == NONE:
            column.part, column.why = Part.NO_RATER, "it is not among the raters that were named"
            continue
        agreed = [
            (row[0], cell)
            for cell, *row in zip(column.cells, *(rating.cells for rating in ratings), strict=True)
            if row[0] and len(set(row)) == 1
        ]
        if agreed and all(cell == common for common, cell in agreed) and not sheet.parts(Part.FINAL):
            column.part = Part.FINAL
        else:
            others = ",".join(rating.title for rating in ratings)
            asks.append(_final_or_rater(sheet, column, others, f"{column.title} stands beside the raters {others}"))
    return asks


def _partly_filled(sheet: Sheet, ratings: Sequence[Column]) -> list[Ask]:
    """Ask about a column that is filled nearly only where two others differ."""
    if len(ratings) < 3 or sheet.options.raters or sheet.options.final == NONE:
        return []
    asks = []
    full = [column for column in ratings if all(column.cells)]
    for column in ratings:
        others = [other for other in full if other is not column]
        if len(others) < 2 or column in full:
            continue
        rows = list(zip(column.cells, *(other.cells for other in others), strict=True))
        filled = [row[1:] for row in rows if row[0]]
        if not filled or len(filled) == len(rows):
            continue
        differ = sum(any(a and b and a != b for a, b in combinations(row, 2)) for row in filled)
        conflicts = sum(len(set(row[1:])) > 1 for row in rows)
        if differ >= 0.9 * len(filled) and len(filled) >= 0.5 * conflicts:
            first, second = others[0].title, others[1].title
            asks.append(
                _final_or_rater(
                    sheet,
                    column,
                    ",".join(other.title for other in ratings if other is not column),
                    f"{column.title} is filled only where {first} and {second} differ",
                )
            )
    return asks


def _final_or_rater(sheet: Sheet, column: Column, others: str, sentence: str) -> Ask:
    return Ask(
        "final",
        f"{sheet.grid.title}: {sentence}: decisions or a rater?",
        (
            Choice(column.title, "if these are decisions"),
            Choice(f'--raters "{others}"', "if the column is to be left out"),
            Choice(f'--raters "{others},{column.title}"', "if it is a rater"),
        ),
    )


def _long(sheet: Sheet) -> Answers:
    persons = sheet.parts(Part.PERSON)
    if not persons:
        raise UnreadableRatings(f"{sheet.grid.title}: No column names the raters. Use --rater-column.")
    return long_answers(sheet, persons)


_READERS: dict[str, Callable[[Sheet], Answers]] = {
    "wide": _wide,
    "long": _long,
    "single": _single,
    "questions": _questions,
    "one-hot": _one_hot,
}
