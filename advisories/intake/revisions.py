"""What is known of a record: all contents it has had. Content decides what changed, not the date it bears."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from advisories.importers import again
from advisories.models import Project, SourceRecord
from advisories.records import AdvisoryRecord

Name = tuple[str, str]  # a record's format and identifier


@dataclass(slots=True)
class Known:
    """The revisions of one record; `current` is one of them."""

    current: SourceRecord
    by_sha256: dict[str, SourceRecord]


class Revisions:
    """The known revisions of a batch's records, to which the batch adds its own."""

    def __init__(self, records: list[AdvisoryRecord], now: datetime) -> None:
        self.now = now
        self.records = records
        self.known: dict[Name, Known] = {}
        self.inserted: list[SourceRecord] = []
        self.parsed: dict[tuple[Name, str], AdvisoryRecord] = {}  # by name and SHA-256
        rows = SourceRecord.objects.filter(identifier__in={record.identifier for record in records})
        found: dict[Name, list[SourceRecord]] = defaultdict(list)
        for row in rows.defer("content", "origin"):
            found[row.format, row.identifier].append(row)
        for name, revisions in found.items():
            current = next(row for row in revisions if row.current)
            self.known[name] = Known(current, {row.sha256: row for row in revisions})
        self.current_before = {known.current.pk: known.current for known in self.known.values()}

    def revise(self, record: AdvisoryRecord) -> str:
        """What becomes of a record: "new", "updated" or "unchanged"."""
        name = (record.format, record.identifier)
        sha256 = hashlib.sha256(record.content.encode()).hexdigest()
        self.parsed[name, sha256] = record
        known = self.known.get(name)
        if known is None:
            row = self._insert(record, sha256)
            self.known[name] = Known(row, {sha256: row})
            return "new"
        if sha256 == known.current.sha256:
            return "unchanged"
        this, that = record.modified_at, known.current.modified_at
        if sha256 in known.by_sha256:
            # An earlier content again. By its date it is an old file; without dates somebody went back to it.
            if this and that and this <= that:
                return "unchanged"
            known.current = known.by_sha256[sha256]
            return "updated"
        known.by_sha256[sha256] = self._insert(record, sha256)
        if not (this and that and this < that):
            known.current = known.by_sha256[sha256]
        return "updated"

    def of_other_projects(self, project: Project) -> list[AdvisoryRecord]:
        """The batch's known records whose advisory stands under another project than the one asked for."""
        others = SourceRecord.objects.filter(pk__in=self.current_before).exclude(advisory__project=project)
        names = set(others.values_list("format", "identifier"))
        return [record for record in self.records if (record.format, record.identifier) in names]

    def current_record(self, name: Name, stored: SourceRecord | None) -> AdvisoryRecord:
        """The current content of a record; `stored` is its row as it was current before this batch."""
        known = self.known.get(name)
        if known and (record := self.parsed.get((name, known.current.sha256))):
            return record
        if stored is None:
            raise LookupError(f"{name} is neither stored nor in this batch.")
        return again(stored.content, stored.origin, stored.format)

    def save(self, advisory_of: dict[Name, int]) -> None:
        """Insert the new revisions, and leave each record exactly one that is current."""
        current = {id(known.current) for known in self.known.values()}
        retired = [pk for pk, row in self.current_before.items() if id(row) not in current]
        revived = [
            known.current.pk
            for known in self.known.values()
            if known.current.pk and known.current.pk not in self.current_before
        ]
        for row in self.inserted:
            row.current = id(row) in current
            row.advisory_id = advisory_of[row.format, row.identifier]
        if retired:
            SourceRecord.objects.filter(pk__in=retired).update(current=False)
        SourceRecord.objects.bulk_create(self.inserted)
        if revived:
            SourceRecord.objects.filter(pk__in=revived).update(current=True)

    def _insert(self, record: AdvisoryRecord, sha256: str) -> SourceRecord:
        row = SourceRecord(
            format=record.format,
            identifier=record.identifier,
            content=record.content,
            sha256=sha256,
            origin=record.origin[-500:],
            modified_at=record.modified_at,
            imported_at=self.now,
        )
        self.inserted.append(row)
        return row
