"""What is counted unit by unit: disagreements, raters against decisions, severities. One walk over all rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from coding.dataset.by_unit import UnitRecords, by_unit
from coding.dataset.rows import SEVERITIES, CodingRow, DecisionRow
from coding.dataset.study import StudyDataset
from coding.statistics.disagreement import disagreement_kind, without_code


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """A unit whose raters' code sets differ, and what was decided."""

    unit: int
    identifier: str
    kind: str  # as coded
    codes: tuple[tuple[str, tuple[str, ...]], ...]  # (rater, matched codes), as coded
    decision: DecisionRow | None

    @property
    def status(self) -> str:
        """One of open, decided and resolved_by_merge."""
        return self.decision.status if self.decision else "open"


@dataclass(slots=True)
class RaterCounts:
    """What one rater gave, and what was decided on the same units."""

    coded: int = 0  # units
    given: dict[str, None] = field(default_factory=dict)  # shared codes, in order of their first use
    segments: int = 0
    decided: int = 0  # of the units coded
    otherwise: int = 0  # of the units decided: decided otherwise than this rater coded them
    alone: Counter[str] = field(default_factory=Counter)  # units by consequence, had this rater alone decided
    agreed: Counter[str] = field(default_factory=Counter)  # the same units by consequence, as decided

    def add(self, coding: CodingRow, decision: DecisionRow | None) -> None:
        self.coded += 1
        self.given.update(dict.fromkeys(coding.merged_codes))
        self.segments += len(coding.segments)
        if decision is not None:
            self.decided += 1
            self.otherwise += frozenset(coding.merged_codes) != frozenset(decision.codes)
            self.alone.update(dict.fromkeys(coding.merged_codes).keys())
            self.agreed.update(dict.fromkeys(decision.codes).keys())


@dataclass(slots=True)
class UnitCounts:
    """All that a walk over the units counts."""

    raters: dict[str, RaterCounts]  # in the order of the plan
    decided: int = 0  # units
    undecided: list[int] = field(default_factory=list)
    comparable: int = 0  # units with two ratings or more
    uncoded: Counter[str] = field(default_factory=Counter)  # answers without a code, by what they say
    projects: set[str] = field(default_factory=set)
    published: tuple[str, str] | None = None  # the first and the last day on which a unit's advisory came out
    severity: Counter[str] = field(default_factory=Counter)  # units by band
    variables: dict[str, str] = field(default_factory=dict)  # of project files, each with its type
    consequence_severity: dict[str, Counter[str]] = field(default_factory=dict)  # decided units by code and band
    disagreements: list[DisagreementRow] = field(default_factory=list)

    def add(self, one: UnitRecords) -> None:
        unit, decision = one.unit, one.decision
        self.severity[unit.severity] += 1
        if unit.project:
            self.projects.add(unit.project)
        if unit.published:
            first, last = self.published or (unit.published, unit.published)
            self.published = min(first, unit.published), max(last, unit.published)
        for value in unit.values:
            if self.variables.setdefault(value.name, value.kind) != value.kind:
                self.variables[value.name] = "Text"
        self.comparable += len(one.codings) >= 2
        for coding in one.codings:
            self.raters[coding.rater].add(coding, decision)
            if coding.no_code_reason:
                self.uncoded[coding.no_code_reason] += 1
        if decision is None:
            self.undecided.append(unit.number)
        else:
            self.decided += 1
            for label in decision.codes:
                self.consequence_severity.setdefault(label, Counter())[unit.severity] += 1
        sets = [frozenset(row.matched_codes) | without_code(row.no_code_reason) for row in one.codings]
        if kind := disagreement_kind(sets):
            codes = tuple((row.rater, row.matched_codes) for row in one.codings)
            self.disagreements.append(DisagreementRow(unit.number, unit.identifier, kind, codes, decision))

    def severity_counts(self) -> tuple[tuple[str, int], ...]:
        """Units by severity, from critical to low; the unknown ones last and only if there are any."""
        return tuple((band, self.severity[band]) for band in SEVERITIES if band or self.severity[band])


def count_units(inputs: StudyDataset) -> UnitCounts:
    """Walk over all units once."""
    found = UnitCounts({rater: RaterCounts() for rater in inputs.raters})
    for one in by_unit(inputs):
        found.add(one)
    return found
