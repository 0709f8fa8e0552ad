"""What one line of a file of codings says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuotedText:
    """Marked words: their code's label, the words, and where they began in the text that was marked, if it is said."""

    code: str
    quote: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rater's answer for one unit, as a file has it."""

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
