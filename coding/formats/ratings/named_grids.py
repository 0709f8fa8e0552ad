"""Sheets whose columns have names of two parts: questions of several raters, codes as columns of 0 and 1."""

from __future__ import annotations

from typing import Final

from coding.formats.ratings.answers import Answers, Cell, FinalColumn
from coding.formats.ratings.columns import Column, Part
from coding.formats.ratings.naming import NamingGrid, naming_grid, raters_side
from coding.formats.ratings.options import NONE, Ask, Choice, ReadingNeeded, UnreadableRatings, csv_line
from coding.formats.ratings.sheet import Sheet, answers_of, cells_of
from coding.formats.ratings.words import CODE_NAMES, FINAL, NOTE_NAMES, NOTE_TOKENS, fold_name, split_grid_name

TRUTH: Final = {"0": 0, "1": 1, "FALSE": 0, "TRUE": 1, "false": 0, "true": 1}


def possible_ratings(sheet: Sheet) -> list[Column]:
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


def grid_answers(sheet: Sheet, grid: NamingGrid) -> Answers:
    """Read columns whose names have two parts: the rater and the question or code."""
    if (by_notes := _code_and_notes(sheet, grid)) is not None:
        return by_notes
    if grid.is_binary:
        sides = [side for side in (0, 1) if grid.has_one_per_row(side)]
        if len(sides) == 1:
            return one_hot_answers(sheet, grid, sides[0])
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
    return question_answers(sheet, grid)


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
            for rater, column in columns.items():
                column.part, column.rater = Part.RATING, rater
            return answers_of(
                sheet,
                "wide",
                raters,
                {("", rater): cells_of(column) for rater, column in columns.items()},
                used=list(columns.values()),
                origin={rater: column.title for rater, column in columns.items()},
            )
    return None


def _chosen_side(sheet: Sheet, grid: NamingGrid, side: int | None) -> int:
    """Return the side of the raters: the one that was recognised, else the one with the raters of the options."""
    if side is None and sheet.options.raters:
        side = next((s for s in (0, 1) if set(sheet.options.raters) <= set(grid.side(s))), None)
    if side is None:
        raise ReadingNeeded(
            [
                Ask(
                    "raters",
                    f"{sheet.grid.title}: The names of the columns have two parts, and either may be the rater.",
                    tuple(Choice(csv_line(grid.side(s)), "if these are the raters") for s in (0, 1)),
                )
            ]
        )
    return side


def question_answers(sheet: Sheet, grid: NamingGrid | None = None) -> Answers:
    """Return the answers of raters to several questions."""
    grid = grid or _required_grid(sheet)
    side = _chosen_side(sheet, grid, raters_side(grid))
    raters, questions = grid.side(side), grid.side(1 - side)
    decisions = [name for name in raters if FINAL & set(fold_name(name).split("_"))]
    if len(raters) - len(decisions) > 1 and not sheet.options.raters and sheet.options.final != NONE:
        raters = [name for name in raters if name not in decisions]
    if set(sheet.options.raters) <= set(raters) and sheet.options.raters:
        raters = list(sheet.options.raters)
    final = {
        question: FinalColumn(column.title, cells_of(column))
        for name in decisions
        if name not in raters
        for question in questions
        if (column := grid.column(name, question, rater_side=side))
    }
    for column in sheet.parts(Part.FINAL):
        parts = split_grid_name(column.title)
        if parts and (question := next((q for q in parts if q in questions), None)):
            final[question] = FinalColumn(column.title, cells_of(column))
    cells = {(q, r): cells_of(grid.column(r, q, rater_side=side)) for q in questions for r in raters}
    for name in grid.side(side):
        for question in questions:
            column = grid.column(name, question, rater_side=side)
            column.part = Part.RATING if name in raters else Part.FINAL if name in decisions else Part.NO_RATER
            column.rater, column.question = name, question
    return answers_of(
        sheet,
        "questions",
        raters,
        cells,
        questions=questions,
        final=final,
        used=grid.all_columns,
        origin={rater: rater for rater in raters},
    )


def one_hot_answers(sheet: Sheet, grid: NamingGrid | None = None, side: int | None = None) -> Answers:
    """Return the codes whose columns hold 1, by rater."""
    grid = grid or _required_grid(sheet)
    if side is None:
        sides = [s for s in (0, 1) if grid.has_one_per_row(s)]
        side = sides[0] if len(sides) == 1 else raters_side(grid)
    side = _chosen_side(sheet, grid, side)
    one = grid.has_one_per_row(side)
    cells: dict[tuple[str, str], list[Cell]] = {}
    codes = grid.side(1 - side)
    for rater in grid.side(side):
        own = [grid.column(rater, code, rater_side=side) for code in codes]
        columns = [column.cells for column in own]
        for column, code in zip(own, codes, strict=True):
            column.part, column.rater, column.question = Part.RATING, rater, code
        rows: list[Cell] = []
        for row in zip(*columns, strict=True):
            given = tuple(code for code, cell in zip(codes, row, strict=True) if TRUTH.get(cell) == 1)
            rows.append(None if not any(row) else given[0] if one else given)
        cells["", rater] = rows
    return answers_of(
        sheet,
        "one-hot",
        grid.side(side),
        cells,
        used=grid.all_columns,
        several=not one,
        origin={rater: rater for rater in grid.side(side)},
    )


def _required_grid(sheet: Sheet) -> NamingGrid:
    grid = naming_grid(possible_ratings(sheet))
    if grid is None:
        raise UnreadableRatings(
            f"{sheet.grid.title}: --layout {sheet.options.layout} needs columns whose names have two parts, such as "
            "effect_ann and effect_ben."
        )
    return grid
