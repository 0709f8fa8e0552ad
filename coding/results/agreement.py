"""Agreement of a round: the published report, the report before matching, and the primary coefficient alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from coding.dataset.plan import RoundPlan
from coding.dataset.ratings import RatingData
from coding.statistics.intervals import CONFIDENCE, REPLICATES, estimates
from coding.statistics.matching.chance_baseline import matching_baseline
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.recoding import effect_of_merging
from coding.statistics.registry import COEFFICIENTS
from coding.statistics.report import agreement_report
from coding.statistics.saturation import Saturation, saturation
from coding.statistics.selection import coefficients_for, default_primary


@dataclass(frozen=True, slots=True)
class AgreementResults:
    """The agreement of a round: a part of a publication that exists before anything is decided."""

    plan: RoundPlan
    notice: str  # of the study
    agreement: dict[str, Any]
    agreement_before: dict[str, Any] | None  # of labels before matching, in open coding
    saturation: dict[str, Saturation]  # of each rater's own codes


def compute_agreement(data: RatingData, *, notice: str = "") -> AgreementResults:
    """Compute all that is reported about the agreement of a round.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.
    notice : str, optional
        The notice of the study, for reports.

    Returns
    -------
    AgreementResults
    """
    before = agreement_before(data) if data.plan.style == "open" else None
    return AgreementResults(data.plan, notice, agreement(data), before, saturations(data))


def agreement(data: RatingData) -> dict[str, Any]:
    """Return the published report, on shared codes after matching and merges.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.

    Returns
    -------
    dict
        As `agreement_report`, with `before_merges` if a merge after closing changed a code in use, `without_exposed`
        if raters were shown help, and `matching_baseline` in open coding.
    """
    ratings = data.ratings()
    report = agreement_report_for(data, ratings)
    if any(value.matched != value.merged for value in data.distinct):
        report["before_merges"] = agreement_report_for(data, data.ratings("matched"))
    if data.exposures:
        report["without_exposed"] = without_exposed(data, ratings)
    if data.plan.style == "open":
        report["matching_baseline"] = matching_baseline(data.ratings("own"), seed=data.plan.seed)
    return report


def agreement_before(data: RatingData) -> dict[str, Any]:
    """Return the report on the raters' own labels, compared without regard to case and spaces."""
    return agreement_report_for(data, data.ratings("folded"))


def agreement_report_for(data: RatingData, ratings: Ratings) -> dict[str, Any]:
    """Return the report with the primary coefficient of the plan, or the default one if that does not apply."""
    primary = primary_of(data, ratings)
    report = agreement_report(ratings, primary=primary, seed=data.plan.seed)
    if primary != data.plan.primary:
        report["remarks"].append(
            f"{data.plan.primary} was fixed in advance. Units were reassigned, so {len(ratings.raters)} raters coded, "
            f"and it does not apply to them. {primary} is reported instead."
        )
    return report


def merge_effect(data: RatingData, label: str, into: str) -> dict[str, Any]:
    """Return the effect of merging one shared code into another on the primary coefficient.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.
    label, into : str
        Labels of shared codes.

    Returns
    -------
    dict
        `primary`, the name of the coefficient, and the fields of `effect_of_merging`.
    """
    ratings = data.ratings()
    primary = primary_of(data, ratings)
    merged = [label] if label in ratings.categories else []
    return {
        "primary": primary,
        **effect_of_merging(ratings, merged, into, COEFFICIENTS[primary], seed=data.plan.seed),
    }


def without_exposed(data: RatingData, ratings: Ratings) -> dict[str, Any]:
    """Return the primary coefficient over the units that were neither coded with help nor shown as help."""
    exposed = {number for row in data.exposures for number in (row.unit, *row.shown_units)}
    unexposed = data.without(exposed)
    primary = primary_of(data, ratings)
    remaining = unexposed.ratings()
    wanted = {primary: (COEFFICIENTS[primary], remaining)}
    estimate = estimates(wanted, seed=data.plan.seed, replicates=REPLICATES, confidence=CONFIDENCE)[primary]
    return {
        "exposed": len(data.units) - len(unexposed.units),
        "units": remaining.units_used,
        **asdict(estimate),
    }


def primary_of(data: RatingData, ratings: Ratings) -> str:
    """Return the name of the planned primary coefficient, or of the default one if that does not apply."""
    known = {coefficient.name for coefficient in coefficients_for(ratings)}
    return data.plan.primary if data.plan.primary in known else default_primary(ratings)


def primary_value(data: RatingData) -> float | None:
    """Return the primary coefficient without its interval, None if it is undefined."""
    ratings = data.ratings()
    return value_of(primary_of(data, ratings), ratings)


def value_of(name: str, ratings: Ratings) -> float | None:
    """Return the coefficient of that name, None if it is undefined."""
    try:
        return COEFFICIENTS[name](ratings)
    except UndefinedAgreement:
        return None


def saturations(data: RatingData) -> dict[str, Saturation]:
    """Return rater -> saturation of the rater's own codes, over the units in the order of their numbers."""
    return {rater: saturation([value.own for value in data.column(column)]) for column, rater in enumerate(data.raters)}
