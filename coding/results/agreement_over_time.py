"""One figure a round: agreement over time, each round judged by what was fixed for it beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from coding.dataset.study import StudyDataset
from coding.results.agreement import primary_of, rating_matrix
from coding.statistics.intervals import CONFIDENCE, REPLICATES, estimates
from coding.statistics.ratings import Ratings
from coding.statistics.registry import COEFFICIENTS


@dataclass(frozen=True, slots=True)
class RoundFigure:
    """The primary coefficient of a round with its interval; None where it is undefined, with the reason."""

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


def figure_of(inputs: StudyDataset, ratings: Ratings, primary: str) -> RoundFigure:
    """The figure of one round, the same as in its report."""
    coefficient = COEFFICIENTS[primary]
    found = estimates({primary: (coefficient, ratings)}, seed=inputs.seed, replicates=REPLICATES, confidence=CONFIDENCE)
    estimate = found[primary]
    met = None
    if inputs.threshold is not None and estimate.value is not None:
        met = estimate.value >= inputs.threshold
    return RoundFigure(
        number=inputs.round,
        purpose=inputs.purpose,
        style=inputs.style,
        closed_at=inputs.closed_at,
        units=ratings.units,
        units_used=ratings.units_used,
        primary=primary,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        undefined=estimate.undefined,
        threshold=inputs.threshold,
        met=met,
    )


def round_figure(inputs: StudyDataset) -> RoundFigure:
    """The primary coefficient of a round alone, with its interval."""
    ratings = rating_matrix(inputs)
    return figure_of(inputs, ratings, primary_of(inputs, ratings))
