"""The consequence table as first ratings alone would give it: what a matching does to it before anything is decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coding.dataset.study import Inputs
from coding.statistics.ratings import Ratings


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A shared code, the units on which all who coded them agree and give it, and those on which somebody does."""

    label: str
    agreed: int
    disputed: int


def preview_table(inputs: Inputs) -> list[PreviewRow]:
    """The codes in use, those most agreed on first."""
    sheet = inputs.answers
    agreed, disputed = Counter[str](), Counter[str]()
    places = Ratings.from_indexes(sheet.answers, categories=range(len(sheet.said)))
    for row, count in zip(places.patterns.tolist(), places.counts.tolist(), strict=True):
        answers = {
            (frozenset(said.matched), said.uncoded) for said in (sheet.said[place] for place in row if place >= 0)
        }
        counted = agreed if len(answers) == 1 else disputed
        for label in frozenset().union(*(labels for labels, _ in answers)):
            counted[label] += count
    labels = sorted(agreed.keys() | disputed.keys(), key=lambda label: (-agreed[label], -disputed[label], label))
    return [PreviewRow(label, agreed[label], disputed[label]) for label in labels]
