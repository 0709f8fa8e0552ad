"""Units of ratings: total rows, units that stand twice, and the joining of several files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from advisories.records.identifiers import normalise_identifier
from coding.formats.ratings.answers import Answers, Cell, Check, FinalColumn, LeftOut, RefusedRow, UnitColumn
from coding.formats.ratings.cells import identifier_in, is_identifier
from coding.formats.ratings.options import Ask, Choice, ReadingNeeded, ReadingOptions, UnreadableRatings, csv_line
from coding.formats.ratings.words import TOTALS, fold_name

NUMBER: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s*%?")
NUMBER_NAMES: Final = frozenset({"unit", "unit_id", "number"})  # of columns with numbers of units
HALF: Final = 0.5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SecondName:
    """Another name of a unit on its row: the number of the unit, or another identifier."""

    name: str
    is_number: bool
    file: str
    line: int


@dataclass
class Sheaf:
    """Ratings of all files together: one row per unit, one column per rater.

    Attributes
    ----------
    by : str
        "column", "columns" or "rows": what names the units.
    unit_columns : tuple of str
    units : list of str
    raters : list of str
    cells : dict of str to list of Cell
        Rater -> one cell per unit.
    lines : list of int
        Line of each unit in the first file that has it.
    """

    by: str
    unit_columns: tuple[str, ...]
    units: list[str]
    raters: list[str]
    cells: dict[str, list[Cell]]
    lines: list[int]
    final: FinalColumn | None = None
    checks: list[Check] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    raw: dict[str, dict[int, str]] = field(default_factory=dict)  # rater -> unit -> cell with its blanks
    seconds: list[list[SecondName]] = field(default_factory=list)  # other names of each unit, to be compared
    doubled: bool = False  # rows of one unit were counted apart
    files: dict[str, list[int]] = field(default_factory=dict)  # rater -> file of each unit; empty of one file
    details: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)  # rater -> unit -> memo, certainty …
    refused: list[RefusedRow] = field(default_factory=list)


def unit_key(name: str) -> str:
    """Return the name of a unit for comparison: identifiers in their one spelling, other names as they are.

    Examples
    --------
    >>> unit_key("cve-2026-0001"), unit_key("https://osv.dev/vulnerability/GO-2026-1"), unit_key("a1")
    ('CVE-2026-0001', 'GO-2026-1', 'a1')
    """
    return normalise_identifier(identifier_in(name)) if is_identifier(name) else name


SHORTEST_TEXT: Final = 20  # characters of a unit's name that may be its whole text


def names_of_texts(texts: Iterable[tuple[T, str]]) -> dict[str, T]:
    """Return the names by which a file may call a text, -> what has this text: the text itself and its SHA-256.

    A text that two have names neither.

    Examples
    --------
    >>> names = names_of_texts([(1, "Leaks the  password file."), (2, "twice"), (3, "twice")])
    >>> names["Leaks the password file."], len(names)
    (1, 2)
    """
    names: dict[str, T] = {}
    double: set[str] = set()
    for each, text in texts:
        squeezed, digest = " ".join(text.split()), hashlib.sha256(text.encode()).hexdigest()
        for name in (squeezed, digest):
            if names.setdefault(name, each) != each:
                double.add(name)
    return {name: each for name, each in names.items() if name not in double}


def name_of_text(name: str) -> str:
    """Return the name of a unit as `names_of_texts` has it; "" if it is too short for a text or its SHA-256."""
    return " ".join(name.split()) if len(name) >= SHORTEST_TEXT else ""


def sheaf_of_file(answers: Answers, unit: UnitColumn | None, options: ReadingOptions) -> Sheaf:
    """Return the ratings of one file: without total rows, each unit once."""
    checks, left_out, refused = list(answers.checks), list(answers.left_out), list(answers.refused)
    names = [unit_key(name) for name in unit.values] if unit else [str(n) for n in range(1, len(answers.lines) + 1)]
    if unit is None:
        checks.append(
            Check("row_numbers", "note", f"{answers.title}: No column names the units; they are numbered by row.")
        )
    rater_cells = [answers.cells["", rater] for rater in answers.raters]
    columns = _ColumnsOfNumbers(rater_cells)
    keep: list[int] = []
    for row, name in enumerate(names):
        given = [cells[row] for cells in rater_cells]
        if not name and options.takes_rest and (others := _seconds(answers, unit, row)):
            name = names[row] = others[0].name
        if fold_name(name) in {fold_name(dropped) for dropped in options.drop_rows} and name:
            left_out.append(LeftOut("row", name, 1, "it was to be dropped"))
        elif unit is not None and _is_total(name, given, columns):
            _leave_out_total(answers, row, name or "without a unit", columns, checks, left_out)
        elif not name:
            if any(cell not in (None, "") for cell in given):
                reason = f"Line {answers.lines[row]} has codes but names no unit."
                if not options.takes_rest:
                    raise UnreadableRatings(f"{answers.title}: {reason}")
                refused.append(RefusedRow(answers.lines[row], reason))
        else:
            keep.append(row)
    counted, labels = _without_doubled(answers, keep, names, options, checks)
    final = answers.final.get("")
    return Sheaf(
        by="rows" if unit is None else "columns" if len(unit.names) > 1 else "column",
        unit_columns=unit.names if unit else (),
        units=labels,
        raters=answers.raters,
        cells={
            rater: [cells[row] for row in counted] for rater, cells in zip(answers.raters, rater_cells, strict=True)
        },
        lines=[answers.lines[row] for row in counted],
        final=FinalColumn(final.name, [final.values[row] for row in counted]) if final else None,
        checks=checks,
        left_out=left_out,
        raw={
            rater: {new: raw[old] for new, old in enumerate(counted) if old in raw}
            for rater, raw in ((rater, answers.raw.get(("", rater), {})) for rater in answers.raters)
        },
        seconds=[_seconds(answers, unit, row) for row in counted],
        doubled=len(set(labels)) < len(labels) or options.doubled == "count",
        details={
            rater: {
                new: answers.details[old, rater] for new, old in enumerate(counted) if (old, rater) in answers.details
            }
            for rater in answers.raters
        },
        refused=refused,
    )


def _seconds(answers: Answers, chosen: UnitColumn | None, row: int) -> list[SecondName]:
    """Return the names of a row's unit in other columns that name a unit for sure."""
    names = []
    for column in answers.units:
        name = column.values[row]
        if column is chosen or not name or len(column.names) > 1:
            continue
        # The workbook for offline coding names each unit twice, also one that is no advisory.
        of_workbook = answers.offline is not None and not name.isdigit()
        if is_identifier(name) or of_workbook:
            names.append(SecondName(unit_key(name), False, answers.title, answers.lines[row]))
        elif fold_name(column.names[0]) in NUMBER_NAMES and name.isascii() and name.isdigit():
            names.append(SecondName(name, True, answers.title, answers.lines[row]))
    return names


