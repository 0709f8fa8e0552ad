"""A corpus in memory, one array per fact: filters, facets and orders are computed from it.

At 300,000 advisories, counting five facets takes SQLite or PostgreSQL about a second, and numpy some milliseconds. The
index needs about 50 bytes per advisory; texts are searched in the database (`search`). It is reloaded after an import
has changed anything, and always contains complete batches. The indexes used last are kept.
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

from advisories.models import Advisory, Corpus, ImportRun

SEVERITIES: Final[tuple[str, ...]] = tuple(Advisory.Severity.values)  # from critical to unknown
CHUNK: Final = 5_000
NEVER: Final = np.iinfo(np.int64).min  # the time of publication if it is unknown
KEPT: Final = 500_000  # advisories in the indexes that are kept, besides those of the last one

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CorpusIndex:
    """`n` advisories in the order of their keys. A row is a position in that order."""

    corpus: int  # its primary key
    pk: Rows  # (n,)
    project: Rows  # (n,) primary keys; 0 for none
    ecosystem: NDArray[np.int32]  # (n,) indexes into `ecosystems`
    ecosystems: Sequence[str]
    severity: NDArray[np.int8]  # (n,) indexes into `SEVERITIES`
    computed: Mask  # (n,) severity computed from the CVSS base score, not published
    published: Rows  # (n,) seconds since 1970, NEVER for none
    year: NDArray[np.int16]  # (n,) of publication in UTC, 0 for none
    withdrawn: Mask  # (n,)
    cwe_row: Rows  # (m,) one entry per CWE of each advisory
    cwe: NDArray[np.int32]  # (m,) its number
    orders: dict[str, Rows] = field(default_factory=dict)  # computed on first use
    searched: dict[Any, NDArray[np.uint8]] = field(default_factory=dict)  # masks that `search` remembers

    def with_cwe(self, numbers: Iterable[int]) -> Mask:
        mask = np.zeros(len(self.pk), dtype=bool)
        mask[self.cwe_row[np.isin(self.cwe, list(numbers))]] = True
        return mask

    def order(self, name: str) -> Rows:
        """Return all rows ordered by "key", "title", "severity" (from low) or "published"; "-key" … reverses.

        Rows without a severity or date come last in both directions; ties are in the order of keys.
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
                return _title_rank(self.corpus, self.pk)
        return np.arange(len(self.pk), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _LoadedIndex:
    """A loaded index, the state of the corpus when it was loaded, and the seconds that loading took."""

    state: tuple[Any, ...]
    corpus: CorpusIndex
    loaded_at: float
    seconds: float


_loaded: dict[tuple[str, int], _LoadedIndex] = {}  # by alias of the database and corpus, used last at the end
_turn = threading.Lock()
_order = threading.Lock()


def current_index(corpus: Corpus) -> CorpusIndex:
    """Return the index of a corpus; while an import runs, it may be slightly out of date."""
    state, running = _state(corpus.pk)
    key = (connection.alias, corpus.pk)
    if (loaded := _loaded.get(key)) and _serves(loaded, state, running):
        _keep(key, loaded)
        return loaded.corpus
    with _turn:
        loaded = _loaded.get(key)
        if not loaded or not _serves(loaded, state, running):
            # The state was read first, so changes during loading are loaded next time.
            started = monotonic()
            index = _read(corpus.pk)
            loaded = _LoadedIndex(state, index, monotonic(), monotonic() - started)
    _keep(key, loaded)
    return loaded.corpus


def _keep(key: tuple[str, int], loaded: _LoadedIndex) -> None:
    """Keep an index as the one used last, and forget those that were not used for longest if there are too many."""
    with _order:
        _loaded.pop(key, None)
        _loaded[key] = loaded
        room = KEPT + len(loaded.corpus.pk)
        for other, index in list(_loaded.items())[::-1]:
            room -= len(index.corpus.pk)
            if room < 0:
                del _loaded[other]


def clear_index() -> None:
    """Drop the loaded indexes."""
    _loaded.clear()


def _serves(loaded: _LoadedIndex, state: tuple[Any, ...], running: bool) -> bool:
    """Return whether a loaded index may be used. During an import, at most a tenth of the time is loading."""
    return loaded.state == state or (running and monotonic() - loaded.loaded_at < 10 * loaded.seconds)


def _state(corpus: int) -> tuple[tuple[Any, ...], bool]:
    """Return a value that changes with the corpus, and whether an import into it runs.

    Every batch raises the counts of its run, and everything else raises `Corpus.changes`.
    """
    counted = F("created") + F("updated") + F("merged") + F("unchanged")
    unfinished = Count("pk", filter=Q(finished_at=None))
    runs = ImportRun.objects.filter(corpus=corpus).aggregate(
        Max("pk"), Max("started_at"), counted=Sum(counted), unfinished=unfinished
    )
    changes = Corpus.objects.values_list("changes", flat=True).get(pk=corpus)
    return (*runs.values(), changes), runs["unfinished"] > 0


class _Seconds(Func):
    """A time as seconds since 1970."""

    output_field = IntegerField()
    template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="EXTRACT(EPOCH FROM %(expressions)s)::bigint")


