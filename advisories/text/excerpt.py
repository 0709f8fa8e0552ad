"""Excerpts: one line of a text around the words that a query finds, which are found by the same tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from advisories.text.query import SearchQuery, Term
from advisories.text.tokens import Token, token_positions

BEFORE: Final = 50  # characters of context
LENGTH: Final = 160  # characters of an excerpt
SEARCHED: Final = 50_000  # characters of a text


@dataclass(frozen=True, slots=True)
class ExcerptPart:
    """A part of an excerpt. `match` is true for the words that the query finds."""

    text: str
    match: bool


def excerpt(text: str, query: SearchQuery) -> list[ExcerptPart]:
    """Return one line of a text around the first match of a query, in parts; [] if no term occurs.

    Examples
    --------
    >>> from advisories.text.query import read_query
    >>> [(part.text, part.match) for part in excerpt("A crash\\nof the parser.", read_query("pars"))]
    [('A crash of the ', False), ('parser', True), ('.', False)]
    """
    searched = text[:SEARCHED]
    if searched.isascii():  # most texts; twenty times as fast
        lower = searched.lower()
        matches = [match.span() for term in query.required for match in _pattern(term).finditer(lower)]
    else:
        positions = token_positions(searched)
        matches = [span for term in query.required for span in _spans(positions, term)]
    if not matches:
        return []
    first = min(start for start, _ in matches)
    start = max(0, first - BEFORE)
    if start:  # at the beginning of a word
        start = text.find(" ", start, first) + 1 or first
    end = min(len(text), start + LENGTH)
    parts, position, dots = [], start, "… " if start else ""
    for match_start, match_end in sorted(set(matches)):
        if match_start < position or match_start >= end:
            continue
        if between := dots + _line(text[position:match_start]):
            parts.append(ExcerptPart(between, False))
            dots = ""
        parts.append(ExcerptPart(_line(text[match_start:match_end]), True))
        position = match_end
    rest = _line(text[position:end])
    if max(position, end) < len(text.rstrip()):
        rest += "…"
    return [*parts, ExcerptPart(rest.rstrip(), False)] if rest.strip() else parts


def _pattern(term: Term) -> re.Pattern[str]:
    """Return the pattern of a term in a text of ASCII, in lower case. A token is letters and digits only."""
    end = "[a-z0-9]*" if term.open_end else "(?![a-z0-9])"
    return re.compile("(?<![a-z0-9])" + "[^a-z0-9]+".join(term.tokens) + end)


def _spans(positions: Sequence[Token], term: Term) -> list[tuple[int, int]]:
    """Return the start and end of each occurrence of a term."""
    size, last = len(term.tokens), term.tokens[-1]
    spans = []
    for index, token in enumerate(positions):
        if size > 1 and token.text != term.tokens[0]:
            continue
        part = positions[index : index + size]
        if len(part) < size or any(here.text != wanted for here, wanted in zip(part[:-1], term.tokens, strict=False)):
            continue
        if part[-1].text == last or (term.open_end and part[-1].text.startswith(last)):
            spans.append((token.start, part[-1].end))
    return spans


def _line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
