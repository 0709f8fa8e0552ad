"""What programs count when they say where a selection is, found out from the file itself.

The standard counts Unicode code points of the text file as it is, CR LF as two. Programs also count CR LF as one
(ATLAS.ti), UTF-16 units, or a byte-order mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from advisories.reading import FORBIDDEN, clean

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LOOKED_AT = 500  # selections of a text that are enough to tell
_WHOLE = 20  # characters from which on a name is long enough to be a quotation that was cut


@dataclass(frozen=True, slots=True)
class Reading:
    """How positions are counted; the first is the standard's way."""

    line_ends_as_one: bool = False
    utf16: bool = False
    mark: bool = False


STANDARD = Reading()


@dataclass(frozen=True, slots=True)
class Selection:
    """As the file gives it: positions by some reading, None where there is no number; `name` may be the words."""

    start: int | None
    end: int | None
    name: str


class Offsets:
    """Positions in a text of a file as positions in the cleaned one, by each reading that could make a difference."""

    def __init__(self, raw: str, *, mark: bool) -> None:
        self.raw, self.text = raw, clean(raw)
        crlf = (False, True) if "\r\n" in raw else (False,)
        units = (False, True) if _ASTRAL.search(raw) else (False,)
        marks = (False, True) if mark else (False,)
        # The standard's way first.
        self.readings = [Reading(one, utf16, count) for count, utf16, one in product(marks, units, crlf)]

    def places(self, selections: Sequence[Selection], reading: Reading) -> list[tuple[int, int] | None]:
        """[start, end) of each in the cleaned text; None for what marks no words of it."""
        # Large where a text is all line ends, so it lives no longer than this.
        places, length = _Places(self.raw, reading), len(self.text)
        found: list[tuple[int, int] | None] = []
        for row in selections:
            start = None if row.start is None else places.of(row.start)
            end = None if row.end is None else places.of(row.end)
            inside = start is not None and end is not None and 0 <= start < end <= length
            found.append((start, end) if inside and start is not None and end is not None else None)
        return found

    def best(self, selections: Sequence[Selection]) -> list[Reading]:
        """The readings by which most selections are the words that they are named by, and most lie in the text."""
        looked_at = selections[:_LOOKED_AT]
        if len(self.readings) == 1 or not looked_at:
            return self.readings
        found = {reading: self._evidence(looked_at, reading) for reading in self.readings}
        most = max(found.values())
        return [reading for reading, evidence in found.items() if evidence == most]

    def _evidence(self, selections: Sequence[Selection], reading: Reading) -> tuple[int, int]:
        placed = self.places(selections, reading)
        pairs = zip(selections, placed, strict=True)
        named = sum(place is not None and _is_named(self.text, place, row.name) for row, place in pairs)
        return named, sum(place is not None for place in placed)


def choose(found: Iterable[tuple[Offsets, list[Reading]]], *, origin: str) -> list[Reading]:
    """One reading a text: the only one that fits it, else one that fits the file's other texts, else the origin's way.

    Where nothing decides, it is the standard's.
    """
    texts = list(found)
    votes: Counter[tuple[str, bool]] = Counter()
    for offsets, best in texts:
        for part in Reading.__slots__:
            values = {getattr(reading, part) for reading in best}
            if len(values) == 1 and len({getattr(reading, part) for reading in offsets.readings}) > 1:
                votes[part, values.pop()] += 1

    def rank(reading: Reading) -> tuple[int, bool]:
        agreed = sum(votes[part, getattr(reading, part)] for part in Reading.__slots__)
        return agreed, reading.line_ends_as_one == ("ATLAS" in origin.upper())

    # `max` takes the first of equals, which is the nearest to the standard.
    return [max(best, key=rank) for _, best in texts]


class _Places:
    """One reading of one text."""

    def __init__(self, raw: str, reading: Reading) -> None:
        self.shift = int(reading.mark)
        self.utf16 = reading.utf16
        counted = raw.replace("\r\n", "\n") if reading.line_ends_as_one else raw
        self.gone = sorted(
            [found.start() for found in FORBIDDEN.finditer(counted)]
            + [found.start() for found in re.finditer("\r\n", counted)]
            + ([0] if raw.startswith("\ufeff") else [])
        )
        self.between = {found.start() + 1 for found in re.finditer("\r\n", counted)}
        pairs = enumerate(found.start() for found in _ASTRAL.finditer(counted)) if reading.utf16 else ()
        self.pairs = [place + earlier for earlier, place in pairs]  # in UTF-16 units

    def of(self, place: int) -> int | None:
        """None inside of a pair: between CR and LF, or the halves of one sign."""
        place -= self.shift
        if self.utf16:
            before = bisect_left(self.pairs, place)
            if before and self.pairs[before - 1] + 1 == place:
                return None
            place -= before
        return None if place in self.between else place - bisect_left(self.gone, place)


def _is_named(text: str, place: tuple[int, int], name: str) -> bool:
    """Whether a selection's name is its words, or their beginning where it was cut."""
    wanted = " ".join(name.split()).removesuffix("…").removesuffix("...").rstrip()
    if not wanted:
        return False
    start, end = place
    words = " ".join(text[start : min(end, start + 4 * len(wanted) + 100)].split())
    return words == wanted or (len(wanted) >= _WHOLE and words.startswith(wanted))
