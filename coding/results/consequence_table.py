"""The consequence table: decided units per code, with intervals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coding.dataset.study import StudyDataset
from coding.statistics.proportions import goodman, wilson
from coding.statistics.ratings import Ratings


@dataclass(frozen=True, slots=True)
class TableRow:
    """A consequence, the number of decided units that have it, and its proportion of them with intervals."""

    consequence: str
    definition: str
    count: int
    proportion: float
    wilson: tuple[float, float]
    goodman: tuple[float, float] | None  # None where units may have several codes: rows are not exclusive
    units: tuple[int, ...]


def consequence_table(inputs: StudyDataset) -> tuple[TableRow, ...]:
    """The codes in use, most frequent first, then in the order of the codebook."""
    order = {code.label: place for place, code in enumerate(inputs.codebook)}
    definitions = {code.label: code.definition for code in inputs.codebook}
    units: dict[str, list[int]] = {}
    for decision in inputs.decisions:
        for label in decision.codes:
            units.setdefault(label, []).append(decision.unit)
    total = len(inputs.decisions)
    labels = sorted(units, key=lambda label: (-len(units[label]), order.get(label, len(order)), label))
    counts = [len(units[label]) for label in labels]
    whole = None if inputs.multi_label or not total else goodman(counts)
    return tuple(
        TableRow(
            consequence=label,
            definition=definitions.get(label, ""),
            count=count,
            proportion=count / total,
            wilson=wilson(count, total),
            goodman=whole[place] if whole else None,
            units=tuple(units[label]),
        )
        for place, (label, count) in enumerate(zip(labels, counts, strict=True))
    )


@dataclass(frozen=True, slots=True)
class TablePreviewRow:
    """A shared code, the units on which all who coded them agree and give it, and those on which somebody does."""

    label: str
    agreed: int
    disputed: int


def preview_table(inputs: StudyDataset) -> list[TablePreviewRow]:
    """The codes in use, those most agreed on first."""
    sheet = inputs.answers
    agreed, disputed = Counter[str](), Counter[str]()
    places = Ratings.from_indexes(sheet.answers, categories=range(len(sheet.said)))
    for row, count in zip(places.patterns.tolist(), places.counts.tolist(), strict=True):
        answers = {
            (frozenset(said.merged), said.no_code) for said in (sheet.said[place] for place in row if place >= 0)
        }
        counted = agreed if len(answers) == 1 else disputed
        for label in frozenset().union(*(labels for labels, _ in answers)):
            counted[label] += count
    labels = sorted(agreed.keys() | disputed.keys(), key=lambda label: (-agreed[label], -disputed[label], label))
    return [TablePreviewRow(label, agreed[label], disputed[label]) for label in labels]
