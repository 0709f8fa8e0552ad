"""The units with passages, by how the passages of one code lie to each other."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from coding.statistics.ratings import IntArray
from coding.statistics.segments.overlap import pair_sums
from coding.statistics.segments.passages import Passages

# No common character in a pair of raters; common ones, but not all; the same passages; marked by one rater alone.
Position = Literal["apart", "different", "identical", "one"]
POSITIONS: Final[tuple[Position, ...]] = ("apart", "different", "identical", "one")


@dataclass(frozen=True, eq=False)
class MarkedUnits:
    """One row for each unit and code that two raters gave and one of them marked, by unit and code.

    Attributes
    ----------
    unit, code : ndarray of int, shape (rows,)
    common, length : ndarray of int, shape (rows,)
        Common characters, and all characters that each marked, over the pairs of raters that both marked the code.
    position : ndarray of int, shape (rows,)
        Index in `POSITIONS`.
    """

    unit: IntArray
    code: IntArray
    common: IntArray
    length: IntArray
    position: IntArray


def marked_units(passages: Passages) -> MarkedUnits:
    """Return the units with passages, and how the passages of each code lie to each other.

    Parameters
    ----------
    passages : Passages

    Returns
    -------
    MarkedUnits

    Examples
    --------
    >>> units = [(40, [{"a": [(0, 6)]}, {"a": [(8, 12)]}]), (40, [{"a": [(0, 6)]}, {"a": [(0, 8)]}])]
    >>> marked = marked_units(Passages.from_units(units, codes=("a",)))
    >>> [POSITIONS[index] for index in marked.position], marked.common.tolist(), marked.length.tolist()
    (['apart', 'different'], [0, 6], [10, 14])
    """
    pairs = pair_sums(passages)
    pairs = pairs.of_rows(pairs.marked_by > 0)
    keys, row = np.unique(pairs.unit * max(len(passages.codes), 1) + pairs.code, return_inverse=True)
    both = pairs.marked_by == 2

    def total(values: IntArray) -> IntArray:
        return np.bincount(row, weights=values, minlength=len(keys)).astype(np.int64)

    apart, common, length = total(both & (pairs.common == 0)), total(pairs.common), total(pairs.length)
    same = total(pairs.exact) == total(pairs.passages)
    position = np.select([total(both) == 0, apart > 0, same & (2 * common == length)], [3, 0, 2], default=1)
    unit, code = np.divmod(keys, max(len(passages.codes), 1))
    return MarkedUnits(unit, code, common, length, position)
