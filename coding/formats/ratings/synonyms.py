"""Files of synonyms and matchings: which label of which rater is read as which other label."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from advisories.records.item import UnusableRecord
from advisories.tables.grid import Grid
from advisories.tables.text_grids import decode_text, read_csv_grid
from advisories.tables.workbook_grids import read_workbook_grids
from coding.formats.ratings.cells import trim
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.paths import ZIP, File
from coding.formats.ratings.words import fold_name

SYNONYM: Final = frozenset({"synonym", "synonyms", "code"})
REPRESENTATIVE: Final = frozenset({"representative", "representatives", "shared_code"})
RULE: Final = frozenset({"rule", "reason", "decision_rule"})
RATER: Final = frozenset({"rater"})


@dataclass(frozen=True, slots=True)
class Match:
    """One line: a label, the label that it is read as, whose label it is ("" for all), and why."""

    synonym: str
    representative: str
    rater: str = ""
    rule: str = ""
    line: int = 0


def read_matches(file: File, *, labels: Collection[str] = ()) -> list[Match]:
    r"""Return the lines of a table with the columns `synonym` and `representative`, or of a `matching.csv`.

    Parameters
    ----------
    file : File
        CSV or a workbook.
    labels : collection of str
        Labels in use: a cell that is none of them and whose parts at “,” or “;” are labels holds several synonyms.

    Raises
    ------
    UnreadableRatings
        If the file is no such table, or a label has two representatives.

    Examples
    --------
    >>> read_matches(File("matching.csv", b"Synonyms,Representative\nslow,Access\n"))
    [Match(synonym='slow', representative='Access', rater='', rule='', line=2)]
    """
    grid = _grid(file)
    header = [fold_name(name) for name in grid.rows[0]]
    synonym, representative = _column(file, header, SYNONYM, True), _column(file, header, REPRESENTATIVE, True)
    rater, rule = _column(file, header, RATER, False), _column(file, header, RULE, False)
    matches: list[Match] = []
    line_of: dict[tuple[str, str], Match] = {}
    for row, number in zip(grid.rows[1:], grid.numbers[1:], strict=True):
        cells = [trim(cell) for cell in row] + [""] * (len(header) - len(row))
        if synonym is None or representative is None or not cells[synonym]:
            continue
        if not cells[representative]:
            raise UnreadableRatings(f"{file.name}: Line {number} has no representative for “{cells[synonym][:60]}”.")
        for label in _labels(cells[synonym], labels):
            match = Match(
                label,
                cells[representative],
                cells[rater] if rater is not None else "",
                cells[rule] if rule is not None else "",
                number,
            )
            before = line_of.setdefault((match.rater, label), match)
            if before.representative != match.representative:
                raise UnreadableRatings(
                    f"{file.name}: “{label}” is read as “{before.representative}” on line {before.line} and as "
                    f"“{match.representative}” on line {number}. Keep one of the lines."
                )
            if before is match:
                matches.append(match)
    return matches


def _grid(file: File) -> Grid:
    try:
        if file.content.startswith(ZIP):
            grids = [grid for grid in read_workbook_grids(file.content, file.name) if not grid.hidden]
        else:
            text, encoding = decode_text(file.content)
            grids = [read_csv_grid(text, file.name, encoding=encoding)]
    except UnusableRecord as error:
        raise UnreadableRatings(f"{file.name}: {error.reason}") from None
    if not grids or not grids[0].rows:
        raise UnreadableRatings(f"{file.name}: The file is empty. Add the columns synonym,representative.")
    return grids[0]


def _column(file: File, header: list[str], names: Collection[str], required: bool) -> int | None:
    columns = [index for index, name in enumerate(header) if name in names]
    if len(columns) > 1 or (required and not columns):
        count = "several columns" if columns else "no column"
        raise UnreadableRatings(f"{file.name}: The header has {count} “{min(names, key=len)}”. It needs exactly one.")
    return columns[0] if columns else None


def _labels(cell: str, labels: Collection[str]) -> list[str]:
    """Return the synonyms of a cell: the cell, or its parts if these are labels and the cell is none."""
    if cell in labels:
        return [cell]
    for sign in (",", ";"):
        parts = [part for part in map(trim, cell.split(sign)) if part]
        if len(parts) > 1 and all(part in labels for part in parts):
            return parts
    return [cell]


def read_synonyms(file: File) -> dict[str, str]:
    r"""Return label -> the label that it is read as.

    Examples
    --------
    >>> read_synonyms(File("synonyms.csv", b"synonym,representative\nlow,minor\n"))
    {'low': 'minor'}
    """
    return {match.synonym: match.representative for match in read_matches(file)}
