"""Plan of a round: the settings fixed before it opens, and the times when it opened and closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["page", "files", "mixed"]  # submitted here, all from files, or some from files


@dataclass(frozen=True, slots=True)
class Reassignment:
    """Units that were reassigned after the round was opened. Under pseudonyms, only their number is known."""

    units: int
    giver: str = ""
    taker: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class ImportedRatings:
    """Ratings of one rater that came from a file. How they were made is not known. Under pseudonyms, only how many."""

    units: int
    rater: str = ""
    file: str = ""  # its name; "" if it is unknown
    day: str = ""  # of the import


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """The plan of one round."""

    number: int
    style: str  # open, shared or closed
    multi_label: bool
    primary: str  # name of a coefficient
    threshold: float | None
    resolution_method: str
    final_rater: str
    seed: int  # of the bootstrap
    opened_at: str  # UTC, as 2026-01-15T10:00:00Z, or ""
    closed_at: str
    purpose: str = "coding"  # or pilot, calibration
    blind_adjudication: bool = False  # whether the final rater decided without the raters' names
    discussion_ended_at: str = ""  # if the lead ended the discussion before the final rater decided
    reopenings: tuple[tuple[str, str], ...] = ()  # day and reason of each reopening after the round was settled
    decided_with_names: tuple[int, ...] = ()  # units decided after names that were hidden had become known
    reassignments: tuple[Reassignment, ...] = ()  # in order of time
    imported: tuple[ImportedRatings, ...] = ()  # one per rater and file
    origin: Origin = "page"  # of the ratings
    methods: Mapping[str, str] = field(default_factory=dict)  # name of a setting → its words in the methods section
