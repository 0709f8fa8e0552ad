"""Rounding of printed numbers: once, from the exact value, ties to even."""

from __future__ import annotations

from fractions import Fraction


def exact(value: float) -> Fraction:
    """Return the number that a float represents; digits after the twelfth decimal are rounding noise.

    Parameters
    ----------
    value : float

    Returns
    -------
    Fraction

    Examples
    --------
    >>> exact(0.9625)
    Fraction(77, 80)
    """
    return Fraction(f"{value:.12f}")


def fixed(value: Fraction, decimals: int) -> str:
    """Return the value with a fixed number of decimals; zero has no minus sign.

    Parameters
    ----------
    value : Fraction
    decimals : int
        At least 1.

    Returns
    -------
    str

    Examples
    --------
    >>> fixed(exact(0.9625), 3), fixed(exact(-0.001), 2)
    ('0.962', '0.00')
    """
    scaled = round(value * 10**decimals)
    digits = f"{abs(scaled):0{decimals + 1}d}"
    return f"{'-' if scaled < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"
