"""File of marked passages -> passages of ratings that were read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from coding.formats.rating_sheets.columns_by_name import read_columns
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.read import RatingsRead
from coding.formats.ratings.units import unit_key
from coding.statistics.segments.passages import Passages, table

COLUMNS: Final = ("unit", "rater", "code", "start", "end", "length")
LONGEST: Final = 10**9  # code points of a text


def read_passages(path: Path, read: RatingsRead) -> Passages:
    r"""Return the passages of a file with the columns `unit,rater,code,start,end,length`.

    Parameters
    ----------
    path : Path
        Start and end count code points, [start, end). The length of the text is needed on one line of each unit. A
        line without rater, code, start and end states only the length.
    read : RatingsRead
        The ratings, which say who coded which unit and gave which codes.

    Returns
    -------
    Passages
        Units with two lengths are dropped, because the raters read different texts.

    Raises
    ------
    UnreadableRatings
        If the file cannot be read or contradicts the ratings.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> from coding.formats.ratings.paths import File
    >>> from coding.formats.ratings.read import read_files
    >>> read = read_files([File("codes.csv", b"unit,ada,bo\n1,leak,leak\n")])
    >>> with NamedTemporaryFile("w+", suffix=".csv") as file:
    ...     _ = file.write("unit,rater,code,start,end,length\n1,ada,leak,3,9,40\n1,bo,leak,3,9,\n")
    ...     file.flush()
    ...     read_passages(Path(file.name), read).marked.tolist()
    [[0, 0, 0, 3, 9], [0, 1, 0, 3, 9]]
    """
    units = {unit: row for row, unit in enumerate(read.sheaf.units)}
    raters = {rater: column for column, rater in enumerate(read.raters)}
    labels = tuple(sorted(read.labels))
    codes = {label: code for code, label in enumerate(labels)}
    lengths: dict[int, set[int]] = {}
    marked: dict[tuple[int, int, int, int, int], int] = {}  # passage -> its line
    for line, cells in read_columns(path, required=COLUMNS):
        where, cells = f"{path}:{line}", {column: cell.strip() for column, cell in cells.items()}
        unit = _known(units, unit_key(cells["unit"]), f"{where}: The unit", "the units of the ratings")
        if cells["length"]:
            lengths.setdefault(unit, set()).add(_number(cells["length"], "length", where))
        if not (cells["rater"] or cells["code"] or cells["start"] or cells["end"]):
            continue
        if read.options.raters and cells["rater"] not in raters:
            continue
        rater = _known(raters, cells["rater"], f"{where}: The rater", "the raters")
        label = read.options.joins.get(cells["code"], cells["code"])
        if label not in (read.codes[cells["rater"]][unit] or ()):
            raise UnreadableRatings(
                f"{where}: In the ratings, {cells['rater']} did not give the code “{cells['code']}” to unit "
                f"“{cells['unit']}”. Correct one of the two files."
            )
        if cells["start"] or cells["end"]:
            start, end = (_number(cells[name], name, where) for name in ("start", "end"))
            marked[unit, rater, codes[label], start, end] = line
    if missing := [unit for unit, row in units.items() if row not in lengths]:
        raise UnreadableRatings(
            f"{path}: The length of the text of unit “{missing[0]}” is missing. Write it on one line of each unit."
        )
    dropped = {row for row, of_unit in lengths.items() if len(of_unit) > 1}
    for (unit, _, _, start, end), line in marked.items():
        if unit not in dropped and not start < end <= max(lengths[unit]):
            raise UnreadableRatings(
                f"{path}:{line}: The passage from {start} to {end} is empty or ends after the text, which has "
                f"{max(lengths[unit])} characters. Correct its ends."
            )
    coded = np.array([[given is not None for given in row] for row in read.rows], dtype=bool)
    coded = coded.reshape(len(units), len(raters))
    coded[list(dropped)] = False
    given = [
        (row, column, codes[label])
        for column, of_rater in enumerate(read.codes.values())
        for row, labels_given in enumerate(of_rater)
        if row not in dropped
        for label in labels_given or ()
    ]
    return Passages(
        np.array([max(lengths[row]) for row in range(len(units))], dtype=np.int64),
        coded,
        table(given, 3),
        table([row for row in marked if row[0] not in dropped], 5),
        labels,
        dropped=len(dropped),
    )


def _known(positions: dict[str, int], name: str, what: str, among: str) -> int:
    if name not in positions:
        raise UnreadableRatings(f"{what} “{name}” is not among {among}. Correct the line or leave it out.")
    return positions[name]


def _number(cell: str, column: str, where: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 11 and int(cell) <= LONGEST):
        raise UnreadableRatings(f"{where}: “{cell}” is no {column}. Write a whole number of code points, from 0.")
    return int(cell)
