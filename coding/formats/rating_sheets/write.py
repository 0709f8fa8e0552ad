"""A rater's own codings as a file that can be imported again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, fields

from coding.rendering.escaping import Cell, csv_bytes, join_codes
from coding.rendering.xlsx import workbook


@dataclass(frozen=True, slots=True)
class OwnCodingRow:
    """One standing answer; `segments` is a JSON list of {"code", "start", "end", "quote"}, offsets in code points."""

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


HEADER = tuple(field.name for field in fields(OwnCodingRow))


def cells(row: OwnCodingRow) -> list[Cell]:
    values = dict(zip(HEADER, astuple(row), strict=True))
    codes = join_codes(row.codes) if row.codes or not row.uncoded else ""
    return list((values | {"codes": codes, "discuss": "yes" if row.discuss else ""}).values())


def own_csv(rows: Sequence[OwnCodingRow]) -> bytes:
    return csv_bytes(HEADER, map(cells, rows))


def own_xlsx(rows: Sequence[OwnCodingRow]) -> bytes:
    return workbook([("Codings", HEADER, map(cells, rows))])


def own_json(rows: Sequence[OwnCodingRow]) -> bytes:
    found = [asdict(row) | {"segments": json.loads(row.segments or "[]")} for row in rows]
    return (json.dumps(found, indent=2, ensure_ascii=False) + "\n").encode()
