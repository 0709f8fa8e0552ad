"""Saturation: number of distinct codes used after each unit."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.statistics.ratings import Label


def cumulative_codes(units: Iterable[Collection[Label]]) -> list[int]:
    """Return the number of distinct codes used up to and including each unit.

    Parameters
    ----------
    units : iterable of collections of labels
        The codes of each unit, in the order of coding; empty if no code applied.

    Returns
    -------
    list of int, shape (n,)
        Never decreases; where it is constant, units bring no new codes.

    Examples
    --------
    >>> cumulative_codes([{"a"}, {"a", "b"}, set(), {"b"}])
    [1, 2, 2, 2]
    """
    seen: set[Label] = set()
    curve = []
    for codes in units:
        seen.update(codes)
        curve.append(len(seen))
    return curve


def new_codes(units: Iterable[Collection[Label]]) -> list[int]:
    """Return the number of codes that each unit was the first to use.

    Parameters
    ----------
    units : iterable of collections of labels
        The codes of each unit, in the order of coding.

    Returns
    -------
    list of int, shape (n,)

    Examples
    --------
    >>> new_codes([{"a"}, {"a", "b"}, set(), {"b"}])
    [1, 1, 0, 0]
    """
    curve = cumulative_codes(units)
    return [after - before for before, after in zip([0, *curve], curve, strict=False)]


BASE: Final = 10  # first units, whose codes are the reference
RUN: Final = 10  # consecutive units that bring hardly any new code
THRESHOLD: Final = 0.05  # share of the codes of the base


def expected_codes(units: Sequence[Collection[Label]]) -> list[float]:
    """Return the mean number of distinct codes after each unit over all orders of the units: the rarefaction curve.

    Parameters
    ----------
    units : sequence of collections of labels, shape (n,)
        The codes of each unit, in any order.

    Returns
    -------
    list of float, shape (n,)
        An actual order above this curve met the rare codes early.

    Notes
    -----
    Among k of n units, a code of m units occurs with probability 1 - C(n - m, k) / C(n, k). This is exact: nothing is
    drawn at random. Codes with the same number of units are computed together: O(n) for each different number.

    References
    ----------
    Hurlbert (1971). The nonconcept of species diversity: a critique and alternative parameters. Ecology, 52(4),
    577-586.

    Examples
    --------
    >>> expected_codes([{"a"}, {"a"}, {"b"}])
    [1.0, 1.6666666666666667, 2.0]
    """
    n = len(units)
    units_of_code = Counter(label for codes in units for label in set(codes))
    curve, drawn = np.zeros(n), np.arange(n)
    for m, codes in Counter(units_of_code.values()).items():
        # Probability that no unit so far has the code.
        missed = np.cumprod(np.maximum(n - m - drawn, 0) / (n - drawn))
        curve += codes * (1 - missed)
    return curve.tolist()


def saturated_after(
    units: Iterable[Collection[Label]], base: int = BASE, run: int = RUN, threshold: float = THRESHOLD
) -> int | None:
    """Return the number of units after which a run of units brought hardly any new code.

    Parameters
    ----------
    units : iterable of collections of labels
        The codes of each unit, in the order of coding.
    base : int
        Number of first units, whose codes are the reference.
    run : int
        Length of the run, in units.
    threshold : float
        New codes in the run as a share of the codes of the base; at most this share counts as hardly any.

    Returns
    -------
    int or None
        None if this never happened.

    Raises
    ------
    ValueError
        If `base` or `run` is below 1.

    References
    ----------
    Guest, Namey, Chen (2020). A simple method to assess and report thematic saturation in qualitative research.
    PLoS ONE, 15(5), e0232076.

    Examples
    --------
    >>> saturated_after([{"a"}, {"b"}, {"a"}, {"b"}, {"c"}], base=2, run=2)
    4
    """
    return _reached(cumulative_codes(units), base, run, threshold)


def _reached(curve: list[int], base: int, run: int, threshold: float) -> int | None:
    if base < 1 or run < 1:
        raise ValueError("Base and run must be at least one unit.")
    if len(curve) < base + run or not curve[base - 1]:
        return None
    known = curve[base - 1]
    ends = range(base + run, len(curve) + 1)
    return next((end for end in ends if (curve[end - 1] - curve[end - run - 1]) / known <= threshold), None)


@dataclass(frozen=True, slots=True)
class Saturation:
    """Distinct codes of one rater after each unit, their mean over all orders, and the unit of saturation or None."""

    codes: list[int]
    expected: list[float]
    reached: int | None


def saturation(units: Sequence[Collection[Label]]) -> Saturation:
    """Return the saturation of one rater's units.

    Parameters
    ----------
    units : sequence of collections of labels, shape (n,)
        The codes of each unit, in the order of coding.

    Returns
    -------
    Saturation

    Examples
    --------
    >>> saturation([{"a"}, {"b"}])
    Saturation(codes=[1, 2], expected=[1.0, 2.0], reached=None)
    """
    curve = cumulative_codes(units)
    return Saturation(curve, expected_codes(units), _reached(curve, BASE, RUN, THRESHOLD))
