"""Words for values of kappa, after Landis and Koch (1977), who call their own divisions arbitrary."""

from statistics import NormalDist

from coding.statistics.rounding import exact, fixed

SCALE = "Landis and Koch 1977"
CAVEAT = (
    "The divisions are arbitrary by their authors' own word and ignore how common the codes are, "
    "how many there are and what an error costs."
)

# Upper bounds, inclusive, of the value as printed.
BANDS = (
    (0.20, "slight"),
    (0.40, "fair"),
    (0.60, "moderate"),
    (0.80, "substantial"),
    (1.00, "almost perfect"),
)
POOR = "poor"


def band(value: float) -> str:
    """The word for a value as it is printed, with two decimals: 0.604 is moderate, 0.606 substantial."""
    printed = float(fixed(exact(value), 2))
    if printed < 0:
        return POOR
    return next((word for upper, word in BANDS if printed <= upper), BANDS[-1][1])


def supported_band(value: float, se: float | None, probability: float = 0.95) -> str | None:
    """The highest band that kappa reaches with the given probability (Gwet's rule), None without a spread.

    Kappa is taken as normal around `value` with standard error `se`.
    """
    if not se:
        return None
    beliefs = NormalDist(value, se)
    edges = [0.0, *(upper for upper, _ in BANDS)]
    for edge, (_, word) in reversed(list(zip(edges, BANDS, strict=False))):
        if 1 - beliefs.cdf(edge) >= probability:
            return word
    return POOR
