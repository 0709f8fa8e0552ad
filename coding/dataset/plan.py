"""Plan of a round: the settings fixed before it opens, and the times when it opened and closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

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
    settings: Mapping[str, Any]  # name of a setting of the round → its plain value; without the final rater
    final_rater: str
    seed: int  # of the bootstrap
    opened_at: str  # UTC, as 2026-01-15T10:00:00Z, or ""
    closed_at: str
    discussion_ended_at: str = ""  # if the lead ended the discussion before the final rater decided
    reopenings: tuple[tuple[str, str], ...] = ()  # day and reason of each reopening after the round was settled
    decided_with_names: tuple[int, ...] = ()  # units decided after names that were hidden had become known
    reassignments: tuple[Reassignment, ...] = ()  # in order of time
    imported: tuple[ImportedRatings, ...] = ()  # one per rater and file
    origin: Origin = "page"  # of the ratings
    methods: Mapping[str, str] = field(default_factory=dict)  # name of a setting → its words in the methods section

    @property
    def style(self) -> str:
        """One of open, shared and closed."""
        return str(self.settings["style"])

    @property
    def purpose(self) -> str:
        """One of pilot, calibration and coding."""
        return str(self.settings["purpose"])

    @property
    def multi_label(self) -> bool:
        return bool(self.settings["multi_label"])

    @property
    def primary(self) -> str:
        """Name of the planned primary coefficient."""
        return str(self.settings["primary_statistic"])

    @property
    def threshold(self) -> float | None:
        value = self.settings["threshold"]
        return None if value is None else float(value)

    @property
    def resolution_method(self) -> str:
        return str(self.settings["resolution_method"])

    @property
    def blind_adjudication(self) -> bool:
        """Whether the final rater decided without the raters' names."""
        return bool(self.settings["blind_adjudication"])
