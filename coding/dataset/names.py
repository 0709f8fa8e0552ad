"""Names of people that look the same although they are written in different characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

# Letters of other scripts that look like Latin ones, as they are written: a capital can look like another letter than
# its small form. “I” looks like “l”. Digits are left out, because raters are numbered (“A1” beside “AI”).
_LIKE_LATIN: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮԌԚԜӀаеорсухѕіјһԁԛԝӏ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυγκχ"  # Greek
    "ՕՍԼհոսօցքյ"  # Armenian
    "ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓤꓦꓧꓨꓪꓫꓬꓮꓰꓲꓳꓴ"  # Lisu
    "ıɑɡɩʟΙІӀI",
    "ABESlJKMHOPCTYXYGQWlaeopcyxsijhdqwlABEZHlKMNOPTYXaivopuykxOULhnuogpjBPDDTGKJCZFMNLSRRVHGWXYAElOUiagiLllll",
)
_BLANKS: Final = re.compile(r"[\s\u2800\u3164\uffa0\u115f\u1160]+")
_INVISIBLE: Final = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_APOSTROPHES: Final = re.compile("[’‘ʼʹ`´＇]")
_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LISU")


@lru_cache(maxsize=10_000)
def written_key(name: str) -> str:
    """Return a name without what does not tell two people apart: case, forms of Unicode, blanks, invisible characters.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> written_key("  ADA\\u200b  Lovelace ") == written_key("Ada Lovelace")
    True
    >>> written_key("Jose\\u0301") == written_key("José") != written_key("Jose")
    True
    """
    text = _visible(name)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.casefold()).casefold())


@lru_cache(maxsize=10_000)
def seen_key(name: str) -> str:
    """Return a name with Latin letters in the place of those that look like them, and without case.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> seen_key("А\\u0434\\u0430") == seen_key("Ada"), seen_key("Аdа") == seen_key("Ada")
    (False, True)
    """
    return written_key(_visible(name).translate(_LIKE_LATIN))


def alike(name: str, others: Iterable[str]) -> str | None:
    """Return the first of the other names that a reader could take for this one; None if there is none.

    Parameters
    ----------
    name : str
    others : iterable of str

    Returns
    -------
    str or None

    Examples
    --------
    >>> alike("ada", ["Bo", "Ada"])
    'Ada'
    >>> alike("Ada", ["Ad", "Adan"]) is None
    True
    """
    written, seen = written_key(name), seen_key(name)
    return next((other for other in others if written_key(other) == written or seen_key(other) == seen), None)


def alike_pair(names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first two names that look alike; None if all can be told apart.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    tuple of str and str, or None

    Examples
    --------
    >>> alike_pair(["Ada", "Bo", "ada "])
    ('Ada', 'ada ')
    """
    first: dict[tuple[str, str], str] = {}
    for name in names:
        for key in (("written", written_key(name)), ("seen", seen_key(name))):
            if key in first:
                return first[key], name
        first |= {("written", written_key(name)): name, ("seen", seen_key(name)): name}
    return None


def mixes_scripts(name: str) -> bool:
    """Return whether a word of the name mixes letters of scripts that look alike.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool

    Examples
    --------
    >>> mixes_scripts("\\u0430da"), mixes_scripts("Ада"), mixes_scripts("山田 Taro")
    (True, False, False)
    """
    for word in re.findall(r"[^\W\d_]+", name):
        scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
        if len(scripts.intersection(_SCRIPTS)) > 1:
            return True
    return False


def _visible(name: str) -> str:
    """Return the name with plain letters, single blanks, one kind of dash and apostrophe, and nothing invisible."""
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", name)))
    text = "".join(_plain(character) for character in _APOSTROPHES.sub("'", text))
    return " ".join(text.split())


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cc"}:
        return ""
    return "-" if category == "Pd" or character == "\u2212" else character
