"""Units that a study of two raters needs: for the width of an interval, for a test, and for rare codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite, sqrt
from statistics import NormalDist

import numpy as np

CONFIDENCE, ERROR, POWER = 0.95, 0.05, 0.8
# Units outside the most frequent code, and units of each code, below which intervals rest on few units.
MINORITY, OF_CODE = 10, 6
ROUNDING = 1e-9  # a number of units that exceeds a whole number by less is that number


class ImpossiblePlan(ValueError):
    """The assumptions do not determine a number of units; the message states why and what to change."""


@dataclass(frozen=True)
class UnitsNeeded:
    """Numbers of units by purpose; None for what was not asked.

    Attributes
    ----------
    unit_variance : float
        Number of units times the variance of Cohen's kappa.
    units_for_width, units_for_power : int or None
    units_for_minority : int
        For ten units outside the most frequent code.
    units_for_codes : tuple of int
        For six units of each code, in the order of the margins.
    """

    unit_variance: float
    units_for_width: int | None
    units_for_power: int | None
    units_for_minority: int
    units_for_codes: tuple[int, ...]

    @property
    def units(self) -> int:
        """The largest of the numbers."""
        asked = (self.units_for_width or 0, self.units_for_power or 0)
        return max(*asked, self.units_for_minority, *self.units_for_codes)


def units_needed(
    kappa: float,
    margins: Sequence[float],
    *,
    half_width: float | None = None,
    threshold: float | None = None,
    power: float = POWER,
) -> UnitsNeeded:
    """Return how many units two raters need to code.

    Parameters
    ----------
    kappa : float
        Assumed Cohen's kappa, from 0 to less than 1.
    margins : sequence of float
        Assumed frequencies of the codes, the same for both raters, on any scale.
    half_width : float, optional
        Wished half width of the 95 % interval.
    threshold : float, optional
        Kappa that a one-sided test with error .05 should exceed; from 0 to less than `kappa`.
    power : float
        Probability that the test succeeds, between 0 and 1.

    Returns
    -------
    UnitsNeeded

    Raises
    ------
    ImpossiblePlan
        If an assumption is outside its range.

    References
    ----------
    Cantor (1996). Sample-size calculations for Cohen's kappa. Psychological Methods, 1(2), 150-153.

    Examples
    --------
    >>> needed = units_needed(0.8, (0.62, 0.38), half_width=0.1, threshold=0.6)
    >>> needed.units_for_width, needed.units_for_power, needed.units
    (148, 89, 148)
    """
    shares = _shares(margins)
    if not 0 <= kappa < 1:
        raise ImpossiblePlan(f"Kappa {kappa:g} is not from 0 to less than 1. Assume a kappa that raters could reach.")
    variance = unit_variance(kappa, shares)
    normal = NormalDist()
    for_width = for_power = None
    if half_width is not None:
        if not (isfinite(half_width) and half_width > 0):
            raise ImpossiblePlan(f"The half width {half_width:g} is not above 0. State a width such as 0.1.")
        for_width = _up(variance * (normal.inv_cdf((1 + CONFIDENCE) / 2) / half_width) ** 2)
    if threshold is not None:
        if not 0 <= threshold < kappa:
            raise ImpossiblePlan(f"The threshold {threshold:g} is not from 0 to less than kappa {kappa:g}.")
        if not 0 < power < 1:
            raise ImpossiblePlan(f"The power {power:g} is not between 0 and 1. State a power such as 0.8.")
        reach = normal.inv_cdf(1 - ERROR) * sqrt(unit_variance(threshold, shares))
        reach += normal.inv_cdf(power) * sqrt(variance)
        for_power = _up((max(reach, 0.0) / (kappa - threshold)) ** 2)
    return UnitsNeeded(
        variance,
        for_width,
        for_power,
        _up(MINORITY / (1 - max(shares))),
        tuple(_up(OF_CODE / share) for share in shares),
    )


def unit_variance(kappa: float, shares: Sequence[float]) -> float:
    """Return the number of units times the variance of Cohen's kappa, if both raters have the same margins.

    Parameters
    ----------
    kappa : float
    shares : sequence of float
        Of the codes; their sum is 1.

    Returns
    -------
    float

    References
    ----------
    Fleiss, Cohen, Everitt (1969). Large sample standard errors of kappa and weighted kappa. Psychological Bulletin,
    72(5), 323-327.

    Examples
    --------
    >>> round(unit_variance(0.8, (0.62, 0.38)), 4)
    0.3835
    """
    m = np.array(shares)
    table = (1 - kappa) * np.outer(m, m) + kappa * np.diag(m)
    chance = float(m @ m)
    spread = np.eye(len(m)) - (m[:, None] + m) * (1 - kappa)
    variance = (table * spread**2).sum() - (kappa - chance * (1 - kappa)) ** 2
    return float(variance / (1 - chance) ** 2)


def _shares(margins: Sequence[float]) -> tuple[float, ...]:
    if len(margins) < 2:
        raise ImpossiblePlan("One code has no chance agreement. State the frequencies of two codes or more.")
    if not all(isfinite(margin) and margin > 0 for margin in margins):
        raise ImpossiblePlan("A frequency is not above 0. Leave out codes that nobody is expected to give.")
    total = sum(margins)
    return tuple(margin / total for margin in margins)


def _up(units: float) -> int:
    return ceil(units - ROUNDING)
