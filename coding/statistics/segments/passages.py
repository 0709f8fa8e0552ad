"""Marked passages as arrays: who coded which unit, which codes were given, and which characters were marked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from coding.statistics.ratings import BoolArray, IntArray

# Columns of `Passages.given`, and of `Passages.marked`, which has two more.
UNIT, RATER, CODE, START, END = range(5)


@dataclass(frozen=True, eq=False)
class Passages:
    """The passages that raters marked in the texts of units.

    Parameters
    ----------
    lengths : ndarray of int, shape (units,)
        Length of the text of each unit, in code points.
    coded : ndarray of bool, shape (units, raters)
        Whether the rater coded the unit. A rater who coded it without giving a code marked nothing.
    given : ndarray of int, shape (codes given, 3)
        Unit, rater and code of each code that was given, as positions. A marked code counts as given.
    marked : ndarray of int, shape (passages, 5)
        Unit, rater, code, start and end: [start, end) in code points.
    codes : tuple of str
    dropped : int
        Units that are left out, because the raters read different texts.

    Raises
    ------
    ValueError
        If a passage is empty, ends after its text, or is in a unit that its rater did not code.

    Examples
    --------
    >>> passages = Passages.from_units(
    ...     [(40, [{"a": [(0, 6)]}, {"a": [(6, 12)]}]), (40, [{}, None])], codes=("a",)
    ... )
    >>> passages.marked.tolist(), passages.coded.tolist()
    ([[0, 0, 0, 0, 6], [0, 1, 0, 6, 12]], [[True, True], [True, False]])
    """

    lengths: IntArray
    coded: BoolArray
    given: IntArray
    marked: IntArray
    codes: tuple[str, ...]
    dropped: int = 0

    def __post_init__(self) -> None:
        unit, rater, _, start, end = self.marked.T
        if (start < 0).any() or (start >= end).any():
            raise ValueError("A passage is empty or begins before the text.")
        if (end > self.lengths[unit]).any():
            raise ValueError("A passage ends after the text.")
        if not (self.coded[unit, rater].all() and self.coded[self.given[:, UNIT], self.given[:, RATER]].all()):
            raise ValueError("A passage or code is in a unit that its rater did not code.")

    @property
    def n_raters(self) -> int:
        return int(self.coded.shape[1])

    @cached_property
    def united(self) -> IntArray:
        """`marked` in order, with one row for a rater's overlapping passages of a code; touching ones stay two."""
        unit, rater, code, start, end = np.ascontiguousarray(self.marked.T)
        if not len(unit):
            return self.marked
        group = (unit * self.n_raters + rater) * len(self.codes) + code
        order = np.lexsort((start, group))
        unit, rater, code, start, end, group = (column[order] for column in (unit, rater, code, start, end, group))
        # Each group gets a stretch of its own, so that the furthest end of one group never reaches into the next.
        offset = np.cumsum(np.append(0, group[1:] != group[:-1])) * (int(self.lengths.max()) + 1)
        reached = np.maximum.accumulate(offset + end)
        first = np.flatnonzero(np.append(True, offset[1:] + start[1:] >= reached[:-1]))
        ends = reached[np.append(first[1:], len(reached)) - 1] - offset[first]
        return np.array([*(column[first] for column in (unit, rater, code, start)), ends]).T

    @classmethod
    def from_units(
        cls,
        units: Iterable[tuple[int, Sequence[Mapping[str, Collection[tuple[int, int]]] | None]]],
        *,
        codes: Sequence[str],
    ) -> "Passages":
        """Build passages from one row per unit.

        A row has the length of the text and, for each rater, the passages of each code. A code without a passage has an
        empty collection; a rater who did not code the unit has None.
        """
        position = {label: code for code, label in enumerate(codes)}
        lengths: list[int] = []
        coded: list[list[bool]] = []
        given: list[tuple[int, int, int]] = []
        marked: list[tuple[int, int, int, int, int]] = []
        for unit, (length, answers) in enumerate(units):
            lengths.append(length)
            coded.append([answer is not None for answer in answers])
            for rater, answer in enumerate(answers):
                for label, passages in (answer or {}).items():
                    given.append((unit, rater, position[label]))
                    marked += [(unit, rater, position[label], start, end) for start, end in passages]
        return cls(
            np.array(lengths, dtype=np.int64),
            np.array(coded, dtype=bool).reshape(len(lengths), -1),
            table(given, 3),
            table(marked, 5),
            tuple(codes),
        )


def table(rows: Sequence[Any], width: int) -> IntArray:
    """Return rows of integers as an array, which has its columns also without a row.

    Parameters
    ----------
    rows : sequence of sequence of int
    width : int

    Returns
    -------
    ndarray of int, shape (rows, width)

    Examples
    --------
    >>> table([], 3).shape
    (0, 3)
    """
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)
