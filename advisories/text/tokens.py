"""Tokens: the words by which texts are searched. Texts and queries are split by the same function.

Both databases store ready tokens, because their own tokenisers differ: to PostgreSQL, `x.war` is a host and `-2019` a
number, and neither finds a word inside a Chinese sentence.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

LONGEST: Final = 100  # characters of a token; the rest is cut
FIELD_END: Final = "¶"  # between the fields of an advisory, so that no phrase extends over two; never a token

ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
LATIN_AND_GREEK: Final = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02e0-\u02e4\u0370-\u0373\u0376-\u037d\u037f"
    "\u0386\u0388-\u03e1\u03f0-\u03ff\u1d00-\u1d2a\u1d2c-\u1d77\u1d79-\u1dbf\u1e00-\u1fff\u212a\u212b\u2184"
    "\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab69\U0001df00-\U0001df2a"
)
ACCENTED: Final = re.compile(f"([{LATIN_AND_GREEK}])[\u0300-\u036f]+")
# Letters of scripts without blanks between words: Han, kana, Thai, Lao.
UNSPACED: Final = (
    "\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\U0001aff0-\U0001b16f"
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf"
)
FIRST_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
WORD: Final = re.compile(r"[^\W_]+")


def normalise(text: str) -> str:
    """Return a text in the one spelling that is searched: without case, accents and variants of characters.

    Accents are removed from Latin and Greek letters only. Elsewhere marks make other letters: が is not か.

    Examples
    --------
    >>> normalise("CAFÉ"), normalise("Straße"), normalise("İSTANBUL"), normalise("ﬁle １２３")
    ('cafe', 'strasse', 'istanbul', 'file 123')
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", ACCENTED.sub(r"\1", text).replace("ı", "i"))


def tokens(text: str) -> list[str]:
    """Return the tokens of a text, in order.

    A token is a run of letters and digits with their marks, at most 100 characters long. Scripts without blanks between
    words give overlapping pairs of letters, and the last letter alone.

    Examples
    --------
    >>> tokens("CVE-2019-50 in foo_bar, node.js")
    ['cve', '2019', '50', 'in', 'foo', 'bar', 'node', 'js']
    >>> tokens("SQL注入攻撃")
    ['sql', '注入', '入攻', '攻撃', '撃']
    """
    text = normalise(text)
    if text.isascii():
        words = ASCII_WORD.findall(text)
        return [word[:LONGEST] for word in words] if len(text) > LONGEST else words
    return [token for run in runs(text) for token in run_tokens(run)]


def runs(normalised: str) -> list[str]:
    """Return the words of a normalised text, and each run of letters of a script without blanks as a whole."""
    # Most texts have few characters beyond ASCII, and no marks; the second pattern takes three times as long.
    if not _special().search("".join(BEYOND_ASCII.findall(normalised))):
        return WORD.findall(normalised)
    return _run().findall(normalised)


def is_unspaced(run: str) -> bool:
    """Return whether a run is in a script without blanks between words."""
    return FIRST_UNSPACED.match(run) is not None


def run_tokens(run: str) -> list[str]:
    """Return the tokens of one run."""
    if not is_unspaced(run):
        return [run[:LONGEST]]
    letters = _letter().findall(run)
    return [(first + second)[:LONGEST] for first, second in zip(letters, [*letters[1:], ""], strict=True)]


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and where the text has it; a pair of letters as long as the text has both."""

    text: str
    start: int
    end: int


def token_positions(text: str) -> list[Token]:
    """Return the tokens of a text with their positions in it.

    They are those of `tokens`, except for characters with several spellings inside a run, like ™ or a half-width ｶ.
    """
    positions = []
    for match in _run().finditer(text):
        run = normalise(match[0])
        start, end = match.span()
        if len(run) == end - start and is_unspaced(run):
            ends = [letter.end() for letter in _letter().finditer(run)]
            bounds = zip([0, *ends[:-1]], [*ends[1:], ends[-1]], strict=True)
            spans = [(start + first, start + last) for first, last in bounds]
            positions += [Token(token, *span) for token, span in zip(run_tokens(run), spans, strict=True)]
        else:
            positions += [Token(token, start, end) for token in tokens(match[0])]
    return positions


def token_text(fields: Iterable[str]) -> str:
    """Return the tokens of several fields as one text, with a blank between two tokens.

    Examples
    --------
    >>> token_text(["A crash", "node.js"])
    'a crash ¶ node js'
    """
    return f" {FIELD_END} ".join(text for field in fields if (text := " ".join(tokens(field))))


@cache
def _marks() -> str:
    """Return the marks of Unicode as ranges of a class of characters."""
    numbers = (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))
    marks = [number for number in numbers if unicodedata.category(chr(number)).startswith("M")]
    starts = [number for number, before in zip(marks, [-1, *marks], strict=False) if number != before + 1]
    ends = [number for number, after in zip(marks, [*marks[1:], sys.maxunicode], strict=True) if number + 1 != after]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


@cache
def _run() -> re.Pattern[str]:
    marks = _marks()
    word = rf"[^\W_{UNSPACED}]"
    return re.compile(f"{word}+(?:[{marks}]+{word}*)*|[{UNSPACED}][{UNSPACED}{marks}]*")


@cache
def _special() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}{_marks()}]")


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}][{_marks()}]*")
