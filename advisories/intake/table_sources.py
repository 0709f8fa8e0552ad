"""Tables as sources: the name below which their rows are known, and the check of a table against its earlier rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

from django.utils.text import slugify

from advisories.formats import table
from advisories.formats.parsing import parse_again
from advisories.formats.uniting import SINGLE, Position, difference
from advisories.models import Corpus, SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord, RecordName, Rejected, Repeated
from advisories.records.identifiers import local_name, scoped

SOURCE_LENGTH: Final = 60  # characters of the name of a table
# The facts in which a row may not differ from the known row of its identifier.
COMPARED: Final = ("body", "title", "severity", "published_at", "modified_at", "withdrawn_at")
PLURALS: Final = {"text": "texts", "title": "titles", "severity": "severities", "date": "dates"}
ROWS_NAMED: Final = 10
LINE: Final = re.compile(r":\d+\Z")


def source_name(name: str) -> str:
    """Return the name of a table from that of its file, or from the name that a person gives it.

    Examples
    --------
    >>> source_name("labels.zip/My Rows (2).csv"), source_name("alpha")
    ('my-rows-2', 'alpha')
    """
    stem = PurePosixPath(LINE.sub("", name.replace("\\", "/"))).stem
    slug = slugify(stem)
    if slug and len(slug) <= SOURCE_LENGTH:
        return slug
    digest = hashlib.sha256(stem.encode()).hexdigest()[:8]
    return f"{slug[: SOURCE_LENGTH - 9].strip('-') or 'table'}-{digest}"


def comes_from_another_file(name: str, corpus: Corpus) -> bool:
    """Return whether the name of a table that a file would have is known from a file with another name."""
    known = SourceRecord.objects.filter(corpus=corpus, format=table.NAME, part=source_name(name), current=True)
    origin = known.values_list("origin", flat=True).first()
    return origin is not None and not origin.startswith((f"{name}:", f"{name}#", f"{name},"))


def in_table(record: AdvisoryRecord, source: str) -> AdvisoryRecord:
    """Return a row as a record of the table `source`; a record of another format as it is."""
    if record.format != table.NAME:
        return record
    return replace(record, identifier=scoped(source, record.identifier), part=source)


def parse_stored(row: SourceRecord) -> AdvisoryRecord:
    """Parse a stored record; raise ValueError or KeyError as `parse_again` does."""
    record = parse_again(row.content, row.origin, row.format)
    return replace(record, identifier=row.identifier, part=row.part) if row.format == table.NAME else record


@dataclass(slots=True)
class TableSources:
    """The tables of one import into a corpus. `name` is that of all its tables; by default each has that of its file.

    With `replaces`, rows may differ from the known ones of their identifiers.
    """

    corpus: int
    name: str = ""
    replaces: bool = False
    earlier: dict[RecordName, AdvisoryRecord] = field(default_factory=dict)  # rows of the tables before
    lines_of: str = ""  # the NDJSON file whose lines are read, if it is longer than a chunk
    lines: dict[RecordName, tuple[int, Position]] = field(default_factory=dict)

    def source_of(self, origin: str) -> str:
        return self.name or source_name(origin)

    def checked(
        self, items: Sequence[AdvisoryRecord | Rejected | Repeated], origin: str
    ) -> Sequence[AdvisoryRecord | Rejected | Repeated]:
        """Return the items of a file, or one rejection if its rows differ from the known ones."""
        rows = [item for item in items if isinstance(item, AdvisoryRecord) and item.format == table.NAME]
        if not rows:
            return items
        if not self.replaces and (reason := self._refusal(rows)):
            return [Rejected(origin, reason)]
        self.earlier |= {row.name: replace(row, content="", reading=None) for row in rows}
        return items

    def _refusal(self, rows: list[AdvisoryRecord]) -> str:
        """Return why the rows cannot be stored beside those that are known; "" if they can."""
        differing: dict[str, str] = {}  # identifier -> fact
        known = self._known(rows)
        for row in rows:
            if (other := known.get(row.name)) and (fact := _difference(row, other)):
                differing[local_name(row.identifier)] = fact
        if not differing:
            return ""
        names = list(differing)
        more = f" and {len(names) - ROWS_NAMED:,} more" if len(names) > ROWS_NAMED else ""
        fact = "text" if "text" in differing.values() else next(iter(differing.values()))
        listed = (
            f"row {names[0]} with another {fact}"
            if len(names) == 1
            else f"rows {', '.join(names[:ROWS_NAMED])}{more} with other {PLURALS[fact]}"
        )
        return (
            f"{rows[0].part} already has {listed}: give this table a source name of its own, or say that it "
            "replaces them."
        )

    def _known(self, rows: list[AdvisoryRecord]) -> dict[RecordName, AdvisoryRecord]:
        """Return the known rows of the same names whose content differs."""
        contents = {row.name: row.content for row in rows}
        stored = SourceRecord.objects.filter(
            corpus=self.corpus,
            format=table.NAME,
            part=rows[0].part,
            identifier__in=where_in({row.identifier for row in rows}),
            current=True,
        )
        known = {row.name: parse_stored(row) for row in stored.iterator() if row.content != contents[row.name]}
        return known | {row.name: self.earlier[row.name] for row in rows if row.name in self.earlier}

    def checked_lines(
        self, items: Iterable[AdvisoryRecord | Rejected | Repeated], lines_of: str
    ) -> list[AdvisoryRecord | Rejected | Repeated]:
        """Compare lines of an NDJSON file with those of earlier chunks of the file."""
        if lines_of != self.lines_of:
            self.lines_of, self.lines = lines_of, {}
        checked: list[AdvisoryRecord | Rejected | Repeated] = []
        for item in items:
            if not isinstance(item, AdvisoryRecord):
                checked.append(item)
                continue
            facts = hash(tuple(getattr(item, name) for name in SINGLE))
            position = Position(item.origin)
            if item.name not in self.lines:
                self.lines[item.name] = facts, position
                checked.append(item)
            elif self.lines[item.name][0] == facts:
                checked.append(Repeated(item.origin))
            else:
                first = self.lines[item.name][1].short
                reason = f"{position.long} has the identifier {local_name(item.identifier)} of {first}, but differs."
                checked.append(Rejected(item.origin, reason))
        return checked


def _difference(row: AdvisoryRecord, other: AdvisoryRecord) -> str:
    if all(getattr(row, name) == getattr(other, name) for name in COMPARED):
        return ""
    same = {name: getattr(row, name) for name in SINGLE if name not in COMPARED}
    return difference(row, replace(other, **same))
