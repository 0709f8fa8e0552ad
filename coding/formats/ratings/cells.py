"""Texts of cells: without blanks at their ends, and what they may name."""

from __future__ import annotations

import ast
import json
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from advisories.text.reading import clean
from coding.formats.ratings.words import (
    ADDRESS,
    HEXADECIMAL,
    IDENTIFIER,
)
from coding.rendering.escaping import uncsv_cell


def trim(text: str) -> str:
    r"""Return a cell without blanks, controls and characters of no width at its ends, and without a guard apostrophe.

    Examples
    --------
    >>> trim("\u200b Crash\u00a0 "), trim("'=leak"), trim("'tis")
    ('Crash', '=leak', "'tis")
    """
    text = without_blanks(text)
    return uncsv_cell(text) if text.startswith("'") else text


def without_blanks(text: str) -> str:
    r"""Return a cell without blanks, controls and characters of no width at its ends.

    Examples
    --------
    >>> without_blanks("\u200b Crash\u00a0 "), without_blanks("'=leak")
    ('Crash', "'=leak")
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = clean(text)  # as of a workbook: some controls can be neither stored nor written to XML
    start, end = 0, len(text)
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_blank(sign: str) -> bool:
    return sign.isspace() or sign in "\u200b\u2060\ufeff" or unicodedata.category(sign) == "Cc"


def is_identifier(text: str) -> bool:
    """Return whether a cell is the identifier of an advisory, or an address that ends in one.

    Examples
    --------
    >>> is_identifier("cve-2026-0001"), is_identifier("https://osv.dev/vulnerability/GO-2026-1"), is_identifier("7")
    (True, True, False)
    """
    return IDENTIFIER.fullmatch(identifier_in(text)) is not None


def identifier_in(text: str) -> str:
    """Return the last part of an address, any other text as it is.

    Examples
    --------
    >>> identifier_in("https://github.com/advisories/GHSA-aaaa-bbbb-cccc/")
    'GHSA-aaaa-bbbb-cccc'
    """
    return text.rstrip("/").rpartition("/")[2] if ADDRESS.fullmatch(text) else text


def is_hash_or_address(text: str) -> bool:
    """Return whether a cell is hexadecimal of 7 to 64 characters, or an address of the web.

    Examples
    --------
    >>> is_hash_or_address("a6a3a45"), is_hash_or_address("facade1"), is_hash_or_address("12345678")
    (True, True, False)
    """
    return (HEXADECIMAL.fullmatch(text) is not None and not text.isdigit()) or ADDRESS.fullmatch(text) is not None


def is_running(cells: Sequence[str]) -> bool:
    """Return whether the cells are 0, 1, 2 … or 1, 2, 3 … in order.

    Examples
    --------
    >>> is_running(["1", "2", "3"]), is_running(["1", "3"])
    (True, False)
    """
    return bool(cells) and any(all(cell == str(n) for n, cell in enumerate(cells, start)) for start in (0, 1))


def listed_codes(text: str) -> list[str] | None:
    """Return the texts of a JSON or Python list; None if the cell is no such list.

    Examples
    --------
    >>> listed_codes('["a", "b"]'), listed_codes("['a']"), listed_codes("[1]")
    (['a', 'b'], ['a'], None)
    """
    value: Any = None
    with suppress(ValueError, RecursionError):
        value = json.loads(text)
    if value is None:
        with suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            value = ast.literal_eval(text)
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None
