"""Everything on which a publication depends: the ratings of a round, and what is published with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coding.dataset.inspection import Inspections
from coding.dataset.plan import RoundPlan
from coding.dataset.ratings import RatingData
from coding.dataset.rows import (
    CodeRow,
    CodingRow,
    CommentRow,
    CommitmentRow,
    DecisionRow,
    MatchRow,
    SourceRow,
    TimeRow,
    UnitRow,
)
from coding.statistics.design.screening_flow import Screened


@dataclass(frozen=True, eq=False, slots=True)
class StudyDataset:
    """Everything on which a publication depends.

    Units are ordered by number, codings and decisions by their unit. Rows that scale with the number of units need not
    be in memory, so they are read one after the other.

    Raises
    ------
    ValueError
        If `units` are not those of `ratings`.
    """

    title: str
    question: str
    notice: str
    sampling: str
    release: int
    released_on: str  # ISO date
    note: str
    ratings: RatingData
    units: Collection[UnitRow]
    codebook: tuple[CodeRow, ...]
    codings: Collection[CodingRow]  # with memos, segments and times; `ratings` has their codes as arrays
    matching: tuple[MatchRow, ...]
    decisions: Collection[DecisionRow]
    codebook_version: int = 1
    commitments: Collection[CommitmentRow] = ()
    times: tuple[TimeRow, ...] = ()
    sources: Collection[SourceRow] = ()  # of a release
    discussion: tuple[CommentRow, ...] = ()
    data_licence: str = ""  # SPDX identifier, or "" if not stated
    screening: Screened | None = None  # of projects, if the study screened them
    rounds: tuple[RatingData, ...] = ()  # of all closed rounds of the study, for agreement over time
    inspections: Inspections | None = None  # of the units, in a study of projects

    def __post_init__(self) -> None:
        if len(self.units) != len(self.ratings.units):
            raise ValueError(f"{len(self.units)} units with ratings of {len(self.ratings.units)} units")

    @property
    def plan(self) -> RoundPlan:
        """The plan of the round."""
        return self.ratings.plan
