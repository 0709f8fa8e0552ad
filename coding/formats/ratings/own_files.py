"""Our own files as ratings: `codings.csv` of a release, a rater's download; decisions and disagreements are refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from coding.formats.ratings.answers import Answers, Cell, Check, LeftOut, UnitColumn
from coding.formats.ratings.cells import listed_codes
from coding.formats.ratings.columns import Column
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.sheet import Sheet

CODINGS: Final = ("unit", "identifier", "rater", "codes", "matched", "uncoded", "version")
DOWNLOAD: Final = ("unit", "identifier", "rater", "codes", "version", "submitted_at", "seconds")
DECISIONS: Final = ("unit", "identifier", "codes", "how", "by", "reason", "decided_at")
DISAGREEMENTS: Final = ("unit", "identifier", "kind", "decided")
NO_CODE: Final = ";"
DETAILS: Final = ("memo", "certainty", "discuss", "uncoded", "unclear", "segments")


def own_answers(sheet: Sheet) -> Answers | None:
    """Return the ratings of a file that this program wrote; None if it is another's.

    Raises
    ------
    UnreadableRatings
        If the file has decisions or disagreements.
    """
    names = {column.title: column for column in sheet.columns}
    if sheet.options.layout is not None:
        return None
    if names.keys() >= set(CODINGS) or names.keys() >= set(DOWNLOAD):
        return _codings(sheet, names)
    if names.keys() >= set(DECISIONS):
        raise UnreadableRatings(
            f"{sheet.grid.title}: These are decisions. The ratings are in codings.csv of the same release."
        )
    if names.keys() >= set(DISAGREEMENTS) and any(name.startswith("codes_") for name in names):
        raise UnreadableRatings(
            f"{sheet.grid.title}: This file has only the units on which raters disagreed; agreement on it means "
            "nothing. Use codings.csv."
        )
    return None


def _codings(sheet: Sheet, names: Mapping[str, Column]) -> Answers:
    """Return the codings, of each unit and rater the one with the highest version."""
    rows: dict[str, int] = {}
    lines: list[int] = []
    newest: dict[tuple[str, str], tuple[int, int]] = {}  # unit, rater -> version, row of the file
    older = 0
    for row, (unit, rater, version) in enumerate(
        zip(names["unit"].cells, names["rater"].cells, names["version"].cells, strict=True)
    ):
        if not unit or not rater:
            sheet.refuse(sheet.lines[row], f"Line {sheet.lines[row]} names no unit or no rater.")
            continue
        if sheet.options.raters and rater not in sheet.options.raters:
            continue
        if unit not in rows:
            rows[unit] = len(lines)
            lines.append(sheet.lines[row])
        number = int(version) if version.isascii() and version.isdigit() else 1
        known = newest.get((unit, rater))
        if known is not None:
            older += 1
            if known[0] == number:
                sheet.refuse(
                    sheet.lines[row],
                    f"{rater} has two codings of unit {unit} with version {number} (lines {sheet.lines[known[1]]} and "
                    f"{sheet.lines[row]}). Keep one.",
                    rater,
                )
        if known is None or number > known[0]:
            newest[unit, rater] = number, row
    raters = list(sheet.options.raters) or list(dict.fromkeys(rater for _, rater in newest))
    cells: dict[tuple[str, str], list[Cell]] = {("", rater): [None] * len(lines) for rater in raters}
    no_code = dict.fromkeys(raters, 0)
    details: dict[tuple[int, str], dict[str, Any]] = {}
    is_json = sheet.grid.format in {"json", "jsonl"}  # codes are a list there
    for (unit, rater), (_, row) in newest.items():
        cell: Cell = names["codes"].cells[row]
        uncoded = names["uncoded"].cells[row] if "uncoded" in names else ""
        if is_json and cell and isinstance(cell, str):
            cell = tuple(listed_codes(cell) or (cell,)) if cell != "[]" else ()
        if uncoded and (not cell or cell == NO_CODE):
            no_code[rater] += 1
            cell = None
        cells["", rater][rows[unit]] = None if cell == "" else cell
        details[rows[unit], rater] = {
            "line": sheet.lines[row],
            **{name: names[name].cells[row] for name in DETAILS if name in names},
        }
    identifiers = [""] * len(lines)
    for unit, identifier in zip(names["unit"].cells, names["identifier"].cells, strict=True):
        if unit in rows:
            identifiers[rows[unit]] = identifier
    units = [UnitColumn(("unit",), list(rows), 2), UnitColumn(("identifier",), identifiers, 0)]
    if all(identifiers) and len(set(identifiers)) == len(identifiers):
        units.reverse()
    left_out = [
        LeftOut("column", name, len(column.values), "it is not needed")
        for name, column in names.items()
        if name not in {"unit", "identifier", "rater", "codes", "version", "uncoded"}
    ]
    checks = []
    if older:
        checks.append(Check("older_versions", "note", f"{older} older versions of codings were left out."))
    if sheet.grid.format == "csv" and (undone := _escapes(names["codes"].cells)):
        checks.append(Check("escapes", "note", f"The escapes of {undone} cells were undone."))
    return Answers(
        sheet.grid.title,
        "long",
        raters,
        [],
        cells,
        lines,
        units,
        left_out=left_out,
        checks=checks,
        origin=dict.fromkeys(raters, "rater"),
        escaped=True,
        no_code={rater: count for rater, count in no_code.items() if count},
        details=details,
        notes=tuple(name for name in DETAILS if name in names),
    )


def _escapes(cells: Sequence[str]) -> int:
    return sum("\\" in cell for cell in cells)
