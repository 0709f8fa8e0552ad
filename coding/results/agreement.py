"""Agreement of a round: the published report, the report before matching, and the primary coefficient alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from coding.dataset.plan import RoundPlan
from coding.dataset.ratings import CodeOrder, RatingData, Reading
from coding.dataset.rows import SIMILAR, SUGGESTION_BEFORE
from coding.rendering.numbers import coefficient_name, sentence
from coding.statistics.intervals import CONFIDENCE, REPLICATES, estimates
from coding.statistics.matching.chance_baseline import matching_baseline
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.recoding import effect_of_merging
from coding.statistics.registry import COEFFICIENTS
from coding.statistics.report import agreement_report
from coding.statistics.saturation import Saturation, saturation
from coding.statistics.segments.report import segments_report
from coding.statistics.selection import coefficients_for, default_primary


@dataclass(frozen=True, slots=True)
class AgreementResults:
    """The agreement of a round, which exists before anything is decided."""

    plan: RoundPlan
    notice: str  # of the study
    agreement: dict[str, Any]
    agreement_before: dict[str, Any] | None  # of labels before matching, in open coding
    saturation: dict[str, Saturation]  # of each rater's own codes
    of_projects: bool = False  # whether the codes are activities of projects


# A suggestion that is shown after the answer is no help, because the answer is final from then on.
HELP: Final = frozenset({SIMILAR, SUGGESTION_BEFORE})


def compute_agreement(data: RatingData, *, notice: str = "", of_projects: bool = False) -> AgreementResults:
    """Compute everything that is reported about the agreement of a round.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.
    notice : str, optional
        The notice of the study, for reports.
    of_projects : bool, optional
        Whether the codes are activities of projects, whose report begins with the agreement by activity.

    Returns
    -------
    AgreementResults

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> results = compute_agreement(example_dataset().ratings)
    >>> round(results.agreement["coefficients"]["cohen_kappa"]["value"], 2), results.agreement_before
    (0.4, None)
    """
    before = agreement_before(data) if data.plan.style == "open" else None
    return AgreementResults(data.plan, notice, agreement(data), before, saturations(data), of_projects)


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
        if raters were shown help, `segments` if a rater marked a passage, and `matching_baseline` in open coding.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> agreement(example_dataset().ratings)["units_used"]
    3
    """
    ratings = data.ratings()
    report = agreement_report_for(data, ratings, "merged")
    if any(value.matched != value.merged for value in data.distinct):
        report["before_merges"] = agreement_report_for(data, data.ratings("matched"), "matched")
    if any(row.kind in HELP for row in data.exposures):
        report["without_exposed"] = without_exposed(data, ratings)
    if (passages := data.passages()) is not None:
        report["segments"] = segments_report(passages, seed=data.plan.seed)
        if remark := report["segments"]["remark"]:
            report["remarks"].append(remark)
    if data.plan.style == "open":
        report["matching_baseline"] = matching_baseline(data.ratings("own"), seed=data.plan.seed)
    return report


def agreement_before(data: RatingData) -> dict[str, Any]:
    """Return the report on the raters' own labels, compared without regard to case and spaces.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.

    Returns
    -------
    dict
        As `agreement_report`.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> agreement_before(example_dataset().ratings)["categories"]
    ['leak', 'outage']
    """
    return agreement_report_for(data, data.ratings("folded"), "folded")


def agreement_report_for(data: RatingData, ratings: Ratings, reading: Reading = "merged") -> dict[str, Any]:
    """Return the report with the primary coefficient of the plan, or the default one if that does not apply.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.
    ratings : Ratings
        The labels that are compared, see `RatingData.ratings`.
    reading : str
        Of these labels.

    Returns
    -------
    dict
        As `agreement_report`, with a remark if the primary coefficient is not the planned one.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> data = example_dataset().ratings
    >>> agreement_report_for(data, data.ratings())["primary"]
    'cohen_kappa'
    """
    primary = primary_of(data, ratings)
    off_scale = data.without_code() if ratings.scale is not None else 0
    report = agreement_report(ratings, primary=primary, seed=data.plan.seed, off_scale=off_scale)
    if why := data.order_undefined(reading):
        report["order"] = unused_order(data.order_of(reading), why)
    if why and primary != data.plan.primary:
        report["remarks"].append(
            f"{sentence(coefficient_name(data.plan.primary))} was {data.plan.when_chosen}. It does not apply, because "
            f"{why}. {sentence(coefficient_name(primary))} is reported instead."
        )
    elif primary != data.plan.primary:
        report["remarks"].append(
            f"{sentence(coefficient_name(data.plan.primary))} was {data.plan.when_chosen}. Units were reassigned, so "
            f"{len(ratings.raters)} raters coded, and it does not apply to them. "
            f"{sentence(coefficient_name(primary))} is reported instead."
        )
    return report


