"""Splits an import into chunks and parses their files; skips contents that are already stored."""

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
from advisories.models import SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord, RecordName, Rejected
from advisories.sources.archives import SourceFile

CHUNK_BYTES: Final = 8 << 20  # of files; their records take several times as much memory
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that equals, byte for byte, the current content of one record."""

    name: RecordName


ChunkItem = SourceFile | AdvisoryRecord | Rejected
ParsedItem = AdvisoryRecord | Rejected | Unchanged


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options for reading files. `file_format` and `columns` are those of `formats.parsing.parse`."""

    corpus: int  # whose contents are known
    file_format: str = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    skip_known: bool = True  # whether known contents are recognised by their hash and not parsed


@dataclass(slots=True)
class Chunk:
    """Consecutive items of an import."""

    items: list[ChunkItem] = field(default_factory=list)
    known: dict[int, RecordName] = field(default_factory=dict)  # index in `items` -> record with this current content

    def look_up(self, options: ReadOptions) -> None:
        """Set `known` to the items whose content is stored in the corpus and current, in the requested format."""
        index_of = {
            hashlib.sha256(item.data.removeprefix(BYTE_ORDER_MARK)).hexdigest(): index
            for index, item in enumerate(self.items)
            if isinstance(item, SourceFile)
        }
        rows = SourceRecord.objects.filter(corpus=options.corpus, sha256__in=where_in(index_of), current=True)
        for sha256, record_format, identifier, part in rows.values_list("sha256", "format", "identifier", "part"):
            # Another format would read the same content differently.
            if options.file_format in {"auto", record_format}:
                self.known[index_of[sha256]] = (record_format, identifier, part)

    def unread_files(self) -> list[SourceFile]:
        return [item for n, item in enumerate(self.items) if isinstance(item, SourceFile) and n not in self.known]

    def parsed_items(
        self, options: ReadOptions, parsed: list[list[AdvisoryRecord | Rejected]] | None = None
    ) -> Iterator[ParsedItem]:
        """Yield the parsed items; `parsed` has the records of unread files that another process parsed.

        A known content is `Unchanged` only if no earlier item of the chunk is about the same record.
        """
        parsed_files = iter(parsed) if parsed is not None else None
        names: set[RecordName] = set()
        for index, item in enumerate(self.items):
            if index in self.known and self.known[index] not in names:
                yield Unchanged(self.known[index])
                continue
            if not isinstance(item, SourceFile):
                records: Iterable[AdvisoryRecord | Rejected] = [item]
            elif parsed_files is not None and index not in self.known:
                records = next(parsed_files)
            else:
                records = parse(item.data, item.origin, options.file_format, options.columns)
            for record in records:
                if isinstance(record, AdvisoryRecord):
                    names.add(record.name)
                yield record


def iter_chunks(items: Iterable[ChunkItem], size: int, options: ReadOptions) -> Generator[Iterator[ParsedItem]]:
    """Yield the parsed items of each chunk. Store all items of one chunk before requesting the next.

    Parameters
    ----------
    items : files to read, records, or earlier rejections.
    size : largest number of items in a chunk.
    options : how files are read.
    """
    chunks = _split(items, size)
    for chunk in chunks:
        if options.skip_known:
            chunk.look_up(options)
        yield chunk.parsed_items(options)
        # A second process saves time only in imports of more than one full chunk.
        if len(chunk.items) == size and isinstance(chunk.items[-1], SourceFile) and (os.cpu_count() or 1) > 1:
            break
    if following := next(chunks, None):
        yield from _read_ahead(chain([following], chunks), options)


def _read_ahead(chunks: Iterable[Chunk], options: ReadOptions) -> Generator[Iterator[ParsedItem]]:
    """Yield as `iter_chunks` does; another process parses a chunk while the previous one is stored."""
    with closing(ParserProcess(options.file_format, options.columns)) as parser:
        previous: Chunk | None = None
        for chunk in chunks:
            if options.skip_known:
                chunk.look_up(options)
            items: list[ParsedItem] = []
            if previous:
                items = list(previous.parsed_items(options, parser.result()))
                # Storing them may change which contents of this chunk are current.
                changing = {item.name for item in items if isinstance(item, AdvisoryRecord)}
                chunk.known = {index: name for index, name in chunk.known.items() if name not in changing}
            parser.submit(chunk.unread_files())
            if previous:
                yield iter(items)
            previous = chunk
        if previous:
            yield previous.parsed_items(options, parser.result())


def _split(items: Iterable[ChunkItem], size: int) -> Iterator[Chunk]:
    chunk, weight = Chunk(), 0
    for item in items:
        chunk.items.append(item)
        weight += len(item.data) if isinstance(item, SourceFile) else 0
        if len(chunk.items) >= size or weight >= CHUNK_BYTES:
            yield chunk
            chunk, weight = Chunk(), 0
    if chunk.items:
        yield chunk
