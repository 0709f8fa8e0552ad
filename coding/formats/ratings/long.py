"""Long tables: one row per rating, with a column that names the rater."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from coding.formats.ratings.answers import NOT_NAMED, Answers, Cell, Check, FinalColumn, LeftOut, UnitColumn
from coding.formats.ratings.columns import Column, Part
from coding.formats.ratings.notes import details_of_row, note_columns
from coding.formats.ratings.options import Ask, Choice, ReadingNeeded, UnreadableRatings, csv_line
from coding.formats.ratings.sheet import Sheet
from coding.formats.ratings.words import KEY_NOTES

LONGEST_KEY: Final = 3
TOGETHER: Final = " · "


def long_answers(sheet: Sheet, persons: Sequence[Column]) -> Answers:
    """Return the ratings of a long table, one row per unit.

    Raises
    ------
    ReadingNeeded
        If several columns may name the rater, hold the codes or name the units.
    UnreadableRatings
        If a row names no rater, or a rater gives a unit two codes.
    """
    if len(persons) > 1:
        raise ReadingNeeded([_ask(sheet, "rater_column", "may name the rater", persons)])
    person = persons[0]
    codes = sheet.parts(Part.CODE)
    if len(codes) > 1:
        raise ReadingNeeded([_ask(sheet, "code_column", "may hold the codes", codes)])
    key, code = _key_and_code(sheet, person, codes)
    return _grouped(sheet, person, code, key)


def _ask(sheet: Sheet, option: str, may: str, columns: Sequence[Column]) -> Ask:
    names = ", ".join(column.title for column in columns)
    choices = tuple(Choice(column.title, "for this one") for column in columns)
    return Ask(option, f"{sheet.grid.title}: Several columns {may}: {names}.", choices)


def _key_and_code(sheet: Sheet, person: Column, codes: Sequence[Column]) -> tuple[list[Column], Column]:
    """Return the columns that name a unit together, and the one with the codes."""
    ratings = sheet.parts(Part.RATING)
    if sheet.options.unit:
        key = [sheet.named(name) for name in sheet.options.unit]
        return key, _one_code(sheet, codes, [column for column in ratings if column not in key])
    units = sorted(sheet.parts(Part.UNIT), key=lambda column: column.strength)
    units = [unit for unit in units if _some_unit_has_two(person, [unit])] or units
    alone = list(codes) or (ratings if len(ratings) == 1 else [])
    if units and alone and (_is_key(person, units[:1]) or sheet.options.several_codes or sheet.options.doubled):
        return units[:1], alone[0]
    keys = list(_keys(sheet, person, codes, ratings))
    if keys and all(column.part is Part.RATING for key, _ in keys for column in key):
        raise ReadingNeeded(
            [
                Ask(
                    "layout",
                    f"{sheet.grid.title}: {person.title} names people, and {', '.join(c.title for c in ratings[:4])} "
                    "may be raters as well.",
                    (
                        Choice("wide", "if each of these columns is a rater"),
                        Choice("long", "with --unit and --code-column if each row is a rating"),
                    ),
                )
            ]
        )
    if len(keys) == 1:
        return keys[0]
    if len(keys) > 1:
        choices = tuple(Choice(csv_line([column.title for column in key]), "for these columns") for key, _ in keys)
        raise ReadingNeeded([Ask("unit", f"{sheet.grid.title}: Several columns can name the units.", choices)])
    if not units:
        raise ReadingNeeded([Ask("unit", f"{sheet.grid.title}: No column names the units of this long table.")])
    return units[:1], _one_code(sheet, codes, ratings)


def _one_code(sheet: Sheet, codes: Sequence[Column], ratings: Sequence[Column]) -> Column:
    if codes:
        return codes[0]
    if len(ratings) != 1:
        if not ratings:
            raise UnreadableRatings(f"{sheet.grid.title}: No column holds codes. Use --code-column.")
        raise ReadingNeeded([_ask(sheet, "code_column", "may hold the codes", ratings)])
    return ratings[0]


def _keys(
    sheet: Sheet, person: Column, codes: Sequence[Column], ratings: Sequence[Column]
) -> Iterator[tuple[list[Column], Column]]:
    """Yield the smallest sets of columns by which a unit and a rater occur once, each with the column of codes."""
    possible = [
        *sheet.parts(Part.UNIT, Part.INDEX, Part.RATING),
        *(column for column in sheet.parts(Part.NOTE) if column.folded in KEY_NOTES),
    ]
    possible.sort(key=lambda column: column.index)
    for size in range(1, LONGEST_KEY + 1):
        keys = []
        for key in combinations(possible, size):
            rest = [column for column in (*codes, *ratings) if column not in key]
            with_codes = list(codes) or rest
            if len(with_codes) == 1 and _is_key(person, key) and _some_unit_has_two(person, key):
                keys.append((list(key), with_codes[0]))
        if keys:
            yield from keys
            return


def _is_key(person: Column, key: Sequence[Column]) -> bool:
    seen = set()
    for row in zip(person.cells, *(column.cells for column in key), strict=True):
        if row in seen:
            return False
        seen.add(row)
    return True


def _some_unit_has_two(person: Column, key: Sequence[Column]) -> bool:
    raters: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for rater, *unit in zip(person.cells, *(column.cells for column in key), strict=True):
        raters[tuple(unit)].add(rater)
    return any(len(names) > 1 for names in raters.values())


def _grouped(sheet: Sheet, person: Column, code: Column, key: Sequence[Column]) -> Answers:
    """Return one row per unit."""
    options = sheet.options
    wanted = set(options.raters)
    rows: dict[str, int] = {}
    lines: list[int] = []
    raters: dict[str, None] = {}
    # rater, row -> codes, each with its line and its position in the sheet
    given: dict[tuple[str, int], list[tuple[str, int, int]]] = defaultdict(list)
    left: dict[str, int] = {}
    for position, (rater, cell, line, *names) in enumerate(
        zip(person.cells, code.cells, sheet.lines, *(column.cells for column in key), strict=True)
    ):
        unit = TOGETHER.join(names) if any(names) else ""
        if not rater:
            if cell or unit:
                sheet.refuse(line, f"Line {line} names no rater.")
            continue
        if wanted and rater not in wanted:
            left[rater] = left.get(rater, 0) + 1
            continue
        raters.setdefault(rater)
        if not unit:
            sheet.refuse(line, f"Line {line} names no unit.", rater)
            continue
        if unit not in rows:
            rows[unit] = len(lines)
            lines.append(line)
        given[rater, rows[unit]].append((cell, line, position))
    checks: list[Check] = []
    names = list(options.raters) if wanted else list(raters)
    cells: dict[tuple[str, str], list[Cell]] = {("", rater): [None] * len(lines) for rater in names}
    unit_names = list(rows)
    notes = note_columns(sheet)
    details = {}
    for (rater, row), codes in given.items():
        cells["", rater][row] = _one_answer(sheet, rater, unit_names[row], [code[:2] for code in codes], checks)
        counted = codes[-1 if sheet.options.doubled == "last" else 0]
        details[row, rater] = {"line": counted[1], **details_of_row(notes, counted[2])}
    used = [person, code, *key]
    from_notes = [
        LeftOut("column", column.title, len(column.values), column.why or "it is not needed")
        for column in sheet.columns
        if column not in used and column.part is not Part.FINAL
    ]
    for column in sheet.columns:
        if column in key:
            column.part = Part.UNIT
        elif column is code:
            column.part = Part.CODE
        elif column.part in (Part.RATING, Part.CODE, Part.UNIT):
            column.part = Part.NO_RATER
    for name, count in left.items():
        from_notes.append(LeftOut("rater", name, count, NOT_NAMED))
    by = UnitColumn(tuple(column.title for column in key), unit_names, min(column.strength for column in key))
    return Answers(
        sheet.grid.title,
        "long",
        names,
        [],
        cells,
        lines,
        [by],
        _final_of_long(sheet, rows, key),
        from_notes,
        checks,
        dict.fromkeys(names, person.title),
        details=details,
        notes=tuple(column.title for column in notes.values()),
    )


def _one_answer(sheet: Sheet, rater: str, unit: str, codes: Sequence[tuple[str, int]], checks: list[Check]) -> Cell:
    """Return the answer of a rater on a unit that may stand on several rows."""
    if len(codes) == 1:
        return codes[0][0]
    if sheet.options.several_codes:
        return tuple(dict.fromkeys(code for code, _ in codes if code)) or None
    first, last = codes[0], codes[-1]
    different = next((code for code in codes if code[0] != first[0]), None)
    if different is None:
        checks.append(
            Check(
                "doubled_unit",
                "warn",
                f"{rater} has the same code for unit {unit} on lines {first[1]} and {last[1]}; it counts once.",
                (str(first[1]), str(last[1])),
            )
        )
        return first[0]
    match sheet.options.doubled:
        case "first":
            return first[0]
        case "last":
            return last[0]
        case "drop":
            return None
    sheet.refuse(
        different[1],
        f"{rater} has two codes for unit {unit} (lines {first[1]} and {different[1]}). If a unit may have several, use "
        "--multilabel; else keep one, or use --doubled.",
        rater,
    )
    return None


def _final_of_long(sheet: Sheet, rows: dict[str, int], key: Sequence[Column]) -> dict[str, FinalColumn]:
    final = sheet.parts(Part.FINAL)
    if not final:
        return {}
    values: list[Cell] = [None] * len(rows)
    for cell, *names in zip(final[0].cells, *(column.cells for column in key), strict=True):
        unit = TOGETHER.join(names)
        if cell and unit in rows:
            values[rows[unit]] = cell
    return {"": FinalColumn(final[0].title, values)}
