"""Order of the distinct rows of ratings, independent of code names, rater order and unit order.

Bootstrap samples are drawn row by row. If rows were sorted by label, renaming a code would change the samples.
"""

import numpy as np
import numpy.typing as npt

from coding.statistics.ratings import IntArray, Ratings

# With more rows, ties stay in the order of labels.
MANY_ROWS = 5_000
# Most codes and raters that are individualised to break ties, and most comparisons of candidates for it.
BREAKS, COMPARISONS = 50, 200

# Colours are 64-bit hashes, computed only from what names cannot change. Sums of them wrap around.
Colours = npt.NDArray[np.uint64]

_GIVEN, _ROW, _VALUE, _RATER, _CODE, _CHOSEN = (np.uint64(0x9E3779B97F4A7C15 * k % 2**64) for k in range(1, 7))


def canonical_order(ratings: Ratings) -> IntArray:
    """Return the positions of the rows in an order that does not depend on names.

    This is colour refinement: rows, raters, values and codes get colours, which are refined until they are stable.
    If rows are still tied, one of the tied codes or raters is individualised, and colours are refined again.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    ndarray of int, shape (patterns,)

    Examples
    --------
    >>> first = Ratings.from_labels([("a", "a")] * 3 + [("b", "b")] * 2)
    >>> renamed = Ratings.from_labels([("z", "z")] * 3 + [("b", "b")] * 2)
    >>> first.counts[canonical_order(first)].tolist() == renamed.counts[canonical_order(renamed)].tolist()
    True
    """
    colours = _Colouring(ratings)
    colours.refine()
    comparisons = COMPARISONS
    for _ in range(BREAKS if len(ratings.counts) <= MANY_ROWS else 0):
        if colours.rows_differ():
            break
        alike = colours.alike()
        if alike is None:
            break
        kind, members = alike
        if len(members) > comparisons:
            members = members[:1]
        comparisons -= len(members)
        colours = min((colours.singled_out(kind, member) for member in members), key=_Colouring.signature)
    return np.argsort(colours.rows, kind="stable")


class _Colouring:
    """Colours of the rows, raters, values and codes of ratings."""

    def __init__(self, ratings: Ratings) -> None:
        self.ratings = ratings
        self.given = ratings.patterns >= 0
        self.cells = np.nonzero(self.given)
        self.values_given = ratings.patterns[self.cells]
        self.cell_of = np.cumsum(self.given).reshape(self.given.shape) - 1  # position of a given cell in `cells`
        self.rows: Colours = _mixed(ratings.counts.astype(np.uint64) + _ROW)
        self.raters: Colours = np.full(len(ratings.raters), _RATER)
        self.values: Colours = np.full(ratings.n_values, _VALUE)
        self.codes: Colours = np.full(len(ratings.categories), _CODE)

    def singled_out(self, kind: str, member: int) -> "_Colouring":
        """Return refined colours of the same ratings after one code or rater was individualised."""
        other = object.__new__(_Colouring)
        other.__dict__.update(self.__dict__)
        chosen = getattr(self, kind).copy()
        chosen[member] = _mixed(chosen[member : member + 1] ^ _CHOSEN)[0]
        setattr(other, kind, chosen)
        other.refine()
        return other

    def refine(self) -> None:
        """Refine all colours until they are stable."""
        classes = 0
        while (now := self._classes()) > classes:
            classes = now
            self._refine_once()

    def rows_differ(self) -> bool:
        return len(np.unique(self.rows)) == len(self.rows)

    def signature(self) -> int:
        """Return a hash that is equal for colourings with the same structure."""
        kinds = (self.rows, self.raters, self.values, self.codes)
        return int(_mixed(np.array([_mixed(colours).sum(dtype=np.uint64) for colours in kinds])).sum(dtype=np.uint64))

    def alike(self) -> tuple[str, IntArray] | None:
        """Return the kind and the members of the first class of tied codes, otherwise of tied raters."""
        of_codes = "codes" if self.ratings.multilabel else "values"
        for kind in (of_codes, "raters"):
            colours, sizes = np.unique(getattr(self, kind), return_counts=True)
            if (sizes > 1).any():
                return kind, np.flatnonzero(getattr(self, kind) == colours[sizes > 1][0])
        return None

    def _classes(self) -> int:
        return sum(len(np.unique(colours)) for colours in (self.rows, self.raters, self.values, self.codes))

    def _refine_once(self) -> None:
        row, rater = self.cells
        entry = _mixed(self.raters[rater] * _GIVEN + self.values[self.values_given])
        # Raters of a row with the same value: their colours, because different values may still be tied.
        together = np.zeros((len(self.rows), len(self.raters)), dtype=np.uint64)
        for other, given in enumerate(self.ratings.patterns.T):
            same = (self.ratings.patterns == given[:, None]) & self.given
            together += np.where(same, _mixed(self.raters[other : other + 1]), np.uint64(0))
        entry = _mixed(entry + together[self.cells])
        unclear = self.ratings.unclear
        if unclear is not None:
            in_row, of_rater, of_code = np.nonzero(unclear)
            marks = _mixed(self.raters[of_rater] * _GIVEN ^ self.codes[of_code])
            entry = _mixed(entry + _sums(self.cell_of[in_row, of_rater], marks, len(entry)))
        rows = _mixed(self.rows + _sums(row, entry, len(self.rows)))
        seen = _mixed(self.rows[row] * _GIVEN + self.raters[rater])
        values = self.values + _sums(self.values_given, seen, len(self.values))
        if self.ratings.sets is not None:
            value, code = np.nonzero(self.ratings.sets)
            values += _sums(value, _mixed(self.codes[code]), len(values))
            self.codes = _mixed(self.codes + _sums(code, _mixed(self.values[value]), len(self.codes)))
        if unclear is not None:
            left_out = _mixed(self.rows[in_row] * _GIVEN + self.raters[of_rater])
            self.codes = _mixed(self.codes + _sums(of_code, left_out, len(self.codes)))
        used = _mixed(self.rows[row] * _GIVEN + self.values[self.values_given] + together[self.cells])
        self.raters = _mixed(self.raters + _sums(rater, used, len(self.raters)))
        self.rows, self.values = rows, _mixed(values)


def _sums(index: IntArray, colours: Colours, size: int) -> Colours:
    """Return the sum of the colours that have each index."""
    sums = np.zeros(size, dtype=np.uint64)
    np.add.at(sums, index, colours)
    return sums


def _mixed(colours: Colours) -> Colours:
    """Return hashed colours, by the finaliser of SplitMix64."""
    mixed = colours.copy()
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
