"""Kinds of disagreement between the codings of one unit."""

from __future__ import annotations

from itertools import pairwise

UNCODED = "\0"  # first character of a pseudo-label; no label may contain it


def without_code(uncoded: str) -> frozenset[str]:
    """Return the code set of a coding without a code; it differs from every code and from "none applies".

    Parameters
    ----------
    uncoded : str
        The no-code reason, or "" if no code applies.

    Returns
    -------
    frozenset of str
        One pseudo-label, or the empty set if there is no reason.

    Examples
    --------
    >>> without_code("cannot_tell"), without_code("")
    (frozenset({'\\x00cannot_tell'}), frozenset())
    """
    return frozenset({f"{UNCODED}{uncoded}"} if uncoded else ())


def disagreement_kind(sets: list[frozenset[str]]) -> str | None:
    """Return how the code sets of one unit differ.

    Parameters
    ----------
    sets : list of frozensets of str
        The code set of each rater who coded the unit, see `without_code`.

    Returns
    -------
    str or None
        "abstained" if a rater gave a no-code reason, "different" if no code is common to all sets, "subset" if
        the sets are nested, otherwise "overlap". None if all sets are equal or there is only one.

    Examples
    --------
    >>> disagreement_kind([frozenset({"a"}), frozenset({"a", "b"})])
    'subset'
    """
    if len(sets) < 2 or len(set(sets)) == 1:
        return None
    if any(label.startswith(UNCODED) for codes in sets for label in codes):
        return "abstained"
    if not frozenset.intersection(*sets):
        return "different"
    by_size = sorted(sets, key=len)
    nested = all(small <= large for small, large in pairwise(by_size))
    return "subset" if nested else "overlap"
