"""The one derivation: everything that is published follows from here, and from `Inputs` alone.

No database, no clock, no chance: the bootstrap's seed is an input. The results page, the release folder and every
exporter take their numbers from the `Publication` that `derive` returns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coding.dataset.study import StudyDataset
from coding.results.agreement import compute_agreement
from coding.results.agreement_over_time import RoundFigure, round_figure
from coding.results.consequence_table import TableRow, consequence_table
from coding.results.matching_effects import MatchingStepEffect, matching_effects
from coding.results.unit_counts import DisagreementRow, UnitCounts, count_units
from coding.statistics.saturation import Saturation


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: every exporter prints parts of this and computes nothing of its own."""

    inputs: StudyDataset
    table: tuple[TableRow, ...]
    agreement: dict[str, Any]  # as agreement.json
    agreement_before: dict[str, Any] | None  # of labels before matching, in the open style
    counted: UnitCounts
    matching_effects: tuple[MatchingStepEffect, ...] = ()
    rounds: tuple[RoundFigure, ...] = ()
    saturation: dict[str, Saturation] = field(default_factory=dict)  # of each rater's own codes, by units' numbers

    @property
    def decided(self) -> int:
        """Units with a decision: the table's denominator."""
        return self.counted.decided

    @property
    def undecided(self) -> list[int]:
        """The other units, by number."""
        return self.counted.undecided

    @property
    def severity(self) -> tuple[tuple[str, int], ...]:
        """(band, units), from critical to low, the unknown ones last."""
        return self.counted.severity_counts()

    @property
    def disagreements(self) -> list[DisagreementRow]:
        """Every unit whose matched code sets differ, in the order of units."""
        return self.counted.disagreements

    @property
    def overrides(self) -> list[tuple[str, int, int]]:
        """(rater, units decided otherwise, decided units coded)."""
        return [(rater, one.otherwise, one.decided) for rater, one in self.counted.raters.items()]


def derive(inputs: StudyDataset) -> Publication:
    """Compute the whole publication."""
    measured = compute_agreement(inputs)
    counted = count_units(inputs)
    return Publication(
        inputs=inputs,
        table=consequence_table(inputs),
        agreement=measured.agreement,
        agreement_before=measured.agreement_before,
        counted=counted,
        matching_effects=matching_effects(measured.inputs),
        rounds=tuple(round_figure(one) for one in inputs.rounds),
        saturation=measured.saturation,
    )
