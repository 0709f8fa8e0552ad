"""Offset conventions of programs, inferred from the file, and the positions of selections in the cleaned text.

The standard counts Unicode code points of the text file as it is, CR LF as two. Programs also count CR LF as one
(ATLAS.ti), UTF-16 units, or a byte-order mark; or they counted a CR LF or a mark that the file does not have. The name
of a selection may be its quotation: where it is, it outweighs the positions.
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
_SAMPLE = 500  # selections of a text that are enough to infer its convention
_LONG = 20  # characters; a name this long may be a quotation that was cut
_SHORT = 8  # characters; a shorter name may be anything
_TOLERATED = 2  # characters of white space that a name loses at its ends
MOST_SEARCHED = 50_000_000  # characters of texts that are searched for quotations
MOVED = "moved"
DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class OffsetConvention:
    """How positions are counted; the default is the standard's way."""

    line_ends_as_one: bool = False
    utf16: bool = False
    mark: bool = False
    line_ends_as_two: bool = False


STANDARD = OffsetConvention()
Span = tuple[int, int] | None  # [start, end) in code points of the cleaned text; None if it marks none of its words


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection as in the file: positions by some convention, None if not a number; `name` may be its quotation."""

    start: int | None
    end: int | None
    name: str


class Offsets:
    """Converts positions in a text of a file to positions in the cleaned text, by any convention.

    `conventions` are those that could make a difference for this text. `unlikely` are those that count what the file
    does not have: they need quotations that prove them.
    """

    def __init__(self, raw: str, *, mark: bool) -> None:
        self.raw, self.text = raw, clean(raw)
        crlf = (False, True) if "\r\n" in raw else (False,)
        units = (False, True) if _ASTRAL.search(raw) else (False,)
        marks = (False, True) if mark else (False,)
        # The standard's way first.
        self.conventions = [OffsetConvention(one, utf16, count) for count, utf16, one in product(marks, units, crlf)]
        twos = (False, True) if "\n" in raw and "\r\n" not in raw else (False,)
        every = [replace(convention, line_ends_as_two=two) for two in twos for convention in self.conventions]
        every += [replace(convention, mark=True) for convention in every if not mark]
        self.unlikely = every[len(self.conventions) :]

    def spans(self, selections: Sequence[Selection], convention: OffsetConvention) -> list[Span]:
        """Return the span of each selection by this convention."""
        # Large if a text consists of line ends, so it lives no longer than this call.
        positions, length = _PositionMap(self.raw, convention), len(self.text)
        spans: list[Span] = []
        for row in selections:
            start = None if row.start is None else positions.in_text(row.start)
            end = None if row.end is None else positions.in_text(row.end)
            inside = start is not None and end is not None and 0 <= start < end <= length
            spans.append((start, end) if inside and start is not None and end is not None else None)
        return spans

    def best_conventions(self, selections: Sequence[Selection]) -> list[OffsetConvention]:
        """Return the conventions by which most selections quote their names, and most are inside the text."""
        sample = selections[:_SAMPLE]
        if not sample or (len(self.conventions) == 1 and not any(row.name for row in sample)):
            return self.conventions
        spans_by = {convention: self.spans(sample, convention) for convention in self.conventions}
        evidence_for = {convention: self._evidence(sample, spans) for convention, spans in spans_by.items()}
        most = max(evidence_for.values())
        if most[0] < sum(bool(row.name) for row in sample):
            long = [row for row in sample if len(_quotation(row.name)) >= _SHORT]
            unlikely = {convention: self._evidence(long, self.spans(long, convention)) for convention in self.unlikely}
            if max((quoted for quoted, _ in unlikely.values()), default=0) > most[0]:
                top = max(unlikely.values())
                return [convention for convention, evidence in unlikely.items() if evidence == top]
        best = {
            convention: self._whole_words(spans_by[convention])
            for convention, evidence in evidence_for.items()
            if evidence == most
        }
        # Word boundaries are evidence only if the difference is clear.
        clear = max(2, len(sample) / 4)
        return [convention for convention, whole in best.items() if max(best.values()) - whole < clear]

    def _evidence(self, selections: Sequence[Selection], spans: Sequence[Span]) -> tuple[int, int]:
        """Return how many selections quote their names, and how many are inside the text."""
        pairs = zip(selections, spans, strict=True)
        quoted = sum(span is not None and _is_quoted(self.text, span, row.name) for row, span in pairs)
        return quoted, sum(span is not None for span in spans)

    def _whole_words(self, spans: Sequence[Span]) -> int:
        """Return how many spans begin and end at word boundaries."""
        text = f" {self.text} "
        return sum(
            not _WITHIN.match(text, start) and not _WITHIN.match(text, end) for start, end in filter(None, spans)
        )


def choose_conventions(
    texts: Iterable[tuple[Offsets, list[OffsetConvention]]], *, origin: str
) -> list[OffsetConvention]:
    """Return one convention per text.

    It is the only convention that fits the text, otherwise one that fits the other texts of the file, otherwise that
    of the program; otherwise the standard's.

    Parameters
    ----------
    texts : iterable of (Offsets, list of OffsetConvention)
        Each text with the conventions that fit it best, see `Offsets.best_conventions`.
    origin : str
        Program that wrote the file.

    Returns
    -------
    list of OffsetConvention

    Examples
    --------
    >>> text = Offsets("one\\r\\ntwo\\r\\nthree", mark=False)
    >>> fitting = text.best_conventions([Selection(8, 13, "three")])
    >>> [convention.line_ends_as_one for convention in choose_conventions([(text, fitting)], origin="")]
    [True]
    """
    rows = list(texts)
    votes: Counter[tuple[str, bool]] = Counter()
    for offsets, best in rows:
        for part in OffsetConvention.__slots__:
            values = {getattr(convention, part) for convention in best}
            if len(values) == 1 and len({getattr(convention, part) for convention in offsets.conventions}) > 1:
                votes[part, values.pop()] += 1

    def rank(convention: OffsetConvention) -> tuple[int, bool]:
        agreed = sum(votes[part, getattr(convention, part)] for part in OffsetConvention.__slots__)
        return agreed, convention.line_ends_as_one == ("ATLAS" in origin.upper())

    # `max` takes the first of equals, which is the nearest to the standard.
    return [max(best, key=rank) for _, best in rows]


class Located(NamedTuple):
    """Position of a selection, None if unknown; `correction` is "", MOVED or DOUBTFUL."""

    span: Span
    correction: str = ""


def locate(offsets: Offsets, selections: Sequence[Selection], convention: OffsetConvention) -> list[Located]:
    """Return the position of each selection by this convention, corrected where its name quotes other words.

    Such a selection is moved to the words in its name, if another convention leads to them or they occur once in the
    text.

    Parameters
    ----------
    offsets : Offsets
    selections : sequence of Selection
    convention : OffsetConvention

    Returns
    -------
    list of Located
        In the order of `selections`; spans are code points of the cleaned text.

    Examples
    --------
    >>> text = Offsets("The password is in the log file.", mark=False)
    >>> locate(text, [Selection(0, 12, "The password"), Selection(0, 15, "in the log file")], STANDARD)
    [Located(span=(0, 12), correction=''), Located(span=(16, 31), correction='moved')]
    """
    spans = offsets.spans(selections, convention)
    located = [Located(span) for span in spans]
    pairs = zip(selections, spans, strict=True)
    doubtful = [index for index, (row, span) in enumerate(pairs) if _quotes_other_words(offsets, row, span)]
    if not doubtful:
        return located
    searched = doubtful[: MOST_SEARCHED // (len(offsets.text) + 1) + 1]
    rows = [selections[index] for index in searched]
    others = [offsets.spans(rows, other) for other in (*offsets.conventions, *offsets.unlikely) if other != convention]
    squeezed = _SqueezedText(offsets.text)
    for index in doubtful:
        if _fits_length(_quotation(selections[index].name), spans[index]):
            located[index] = Located(spans[index], DOUBTFUL)
    for number, index in enumerate(searched):
        candidates = (other[number] for other in others)
        quoted = next((span for span in candidates if span and _is_quoted(offsets.text, span, rows[number].name)), None)
        if (moved := quoted or squeezed.only_occurrence(rows[number])) is not None:
            located[index] = Located(moved, MOVED)
    return located


class _SqueezedText:
    """A text with one blank for each run of white space, as programs write it into names."""

    def __init__(self, text: str) -> None:
        self.original, self.length = text, len(text)
        self.starts: list[int] = []
        parts = []
        for word in re.finditer(r"\S+", text):
            self.starts += [*range(word.start(), word.end()), word.end()]
            parts.append(word.group())
        self.text = " ".join(parts)

    def only_occurrence(self, row: Selection) -> Span:
        """Return the span of the quotation in the name, None unless it occurs once.

        A quotation that was cut is as long as the positions state. A name that is shorter than its selection and has no
        mark of a cut is no quotation, so that no selection is shortened because of its name; if the positions are
        outside of the text, it is the beginning of one.
        """
        quotation = _quotation(row.name)
        index = self.text.find(quotation)
        if index < 0 or self.text.find(quotation, index + 1) >= 0:
            return None
        start, end = self.starts[index], self.starts[index + len(quotation) - 1] + 1
        if row.start is None or row.end is None:
            return start, end
        words = self.original[start:end]
        # By another convention, a line end or a character outside the BMP counts twice.
        longest = len(words) + words.count("\n") + len(_ASTRAL.findall(words)) + _TOLERATED
        if row.end - row.start > longest:
            cut = row.name.rstrip().endswith(("…", "..."))
            if not cut and 0 <= row.start < row.end <= self.length:
                return None
            end = max(end, min(start + row.end - row.start, self.length))
        return start, end


def _quotes_other_words(offsets: Offsets, row: Selection, span: Span) -> bool:
    """Return whether a selection's name seems to quote words other than those at its positions."""
    quotation = _quotation(row.name)
    if span is None or len(quotation) < _SHORT:
        return len(quotation) >= _LONG
    return not _is_quoted(offsets.text, span, row.name) and (len(quotation) >= _LONG or _fits_length(quotation, span))


