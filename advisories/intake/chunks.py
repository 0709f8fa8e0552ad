"""Splits an import into chunks and parses their files; skips contents that are already stored."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Final

from advisories.formats import table
from advisories.formats.parsing import ParsedRecord, parse
from advisories.formats.uniting import Position, unite
from advisories.intake.parser_process import ParserProcess
from advisories.intake.table_sources import TableSources, in_table
from advisories.models import SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord, RecordName, Rejected, Repeated
from advisories.records.cve_facts import CveFacts
from advisories.sources.archives import SourceFile

CHUNK_BYTES: Final = 8 << 20  # of files; their records take several times as much memory
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that equals, byte for byte, the current content of one record."""

    name: RecordName


ChunkItem = SourceFile | AdvisoryRecord | Rejected | Repeated | CveFacts
ParsedItem = AdvisoryRecord | Rejected | Repeated | CveFacts | Unchanged


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options for reading files. `file_format` and `columns` are those of `formats.parsing.parse`."""

    corpus: int  # whose contents are known
    file_format: str = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    skip_known: bool = True  # whether known contents are recognised by their hash and not parsed
    tables: TableSources = field(default_factory=lambda: TableSources(0))


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
            # Another format would read the same content differently, and another table has other rows.
            index = index_of[sha256]
            source = options.tables.source_of(self.items[index].origin) if record_format == table.NAME else part  # type: ignore[union-attr]
            if options.file_format in {"auto", record_format} and source == part:
                self.known[index] = (record_format, identifier, part)

    def unread_files(self) -> list[SourceFile]:
        return [item for n, item in enumerate(self.items) if isinstance(item, SourceFile) and n not in self.known]

    def parsed_items(
        self, options: ReadOptions, parsed: list[list[ParsedRecord]] | None = None
    ) -> Iterator[ParsedItem]:
        """Yield the parsed items; `parsed` has the records of unread files that another process parsed.

        A known content is `Unchanged` only if no earlier item of the chunk is about the same record.
        """
        parsed_files = iter(parsed) if parsed is not None else None
        names: set[RecordName] = set()
        for lines_of, numbered in groupby(enumerate(self.items), key=_file_of):
            indexes = [index for index, _ in numbered]
            records = {index: self._read(index, options, parsed_files) for index in indexes if index not in self.known}
            names |= {item.name for items in records.values() for item in items if isinstance(item, AdvisoryRecord)}
            for index in indexes:
                if index not in records and self.known[index] in names:
                    records[index] = self._read(index, options, None)
            if isinstance(lines_of, str):
                records = _unite_lines(records, options.tables, lines_of)
            for index in indexes:
                if index in records:
                    yield from records[index]
                else:
                    yield Unchanged(self.known[index])

    def _read(
        self, index: int, options: ReadOptions, parsed_files: Iterator[list[ParsedRecord]] | None
    ) -> Sequence[ParsedRecord]:
        """Return the records of an item. Those of files that another process parsed are the next of `parsed_files`."""
        item = self.items[index]
        if not isinstance(item, SourceFile):
            return [item]
        if parsed_files is not None:
            parsed: Iterable[ParsedRecord] = next(parsed_files)
        else:
            parsed = parse(item.data, item.origin, options.file_format, options.columns)
        source = options.tables.source_of(item.origin)
        records = [in_table(each, source) if isinstance(each, AdvisoryRecord) else each for each in parsed]
        if item.lines_of or any(isinstance(each, CveFacts) for each in records):  # which are in no table
            return records
        return options.tables.checked([each for each in records if not isinstance(each, CveFacts)], item.origin)


def _file_of(numbered: tuple[int, ChunkItem]) -> str | int:
    """Return what the items of one file share: the name of an NDJSON file, else the item's number."""
    index, item = numbered
    return item.lines_of if isinstance(item, SourceFile) and item.lines_of else index


def _unite_lines(
    records: dict[int, Sequence[ParsedRecord]], tables: TableSources, lines_of: str
) -> dict[int, Sequence[ParsedRecord]]:
    """Return the records of the lines of an NDJSON file with one record per name, and its table checked as a whole."""
    facts = {index: [item for item in items if isinstance(item, CveFacts)] for index, items in records.items()}
    placed = [(index, item) for index in sorted(records) for item in records[index] if not isinstance(item, CveFacts)]
    positions, items = [index for index, _ in placed], [item for _, item in placed]
    united = unite([(item, Position(_origin(item))) for item in items])
    checked = tables.checked(tables.checked_lines(united, lines_of), lines_of)
    if len(checked) < len(positions):  # the file is rejected as a whole
        return {index: checked if index == positions[0] else [] for index in records}
    lines: dict[int, list[ParsedRecord]] = {index: list(facts[index]) for index in records}
    for index, item in zip(positions, checked, strict=True):
        lines[index].append(item)
    return dict(lines)


def _origin(item: AdvisoryRecord | Rejected | Repeated) -> str:
    return item.origin if isinstance(item, AdvisoryRecord) else item.source


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
        if len(chunk.items) >= size and isinstance(chunk.items[-1], SourceFile) and (os.cpu_count() or 1) > 1:
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
    """Yield chunks of `size` items. One NDJSON file is not split unless it is larger than a chunk of files."""
    chunk, weight = Chunk(), 0
    lines_of = ""
    for item in items:
        file = item.lines_of if isinstance(item, SourceFile) else ""
        full = len(chunk.items) >= size and not (file and file == lines_of)
        if chunk.items and (full or weight >= CHUNK_BYTES):
            yield chunk
            chunk, weight = Chunk(), 0
        lines_of = file
        chunk.items.append(item)
        weight += len(item.data) if isinstance(item, SourceFile) else 0
    if chunk.items:
        yield chunk
