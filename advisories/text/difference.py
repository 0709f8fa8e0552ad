"""The difference between two texts, word by word, in bounded time whatever the texts are."""

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

# Steps of difflib in all: a second or two at most, and a thousand times what a published text has needed.
STEPS: Final = 5_000_000
WORD: Final = re.compile(r"\S+[^\S\n]*|[^\S\n]+|\n+")
LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: the same and the removed ones make the earlier text, the same and the added ones the later."""

    kind: Kind
    text: str


class _Budget:
    """How many steps are left."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def allows(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether two sequences may be compared.

        One look for the longest match takes at most a step for each element and each pair of equal ones; there
        are at most two looks for each match, and no more matches than the shorter sequence has elements.
        """
        counts = Counter(before)
        pairs = sum(counts[each] for each in after)
        cost = (pairs + len(before)) * 2 * (min(len(before), len(after)) + 1)
        if cost > self.steps:
            return False
        self.steps -= cost
        return True


def difference(before: str, after: str, *, steps: int = STEPS) -> list[Part]:
    """What was removed from and added to a text.

    Lines are compared first, then the words of the lines that differ; where that would take too long, the
    stretch is given as removed and added whole.
    """
    start = _common(before, after)
    start = before.rfind("\n", 0, start) + 1  # not within a word, nor within a line
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
    """Compare by the first unit, and what differs by the next."""
    if before and after and units:
        old, new = units[0].findall(before), units[0].findall(after)
        if budget.allows(old, new):
            for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
                gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
                if tag == "equal":
                    yield Part("same", gone)
                else:
                    yield from _compared(gone, come, units[1:], budget)
            return
        yield from _compared(before, after, units[1:], budget)
        return
    yield Part("removed", before)
    yield Part("added", after)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    unlike = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(unlike, min(len(one), len(other)))
