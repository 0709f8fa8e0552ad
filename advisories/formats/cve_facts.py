"""CISA's KEV catalogue and EPSS scores of FIRST: facts about CVEs, not advisories. Read in one pass.

The catalogue is JSON or CSV. EPSS scores are CSV, after a line like `#model_version:v2025.03.14,score_date:2025-12-26`,
or an answer of its API in JSON.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final

from advisories.formats.dates import parse_moment
from advisories.records import Rejected
from advisories.records.cve_facts import BLOCK, CveFacts, EpssRow, KevRow
from advisories.records.identifiers import CVE, YEARS, normalise_identifier
from advisories.records.item import UnusableRecord

KEV, EPSS = "kev", "epss"
KEV_COLUMNS: Final = frozenset({"cveid", "dateadded"})
EPSS_COLUMNS: Final = frozenset({"cve", "epss", "percentile"})
COMMENT: Final = re.compile(r"#\s*model_version:([^,\s]{1,40})\s*,\s*score_date:(\d{4}-\d\d-\d\d)")
HEAD: Final = 2_000  # characters in which comment and header are searched for

Item = CveFacts | Rejected


def facts_of_text(text: str, origin: str) -> Iterator[Item] | None:
    """Return the rows of a CSV file with these facts; None if it is another file.

    Examples
    --------
    >>> text = "#model_version:v2025.03.14,score_date:2025-12-26\\ncve,epss,percentile\\nCVE-2026-0001,0.5,0.9\\n"
    >>> [facts] = facts_of_text(text, "epss.csv")
    >>> facts.date, facts.rows
    ('2025-12-26', (EpssRow(cve='CVE-2026-0001', score=0.5, percentile=0.9),))
    >>> facts_of_text("id,text\\nA-1,Crash.\\n", "notes.csv") is None
    True
    """
    lines = [line for line in text[:HEAD].splitlines() if line.strip()][:4]
    comments = [line for line in lines if line.startswith("#")]
    header = next((line for line in lines if not line.startswith("#")), "")
    names = {name.strip().strip('"').casefold() for name in header.split(",")}
    if names >= EPSS_COLUMNS:
        stated = next((match for line in comments if (match := COMMENT.match(line))), None)
        return _epss(_rows(text), origin, *((stated[2], stated[1]) if stated else ("", "")))
    return _kev(_rows(text), origin) if names >= KEV_COLUMNS else None


def facts_of_value(value: Any, origin: str) -> Iterator[Item] | None:
    """Return the rows of a JSON value with these facts; None if it is something else."""
    if not isinstance(value, dict):
        return None
    if _is_list_of(value.get("vulnerabilities"), KEV_COLUMNS):
        return _kev(enumerate(map(_folded, value["vulnerabilities"]), 1), origin, "#")
    if _is_list_of(value.get("data"), EPSS_COLUMNS):
        days = {str(item.get("date", "")) for item in value["data"] if isinstance(item, dict)}
        day = days.pop() if len(days) == 1 else ""
        return _epss(enumerate(map(_folded, value["data"]), 1), origin, day, "", "#")
    return None


def record(value: Any, content: str, origin: str) -> Any:
    """Refuse the record: these files hold no advisory."""
    raise UnusableRecord(
        "this is neither CISA's catalogue of known exploited vulnerabilities nor a file of EPSS scores."
    )


def _is_list_of(items: Any, columns: frozenset[str]) -> bool:
    return isinstance(items, list) and bool(items) and _folded(items[0]).keys() >= columns


def _folded(item: Any) -> dict[str, Any]:
    """Return an object with its names case folded; nothing for another value."""
    return {str(name).strip().casefold(): value for name, value in item.items()} if isinstance(item, dict) else {}


def _rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number of the line and the cells of each row, by the case-folded names of the columns."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines)
    header: list[str] | None = None
    try:
        for cells in reader:
            if not cells or not any(cells) or (header is None and cells[0].startswith("#")):
                continue
            if header is None:
                header = [cell.strip().casefold() for cell in cells]
            else:
                yield reader.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise UnusableRecord(f"line {reader.line_num} is no CSV: {error}.") from None


def _kev(rows: Iterable[tuple[int, Mapping[str, Any]]], origin: str, sign: str = ":") -> Iterator[Item]:
    def read(row: Mapping[str, Any]) -> KevRow:
        added = _day(row.get("dateadded"))
        if not added:
            raise UnusableRecord(f"“{_short(row.get('dateadded'))}” is no date.")
        ransomware = str(row.get("knownransomwarecampaignuse") or "").strip().casefold() == "known"
        return KevRow(_cve(row.get("cveid")), added, _day(row.get("duedate")), ransomware)

    return _blocks(rows, read, origin, sign, lambda part: CveFacts("kev", part))


def _epss(
    rows: Iterable[tuple[int, Mapping[str, Any]]], origin: str, day: str, model: str, sign: str = ":"
) -> Iterator[Item]:
    day = _day(day)

    def read(row: Mapping[str, Any]) -> EpssRow:
        return EpssRow(_cve(row.get("cve")), _share(row, "epss"), _share(row, "percentile"))

    return _blocks(rows, read, origin, sign, lambda part: CveFacts("epss", part, day, model))


def _blocks(
    rows: Iterable[tuple[int, Mapping[str, Any]]], read: Any, origin: str, sign: str, block: Any
) -> Iterator[Item]:
    """Yield blocks of the rows that `read` accepts, and a rejection for each of the others."""
    numbered = iter(rows)
    while part := list(islice(numbered, BLOCK)):
        accepted, rejected = [], []
        for number, row in part:
            try:
                accepted.append(read(row))
            except UnusableRecord as error:
                rejected.append(Rejected(f"{origin}{sign}{number}", error.reason))
        if accepted:
            yield block(tuple(accepted))
        yield from rejected


def _cve(value: Any) -> str:
    identifier = normalise_identifier(str(value or ""))
    match = CVE.fullmatch(identifier)
    if match is None or int(match[1]) not in YEARS:
        raise UnusableRecord(f"“{_short(value)}” is no CVE identifier.")
    return identifier


def _share(row: Mapping[str, Any], name: str) -> float:
    text = str(row.get(name) or "").strip()
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UnusableRecord(f"the {name} “{_short(text)}” is no number from 0 to 1.")
    return share


def _day(value: Any) -> str:
    """Return the day of a date or time as in ISO 8601, "" if there is none."""
    text = str(value or "").strip()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        moment = parse_moment(text) if text else None
        return moment.date().isoformat() if moment else ""


def _short(value: Any) -> str:
    return str(value or "")[:40]
