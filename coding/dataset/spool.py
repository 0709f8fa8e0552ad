"""Stores rows in an anonymous temporary file that can be read repeatedly."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")

AT_ONCE = 500  # rows that are in memory together
IN_MEMORY = 4 << 20  # bytes up to which there is no file


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the rows in lists of `size`; the last list may be shorter."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


class Spool(Collection[T]):
    """Rows in a temporary file, in their order. The file is deleted with the spool.

    Several readers may read at the same time.
    """

    def __init__(self, rows: Iterable[T]) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (it lives as long as the spool)
        self._starts: list[int] = []
        self._length = 0
        for batch in batches(rows, AT_ONCE):
            self._starts.append(self._file.tell())
            pickle.dump(batch, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._length += len(batch)

    def __iter__(self) -> Iterator[T]:
        for start in self._starts:
            self._file.seek(start)
            yield from pickle.load(self._file)  # noqa: S301 (the file has no name, so no other process can write it)

    def __len__(self) -> int:
        return self._length

    def __contains__(self, row: object) -> bool:
        return any(one == row for one in self)


class MappedView(Collection[T], Generic[S, T]):
    """The results of `change` for each of `rows`, computed at each reading."""

    def __init__(self, change: Callable[[S], T], rows: Collection[S]) -> None:
        self.change, self.rows = change, rows

    def __iter__(self) -> Iterator[T]:
        return map(self.change, self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, row: object) -> bool:
        return any(one == row for one in self)
