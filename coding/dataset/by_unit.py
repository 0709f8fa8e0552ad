"""Joins units, codings and decisions by unit, without loading all of them into memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from coding.dataset.rows import CodingRow, DecisionRow, UnitRow
from coding.dataset.study import StudyDataset

Row = TypeVar("Row", CodingRow, DecisionRow)


@dataclass(frozen=True, slots=True)
class UnitRecords:
    """A unit with its first ratings and its decision, if there is one."""

    unit: UnitRow
    codings: tuple[CodingRow, ...]
    decision: DecisionRow | None


def by_unit(data: StudyDataset) -> Iterator[UnitRecords]:
    """Yield every unit with its records; raise ValueError if codings or decisions are not in the order of units."""
    codings = _Following(data.codings)
    decisions = _Following(data.decisions)
    for unit in data.units:
        decided = decisions.of(unit.number)
        yield UnitRecords(unit, codings.of(unit.number), decided[0] if decided else None)
    for remaining in (codings.ahead, decisions.ahead):
        if remaining is not None:
            raise ValueError(f"The rows of unit {remaining[0]} are not in the order of units.")


class _Following(Generic[Row]):
    """Rows in the order of units, read unit by unit."""

    def __init__(self, rows: Collection[Row]) -> None:
        self.groups: Iterator[tuple[int, Iterator[Row]]] = groupby(rows, key=lambda row: row.unit)
        self.ahead: tuple[int, Iterator[Row]] | None = next(self.groups, None)

    def of(self, unit: int) -> tuple[Row, ...]:
        if self.ahead is None or self.ahead[0] != unit:
            return ()
        rows = tuple(self.ahead[1])
        self.ahead = next(self.groups, None)
        return rows
