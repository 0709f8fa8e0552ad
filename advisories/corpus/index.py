"""A corpus in memory, one array per fact: filters, facets and orders are computed from it.

At 300,000 advisories, counting five facets takes SQLite or PostgreSQL about a second, and numpy some milliseconds. The
index needs about 50 bytes per advisory; texts are searched in the database (`search`). It is reloaded after an import
has changed anything, and always contains complete batches. The indexes used last are kept.
"""

from __future__ import annotations

import ctypes
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Any, Final

import numpy as np
import orjson
from django.db import connection
from django.db.models import Count, F, Func, IntegerField, Max, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast, Collate
from numpy.typing import NDArray

from advisories.corpus.cve_facts import all_exploit_facts
from advisories.models import Advisory, Corpus, ImportRun

SEVERITIES: Final[tuple[str, ...]] = tuple(Advisory.Severity.values)  # from critical to unknown
CHUNK: Final = 5_000
NEVER: Final = np.iinfo(np.int64).min  # the time of publication if it is unknown
KEPT: Final = 500_000  # advisories in the indexes that are kept, besides those of the last one

# The columns that are read, and their types.
KINDS: Final[dict[str, type[np.generic]]] = {
    **{"pk": np.int64, "project": np.int64, "ecosystem": np.int32, "severity": np.int8, "computed": np.bool_},
    **{"published": np.int64, "withdrawn": np.bool_, "joined": np.bool_, "cwe_row": np.int64, "cwe": np.int32},
}

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
    joined: Mask  # (n,) has two CVEs or two GHSAs
    kev: Mask  # (n,) in the catalogue of known exploited vulnerabilities
    epss: NDArray[np.float64]  # (n,) score, -1 for none
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
            _return_memory()
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
            _return_memory()
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


def _return_memory() -> None:
    """Return freed memory to the system: loading takes several times the memory of an index for a moment."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc; other libraries return it themselves
    if trim:
        trim(0)


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
    counted = F("created") + F("updated") + F("merged") + F("unchanged") + F("matched") + F("not_in_corpus")
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
    # Rows become arrays chunk by chunk: lists of all values would take three times the memory of the index.
    rows = _in_order_of_keys(corpus).values_list(
        *("pk", "project_id", "ecosystem", "severity"),
        _Seconds(F("published_at")),
        _Seconds(F("withdrawn_at")),
        Cast("cwes", TextField()),
        "severity_source",
        "joined",
    )
    columns: dict[str, list[NDArray[Any]]] = defaultdict(list)
    ecosystem_number: dict[str, int] = defaultdict(lambda: len(ecosystem_number))  # ecosystem -> index
    listed: dict[str, list[int]] = {"[]": []}  # text of a list of CWEs -> their numbers
    severity_of = {word: number for number, word in enumerate(SEVERITIES)}
    for start, chunk in _chunks(rows):
        pk, project, ecosystem, severity, published, withdrawn, cwes, source, joined = zip(*chunk, strict=True)
        for names in set(cwes) - listed.keys():
            listed[names] = [int(name[4:]) for name in orjson.loads(names)]
        counts = [len(listed[names]) for names in cwes]
        values = {
            "pk": pk,
            "project": [number or 0 for number in project],
            "ecosystem": [ecosystem_number[name] for name in ecosystem],
            "severity": [severity_of[word] for word in severity],
            "computed": [word == "computed" for word in source],
            "published": [NEVER if seconds is None else seconds for seconds in published],
            "withdrawn": [seconds is not None for seconds in withdrawn],
            "joined": joined,
            "cwe_row": np.repeat(np.arange(start, start + len(chunk)), counts),
            "cwe": [number for names in cwes for number in listed[names]],
        }
        for name, column in values.items():
            columns[name].append(np.array(column, dtype=KINDS[name]))
    whole: dict[str, Any] = {
        name: np.concatenate([*columns.pop(name, []), np.empty(0, kind)]) for name, kind in KINDS.items()
    }
    years = whole["published"].astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970
    year = np.where(whole["published"] == NEVER, 0, years).astype(np.int16)
    kev, epss = _exploit_facts(corpus, whole["pk"])
    return CorpusIndex(corpus=corpus, ecosystems=list(ecosystem_number), year=year, kev=kev, epss=epss, **whole)


def _in_order_of_keys(corpus: int) -> QuerySet[Advisory]:
    """Return the advisories in the order of code points of their keys, as Python sorts them, in both databases."""
    collation = "C" if connection.vendor == "postgresql" else "BINARY"
    return Advisory.objects.filter(corpus=corpus).order_by(Collate("key", collation))


def _chunks(rows: QuerySet[Advisory, Any]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rows in lists, each with the number of rows before it."""
    stream, start = rows.iterator(chunk_size=CHUNK), 0
    while chunk := list(islice(stream, CHUNK)):
        yield start, chunk
        start += len(chunk)


def _exploit_facts(corpus: int, pk: Rows) -> tuple[Mask, NDArray[np.float64]]:
    """Return, for each advisory, whether the catalogue lists it, and its EPSS score or -1."""
    kev, epss = np.zeros(len(pk), dtype=bool), np.full(len(pk), -1.0)
    facts = np.array(list(all_exploit_facts(corpus)), dtype=np.float64).reshape(-1, 3)
    if len(facts) and len(pk):
        by_pk = np.argsort(pk)
        at = np.minimum(np.searchsorted(pk[by_pk], facts[:, 0].astype(np.int64)), len(pk) - 1)
        rows = by_pk[at]
        known = pk[rows] == facts[:, 0].astype(np.int64)  # not of an advisory that was stored meanwhile
        kev[rows[known]], epss[rows[known]] = facts[known, 1] > 0, facts[known, 2]
    return kev, epss


def _title_rank(corpus: int, pk: Rows) -> Rows:
    """Return the rank of each advisory by title, case folded; ties in the order of keys."""
    titles: list[str] = []
    numbers: list[Rows] = []
    for _, chunk in _chunks(_in_order_of_keys(corpus).values_list("pk", "title")):
        numbers.append(np.array([number for number, _ in chunk], dtype=np.int64))
        titles += [title.casefold() for _, title in chunk]
    known = np.concatenate([*numbers, np.empty(0, dtype=np.int64)])[
        np.fromiter(sorted(range(len(titles)), key=titles.__getitem__), dtype=np.int64, count=len(titles))
    ]
    # An advisory that was merged into another since the index was loaded has no title any more.
    order = np.argsort(known)
    positions = np.minimum(np.searchsorted(known, pk, sorter=order), len(known) - 1)
    return np.where(known[order[positions]] == pk, order[positions], -1) if len(known) else np.full(len(pk), -1)
