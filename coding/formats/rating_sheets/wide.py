"""Reading raters' codings from a CSV file: a column `unit` and one column a rater."""

import csv
import io
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coding.statistics.ratings import Ratings

UNIT = "unit"
SEPARATOR = ";"
DELIMITERS = (",", ";", "\t")
LONGEST = 100_000  # characters of a cell; csv's own limit is one for the whole process

# The codes a rater gave a unit, None where they did not code it. Without `multilabel` it is exactly one code.
Cell = tuple[str, ...] | None


class RatingSheetError(ValueError):
    """The file cannot be read as codings; the message is one sentence that says where and what to do."""


@dataclass(frozen=True)
class Sheet:
    """Codings as they stand in a file.

    Attributes
    ----------
    name : str
        The file's name, for messages.
    units, raters : tuple of str
    cells : tuple of tuple of Cell
        One row a unit, one cell a rater.
    lines : tuple of int
        The line of the file on which each unit stands, counted from 1.
    """

    name: str
    units: tuple[str, ...]
    raters: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    multilabel: bool

    def ratings(self, categories: Sequence[str] | None = None) -> Ratings:
        """The codings as ratings; with `categories` declared, a code outside of them is refused."""
        if categories is not None:
            self._check_declared(set(categories))
        if self.multilabel:
            return Ratings.from_sets(self.cells, raters=self.raters, categories=categories)
        labels = (tuple(None if cell is None else cell[0] for cell in row) for row in self.cells)
        return Ratings.from_labels(labels, raters=self.raters, categories=categories)

    def _check_declared(self, declared: set[str]) -> None:
        for line, row in zip(self.lines, self.cells, strict=True):
            for rater, cell in zip(self.raters, row, strict=True):
                for code in cell or ():
                    if code not in declared:
                        raise RatingSheetError(
                            f'{self.name}, line {line}: the code "{code}" of {rater} is not declared; '
                            "correct the cell or add it to the categories."
                        )


def read_ratings(path: Path | str, *, multilabel: bool = False) -> Sheet:
    """Read a file of codings, in UTF-8, separated by commas, semicolons or tabs.

    An empty cell means that the rater did not code the unit. A cell is one code exactly as spelt. With
    `multilabel`, `;` separates codes and the blanks around a code do not count; a cell of `;` alone means
    coded with no code.

    Raises
    ------
    SheetError
        If the file is missing, is not such a table, or contradicts itself.
    """
    name = str(path)
    return _parse(name, _decode(name, _content(Path(path))), multilabel)


def _content(path: Path) -> bytes:
    try:
        # A pipe would be waited for, a device never ends.
        if not stat.S_ISREG(path.stat().st_mode):
            raise RatingSheetError(f"{path}: this is not a regular file; name a CSV file.")
        return path.read_bytes()
    except FileNotFoundError:
        raise RatingSheetError(f"{path}: there is no such file; check the path.") from None
    except OSError as error:
        raise RatingSheetError(f"{path}: the file cannot be read ({error.strerror}); check the path.") from None


