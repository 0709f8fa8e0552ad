"""Columns whose names have two parts, such as effect_ann and effect_ben: a rater and a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from coding.formats.ratings.columns import Column
from coding.formats.ratings.words import split_grid_name

BINARY: Final = frozenset({"0", "1", "TRUE", "FALSE", "true", "false", ""})
ONE: Final = frozenset({"1", "TRUE", "true"})
HALF: Final = 0.5
SHORT_NAME: Final = re.compile(r"\d+|[A-Za-z]|[rR]\d+")


@dataclass(frozen=True)
class NamingGrid:
    """Columns by the two parts of their names: each stem has each suffix."""

    stems: list[str]
    suffixes: list[str]
    columns: dict[tuple[str, str], Column]

    def side(self, side: int) -> list[str]:
        return self.suffixes if side else self.stems

    def column(self, rater: str, other: str, *, rater_side: int) -> Column:
        return self.columns[(other, rater) if rater_side else (rater, other)]

    @property
    def all_columns(self) -> list[Column]:
        return list(self.columns.values())

    @property
    def is_binary(self) -> bool:
        return all(cell in BINARY for column in self.all_columns for cell in column.cells)

    def has_one_per_row(self, side: int) -> bool:
        """Return whether each name of a side has exactly one 1 in every row."""
        others = self.side(1 - side)
        return all(
            sum(cell in ONE for cell in row) == 1
            for name in self.side(side)
            for row in zip(*(self.column(name, other, rater_side=side).cells for other in others), strict=True)
        )


def naming_grid(columns: Sequence[Column]) -> NamingGrid | None:
    """Return the columns as a grid of names; None if they are not named so.

    Examples
    --------
    >>> grid = naming_grid([Column(0, name, []) for name in ("why_1", "why_2", "what1", "what2")])
    >>> grid.stems, grid.suffixes
    (['why', 'what'], ['1', '2'])
    """
    by_name: dict[tuple[str, str], Column] = {}
    for column in columns:
        parts = split_grid_name(column.name)
        if parts is None or parts in by_name:
            return None
        by_name[parts] = column
    stems = list(dict.fromkeys(stem for stem, _ in by_name))
    suffixes = list(dict.fromkeys(suffix for _, suffix in by_name))
    if len(stems) < 2 or len(suffixes) < 2 or len(by_name) != len(stems) * len(suffixes):
        return None
    return NamingGrid(stems, suffixes, by_name)


def share_of(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the smaller of the two parts of ratings whose code the other column has as well.

    Examples
    --------
    >>> share_of(["a", "a", "b"], ["a", "c", "c"])
    0.3333333333333333
    """
    one, two = [cell for cell in first if cell], [cell for cell in second if cell]
    if not one or not two:
        return 0.0
    codes_one, codes_two = set(one), set(two)
    return min(sum(cell in codes_two for cell in one) / len(one), sum(cell in codes_one for cell in two) / len(two))


def raters_side(grid: NamingGrid) -> int | None:
    """Return 0 if the stems are raters, 1 if the suffixes are, None if it is not clear.

    Raters give the same codes to one question; two questions have codes of their own.
    """
    possible = []
    for side in (0, 1):
        pairs = (
            (grid.column(a, other, rater_side=side), grid.column(b, other, rater_side=side))
            for other in grid.side(1 - side)
            for a, b in combinations(grid.side(side), 2)
        )
        if all(share_of(a.cells, b.cells) >= HALF for a, b in pairs):
            possible.append(side)
    if len(possible) == 1:
        return possible[0]
    short = [side for side in possible if all(SHORT_NAME.fullmatch(name) for name in grid.side(side))]
    return short[0] if len(short) == 1 else None
