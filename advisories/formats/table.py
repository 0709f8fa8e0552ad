"""Tables (CSV, XLSX, JSON list of flat objects). Columns are recognised by their names.

Names are compared without regard to case, and blanks in them are underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from advisories.formats import fields, record_facts, study_tables
from advisories.records import AdvisoryRecord, Affected, Rejected
from advisories.records.item import RawRecord, UnusableRecord
from advisories.records.severity import CvssEntry, cvss_entry, severity_word
from advisories.tables import Table
from advisories.tables.csv_rows import as_csv

ColumnMapping = Mapping[str, str]  # name of a fact -> its column: {"text": "Notes"}

NAME = "table"
COLUMNS = {
    "identifier": ("id", "identifier", "advisory", "key", "ghsa_id", "ghsa", "cve_id", "cve", "cveid", "vuln_id"),
    "body": ("text", "description", "details", "body", "summary", "summmary"),
    "title": ("title", "summary"),
    "markup": ("markup",),
    "project": ("project", "repository"),
    "severity": ("severity", "base_severity", "cvss_severity"),
    "cvss": ("cvss", "cvss_vector"),
    "score": ("score", "base_score", "cvss_score"),
    "cwes": ("cwe", "cwes", "cwe_id", "cwe_ids"),
    "ecosystem": ("ecosystem",),
    "package": ("package", "package_name"),
    "versions": ("affected_versions", "vulnerable_version_range"),
    "fixed": ("fixed", "fixed_version", "first_fixed", "patched_version"),
    "aliases": ("aliases", "ghsa_id", "cve_id", "ghsa", "cve", "cveid"),
    "references": ("url", "references", "reference", "link", "repo_url", "code_link", "codelink", "ref_link"),
    "published": ("published", "published_at", "date", "published_date", "publish_date", "disclosed"),
    "modified": ("modified", "modified_at", "updated", "updated_at", "last_modified_date", "update_date"),
    "withdrawn": ("withdrawn", "withdrawn_at"),
}
RATING = re.compile(r"cvss_?v?(?P<version>[234])(?:_vector(?:_string)?|(?:_base)?_(?P<kind>score|severity))?")
KINDS = ("vector", "score", "severity")  # of the columns of a rating
SHOWN = 8  # columns that are not read, in a remark
ONLY_TEXT = ("summary", "summmary")  # a text if no other column has one, else a title; Big-Vul has the second spelling


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


def map_columns(header: list[str], columns: ColumnMapping) -> list[str]:
    """Return the folded names of `header`, with the columns of some facts renamed to the fact.

    Raises
    ------
    UnusableRecord
        If a column does not exist.

    Examples
    --------
    >>> map_columns(["notes", "text"], {"text": "Notes"})
    ['text', 'text (not used)']
    """
    header = folded(header)
    for fact, column in columns.items():
        name = fold(column)
        if name not in header:
            raise UnusableRecord(f'the table has no column "{column[:60]}", which was named for the {fact}.')
        if fact in header and fact != name:
            header[header.index(fact)] = f"{fact} (not used)"
        header[header.index(name)] = fact
    return header


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return the name of a column for comparison.

    Examples
    --------
    >>> fold(" CVE ID"), fold("cve_id")
    ('cve_id', 'cve_id')
    """
    return re.sub(r"[\s_]+", "_", name.strip().casefold())


def folded(header: Iterable[str]) -> list[str]:
    """Return the folded names of columns; one that equals an earlier one gets a number.

    Examples
    --------
    >>> folded(["CVE ID", "cve_id ", "Text"])
    ['cve_id', 'cve_id_(2)', 'text']
    """
    names: dict[str, int] = {}
    result = []
    for name in map(fold, header):
        names[name] = names.get(name, 0) + 1
        result.append(name if names[name] == 1 or not name else f"{name}_({names[name]})")
    return result


def remarks_on(header: list[str], names: list[str]) -> tuple[str, ...]:
    """Return what a reader must know about the columns of a table, given their names as written and as they are read.

    Examples
    --------
    >>> remarks_on(["ID", "text", "Score", "Notes"], ["id", "text", "score", "notes"])
    ('“Score” names no version of CVSS, so its scores are read as those of v3.', 'Columns not read: “Notes”.')
    """
    written = dict(zip(names, (name.strip()[:60] for name in header), strict=True))
    remarks = []
    score = next((written[name] for name in COLUMNS["score"] if name in written), "")
    if score and not written.keys() & {*COLUMNS["cvss"]} and not written.keys() >= study_tables.BIG_VUL:
        remarks.append(f"“{score}” names no version of CVSS, so its scores are read as those of v3.")
    unread = [f"“{written[name]}”" for name in written if name and not _is_read(name)]
    if unread:
        more = f" and {len(unread) - SHOWN} more" if len(unread) > SHOWN else ""
        remarks.append(f"Columns not read: {', '.join(unread[:SHOWN])}{more}.")
    return tuple(remarks)


