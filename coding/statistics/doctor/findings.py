"""What the checks of a sheet see, and the sheet that they look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from coding.statistics.ratings import IntArray

REFUSE: Final = "refuse"


WARN: Final = "warn"


NOTE: Final = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: its code, "refuse", "warn" or "note", a sentence, the figures in it, and the raters."""

    code: str
    severity: str
    sentence: str
    figures: dict[str, Any] = field(default_factory=dict)
    weight: float = 0.0  # the larger, the worse, among findings of one code
    raters: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SheetOfRatings:
    """Ratings in the order of the sheet.

    Parameters
    ----------
    table : ndarray of int, shape (units, raters)
        Index of the code that each rater gave, -1 if missing.
    raters : sequence of str
    labels : sequence of str
        The codes.
    final : ndarray of int, shape (units,), optional
        Decisions in the file, -1 if there is none, -2 for a code that no rater gave.
    final_name : str
    """

    table: IntArray
    raters: Sequence[str]
    labels: Sequence[str]
    final: IntArray | None = None
    final_name: str = ""

    def pair(self, one: int, other: int) -> tuple[IntArray, IntArray]:
        """Return the codes of two raters on the units that both coded."""
        both = (self.table[:, one] >= 0) & (self.table[:, other] >= 0)
        return self.table[both, one], self.table[both, other]
