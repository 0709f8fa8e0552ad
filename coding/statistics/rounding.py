"""How numbers are rounded: once, from the exact value, ties to even."""

from __future__ import annotations

from fractions import Fraction


def exact(value: float) -> Fraction:
    """Return the number that a float represents: 0.9625 is 77/80. Digits after the twelfth are rounding noise."""
    return Fraction(f"{value:.12f}")


def fixed(value: Fraction, decimals: int) -> str:
    """The value with that many decimals, one or more; zero has no minus sign."""
    scaled = round(value * 10**decimals)
    digits = f"{abs(scaled):0{decimals + 1}d}"
    return f"{'-' if scaled < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"
