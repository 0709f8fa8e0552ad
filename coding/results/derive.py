"""The only derivation of published numbers: everything published follows from a `StudyDataset` alone.

It reads no database and no clock, and the seed of the bootstrap is part of the data. The results page, the files of a
release and every exporter take their numbers from the `Publication` that `derive` returns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coding.dataset.plan import RoundPlan
from coding.dataset.study import StudyDataset
from coding.results.activities import ActivityRow, ProjectRow, activity_table, project_rows
from coding.results.agreement import compute_agreement
from coding.results.agreement_over_time import RoundFigure, round_figure
from coding.results.consequence_table import TableRow, consequence_table
from coding.results.machine_agreement import MachineAgreementRow, machine_agreement
from coding.results.matching_effects import MatchingStepEffect, matching_effects
from coding.results.unit_counts import DisagreementRow, UnitCounts, count_units
from coding.statistics.disagreement import CANNOT_TELL, NOT_APPLICABLE
from coding.statistics.saturation import Saturation


@dataclass(frozen=True, slots=True)
class Publication:
    """All published numbers. Exporters print parts of it and compute nothing."""

    data: StudyDataset
    table: tuple[TableRow, ...]
    agreement: dict[str, Any]  # as agreement.json
    agreement_before: dict[str, Any] | None  # of labels before matching, in open coding
    counts: UnitCounts
    matching_effects: tuple[MatchingStepEffect, ...] = ()
    rounds: tuple[RoundFigure, ...] = ()
    saturation: dict[str, Saturation] = field(default_factory=dict)  # of each rater's own codes, by units' numbers
    activities: tuple[ActivityRow, ...] = ()  # of a study of projects, in the order of the codebook
    projects: tuple[ProjectRow, ...] = ()  # of a study of projects, in the order of units
    machine: tuple[MachineAgreementRow, ...] = ()  # of a study of projects

    @property
    def of_projects(self) -> bool:
        """Whether the units are projects, and the codes activities."""
        return self.data.inspections is not None

    @property
    def plan(self) -> RoundPlan:
        """The plan of the published round."""
        return self.data.plan

    @property
    def notice(self) -> str:
        """The notice of the study."""
        return self.data.notice

    @property
    def decided(self) -> int:
        """Number of units decided with a code or with "not applicable", the denominator of the table."""
        return self.counts.decided

    @property
    def undecided(self) -> list[int]:
        """Numbers of the units without a decision."""
        return self.counts.undecided

    @property
    def outcomes(self) -> tuple[tuple[str, list[int], bool], ...]:
        """(no-code reason, units decided so, whether the percentages of the table include them)."""
        return (NOT_APPLICABLE, self.counts.not_applicable, True), (CANNOT_TELL, self.counts.cannot_tell, False)

    @property
    def severity(self) -> tuple[tuple[str, int], ...]:
        """(band, units), from critical to low, then unknown."""
        return self.counts.severity_counts()

    @property
    def disagreements(self) -> list[DisagreementRow]:
        """Every unit whose code sets differ after matching, in the order of units."""
        return self.counts.disagreements

    @property
    def overrides(self) -> list[tuple[str, int, int]]:
        """(rater, units on which the rater was overruled, decided units coded)."""
        return [(rater, one.overruled, one.decided) for rater, one in self.counts.raters.items()]


def derive(data: StudyDataset) -> Publication:
    """Compute a publication.

    Parameters
    ----------
    data : StudyDataset
        A closed round with everything that is published with it.

    Returns
    -------
    Publication
        The same for the same data.

    Raises
    ------
    ValueError
        If codings or decisions are not in the order of units.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> publication = derive(example_dataset())
    >>> publication.decided, [row.unit for row in publication.disagreements]
    (3, [3])
    """
    results = compute_agreement(data.ratings, notice=data.notice)
    projects = project_rows(data) if data.inspections is not None else ()
    activities = activity_table(data, projects) if data.inspections is not None else ()
    return Publication(
        data=data,
        table=consequence_table(data) if data.inspections is None else _table_of(activities),
        agreement=results.agreement,
        agreement_before=results.agreement_before,
        counts=count_units(data),
        matching_effects=matching_effects(data.ratings),
        rounds=tuple(round_figure(ratings) for ratings in data.rounds),
        saturation=results.saturation,
        activities=activities,
        projects=projects,
        machine=machine_agreement(data),
    )


def _table_of(activities: tuple[ActivityRow, ...]) -> tuple[TableRow, ...]:
    """Return the table in the shape of the consequence table, without activities of which nothing is decided."""
    return tuple(
        TableRow(row.activity, row.definition, row.count, row.proportion, row.wilson, None, row.units)
        for row in activities
        if row.proportion is not None and row.wilson is not None
    )