def _fits_length(quotation: str, span: Span) -> bool:
    """Return whether the quotation is as long as the span, except for white space lost at its ends."""
    return span is not None and abs(span[1] - span[0] - len(quotation)) <= _TOLERATED


def _quotation(name: str) -> str:
    """Return the words of a selection's name, without the mark of a cut."""
    return " ".join(name.split()).removesuffix("…").removesuffix("...").rstrip()


class _PositionMap:
    """Maps positions in one text by one convention to positions in the cleaned text."""

    def __init__(self, raw: str, convention: OffsetConvention) -> None:
        self.shift = int(convention.mark)
        self.utf16 = convention.utf16
        counted = raw.replace("\r\n", "\n") if convention.line_ends_as_one else raw
        counted = counted.replace("\n", "\r\n") if convention.line_ends_as_two else counted
        self.removed = sorted(
            [match.start() for match in FORBIDDEN.finditer(counted)]
            + [match.start() for match in re.finditer("\r\n", counted)]
            + ([0] if raw.startswith("\ufeff") else [])
        )
        self.between = {match.start() + 1 for match in re.finditer("\r\n", counted)}
        pairs = enumerate(match.start() for match in _ASTRAL.finditer(counted)) if convention.utf16 else ()
        self.pairs = [position + earlier for earlier, position in pairs]  # in UTF-16 units

    def in_text(self, position: int) -> int | None:
        """Return the position in the cleaned text, None between CR and LF or the halves of a surrogate pair."""
        position -= self.shift
        if self.utf16:
            before = bisect_left(self.pairs, position)
            if before and self.pairs[before - 1] + 1 == position:
                return None
            position -= before
        return None if position in self.between else position - bisect_left(self.removed, position)


def _is_quoted(text: str, span: tuple[int, int], name: str) -> bool:
    """Return whether a selection's name quotes its words, or their beginning if the name was cut."""
    quotation = _quotation(name)
    if not quotation:
        return False
    start, end = span
    words = " ".join(text[start : min(end, start + 4 * len(quotation) + 100)].split())
    return words == quotation or (len(quotation) >= _LONG and words.startswith(quotation))