def _decode(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RatingSheetError(f"{name}: the file is in UTF-16; save it as CSV in UTF-8.")
    if content.startswith(b"PK\x03\x04"):
        raise RatingSheetError(f"{name}: this is a workbook or an archive; save the sheet as CSV in UTF-8.")
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise RatingSheetError(f"{name}, line {line}: there is a NUL character; save the file as CSV in UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RatingSheetError(f"{name}, line {line}: this is not UTF-8; save the file as CSV in UTF-8.") from None


def _parse(name: str, text: str, multilabel: bool) -> Sheet:
    rows = _rows(name, text)
    if not rows:
        raise RatingSheetError(f'{name}: the file is empty; name a column "{UNIT}" and one a rater.')
    header_line, header = rows.pop(0)
    header = [field.strip() for field in header]
    column = _unit_column(name, header_line, header)
    raters = [field for i, field in enumerate(header) if i != column]
    _check_raters(name, header_line, raters)
    if not rows:
        raise RatingSheetError(f"{name}: there are no units below the header; add one row a unit.")

    seen: dict[str, int] = {}
    cells: list[tuple[Cell, ...]] = []
    for line, row in rows:
        if len(row) != len(header):
            raise RatingSheetError(
                f"{name}, line {line}: {_cells(len(row))} where the header has {len(header)}; "
                "a cell that contains the delimiter must stand in double quotes."
            )
        unit = row[column].strip()
        if not unit:
            raise RatingSheetError(f"{name}, line {line}: the unit has no name; fill in its column.")
        if unit in seen:
            raise RatingSheetError(f"{name}, line {line}: unit {unit} is on line {seen[unit]} too; keep one.")
        seen[unit] = line
        cells.append(tuple(_cell(field, multilabel) for i, field in enumerate(row) if i != column))
    return Sheet(name, tuple(seen), tuple(raters), tuple(cells), tuple(seen.values()), multilabel)


def _rows(name: str, text: str, column: str = UNIT) -> list[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line on which it begins."""
    rows = []
    line = 1
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, column), strict=True)
        for row in reader:
            if max(map(len, row), default=0) > LONGEST:
                raise csv.Error(f"a cell has more than {LONGEST:,} characters")
            if any(field.strip() for field in row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise RatingSheetError(
            f"{name}, line {line}: the row cannot be read as CSV ({error}); check its double quotes."
        ) from None
    return rows


def _delimiter(text: str, column: str) -> str:
    """The delimiter by which the first line that is not blank has this column; a comma if none."""
    header = text.lstrip("\r\n").partition("\n")[0].partition("\r")[0]
    for delimiter in DELIMITERS:
        fields = next(csv.reader([header], delimiter=delimiter), [])
        if len(fields) > 1 and any(field.strip().casefold() == column for field in fields):
            return delimiter
    return ","


def _unit_column(name: str, line: int, header: list[str]) -> int:
    columns = [i for i, field in enumerate(header) if field.casefold() == UNIT]
    if len(columns) != 1:
        found = "no column" if not columns else f"{len(columns)} columns"
        raise RatingSheetError(f'{name}, line {line}: the header has {found} named "{UNIT}"; name exactly one so.')
    return columns[0]


def _check_raters(name: str, line: int, raters: list[str]) -> None:
    if "" in raters:
        raise RatingSheetError(f"{name}, line {line}: a column has no name; name each column after its rater.")
    twice = sorted({rater for rater in raters if raters.count(rater) > 1})
    if twice:
        raise RatingSheetError(f"{name}, line {line}: two columns are named {twice[0]}; each rater has one column.")
    if len(raters) < 2:
        raise RatingSheetError(
            f"{name}, line {line}: the header has {'one rater' if raters else 'no rater'} beside the column "
            f'"{UNIT}"; agreement needs at least two.'
        )


def _cell(field: str, multilabel: bool) -> Cell:
    if not field.strip():
        return None
    if not multilabel:
        return (field,)
    codes = (code.strip() for code in field.split(SEPARATOR))
    return tuple(dict.fromkeys(code for code in codes if code))


def _cells(number: int) -> str:
    return "there is 1 cell" if number == 1 else f"there are {number} cells"


def read_columns(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    """Rows of a CSV file with these columns, each with its line; other columns are passed over.

    Raises
    ------
    SheetError
        If the file is missing, lacks a required column, or a row has another number of cells than the header.
    """
    name = str(path)
    rows = _rows(name, _decode(name, _content(path)), required[0])
    if not rows:
        raise RatingSheetError(f"{name}: the file is empty; name the columns {', '.join(required)}.")
    header_line, header = rows.pop(0)
    columns = [field.strip().casefold() for field in header]
    for column in required:
        if columns.count(column) != 1:
            found = columns.count(column) or "no"
            raise RatingSheetError(
                f'{name}, line {header_line}: the header has {found} column "{column}"; it needs one.'
            )
    wanted = [(place, column) for place, column in enumerate(columns) if column in {*required, *optional}]
    found_rows = []
    for line, row in rows:
        if len(row) != len(header):
            raise RatingSheetError(
                f"{name}, line {line}: {_cells(len(row))} where the header has {len(header)}; "
                "a cell that contains the delimiter must stand in double quotes."
            )
        found_rows.append((line, {column: row[place] for place, column in wanted}))
    return found_rows
