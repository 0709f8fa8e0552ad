"""All that a publication depends on, as plain rows and arrays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from coding.dataset.ratings import RatingData, RatingValue
from coding.dataset.rows import (
    CodeRow,
    CodingRow,
    CommentRow,
    CommitmentRow,
    DecisionRow,
    ExposureRow,
    MatchingStep,
    MatchRow,
    SourceRow,
    TimeRow,
    UnitRow,
)
from coding.statistics.design.screening_flow import Screened


@dataclass(frozen=True, slots=True)
class StudyDataset:
    """All that a publication depends on.

    Rows are in a fixed order: units by number, codings and decisions by their unit, raters as in `raters`. Rows of
    which there is one a unit or more need not be in memory, so they are read one after the other.
    """

    title: str
    question: str
    notice: str
    sampling: str
    release: int
    released_on: str  # ISO date
    note: str
    round: int
    style: str
    multi_label: bool
    primary: str
    threshold: float | None
    resolution_method: str
    final_rater: str
    seed: int
    opened_at: str
    closed_at: str
    raters: tuple[str, ...]
    units: Collection[UnitRow]
    codebook: tuple[CodeRow, ...]
    codings: Collection[CodingRow]
    matching: tuple[MatchRow, ...]
    decisions: Collection[DecisionRow]
    purpose: str = "coding"  # or pilot, calibration
    codebook_version: int = 1
    matching_steps: tuple[MatchingStep, ...] = ()
    commitments: Collection[CommitmentRow] = ()
    exposures: tuple[ExposureRow, ...] = ()
    times: tuple[TimeRow, ...] = ()
    sources: Collection[SourceRow] = ()  # of a release
    discussion: tuple[CommentRow, ...] = ()
    blind_adjudication: bool = False  # whether the final rater decided without the raters' names
    discussion_ended_at: str = ""  # where the lead ended the discussion before the final rater decided
    data_licence: str = ""  # SPDX identifier, or "" while it is not stated
    screening: Screened | None = None  # of projects, where the study screened
    labels_before_merges: tuple[str, ...] = ()  # shared codes, with those in use that were merged since
    rounds: tuple[StudyDataset, ...] = ()  # the ratings of all closed rounds of the study, for figures over time
    sheet: RatingData | None = (
        None  # the same as units and codings, or instead of them where agreement alone is asked for
    )

    @property
    def answers(self) -> RatingData:
        """The first ratings as arrays, made of units and codings unless they are there."""
        if self.sheet is not None:
            return self.sheet
        row_of = {unit.number: place for place, unit in enumerate(self.units)}
        column_of = {rater: place for place, rater in enumerate(self.raters)}
        answers = np.full((len(self.units), len(self.raters)), -1, dtype=np.int64)
        place_of: dict[RatingValue, int] = {}
        for row in self.codings:
            said = RatingValue(row.own_codes, row.matched_codes, row.merged_codes, bool(row.no_code_reason))
            answers[row_of[row.unit], column_of[row.rater]] = place_of.setdefault(said, len(place_of))
        return RatingData(np.array(list(row_of), dtype=np.int64), answers, tuple(place_of))
