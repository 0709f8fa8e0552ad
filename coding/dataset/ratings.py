"""First ratings of a round as arrays: all that agreement needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from coding.dataset.plan import RoundPlan
from coding.dataset.rows import CodingRow, ExposureRow, MatchingStep
from coding.statistics.disagreement import is_missing
from coding.statistics.matching.suggestions import fold_label
from coding.statistics.ratings import Answer, BoolArray, IntArray, Label, Ratings
from coding.statistics.segments.passages import CODE, RATER, UNIT, Passages, table

# Which labels of a rating are compared: the rater's own, the same without regard to case and space, the shared ones
# after matching, or those after matching and merges.
Reading = Literal["own", "folded", "matched", "merged"]


@dataclass(frozen=True, slots=True)
class RatingValue:
    """A distinct rating of a unit: its labels as the rater named them, after matching, and after merges."""

    own: tuple[str, ...]
    matched: tuple[str, ...]
    merged: tuple[str, ...]
    no_code: bool = False  # a no-code reason makes it missing for the coefficients, see `is_missing`
    unclear: tuple[str, ...] = ()  # codes of which the rater cannot tell whether they apply
    merged_unclear: tuple[str, ...] = ()  # the same after merges

    def labels(self, reading: Reading) -> tuple[str, ...] | None:
        """Return the labels, or None if the rater gave no rating."""
        if self.no_code:
            return None
        if reading == "merged":
            return self.merged
        if reading == "matched":
            return self.matched
        return self.own if reading == "own" else tuple(map(fold_label, self.own))

    def unclear_labels(self, reading: Reading) -> tuple[str, ...]:
        """Return the labels of the codes that are unclear and not given."""
        labels = self.merged_unclear if reading == "merged" else self.unclear
        given = self.labels(reading) or ()
        return tuple(
            label for label in (map(fold_label, labels) if reading == "folded" else labels) if label not in given
        )


@dataclass(frozen=True, slots=True)
class CodeOrder:
    """The order of the codes of a round, from low to high, as it was fixed when the round opened."""

    labels: tuple[str, ...]
    scores: tuple[float, ...] | None = None  # None: equal steps over all labels

    def without_place(self, labels: Iterable[str]) -> str:
        """Return the first label that has no place in the order, or ""."""
        return next((label for label in labels if label not in self.labels), "")


@dataclass(frozen=True, eq=False, slots=True)
class MarkedPassages:
    """The passages of the ratings of one round, under the shared codes after matching and merges.

    Parameters
    ----------
    lengths : ndarray of int, shape (units,)
        Length of the text of each unit, in code points.
    rows : ndarray of int, shape (passages, 5)
        Position of the unit, of the rater and of the code; start and end in code points.
    codes : tuple of str
    """

    lengths: IntArray
    rows: IntArray
    codes: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class RatingData:
    """The ratings of one round, with what is fixed for it.

    Parameters
    ----------
    plan : RoundPlan
    raters : tuple of str
        In the order of the plan.
    units : ndarray of int, shape (units,)
        Their numbers, ascending.
    values : ndarray of int, shape (units, raters)
        Index in `distinct`, -1 where a rater submitted nothing.
    distinct : tuple of RatingValue
    codebook : tuple of str
        Labels of the shared codes from which raters could choose.
    """

    plan: RoundPlan
    raters: tuple[str, ...]
    units: IntArray
    values: IntArray
    distinct: tuple[RatingValue, ...]
    codebook: tuple[str, ...]
    exposures: tuple[ExposureRow, ...] = ()
    matching_steps: tuple[MatchingStep, ...] = ()
    codebook_before_merges: tuple[str, ...] = ()  # with codes in use that were merged; empty if there are none
    order: CodeOrder | None = None  # None if the codes have no order
    order_before_merges: CodeOrder | None = None  # the same before merges
    marked: MarkedPassages | None = None  # None if nobody marked a passage, or if they were not loaded

    @classmethod
    def from_rows(
        cls, plan: RoundPlan, raters: Sequence[str], units: Sequence[int], codings: Iterable[CodingRow],
        codebook: Iterable[str], texts: Mapping[int, str] | None = None,
    ) -> RatingData:  # fmt: skip
        """Build the arrays from rows of codings; `units` are all units by number, `texts` those with passages."""
        row_of = {unit: row for row, unit in enumerate(units)}
        column_of = {rater: column for column, rater in enumerate(raters)}
        values = np.full((len(row_of), len(column_of)), -1, dtype=np.int64)
        index_of: dict[RatingValue, int] = {}
        code_of: dict[str, int] = {}
        marked: list[tuple[int, int, int, int, int]] = []
        for row in codings:
            missing = is_missing(row.uncoded, multi_label=plan.multi_label)
            value = RatingValue(row.own_codes, row.matched_codes, row.merged_codes, missing, row.unclear, row.unclear)
            values[row_of[row.unit], column_of[row.rater]] = index_of.setdefault(value, len(index_of))
            for segment in row.segments if texts is not None else ():
                code = code_of.setdefault(segment.merged_code or segment.code, len(code_of))
                marked.append((row_of[row.unit], column_of[row.rater], code, segment.start, segment.end))
        numbers = np.array(list(row_of), dtype=np.int64)
        data = cls(plan, tuple(raters), numbers, values, tuple(index_of), tuple(codebook))
        if texts is None or not marked:
            return data
        lengths = np.array([len(texts[unit]) for unit in row_of], dtype=np.int64)
        return replace(data, marked=MarkedPassages(lengths, table(marked, 5), tuple(code_of)))

    def ratings(self, reading: Reading = "merged") -> Ratings:
        """Return the labels as units × raters. Distinct rows are translated once each, with their counts."""
        labels = [value.labels(reading) for value in self.distinct]
        indexes = Ratings.from_indexes(self.values, categories=range(len(labels)))
        categories: tuple[str, ...] | None = None
        order = self.used_order(reading)
        if order is not None:
            categories = order.labels
        elif reading == "merged":
            categories = self.codebook
        elif reading == "matched":
            categories = self.codebook_before_merges or self.codebook
        counted = list(zip(indexes.patterns.tolist(), indexes.counts.tolist(), strict=True))
        counted.append(([-1] * len(self.raters), len(self.units) - int(indexes.counts.sum())))
        if self.plan.multi_label:
            answers: list[Answer | None] = [
                None if codes is None else (frozenset(codes), frozenset(value.unclear_labels(reading)))
                for value, codes in zip(self.distinct, labels, strict=True)
            ]
            sets = Counter[tuple[Answer | None, ...]]()
            for row, count in counted:
                sets[tuple(None if index < 0 else answers[index] for index in row)] += count
            return Ratings.from_answers(+sets, raters=self.raters, categories=categories)
        single = Counter[tuple[Label | None, ...]]()
        for row, count in counted:
            cells = [None if index < 0 else labels[index] for index in row]
            single[tuple(cell[0] if cell else None for cell in cells)] += count
        ratings = Ratings.from_labels(+single, raters=self.raters, categories=categories)
        return ratings if order is None else ratings.ordered(order.scores)

    def without_code(self) -> int:
        """Return the number of ratings without a code, which are missing."""
        no_code = np.array([value.no_code for value in self.distinct] + [False])
        return int(no_code[self.values].sum())

    def order_of(self, reading: Reading) -> CodeOrder | None:
        """Return the order of the codes in this reading, None without one; the raters' own codes have none."""
        return {"merged": self.order, "matched": self.order_before_merges}.get(reading)

    def used_order(self, reading: Reading) -> CodeOrder | None:
        """Return the order of the codes if coefficients can use it."""
        return None if self.order_undefined(reading) else self.order_of(reading)

    def order_undefined(self, reading: Reading) -> str:
        """Return why the order of the codes cannot be used, or "" if it can, or if there is none."""
        order = self.order_of(reading)
        if order is None:
            return ""
        if self.plan.multi_label:
            return "a unit has several codes, and ordered coefficients need one"
        used = (label for value in self.distinct for label in value.labels(reading) or ())
        if label := order.without_place(used):
            return f"“{label}” has no place in the order that was fixed when the round opened"
        return ""

    def passages(self) -> Passages | None:
        """Return the passages with the codes that were given, after matching and merges; None without a passage."""
        if self.marked is None:
            return None
        codes = tuple(dict.fromkeys([*self.codebook, *self.marked.codes]))
        position = {label: code for code, label in enumerate(codes)}
        labels = [value.labels("merged") for value in self.distinct]
        is_rating = np.array([labels_of_value is not None for labels_of_value in labels] + [False])
        coded: BoolArray = is_rating[self.values]
        given = []
        most = max((len(codes_of_value or ()) for codes_of_value in labels), default=0)
        for nth in range(most):
            of_value = np.array([position[codes[nth]] if codes and nth < len(codes) else -1 for codes in labels] + [-1])
            code = of_value[self.values]
            unit, rater = np.nonzero(code >= 0)
            given.append(np.column_stack([unit, rater, code[unit, rater]]))
        lookup = np.array([position[label] for label in self.marked.codes], dtype=np.int64)
        rows = self.marked.rows.copy()
        rows[:, CODE] = lookup[rows[:, CODE]]
        rows = rows[coded[rows[:, UNIT], rows[:, RATER]]]
        return Passages(self.marked.lengths, coded, np.concatenate([table([], 3), *given]), rows, codes)

    def without(self, units: Collection[int]) -> RatingData:
        """Return the ratings of all other units, without their passages."""
        remaining = ~np.isin(self.units, list(units))
        return replace(self, units=self.units[remaining], values=self.values[remaining], marked=None)

    def column(self, rater: int) -> list[RatingValue]:
        """Return one rater's ratings in the order of units, without units that the rater did not submit."""
        values = self.values[:, rater]
        return [self.distinct[index] for index in values[values >= 0].tolist()]
