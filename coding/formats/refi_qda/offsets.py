"""What programs count when they say where a selection is, found out from the file itself.

The standard counts Unicode code points of the text file as it is, CR LF as two. Programs also count CR LF as one
(ATLAS.ti), UTF-16 units, or a byte-order mark; or the program that counted had CR LF or a mark that the file has not.
Names of selections may be their words: where they are, they outweigh positions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from advisories.text.reading import FORBIDDEN, clean

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_WITHIN = re.compile(r"\w\w")
_LOOKED_AT = 500  # selections of a text that are enough to tell
_WHOLE = 20  # characters from which on a name is long enough to be a quotation that was cut
_SHORT = 8  # characters below which a name may be anything
MOST_SEARCHED = 50_000_000  # characters of texts that are searched for words
MOVED = "moved"
DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class OffsetConvention:
    """How positions are counted; the first is the standard's way."""

    line_ends_as_one: bool = False
    utf16: bool = False
    mark: bool = False
    line_ends_as_two: bool = False


STANDARD = OffsetConvention()
Place = tuple[int, int] | None  # [start, end) in the cleaned text; None for what marks no words of it


@dataclass(frozen=True, slots=True)
class Selection:
    """As the file gives it: positions by some reading, None where there is no number; `name` may be the words."""

    start: int | None
    end: int | None
    name: str


class Offsets:
    """Positions in a text of a file as positions in the cleaned one, by each reading that could make a difference.

    `odd` are those that count what is not in the file: they need words that prove them.
    """

    def __init__(self, raw: str, *, mark: bool) -> None:
        self.raw, self.text = raw, clean(raw)
        crlf = (False, True) if "\r\n" in raw else (False,)
        units = (False, True) if _ASTRAL.search(raw) else (False,)
        marks = (False, True) if mark else (False,)
        # The standard's way first.
        self.readings = [OffsetConvention(one, utf16, count) for count, utf16, one in product(marks, units, crlf)]
        twos = (False, True) if "\n" in raw and "\r\n" not in raw else (False,)
        every = [replace(reading, line_ends_as_two=two) for two in twos for reading in self.readings]
        every += [replace(reading, mark=True) for reading in every if not mark]
        self.odd = every[len(self.readings) :]

    def places(self, selections: Sequence[Selection], reading: OffsetConvention) -> list[Place]:
        """Return the position of each by this convention."""
        # Large where a text is all line ends, so it lives no longer than this.
        places, length = _Places(self.raw, reading), len(self.text)
        found: list[Place] = []
        for row in selections:
            start = None if row.start is None else places.of(row.start)
            end = None if row.end is None else places.of(row.end)
            inside = start is not None and end is not None and 0 <= start < end <= length
            found.append((start, end) if inside and start is not None and end is not None else None)
        return found

    def best(self, selections: Sequence[Selection]) -> list[OffsetConvention]:
        """The readings by which most selections are the words that they are named by, and most lie in the text."""
        looked_at = selections[:_LOOKED_AT]
        if not looked_at or (len(self.readings) == 1 and not any(row.name for row in looked_at)):
            return self.readings
        placed = {reading: self.places(looked_at, reading) for reading in self.readings}
        found = {reading: self._evidence(looked_at, places) for reading, places in placed.items()}
        most = max(found.values())
        if most[0] < sum(bool(row.name) for row in looked_at):
            long = [row for row in looked_at if len(_wanted(row.name)) >= _SHORT]
            odd = {reading: self._evidence(long, self.places(long, reading)) for reading in self.odd}
            if max((named for named, _ in odd.values()), default=0) > most[0]:
                top = max(odd.values())
                return [reading for reading, evidence in odd.items() if evidence == top]
        best = {reading: self._whole_words(placed[reading]) for reading, evidence in found.items() if evidence == most}
        # Where words begin and end tells something only if it does so clearly.
        clear = max(2, len(looked_at) / 4)
        return [reading for reading, whole in best.items() if max(best.values()) - whole < clear]

    def _evidence(self, selections: Sequence[Selection], placed: Sequence[Place]) -> tuple[int, int]:
        pairs = zip(selections, placed, strict=True)
        named = sum(place is not None and _is_named(self.text, place, row.name) for row, place in pairs)
        return named, sum(place is not None for place in placed)

    def _whole_words(self, placed: Sequence[Place]) -> int:
        text = f" {self.text} "
        return sum(
            not _WITHIN.match(text, start) and not _WITHIN.match(text, end) for start, end in filter(None, placed)
        )


