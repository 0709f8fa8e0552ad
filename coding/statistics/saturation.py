"""Whether coding still brings new codes: how many distinct codes were in use after each unit."""

from collections.abc import Collection, Iterable

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
