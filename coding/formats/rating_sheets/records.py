"""One coding of a file of ratings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuotedText:
    """A marked passage: the label of its code, the quotation, and its start in the marked text, if known."""

    code: str
    quote: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rater's coding of one unit, as in the file."""

    origin: str  # file and line
    units: tuple[str, ...]  # texts that may identify the unit: its number, or an identifier of its advisory
    rater: str  # "" if the file names none
    codes: tuple[str, ...]  # labels
    cell: str = ""  # the codes as one text: the code of the unit if it takes only one
    memo: str = ""
    certainty: str = ""
    no_code_reason: str = ""
    flagged_for_discussion: bool = False
    words: tuple[QuotedText, ...] = ()
    unclear: tuple[str, ...] = ()  # labels of the codes of which the rater cannot tell whether they apply