def _is_read(name: str) -> bool:
    """Return whether a column of this name is read, or one that programs add without a meaning."""
    return bool(
        any(name in names for names in COLUMNS.values())
        or name in study_tables.LITERALS
        or RATING.fullmatch(name)
        or re.fullmatch(r"unnamed:_\d+", name)
    )


def detect(item: dict[str, Any]) -> bool:
    """Return whether a row has a column for the identifier and one for the text.

    Examples
    --------
    >>> detect({"id": "", "notes": ""}), detect({"id": "", "text": ""})
    (False, True)
    """
    names = set(map(fold, item))
    return not (names.isdisjoint(COLUMNS["identifier"]) or names.isdisjoint(COLUMNS["body"]))


def missing(item: dict[str, Any]) -> str:
    """Return the error sentence for a table without a column for the identifier or the text.

    Examples
    --------
    >>> missing({"id": "A-1", "notes": "A crash."})
    'no column for the text: name one "text", "description", "details" or "body"; found id, notes.'
    """
    name = "body" if not {*COLUMNS["identifier"]}.isdisjoint(map(fold, item)) else "identifier"
    usual = COLUMNS[name][:-2]  # without names that only certain tables use
    return (
        f"no column for the {'text' if name == 'body' else name}: name one {_either(usual)}; "
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
    item = _read_cells(item)
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


def _columns(item: dict[str, Any], name: str) -> list[str]:
    """Return the columns of a fact. A column that is only sometimes a text is then no title."""
    columns = [column for column in COLUMNS[name] if column in item]
    if name in {"body", "title"}:
        texts = [column for column in COLUMNS["body"] if column in item and column not in ONLY_TEXT]
        if (name == "body") == bool(texts):
            return [column for column in columns if column not in ONLY_TEXT]
    return columns


def _ratings(item: dict[str, Any]) -> Iterator[CvssEntry | None]:
    """Yield the CVSS ratings of a row: by the versions that columns name, then those of other columns."""
    for version, columns in _rating_columns(tuple(item)):
        yield cvss_entry(version, *(fields.text(item, columns[kind]) if kind in columns else "" for kind in KINDS))
    vectors, score = _words(item, "cvss"), _cell(item, "score").strip()
    if len(vectors) == 1 or not vectors:
        yield cvss_entry("3", "".join(vectors), score)
    else:
        yield from (cvss_entry("", vector) for vector in vectors)


@lru_cache(maxsize=64)
def _rating_columns(names: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    """Return the versions of CVSS that columns name, each with its columns by what they hold.

    Examples
    --------
    >>> _rating_columns(("cve_id", "cvss2_base_score", "cvss_v2_vector"))
    [('2', {'score': 'cvss2_base_score', 'vector': 'cvss_v2_vector'})]
    """
    versions: dict[str, dict[str, str]] = {}
    for name in names:
        if match := RATING.fullmatch(name):
            versions.setdefault(match["version"], {}).setdefault(match["kind"] or "vector", name)
    return list(versions.items())


def _cell(item: dict[str, Any], name: str) -> str:
    """Return the first filled cell, without the quote that escapes a formula in our exports."""
    cells = (fields.text(item, column) for column in _columns(item, name))
    cell = next((cell for cell in cells if cell.strip()), "")
    return cell[1:] if re.match(r"'[=+\-@\t\r＝＋－＠]", cell) else cell


def _words(item: dict[str, Any], name: str) -> list[str]:
    """Return the words of a fact. In JSON, a cell may be a list of words."""
    words: list[str] = []
    for column in _columns(item, name):
        is_list = isinstance(item[column], list)
        words += fields.texts(item, column) if is_list else re.split(r"[\s,;]+", fields.text(item, column))
    return [word for word in words if word]


def _moment(item: dict[str, Any], name: str, remarks: list[str]) -> datetime | None:
    return fields.timestamp(item, next((c for c in _columns(item, name) if item[c]), name), remarks)


def _either(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names[:-1]) + f' or "{names[-1]}"'
