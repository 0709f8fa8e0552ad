"""The table of importers: one module a format, found by what a record holds, never by its file's name.

A module has `NAME`, `detect(item)`, `unwrap(value)` (the list inside an answer that wraps its records, else
None), `record(item, content, origin)`, which returns an AdvisoryRecord or raises Unusable with one
sentence, and `affected(item)`, which yields the ranges of versions that a record names. To add a format,
write such a module and name it here; docs/formats.md describes each.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from types import ModuleType
from typing import Any, Final

from advisories.formats import cve, ghsa_graphql, ghsa_rest, osv, table
from advisories.formats import json_yaml as notation
from advisories.formats.fields import Unusable, readable
from advisories.records import AdvisoryRecord, Affected, Rejected
from advisories.records.item import Item
from advisories.tables import xlsx as workbook
from advisories.tables.csv_rows import Columns

# In the order of detection, which is also the order of precedence among records of one identifier.
FORMATS: Final[dict[str, ModuleType]] = {module.NAME: module for module in (ghsa_rest, ghsa_graphql, osv, cve, table)}


def parse(
    data: bytes, origin: str, format: str = "auto", columns: Columns | None = None
) -> Iterator[AdvisoryRecord | Rejected]:
    """Read the records of one file.

    Parameters
    ----------
    data : the file's bytes.
    origin : where they come from, as shown in reports.
    format : a key of `FORMATS`, or "auto" to find it by content, record by record.
    columns : of a table: a fact's own column name -> the column it stands in, where that has another name.

    Yields
    ------
    Every record, or one `Rejected` for each that cannot be used; nothing is dropped and nothing is raised.
    """
    if _is_workbook(data):
        items = workbook.items(data, origin, columns or {})
    else:
        try:
            items = notation.items(decode(data), origin, columns or {})
        except Unusable as error:
            yield Rejected(origin, error.reason)
            return
    for item in items:
        if isinstance(item, Rejected):
            yield item
        elif item.is_row and not table.detect(item.value):
            yield Rejected(origin, table.missing(item.value))  # one sentence for the table, not one a row
            return
        else:
            yield from _records(item, format)


def table_head(data: bytes, origin: str) -> Iterator[dict[str, str]] | None:
    """The rows of a table, whatever its columns are called; None for what is no table, or cannot be read."""
    try:
        items = workbook.sheet(data, origin) if _is_workbook(data) else notation.items(decode(data), origin)
    except Unusable:
        return None
    rows = (item.value for item in items if isinstance(item, Item) and item.is_row)
    first = next(rows, None)
    return None if first is None else chain([first], rows)


def again(content: str, origin: str, format: str) -> AdvisoryRecord:
    """Read a record that was kept, from its own text; ValueError if that is no longer possible."""
    read = _record(_kept(content, origin), format)
    if isinstance(read, Rejected):
        raise ValueError(f"A stored record can no longer be read: {read.source}: {read.reason}")
    return replace(read, origin=origin)  # a row of a table would be called by its line once more


def affected_again(content: str, format: str) -> tuple[Affected, ...]:
    """What a record that was kept calls affected; ValueError where that cannot be read."""
    try:
        return tuple(FORMATS[format].affected(_kept(content, "").value))
    except Unusable as error:
        raise ValueError(f"The affected versions cannot be read: {error.reason}") from None


def _is_workbook(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and workbook.is_workbook(io.BytesIO(data))


def _kept(content: str, origin: str) -> Item:
    """The one thing that the text of a kept record holds."""
    items = list(notation.items(content, origin))
    if len(items) != 1:
        raise ValueError(f"A stored record holds {len(items)} records: {origin}")
    if isinstance(items[0], Rejected):
        raise ValueError(f"A stored record can no longer be read: {items[0].source}: {items[0].reason}")
    return items[0]


def decode(data: bytes) -> str:
    """UTF-8, with or without a byte-order mark; anything else is refused, never guessed at."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unusable("the file is in UTF-16 (or UTF-32); save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unusable(f"the file is not UTF-8 (byte {error.start + 1}, line {line}); save it as UTF-8.") from None


def _records(item: Item, format: str) -> Iterator[AdvisoryRecord | Rejected]:
    try:
        values = _unwrapped(item.value)
    except Unusable as error:
        yield Rejected(item.origin, error.reason)
        return
    if values is None:
        yield _record(item, format)
        return
    if not values:
        yield Rejected(item.origin, "the list of advisories is empty.")
    for number, value in enumerate(values, 1):
        yield _record(Item(value, notation.as_json(value), f"{item.origin}#{number}"), format)


def _unwrapped(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for module in FORMATS.values():
            if (values := module.unwrap(value)) is not None:
                return list(values)
    return None


def _record(item: Item, format: str) -> AdvisoryRecord | Rejected:
    try:
        if not isinstance(item.value, dict):
            raise Unusable("this is no advisory: it must be an object with fields.")
        module = table if item.is_row else FORMATS[_format(item.value) if format == "auto" else format]
        record: AdvisoryRecord = module.record(item.value, item.content, item.origin)
        readable(record.title, record.body)
        return record
    except Unusable as error:
        return Rejected(item.origin, error.reason)


def _format(item: dict[str, Any]) -> str:
    for name, module in FORMATS.items():
        if module.detect(item):
            return name
    if "CVE_data_meta" in item:
        raise Unusable("this is CVE JSON 4.0, which the CVE Program has replaced; take the CVE JSON 5 record.")
    if "cve" in item or item.get("format") == "NVD_CVE":
        raise Unusable("this is an answer of the NVD API, which is not read; take the CVE JSON 5 or OSV record.")
    if "document" in item:
        raise Unusable("this looks like CSAF, which is not read; take the CVE JSON 5 or OSV record.")
    if "documentation_url" in item:
        raise Unusable(f"GitHub answered with an error: {str(item.get('message', 'unknown'))[:200]}.")
    raise Unusable(f"this is no advisory in a known format ({', '.join(FORMATS)}).")
