"""The one derivation: everything that is published follows from here, and from `Inputs` alone.

No database, no clock, no chance: the bootstrap's seed is an input. The results page, the release folder and every
exporter take their numbers from the `Publication` that `derive` returns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from coding.dataset.ratings import Said, Sheet
from coding.dataset.study import Inputs
from coding.results.agreement_over_time import RoundFigure, figure_of
from coding.results.matching_effects import StepEffect, effects_of_steps, value_of
from coding.results.unit_counts import DisagreementRow, Tallies, tally
from coding.statistics.intervals import CONFIDENCE, REPLICATES, estimates
from coding.statistics.matching.chance_baseline import matching_baseline
from coding.statistics.matching.suggestions import fold_label
from coding.statistics.proportions import goodman, wilson
from coding.statistics.ratings import Label, Ratings
from coding.statistics.recoding import effect_of_merging
from coding.statistics.report import agreement_report, coefficients_for, default_primary
from coding.statistics.saturation import Saturation, saturation


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
class Publication:
    """What is published: every exporter prints parts of this and computes nothing of its own."""

    inputs: Inputs
    table: tuple[TableRow, ...]
    agreement: dict[str, Any]  # as agreement.json
    agreement_before: dict[str, Any] | None  # of labels before matching, in the open style
    counted: Tallies
    matching_effects: tuple[StepEffect, ...] = ()
    rounds: tuple[RoundFigure, ...] = ()
    saturation: dict[str, Saturation] = field(default_factory=dict)  # of each rater's own codes, by units' numbers

    @property
    def decided(self) -> int:
        """Units with a decision: the table's denominator."""
        return self.counted.decided

    @property
    def undecided(self) -> list[int]:
        """The other units, by number."""
        return self.counted.undecided

    @property
    def severity(self) -> tuple[tuple[str, int], ...]:
        """(band, units), from critical to low, the unknown ones last."""
        return self.counted.severity_counts()

    @property
    def disagreements(self) -> list[DisagreementRow]:
        """Every unit whose matched code sets differ, in the order of units."""
        return self.counted.disagreements

    @property
    def overrides(self) -> list[tuple[str, int, int]]:
        """(rater, units decided otherwise, decided units coded)."""
        return [(rater, one.otherwise, one.decided) for rater, one in self.counted.raters.items()]


@dataclass(frozen=True, slots=True)
class Measured:
    """The agreement of a round and what stands beside it: a part of a publication, before there is one."""

    inputs: Inputs
    agreement: dict[str, Any]
    agreement_before: dict[str, Any] | None
    saturation: dict[str, Saturation]


def measure(inputs: Inputs) -> Measured:
    """Compute agreement alone."""
    inputs = replace(inputs, sheet=inputs.answers)
    before = agreement_before(inputs) if inputs.style == "open" else None
    return Measured(inputs, agreement(inputs), before, saturations(inputs))


