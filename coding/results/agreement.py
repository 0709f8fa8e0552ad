"""Agreement of a round: the published report, the report before matching, and the primary coefficient alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from coding.dataset.ratings import RatingData, RatingValue
from coding.dataset.study import StudyDataset
from coding.statistics.coefficients import coefficients_for, default_primary
from coding.statistics.intervals import CONFIDENCE, REPLICATES, estimates
from coding.statistics.matching.chance_baseline import matching_baseline
from coding.statistics.matching.suggestions import fold_label
from coding.statistics.ratings import Label, Ratings, UndefinedAgreement
from coding.statistics.recoding import effect_of_merging
from coding.statistics.registry import COEFFICIENTS
from coding.statistics.report import agreement_report
from coding.statistics.saturation import Saturation, saturation


@dataclass(frozen=True, slots=True)
class AgreementResults:
    """The agreement of a round and what stands beside it: a part of a publication, before there is one."""

    inputs: StudyDataset
    agreement: dict[str, Any]
    agreement_before: dict[str, Any] | None
    saturation: dict[str, Saturation]


def compute_agreement(inputs: StudyDataset) -> AgreementResults:
    """Compute agreement alone."""
    inputs = replace(inputs, sheet=inputs.answers)
    before = agreement_before(inputs) if inputs.style == "open" else None
    return AgreementResults(inputs, agreement(inputs), before, saturations(inputs))


def rating_matrix(inputs: StudyDataset, *, labels: str = "merged") -> Ratings:
    """First ratings as units × raters: shared codes "merged" or only "matched"; own labels "exact" or "folded"."""
    return ratings_of(inputs, inputs.answers, labels)


def ratings_of(inputs: StudyDataset, sheet: RatingData, labels: str = "merged") -> Ratings:
    """The ratings of a sheet. Different rows are translated once each, with their counts."""
    said = [answer_of(answer, labels) for answer in sheet.said]
    places = Ratings.from_indexes(sheet.answers, categories=range(len(said)))
    categories: Sequence[str] | None = None
    if labels == "merged":
        categories = [code.label for code in inputs.codebook]
    elif labels == "matched":
        categories = inputs.labels_before_merges or [code.label for code in inputs.codebook]
    counted = list(zip(places.patterns.tolist(), places.counts.tolist(), strict=True))
    counted.append(([-1] * len(inputs.raters), len(sheet.units) - int(places.counts.sum())))
    if inputs.multi_label:
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


def answer_of(said: RatingValue, labels: str) -> tuple[str, ...] | None:
    """The labels of an answer. Who cannot tell has given no rating: it is missing for the coefficients."""
    if said.no_code:
        return None
    if labels == "folded":
        return tuple(fold_label(label) for label in said.own)
    return {"merged": said.merged, "matched": said.matched, "exact": said.own}[labels]


def agreement(inputs: StudyDataset) -> dict[str, Any]:
    """The report that is published: on shared codes, after matching where there was one."""
    ratings = rating_matrix(inputs)
    report = agreement_report_for(inputs, ratings)
    if inputs.exposures:
        report["without_exposed"] = without_exposed(inputs, ratings)
    if any(value.matched != value.merged for value in inputs.answers.said):
        report["before_merges"] = agreement_report_for(inputs, rating_matrix(inputs, labels="matched"))
    if inputs.style == "open":
        report["matching_baseline"] = matching_baseline(rating_matrix(inputs, labels="exact"), seed=inputs.seed)
    return report


def merge_effect(inputs: StudyDataset, label: str, into: str) -> dict[str, Any]:
    """What reading one shared code as another would do to the primary coefficient, as `effect_of_merging` says it."""
    ratings = rating_matrix(inputs)
    primary = primary_of(inputs, ratings)
    coefficient = COEFFICIENTS[primary]
    gone = [label] if label in ratings.categories else []
    return {"primary": primary, **effect_of_merging(ratings, gone, into, coefficient, seed=inputs.seed)}


def without_exposed(inputs: StudyDataset, ratings: Ratings) -> dict[str, Any]:
    """The primary coefficient over the units for which no rater was shown help, nor shown as help."""
    exposed = {number for row in inputs.exposures for number in (row.unit, *row.shown_units)}
    sheet = inputs.answers
    untouched = sheet.without(exposed)
    primary = primary_of(inputs, ratings)
    left = ratings_of(inputs, untouched)
    coefficient = COEFFICIENTS[primary]
    found = estimates({primary: (coefficient, left)}, seed=inputs.seed, replicates=REPLICATES, confidence=CONFIDENCE)
    return {"exposed": len(sheet.units) - len(untouched.units), "units": left.units_used, **asdict(found[primary])}


def agreement_report_for(inputs: StudyDataset, ratings: Ratings) -> dict[str, Any]:
    """The report with the coefficient fixed beforehand, or where hand-overs left it without meaning, the next best."""
    primary = primary_of(inputs, ratings)
    report = agreement_report(ratings, primary=primary, seed=inputs.seed)
    if primary != inputs.primary:
        report["remarks"].append(
            f"{inputs.primary} was fixed beforehand. Units were handed over, so {len(ratings.raters)} raters coded, "
            f"for whom it is not computed; {primary} stands in its place."
        )
    return report


def primary_of(inputs: StudyDataset, ratings: Ratings) -> str:
    known = {coefficient.name for coefficient in coefficients_for(ratings)}
    return inputs.primary if inputs.primary in known else default_primary(ratings)


def primary_value(inputs: StudyDataset) -> float | None:
    """The primary coefficient alone, without its interval; None where it is undefined."""
    ratings = rating_matrix(inputs)
    return value_of(primary_of(inputs, ratings), ratings)


def agreement_before(inputs: StudyDataset) -> dict[str, Any]:
    """The report on the raters' own labels, compared after folding case and space."""
    return agreement_report_for(inputs, rating_matrix(inputs, labels="folded"))


def saturations(inputs: StudyDataset) -> dict[str, Saturation]:
    """Whether each rater's units, in the order of their numbers, still brought new codes."""
    sheet = inputs.answers
    return {rater: saturation([said.own for said in sheet.column(place)]) for place, rater in enumerate(inputs.raters)}


def value_of(primary: str, ratings: Ratings) -> float | None:
    """The coefficient of that name, None where it is undefined."""
    coefficient = COEFFICIENTS[primary]
    try:
        return coefficient(ratings)
    except UndefinedAgreement:
        return None
