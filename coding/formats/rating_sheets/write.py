"""A rater's own codings as a file that can be imported again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, fields

from coding.rendering.escaping import Cell, csv_bytes, join_codes, json_file
from coding.rendering.xlsx import workbook


@dataclass(frozen=True, slots=True)
class OwnCodingRow:
    """A current coding; `segments` is a JSON list of {"code", "start", "end", "quote"}, offsets in code points."""

    unit: int
    identifier: str
    title: str
    rater: str
    codes: tuple[str, ...]
    uncoded: str
    certainty: str
    discuss: bool
    memo: str
    version: int
    reason: str
    submitted_at: str  # UTC
    seconds: int | None
    segments: str
    unclear: tuple[str, ...] = ()  # in a study of projects


HEADER = tuple(field.name for field in fields(OwnCodingRow))


def row_cells(row: OwnCodingRow) -> list[Cell]:
    """Return the cells of one row.

    Parameters
    ----------
    row : OwnCodingRow

    Returns
    -------
    list of cells
        In the order of `HEADER`.

    Examples
    --------
    >>> row = OwnCodingRow(1, "CVE-2026-0001", "", "Ada", ("leak",), "", "certain", False, "", 1, "", "", None, "")
    >>> row_cells(row)[:5]
    [1, 'CVE-2026-0001', '', 'Ada', 'leak']
    """
    values = dict(zip(HEADER, astuple(row), strict=True))
    codes = join_codes(row.codes) if row.codes or not row.uncoded else ""
    unclear = join_codes(row.unclear) if row.unclear else ""
    return list((values | {"codes": codes, "discuss": "yes" if row.discuss else "", "unclear": unclear}).values())


def own_csv(rows: Sequence[OwnCodingRow]) -> bytes:
    """Return the codings as CSV.

    Parameters
    ----------
    rows : sequence of OwnCodingRow

    Returns
    -------
    bytes
        UTF-8; cells that a spreadsheet would evaluate are escaped.

    Examples
    --------
    >>> own_csv([]).decode()[:15]
    'unit,identifier'
    """
    return csv_bytes(HEADER, map(row_cells, rows))


def own_xlsx(rows: Sequence[OwnCodingRow]) -> bytes:
    """Return the codings as a workbook with one sheet.

    Parameters
    ----------
    rows : sequence of OwnCodingRow

    Returns
    -------
    bytes

    Examples
    --------
    >>> own_xlsx([])[:2]
    b'PK'
    """
    return workbook([("Codings", HEADER, map(row_cells, rows))])


def own_json(rows: Sequence[OwnCodingRow]) -> bytes:
    """Return the codings as JSON, with all fields.

    Parameters
    ----------
    rows : sequence of OwnCodingRow

    Returns
    -------
    bytes
        UTF-8.

    Examples
    --------
    >>> row = OwnCodingRow(1, "CVE-2026-0001", "", "Ada", ("leak",), "", "certain", False, "", 1, "", "", None, "")
    >>> json.loads(own_json([row]))[0]["codes"]
    ['leak']
    """
    objects = [asdict(row) | {"segments": json.loads(row.segments or "[]")} for row in rows]
    return json_file(objects)
