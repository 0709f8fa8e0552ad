"""Splits parsed items into batches, and renders their texts before the transaction that stores them begins."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final

from advisories.corpus.merging import MergedFacts
from advisories.intake.chunks import ChunkItem, ParsedItem, ReadOptions, Unchanged, iter_chunks
from advisories.intake.table_sources import TableSources
from advisories.intake.validation import check_paths
from advisories.models import SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord
from advisories.records.cve_facts import CveFacts
from advisories.sources.archives import open_path
from advisories.text.reading import Markup, Reading, read

TextKey = tuple[str, str, Markup]  # title, body and what the body is
FILES_AT_ONCE: Final = 1_000_000  # read in this process
NO_CORPUS: Final = 0  # whose rows the rows of files are compared with before they are imported
BATCH_CHARACTERS: Final = 4_000_000  # of rendered HTML; 200 published texts have a quarter of this


def text_key(text: AdvisoryRecord | MergedFacts) -> TextKey:
    """Return what the reading text of a record or of merged facts depends on."""
    has_body = bool(text.body.strip())
    return text.title.strip(), text.body if has_body else "", text.markup if has_body else "markdown"


class NotRendered(Exception):
    """Texts to be stored are not rendered. They must be rendered outside the transaction."""

    def __init__(self, texts: set[TextKey]) -> None:
        super().__init__(f"{len(texts)} texts are not rendered.")
        self.texts = texts


@dataclass(slots=True)
class Batch:
    """The items that one transaction stores, and their rendered texts."""

    items: list[ParsedItem] = field(default_factory=list)
    readings: dict[TextKey, Reading] = field(default_factory=dict)
    characters: int = 0  # of the rendered HTML

    @property
    def records(self) -> list[AdvisoryRecord]:
        return [item for item in self.items if isinstance(item, AdvisoryRecord)]

    @property
    def facts(self) -> list[CveFacts]:
        return [item for item in self.items if isinstance(item, CveFacts)]

    def add_text(self, record: AdvisoryRecord) -> None:
        """Keep the rendered text of a record; render it if that was not yet done."""
        reading = record.reading or read(record.title, record.body, record.markup)
        self.readings[text_key(record)] = reading
        self.characters += len(reading.html)


@dataclass(slots=True)
class RenderedFiles:
    """The records of files with their rendered texts, for a transaction that stores all of them."""

    items: list[ChunkItem]
    readings: dict[TextKey, Reading] = field(default_factory=dict)  # further texts


def render_files(paths: Sequence[Path], on_progress: Callable[[int], None] = lambda done: None) -> RenderedFiles:
    """Return the records of files, folders and archives with their texts; raise BadInput if a path is wrong.

    `on_progress` is called with the number of records that were read.
    """
    check_paths(list(paths))
    files = chain.from_iterable(open_path(path) for path in paths)
    options = ReadOptions(NO_CORPUS, skip_known=False, tables=TableSources(NO_CORPUS))
    items: list[ChunkItem] = []
    for chunk in iter_chunks(files, FILES_AT_ONCE, options):
        for item in chunk:
            if not isinstance(item, Unchanged):
                items.append(render_record(item) if isinstance(item, AdvisoryRecord) else item)
                on_progress(len(items))
    return RenderedFiles(items)


def render_record(record: AdvisoryRecord) -> AdvisoryRecord:
    """Return the record with its rendered text."""
    return replace(record, reading=read(record.title, record.body, record.markup))


def render_texts(texts: Iterable[TextKey]) -> dict[TextKey, Reading]:
    """Render other texts, such as the title of one record with the body of another."""
    return {(title, body, markup): read(title, body, markup) for title, body, markup in texts}


def iter_batches(items: Iterator[ParsedItem], size: int, corpus: int) -> Iterator[Batch]:
    """Yield batches of at most `size` items and, unless one text has more, about 4 million characters of HTML.

    Texts of records whose content the corpus has as the current one are not rendered.
    """
    while part := list(islice(items, size)):
        stored = _stored_contents(part, corpus)
        batch = Batch()
        for item in part:
            batch.items.append(item)
            if isinstance(item, AdvisoryRecord) and (item.reading or _sha256(item) not in stored):
                batch.add_text(item)
                if batch.characters >= BATCH_CHARACTERS:
                    yield batch
                    batch = Batch()
            elif isinstance(item, CveFacts):  # with up to 10,000 rows
                yield batch
                batch = Batch()
        if batch.items:
            yield batch


def _stored_contents(items: Iterable[ParsedItem], corpus: int) -> set[str]:
    """Return the SHA-256 of the contents that are stored in the corpus and current."""
    hashes = {_sha256(item) for item in items if isinstance(item, AdvisoryRecord) and not item.reading}
    if not hashes:
        return set()
    rows = SourceRecord.objects.filter(corpus=corpus, sha256__in=where_in(hashes), current=True)
    return set(rows.values_list("sha256", flat=True))


def _sha256(record: AdvisoryRecord) -> str:
    return hashlib.sha256(record.content.encode()).hexdigest()
