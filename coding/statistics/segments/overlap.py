"""Sums over marked passages, per unit and code: common characters, lengths, and the terms of the measures.

Positions of all texts are laid end to end, so that one sorted array answers for all units. Nothing is computed per
character, and no loop runs over units.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coding.statistics.ratings import BoolArray, FloatArray, IntArray
from coding.statistics.segments.passages import CODE, RATER, UNIT, Passages


@dataclass(frozen=True, eq=False)
class PairSums:
    """Sums over pairs of raters of whom both gave a code, one row for each pair, unit and code.

    Attributes
    ----------
    unit, code : ndarray of int, shape (rows,)
    marked_by : ndarray of int, shape (rows,)
        How many of the two marked the code in the unit: 0, 1 or 2. The other sums are 0 unless both did.
    common, length : ndarray of int, shape (rows,)
        Characters that both marked; characters that one marked plus those that the other marked.
    exact, touching, passages : ndarray of int, shape (rows,)
        Passages of both raters: those with the same ends in the other, those with a character of the other, all.
    """

    unit: IntArray
    code: IntArray
    marked_by: IntArray
    common: IntArray
    length: IntArray
    exact: IntArray
    touching: IntArray
    passages: IntArray

    def of_rows(self, chosen: BoolArray) -> "PairSums":
        """Return these rows alone."""
        return PairSums(*(getattr(self, name)[chosen] for name in PAIR_FIELDS))


@dataclass(frozen=True, eq=False)
class _Marks:
    """One rater's passages in the order of the laid out texts, and the keys (unit, code) of the codes given."""

    start: IntArray
    end: IntArray
    key: IntArray  # of each passage
    given: IntArray  # sorted keys

    def characters_before(self, position: IntArray) -> IntArray:
        """Return the number of marked characters before each position."""
        index = np.searchsorted(self.start, position, side="right")
        total = np.append(0, np.cumsum(self.end - self.start))
        last_end = np.append(0, self.end)
        return np.asarray(total[index] - np.maximum(last_end[index] - position, 0))

    def common_with(self, other: "_Marks") -> IntArray:
        """Return the number of characters of each passage that the other rater marked with the same code."""
        return other.characters_before(self.end) - other.characters_before(self.start)

    def equal_in(self, other: "_Marks") -> BoolArray:
        """Return whether each passage has the same ends as a passage of the other rater."""
        if not len(other.start):
            return np.zeros(len(self.start), dtype=bool)
        index = np.minimum(np.searchsorted(other.start, self.start), len(other.start) - 1)
        return np.asarray((other.start[index] == self.start) & (other.end[index] == self.end))


def pair_sums(passages: Passages) -> PairSums:
    """Return the sums over all pairs of raters of whom both gave a code.

    Parameters
    ----------
    passages : Passages

    Returns
    -------
    PairSums

    Examples
    --------
    >>> units = [(40, [{"a": [(0, 6)]}, {"a": [(3, 12)]}])]
    >>> sums = pair_sums(Passages.from_units(units, codes=("a",)))
    >>> sums.common.tolist(), sums.length.tolist(), sums.exact.tolist(), sums.touching.tolist()
    ([3], [15], [0], [2])
    """
    parts = [_sums_of_pair(g, h, len(passages.codes)) for g, h in combinations(_marks_of_raters(passages), 2)]
    empty = np.zeros(0, dtype=np.int64)
    return PairSums(*(np.concatenate([empty, *(getattr(part, name) for part in parts)]) for name in PAIR_FIELDS))


PAIR_FIELDS = tuple(PairSums.__dataclass_fields__)


def _marks_of_raters(passages: Passages) -> list[_Marks]:
    """Return the marks of each rater."""
    n_codes = max(len(passages.codes), 1)
    unit, of_rater, code, start, end = passages.united.T
    span = int(passages.lengths.max(initial=0)) + 1
    keys = unit * n_codes + code
    given = passages.given[:, UNIT] * n_codes + passages.given[:, CODE]
    marks = []
    for rater in range(passages.n_raters):
        own = of_rater == rater
        key = keys[own]
        all_keys = np.sort(np.concatenate([given[passages.given[:, RATER] == rater], key]))
        different = np.append(True, all_keys[1:] != all_keys[:-1])[: len(all_keys)]
        marks.append(_Marks(key * span + start[own], key * span + end[own], key, all_keys[different]))
    return marks


