"""The report of an import, as the command line prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from advisories.models import ImportRun

COUNTS: Final = ("created", "updated", "unchanged", "rejected", "merged")


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of source records, and the reason of each rejected one."""

    created: int
    updated: int
    unchanged: int
    rejected: int
    merged: int
    problems: list[dict[str, str]]

    @classmethod
    def of(cls, run: ImportRun) -> Report:
        return cls(**{name: getattr(run, name) for name in COUNTS}, problems=run.problems)

    @property
    def usable(self) -> int:
        return self.created + self.updated + self.unchanged + self.merged

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in COUNTS} | {"problems": self.problems}
