"""Sensitivity of a coefficient to single codes, single units, common codes and the number of units."""

from math import ceil
from statistics import NormalDist
from typing import Any, Final

import numpy as np

from coding.statistics.coefficients import percent_agreement
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.registry import Coefficient
from coding.statistics.rounding import exact, fixed

WIDTHS: Final = (0.1, 0.05)  # half widths of intervals for planning
# Kappa is called paradoxical from this agreement, this share of one code, and this gap between agreement and kappa.
AGREES, COMMON, GAP = 0.8, 0.75, 0.2


def without_each_code(ratings: Ratings, coefficient: Coefficient) -> dict[str, dict[str, Any]]:
    """Return, for each code, the coefficient on the units to which no rater gave it.

    Parameters
    ----------
    ratings : Ratings
    coefficient : Coefficient

    Returns
    -------
    dict
        Label -> `value` (None with the reason in `undefined`) and `units`, the number of units that count.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2)
    >>> without_each_code(ratings, percent_agreement)["b"]
    {'value': 1.0, 'undefined': None, 'units': 6}
    """
    by_label: dict[str, dict[str, Any]] = {}
    # One row more than there are values: index -1, a missing rating, selects the last row, which has no code.
    membership = np.vstack([ratings.membership, np.zeros((1, len(ratings.categories)), dtype=bool)])
    for code, label in enumerate(ratings.categories):
        without_code = ~membership[ratings.patterns, code].any(axis=1)
        rest = ratings.of_rows(without_code)
        by_label[str(label)] = _value(coefficient, rest) | {"units": rest.units_used}
    return by_label


def without_each_unit(ratings: Ratings, coefficient: Coefficient) -> dict[str, Any] | None:
    """Return the lowest and the highest value after leaving out one unit.

    Parameters
    ----------
    ratings : Ratings
    coefficient : Coefficient

    Returns
    -------
    dict or None
        `low` and `high`, and `undefined`, the number of units without which the coefficient has no value. None if it
        has no value without any unit.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 3 + [("a", "b")] * 2)
    >>> without_each_unit(ratings, percent_agreement)
    {'low': 0.5, 'high': 0.75, 'undefined': 0}
    """
    values = coefficient.resampled(ratings, ratings.leave_one_out())[ratings.pairable]
    counts = ratings.counts[ratings.pairable]
    defined = ~np.isnan(values)
    if not defined.any():
        return None
    return {
        "low": float(values[defined].min()),
        "high": float(values[defined].max()),
        "undefined": int(counts[~defined].sum()),
    }


def units_needed(se: float, units: int, half_width: float, confidence: float = 0.95) -> int:
    """Return the number of units of the same kind that an interval of this half width needs.

    Parameters
    ----------
    se : float
        Standard error of the coefficient on `units` units; it falls with the square root of their number.
    units : int
        At least 1.
    half_width : float
        Above 0, in units of the coefficient: the interval is the value plus or minus this.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    int
        At least 2.

    Raises
    ------
    ValueError
        If `se` is negative, `units` below 1 or `half_width` not above 0.

    Examples
    --------
    >>> units_needed(0.1, 50, half_width=0.1)
    193
    """
    if se < 0 or units < 1 or half_width <= 0:
        raise ValueError("The standard error must not be negative; units and half width must be above 0.")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    # Slightly less, so that rounding does not ask for one unit more than the ratings have for their own width.
    return max(2, ceil(units * (z * se / half_width) ** 2 - 1e-9))


def planning(se: float | None, units: int, confidence: float = 0.95) -> dict[str, int]:
    """Return the units needed for the half widths of `WIDTHS`, from ratings such as those of a pilot.

    Parameters
    ----------
    se : float or None
        Standard error of the coefficient on `units` units.
    units : int
    confidence : float
        Between 0 and 1.

    Returns
    -------
    dict of str to int
        Half width -> number of units; empty without a standard error.

    Examples
    --------
    >>> planning(0.1, 50)
    {'0.1': 193, '0.05': 769}
    """
    if not se or units < 2:
        return {}
    return {f"{width:g}": units_needed(se, units, width, confidence) for width in WIDTHS}


def paradox(ratings: Ratings, kappa: float | None) -> str | None:
    """Return a sentence if two raters agree often but kappa is low because one code is very common.

    Parameters
    ----------
    ratings : Ratings
    kappa : float or None
        Value of a coefficient that is corrected for chance.

    Returns
    -------
    str or None

    References
    ----------
    Feinstein, Cicchetti (1990). High agreement but low kappa: I. The problems of two paradoxes. Journal of Clinical
    Epidemiology, 43(6), 543-549.

    Examples
    --------
    >>> ratings = Ratings.from_labels([("a", "a")] * 18 + [("a", "b"), ("b", "a")])
    >>> paradox(ratings, -0.05).split(",")[0]
    'The raters agree on 90% of the units'
    """
    if kappa is None or ratings.multilabel or len(ratings.raters) != 2:
        return None
    positives = ratings.positives
    total = positives.sum()
    if not total:
        return None
    shares = positives.sum(axis=0) / total
    most = int(shares.argmax())
    agreed = percent_agreement(ratings)
    if agreed < AGREES or shares[most] < COMMON or agreed - kappa < GAP:
        return None
    return (
        f"The raters agree on {agreed:.0%} of the units, but kappa is only {fixed(exact(kappa), 2)}, because "
        f"“{ratings.categories[most]}” makes up {shares[most]:.0%} of the ratings: if one code is this common, much "
        "agreement is expected by chance, and few units can show any other (Feinstein and Cicchetti 1990). Read it "
        "together with percent agreement and AC1."
    )


def _value(coefficient: Coefficient, ratings: Ratings) -> dict[str, Any]:
    try:
        return {"value": coefficient(ratings), "undefined": None}
    except UndefinedAgreement as reason:
        return {"value": None, "undefined": str(reason)}
