"""One line of a file of ratings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuotedText:
    """A marked passage: label of its code, the words, and their start in the marked text, if known."""

    code: str
    quote: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rater's coding of one unit, as in the file."""

    place: str
    units: tuple[str, ...]  # what may name the unit: its number, or an identifier of its advisory
    rater: str  # empty where the file names none
    codes: tuple[str, ...]  # labels
    cell: str = ""  # the codes as one text: what a unit with one code takes
    memo: str = ""
    certainty: str = ""
    no_code_reason: str = ""
    flagged_for_discussion: bool = False
    words: tuple[QuotedText, ...] = ()
