"""Whether coding still brings new codes: how many distinct codes were in use after each unit."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.statistics.ratings import Label


def cumulative_codes(units: Iterable[Collection[Label]]) -> list[int]:
    """Number of distinct codes used up to and including each unit.

    Parameters
    ----------
    units : iterable of collections of labels
        The codes of each unit, in the order of coding; empty where none applied.

    Returns
    -------
    list of int
        Never falls; where it stays flat, coding has stopped bringing new codes.
    """
    seen: set[Label] = set()
    curve = []
    for codes in units:
        seen.update(codes)
        curve.append(len(seen))
    return curve


def new_codes(units: Iterable[Collection[Label]]) -> list[int]:
    """Number of codes each unit was the first to use."""
    curve = cumulative_codes(units)
    return [after - before for before, after in zip([0, *curve], curve, strict=False)]


BASE: Final = 10  # units that bring the codes which later ones are measured against
RUN: Final = 10  # units in a row that bring hardly anything new
THRESHOLD: Final = 0.05  # share of the codes of the base


def expected_codes(units: Sequence[Collection[Label]]) -> list[float]:
    """Mean number of distinct codes after each unit, over all orders of the units: the rarefaction curve.

    Parameters
    ----------
    units : (n,) the codes of each unit, in any order.

    Returns
    -------
    list of float, shape (n,)
        A real order that runs above it met the rare codes early.

    Notes
    -----
    After k of n units a code that m units bear is met with probability 1 - C(n - m, k) / C(n, k)
    (Hurlbert 1971, Ecology 52, 577-586): exact, so nothing is drawn at random. Codes that equally many units
    bear are computed once: O(n) for each different number.
    """
    n = len(units)
    bearing = Counter(label for codes in units for label in set(codes))
    curve, drawn = np.zeros(n), np.arange(n)
    for m, codes in Counter(bearing.values()).items():
        # Probability that none of the units so far bears the code.
        missed = np.cumprod(np.maximum(n - m - drawn, 0) / (n - drawn))
        curve += codes * (1 - missed)
    return curve.tolist()


def saturated_after(
    units: Iterable[Collection[Label]], base: int = BASE, run: int = RUN, threshold: float = THRESHOLD
) -> int | None:
    """Number of units after which a run of them brought hardly any new code; None if that never happened.

    Parameters
    ----------
    base : the first units, whose codes are the measure.
    run : how many units in a row are looked at.
    threshold : new codes in a run, as a share of the codes of the base, that count as hardly any.

    Notes
    -----
    Guest, G., Namey, E., and Chen, M. (2020). A simple method to assess and report thematic saturation in
    qualitative research. PLoS ONE 15 (5), e0232076.
    """
    return _reached(cumulative_codes(units), base, run, threshold)


def _reached(curve: list[int], base: int, run: int, threshold: float) -> int | None:
    if base < 1 or run < 1:
        raise ValueError("Base and run are at least one unit.")
    if len(curve) < base + run or not curve[base - 1]:
        return None
    known = curve[base - 1]
    ends = range(base + run, len(curve) + 1)
    return next((end for end in ends if (curve[end - 1] - curve[end - run - 1]) / known <= threshold), None)


@dataclass(frozen=True, slots=True)
class Saturation:
    """Distinct codes of one rater after each unit, their mean over all orders, and where nothing new came any more."""

    codes: list[int]
    expected: list[float]
    reached: int | None


def saturation(units: Sequence[Collection[Label]]) -> Saturation:
    """All three of one rater's units, in their order."""
    curve = cumulative_codes(units)
    return Saturation(curve, expected_codes(units), _reached(curve, BASE, RUN, THRESHOLD))
