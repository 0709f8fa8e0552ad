"""Revisions: the contents that each record has had. Changes are recognised by content, not by date."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from advisories.formats.uniting import difference, union
from advisories.intake.table_sources import parse_stored
from advisories.models import ImportRun, Project, RecordChange, SourceRecord
from advisories.platform.database import insert, where_in
from advisories.records import AdvisoryRecord, RecordName, Rejected
from advisories.records.identifiers import local_name

Outcome = str | Rejected


@dataclass(slots=True, eq=False)
class Revision:
    """One content of a record; `pk` is None if this batch adds it, and `is_new` if this import did."""

    pk: int | None
    sha256: str
    modified_at: datetime | None
    is_new: bool = False


@dataclass(slots=True)
class KnownContents:
    """The revisions of one record that concern a batch; `current` is one of them."""

    current: Revision
    by_sha256: dict[str, Revision]


class Revisions:
    """The stored revisions of a batch's records, and those that the batch adds to the corpus of its import."""

    def __init__(
        self, records: list[AdvisoryRecord], run: ImportRun, now: datetime, waiting: Collection[int] = ()
    ) -> None:
        self.run, self.now = run, now
        self.records = [(record, hashlib.sha256(record.content.encode()).hexdigest()) for record in records]
        self.known: dict[RecordName, KnownContents] = {}
        self.inserted: list[tuple[RecordName, Revision, AdvisoryRecord]] = []
        self.parsed: dict[tuple[RecordName, str], AdvisoryRecord] = {}  # by name and SHA-256
        self.currents: dict[RecordName, AdvisoryRecord] = {}  # read so far
        self.stored_records: dict[int, AdvisoryRecord] = {}  # by primary key
        self.withheld: dict[RecordName, Revision] = {}  # revisions that wait for a decision
        self.waiting = waiting
        self.of_another_project: list[int] = []  # primary keys of records whose advisory gets the requested project
        columns = ("format", "identifier", "part", "pk", "sha256", "modified_at", "import_run_id")
        rows = SourceRecord.objects.filter(corpus=run.corpus_id).values_list(*columns)
        identifiers = {record.identifier for record in records}
        for *name, pk, sha256, modified_at, import_run in rows.filter(
            identifier__in=where_in(identifiers), current=True
        ):
            current = Revision(pk, sha256, modified_at, is_new=import_run == run.pk)
            self.known[(name[0], name[1], name[2])] = KnownContents(current, {current.sha256: current})
        for *name, pk, sha256, modified_at, _ in rows.filter(
            sha256__in=where_in({sha256 for _, sha256 in self.records}), current=False
        ):
            if known := self.known.get((name[0], name[1], name[2])):
                known.by_sha256[sha256] = Revision(pk, sha256, modified_at)
        self.current_before = {known.current.pk: known.current for known in self.known.values() if known.current.pk}

    def classify_revisions(self) -> list[Outcome]:
        """Return "new", "updated", "unchanged" or a rejection for each record.

        Rejected are unknown records that their source rejects, and records that another file of this import has with
        another content, if there are no dates to tell which is newer.
        """
        return [self._classify(record, sha256) for record, sha256 in self.records]

    def _classify(self, record: AdvisoryRecord, sha256: str) -> Outcome:
        name = record.name
        self.parsed[name, sha256] = record
        known = self.known.get(name)
        if known is None and record.rejection:
            return Rejected(record.origin, record.rejection)
        if known is None:
            revision = self._insert(name, record, sha256)
            self.known[name] = KnownContents(revision, {sha256: revision})
            return "new"
        if sha256 == known.current.sha256:
            return "unchanged"
        new, old = record.modified_at, known.current.modified_at
        if sha256 in known.by_sha256:
            if known.by_sha256[sha256].pk in self.waiting:
                return "unchanged"
            # An earlier content. With dates, it is an old file; without, the source has returned to it.
            if new and old and new <= old:
                return "unchanged"
            known.current = known.by_sha256[sha256]
            return "updated"
        if known.current.is_new and not record.rejection and (other := self._read(name, known.current)):
            fact = difference(other, record)
            if fact and not (new and old):
                return Rejected(record.origin, _conflict(record, other, fact))
            if not fact and new == old and _is_json(record) and _is_json(other):
                return self._unite(known, other, record, sha256)
        known.by_sha256[sha256] = self._insert(name, record, sha256)
        if not (new and old and new < old):
            known.current = known.by_sha256[sha256]
        return "updated"

    def _read(self, name: RecordName, revision: Revision) -> AdvisoryRecord | None:
        """Return the record of a revision that this import stored; None if it can no longer be parsed."""
        if record := self.parsed.get((name, revision.sha256)):
            return record
        try:
            return parse_stored(SourceRecord.objects.get(pk=revision.pk or 0))
        except (ValueError, KeyError):
            return None

    def _unite(self, known: KnownContents, other: AdvisoryRecord, record: AdvisoryRecord, sha256: str) -> Outcome:
        """Make the union of two records that differ only in lists current, as of pages of one answer."""
        whole = union([other, record])
        united = hashlib.sha256(whole.content.encode()).hexdigest()
        if united == known.current.sha256:
            return "unchanged"
        known.by_sha256[sha256] = self._insert(record.name, record, sha256)
        self.parsed[record.name, united] = whole
        known.by_sha256[united] = known.current = self._insert(record.name, whole, united)
        return "updated"

    def of_other_projects(self, project: Project) -> list[AdvisoryRecord]:
        """Return the known records of the batch whose advisory belongs to another project."""
        others = SourceRecord.objects.filter(pk__in=self.current_before).exclude(advisory__project=project)
        names = set[RecordName]()
        for pk, *name in others.values_list("pk", "format", "identifier", "part"):
            self.of_another_project.append(pk)
            names.add((name[0], name[1], name[2]))
        return [record for record, _ in self.records if record.name in names]

    def current_record(self, name: RecordName, stored: SourceRecord | None) -> AdvisoryRecord:
        """Return the current content of a record; `stored` is its row that was current before this batch.

        A record that its source rejects keeps the last content that stood, and is withdrawn.
        """
        if name not in self.currents:
            self.currents[name] = self._current_record(name, stored)
        return self.currents[name]

    def stored_record(self, stored: SourceRecord) -> AdvisoryRecord:
        """Return the record of a row that was current before this batch."""
        if stored.pk not in self.stored_records:
            self.stored_records[stored.pk] = parse_stored(stored)
        return self.stored_records[stored.pk]

    def withhold(self, name: RecordName) -> bool:
        """Leave a known record as it was before this batch; return whether it was known."""
        known = self.known[name]
        before = next((each for each in self.current_before.values() if each in known.by_sha256.values()), None)
        self.withheld[name] = known.current
        if before is None:
            return False
        known.current = before
        self.currents.pop(name, None)
        return True

    def _current_record(self, name: RecordName, stored: SourceRecord | None) -> AdvisoryRecord:
        record = self._current_content(name, stored)
        if not record.rejection:
            return record
        known = self.known.get(name)
        is_stored = stored is not None and (known is None or known.current.pk == stored.pk)
        moment = record.withdrawn_at or (stored.imported_at if stored and is_stored else self.now)
        return replace(self._last_standing(name) or record, withdrawn_at=moment)

    def _last_standing(self, name: RecordName) -> AdvisoryRecord | None:
        for inserted, _, record in reversed(self.inserted):
            if inserted == name and not record.rejection:
                return record
        rows = SourceRecord.objects.filter(
            corpus=self.run.corpus_id, format=name[0], identifier=name[1], part=name[2]
        ).order_by("-pk")
        records = (parse_stored(row) for row in rows.iterator())
        return next((record for record in records if not record.rejection), None)

    def _current_content(self, name: RecordName, stored: SourceRecord | None) -> AdvisoryRecord:
        known = self.known.get(name)
        if known and (record := self.parsed.get((name, known.current.sha256))):
            return record
        if stored is None:
            raise LookupError(f"{name} is neither stored nor in this batch.")
        return self.stored_record(stored)

    def save(self, advisory_of: dict[RecordName, int]) -> None:
        """Insert the new revisions, and make exactly one revision of each record current."""
        current = {id(known.current) for known in self.known.values()}
        retired = [pk for pk, revision in self.current_before.items() if id(revision) not in current]
        revived = [
            known.current.pk
            for known in self.known.values()
            if known.current.pk and known.current.pk not in self.current_before
        ]
        if retired:
            SourceRecord.objects.filter(pk__in=retired).update(current=False)
        if replaced := dict.fromkeys([*retired, *self.of_another_project]):
            insert(RecordChange, ("import_run_id", "before_id"), [(self.run.pk, pk) for pk in replaced])
        insert(
            SourceRecord,
            (
                *("corpus_id", "import_run_id", "advisory_id", "format", "identifier", "part"),
                *("content", "sha256", "origin", "modified_at", "imported_at", "current"),
            ),
            [
                (
                    *(self.run.corpus_id, self.run.pk, advisory_of[name], *name),
                    *(record.content, revision.sha256, record.origin[-500:]),
                    *(record.modified_at, self.now, id(revision) in current),
                )
                for name, revision, record in self.inserted
            ],
        )
        if revived:
            SourceRecord.objects.filter(pk__in=revived).update(current=True)

    def _insert(self, name: RecordName, record: AdvisoryRecord, sha256: str) -> Revision:
        revision = Revision(None, sha256, record.modified_at, is_new=True)
        self.inserted.append((name, revision, record))
        return revision


def _is_json(record: AdvisoryRecord) -> bool:
    return record.content.lstrip().startswith(("{", "["))


def _conflict(record: AdvisoryRecord, other: AdvisoryRecord, fact: str) -> str:
    return (
        f"{other.origin} has the identifier {local_name(record.identifier)} as well, but another {fact}. Without dates "
        "it is unknown which of them is newer. Import only one of them."
    )
