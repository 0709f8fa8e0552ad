"""What is always said of a reading, before any number: as text, and as the object `reading` of the JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from coding.formats.ratings.answers import FileRead, LeftOut
from coding.formats.ratings.diagnosis import Diagnosis
from coding.formats.ratings.read import RatingsRead
from coding.statistics.report_text import printable

DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
WHATS: Final = {
    "column": "columns",
    "row": "rows",
    "sheet": "sheets",
    "annotation": "annotations",
    "file": "files",
    "rater": "raters",
}


def reading_json(read: RatingsRead, diagnosis: Diagnosis) -> dict[str, Any]:
    """Return the object `reading`.

    Parameters
    ----------
    read : RatingsRead
    diagnosis : Diagnosis

    Returns
    -------
    dict
    """
    sheaf = read.sheaf
    return {
        "files": [_file_json(file) for file in read.files],
        "layout": read.layout,
        "unit": {"by": sheaf.by, "columns": list(sheaf.unit_columns)},
        "raters": [
            {
                "name": rater,
                "from": read.origin.get(rater, rater),
                "ratings": sum(codes is not None for codes in given),
                "empty": sum(codes is None for codes in given) - read.no_code.get(rater, 0),
                "no_code": read.no_code.get(rater, 0),
            }
            for rater, given in read.codes.items()
        ],
        "questions": read.questions,
        "question": read.question,
        "final": {"column": sheaf.final.name, "filled": sheaf.final.filled} if sheaf.final else None,
        "separator": read.separator,
        "left_out": [asdict(left) for left in read.left_out],
        "decided": read.decided,
        "checks": [
            {**asdict(check), "where": list(check.where), "figures": dict(check.figures)} for check in diagnosis.checks
        ],
        "conventions": [{"as": each.reading, "value": each.value} for each in diagnosis.conventions],
    }


def _file_json(file: FileRead) -> dict[str, Any]:
    names = ("name", "sha256", "bytes", "format", "encoding", "delimiter", "sheet", "header_row")
    return {name: getattr(file, name) for name in names}


def reading_lines(read: RatingsRead) -> list[str]:
    """Return what is always said of a reading: files, layout with units and raters, what is left out, codes."""
    return [printable(line) for line in _said(read)]


def reading_text(read: RatingsRead, diagnosis: Diagnosis) -> str:
    """Return what was read, in a few lines for a terminal.

    Parameters
    ----------
    read : RatingsRead
    diagnosis : Diagnosis

    Returns
    -------
    str

    Examples
    --------
    >>> from coding.formats.ratings.diagnosis import diagnosed
    >>> from coding.formats.ratings.read import File, read_files
    >>> read = read_files([File("codes.csv", b"unit,ada,bo,notes\\n1,leak,outage,x\\n2,leak,,\\n")])
    >>> print(reading_text(read, diagnosed(read)).split("\\n10")[0])  # doctest: +ELLIPSIS
    codes.csv (commas)
    wide: units by “unit” · raters ada (2 ratings), bo (1 rating, 1 empty)
    left out: column “notes” (notes)
    2 codes.
    ...
    """
    return "\n".join(printable(line) for line in _lines(read, diagnosis))


def _lines(read: RatingsRead, diagnosis: Diagnosis) -> Iterator[str]:
    yield from _said(read)
    for check in diagnosis.checks:
        yield f"{'Warning: ' if check.severity == 'warn' else ''}{check.sentence}"
    for each in diagnosis.conventions:
        value = "undefined" if each.value is None else f"{each.value:.3f}"
        yield f"With {each.reading}, {_symbol(diagnosis.primary)} would be {value}."


def _said(read: RatingsRead) -> Iterator[str]:
    for file in read.files:
        yield _file(file, [left for left in read.left_out if left.what == "sheet"] if len(read.files) == 1 else [])
    parts = [f"{read.layout}: {_units(read)}", f"raters {_raters(read)}"]
    if read.question is not None:
        parts.append(f"question “{read.question}” of {len(read.questions)}")
    if read.sheaf.final:
        parts.append(f"final “{read.sheaf.final.name}” kept apart")
    yield " · ".join(parts)
    if left := _left_out([left for left in read.left_out if left.what != "sheet" or len(read.files) > 1]):
        yield f"left out: {left}"
    codes = len({code for given in read.codes.values() for row in given for code in row or ()})
    yield f"{codes} {'code' if codes == 1 else 'codes'}."


def _symbol(name: str) -> str:
    return name.replace("_", " ")


def _file(file: FileRead, sheets: list[LeftOut]) -> str:
    facts = []
    if file.delimiter:
        facts.append(DELIMITERS.get(file.delimiter, f"“{file.delimiter}”"))
    if file.encoding not in ("", "utf-8"):
        facts.append(file.encoding)
    if file.header_row is not None and file.header_row > 1:
        facts.append(f"row {file.header_row} has the names")
    if file.header_row == 0 and file.format not in ("json", "jsonl"):
        facts.append("no row has names")
    if sheets:
        facts.append(f"{_list([f'{left.name} ({left.why})' for left in sheets])} left out")
    name = f"{file.name}, sheet “{file.sheet}”" if file.sheet else file.name
    return f"{name} ({'; '.join(facts)})" if facts else name


def _units(read: RatingsRead) -> str:
    if not read.sheaf.unit_columns:
        return f"{len(read.sheaf.units)} units, numbered by row"
    return "units by " + " and ".join(f"“{name}”" for name in read.sheaf.unit_columns)


def _raters(read: RatingsRead) -> str:
    texts = []
    for rater, given in read.codes.items():
        rated = sum(codes is not None for codes in given)
        no_code = read.no_code.get(rater, 0)
        empty = len(given) - rated - no_code
        facts = [f"{rated} {'rating' if rated == 1 else 'ratings'}"]
        facts += [f"{no_code} without a code"] if no_code else []
        facts += [f"{empty} empty"] if empty else []
        texts.append(f"{rater} ({', '.join(facts)})")
    return ", ".join(texts)


def _left_out(left_out: list[LeftOut]) -> str:
    by_kind: dict[str, list[str]] = {}
    for left in left_out:
        by_kind.setdefault(left.what, []).append(f"“{left.name}” ({left.why})")
    texts = [f"{kind if len(names) == 1 else WHATS[kind]} {', '.join(names)}" for kind, names in by_kind.items()]
    return " · ".join(texts)


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
