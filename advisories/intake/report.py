"""The report of an import, as the command line prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from advisories.models import ImportRun
from advisories.text.counting import count_noun

COUNTS: Final = (
    "created",
    "updated",
    "unchanged",
    "rejected",
    "merged",
    "repeated",
    "joined",
    "apart",
    "waiting",
    "matched",
    "not_in_corpus",
)
ALWAYS_SAID: Final = 5  # counts that a summary in words names even if they are 0


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of source records, the reason of each rejected one, and remarks on stored ones.

    `repeated` counts records that say the same as an earlier one of their file, `joined` the advisories that have two
    CVEs or two GHSAs since the import, `apart` those that came apart, and `waiting` the records that wait for a
    decision. `matched` and `not_in_corpus` count rows of facts about CVEs, which are no records.
    """

    created: int
    updated: int
    unchanged: int
    rejected: int
    merged: int
    repeated: int
    joined: int
    apart: int
    waiting: int
    matched: int
    not_in_corpus: int
    problems: list[dict[str, str]]
    remarks: list[dict[str, str]]

    @classmethod
    def of(cls, run: ImportRun) -> Report:
        return cls(**{name: getattr(run, name) for name in COUNTS}, problems=run.problems, remarks=run.remarks)

    @property
    def usable(self) -> int:
        return self.created + self.updated + self.unchanged + self.merged + self.matched + self.not_in_corpus

    def as_json(self) -> dict[str, Any]:
        return self.counts() | {"problems": self.problems, "remarks": self.remarks}

    @property
    def read(self) -> int:
        """How many records were read."""
        return self.usable + self.rejected + self.repeated

    @property
    def summary(self) -> str:
        """How many records were read and rejected, as the job says it."""
        return f"{records_read(self.read)}, {self.rejected:,} rejected"

    def in_words(self) -> str:
        """Return the counts in words, as the command line prints them."""
        counts = self.counts()
        named = [*COUNTS[:ALWAYS_SAID], *(name for name in COUNTS[ALWAYS_SAID:] if counts[name])]
        return ", ".join(f"{counts[name]:,} {name}" for name in named) + "."

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNTS}


def records_read(count: int) -> str:
    """Return how far an import is, in words."""
    return f"{count_noun(count, 'record')} read"
