"""Counts over all units, computed in one pass: disagreements, raters against decisions, severities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from coding.dataset.by_unit import UnitRecords, by_unit
from coding.dataset.rows import SEVERITIES, CodingRow, DecisionRow, unclear_labels
from coding.dataset.study import StudyDataset
from coding.statistics.disagreement import answer_set, disagreement_kind, is_missing


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """A unit whose raters' answers differ after matching, before merges, or of which no rater could tell."""

    unit: int
    identifier: str
    kind: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]  # (rater, codes after matching)
    decision: DecisionRow | None
    unclear: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (rater, codes of which the rater cannot tell)

    @property
    def status(self) -> str:
        """One of open, decided and resolved_by_merge."""
        return self.decision.status if self.decision else "open"


@dataclass(slots=True)
class RaterCounts:
    """The codings of one rater, and the decisions on the same units."""

    coded: int = 0  # units
    given: dict[str, None] = field(default_factory=dict)  # shared codes, in order of their first use
    segments: int = 0
    decided: int = 0  # of the units coded, without those of which the final rater cannot tell
    overruled: int = 0  # of the units decided: decided differently from this rater's coding
    own_table: Counter[str] = field(default_factory=Counter)  # units by consequence, by this rater's codings
    decided_table: Counter[str] = field(default_factory=Counter)  # the same units by consequence, as decided

    def add(self, coding: CodingRow, decision: DecisionRow | None) -> None:
        self.coded += 1
        self.given.update(dict.fromkeys(coding.merged_codes))
        self.segments += len(coding.segments)
        if decision is not None and decision.in_percentages:
            self.decided += 1
            own = frozenset(coding.merged_codes), coding.uncoded, frozenset(coding.unclear)
            self.overruled += own != (frozenset(decision.codes), decision.uncoded, frozenset(decision.unclear))
            self.own_table.update(dict.fromkeys(coding.merged_codes).keys())
            self.decided_table.update(dict.fromkeys(decision.codes).keys())


@dataclass(slots=True)
class UnitCounts:
    """Everything that one pass over the units counts."""

    raters: dict[str, RaterCounts]  # in the order of the plan
    multi_label: bool = False
    labels: tuple[str, ...] = ()  # of the codebook
    decided: int = 0  # units with a code or "not applicable": the percentages of the table are of these
    not_applicable: list[int] = field(default_factory=list)  # units decided so, among `decided`
    cannot_tell: list[int] = field(default_factory=list)  # units decided so, not among `decided`
    undecided: list[int] = field(default_factory=list)
    comparable: int = 0  # units with two ratings or more: percentages of agreement are of these
    differing: int = 0  # disagreements among the comparable units
    changed: int = 0  # codings of which the rater submitted a further version
    uncoded: Counter[str] = field(default_factory=Counter)  # codings without a code, by reason
    unclear: int = 0  # codes of which a rater cannot tell, over all codings
    projects: set[str] = field(default_factory=set)
    published: tuple[str, str] | None = None  # first and last day on which an advisory was published
    severity: Counter[str] = field(default_factory=Counter)  # units by band
    variables: dict[str, str] = field(default_factory=dict)  # of imported project files, with their types
    consequence_severity: dict[str, Counter[str]] = field(default_factory=dict)  # decided units by code and band
    outcome_severity: Counter[str] = field(default_factory=Counter)  # units decided "not applicable", by band
    disagreements: list[DisagreementRow] = field(default_factory=list)

    def add(self, records: UnitRecords) -> None:
        unit, decision = records.unit, records.decision
        self.severity[unit.severity] += 1
        if unit.project:
            self.projects.add(unit.project)
        if unit.published:
            first, last = self.published or (unit.published, unit.published)
            self.published = min(first, unit.published), max(last, unit.published)
        for value in unit.values:
            if self.variables.setdefault(value.name, value.kind) != value.kind:
                self.variables[value.name] = "Text"
        ratings = sum(not is_missing(coding.uncoded, multi_label=self.multi_label) for coding in records.codings)
        self.comparable += ratings >= 2
        for coding in records.codings:
            self.raters[coding.rater].add(coding, decision)
            self.changed += coding.version > 1
            self.unclear += len(coding.unclear)
            if coding.uncoded:
                self.uncoded[coding.uncoded] += 1
        if decision is None:
            self.undecided.append(unit.number)
        elif not decision.in_percentages:
            self.cannot_tell.append(unit.number)
        else:
            self.decided += 1
            if decision.uncoded:
                self.not_applicable.append(unit.number)
                self.outcome_severity[unit.severity] += 1
            for label in decision.codes:
                self.consequence_severity.setdefault(label, Counter())[unit.severity] += 1
        matched = [
            answer_set(row.matched_codes, row.uncoded, multi_label=self.multi_label, unclear=row.unclear)
            for row in records.codings
        ]
        if kind := disagreement_kind(matched):
            self.differing += ratings >= 2
            codes = tuple((row.rater, row.matched_codes) for row in records.codings)
            unclear = tuple((row.rater, unclear_labels(row, self.labels)) for row in records.codings)
            self.disagreements.append(DisagreementRow(unit.number, unit.identifier, kind, codes, decision, unclear))

    def severity_counts(self) -> tuple[tuple[str, int], ...]:
        """Return units by severity, from critical to low, and unknown last if there are any."""
        return tuple((band, self.severity[band]) for band in SEVERITIES if band or self.severity[band])


def count_units(data: StudyDataset) -> UnitCounts:
    """Count over all units in one pass.

    Parameters
    ----------
    data : StudyDataset

    Returns
    -------
    UnitCounts

    Raises
    ------
    ValueError
        If codings or decisions are not in the order of units.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> counts = count_units(example_dataset())
    >>> counts.comparable, counts.decided, [(row.unit, row.kind) for row in counts.disagreements]
    (3, 3, [(3, 'different')])
    """
    labels = tuple(code.label for code in data.codebook)
    counts = UnitCounts({rater: RaterCounts() for rater in data.ratings.raters}, data.plan.multi_label, labels)
    for records in by_unit(data):
        counts.add(records)
    return counts
