"""Plain rows of a study of projects: what an inspection read, and the evidence that it gave."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from coding.dataset.rows import UnitScaledRow

Answer = Literal["yes", "no", "cannot tell"]
YES: Final = "yes"
NO: Final = "no"
UNCLEAR: Final = "cannot tell"

TRUE: Final = "true"  # outcome of a probe
OUTSIDE: Final = "outside"  # state of evidence: in use, but not in this repository
HINT: Final = "hint"  # state of evidence that is shown and never counts


@dataclass(frozen=True, slots=True)
class EvidenceRow(UnitScaledRow):
    """A probe's answer about a unit. `number` is that of the snapshot, in its order."""

    unit: int
    number: int
    activity: str  # name of the activity in the inspection, such as ci_testing
    probe: str
    outcome: str  # true, false, not available or not applicable
    reason: str = ""
    path: str = ""
    line: int | None = None
    tool: str = ""
    scope: str = ""
    state: str = "enabled"
    values: Mapping[str, Any] = field(default_factory=dict)
    source: str = "clone"
    url: str = ""  # permalink at the commit, or ""
    start: int | None = None  # its stretch of the unit's text in code points; None where the text does not show it
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SnapshotRow(UnitScaledRow):
    """The project of a unit at a commit, as it was read."""

    unit: int
    project: str
    address: str = ""
    commit: str = ""
    committed_on: str = ""  # ISO date, or ""
    source: str = "clone"
    files: int = 0
    history: Mapping[str, Any] = field(default_factory=dict)
    rules: str = "1"  # version of the probes
    ossfuzz: str = ""  # date of the list of OSS-Fuzz
    sha256: str = ""  # of the report without times
    problems: tuple[tuple[str, str], ...] = ()  # (path or "", reason) of what could not be read
    suggestions: Mapping[str, Answer] = field(default_factory=dict)  # name of an activity → what the rules suggest
    url: str = ""  # permalink of the commit, or ""


@dataclass(frozen=True, slots=True)
class Inspections:
    """What the units of a study of projects rest on."""

    snapshots: Collection[SnapshotRow]  # in the order of units
    evidence: Collection[EvidenceRow]  # in the order of units, then of their numbers
    activity_of: Mapping[str, str]  # label of a code → name of its activity in the inspection
    projects_from: str = ""  # title of the study of advisories whose projects these are, or ""
