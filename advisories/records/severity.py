"""Severities: CVSS entries of one record, their bands, and the word and score that are shown together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from cvss import CVSS2, CVSS3, CVSS4
from cvss.exceptions import CVSSError

WORDS: Final = {
    "critical": "critical",
    "high": "high",
    "important": "high",
    "moderate": "moderate",
    "medium": "moderate",
    "low": "low",
}
VERSIONS: Final = ("3.1", "3.0", "4.0", "2.0")  # the order of preference: most records have v3, and studies compare it
BANDS: Final = ((Decimal("9.0"), "critical"), (Decimal("7.0"), "high"), (Decimal("4.0"), "moderate"))
LOWEST: Final = Decimal("0.1")  # a v3 or v4 score of 0.0 has the band "none", which is not a severity
V2_VECTOR: Final = re.compile(r"\(?(?:CVSS2#)?(AV:[LAN]/AC:[HML]/Au:[MSN]/C:[NPC]/I:[NPC]/A:[NPC][\w/:]*)\)?")


@dataclass(frozen=True, slots=True)
class CvssEntry:
    """One CVSS rating of a record.

    Parameters
    ----------
    version : "2.0", "3.0", "3.1" or "4.0".
    vector : the vector as published; "" if only a score is.
    score : the base score, published or computed from the vector.
    word : the severity word published with it; "" if there is none.
    """

    version: str
    vector: str = ""
    score: Decimal | None = None
    word: str = ""

    @property
    def band(self) -> str:
        """The severity of the score."""
        return band(self.score, self.version)


@dataclass(frozen=True, slots=True)
class Severity:
    """The severity of a record. Word and score come from one entry."""

    word: str = ""
    source: str = ""  # "published", "computed", or "" if there is no word
    entry: CvssEntry | None = None


def severity_word(word: str) -> str:
    """Return "critical", "high", "moderate" or "low" for a source's word; "" for any other.

    Examples
    --------
    >>> severity_word("Important"), severity_word("none")
    ('high', '')
    """
    return WORDS.get(word.strip().casefold(), "")


def cvss_entry(label: str = "", vector: str = "", score: Any = None, word: str = "") -> CvssEntry | None:
    """Return a CVSS rating; None if it has neither a valid vector nor a score.

    The vector decides on the version, not the label next to it. A published base score takes precedence over one that
    is computed from the vector. A score of 0.0 without a vector does not count.

    Examples
    --------
    >>> cvss_entry("CVSS_V4", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
    CvssEntry(version='3.1', vector='CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score=Decimal('9.8'), word='')
    >>> cvss_entry("CVSS_V3", score="9.8").band
    'critical'
    """
    vector = vector.strip()
    if match := V2_VECTOR.fullmatch(vector):
        vector = match[1]
    version = version_of(vector)
    computed = base_score(vector) if version else None
    published = _score(score)
    if computed is None:
        vector = ""
        version = _labelled(label)
        if not published or not version:
            return None
    return CvssEntry(version, vector, computed if published is None else published, severity_word(word))


def choose(word: str, entries: Iterable[CvssEntry]) -> Severity:
    """Return the severity of one record.

    Parameters
    ----------
    word : the severity word that the record states without a CVSS version; "" if there is none.
    entries : its CVSS ratings, in the order of the record.

    Returns
    -------
    Severity
        With a word: the first entry whose band is that word, else the first one. Without: the first entry, with its
        own word, else with the band of its score.

    Examples
    --------
    >>> v3, v4 = CvssEntry("3.1", score=Decimal("7.5")), CvssEntry("4.0", score=Decimal("6.3"))
    >>> choose("moderate", [v3, v4]).entry.version, choose("", [v3, v4]).word
    ('4.0', 'high')
    """
    ordered = in_order(entries)
    if word:
        return Severity(word, "published", _with_band(ordered, word))
    for entry in ordered:
        if entry.word:
            return Severity(entry.word, "published", entry)
        if entry.score is not None:
            return Severity(entry.band, "computed" if entry.band else "", entry)
    return Severity()


def combine(severities: Sequence[Severity]) -> Severity:
    """Return the severity of an advisory from those of its records, in their order.

    The first published word counts, else the first computed one. The score is that of the same record; if it has none,
    the first one whose band is the word, else the first one.
    """
    chosen = next((one for one in severities if one.source == "published"), None)
    chosen = chosen or next((one for one in severities if one.word), None)
    entries = [one.entry for one in severities if one.entry]
    if chosen is None:
        return Severity(entry=entries[0] if entries else None)
    return Severity(chosen.word, chosen.source, chosen.entry or _with_band(entries, chosen.word))


def in_order(entries: Iterable[CvssEntry]) -> list[CvssEntry]:
    """Return CVSS ratings in the order in which their versions are preferred."""
    return sorted(entries, key=lambda entry: VERSIONS.index(entry.version))


def _with_band(entries: Sequence[CvssEntry], word: str) -> CvssEntry | None:
    return next((entry for entry in entries if entry.band == word), entries[0] if entries else None)


def version_of(vector: str) -> str:
    """Return the CVSS version of a vector; "" if it is none.

    Examples
    --------
    >>> version_of("CVSS:4.0/AV:N"), version_of("AV:N/AC:L/Au:N/C:P/I:P/A:P"), version_of("9.8")
    ('4.0', '2.0', '')
    """
    for version in ("3.1", "3.0", "4.0"):
        if vector.startswith(f"CVSS:{version}/"):
            return version
    return "2.0" if V2_VECTOR.fullmatch(vector) else ""


def _labelled(label: str) -> str:
    """Return the CVSS version of a label such as "CVSS_V3"; "" if it names none."""
    match = re.search(r"[234](?:[._]\d)?", label)
    if not match:
        return ""
    return {"2": "2.0", "3": "3.0" if match[0][1:] in {".0", "_0"} else "3.1", "4": "4.0"}[match[0][0]]


def _score(value: Any) -> Decimal | None:
    """Return a base score; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        score = Decimal(str(value).strip()).quantize(LOWEST)
    except (InvalidOperation, ValueError):
        return None
    return score if 0 <= score <= 10 else None


@lru_cache(maxsize=4096)
def base_score(vector: str) -> Decimal | None:
    """Return the CVSS base score of a vector; None if the vector is invalid."""
    kind = {"2": CVSS2, "4": CVSS4}.get(version_of(vector)[:1], CVSS3)
    try:
        return Decimal(str(kind(vector).base_score)).quantize(LOWEST)
    except (CVSSError, ValueError, ArithmeticError):
        return None


def band(score: Decimal | None, version: str = "3.1") -> str:
    """Return the severity of a base score; "" for None and for v3 and v4 scores below 0.1.

    Examples
    --------
    >>> band(Decimal("9.8")), band(Decimal("9.8"), "2.0"), band(Decimal("0.0")), band(Decimal("0.0"), "2.0")
    ('critical', 'high', '', 'low')
    """
    if score is None:
        return ""
    if version.startswith("2"):
        return "high" if score >= 7 else "moderate" if score >= 4 else "low"
    if score < LOWEST:
        return ""
    return next((word for bound, word in BANDS if score >= bound), "low")
