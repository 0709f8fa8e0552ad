"""Rounding and printing of numbers, the same in all files."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coding.statistics.registry import COEFFICIENTS
from coding.statistics.rounding import exact, fixed

ROUNDING_RULE = (
    "Percentages have one decimal and coefficients two, each rounded once from the exact value, ties to "
    "even; rounded percentages need not add up to 100."
)


def percent(count: int, total: int) -> str:
    """Return `count` of `total` in percent with one decimal, half to even on the exact fraction: 93 of 149 is 62.4."""
    return fixed(Fraction(100 * count, total), 1) if total else "0.0"


def percent_of(share: float) -> str:
    """Return a share from 0 to 1 in percent with one decimal, by the same rule."""
    return fixed(exact(share) * 100, 1)


def coefficient(value: float) -> str:
    """Return a coefficient with two decimals, half to even on its exact value; zero has no minus sign."""
    return fixed(exact(value), 2)


def threshold_text(value: float) -> str:
    """Return a threshold as it was fixed: every decimal of it, and at least two."""
    return max(f"{value:.2f}", repr(float(value)), key=len)


def join_words(words: Sequence[str]) -> str:
    """Return `a`, `a and b`, or `a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def coefficient_name(name: str) -> str:
    """Return the label of a coefficient, as it is written inside a sentence."""
    return COEFFICIENTS[name].label


def coefficient_value(name: str, value: float) -> str:
    """Return the value as it is printed: shares of agreement in percent, all others with two decimals."""
    return f"{percent_of(value)} %" if COEFFICIENTS[name].share else coefficient(value)


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]
