"""Several files of ratings -> one table of units, joined by the names of the units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from coding.formats.ratings.answers import Answers, Cell, Check, LeftOut, UnitColumn
from coding.formats.ratings.cells import is_hash_or_address
from coding.formats.ratings.columns import STRENGTH_OF_INDEX
from coding.formats.ratings.options import Ask, ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.units import HALF, SecondName, Sheaf, sheaf_of_file, unit_key
from coding.formats.ratings.words import HEXADECIMAL, fold_name

SHORTEST_HASH: Final = 7


def joined(answers: Sequence[Answers], options: ReadingOptions) -> Sheaf:
    """Return the ratings of one or several files by unit.

    Raises
    ------
    ReadingNeeded, UnreadableRatings
        If a unit stands twice with different codes, or the files cannot be joined.
    """
    if len(answers) == 1:
        units = answers[0].units[0] if answers[0].units else None
        sheaf = sheaf_of_file(answers[0], units, options)
        sheaf.left_out += _unused(answers[0].units[1:])
        return sheaf
    common = _common_columns(answers)
    if not common:
        names = sorted({unit.title for each in answers for unit in each.units if unit.strength < STRENGTH_OF_INDEX})
        if not names:
            raise ReadingNeeded(
                [Ask("unit", "The files do not name their units. Rows cannot be joined by their order.")]
            )
        raise UnreadableRatings(
            f"The files have no column in common that names the units ({', '.join(names)}). Name the columns alike, or "
            "use --unit."
        )
    parts = [sheaf_of_file(each, unit, options) for each, unit in zip(answers, common[0], strict=True)]
    return _together(answers, parts, common)


def _unused(units: Sequence[UnitColumn]) -> list[LeftOut]:
    """Return the columns that could name the units, and do not."""
    why = {True: "row numbers", False: "another column names the units"}
    return [
        LeftOut("column", unit.title or "without a name", len(unit.values), why[unit.strength >= STRENGTH_OF_INDEX])
        for unit in units
    ]


def _common_columns(answers: Sequence[Answers]) -> list[list[UnitColumn]]:
    """Return the columns that name units in all files, one list per column with one item per file, strongest first."""
    common = []
    for unit in answers[0].units:
        row = [unit]
        for other in answers[1:]:
            same = next((column for column in other.units if _is_same_column(unit, column)), None)
            if same is not None:
                row.append(same)
        if len(row) == len(answers):
            common.append(row)
    return common


def _is_same_column(one: UnitColumn, other: UnitColumn) -> bool:
    if other.strength >= STRENGTH_OF_INDEX:
        return False
    names = [tuple(map(fold_name, column.names)) for column in (one, other)]
    return names[0] == names[1] or (one.strength == other.strength <= 1 and len(one.names) == len(other.names) == 1)


def _together(answers: Sequence[Answers], parts: Sequence[Sheaf], common: Sequence[Sequence[UnitColumn]]) -> Sheaf:
    """Return the ratings of several files: units in the order in which they come first."""
    names = _with_whole_hashes([part.units for part in parts])
    sets = [set(units) for units in names]
    smallest = min(map(len, sets))
    shared = set.intersection(*sets)
    different_raters = len({rater for part in parts for rater in part.raters}) == sum(
        len(part.raters) for part in parts
    )
    if different_raters and len(shared) < HALF * smallest:
        raise UnreadableRatings(
            f"{' and '.join(each.title for each in answers)} have {len(shared)} of {smallest} units in common by "
            f"{common[0][0].title}. Are they of the same sample?"
        )
    position = {unit: row for row, unit in enumerate(dict.fromkeys(unit for units in names for unit in units))}
    raters = list(dict.fromkeys(rater for part in parts for rater in part.raters))
    cells: dict[str, list[Cell]] = {rater: [None] * len(position) for rater in raters}
    lines = [0] * len(position)
    raw: dict[str, dict[int, str]] = {rater: {} for rater in raters}
    files = {rater: [0] * len(position) for rater in raters}
    seconds: list[list[SecondName]] = [[] for _ in position]
    details: dict[str, dict[int, dict[str, Any]]] = {rater: {} for rater in raters}
    for each, part, units in zip(answers, parts, names, strict=True):
        for row, unit in enumerate(units):
            at = position[unit]
            lines[at] = lines[at] or part.lines[row]
            seconds[at] += part.seconds[row]
            for rater in part.raters:
                cell = part.cells[rater][row]
                if given := part.details.get(rater, {}).get(row):
                    details[rater].setdefault(at, {"line": part.lines[row], **given})
                if cell in (None, ""):
                    continue
                if cells[rater][at] not in (None, "", cell):
                    raise UnreadableRatings(
                        f"{each.title}: {rater} has another code for unit {unit} in another file. Keep one of them."
                    )
                if cells[rater][at] in (None, ""):
                    files[rater][at] = each.file
                cells[rater][at] = cell
                details[rater].setdefault(at, {"line": part.lines[row]})
                if row in part.raw.get(rater, {}):
                    raw[rater][at] = part.raw[rater][row]
    checks = [check for part in parts for check in part.checks]
    checks += _said_of_join(answers, names, common)
    return Sheaf(
        parts[0].by,
        parts[0].unit_columns,
        list(position),
        raters,
        cells,
        lines,
        None,
        checks,
        [
            *(left for part in parts for left in part.left_out),
            *_decisions(answers, parts),
            *_unused([columns[0] for columns in common[1:]]),
        ],
        raw,
        seconds,
        files=files,
        details=details,
        refused=[row for part in parts for row in part.refused],
    )


def _decisions(answers: Sequence[Answers], parts: Sequence[Sheaf]) -> list[LeftOut]:
    """Return the columns of decisions. They are left out, because each is in only one of the files."""
    return [
        LeftOut("column", final.name, final.filled, f"decisions in {each.title}")
        for each, part in zip(answers, parts, strict=True)
        if (final := part.final)
    ]


def _with_whole_hashes(names: Sequence[list[str]]) -> list[list[str]]:
    """Return the units with hashes that one file shortens written as in the other."""
    names = [[name.casefold() if HEXADECIMAL.fullmatch(name) else name for name in units] for units in names]
    whole = {name for units in names for name in units if HEXADECIMAL.fullmatch(name)}
    if not any(is_hash_or_address(name) for name in whole) or len({len(name) for name in whole}) < 2:
        return list(names)
    longest: dict[str, list[str]] = {}
    for name in whole:
        longest.setdefault(name[:SHORTEST_HASH], []).append(name)
    replaced = {}
    for name in whole:
        longer = [other for other in longest[name[:SHORTEST_HASH]] if other != name and other.startswith(name)]
        if len(longer) == 1:
            replaced[name] = longer[0]
    return [[replaced.get(name, name) for name in units] for units in names]


def _said_of_join(
    answers: Sequence[Answers], names: Sequence[Sequence[str]], common: Sequence[Sequence[UnitColumn]]
) -> list[Check]:
    checks = []
    every = set().union(*names)
    for each, units in zip(answers, names, strict=True):
        if lacking := len(every) - len(set(units)):
            noun = "unit" if lacking == 1 else "units"
            checks.append(Check("missing_units", "note", f"{each.title} lacks {lacking} {noun} that other files have."))
    chosen = f"The files are joined by {common[0][0].title}."
    for other in common[1:]:
        pairs = _other_pairs(common[0], other)
        if pairs:
            chosen += f" By {other[0].title}, {pairs} rows would be paired otherwise."
    return [*checks, Check("joined_by", "note", chosen)]


def _other_pairs(chosen: Sequence[UnitColumn], other: Sequence[UnitColumn]) -> int:
    """Return how many rows of the second file another column would pair with another row of the first."""
    by_chosen = {unit_key(name): row for row, name in enumerate(chosen[0].values)}
    by_other = {name: row for row, name in enumerate(other[0].values)}
    return sum(
        by_other[name] != by_chosen.get(unit_key(unit))
        for unit, name in zip(chosen[1].values, other[1].values, strict=True)
        if name in by_other
    )
