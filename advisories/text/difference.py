"""The difference between two texts, word by word, in bounded time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

Kind = Literal["same", "added", "removed"]
KINDS: Final = ("same", "added", "removed")

# Steps of difflib in total: one or two seconds, a thousand times as many as a published text needed.
STEPS: Final = 5_000_000
WORD: Final = re.compile(r"\S+[^\S\n]*|[^\S\n]+|\n+")
LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text. Same and removed parts form the earlier text, same and added parts the later one."""

    kind: Kind
    text: str


class _Budget:
    """The remaining number of comparison steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def allows(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Return whether two sequences may be compared, and subtract the cost.

        Finding the longest match takes at most one step per element and per pair of equal elements. There are at most
        two searches per match, and at most as many matches as the shorter sequence has elements.
        """
        counts = Counter(before)
        pairs = sum(counts[each] for each in after)
        cost = (pairs + len(before)) * 2 * (min(len(before), len(after)) + 1)
        if cost > self.steps:
            return False
        self.steps -= cost
        return True


def difference(before: str, after: str, *, steps: int = STEPS) -> list[Part]:
    """Compare two texts, first by lines, then by the words of lines that differ.

    Parameters
    ----------
    before, after : str
        The texts.
    steps : int
        Limit of comparison steps. A part that would exceed it is removed and added as a whole.

    Returns
    -------
    list of Part
        In the order of the texts; no two neighbours have the same kind.

    Examples
    --------
    >>> [(part.kind, part.text) for part in difference("one two", "one three")]
    [('same', 'one '), ('removed', 'two'), ('added', 'three')]
    """
    start = _common(before, after)
    start = before.rfind("\n", 0, start) + 1  # at the start of a line, so that no word is split
    end = _common(before[start:][::-1], after[start:][::-1])
    head, tail = before[:start], before[len(before) - end :] if end else ""
    line = tail.find("\n") + 1  # the first whole line that both end with
    tail = tail[line:] if line else ""
    budget = _Budget(steps)
    middle = _compared(
        before[start : len(before) - len(tail)], after[start : len(after) - len(tail)], (LINE, WORD), budget
    )
    parts = [Part("same", head), *middle, Part("same", tail)]
    return [
        Part(kind, "".join(part.text for part in run))
        for kind, run in groupby((part for part in parts if part.text), key=lambda part: part.kind)
    ]


def _compared(before: str, after: str, units: Sequence[re.Pattern[str]], budget: _Budget) -> Iterator[Part]:
    """Compare by the first unit, then the differing parts by the next."""
    if before and after and units:
        old, new = units[0].findall(before), units[0].findall(after)
        if budget.allows(old, new):
            for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
                removed, added = "".join(old[i1:i2]), "".join(new[j1:j2])
                if tag == "equal":
                    yield Part("same", removed)
                else:
                    yield from _compared(removed, added, units[1:], budget)
            return
        yield from _compared(before, after, units[1:], budget)
        return
    yield Part("removed", before)
    yield Part("added", after)


def _common(first: str, second: str) -> int:
    """Return the length of the common start of two texts."""
    unlike = (index for index, (a, b) in enumerate(zip(first, second, strict=False)) if a != b)
    return next(unlike, min(len(first), len(second)))
