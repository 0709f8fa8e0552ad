"""Plan of a round: the settings fixed before it opens, and the times when it opened and closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coding.dataset.rating_sources import Origin, RatingSourceRow, origin_of


@dataclass(frozen=True, slots=True)
class Reassignment:
    """Units that were reassigned after the round was opened. Under pseudonyms, only their number is known."""

    units: int
    giver: str = ""
    taker: str = ""
    day: str = ""


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
    rating_sources: tuple[RatingSourceRow, ...] = ()  # the files that ratings were entered from, in order of time
    in_page: tuple[tuple[str, int], ...] = ()  # rater → number of ratings coded in Intercoder, in the order of raters
    methods: Mapping[str, str] = field(default_factory=dict)  # name of a setting → its words in the methods section

    @property
    def origin(self) -> Origin:
        """How the ratings were made: "page", "files" or "mixed"."""
        return origin_of(self.rating_sources, self.in_page)

    @property
    def opened_before_files(self) -> bool:
        """Whether the round was opened before the first of its ratings was entered from a file."""
        first = min((source.entered_at for source in self.rating_sources), default="")
        return not first or self.opened_at[: len(first)] <= first

    @property
    def when_chosen(self) -> str:
        """When the primary statistic and its threshold were chosen, as far as it is known, in a sentence."""
        if self.origin == "page":
            return "fixed in advance"
        if self.origin == "files":
            return "stated when the ratings were entered"
        return f"{'fixed' if self.opened_before_files else 'stated'} when the round was opened"

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
