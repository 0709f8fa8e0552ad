"""Queries: what a reader types into a search field, as terms of tokens. No other character reaches a database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from advisories.text.tokens import is_unspaced, normalise, run_tokens, runs

SHORT: Final = 2  # characters; words up to this length are searched whole, longer ones as beginnings
QUOTES: Final = '"“”„‟«»＂'
TERM: Final = re.compile(rf"([-−－]?)(?:[{QUOTES}]([^{QUOTES}]*)(?:[{QUOTES}]|\Z)|([^\s{QUOTES}]+))")
SHOWN: Final = 60  # characters of a term in a sentence


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: tokens that follow each other. If `open_end`, the last one is the beginning of a word."""

    tokens: tuple[str, ...]
    open_end: bool

    def occurs_in(self, token_text: str) -> bool:
        """Return whether the term occurs in a text of tokens, as `tokens.token_text` returns it."""
        phrase = " ".join(self.tokens)
        return f" {phrase}" in f" {token_text}" if self.open_end else f" {phrase} " in f" {token_text} "


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The terms that a text must all have, and those of which it must have none.

    `unsearchable` are the parts without letters and digits. A query of only such parts matches nothing.
    """

    required: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    unsearchable: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.required or self.excluded or self.unsearchable)

    def matches(self, token_text: str) -> bool:
        """Return whether a text of tokens satisfies the query."""
        if not (self.required or self.excluded):
            return self.is_empty
        return all(term.occurs_in(token_text) for term in self.required) and not any(
            term.occurs_in(token_text) for term in self.excluded
        )


def read_query(text: str) -> SearchQuery:
    """Read a query: words, "phrases in quotes", and both with a minus sign for what must not occur.

    Examples
    --------
    >>> read_query('deserializ "denial of service" -log4j-core').required[0]
    Term(tokens=('deserializ',), open_end=True)
    >>> read_query('deserializ "denial of service" -log4j-core').excluded
    (Term(tokens=('log4j', 'core'), open_end=True),)
    >>> read_query("++").unsearchable
    ('++',)
    """
    required: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    unsearchable: dict[str, None] = {}
    for match in TERM.finditer(text):
        sign, phrase, word = match.groups()
        if term := _term(word if phrase is None else phrase, quoted=phrase is not None):
            (excluded if sign else required)[term] = None
        else:
            unsearchable[match[0].strip()] = None
    return SearchQuery(tuple(required), tuple(excluded), tuple(unsearchable))


def unsearchable_sentence(query: SearchQuery) -> str:
    """Return the sentence on the parts that cannot be searched; "" if there is none.

    Examples
    --------
    >>> unsearchable_sentence(read_query("++"))
    '“++” has no letters or digits, and only these are searched.'
    """
    if not query.unsearchable:
        return ""
    part = "".join(character if character.isprintable() else "\ufffd" for character in query.unsearchable[0])
    shown = part if len(part) <= SHOWN else f"{part[: SHOWN - 1]}…"
    return f"“{shown}” has no letters or digits, and only these are searched."


def _term(text: str, *, quoted: bool) -> Term | None:
    words = list(runs(normalise(text)))
    if not words:
        return None
    tokens = [token for word in words for token in run_tokens(word)]
    last = words[-1]
    if is_unspaced(last):
        letters = run_tokens(last)
        if len(letters) > 1:
            tokens.pop()  # in a text, more letters can follow
        return Term(tuple(tokens), open_end=not quoted or len(letters) == 1)
    return Term(tuple(tokens), open_end=not quoted and (len(tokens) > 1 or len(last) > SHORT))
