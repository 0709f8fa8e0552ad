"""Tables (CSV, XLSX, JSON list of flat objects). Columns are recognised by their names (`table_columns`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from advisories.formats import fields, record_facts, study_tables
from advisories.formats.table_columns import (
    KINDS,
    ColumnMapping,
    columns_of,
    detect,
    folded,
    map_columns,
    missing,
    rating_columns,
    remarks_on,
)
from advisories.records import AdvisoryRecord, Affected, Rejected
from advisories.records.item import RawRecord, UnusableRecord
from advisories.records.severity import CvssEntry, cvss_entry, severity_word
from advisories.tables import Table
from advisories.tables.csv_rows import as_csv

NAME = "table"


def raw_records(tables: Iterable[Table], columns: ColumnMapping) -> Iterator[RawRecord | Rejected]:
    """Yield the rows of the first table that has an identifier and a text.

    Parameters
    ----------
    tables : iterable of Table
        The table of a CSV file, or those of a workbook; at least one.
    columns : mapping of str to str
        Name of a fact -> its column. Another column with the name of the fact is then not used.

    Yields
    ------
    RawRecord or Rejected
        One per row.

    Raises
    ------
    UnusableRecord
        If no table has both columns, or a column of `columns` does not exist.

    Examples
    --------
    >>> from advisories.tables import TableRow
    >>> table = Table("a.csv", ["id", "text"], 1, iter([TableRow(2, "a.csv:2", ["A-1", "A crash."])]))
    >>> [(raw.value, raw.origin) for raw in raw_records([table], {})]
    [({'id': 'A-1', 'text': 'A crash.'}, 'a.csv:2')]
    """
    reason = ""
    for source in tables:
        header = map_columns(source.column_names(), columns)
        if not detect(dict.fromkeys(header, "")):
            where = f"sheet {source.sheet}: " if source.sheet else ""
            reason = reason or where + missing(dict.fromkeys(header, ""))
            continue
        stored = [index for index, name in enumerate(header) if name not in study_tables.CODE_COLUMNS]
        remarks = remarks_on(source.header, header)
        header = [header[index] for index in stored]
        count = 0
        for number, row in enumerate(source.filled_rows(), 2):
            if isinstance(row, Rejected):
                yield row
                continue
            cells = [row.cells[index] for index in stored]
            yield RawRecord(
                dict(zip(header, cells, strict=True)),
                as_csv(header, cells),
                row.origin,
                is_row=True,
                row=0 if source.sheet else number,  # a row of a sheet has its number in the origin
                remarks=() if count else remarks,
            )
            count += 1
        if not count:
            yield Rejected(source.name, "the table has a header but no row.")
        return
    raise UnusableRecord(reason)


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one row.

    Parameters
    ----------
    item : dict
        Column name -> cell.
    content : str
        Its text, stored unchanged.
    origin : str
        Its origin, as shown in reports.

    Returns
    -------
    AdvisoryRecord
        Several values in one cell are separated by spaces, commas or semicolons. The text is plain unless the column
        "markup" says "markdown".

    Raises
    ------
    UnusableRecord
        If a column or the identifier is missing, or a field has the wrong type; the sentence names the field.

    Examples
    --------
    >>> record({"id": "A-1", "text": "A crash.", "cwe": "CWE-79, CWE-89"}, "", "a.csv:2").cwes
    ('CWE-79', 'CWE-89')
    """
    if not detect(item):
        raise UnusableRecord(missing(item))
    item = _read_cells(item)
    first = next((column for column in columns_of(item, "identifier") if fields.text(item, column).strip()), "")
    identifier = fields.identifier(item, first or columns_of(item, "identifier")[0])
    title, body = _cell(item, "title"), _cell(item, "body")
    remarks: list[str] = []
    aliases, related = split_names(
        identifier, record_facts.aliases(_words(item, "aliases"), own=identifier, remarks=remarks), ()
    )
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        content=content,
        origin=origin,
        aliases=aliases,
        related=related,
        markup="markdown" if _cell(item, "markup").strip().casefold() == "markdown" else "plain",
        severity=severity_word(_cell(item, "severity")),
        cvss=record_facts.cvss(_ratings(item)),
        cwes=record_facts.cwes(_words(item, "cwes")),
        packages=record_facts.packages([(_cell(item, "ecosystem"), _cell(item, "package"))]),
        references=record_facts.urls(_words(item, "references")),
        project=_cell(item, "project").strip(),
        published_at=_moment(item, "published", remarks),
        modified_at=_moment(item, "modified", remarks),
        withdrawn_at=_moment(item, "withdrawn", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def split_names(
    identifier: str, aliases: tuple[str, ...], related: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the aliases and the related identifiers of a row. If it names two CVEs, it joins nothing.

    Such a row is about a release with several flaws.

    Examples
    --------
    >>> split_names("1", ("CVE-2026-0001",), ()), split_names("1", ("CVE-2026-0001", "CVE-2026-0002"), ())
    ((('CVE-2026-0001',), ()), ((), ('CVE-2026-0001', 'CVE-2026-0002')))
    """
    named = {identifier, *aliases, *related}
    if sum(name.startswith("CVE-") for name in named) < 2:
        return aliases, related
    return (), tuple(sorted(named - {identifier}))


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per fixed version of a row; one without a fixed version if it names none.

    Yields
    ------
    Affected

    Examples
    --------
    >>> list(affected({"id": "A-1", "package": "demo", "fixed": "1.9"}))
    [Affected(ecosystem='', package='demo', versions='', fixed='1.9')]
    """
    item = _read_cells(item)
    ecosystem, name, versions = (_cell(item, column).strip() for column in ("ecosystem", "package", "versions"))
    fixed = _words(item, "fixed") or [""]
    if name or versions or any(fixed):
        yield from (Affected(ecosystem, name, versions, each) for each in fixed)


def _read_cells(item: dict[str, Any]) -> dict[str, Any]:
    return study_tables.read_cells(dict(zip(folded(item), item.values(), strict=True)))


def _ratings(item: dict[str, Any]) -> Iterator[CvssEntry | None]:
    """Yield the CVSS ratings of a row: by the versions that columns name, then those of other columns."""
    for version, columns in rating_columns(tuple(item)):
        yield cvss_entry(version, *(fields.text(item, columns[kind]) if kind in columns else "" for kind in KINDS))
    vectors, score = _words(item, "cvss"), _cell(item, "score").strip()
    if len(vectors) == 1 or not vectors:
        yield cvss_entry("3", "".join(vectors), score)
    else:
        yield from (cvss_entry("", vector) for vector in vectors)


def _cell(item: dict[str, Any], name: str) -> str:
    """Return the first filled cell, without the quote that escapes a formula in our exports."""
    cells = (fields.text(item, column) for column in columns_of(item, name))
    cell = next((cell for cell in cells if cell.strip()), "")
    return cell[1:] if re.match(r"'[=+\-@\t\r＝＋－＠]", cell) else cell


def _words(item: dict[str, Any], name: str) -> list[str]:
    """Return the words of a fact. In JSON, a cell may be a list of words."""
    words: list[str] = []
    for column in columns_of(item, name):
        is_list = isinstance(item[column], list)
        words += fields.texts(item, column) if is_list else re.split(r"[\s,;]+", fields.text(item, column))
    return [word for word in words if word]


def _moment(item: dict[str, Any], name: str, remarks: list[str]) -> datetime | None:
    return fields.timestamp(item, next((c for c in columns_of(item, name) if item[c]), name), remarks)