def _read(corpus: int) -> CorpusIndex:
    of_corpus = Advisory.objects.filter(corpus=corpus).order_by()
    rows = of_corpus.values_list(
        *("key", "pk", "project_id", "ecosystem", "severity"),
        _Seconds(F("published_at")),
        _Seconds(F("withdrawn_at")),
        Cast("cwes", TextField()),
        "severity_source",
    )
    keys: list[str] = []
    numbers: list[NDArray[np.int64]] = []
    ecosystem_number: dict[str, int] = defaultdict(lambda: len(ecosystem_number))  # ecosystem -> index
    listed: dict[str, list[int]] = {}  # text of a list of CWEs -> their numbers
    cwe_row: list[int] = []
    cwe: list[int] = []
    severity_of = {word: number for number, word in enumerate(SEVERITIES)}
    stream = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        for row, names in enumerate((row[7] for row in chunk), len(keys)):
            if names != "[]":
                if names not in listed:
                    listed[names] = [int(name[4:]) for name in orjson.loads(names)]
                cwe_row += [row] * len(listed[names])
                cwe += listed[names]
        keys += [row[0] for row in chunk]
        numbers.append(
            np.array(
                [
                    (
                        *(row[1], row[2] or 0, ecosystem_number[row[3]], severity_of[row[4]]),
                        *(NEVER if row[5] is None else row[5], row[6] is not None, row[8] == "computed"),
                    )
                    for row in chunk
                ],
                dtype=np.int64,
            )
        )
    # Sorted here, because databases collate differently.
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    table = np.concatenate([*numbers, np.empty((0, 7), dtype=np.int64)])[order]
    row_of = np.empty_like(order)
    row_of[order] = np.arange(len(order))
    published = table[:, 4].copy()
    years = published.astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970
    return CorpusIndex(
        corpus=corpus,
        pk=table[:, 0].copy(),
        project=table[:, 1].copy(),
        ecosystem=table[:, 2].astype(np.int32),
        ecosystems=list(ecosystem_number),
        severity=table[:, 3].astype(np.int8),
        computed=table[:, 6].astype(bool),
        published=published,
        year=np.where(published == NEVER, 0, years).astype(np.int16),
        withdrawn=table[:, 5].astype(bool),
        cwe_row=row_of[np.array(cwe_row, dtype=np.int64)],
        cwe=np.array(cwe, dtype=np.int32),
    )


def _title_rank(corpus: int, pk: Rows) -> Rows:
    """Return the rank of each advisory by title, case folded."""
    titles = Advisory.objects.filter(corpus=corpus).order_by().values_list("pk", "title")
    stream = titles.iterator(chunk_size=CHUNK)
    ranked = {number: rank for rank, (_, number) in enumerate(sorted((title.casefold(), n) for n, title in stream))}
    return np.array([ranked.get(number, -1) for number in pk.tolist()], dtype=np.int64)
