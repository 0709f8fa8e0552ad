"""Sensitivity of a coefficient to single codes, single units, common codes and the number of units."""

from dataclasses import replace
from math import ceil
from statistics import NormalDist
from typing import Any, Final

import numpy as np

from coding.statistics.coefficients import percent_agreement
from coding.statistics.ratings import Ratings, UndefinedAgreement
from coding.statistics.registry import Coefficient
from coding.statistics.rounding import exact, fixed

WIDTHS: Final = (0.1, 0.05)  # half widths of intervals that one may wish for
# When kappa is called paradoxical: the raters agree often, and kappa hides it because one answer is very common.
AGREES, COMMON, GAP = 0.8, 0.75, 0.2


def without_each_code(ratings: Ratings, coefficient: Coefficient) -> dict[str, dict[str, Any]]:
    """Return, for each code, the coefficient on the units to which no rater gave it.

    Returns
    -------
    dict
        Label -> `value` (None with the reason in `undefined`) and `units`, how many of them count.
    """
    found: dict[str, dict[str, Any]] = {}
    # One value more than there are: index -1, a missing rating, finds no code at the end.
    membership = np.vstack([ratings.membership, np.zeros((1, len(ratings.categories)), dtype=bool)])
    for code, label in enumerate(ratings.categories):
        kept = ~membership[ratings.patterns, code].any(axis=1)
        rest = replace(ratings, patterns=ratings.patterns[kept], counts=ratings.counts[kept])
        found[str(label)] = _value(coefficient, rest) | {"units": rest.units_used}
    return found


def without_each_unit(ratings: Ratings, coefficient: Coefficient) -> dict[str, Any] | None:
    """The lowest and the highest value that leaving out one unit gives; None where there is none.

    Returns
    -------
    dict or None
        `low` and `high`, and `undefined`, the number of units without which the coefficient has no value.
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
    """How many units of the same kind an interval of this half width needs.

    Parameters
    ----------
    se : standard error of the coefficient on `units` units; it falls with the square root of their number.
    half_width : above 0: the value is to be known to plus or minus this.

    Raises
    ------
    ValueError
        If `se` is negative, `units` below 1 or `half_width` not above 0.
    """
    if se < 0 or units < 1 or half_width <= 0:
        raise ValueError("A plan needs a standard error, units and a width above 0.")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    # A hair less, so that the width at hand does not need one unit more than there are.
    return max(2, ceil(units * (z * se / half_width) ** 2 - 1e-9))


def planning(se: float | None, units: int, confidence: float = 0.95) -> dict[str, int]:
    """Half width -> units needed, from ratings at hand (a pilot, say); {} without a standard error."""
    if not se or units < 2:
        return {}
    return {f"{width:g}": units_needed(se, units, width, confidence) for width in WIDTHS}


def paradox(ratings: Ratings, kappa: float | None) -> str | None:
    """A sentence where two raters agree often and kappa is low all the same, for one answer is very common.

    Notes
    -----
    Feinstein, A. R., and Cicchetti, D. V. (1990). High agreement but low kappa. J. Clin. Epidemiol. 43, 543-549.
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
        f"The raters agree on {agreed:.0%} of the units, and kappa is {fixed(exact(kappa), 2)} all the same, because "
        f"“{ratings.categories[most]}” makes up {shares[most]:.0%} of the ratings: where one code is so common, much "
        "agreement is expected by chance, and few units can show any other (Feinstein and Cicchetti 1990). Read it "
        "beside percent agreement and AC1."
    )


def _value(coefficient: Coefficient, ratings: Ratings) -> dict[str, Any]:
    try:
        return {"value": coefficient(ratings), "undefined": None}
    except UndefinedAgreement as reason:
        return {"value": None, "undefined": str(reason)}
