"""Sheets with one column per rater, and what is asked about columns that may be no rater."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from coding.formats.ratings.answers import NOT_NAMED, Answers
from coding.formats.ratings.columns import Column, Part
from coding.formats.ratings.named_grids import TRUTH
from coding.formats.ratings.naming import naming_grid
from coding.formats.ratings.options import NONE, Ask, Choice, ReadingNeeded, UnreadableRatings, csv_line
from coding.formats.ratings.sheet import Sheet, answers_of, cells_of, final_of


def wide_answers(sheet: Sheet) -> Answers:
    """Return the ratings of a sheet with one column per rater."""
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
    final = final_of(sheet)
    return answers_of(
        sheet,
        "wide",
        [column.title for column in ratings],
        {("", column.title): cells_of(column) for column in ratings},
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
            column.part, column.why = Part.NO_RATER, NOT_NAMED
            continue
        agreed = [
            (row[0], cell)
            for cell, *row in zip(column.cells, *(rating.cells for rating in ratings), strict=True)
            if row[0] and len(set(row)) == 1
        ]
        if agreed and all(cell == common for common, cell in agreed) and not sheet.parts(Part.FINAL):
            column.part = Part.FINAL
        else:
            others = [rating.title for rating in ratings]
            sentence = f"{column.title} stands beside the raters {', '.join(others)}"
            asks.append(_final_or_rater(sheet, column, others, sentence))
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
                    [other.title for other in ratings if other is not column],
                    f"{column.title} is filled only where {first} and {second} differ",
                )
            )
    return asks


def _final_or_rater(sheet: Sheet, column: Column, others: Sequence[str], sentence: str) -> Ask:
    return Ask(
        "final",
        f"{sheet.grid.title}: {sentence}: decisions or a rater?",
        (
            Choice(column.title, "if these are decisions"),
            Choice(csv_line(others), "if the column is to be left out", "raters"),
            Choice(csv_line([*others, column.title]), "if it is a rater", "raters"),
        ),
    )
