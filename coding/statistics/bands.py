"""Words for values of kappa, after Landis and Koch (1977), who call their own divisions arbitrary."""

from statistics import NormalDist
from typing import Final

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
    """Return the word for a value as it is printed, with two decimals.

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
    """The highest band that kappa reaches with the given probability (Gwet's rule), None without a spread.

    Kappa is taken as normal around `value` with standard error `se`.
    """
    if not se:
        return None
    beliefs = NormalDist(value, se)
    for lower, word in reversed(BANDS[1:]):
        if 1 - beliefs.cdf(lower) >= probability:
            return word
    return BANDS[0][1]
