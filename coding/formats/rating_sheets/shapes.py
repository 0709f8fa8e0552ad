"""Tables of ratings: a column for the unit, and one for the codes or one per rater."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from advisories.records import Rejected
from advisories.tables import Table
from coding.formats.rating_sheets.records import QuotedText, RatingLine
from coding.rendering.escaping import join_codes, split_codes, uncsv_cell

UNIT: Final = ("unit", "identifier", "id", "advisory", "ghsa", "ghsa_id", "cve", "cve_id", "number")
RATER: Final = ("rater", "coder", "annotator")
CODES: Final = ("codes", "code", "label", "labels", "consequence", "consequences")
MEMO: Final = ("memo", "memos", "note", "notes", "comment", "comments")
CERTAINTIES: Final = ("certain", "fairly", "unsure", "")
UNCODED: Final = ("cannot_tell", "not_applicable", "")
YES: Final = {"1", "true", "yes", "x"}


def lines(table: Table, rater: str) -> Iterator[RatingLine | Rejected]:
    """Yield the rows as lines. A cell without a code and without a reason is a unit not coded, and is skipped."""
    names = table.column_names()
    column = next((name for name in (*CODES, rater.casefold()) if name in names), None)
    count = 0
    for row in table.filled_rows():
        if isinstance(row, Rejected):
            yield row
            continue
        count += 1
        if column is None or not any(name in names for name in UNIT):
            yield Rejected(table.name, f"the columns are {', '.join(names)}. {needs(rater)}")
            return
        cells = {name: uncsv_cell(cell.strip()) for name, cell in zip(names, row.cells, strict=True)}
        yield from line(row.origin, tuple(cells[name] for name in UNIT if cells.get(name)), cells, column)
    if not count:
        yield Rejected(table.name, f"it holds no codings that can be read. {needs(rater)}")


def is_downloaded(found: Any) -> bool:
    """Return whether this is JSON that the coding screen downloads."""
    return (
        isinstance(found, list)
        and bool(found)
        and isinstance(found[0], Mapping)
        and {"unit", "codes"} <= found[0].keys()
    )


def downloaded(found: list[Any], origin: str) -> Iterator[RatingLine | Rejected]:
    """Yield the rows of a JSON download, read like those of a CSV download."""
    for number, row in enumerate(found, 1):
        place = f"{origin}:entry {number}"
        codes = row.get("codes") if isinstance(row, Mapping) else None
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            yield Rejected(place, "this is no entry of a download: it has no list of codes.")
            continue
        cells = {str(name): value if isinstance(value, str) else "" for name, value in row.items()}
        cells |= {"unit": str(row.get("unit", "")), "discuss": "yes" if row.get("discuss") is True else ""}
        cells["segments"] = json.dumps(row.get("segments") or [])
        cells["codes"] = join_codes(codes) if codes or not cells.get("uncoded") else ""
        yield from line(place, tuple(cells[name] for name in UNIT if cells.get(name)), cells, "codes")


def needs(rater: str) -> str:
    return f"Codings need a column “unit” and a column “codes”, or one with the rater's name ({rater})."


def line(place: str, unit: tuple[str, ...], cells: Mapping[str, str], column: str) -> Iterator[RatingLine | Rejected]:
    cell = cells[column]
    uncoded = cells.get("uncoded", "").replace(" ", "_").casefold()
    if not unit:
        if cell or uncoded:
            yield Rejected(place, "the row has codes but no unit. Write the unit's number or its identifier.")
        return
    if not cell and not uncoded:
        return
    certainty = cells.get("certainty", "").casefold()
    if certainty not in CERTAINTIES:
        yield Rejected(place, f"“{certainty}” is no certainty. Write certain, fairly or unsure, or nothing.")
        return
    if uncoded not in UNCODED:
        yield Rejected(place, f"“{uncoded}” is no reason for no code. Write cannot_tell or not_applicable, or nothing.")
        return
    words = marked(cells.get("segments", ""))
    if words is None:
        yield Rejected(place, "the segments cannot be read. Leave the column as it was downloaded, or out.")
        return
    yield RatingLine(
        place,
        unit,
        next((cells[name] for name in RATER if cells.get(name)), ""),
        tuple(code.strip() for code in split_codes(cell)),
        cell=cell,
        memo=next((cells[name] for name in MEMO if cells.get(name)), ""),
        certainty=certainty,
        no_code_reason=uncoded,
        flagged_for_discussion=cells.get("discuss", "").casefold() in YES,
        words=words,
    )


def marked(cell: str) -> tuple[QuotedText, ...] | None:
    """The marked words of a downloaded row: a JSON list of {"code", "start", "end", "quote"}."""
    if not cell:
        return ()
    try:
        found: Any = json.loads(cell)
        words = tuple(QuotedText(row["code"], row["quote"], row["start"]) for row in found)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    good = all(isinstance(w.code, str) and isinstance(w.quote, str) and type(w.start) is int for w in words)
    return words if good else None