def _sums_of_pair(g: _Marks, h: _Marks, n_codes: int) -> PairSums:
    keys = np.intersect1d(g.given, h.given, assume_unique=True)
    marked = [np.isin(keys, rater.key) for rater in (g, h)]
    both = keys[marked[0] & marked[1]]
    sums = np.zeros((4, len(keys)))  # common, exact, touching, passages; of all passages in `both`
    lengths = np.zeros(len(keys))
    for rater, other in ((g, h), (h, g)):
        rows = np.flatnonzero(np.isin(rater.key, both))
        index = np.searchsorted(keys, rater.key[rows])
        common = rater.common_with(other)[rows]
        of_passage = (common, rater.equal_in(other)[rows], common > 0, np.ones(len(rows)))
        for sum_, values in zip(sums, of_passage, strict=True):
            sum_ += np.bincount(index, weights=values, minlength=len(keys))
        lengths += np.bincount(index, weights=(rater.end - rater.start)[rows], minlength=len(keys))
    common, exact, touching, passages = sums.astype(np.int64)
    marked_by = marked[0].astype(np.int64) + marked[1]
    unit, code = np.divmod(keys, n_codes)
    return PairSums(unit, code, marked_by, common // 2, lengths.astype(np.int64), exact, touching, passages)


def unitizing_sums(passages: Passages, pairs: PairSums, code: int) -> FloatArray:
    """Return the terms of Krippendorff's alpha for unitizing of one code, for each unit that enters.

    Parameters
    ----------
    passages : Passages
    pairs : PairSums
        See `pair_sums`.
    code : int
        Position of the code.

    Returns
    -------
    ndarray of float, shape (units, 5)
        l00, l01, l11: characters that no rater, one of two raters, or both marked, over the pairs of raters; g0 and g1,
        the corrections of the expected disagreement. A unit enters if two raters or more coded it who, if they gave the
        code, also marked it.

    References
    ----------
    Krippendorff, Mathet, Bouvry, Widlocher (2016). On the reliability of unitizing textual continua: further
    developments. Quality and Quantity, 50(6), 2347-2364.

    Examples
    --------
    >>> units = [(40, [{"a": [(0, 6)]}, {"a": [(3, 12)]}])]
    >>> passages = Passages.from_units(units, codes=("a",))
    >>> unitizing_sums(passages, pair_sums(passages), 0).tolist()
    [[56.0, 9.0, 6.0, 65.0, 117.0]]
    """
    n_units = len(passages.lengths)
    unit, rater, of_passage, start, end = passages.united.T
    of_code = of_passage == code
    unit, rater, length = unit[of_code], rater[of_code], (end - start)[of_code]
    given = passages.given[passages.given[:, CODE] == code]
    without = np.zeros_like(passages.coded)  # raters who gave the code without a passage
    without[given[:, UNIT], given[:, RATER]] = True
    without[unit, rater] = False
    m = passages.coded.sum(axis=1) - without.sum(axis=1)
    characters = np.bincount(unit, weights=length, minlength=n_units)  # sum of d k
    squares = np.bincount(unit, weights=length.astype(float) ** 2, minlength=n_units)
    chosen = pairs.code == code
    both = 2 * np.bincount(pairs.unit[chosen], weights=pairs.common[chosen], minlength=n_units)  # sum of d k (k - 1)
    enters = m >= 2
    m, whole = m[enters].astype(float), passages.lengths[enters].astype(float)
    characters, squares, both = characters[enters], squares[enters], both[enters]
    l11 = both / (m - 1)
    l01 = ((m - 1) * characters - both) / (m - 1)
    l00 = (whole * m * (m - 1) - 2 * (m - 1) * characters + both) / (m - 1)
    return np.column_stack([l00, l01, l11, m * whole - characters, squares])
