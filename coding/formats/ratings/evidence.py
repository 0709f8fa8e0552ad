"""The rows that a check is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from coding.formats.ratings.answers import Answers, Cell, Check
from coding.formats.ratings.options import written
from coding.formats.ratings.read import RatingsRead

MOST_ROWS: Final = 50
LONGEST_CELL: Final = 200  # characters


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row: the line of the file on which it begins, its unit, and what each rater answered; None if nothing."""

    line: int
    unit: str
    answers: tuple[str | None, ...]


def rows_of(check: Check, read: RatingsRead) -> dict[str, Any]:
    """Return the first rows that a check is about, and how many there are; none if it is about the whole sheet."""
    rows = list(_lines(check, read) if check.code in OF_LINES else _units(check, read))
    return {
        "count": len(rows),
        "rows": [{"line": row.line, "unit": row.unit, "answers": list(row.answers)} for row in rows[:MOST_ROWS]],
    }


OF_LINES: Final = frozenset({"doubled_unit", "total_row", "hidden"})
OF_RATERS: Final = frozenset({"missing_units", "nested", "chance", "scale", "foreign_rater", "slipped"})


def _lines(check: Check, read: RatingsRead) -> Iterator[EvidenceRow]:
    """Yield the rows of a file that a check names by their lines, also those that do not count."""
    files = [each for each in read.answers if len(read.answers) == 1 or check.sentence.startswith(each.title)]
    for each in files[:1]:
        for row, line in enumerate(each.lines):
            if str(line) in check.where:
                answers = [
                    _shown(each.cells["", rater][row]) if rater in each.raters else None for rater in read.raters
                ]
                yield EvidenceRow(line, _name(each, row), tuple(answers))


def _name(answers: Answers, row: int) -> str:
    return answers.units[0].values[row] if answers.units else str(row + 1)


def _units(check: Check, read: RatingsRead) -> Iterator[EvidenceRow]:
    """Yield the units that a check is about."""
    if (wanted := WANTED.get(check.code)) is None:
        return
    names = list(read.raters)
    named = check.where if check.code in OF_RATERS else ()
    chosen = [names.index(rater) for rater in named if rater in names] or range(len(names))
    is_wanted = wanted(check, read)
    for position, codes in enumerate(read.rows):
        given = [codes[index] for index in chosen]
        if is_wanted(given):
            shown = tuple(_shown(each) for each in codes)
            yield EvidenceRow(read.sheaf.lines[position], read.sheaf.units[position], shown)


def _shown(cell: Cell) -> str | None:
    if cell is None or cell == "":
        return None
    text = cell if isinstance(cell, str) else ", ".join(cell) or "no code"
    return text[:LONGEST_CELL]


Test = Callable[[list[tuple[str, ...] | None]], bool]


def _with_label(check: Check, read: RatingsRead) -> Test:
    labels = set(check.where)
    return lambda given: any(label in labels for codes in given for label in codes or ())


def _with_a_gap(check: Check, read: RatingsRead) -> Test:
    return lambda given: None in given


def _with_a_sign(check: Check, read: RatingsRead) -> Test:
    sign = written(read.suspected or ";")
    return lambda given: any(sign in label for codes in given for label in codes or ())


def _that_differ(check: Check, read: RatingsRead) -> Test:
    return lambda given: len({codes for codes in given if codes is not None}) > 1


def _from_a_row(check: Check, read: RatingsRead) -> Test:
    rows = count(1)  # of the units that both raters coded

    def is_below(given: list[tuple[str, ...] | None]) -> bool:
        return None not in given and next(rows) >= check.figures["row"]

    return is_below


def _given(check: Check, read: RatingsRead) -> Test:
    return lambda given: any(codes is not None for codes in given)


WANTED: Final[dict[str, Callable[[Check, RatingsRead], Test]]] = {
    "twins": _with_label,
    "missing_words": _with_label,
    "empty_cells": _with_a_gap,
    "missing_units": _with_a_gap,
    "several_codes": _with_a_sign,
    "final_copies": _that_differ,
    "nested": _that_differ,
    "chance": _that_differ,
    "scale": _that_differ,
    "constant_rater": _that_differ,
    "foreign_rater": _given,
    "slipped": _from_a_row,
}
