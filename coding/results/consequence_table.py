"""Consequence table: decided units per code, with intervals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coding.dataset.ratings import RatingData
from coding.dataset.study import StudyDataset
from coding.statistics.disagreement import CANNOT_TELL, NOT_APPLICABLE
from coding.statistics.proportions import goodman, wilson
from coding.statistics.ratings import Ratings

# The rows below the table.
NO_CONSEQUENCE = "No consequence applies"
NOT_DECIDABLE = "Could not be decided"
OUTCOME_NAMES = {NOT_APPLICABLE: NO_CONSEQUENCE, CANNOT_TELL: NOT_DECIDABLE}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A consequence, the number of decided units that have it, and its proportion of them with intervals."""

    consequence: str
    definition: str
    count: int
    proportion: float
    wilson: tuple[float, float]
    goodman: tuple[float, float] | None  # None if units may have several codes: rows are then not exclusive
    units: tuple[int, ...]


def consequence_table(data: StudyDataset) -> tuple[TableRow, ...]:
    """Return the consequence table.

    Parameters
    ----------
    data : StudyDataset
        Proportions are shares of its units that are decided with a code or with "not applicable". Units of which the
        final rater cannot tell are left out, as units without a decision are.

    Returns
    -------
    tuple of TableRow
        One row per code in use, most frequent first, then in the order of the codebook.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> [(row.consequence, row.count, round(row.proportion, 2)) for row in consequence_table(example_dataset())]
    [('outage', 2, 0.67), ('leak', 1, 0.33)]
    """
    order = {code.label: position for position, code in enumerate(data.codebook)}
    definitions = {code.label: code.definition for code in data.codebook}
    units: dict[str, list[int]] = {}
    for decision in data.decisions:
        for label in decision.codes:
            units.setdefault(label, []).append(decision.unit)
    total = sum(decision.in_percentages for decision in data.decisions)
    labels = sorted(units, key=lambda label: (-len(units[label]), order.get(label, len(order)), label))
    counts = [len(units[label]) for label in labels]
    simultaneous = None if data.plan.multi_label or not total else goodman(counts)
    return tuple(
        TableRow(
            consequence=label,
            definition=definitions.get(label, ""),
            count=count,
            proportion=count / total,
            wilson=wilson(count, total),
            goodman=simultaneous[row] if simultaneous else None,
            units=tuple(units[label]),
        )
        for row, (label, count) in enumerate(zip(labels, counts, strict=True))
    )


@dataclass(frozen=True, slots=True)
class TablePreviewRow:
    """A shared code with its units by first ratings."""

    label: str
    agreed: int  # units on which all raters agree and gave it
    disputed: int  # units on which raters differ and at least one gave it


def preview_table(data: RatingData) -> list[TablePreviewRow]:
    """Return the table that first ratings alone would give.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round, with the matching as far as it is known.

    Returns
    -------
    list of TablePreviewRow
        Codes with the most agreed units first.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> preview_table(example_dataset().ratings)[0]
    TablePreviewRow(label='leak', agreed=1, disputed=1)
    """
    agreed, disputed = Counter[str](), Counter[str]()
    indexes = Ratings.from_indexes(data.values, categories=range(len(data.distinct)))
    for row, count in zip(indexes.patterns.tolist(), indexes.counts.tolist(), strict=True):
        ratings = {
            (frozenset(value.merged), value.no_code) for value in (data.distinct[index] for index in row if index >= 0)
        }
        counts = agreed if len(ratings) == 1 else disputed
        for label in frozenset().union(*(labels for labels, _ in ratings)):
            counts[label] += count
    labels = sorted(agreed.keys() | disputed.keys(), key=lambda label: (-agreed[label], -disputed[label], label))
    return [TablePreviewRow(label, agreed[label], disputed[label]) for label in labels]
