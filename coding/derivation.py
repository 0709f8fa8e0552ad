"""The one derivation: everything that is published follows from here, and from `Inputs` alone.

No database, no clock, no chance: the bootstrap's seed is an input. The results page, the release folder and every
exporter take their numbers from the `Publication` that `derive` returns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from coding.matching_history import MatchRow as MatchRow
from coding.matching_history import MatchStep, StepEffect, effects_of_steps, value_of
from coding.statistics.alignment import fold_label
from coding.statistics.baseline import matching_baseline
from coding.statistics.difference import disagreement_kind, without_code
from coding.statistics.proportions import goodman, wilson
from coding.statistics.ratings import Ratings
from coding.statistics.report import agreement_report
from coding.statistics.screening import Screened

SEVERITIES = ("critical", "high", "moderate", "low", "")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit: the advisory behind it and the text that was read."""

    number: int
    identifier: str
    aliases: tuple[str, ...]
    title: str
    project: str
    text: str
    sha256: str
    severity: str  # one of SEVERITIES; "" is unknown
    cvss_score: float | None
    cwes: tuple[str, ...]
    published: str  # ISO date, or ""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code of the codebook; `parent` is a label."""

    label: str
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    examples: str = ""
    colour: str = "#777777"
    parent: str = ""


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """Words that support a code, as its rater named it; [start, end) in code points of the unit's text."""

    code: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A rater's submitted answer: `codes` as the rater named them, `matched` in the shared codebook."""

    unit: int
    rater: str
    codes: tuple[str, ...]
    matched: tuple[str, ...]
    memo: str = ""
    certainty: str = ""
    submitted_at: str = ""  # UTC, as 2026-01-15T10:00:00Z
    version: int = 1
    segments: tuple[SegmentRow, ...] = ()
    uncoded: str = ""  # cannot_tell or not_applicable: said in the place of codes
    discuss: bool = False


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """What bound a rater before the seal was lifted: `sha256` is that of salt and sheet."""

    rater: str
    made_at: str
    salt: str
    sheet: str
    sha256: str
    kept: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """The final codes of a unit."""

    unit: int
    codes: tuple[str, ...]
    how: str  # agreed, discussion, final_rater or rule
    by: str = ""
    reason: str = ""
    decided_at: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a publication depends on. Rows are in a fixed order (units by number, raters as in `raters`)."""

    title: str
    question: str
    notice: str
    sampling: str
    release: int
    released_on: str  # ISO date
    note: str
    round: int
    style: str
    several_codes: bool
    primary: str
    threshold: float | None
    settling: str
    final_rater: str
    seed: int
    opened_at: str
    closed_at: str
    raters: tuple[str, ...]
    units: tuple[UnitRow, ...]
    codebook: tuple[CodeRow, ...]
    codings: tuple[CodingRow, ...]
    matching: tuple[MatchRow, ...]
    decisions: tuple[DecisionRow, ...]
    codebook_version: int = 1
    matching_steps: tuple[MatchStep, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()
    screening: Screened | None = None  # of projects, where the study screened


@dataclass(frozen=True, slots=True)
class TableRow:
    """A consequence, the number of decided units that have it, and its proportion of them with intervals."""

    consequence: str
    definition: str
    count: int
    proportion: float
    wilson: tuple[float, float]
    goodman: tuple[float, float] | None  # None where units may have several codes: rows are not exclusive
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """A unit whose raters' code sets differ, and what was decided."""

    unit: int
    identifier: str
    kind: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]  # (rater, matched codes)
    decision: DecisionRow | None


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: every exporter prints parts of this and computes nothing of its own."""

    inputs: Inputs
    table: tuple[TableRow, ...]
    decided: int  # units with a decision: the table's denominator
    undecided: tuple[int, ...]  # units nobody coded
    severity: tuple[tuple[str, int], ...]  # (band, units), "" last
    agreement: dict[str, Any]  # as agreement.json
    agreement_before: dict[str, Any] | None  # of labels before matching, in the open style
    disagreements: tuple[DisagreementRow, ...]
    matching_effects: tuple[StepEffect, ...] = ()
    overrides: tuple[tuple[str, int, int], ...] = field(default=())  # (rater, units decided otherwise, units coded)


def derive(inputs: Inputs) -> Publication:
    """Compute the whole publication."""
    decided = {row.unit: row for row in inputs.decisions}
    return Publication(
        inputs=inputs,
        table=consequence_table(inputs),
        decided=len(decided),
        undecided=tuple(unit.number for unit in inputs.units if unit.number not in decided),
        severity=severity_counts(inputs),
        agreement=agreement(inputs),
        agreement_before=agreement_before(inputs) if inputs.style == "open" else None,
        disagreements=disagreements(inputs),
        matching_effects=matching_effects(inputs),
        overrides=overrides(inputs),
    )


def consequence_table(inputs: Inputs) -> tuple[TableRow, ...]:
    """The codes in use, most frequent first, then in the order of the codebook."""
    order = {code.label: place for place, code in enumerate(inputs.codebook)}
    definitions = {code.label: code.definition for code in inputs.codebook}
    units: dict[str, list[int]] = {}
    for decision in inputs.decisions:
        for label in decision.codes:
            units.setdefault(label, []).append(decision.unit)
    total = len(inputs.decisions)
    labels = sorted(units, key=lambda label: (-len(units[label]), order.get(label, len(order)), label))
    counts = [len(units[label]) for label in labels]
    whole = None if inputs.several_codes or not total else goodman(counts)
    return tuple(
        TableRow(
            consequence=label,
            definition=definitions.get(label, ""),
            count=count,
            proportion=count / total,
            wilson=wilson(count, total),
            goodman=whole[place] if whole else None,
            units=tuple(units[label]),
        )
        for place, (label, count) in enumerate(zip(labels, counts, strict=True))
    )


def severity_counts(inputs: Inputs) -> tuple[tuple[str, int], ...]:
    """Units by severity, from critical to low; the unknown ones last and only if there are any."""
    counts = Counter(unit.severity for unit in inputs.units)
    return tuple((band, counts[band]) for band in SEVERITIES if band or counts[band])


def rating_matrix(inputs: Inputs, *, labels: str = "matched") -> Ratings:
    """First ratings as units × raters: "matched" (shared codes), "folded" or "exact" (the raters' own labels)."""
    # Who cannot tell has given no rating: it is counted and reported, and missing for the coefficients.
    answers = {(row.unit, row.rater): labels_of(row, labels) for row in inputs.codings if not row.uncoded}
    cells = [[answers.get((unit.number, rater)) for rater in inputs.raters] for unit in inputs.units]
    categories = [code.label for code in inputs.codebook] if labels == "matched" else None
    if inputs.several_codes:
        return Ratings.from_sets(cells, raters=inputs.raters, categories=categories)
    single = [[cell[0] if cell else None for cell in row] for row in cells]
    return Ratings.from_labels(single, raters=inputs.raters, categories=categories)


def labels_of(row: CodingRow, labels: str) -> tuple[str, ...]:
    if labels == "matched":
        return row.matched
    return row.codes if labels == "exact" else tuple(fold_label(label) for label in row.codes)


def agreement(inputs: Inputs) -> dict[str, Any]:
    """The report that is published: on shared codes, after matching where there was one."""
    report = agreement_report(rating_matrix(inputs), primary=inputs.primary, seed=inputs.seed)
    if inputs.style == "open":
        report["matching_baseline"] = matching_baseline(rating_matrix(inputs, labels="exact"), seed=inputs.seed)
    return report


def matching_effects(inputs: Inputs) -> tuple[StepEffect, ...]:
    """Each step of the matching with the primary coefficient before and after it."""
    if not inputs.matching_steps:
        return ()
    own = rating_matrix(inputs, labels="exact")
    codebook = [code.label for code in inputs.codebook]
    return effects_of_steps(own, inputs.matching_steps, inputs.primary, codebook)


def primary_value(inputs: Inputs) -> float | None:
    """The primary coefficient alone, without its interval; None where it is undefined."""
    return value_of(inputs.primary, rating_matrix(inputs))


def agreement_before(inputs: Inputs) -> dict[str, Any]:
    """The report on the raters' own labels, compared after folding case and space."""
    return agreement_report(rating_matrix(inputs, labels="folded"), primary=inputs.primary, seed=inputs.seed)


def disagreements(inputs: Inputs) -> tuple[DisagreementRow, ...]:
    """Every unit whose matched code sets differ, in the order of units."""
    decided = {row.unit: row for row in inputs.decisions}
    answers: dict[int, list[CodingRow]] = {}
    for row in inputs.codings:
        answers.setdefault(row.unit, []).append(row)
    found = []
    for unit in inputs.units:
        rows = answers.get(unit.number, [])
        if kind := disagreement_kind([frozenset(row.matched) | without_code(row.uncoded) for row in rows]):
            codes = tuple((row.rater, row.matched) for row in rows)
            found.append(DisagreementRow(unit.number, unit.identifier, kind, codes, decided.get(unit.number)))
    return tuple(found)


def overrides(inputs: Inputs) -> tuple[tuple[str, int, int], ...]:
    """For each rater: how many of the units they coded were decided otherwise, and how many they coded."""
    decided = {row.unit: frozenset(row.codes) for row in inputs.decisions}
    rows = [row for row in inputs.codings if row.unit in decided]
    return tuple(
        (
            rater,
            sum(row.rater == rater and frozenset(row.matched) != decided[row.unit] for row in rows),
            sum(row.rater == rater for row in rows),
        )
        for rater in inputs.raters
    )
