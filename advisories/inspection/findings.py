"""What the probes yield: findings, suggestions and problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Outcome = Literal["true", "false", "not available", "not applicable"]
State = Literal["enabled", "disabled", "stale", "outside", "not on changes", "hint"]
Answer = Literal["yes", "no", "cannot_tell"]
EvidenceSource = Literal["clone", "scorecard", "scorecard_probe"]

RULES: Final = "1"  # the version of the probes; raise it whenever an answer may change


@dataclass(frozen=True, slots=True)
class Finding:
    """A probe's answer, with what shows it.

    Parameters
    ----------
    probe : name of the probe, such as "ci.runs_tests"; the part before the dot belongs to one activity.
    outcome : what the probe found.
    reason : why, in one sentence; required unless the outcome is true.
    path : path in the tree as shown to people; None where there is no file.
    line, line_end : first and last line of the finding, from 1; None where there is no file.
    excerpt : the lines that show it, cut to 2,000 characters.
    tool : name of the tool or service, such as "Dependabot".
    scope : what it covers, such as "change" or "pip,github-actions".
    state : whether it is in use.
    values : counts and other values by name.
    source : a clone, or a result of OpenSSF Scorecard.
    """

    probe: str
    outcome: Outcome = "true"
    reason: str = ""
    path: str | None = None
    line: int | None = None
    line_end: int | None = None
    excerpt: str = ""
    tool: str = ""
    scope: str = ""
    state: State = "enabled"
    values: Mapping[str, Any] = field(default_factory=dict)
    source: EvidenceSource = "clone"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rules suggest for one activity, and the findings on which it rests."""

    answer: Answer
    reason: str
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read; `path` is None where it concerns the repository as a whole."""

    path: str | None
    reason: str