def choose(found: Iterable[tuple[Offsets, list[OffsetConvention]]], *, origin: str) -> list[OffsetConvention]:
    """One reading a text: the only one that fits it, else one that fits the file's other texts, else the origin's way.

    Where nothing decides, it is the standard's.
    """
    texts = list(found)
    votes: Counter[tuple[str, bool]] = Counter()
    for offsets, best in texts:
        for part in OffsetConvention.__slots__:
            values = {getattr(reading, part) for reading in best}
            if len(values) == 1 and len({getattr(reading, part) for reading in offsets.readings}) > 1:
                votes[part, values.pop()] += 1

    def rank(reading: OffsetConvention) -> tuple[int, bool]:
        agreed = sum(votes[part, getattr(reading, part)] for part in OffsetConvention.__slots__)
        return agreed, reading.line_ends_as_one == ("ATLAS" in origin.upper())

    # `max` takes the first of equals, which is the nearest to the standard.
    return [max(best, key=rank) for _, best in texts]


class Found(NamedTuple):
    """Position of a selection, [start, end), or None if unknown; `how` is "", MOVED or DOUBTFUL."""

    place: Place
    how: str = ""


def by_words(offsets: Offsets, selections: Sequence[Selection], reading: OffsetConvention) -> list[Found]:
    """The places of selections by this reading; one that is named by other words goes where those are.

    That is where another reading leads to these words, or where they stand once in the text.
    """
    places = offsets.places(selections, reading)
    found = [Found(place) for place in places]
    pairs = zip(selections, places, strict=True)
    doubtful = [at for at, (row, place) in enumerate(pairs) if _quotes(offsets, row, place)]
    if not doubtful:
        return found
    searched = doubtful[: MOST_SEARCHED // (len(offsets.text) + 1) + 1]
    rows = [selections[at] for at in searched]
    others = [offsets.places(rows, other) for other in (*offsets.readings, *offsets.odd) if other != reading]
    squeezed = _Squeezed(offsets.text)
    for at in doubtful:
        if _as_long(_wanted(selections[at].name), places[at]):
            found[at] = Found(places[at], DOUBTFUL)
    for number, at in enumerate(searched):
        led = (read[number] for read in others)
        named = next((place for place in led if place and _is_named(offsets.text, place, rows[number].name)), None)
        if (moved := named or squeezed.only(rows[number])) is not None:
            found[at] = Found(moved, MOVED)
    return found


class _Squeezed:
    """A text with one blank for all white space, as programs write it into names."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.starts: list[int] = []
        parts = []
        for word in re.finditer(r"\S+", text):
            self.starts += [*range(word.start(), word.end()), word.end()]
            parts.append(word.group())
        self.text = " ".join(parts)

    def only(self, row: Selection) -> Place:
        """Where the words of the name stand, if they do so once; one that was cut is as long as positions say."""
        wanted = _wanted(row.name)
        at = self.text.find(wanted)
        if at < 0 or self.text.find(wanted, at + 1) >= 0:
            return None
        start, end = self.starts[at], self.starts[at + len(wanted) - 1] + 1
        cut = row.name.rstrip().endswith(("…", "..."))
        if cut and row.start is not None and row.end is not None:
            end = max(end, min(start + row.end - row.start, self.length))
        return start, end


def _quotes(offsets: Offsets, row: Selection, place: Place) -> bool:
    """Whether a selection seems to be named by words other than those that its positions mark."""
    wanted = _wanted(row.name)
    if place is None or len(wanted) < _SHORT:
        return len(wanted) >= _WHOLE
    return not _is_named(offsets.text, place, row.name) and (len(wanted) >= _WHOLE or _as_long(wanted, place))


def _as_long(wanted: str, place: Place) -> bool:
    """Whether the words could be those of the place, whose white space they may have lost at the ends."""
    return place is not None and abs(place[1] - place[0] - len(wanted)) <= 2


def _wanted(name: str) -> str:
    return " ".join(name.split()).removesuffix("…").removesuffix("...").rstrip()


class _Places:
    """One reading of one text."""

    def __init__(self, raw: str, reading: OffsetConvention) -> None:
        self.shift = int(reading.mark)
        self.utf16 = reading.utf16
        counted = raw.replace("\r\n", "\n") if reading.line_ends_as_one else raw
        counted = counted.replace("\n", "\r\n") if reading.line_ends_as_two else counted
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
    wanted = _wanted(name)
    if not wanted:
        return False
    start, end = place
    words = " ".join(text[start : min(end, start + 4 * len(wanted) + 100)].split())
    return words == wanted or (len(wanted) >= _WHOLE and words.startswith(wanted))
