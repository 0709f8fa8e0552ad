"""The flow of a screening: who was found, who was excluded by which criterion, who is left."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

State = Literal["included", "excluded", "undecided"]
P = TypeVar("P", bound=Hashable)
C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Outcome:
    """State of a project; `by` is the index of the criterion that excludes it, otherwise -1."""

    state: State
    by: int = -1


@dataclass(frozen=True, slots=True)
class Flow:
    """Counts of the flow. `records` merge into `advisories`, of the included projects alone."""

    found: int
    excluded: tuple[tuple[str, int], ...]  # by criterion, in their order
    undecided: int
    included: int
    records: int
    advisories: int
    withdrawn: int
    units: int


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening as it is published: the flow, and a row for each decision that counts.

    A row is project, state, criterion, verdict, reason, by, at.
    """

    flow: Flow
    rows: tuple[tuple[str, ...], ...]


def outcome(verdicts: Sequence[str | None]) -> Outcome:
    """What the verdicts on all criteria, in their order, make of a project.

    Parameters
    ----------
    verdicts : "met", "not_met" or "unclear" for each criterion; None where nothing was decided.

    Returns
    -------
    Outcome
        Excluded by the first criterion that is not met, whatever the others are; included if all are met and
        there is at least one; undecided otherwise, so also where a criterion is "unclear".
    """
    if "not_met" in verdicts:
        return Outcome("excluded", list(verdicts).index("not_met"))
    if verdicts and all(verdict == "met" for verdict in verdicts):
        return Outcome("included")
    return Outcome("undecided")


def outcomes(projects: Sequence[P], criteria: Sequence[C], verdicts: Mapping[tuple[P, C], str]) -> dict[P, Outcome]:
    """The outcome of each project."""
    return {project: outcome([verdicts.get((project, criterion)) for criterion in criteria]) for project in projects}


def excluded_by(found: Mapping[P, Outcome], criteria: int) -> list[int]:
    """How many projects each criterion excludes; each project counts once."""
    counts = [0] * criteria
    for one in found.values():
        if one.state == "excluded":
            counts[one.by] += 1
    return counts
