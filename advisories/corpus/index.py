"""The corpus in memory, a column a fact: what its filters, facets, orders and search are computed from.

Counting five facets under any choice takes databases a second at 300,000 advisories, whatever the indexes, and
numpy some milliseconds, the same on SQLite and PostgreSQL. About 250 bytes an advisory are held (75 MB at 300,000).
The columns are read anew as soon as an import changed anything; who reads them always sees whole batches.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Any, Final

import numpy as np
import orjson
from django.db import connection
from django.db.models import Count, F, Func, IntegerField, Max, Q, Sum, TextField
from django.db.models.functions import Cast
from numpy.typing import NDArray

from advisories.models import Advisory, ImportRun

SEVERITIES: Final[tuple[str, ...]] = tuple(Advisory.Severity.values)  # from the worst to unknown
CHUNK: Final = 5_000
NEVER: Final = np.iinfo(np.int64).min  # the day of publication where none is known
SHORT: Final = 3  # bytes
WORDS: Final = 32  # whose advisories are remembered
END: Final = "\0"  # of an advisory's search text, which is clean of it

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CorpusIndex:
    """`n` advisories in the order of their keys; a row is a place in that order."""

    pk: Rows  # (n,)
    project: Rows  # (n,) primary keys; 0 for none
    ecosystem: NDArray[np.int32]  # (n,) places in `ecosystems`
    ecosystems: Sequence[str]
    severity: NDArray[np.int8]  # (n,) places in `SEVERITIES`
    computed: Mask  # (n,) the severity comes from the CVSS base score, not from a source's word
    published: Rows  # (n,) seconds since 1970, NEVER for none
    year: NDArray[np.int16]  # (n,) of publication in UTC, 0 for none
    withdrawn: Mask  # (n,)
    cwe_row: Rows  # (m,) one entry for each CWE of each advisory
    cwe: NDArray[np.int32]  # (m,) its number
    text: bytes  # all search texts, each followed by END
    text_end: Rows  # (n,) where each ends in `text`
    orders: dict[str, Rows] = field(default_factory=dict)  # computed when first asked for
    words: dict[str, Mask] = field(default_factory=dict)  # the last that were searched, oldest first

    def containing(self, word: str) -> Mask:
        """The advisories whose search text holds `word` (case folded, without END)."""
        # The list, its facets and its severities ask for the same words one after the other.
        if (found := self.words.pop(word, None)) is None:
            found = self._containing(word)
            for oldest in list(self.words)[: max(0, len(self.words) - WORDS + 1)]:
                self.words.pop(oldest, None)
        self.words[word] = found
        return found

    def _containing(self, word: str) -> Mask:
        found = np.zeros(len(self.pk), dtype=bool)
        pattern = word.encode()
        if not pattern or END in word:
            return found
        if len(pattern) < SHORT:  # so many hits that pieces between them would fill the memory
            text = np.frombuffer(self.text, dtype=np.uint8)
            equal = [text[place : len(text) - len(pattern) + 1 + place] == byte for place, byte in enumerate(pattern)]
            begins = np.concatenate([[0], self.text_end[:-1]])
            hits = np.zeros(len(text), dtype=bool)
            hits[: len(equal[0])] = np.logical_and.reduce(equal)
            return np.logical_or.reduceat(hits, begins) if len(begins) else found
        lengths = np.fromiter(map(len, self.text.split(pattern)), dtype=np.int64)
        # The n-th hit begins after n + 1 pieces and n hits.
        places = np.cumsum(lengths[:-1]) + np.arange(len(lengths) - 1) * len(pattern)
        found[np.searchsorted(self.text_end, places, side="right")] = True
        return found

    def with_cwe(self, numbers: Iterable[int]) -> Mask:
        found = np.zeros(len(self.pk), dtype=bool)
        found[self.cwe_row[np.isin(self.cwe, list(numbers))]] = True
        return found

    def order(self, name: str) -> Rows:
        """All rows in the order of "key", "title", "severity" (from low) or "published", or "-key" … for the reverse.

        What has no severity or day stands at the end either way; ties stand in the order of keys.
        """
        if name not in self.orders:
            rank = self._rank(name.removeprefix("-"))
            last = np.iinfo(np.int64).max
            self.orders[name] = np.argsort(
                np.where(rank == NEVER, last, -rank if name.startswith("-") else rank), kind="stable"
            ).astype(np.int64)
        return self.orders[name]

    def _rank(self, name: str) -> Rows:
        match name:
            case "published":
                return self.published
            case "severity":
                unknown = len(SEVERITIES) - 1
                return np.where(self.severity == unknown, NEVER, unknown - self.severity.astype(np.int64))
            case "title":
                return _title_rank(self.pk)
        return np.arange(len(self.pk), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _LoadedIndex:
    """What was read, when the corpus was in which state, and how long reading took (seconds)."""

    state: tuple[Any, ...]
    corpus: CorpusIndex
    read_at: float
    took: float


_held: dict[str, _LoadedIndex] = {}  # by alias of the database
_turn = threading.Lock()


def current_index() -> CorpusIndex:
    """The corpus as it is now; while an import runs, as it was a moment ago."""
    state, running = _state()
    if (held := _held.get(connection.alias)) and _serves(held, state, running):
        return held.corpus
    with _turn:
        held = _held.get(connection.alias)
        if not held or not _serves(held, state, running):
            # The state was asked for first: what changes meanwhile is read anew next time.
            started = monotonic()
            corpus = _read()
            held = _held[connection.alias] = _LoadedIndex(state, corpus, monotonic(), monotonic() - started)
    return held.corpus


def clear_index() -> None:
    """Let go of what is held."""
    _held.clear()


def _serves(held: _LoadedIndex, state: tuple[Any, ...], running: bool) -> bool:
    """Reading after each batch of a long import would keep everybody waiting: then a tenth of the time goes to it."""
    return held.state == state or (running and monotonic() - held.read_at < 10 * held.took)


def _state() -> tuple[tuple[Any, ...], bool]:
    """What differs whenever the corpus may differ, as each batch raises the counts of its run; if an import runs."""
    counted = F("created") + F("updated") + F("merged") + F("unchanged")
    unfinished = Count("pk", filter=Q(finished_at=None))
    runs = ImportRun.objects.aggregate(Max("pk"), Max("started_at"), counted=Sum(counted), unfinished=unfinished)
    newest = Advisory.objects.order_by("-pk").values_list("pk", "created_at").first()
    return (*runs.values(), newest), runs["unfinished"] > 0


class _Seconds(Func):
    """A time in seconds since 1970."""

    output_field = IntegerField()
    template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="EXTRACT(EPOCH FROM %(expressions)s)::bigint")


def _read() -> CorpusIndex:
    rows = Advisory.objects.order_by().values_list(
        *("key", "pk", "project_id", "ecosystem", "severity"),
        _Seconds(F("published_at")),
        _Seconds(F("withdrawn_at")),
        Cast("cwes", TextField()),
        "search_text",
        "severity_source",
    )
    keys: list[str] = []
    numbers: list[NDArray[np.int64]] = []
    texts: list[bytes] = []
    place_of: dict[str, int] = defaultdict(lambda: len(place_of))  # of ecosystems
    listed: dict[str, list[int]] = {}  # each list of CWEs that occurs, as it is written
    cwe_row: list[int] = []
    cwe: list[int] = []
    severity_of = {word: place for place, word in enumerate(SEVERITIES)}
    stream = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        for row, names in enumerate((row[7] for row in chunk), len(keys)):
            if names != "[]":
                if names not in listed:
                    listed[names] = [int(name[4:]) for name in orjson.loads(names)]
                cwe_row += [row] * len(listed[names])
                cwe += listed[names]
        keys += [row[0] for row in chunk]
        texts += [row[8].encode() for row in chunk]
        numbers.append(
            np.array(
                [
                    (
                        *(row[1], row[2] or 0, place_of[row[3]], severity_of[row[4]]),
                        *(NEVER if row[5] is None else row[5], row[6] is not None, row[9] == "computed"),
                    )
                    for row in chunk
                ],
                dtype=np.int64,
            )
        )
    # Sorted here, as databases disagree on the order of letters.
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    table = np.concatenate([*numbers, np.empty((0, 7), dtype=np.int64)])[order]
    row_of = np.empty_like(order)
    row_of[order] = np.arange(len(order))
    published = table[:, 4].copy()
    years = published.astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970
    sorted_texts = [texts[place] for place in order]
    return CorpusIndex(
        pk=table[:, 0].copy(),
        project=table[:, 1].copy(),
        ecosystem=table[:, 2].astype(np.int32),
        ecosystems=list(place_of),
        severity=table[:, 3].astype(np.int8),
        computed=table[:, 6].astype(bool),
        published=published,
        year=np.where(published == NEVER, 0, years).astype(np.int16),
        withdrawn=table[:, 5].astype(bool),
        cwe_row=row_of[np.array(cwe_row, dtype=np.int64)],
        cwe=np.array(cwe, dtype=np.int32),
        text=b"".join(text + END.encode() for text in sorted_texts),
        text_end=np.cumsum(np.fromiter((len(text) + 1 for text in sorted_texts), dtype=np.int64)),
    )


def _title_rank(pk: Rows) -> Rows:
    """The place of each advisory among all titles, case folded."""
    stream = Advisory.objects.order_by().values_list("pk", "title").iterator(chunk_size=CHUNK)
    ranked = {number: place for place, (_, number) in enumerate(sorted((title.casefold(), n) for n, title in stream))}
    return np.array([ranked.get(number, -1) for number in pk.tolist()], dtype=np.int64)
