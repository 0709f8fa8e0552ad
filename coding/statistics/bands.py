"""Words for values of kappa, after Landis and Koch (1977), who call their own divisions arbitrary."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from coding.statistics.rounding import exact, fixed

SCALE: Final = "Landis and Koch 1977"
CAVEAT: Final = (
    "The divisions are arbitrary by their authors' own word and ignore how common the codes are, "
    "how many there are and what an error costs."
)

# Lower bound and word. A bound belongs to the band below it, except 0, which is slight.
BANDS: Final[tuple[tuple[float, str], ...]] = (
    (-1.0, "poor"),
    (0.00, "slight"),
    (0.20, "fair"),
    (0.40, "moderate"),
    (0.60, "substantial"),
    (0.80, "almost perfect"),
)


def band(value: float) -> str:
    """Return the word for a value after rounding it to the two decimals that are printed.

    Parameters
    ----------
    value : float
        Value of a coefficient, -1 to 1.

    Returns
    -------
    str
        A word of `BANDS`.

    References
    ----------
    Landis, Koch (1977). The measurement of observer agreement for categorical data. Biometrics, 33(1), 159-174.

    Examples
    --------
    >>> band(0.604), band(0.606)
    ('moderate', 'substantial')
    """
    printed = float(fixed(exact(value), 2))
    if printed == 0:
        return BANDS[1][1]
    return next((word for lower, word in reversed(BANDS) if printed > lower), BANDS[0][1])


def supported_band(value: float, se: float | None, probability: float = 0.95) -> str | None:
    """Return the highest band that kappa reaches with the given probability (Gwet's rule).

    Kappa is treated as normally distributed around `value` with standard error `se`.

    Parameters
    ----------
    value : float
        Value of a coefficient, -1 to 1.
    se : float or None
        Its standard error.
    probability : float
        Between 0 and 1.

    Returns
    -------
    str or None
        A word of `BANDS`; None if the standard error is 0 or None.

    References
    ----------
    Gwet (2014). Handbook of inter-rater reliability, 4th edition, chapter 6. Advanced Analytics.

    Examples
    --------
    >>> supported_band(0.66, 0.05), supported_band(0.66, 0.2)
    ('moderate', 'fair')
    """
    if not se:
        return None
    return _highest(NormalDist(value, se).inv_cdf(1 - probability))


def supported_band_of_draws(draws: Sequence[float] | npt.NDArray[np.float64], probability: float = 0.95) -> str:
    """Return the highest band that kappa reaches with the given probability, from posterior draws.

    Parameters
    ----------
    draws : sequence or array of float
        Draws of the coefficient; NaN where it is undefined.
    probability : float
        Between 0 and 1.

    Returns
    -------
    str
        A word of `BANDS`.

    Examples
    --------
    >>> supported_band_of_draws([0.5, 0.7, 0.9])
    'moderate'
    """
    return _highest(float(np.nanquantile(draws, 1 - probability)))


def _highest(low: float) -> str:
    """Return the highest band whose lower bound lies below a value that kappa exceeds with some probability."""
    return next((word for lower, word in reversed(BANDS[1:]) if low >= lower), BANDS[0][1])
