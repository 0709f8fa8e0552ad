"""Flow of a screening: projects identified, projects excluded by each criterion, and projects included."""

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
    """Counts of the flow. `records` and `advisories` count only those of included projects."""

    candidates: int  # projects
    excluded: tuple[tuple[str, int], ...]  # by criterion, in their order
    undecided: int
    included: int
    records: int
    advisories: int
    withdrawn: int
    units: int


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening as it is published: the flow, and one row per decision in force.

    A row is project, state, criterion, verdict, reason, by, at.
    """

    flow: Flow
    rows: tuple[tuple[str, ...], ...]


def outcome(verdicts: Sequence[str | None]) -> Outcome:
    """Return the outcome of one project.

    Parameters
    ----------
    verdicts : sequence of str or None, shape (criteria,)
        "met", "not_met" or "unclear" for each criterion, in their order; None if nothing was decided.

    Returns
    -------
    Outcome
        Excluded by the first criterion that is not met, whatever the other verdicts are; included if there is a
        criterion and all are met; otherwise undecided.

    Examples
    --------
    >>> outcome(["met", "not_met", None])
    Outcome(state='excluded', by=1)
    """
    if "not_met" in verdicts:
        return Outcome("excluded", list(verdicts).index("not_met"))
    if verdicts and all(verdict == "met" for verdict in verdicts):
        return Outcome("included")
    return Outcome("undecided")


def outcomes(projects: Sequence[P], criteria: Sequence[C], verdicts: Mapping[tuple[P, C], str]) -> dict[P, Outcome]:
    """Return the outcome of each project.

    Parameters
    ----------
    projects : sequence of P, shape (n,)
    criteria : sequence of C
        In the order in which they exclude.
    verdicts : mapping of (P, C) to str
        A pair that is not decided is not in it.

    Returns
    -------
    dict of P to Outcome

    Examples
    --------
    >>> outcomes(["django"], ["popular"], {("django", "popular"): "met"})
    {'django': Outcome(state='included', by=-1)}
    """
    return {project: outcome([verdicts.get((project, criterion)) for criterion in criteria]) for project in projects}


def excluded_by(outcomes_by_project: Mapping[P, Outcome], criteria: int) -> list[int]:
    """Count the projects that each criterion excludes; each project counts once.

    Parameters
    ----------
    outcomes_by_project : mapping of P to Outcome
    criteria : int
        Number of criteria.

    Returns
    -------
    list of int, shape (criteria,)

    Examples
    --------
    >>> excluded_by({"a": Outcome("excluded", 1), "b": Outcome("included")}, 2)
    [0, 1]
    """
    counts = [0] * criteria
    for project_outcome in outcomes_by_project.values():
        if project_outcome.state == "excluded":
            counts[project_outcome.by] += 1
    return counts