class _ColumnsOfNumbers:
    """Which columns of ratings hold numbers, but for a row or two."""

    def __init__(self, columns: Sequence[Sequence[Cell]]) -> None:
        self.numeric = []
        for cells in columns:
            filled = [cell for cell in cells if isinstance(cell, str) and cell]
            numbers = sum(NUMBER.fullmatch(cell) is not None for cell in filled)
            self.numeric.append(numbers > HALF * len(filled))

    def any_numeric(self) -> bool:
        return any(self.numeric)


def _is_total(name: str, given: Sequence[Cell], columns: _ColumnsOfNumbers) -> bool:
    if fold_name(name) in TOTALS:
        return True
    filled = [cell for cell in given if isinstance(cell, str) and cell]
    numbers = [cell for cell in filled if NUMBER.fullmatch(cell)]
    only_numbers = bool(filled) and len(numbers) == len(filled) and not columns.any_numeric()
    return only_numbers and (not name or bool(TOTALS & set(fold_name(name.replace("'s", "")).split("_"))))


def _leave_out_total(
    answers: Answers,
    row: int,
    name: str,
    columns: _ColumnsOfNumbers,
    checks: list[Check],
    left_out: list[LeftOut],
) -> None:
    line = answers.lines[row]
    if columns.any_numeric():
        raise ReadingNeeded(
            [
                Ask(
                    "drop_rows",
                    f"{answers.title}: Line {line} ({name}) may be a total, and the codes are numbers themselves.",
                    (
                        Choice(csv_line([name]), "if it is a total"),
                        Choice("", "with the column of the units if it is a unit", "unit"),
                    ),
                )
            ]
        )
    checks.append(Check("total_row", "warn", f"Line {line} ({name}) was left out: it is a total.", (str(line),)))
    left_out.append(LeftOut("row", name, 1, "it is a total"))


def _without_doubled(
    answers: Answers, rows: Sequence[int], names: Sequence[str], options: ReadingOptions, checks: list[Check]
) -> tuple[list[int], list[str]]:
    """Return the rows that count and their units."""
    first: dict[str, int] = {}
    again: dict[str, list[int]] = {}
    for row in rows:
        if first.setdefault(names[row], row) != row:
            again.setdefault(names[row], []).append(row)
    if not again or (options.takes_rest and options.doubled is None):  # else each rater's rows are compared later
        return list(rows), [names[row] for row in rows]
    if options.doubled == "count":
        seen: dict[str, int] = {}
        labels = []
        for row in rows:
            seen[names[row]] = seen.get(names[row], 0) + 1
            labels.append(names[row] if seen[names[row]] == 1 else f"{names[row]} ({seen[names[row]]})")
        for name, others in again.items():
            checks.append(_doubled_check(answers, name, first[name], others[0], "each row counts as a unit of its own"))
        return list(rows), labels
    drop: set[int] = set()
    for name, others in again.items():
        all_rows = [first[name], *others]
        answer = [tuple(answers.cells["", rater][row] for rater in answers.raters) for row in all_rows]
        different = next((row for row, given in zip(all_rows, answer, strict=True) if given != answer[0]), None)
        if different is None:
            drop |= set(others)
            checks.append(_doubled_check(answers, name, first[name], others[0], "it counts once"))
        elif options.doubled is None:
            raise ReadingNeeded(
                [
                    Ask(
                        "doubled",
                        f"{answers.title}: Unit {name} is on lines {answers.lines[first[name]]} and "
                        f"{answers.lines[different]} with different codes. Keep one of the lines, or say which count.",
                        (
                            Choice("first", "for the first"),
                            Choice("last", "for the last"),
                            Choice("drop", "for none of them"),
                            *([] if options.of_study else [Choice("count", "for each as a unit of its own")]),
                        ),
                    )
                ]
            )
        else:
            keep = {"first": {all_rows[0]}, "last": {all_rows[-1]}}.get(options.doubled, set())
            drop |= set(all_rows) - keep
            checks.append(_doubled_check(answers, name, first[name], different, f"--doubled {options.doubled} decided"))
    counted = [row for row in rows if row not in drop]
    return counted, [names[row] for row in counted]


def _doubled_check(answers: Answers, name: str, first: int, second: int, then: str) -> Check:
    lines = answers.lines[first], answers.lines[second]
    sentence = f"{answers.title}: Unit {name} is on lines {lines[0]} and {lines[1]}; {then}."
    return Check("doubled_unit", "warn", sentence, tuple(map(str, lines)))
