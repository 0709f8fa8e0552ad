"""Ratings of units by raters, stored as distinct rows with counts.

Two raters with ten codes can give at most 120 different rows, however many units there are. So rows are counted once,
and coefficients, standard errors, jackknife and bootstrap are computed from the distinct rows and their counts: their
cost does not grow with the number of units.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from coding.statistics.scale import Scale

Label = str | int | float
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

# Sums a quantity of shape (patterns,) or (patterns, m) over units: one sum (or m sums) per weighting of the units.
Total = Callable[[FloatArray], FloatArray]

# A rating with several codes per unit: the codes that are given, and those that are unclear.
Answer = tuple[frozenset[Label], frozenset[Label]]

MISSING = -1
MANY_KEYS = 2**16  # possible rows that are counted one by one
# The two categories of one code alone, see `Ratings.presence`.
PRESENCE = ("not applied", "applied")


class UndefinedAgreement(Exception):
    """A coefficient has no value for these ratings; the message states the reason."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """Ratings of units by raters: the distinct rows of the units-by-raters table, and how often each occurs.

    Parameters
    ----------
    patterns : ndarray of int, shape (patterns, raters)
        Index of the value that each rater gave, -1 if missing. Units that no rater rated have no row.
    counts : ndarray of int, shape (patterns,)
        Number of units with this row.
    raters : tuple of str
    categories : tuple of labels
        The codes in order: the declared ones, or those that occur. Labels are compared exactly.
    units : int
        Number of units, including those that no rater rated.
    sets : ndarray of bool, shape (values, categories), or None
        With several codes per unit: the codes of each value. None: a value is a category.
    unclear : ndarray of bool, shape (patterns, raters, categories), or None
        With several codes per unit: the codes of which a rater cannot tell whether they apply. For one code alone,
        such a rating is missing; in a set of codes, it counts as not given. None: no code is unclear.

    scale : Scale or None
        The order of the codes. None: they have none.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a"), ("a", "b"), ("a", "a"), (None, None)])
    >>> ratings.patterns.tolist(), ratings.counts.tolist(), ratings.units
    ([[0, 0], [0, 1]], [2, 1], 4)
    """

    patterns: IntArray
    counts: IntArray
    raters: tuple[str, ...]
    categories: tuple[Label, ...]
    units: int
    sets: BoolArray | None = None
    unclear: BoolArray | None = None
    scale: Scale | None = None

    @property
    def multilabel(self) -> bool:
        return self.sets is not None

    @property
    def membership(self) -> BoolArray:
        """True where a value contains a code, shape (values, categories)."""
        return np.eye(len(self.categories), dtype=bool) if self.sets is None else self.sets

    @property
    def n_values(self) -> int:
        return len(self.categories) if self.sets is None else len(self.sets)

    @property
    def units_used(self) -> int:
        """Number of units with two ratings or more: only they show agreement."""
        return int(self.counts[self.pairable].sum())

    @cached_property
    def ratings_of_unit(self) -> FloatArray:
        """Number of ratings per unit, shape (patterns,)."""
        given: FloatArray = (self.patterns >= 0).sum(axis=1).astype(np.float64)
        return given

    @cached_property
    def pairable(self) -> BoolArray:
        """True where a unit has two ratings or more, shape (patterns,)."""
        return self.ratings_of_unit >= 2

    @cached_property
    def given(self) -> FloatArray:
        """1 where a rater gave a value, otherwise 0, shape (patterns, raters, values)."""
        return np.equal(self.patterns[:, :, None], np.arange(self.n_values)).astype(np.float64)

    @cached_property
    def tallies(self) -> FloatArray:
        """Number of raters that gave a unit each value, shape (patterns, values)."""
        tallies = np.zeros((len(self.patterns), self.n_values))
        rows = np.arange(len(self.patterns))
        for rater in self.patterns.T:
            tallies[rows[rater >= 0], rater[rater >= 0]] += 1
        return tallies

    @cached_property
    def agreement(self) -> FloatArray:
        """Share of a unit's pairs of ratings that are equal, shape (patterns,); 0 without a pair."""
        return self.likeness(None)

    def likeness(self, similarity: FloatArray | None) -> FloatArray:
        """Return the mean similarity of a unit's pairs of ratings, shape (patterns,); 0 without a pair.

        Parameters
        ----------
        similarity : ndarray of float, shape (values, values), or None
            1 for equal values, 0 for values with nothing in common. None: equal or not.
        """
        pairs = self.ratings_of_unit * (self.ratings_of_unit - 1) / 2
        if similarity is None and len(self.raters) > 3:
            # One pass per rater instead of one per pair of raters: x equal ratings make x (x - 1) / 2 pairs.
            equal_pairs = (np.einsum("ij,ij->i", self.tallies, self.tallies) - self.ratings_of_unit) / 2
            return np.asarray(equal_pairs / np.maximum(pairs, 1.0))
        summed = np.zeros(len(self.patterns))
        for g, h in combinations(self.patterns.T, 2):
            similar = (g == h) if similarity is None else similarity[g, h]
            summed += np.where((g >= 0) & (h >= 0), similar, 0.0)
        return summed / np.maximum(pairs, 1.0)

    def table(self, row: int = 0, column: int = 1) -> IntArray:
        """Return the counts of one rater's values against another's on the units both rated, shape (values, values)."""
        g, h = self.patterns[:, row], self.patterns[:, column]
        both = (g >= 0) & (h >= 0)
        table = np.zeros((self.n_values, self.n_values), dtype=np.int64)
        np.add.at(table, (g[both], h[both]), self.counts[both])
        return table

    @cached_property
    def positives(self) -> IntArray:
        """Number of used units to which each rater applied each code, shape (raters, categories)."""
        given = np.zeros((len(self.raters), self.n_values), dtype=np.int64)
        counts = np.where(self.pairable, self.counts, 0)
        for rater, values in enumerate(self.patterns.T):
            np.add.at(given[rater], values[values >= 0], counts[values >= 0])
        return given @ self.membership.astype(np.int64)

    def presence(self, category: int) -> "Ratings":
        """Return the ratings of one code alone, applied (1) or not (0), with the same rows.

        A rating that leaves the code unclear is missing, so a row may have no rating.
        """
        # One element more than there are values: index -1, a missing rating, selects the -1 at the end.
        contains = np.arange(self.n_values) == category if self.sets is None else self.sets[:, category]
        lookup = np.append(contains.astype(np.int64), MISSING)
        patterns = lookup[self.patterns]
        if self.unclear is not None:
            patterns[self.unclear[:, :, category]] = MISSING
        return Ratings(patterns, self.counts, self.raters, PRESENCE, self.units)

    def ordered(self, scores: Sequence[float] | None = None) -> "Ratings":
        """Return the same ratings with the order of the categories, and scores if they are given.

        Raises
        ------
        ValueError
            If there are several codes per unit, or the scores do not fit the categories.
        """
        if self.multilabel:
            raise ValueError("Ordered codes need one code per unit.")
        return replace(self, scale=Scale.of(len(self.categories), scores))

    def of_raters(self, chosen: Sequence[int]) -> "Ratings":
        """Return the ratings of these raters alone, with the same rows, of which some may have no rating."""
        unclear = None if self.unclear is None else self.unclear[:, list(chosen)]
        raters = tuple(self.raters[rater] for rater in chosen)
        return replace(self, patterns=self.patterns[:, list(chosen)], raters=raters, unclear=unclear)

    def of_rows(self, chosen: BoolArray) -> "Ratings":
        """Return the ratings of these rows alone; the number of units stays."""
        unclear = None if self.unclear is None else self.unclear[chosen]
        return replace(self, patterns=self.patterns[chosen], counts=self.counts[chosen], unclear=unclear)

    def distinct(self) -> "Ratings":
        """Return the same ratings with equal rows as one row; unchanged if codes are unclear or rows can be very many.

        Examples
        --------
        >>> ratings = Ratings.from_labels([("a", "a"), ("b", "b"), ("c", "c")]).presence(0)
        >>> len(ratings.patterns), ratings.distinct().counts.tolist()
        (3, [2, 1])
        """
        base = self.n_values + 1
        if self.unclear is not None or base ** len(self.raters) > MANY_KEYS:
            return self
        powers = base ** np.arange(len(self.raters))
        of_key = np.bincount((self.patterns + 1) @ powers, weights=self.counts)
        keys = np.flatnonzero(of_key)
        return replace(self, patterns=keys[:, None] // powers % base - 1, counts=of_key[keys].astype(np.int64))

    @cached_property
    def unclear_ratings(self) -> IntArray:
        """Number of ratings of each rater that leave each code unclear, shape (raters, categories)."""
        if self.unclear is None:
            return np.zeros((len(self.raters), len(self.categories)), dtype=np.int64)
        return np.asarray((self.unclear * self.counts[:, None, None]).sum(axis=0), dtype=np.int64)

    def whole(self) -> Total:
        """Return sums over all units, each counted once."""
        counts = self.counts.astype(float)
        return lambda quantity: counts @ quantity

    def leave_one_out(self) -> Total:
        """Return sums without one unit of a row, for all rows at once."""
        counts = self.counts.astype(float)
        return lambda quantity: counts @ quantity - quantity

    @classmethod
    def from_labels(
        cls,
        units: Iterable[Sequence[Label | None]] | Counter[tuple[Label | None, ...]],
        *,
        raters: Sequence[str] | None = None,
        categories: Sequence[Label] | None = None,
    ) -> "Ratings":
        """Build ratings from one row per unit with one label per rater, None (or NaN) if missing.

        Rows that are already counted are passed as a `Counter`.

        Raises
        ------
        ValueError
            If rows differ in length, or a label is not among the declared `categories`.
        """
        rows = units if isinstance(units, Counter) else Counter(map(tuple, units))
        names = _names(raters, rows)
        # NaN is the only label that differs from itself. It means missing and must not become a category.
        used = {label for row in rows for label in row if label is not None and label == label}
        codes = _declared(used, categories)
        index: dict[Label | None, int] = {label: i for i, label in enumerate(codes)}
        coded = Counter[tuple[int, ...]]()
        for row, count in rows.items():
            coded[tuple(index.get(label, MISSING) for label in row)] += count
        return cls(*_sorted_rows(coded, len(names)), names, codes, rows.total())

    @classmethod
    def from_sets(
        cls,
        units: Iterable[Sequence[Collection[Label] | None]] | Counter[tuple[frozenset[Label] | None, ...]],
        *,
        raters: Sequence[str] | None = None,
        categories: Sequence[Label] | None = None,
    ) -> "Ratings":
        """Build ratings with several codes per unit: a collection of labels, empty for "no code", None if missing.

        Rows of frozen sets that are already counted are passed as a `Counter`.

        Raises
        ------
        ValueError
            If rows differ in length, or a label is not among the declared `categories`.
        """
        rows = (
            units
            if isinstance(units, Counter)
            else Counter(tuple(None if cell is None else frozenset(cell) for cell in row) for row in units)
        )
        names = _names(raters, rows)
        distinct = {cell for row in rows for cell in row if cell is not None}
        codes = _declared({label for cell in distinct for label in cell}, categories)
        position = {label: i for i, label in enumerate(codes)}
        values = sorted(distinct, key=lambda cell: sorted(position[label] for label in cell))
        index: dict[frozenset[Label] | None, int] = {cell: i for i, cell in enumerate(values)}
        index[None] = MISSING
        sets = np.zeros((len(values), len(codes)), dtype=bool)
        for i, cell in enumerate(values):
            sets[i, [position[label] for label in cell]] = True
        coded = Counter({tuple(index[cell] for cell in row): count for row, count in rows.items()})
        return cls(*_sorted_rows(coded, len(names)), names, codes, rows.total(), sets)

    @classmethod
    def from_answers(
        cls,
        units: Counter[tuple[Answer | None, ...]],
        *,
        raters: Sequence[str] | None = None,
        categories: Sequence[Label] | None = None,
    ) -> "Ratings":
        """Build ratings with several codes per unit, of which some are unclear, from counted rows; None if missing.

        Raises
        ------
        ValueError
            If rows differ in length, or a label is not among the declared `categories`.
        """
        sets = Counter[tuple[frozenset[Label] | None, ...]]()
        for row, count in units.items():
            sets[tuple(None if cell is None else cell[0] for cell in row)] += count
        labels = {label for row in units for cell in row if cell is not None for label in cell[0] | cell[1]}
        of_sets = cls.from_sets(sets, raters=raters, categories=_declared(labels, categories))
        if not any(cell and cell[1] for row in units for cell in row):
            return of_sets
        position = {label: index for index, label in enumerate(of_sets.categories)}
        values = {frozenset(np.flatnonzero(codes).tolist()): index for index, codes in enumerate(of_sets.membership)}

        def coded(cell: Answer | None) -> tuple[int, tuple[int, ...]]:
            if cell is None:
                return MISSING, ()
            given, unclear = ([position[label] for label in labels] for labels in cell)
            return values[frozenset(given)], tuple(sorted(unclear))

        counted = Counter[tuple[tuple[int, tuple[int, ...]], ...]]()
        for row, count in units.items():
            counted[tuple(map(coded, row))] += count
        rows = sorted(item for item in counted.items() if any(value >= 0 for value, _ in item[0]))
        patterns = np.array([[value for value, _ in cells] for cells, _ in rows], dtype=np.int64)
        unclear = np.zeros((*patterns.shape, len(of_sets.categories)), dtype=bool)
        for index, (cells, _) in enumerate(rows):
            for rater, (_, codes) in enumerate(cells):
                unclear[index, rater, list(codes)] = True
        counts = np.array([count for _, count in rows], dtype=np.int64)
        return replace(of_sets, patterns=patterns, counts=counts, unclear=unclear)

    @classmethod
    def from_indexes(
        cls, units: IntArray, *, categories: Sequence[Label], raters: Sequence[str] | None = None
    ) -> "Ratings":
        """Build ratings from an array of shape (units, raters) of positions in `categories`, -1 if missing.

        Raises
        ------
        ValueError
            If a number is neither -1 nor a position in `categories`.
        """
        n_units, n_raters = units.shape
        if units.size and not (units.min() >= MISSING and units.max() < len(categories)):
            raise ValueError("A rating is neither -1 nor a position in the categories.")
        base = len(categories) + 1
        if base**n_raters < 2**62:
            powers = np.array([base**i for i in reversed(range(n_raters))], dtype=np.int64)
            # Column by column: numpy's matrix product of integers is slow.
            keys = np.full(n_units, int(powers.sum()), dtype=np.int64)
            for column, power in zip(units.T, powers.tolist(), strict=True):
                keys += column * power
            if base**n_raters <= max(4 * n_units, 2**16):
                tally = np.bincount(keys, minlength=1)
                present = np.flatnonzero(tally)
                counts = tally[present]
            else:
                present, counts = np.unique(keys, return_counts=True)
            patterns = present[:, None] // powers % base - 1
        else:
            patterns, counts = np.unique(units, axis=0, return_counts=True)
        rated = (patterns >= 0).any(axis=1)
        names = tuple(raters) if raters is not None else _numbered(n_raters)
        return cls(patterns[rated], counts[rated].astype(np.int64), names, tuple(categories), n_units)


def _declared(used: set[Label], categories: Sequence[Label] | None) -> tuple[Label, ...]:
    """Return the declared categories, or the used labels: numbers by value, then text by code point."""
    if categories is None:
        return tuple(sorted(used, key=lambda label: (isinstance(label, str), label)))
    if len(set(categories)) < len(categories):
        raise ValueError("A category is declared twice.")
    unknown = used.difference(categories)
    if unknown:
        raise ValueError(f"The code {min(map(repr, unknown))} is not among the declared categories.")
    return tuple(categories)


def _names(raters: Sequence[str] | None, rows: Collection[Sequence[object]]) -> tuple[str, ...]:
    """Return the raters' names, numbered if none are given; raise ValueError if rows differ in length."""
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        raise ValueError("Units differ in their number of raters.")
    width = widths.pop() if widths else len(raters or ())
    if raters is not None and len(raters) != width:
        raise ValueError(f"{len(raters)} raters are named, but a unit has {width} ratings.")
    return tuple(raters) if raters is not None else _numbered(width)


def _sorted_rows(coded: Counter[tuple[int, ...]], width: int) -> tuple[IntArray, IntArray]:
    """Return distinct rows in a stable order, so that the order of units does not affect the bootstrap."""
    rated = sorted(item for item in coded.items() if any(value >= 0 for value in item[0]))
    patterns = np.array([row for row, _ in rated], dtype=np.int64).reshape(len(rated), width)
    return patterns, np.array([count for _, count in rated], dtype=np.int64)


def _numbered(n_raters: int) -> tuple[str, ...]:
    return tuple(f"rater_{i + 1}" for i in range(n_raters))
