"""Tables of ratings: a column for the unit, and one for the codes or one per rater; and the same rows as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from advisories.records import Rejected
from advisories.tables import read_table
from coding.formats.rating_sheets.rating_file import RatingFile
from coding.formats.rating_sheets.records import QuotedText, RatingLine
from coding.rendering.escaping import join_codes, split_codes, uncsv_cell

UNIT: Final = ("unit", "identifier", "id", "advisory", "ghsa", "ghsa_id", "cve", "cve_id", "number")
RATER: Final = ("rater", "coder", "annotator")
CODES: Final = ("codes", "code", "label", "labels", "consequence", "consequences")
MEMO: Final = ("memo", "memos", "note", "notes", "comment", "comments")
CERTAINTIES: Final = ("certain", "fairly", "unsure", "")
NO_CODE_REASONS: Final = ("cannot_tell", "not_applicable", "")
YES: Final = {"1", "true", "yes", "x"}


def is_workbook(file: RatingFile) -> bool:
    """Return whether the file is a workbook.

    Parameters
    ----------
    file : RatingFile

    Returns
    -------
    bool

    Examples
    --------
    >>> is_workbook(RatingFile(b"unit,codes\\n", "ratings.csv", "Ada"))
    False
    """
    return file.is_workbook


def is_csv(file: RatingFile) -> bool:
    """Return whether the file is text other than JSON.

    Parameters
    ----------
    file : RatingFile

    Returns
    -------
    bool

    Raises
    ------
    UnusableRecord
        If the text cannot be decoded.

    Examples
    --------
    >>> is_csv(RatingFile(b"unit,codes\\n", "ratings.csv", "Ada"))
    True
    """
    return not file.is_workbook and not file.is_json


def is_download(file: RatingFile) -> bool:
    """Return whether the file is JSON that the coding screen downloads.

    Parameters
    ----------
    file : RatingFile

    Returns
    -------
    bool

    Raises
    ------
    UnusableRecord
        If the file begins like JSON but is not valid.

    Examples
    --------
    >>> is_download(RatingFile(b'[{"unit": 1, "codes": ["leak"]}]', "ratings.json", "Ada"))
    True
    """
    rows = file.value if file.is_json else None
    return (
        isinstance(rows, list) and bool(rows) and isinstance(rows[0], Mapping) and {"unit", "codes"} <= rows[0].keys()
    )


def read_table_rows(file: RatingFile) -> Iterator[RatingLine | Rejected]:
    """Yield the rows of a CSV file or a workbook.

    A unit without a code and without a no-code reason was not coded and is skipped.

    Parameters
    ----------
    file : RatingFile

    Yields
    ------
    RatingLine or Rejected
        In the order of the table.

    Raises
    ------
    UnusableRecord
        If the file is not a table.

    Examples
    --------
    >>> file = RatingFile(b"unit,Ada,Bo\\n1,outage,leak\\n2,,leak\\n", "ratings.csv", "Ada")
    >>> [(line.origin, line.units, line.codes) for line in read_table_rows(file)]
    [('ratings.csv:2', ('1',), ('outage',))]
    """
    table = read_table(file.data, file.name)
    names = table.column_names()
    column = next((name for name in (*CODES, file.rater.casefold()) if name in names), None)
    is_empty = True
    for row in table.filled_rows():
        if isinstance(row, Rejected):
            yield row
            continue
        is_empty = False
        if column is None or not any(name in names for name in UNIT):
            yield Rejected(table.name, f"The columns are {', '.join(names)}. {_required_columns(file.rater)}")
            return
        cells = {name: uncsv_cell(cell.strip()) for name, cell in zip(names, row.cells, strict=True)}
        yield from _rating_line(row.origin, cells, column)
    if is_empty:
        yield Rejected(table.name, f"The file contains no codings. {_required_columns(file.rater)}")


def read_download(file: RatingFile) -> Iterator[RatingLine | Rejected]:
    """Yield the entries of JSON that the coding screen downloads, read like the rows of a CSV download.

    Parameters
    ----------
    file : RatingFile

    Yields
    ------
    RatingLine or Rejected
        In the order of the file.

    Examples
    --------
    >>> file = RatingFile(b'[{"unit": 1, "codes": ["leak"]}, {"unit": 2}]', "ratings.json", "Ada")
    >>> line, rejected = read_download(file)
    >>> line.units, line.codes, rejected.source
    (('1',), ('leak',), 'ratings.json:entry 2')
    """
    for number, row in enumerate(file.value, 1):
        origin = f"{file.name}:entry {number}"
        codes = row.get("codes") if isinstance(row, Mapping) else None
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            yield Rejected(origin, "The entry has no list of codes. Use the file as it was downloaded.")
            continue
        cells = {str(name): value if isinstance(value, str) else "" for name, value in row.items()}
        cells |= {"unit": str(row.get("unit", "")), "discuss": "yes" if row.get("discuss") is True else ""}
        unclear = row.get("unclear")
        if isinstance(unclear, list) and unclear and all(isinstance(code, str) for code in unclear):
            cells["unclear"] = join_codes(unclear)
        cells["segments"] = json.dumps(row.get("segments") or [])
        cells["codes"] = join_codes(codes) if codes or not cells.get("uncoded") else ""
        yield from _rating_line(origin, cells, "codes")


def _required_columns(rater: str) -> str:
    return f"Add a column “unit”, and a column “codes” or one with the rater's name “{rater}”."


def _rating_line(origin: str, cells: Mapping[str, str], column: str) -> Iterator[RatingLine | Rejected]:
    """Yield the coding of one row, nothing if the unit was not coded; `column` has the codes."""
    units = tuple(cells[name] for name in UNIT if cells.get(name))
    cell = cells[column]
    no_code_reason = cells.get("uncoded", "").replace(" ", "_").casefold()
    unclear = cells.get("unclear", "")
    if not units:
        if cell or no_code_reason or unclear:
            yield Rejected(origin, "The row has codes but no unit. Add the unit's number or identifier.")
        return
    if not cell and not no_code_reason and not unclear:
        return
    certainty = cells.get("certainty", "").casefold()
    if certainty not in CERTAINTIES:
        yield Rejected(origin, f"Invalid certainty “{certainty}”. Use certain, fairly, unsure, or leave it empty.")
        return
    if no_code_reason not in NO_CODE_REASONS:
        yield Rejected(
            origin,
            f"Invalid no-code reason “{no_code_reason}”. Use cannot_tell, not_applicable, or leave “uncoded” empty.",
        )
        return
    words = _quoted_texts(cells.get("segments", ""))
    if words is None:
        yield Rejected(origin, "The segments cannot be read. Leave the column as it was downloaded, or remove it.")
        return
    yield RatingLine(
        origin,
        units,
        next((cells[name] for name in RATER if cells.get(name)), ""),
        tuple(code.strip() for code in split_codes(cell)),
        cell=cell,
        memo=next((cells[name] for name in MEMO if cells.get(name)), ""),
        certainty=certainty,
        no_code_reason=no_code_reason,
        flagged_for_discussion=cells.get("discuss", "").casefold() in YES,
        words=words,
        unclear=tuple(code.strip() for code in split_codes(unclear)) if unclear else (),
    )


def _quoted_texts(cell: str) -> tuple[QuotedText, ...] | None:
    """Return the passages of a JSON list of {"code", "start", "end", "quote"}; None if it is not such a list."""
    if not cell:
        return ()
    try:
        rows: Any = json.loads(cell)
        words = tuple(QuotedText(row["code"], row["quote"], row["start"]) for row in rows)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    valid = all(isinstance(w.code, str) and isinstance(w.quote, str) and type(w.start) is int for w in words)
    return words if valid else None
