"""Splits parsed items into batches, and renders their texts before the transaction that stores them begins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from advisories.intake.chunks import ParsedItem
from advisories.models import SourceRecord
from advisories.platform.database import where_in
from advisories.records import AdvisoryRecord
from advisories.text.reading import Reading, read

TextKey = tuple[str, str]  # title and body
BATCH_CHARACTERS: Final = 4_000_000  # of rendered HTML; 200 published texts have a quarter of this


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

    def add_text(self, record: AdvisoryRecord) -> None:
        """Keep the rendered text of a record; render it if that was not yet done."""
        body = record.body if record.body.strip() else ""
        self._keep((record.title.strip(), body), record.reading or read(record.title, record.body))

    def render(self, texts: Iterable[TextKey]) -> None:
        """Render other texts, such as the title of one record with the body of another."""
        for title, body in texts:
            self._keep((title, body), read(title, body))

    def _keep(self, key: TextKey, reading: Reading) -> None:
        self.readings[key] = reading
        self.characters += len(reading.html)


def iter_batches(items: Iterator[ParsedItem], size: int) -> Iterator[Batch]:
    """Yield batches of at most `size` items and, unless one text has more, about 4 million characters of HTML.

    Texts of records whose content is stored and current are not rendered.
    """
    while part := list(islice(items, size)):
        stored = _stored_contents(part)
        batch = Batch()
        for item in part:
            batch.items.append(item)
            if isinstance(item, AdvisoryRecord) and (item.reading or _sha256(item) not in stored):
                batch.add_text(item)
                if batch.characters >= BATCH_CHARACTERS:
                    yield batch
                    batch = Batch()
        if batch.items:
            yield batch


def _stored_contents(items: Iterable[ParsedItem]) -> set[str]:
    """Return the SHA-256 of the contents that are stored and current."""
    hashes = {_sha256(item) for item in items if isinstance(item, AdvisoryRecord) and not item.reading}
    if not hashes:
        return set()
    rows = SourceRecord.objects.filter(sha256__in=where_in(hashes), current=True)
    return set(rows.values_list("sha256", flat=True))


def _sha256(record: AdvisoryRecord) -> str:
    return hashlib.sha256(record.content.encode()).hexdigest()
