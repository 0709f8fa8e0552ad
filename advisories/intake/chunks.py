"""What an import found, a lot at a time: known contents are told by their hash and not read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from advisories.formats.parsing import parse
from advisories.intake.parser_process import ParserProcess
from advisories.intake.revisions import RecordName
from advisories.models import SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord, Rejected
from advisories.sources.archives import SourceFile

CHUNK_BYTES: Final = 8 << 20  # of files; their records are several times as large in memory
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that holds, byte for byte, the current content of one record."""

    name: RecordName


ChunkItem = SourceFile | AdvisoryRecord | Rejected
ParsedItem = AdvisoryRecord | Rejected | Unchanged


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How files are read: `format` and `columns` as for `importers.parse`."""

    format: str = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    skip: bool = True  # whether known contents may be told from their hash alone


@dataclass(slots=True)
class Chunk:
    """Some of what was found, in its order."""

    found: list[ChunkItem] = field(default_factory=list)
    known: dict[int, RecordName] = field(
        default_factory=dict
    )  # places in `found` of contents that are stored and current

    def look_up(self, format: str) -> None:
        """Find the contents that are known; of another format than asked for, they would be read otherwise."""
        place_of = {
            hashlib.sha256(item.data.removeprefix(BYTE_ORDER_MARK)).hexdigest(): place
            for place, item in enumerate(self.found)
            if isinstance(item, SourceFile)
        }
        rows = SourceRecord.objects.filter(sha256__in=where_in(place_of), current=True)
        for sha256, kind, identifier in rows.values_list("sha256", "format", "identifier"):
            if format in {"auto", kind}:
                self.known[place_of[sha256]] = (kind, identifier)

    def unread(self) -> list[SourceFile]:
        return [item for n, item in enumerate(self.found) if isinstance(item, SourceFile) and n not in self.known]

    def entries(
        self, how: ReadOptions, read: list[list[AdvisoryRecord | Rejected]] | None = None
    ) -> Iterator[ParsedItem]:
        """Everything in the lot; `read` is what its unread files hold, where that is there already.

        A known content is "unchanged" only if nothing before it in the lot was about the same record.
        """
        ready = iter(read) if read is not None else None
        names: set[RecordName] = set()
        for place, item in enumerate(self.found):
            if place in self.known and self.known[place] not in names:
                yield Unchanged(self.known[place])
                continue
            if not isinstance(item, SourceFile):
                held: Iterable[AdvisoryRecord | Rejected] = [item]
            elif ready is not None and place not in self.known:
                held = next(ready)
            else:
                held = parse(item.data, item.origin, how.format, how.columns)
            for entry in held:
                if isinstance(entry, AdvisoryRecord):
                    names.add((entry.format, entry.identifier))
                yield entry


def iter_chunks(found: Iterable[ChunkItem], size: int, how: ReadOptions) -> Generator[Iterator[ParsedItem]]:
    """Yield the entries of one lot after another; take all of one, and store it, before the next.

    Parameters
    ----------
    found : files to be read, or records.
    size : how many make a lot at most.
    """
    stream = _cut(found, size)
    for lot in stream:
        if how.skip:
            lot.look_up(how.format)
        yield lot.entries(how)
        if len(lot.found) == size and isinstance(lot.found[-1], SourceFile) and (os.cpu_count() or 1) > 1:
            break
    if following := next(stream, None):
        yield from _read_ahead(chain([following], stream), how)


def _read_ahead(stream: Iterable[Chunk], how: ReadOptions) -> Generator[Iterator[ParsedItem]]:
    """The same, each lot read by another process while the one before is stored."""
    with closing(ParserProcess(how.format, how.columns)) as ahead:
        waiting: Chunk | None = None
        for lot in stream:
            if how.skip:
                lot.look_up(how.format)
            entries: list[ParsedItem] = []
            if waiting:
                entries = list(waiting.entries(how, ahead.result()))
                # What is about to be stored may change what is known of this lot.
                changing = {(e.format, e.identifier) for e in entries if isinstance(e, AdvisoryRecord)}
                lot.known = {place: name for place, name in lot.known.items() if name not in changing}
            ahead.submit(lot.unread())
            if waiting:
                yield iter(entries)
            waiting = lot
        if waiting:
            yield waiting.entries(how, ahead.result())


def _cut(found: Iterable[ChunkItem], size: int) -> Iterator[Chunk]:
    lot, weight = Chunk(), 0
    for item in found:
        lot.found.append(item)
        weight += len(item.data) if isinstance(item, SourceFile) else 0
        if len(lot.found) >= size or weight >= CHUNK_BYTES:
            yield lot
            lot, weight = Chunk(), 0
    if lot.found:
        yield lot
