"""Agreement over time: the primary coefficient of each round, judged by the plan of that round."""

from __future__ import annotations

from dataclasses import dataclass

from coding.dataset.ratings import RatingData
from coding.results.agreement import primary_of, threshold_met
from coding.statistics.intervals import CONFIDENCE, REPLICATES, estimates
from coding.statistics.registry import COEFFICIENTS


@dataclass(frozen=True, slots=True)
class RoundFigure:
    """The primary coefficient of a round with its interval; None and a reason if it is undefined."""

    number: int
    purpose: str
    style: str
    closed_at: str
    units: int
    units_used: int
    primary: str
    value: float | None
    low: float | None
    high: float | None
    undefined: str | None
    threshold: float | None
    met: bool | None  # None: no threshold was fixed, or there is no value


def round_figure(data: RatingData) -> RoundFigure:
    """Return the primary coefficient of a round with the interval of the round's own report.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.

    Returns
    -------
    RoundFigure

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> figure = round_figure(example_dataset().ratings)
    >>> figure.number, figure.primary, round(figure.value, 2), figure.met
    (1, 'cohen_kappa', 0.4, None)
    """
    ratings, plan = data.ratings(), data.plan
    primary = primary_of(data, ratings)
    wanted = {primary: (COEFFICIENTS[primary], ratings)}
    estimate = estimates(wanted, seed=plan.seed, replicates=REPLICATES, confidence=CONFIDENCE)[primary]
    return RoundFigure(
        number=plan.number,
        purpose=plan.purpose,
        style=plan.style,
        closed_at=plan.closed_at,
        units=ratings.units,
        units_used=ratings.units_used,
        primary=primary,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        undefined=estimate.undefined,
        threshold=plan.threshold,
        met=threshold_met(plan, estimate.value),
    )
