"""Kinds of disagreement between the codings of one unit."""

from __future__ import annotations

from itertools import pairwise

UNCODED = "\0"  # begins what no label can be


def without_code(uncoded: str) -> frozenset[str]:
    """Return a set for a coding without a code, which differs from every code and from "none applies"."""
    return frozenset({f"{UNCODED}{uncoded}"} if uncoded else ())


def disagreement_kind(sets: list[frozenset[str]]) -> str | None:
    """Return how the code sets of one unit differ, None if they are equal or there is only one."""
    if len(sets) < 2 or len(set(sets)) == 1:
        return None
    if any(label.startswith(UNCODED) for codes in sets for label in codes):
        return "abstained"
    if not frozenset.intersection(*sets):
        return "different"
    by_size = sorted(sets, key=len)
    nested = all(small <= large for small, large in pairwise(by_size))
    return "subset" if nested else "overlap"
