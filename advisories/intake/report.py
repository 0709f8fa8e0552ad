"""The report of an import, as the command line prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from advisories.models import ImportRun

COUNTS: Final = ("created", "updated", "unchanged", "rejected", "merged")


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of source records, the reason of each rejected one, and remarks on stored ones."""

    created: int
    updated: int
    unchanged: int
    rejected: int
    merged: int
    problems: list[dict[str, str]]
    remarks: list[dict[str, str]]

    @classmethod
    def of(cls, run: ImportRun) -> Report:
        return cls(**{name: getattr(run, name) for name in COUNTS}, problems=run.problems, remarks=run.remarks)

    @property
    def usable(self) -> int:
        return self.created + self.updated + self.unchanged + self.merged

    def as_json(self) -> dict[str, Any]:
        return self.counts() | {"problems": self.problems, "remarks": self.remarks}

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNTS}