def unused_order(order: CodeOrder | None, why: str) -> dict[str, Any]:
    """Return the order of codes that coefficients cannot use, with the reason.

    Parameters
    ----------
    order : CodeOrder or None
    why : str

    Returns
    -------
    dict

    Examples
    --------
    >>> unused_order(CodeOrder(("low", "high")), "a unit has several codes")["undefined"]
    'a unit has several codes'
    """
    labels, scores = (list(order.labels), order.scores) if order else ([], None)
    return {"labels": labels, "scores": list(scores) if scores else None, "off_scale": 0, "undefined": why}


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

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> effect = merge_effect(example_dataset().ratings, "leak", "outage")
    >>> effect["units"], effect["after"]["value"]
    (2, None)
    """
    ratings = data.ratings()
    primary = primary_of(data, ratings)
    merged = [label] if label in ratings.categories else []
    return {
        "primary": primary,
        **effect_of_merging(ratings, merged, into, COEFFICIENTS[primary], seed=data.plan.seed),
    }


def without_exposed(data: RatingData, ratings: Ratings) -> dict[str, Any]:
    """Return the primary coefficient over the units that were neither coded with help nor shown as help.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.
    ratings : Ratings
        The labels that are compared, which determine the primary coefficient.

    Returns
    -------
    dict
        `exposed`, the number of units left out; `units`, the number of units that count; and the fields of `Estimate`.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> data = example_dataset().ratings
    >>> without_exposed(data, data.ratings())["exposed"]
    0
    """
    exposed = {number for row in data.exposures if row.kind in HELP for number in (row.unit, *row.shown_units)}
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
    """Return the name of the planned primary coefficient, or of the default one if that does not apply.

    Parameters
    ----------
    data : RatingData
    ratings : Ratings

    Returns
    -------
    str

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> data = example_dataset().ratings
    >>> primary_of(data, data.ratings())
    'cohen_kappa'
    """
    known = {coefficient.name for coefficient in coefficients_for(ratings)}
    return data.plan.primary if data.plan.primary in known else default_primary(ratings)


def threshold_met(plan: RoundPlan, value: float | None) -> bool | None:
    """Return whether the primary coefficient reaches the threshold of the plan.

    Parameters
    ----------
    plan : RoundPlan
    value : float or None
        Of the primary coefficient; None if it is undefined.

    Returns
    -------
    bool or None
        None without a threshold or without a value.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> print(threshold_met(example_dataset().plan, 0.4))
    None
    """
    return None if plan.threshold is None or value is None else value >= plan.threshold


def value_of(name: str, ratings: Ratings) -> float | None:
    """Return the value of a coefficient.

    Parameters
    ----------
    name : str
        A key of `COEFFICIENTS`.
    ratings : Ratings

    Returns
    -------
    float or None
        None if it is undefined.

    Examples
    --------
    >>> value_of("cohen_kappa", Ratings.from_labels([("a", "a"), ("b", "b")]))
    1.0
    """
    try:
        return COEFFICIENTS[name](ratings)
    except UndefinedAgreement:
        return None


def saturations(data: RatingData) -> dict[str, Saturation]:
    """Return the saturation of each rater's own codes, over the units in the order of their numbers.

    Parameters
    ----------
    data : RatingData

    Returns
    -------
    dict of str to Saturation
        By rater, in the order of the plan.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> saturations(example_dataset().ratings)["Bo"].codes
    [1, 2, 2]
    """
    return {rater: saturation([value.own for value in data.column(column)]) for column, rater in enumerate(data.raters)}
