"""Parses files into advisory records. The content of each record decides on its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from advisories.formats import (
    DETECTED,
    FORMATS,
    WRAPPED,
    cve_facts,
    json_yaml,
    record_facts,
    refused,
    rustsec,
    table,
)
from advisories.formats.table_columns import ColumnMapping
from advisories.formats.uniting import Position, unite
from advisories.records import AdvisoryRecord, Affected, Rejected, Repeated
from advisories.records.cve_facts import CveFacts
from advisories.records.item import RawRecord, UnusableRecord
from advisories.tables import Table, is_workbook, iter_tables, read_table
from advisories.tables.csv_rows import looks_like_csv, read_csv
from advisories.tables.encoding import decode

ParsedRecord = AdvisoryRecord | Rejected | Repeated | CveFacts
CVE_FACTS: Final = ("auto", cve_facts.KEV, cve_facts.EPSS)  # formats as which a file can have facts about CVEs


def parse(
    data: bytes, origin: str, file_format: str = "auto", columns: ColumnMapping | None = None
) -> Iterator[ParsedRecord]:
    """Read the records of one file. Those that share an identifier become one, or are rejected if they differ.

    Parameters
    ----------
    data : bytes
        The file.
    origin : str
        The origin of the file, as shown in reports.
    file_format : str
        A key of `FORMATS`, or "auto" to detect the format of each record by its content.
    columns : mapping of str to str, optional
        For tables: the name of a fact -> its column, for columns with other names.

    Yields
    ------
    AdvisoryRecord, Rejected or Repeated
        One per record of the file. No record is dropped, and no exception is raised.
    CveFacts
        Up to 10,000 rows of a file of facts about CVEs.

    Examples
    --------
    >>> [record] = parse(b"id,text\\nCVE-2026-0001,Crash on start.\\n", "notes.csv")
    >>> record.format, record.identifier, record.body, record.origin
    ('table', 'CVE-2026-0001', 'Crash on start.', 'notes.csv:2')
    >>> [rejected] = parse(b"{}", "empty.json")
    >>> rejected.source
    'empty.json'
    """
    items: list[tuple[AdvisoryRecord | Rejected, Position]] = []
    remarks: tuple[str, ...] = ()  # on the file; they go to its first record
    try:
        for raw in _raw_records(data, origin, columns or {}, facts=file_format in CVE_FACTS):
            if isinstance(raw, CveFacts):
                yield raw
            elif isinstance(raw, Rejected):
                items.append((raw, Position(raw.source)))
            else:
                remarks += raw.remarks
                for item in _records(raw, file_format):
                    if remarks and isinstance(item, AdvisoryRecord):
                        item, remarks = replace(item, remarks=item.remarks + remarks), ()
                    items.append((item, Position(_origin(item), raw.row)))
    except UnusableRecord as error:
        items.append((Rejected(error.origin or origin, error.reason), Position(origin)))
    # Whether a record may be stored depends on those after it.
    yield from unite(items)


def _origin(item: AdvisoryRecord | Rejected) -> str:
    return item.origin if isinstance(item, AdvisoryRecord) else item.source


def read_head(data: bytes, origin: str) -> Table | None:
    """Return the table of advisories in a file, with any columns; None if the file is broken or something else.

    Examples
    --------
    >>> table = read_head(b"number,notes\\n1,Crash.\\n", "notes.csv")
    >>> table.header
    ['number', 'notes']
    >>> read_head(b"{}", "empty.json") is None
    True
    """
    try:
        if not is_workbook(data):
            text = decode(data)
            if json_yaml.is_json_or_yaml(text) or not looks_like_csv(text):
                return None
            if cve_facts.facts_of_text(text, origin) is not None:
                return None  # its columns are known
        return read_table(data, origin)
    except UnusableRecord:
        return None


def parse_again(content: str, origin: str, file_format: str) -> AdvisoryRecord:
    """Parse a stored record.

    Parameters
    ----------
    content : str
        `AdvisoryRecord.content` as stored.
    origin : str
        The origin of the record returned.
    file_format : str
        A key of `FORMATS`.

    Raises
    ------
    ValueError
        If the text does not contain exactly one usable record.
    KeyError
        If the format no longer exists.

    Examples
    --------
    >>> parse_again("id,text\\nA-1,Crash.\\n", "notes.csv:7", "table").body
    'Crash.'
    """
    records = [_record(raw, file_format) for raw in _stored_raw_records(content, origin)]
    united = unite([(record, Position(_origin(record))) for record in records])
    for item in united:
        if isinstance(item, Rejected):
            raise ValueError(f"A stored record can no longer be read: {item.source}: {item.reason}")
    [*usable] = (item for item in united if isinstance(item, AdvisoryRecord))
    if len(usable) != 1:
        raise ValueError(f"A stored record contains {len(usable)} records instead of one: {origin}")
    # Otherwise a row would have the line number in `content`.
    return replace(usable[0], origin=origin, content=content)


def affected_versions(content: str, file_format: str) -> tuple[Affected, ...]:
    """Return the version ranges that a stored record calls affected.

    Raises
    ------
    ValueError
        If they cannot be read.
    KeyError
        If the format no longer exists.

    Examples
    --------
    >>> affected_versions("id,text,package,fixed\\nA-1,Crash.,left-pad,1.3.0\\n", "table")
    (Affected(ecosystem='', package='left-pad', versions='', fixed='1.3.0'),)
    """
    try:
        ranges = (FORMATS[file_format].module.affected(raw.value) for raw in _stored_raw_records(content, ""))
        return tuple(dict.fromkeys(chain.from_iterable(ranges)))
    except UnusableRecord as error:
        raise ValueError(f"The affected versions cannot be read: {error.reason}") from None


def _raw_records(
    data: bytes, origin: str, columns: ColumnMapping, *, facts: bool
) -> Iterator[RawRecord | Rejected | CveFacts]:
    if is_workbook(data):
        return table.raw_records(iter_tables(data, origin), columns)
    return _raw_records_of_text(decode(data), origin, columns, facts=facts)


def _raw_records_of_text(
    text: str, origin: str, columns: ColumnMapping, *, facts: bool = False
) -> Iterator[RawRecord | Rejected | CveFacts]:
    """Yield the records of a text; with `facts`, also the rows of a file of facts about CVEs."""
    if rustsec.is_rustsec(text):
        yield RawRecord(rustsec.read_value(text), text, origin)
    elif facts and (rows := cve_facts.facts_of_text(text, origin)) is not None:
        yield from rows
    elif looks_like_csv(text) and not json_yaml.is_json_or_yaml(text):
        yield from table.raw_records([read_csv(text, origin)], columns)
    else:
        value = json_yaml.read_value(text)
        rows = cve_facts.facts_of_value(value, origin) if facts else None
        yield from [RawRecord(value, text, origin)] if rows is None else rows


def _stored_raw_records(content: str, origin: str) -> list[RawRecord]:
    """Return what the text of a stored record contains: one record, or several of one identifier that are one."""
    try:
        raw_records = list(_raw_records_of_text(content, origin, {}))
    except UnusableRecord as error:
        raw_records = [Rejected(error.origin or origin, error.reason)]
    stored: list[RawRecord] = []
    for raw in raw_records:
        if isinstance(raw, CveFacts):
            raise ValueError(f"A stored record has facts about CVEs only: {origin}")
        if isinstance(raw, Rejected):
            raise ValueError(f"A stored record can no longer be read: {raw.source}: {raw.reason}")
        if isinstance(raw.value, list):
            stored += (RawRecord(value, json_yaml.as_json(value), origin) for value in raw.value)
        else:
            stored.append(raw)
    return stored


def _records(raw: RawRecord, file_format: str) -> Iterator[AdvisoryRecord | Rejected]:
    """Yield the record, or those in the list that wraps them."""
    try:
        values = _wrapped_records(raw.value)
    except UnusableRecord as error:
        yield Rejected(raw.origin, error.reason)
        return
    if values is None:
        yield _record(raw, file_format)
        return
    if not values:
        yield Rejected(raw.origin, "the list of advisories is empty.")
    for number, value in enumerate(values, 1):
        origin = f"{raw.origin}#{number}"
        try:
            inner = _wrapped_records(value) if isinstance(value, dict) else None
        except UnusableRecord as error:
            yield Rejected(origin, error.reason)
            continue
        # A list may hold wrapped records, such as the results of several projects.
        for each in [value] if inner is None else inner:
            yield _record(RawRecord(each, json_yaml.as_json(each), origin), file_format)


def _wrapped_records(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for module in WRAPPED:
            if (values := module.unwrap(value)) is not None:
                return list(values)
    return None


def _record(raw: RawRecord, file_format: str) -> AdvisoryRecord | Rejected:
    try:
        if not isinstance(raw.value, dict):
            raise UnusableRecord("this is not an advisory. Use a JSON object with fields.")
        name = "table" if raw.is_row else _detect(raw.value) if file_format == "auto" else file_format
        record: AdvisoryRecord = FORMATS[name].module.record(raw.value, raw.content, raw.origin)
        if not record.rejection:
            record_facts.check_readable(record.title, record.body)
        record_facts.check_part(record.part)
        return record
    except UnusableRecord as error:
        return Rejected(raw.origin, error.reason)


def _detect(value: dict[str, Any]) -> str:
    """Return the name of the first format that recognises the record."""
    for module in DETECTED:
        if module.detect(value) and not (module is table and _is_nested(value)):
            return str(module.NAME)
    raise UnusableRecord(refused.reason(value, ", ".join(FORMATS)))


def _is_nested(value: dict[str, Any]) -> bool:
    """Return whether an object contains objects. A row of a table never does."""
    return any(isinstance(each, dict) for each in value.values())
