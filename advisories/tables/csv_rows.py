"""Tables as they are written down: CSV text and XLSX sheets become rows under a header. `table` understands them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from advisories.formats import table
from advisories.formats.fields import Unusable
from advisories.records import Rejected
from advisories.records.item import Item

CELL_LIMIT: Final = 1_000_000  # characters of one CSV cell
DELIMITERS: Final = ",;\t"
COLUMN_LIMIT: Final = 1_000

Cells = tuple[str, list[str]]  # where a row stands, and its cells
Columns = Mapping[str, str]  # the column that a fact stands in, by the fact's own column name: {"text": "Notes"}


def csv_rows(text: str, origin: str, columns: Columns) -> Iterator[Item | Rejected]:
    """Each row of a CSV table; the header's own `,`, `;` or tab is the delimiter."""
    if "\0" in text:
        raise Unusable("the table holds NUL characters; save it as CSV in UTF-8.")
    head = text.lstrip().split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1

    def lines() -> Iterator[Cells]:
        nonlocal line
        for cells in reader:
            place, line = f"{origin}:{line}", reader.line_num + 1
            yield place, cells

    try:
        yield from rows(lines(), origin, columns)
    except csv.Error as error:
        yield Rejected(f"{origin}:{line}", f"the CSV is broken here: {error}.")


def rows(lines: Iterable[Cells], origin: str, columns: Columns) -> Iterator[Item | Rejected]:
    """Rows under a header as mappings. The first line that is not blank is the header.

    `columns` names the columns of some facts, which are then read and kept under the fact's own name.
    """
    header: list[str] | None = None
    count = 0
    for place, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = named(cells, columns)
            continue
        if len(cells) > len(header):
            yield Rejected(place, f"the row has {len(cells)} cells, the header only {len(header)}.")
            continue
        count += 1
        # A row that a spreadsheet saved without its empty last cells is whole all the same.
        cells += [""] * (len(header) - len(cells))
        yield Item(dict(zip(header, cells, strict=True)), as_csv(header, cells), place, is_row=True)
    if not count:
        found = dict.fromkeys(header or [], "")
        usable = table.detect(found)
        yield Rejected(origin, "the table has a header but no row." if usable else table.missing(found))


def named(cells: list[str], columns: Columns) -> list[str]:
    """The names of the columns: folded, each once, and those of `columns` called by their facts."""
    header = [cell.strip().casefold() for cell in cells]
    if len(header) > COLUMN_LIMIT:
        raise Unusable(f"the table has {len(header):,} columns; at most {COLUMN_LIMIT:,} are read.")
    counted: dict[str, int] = {}
    for name in filter(None, header):
        counted[name] = counted.get(name, 0) + 1
    if repeated := [name for name, count in counted.items() if count > 1]:
        raise Unusable(f'the table has more than one column "{min(repeated)}".')
    for fact, column in columns.items():
        wanted = column.strip().casefold()
        if wanted not in header:
            raise Unusable(f'the table has no column "{column[:60]}", which was named for the {fact}.')
        if fact in header and fact != wanted:
            header[header.index(fact)] = f"{fact} (not used)"
        header[header.index(wanted)] = fact
    return header


def as_csv(header: list[str], cells: list[str]) -> str:
    """A row with its header: the form in which it is kept."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, cells])
    return out.getvalue()
