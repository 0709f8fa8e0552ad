"""How the answers to one unit differ."""

from __future__ import annotations

from itertools import pairwise

UNCODED = "\0"  # begins what no label can be


def without_code(uncoded: str) -> frozenset[str]:
    """An answer without a code as a set of its own, which differs from every code and from "none applies"."""
    return frozenset({f"{UNCODED}{uncoded}"} if uncoded else ())


def disagreement_kind(sets: list[frozenset[str]]) -> str | None:
    """How the code sets of one unit differ, or None where they do not or only one rater coded it."""
    if len(sets) < 2 or len(set(sets)) == 1:
        return None
    if any(label.startswith(UNCODED) for codes in sets for label in codes):
        return "abstained"
    if not frozenset.intersection(*sets):
        return "different"
    by_size = sorted(sets, key=len)
    nested = all(small <= large for small, large in pairwise(by_size))
    return "subset" if nested else "overlap"