def derive(inputs: Inputs) -> Publication:
    """Compute the whole publication."""
    measured = measure(inputs)
    counted = tally(inputs)
    return Publication(
        inputs=inputs,
        table=consequence_table(inputs),
        agreement=measured.agreement,
        agreement_before=measured.agreement_before,
        counted=counted,
        matching_effects=matching_effects(measured.inputs),
        rounds=tuple(round_figure(one) for one in inputs.rounds),
        saturation=measured.saturation,
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


def rating_matrix(inputs: Inputs, *, labels: str = "matched") -> Ratings:
    """First ratings as units × raters: "matched" (shared codes), "folded" or "exact" (the raters' own labels)."""
    return ratings_of(inputs, inputs.answers, labels)


def ratings_of(inputs: Inputs, sheet: Sheet, labels: str = "matched") -> Ratings:
    """The ratings of a sheet. Different rows are translated once each, with their counts."""
    said = [answer_of(answer, labels) for answer in sheet.said]
    places = Ratings.from_indexes(sheet.answers, categories=range(len(said)))
    categories = [code.label for code in inputs.codebook] if labels == "matched" else None
    counted = list(zip(places.patterns.tolist(), places.counts.tolist(), strict=True))
    counted.append(([-1] * len(inputs.raters), len(sheet.units) - int(places.counts.sum())))
    if inputs.several_codes:
        sets = Counter[tuple[frozenset[Label] | None, ...]]()
        for row, count in counted:
            sets[tuple(frozenset(found) if (found := _at(said, place)) is not None else None for place in row)] += count
        return Ratings.from_sets(+sets, raters=inputs.raters, categories=categories)
    single = Counter[tuple[Label | None, ...]]()
    for row, count in counted:
        single[tuple(found[0] if (found := _at(said, place)) else None for place in row)] += count
    return Ratings.from_labels(+single, raters=inputs.raters, categories=categories)


def _at(said: list[tuple[str, ...] | None], place: int) -> tuple[str, ...] | None:
    return None if place < 0 else said[place]


def answer_of(said: Said, labels: str) -> tuple[str, ...] | None:
    """The labels of an answer. Who cannot tell has given no rating: it is missing for the coefficients."""
    if said.uncoded:
        return None
    if labels == "matched":
        return said.matched
    return said.codes if labels == "exact" else tuple(fold_label(label) for label in said.codes)


def agreement(inputs: Inputs) -> dict[str, Any]:
    """The report that is published: on shared codes, after matching where there was one."""
    ratings = rating_matrix(inputs)
    report = report_of(inputs, ratings)
    if inputs.exposures:
        report["without_exposed"] = without_exposed(inputs, ratings)
    if inputs.style == "open":
        report["matching_baseline"] = matching_baseline(rating_matrix(inputs, labels="exact"), seed=inputs.seed)
    return report


def merge_effect(inputs: Inputs, label: str, into: str) -> dict[str, Any]:
    """What reading one shared code as another would do to the primary coefficient, as `effect_of_merging` says it."""
    ratings = rating_matrix(inputs)
    primary = primary_of(inputs, ratings)
    coefficient = next(one for one in coefficients_for(ratings) if one.name == primary)
    gone = [label] if label in ratings.categories else []
    return {"primary": primary, **effect_of_merging(ratings, gone, into, coefficient, seed=inputs.seed)}


def without_exposed(inputs: Inputs, ratings: Ratings) -> dict[str, Any]:
    """The primary coefficient over the units for which no rater was shown help, nor shown as help."""
    exposed = {number for row in inputs.exposures for number in (row.unit, *row.shown)}
    sheet = inputs.answers
    untouched = sheet.without(exposed)
    primary = primary_of(inputs, ratings)
    left = ratings_of(inputs, untouched)
    coefficient = next(c for c in coefficients_for(ratings) if c.name == primary)
    found = estimates({primary: (coefficient, left)}, seed=inputs.seed, replicates=REPLICATES, confidence=CONFIDENCE)
    return {"exposed": len(sheet.units) - len(untouched.units), "units": left.units_used, **asdict(found[primary])}


def report_of(inputs: Inputs, ratings: Ratings) -> dict[str, Any]:
    """The report with the coefficient fixed beforehand, or where hand-overs left it without meaning, the next best."""
    primary = primary_of(inputs, ratings)
    report = agreement_report(ratings, primary=primary, seed=inputs.seed)
    if primary != inputs.primary:
        report["remarks"].append(
            f"{inputs.primary} was fixed beforehand. Units were handed over, so {len(ratings.raters)} raters coded, "
            f"for whom it is not computed; {primary} stands in its place."
        )
    return report


def primary_of(inputs: Inputs, ratings: Ratings) -> str:
    known = {coefficient.name for coefficient in coefficients_for(ratings)}
    return inputs.primary if inputs.primary in known else default_primary(ratings)


def matching_effects(inputs: Inputs) -> tuple[StepEffect, ...]:
    """Each step of the matching with the primary coefficient before and after it."""
    if not inputs.matching_steps:
        return ()
    own = rating_matrix(inputs, labels="exact")
    codebook = [code.label for code in inputs.codebook]
    return effects_of_steps(own, inputs.matching_steps, primary_of(inputs, own), codebook)


def primary_value(inputs: Inputs) -> float | None:
    """The primary coefficient alone, without its interval; None where it is undefined."""
    ratings = rating_matrix(inputs)
    return value_of(primary_of(inputs, ratings), ratings)


def round_figure(inputs: Inputs) -> RoundFigure:
    """The primary coefficient of a round alone, with its interval."""
    ratings = rating_matrix(inputs)
    return figure_of(inputs, ratings, primary_of(inputs, ratings))


def agreement_before(inputs: Inputs) -> dict[str, Any]:
    """The report on the raters' own labels, compared after folding case and space."""
    return report_of(inputs, rating_matrix(inputs, labels="folded"))


def saturations(inputs: Inputs) -> dict[str, Saturation]:
    """Whether each rater's units, in the order of their numbers, still brought new codes."""
    sheet = inputs.answers
    return {
        rater: saturation([said.codes for said in sheet.column(place)]) for place, rater in enumerate(inputs.raters)
    }
