"""Tables (CSV, XLSX, JSON list of flat objects). Columns are recognised by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected, Rejected
from advisories.records.item import RawRecord, UnusableRecord
from advisories.records.severity import cvss_entry, severity_word
from advisories.tables import Table
from advisories.tables.csv_rows import as_csv

ColumnMapping = Mapping[str, str]  # name of a fact -> its column: {"text": "Notes"}

NAME = "table"
COLUMNS = {
    "identifier": ("id", "identifier", "advisory", "key", "ghsa_id", "ghsa", "cve_id", "cve"),
    "body": ("text", "description", "details", "body"),
    "title": ("title", "summary"),
    "markup": ("markup",),
    "project": ("project", "repository"),
    "severity": ("severity",),
    "cvss": ("cvss", "cvss_vector", "cvss_v3", "cvss_v4"),
    "cwes": ("cwe", "cwes", "cwe_id", "cwe_ids"),
    "ecosystem": ("ecosystem",),
    "package": ("package", "package_name"),
    "versions": ("affected_versions", "vulnerable_version_range"),
    "fixed": ("fixed", "fixed_version", "first_fixed", "patched_version"),
    "aliases": ("aliases", "ghsa_id", "cve_id", "ghsa", "cve"),
    "references": ("url", "references", "reference", "link"),
    "published": ("published", "published_at", "date"),
    "modified": ("modified", "modified_at", "updated", "updated_at"),
    "withdrawn": ("withdrawn", "withdrawn_at"),
}


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
        count = 0
        for number, row in enumerate(source.filled_rows(), 2):
            if isinstance(row, Rejected):
                yield row
                continue
            count += 1
            yield RawRecord(
                dict(zip(header, row.cells, strict=True)),
                as_csv(header, row.cells),
                row.origin,
                is_row=True,
                row=0 if source.sheet else number,  # a row of a sheet has its number in the origin
            )
        if not count:
            yield Rejected(source.name, "the table has a header but no row.")
        return
    raise UnusableRecord(reason)


def map_columns(header: list[str], columns: ColumnMapping) -> list[str]:
    """Return `header` with the columns of some facts renamed to the fact.

    Raises
    ------
    UnusableRecord
        If a column does not exist.

    Examples
    --------
    >>> map_columns(["notes", "text"], {"text": "Notes"})
    ['text', 'text (not used)']
    """
    header = list(header)
    for fact, column in columns.items():
        name = column.strip().casefold()
        if name not in header:
            raise UnusableRecord(f'the table has no column "{column[:60]}", which was named for the {fact}.')
        if fact in header and fact != name:
            header[header.index(fact)] = f"{fact} (not used)"
        header[header.index(name)] = fact
    return header


def detect(item: dict[str, Any]) -> bool:
    """Return whether a row has a column for the identifier and one for the text.

    Examples
    --------
    >>> detect({"id": "", "notes": ""}), detect({"id": "", "text": ""})
    (False, True)
    """
    return bool(_columns(item, "identifier") and _columns(item, "body"))


def missing(item: dict[str, Any]) -> str:
    """Return the error sentence for a table without a column for the identifier or the text.

    Examples
    --------
    >>> missing({"id": "A-1", "notes": "A crash."})
    'no column for the text: name one "text", "description", "details" or "body"; found id, notes.'
    """
    name = "body" if _columns(item, "identifier") else "identifier"
    return (
        f"no column for the {'text' if name == 'body' else name}: name one {_either(COLUMNS[name])}; "
        f"found {', '.join(column for column in item if column) or 'none'}."
    )


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
    first = next((column for column in _columns(item, "identifier") if fields.text(item, column).strip()), "")
    identifier = fields.identifier(item, first or _columns(item, "identifier")[0])
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
        cvss=record_facts.cvss(cvss_entry("", vector) for vector in _words(item, "cvss")),
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
    ecosystem, name, versions = (_cell(item, column).strip() for column in ("ecosystem", "package", "versions"))
    fixed = _words(item, "fixed") or [""]
    if name or versions or any(fixed):
        yield from (Affected(ecosystem, name, versions, each) for each in fixed)


def _columns(item: dict[str, Any], name: str) -> list[str]:
    return [column for column in COLUMNS[name] if column in item]


def _cell(item: dict[str, Any], name: str) -> str:
    """Return the first filled cell, without the quote that escapes a formula in our exports."""
    cells = (fields.text(item, column) for column in _columns(item, name))
    cell = next((cell for cell in cells if cell.strip()), "")
    return cell[1:] if re.match(r"'[=+\-@\t\r＝＋－＠]", cell) else cell


def _words(item: dict[str, Any], name: str) -> list[str]:
    return [word for column in _columns(item, name) for word in re.split(r"[\s,;]+", fields.text(item, column)) if word]


def _moment(item: dict[str, Any], name: str, remarks: list[str]) -> datetime | None:
    return fields.timestamp(item, next((c for c in _columns(item, name) if item[c]), name), remarks)


def _either(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names[:-1]) + f' or "{names[-1]}"'
