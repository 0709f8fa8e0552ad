"""Identifiers of vulnerabilities: their normal spelling, and which of them name a vulnerability."""

from __future__ import annotations

import re
from typing import Final

# Databases whose identifiers are a year and a number, like PYSEC-2026-1.
YEARLY: Final = ("PYSEC", "GO", "RUSTSEC", "OSV", "MAL", "GMS", "GSD", "HSEC", "RSEC", "JLSEC")
YEARS: Final = range(1999, 2100)
CVE: Final = re.compile(r"CVE-(\d{4})-(\d{4,19})")
GHSA: Final = re.compile(r"GHSA(?:-[0-9a-z]{4}){3}")
# The letters and digits of GitHub's identifiers; some sources leave out the prefix.
BARE_GHSA: Final = re.compile(r"[2-9cfghjmpqrvwx]{4}(?:-[2-9cfghjmpqrvwx]{4}){2}")
YEAR_AND_NUMBER: Final = re.compile(r"[A-Z]+-(\d{4})-(\d+)")
OTHER: Final = re.compile(r"[A-Za-z][\w.+]*[-:][\w.:+-]*\d[\w.:+-]{0,100}")
KNOWN_PREFIX: Final = re.compile(rf"(?:CVE|CAN|GHSA|{'|'.join(YEARLY)})-", re.IGNORECASE)
NUMBER_ZERO: Final = re.compile(r"(?:OSVDB|SNYK-[\w-]+)-0+", re.IGNORECASE)
# Placeholders that sources write for a missing identifier.
PLACEHOLDER: Final = re.compile(
    r"(?:x{4,}|n{4,}|\?{2,}|TBD|TBA|TODO|PENDING|RESERVED|UNKNOWN|NONE|NA|N/A|YYYY)", re.IGNORECASE
)


NO_NAMES: Final = frozenset(
    {
        *("", "n/a", "na", "none", "null", "unknown", "unspecified", "not applicable", "*", "-", "?"),
        *("various", "multiple"),
    }
)


def is_no_name(name: str) -> bool:
    """Return whether a vendor or product is only a placeholder for a missing name.

    Examples
    --------
    >>> is_no_name("N/A"), is_no_name("demo")
    (True, False)
    """
    return name.strip().casefold() in NO_NAMES


def normalise_identifier(value: str) -> str:
    """Return an identifier in the spelling of its database, without blanks at the ends.

    Examples
    --------
    >>> normalise_identifier(" ghsa-AAAA-bbbb-cccc"), normalise_identifier("cve-2026-0001")
    ('GHSA-aaaa-bbbb-cccc', 'CVE-2026-0001')
    >>> normalise_identifier("jm77-qphf-c4w8"), normalise_identifier("a-1")
    ('GHSA-jm77-qphf-c4w8', 'a-1')
    """
    value = value.strip()
    if BARE_GHSA.fullmatch(value):
        return f"GHSA-{value}"
    if re.match(r"GHSA-", value, re.IGNORECASE):
        return "GHSA-" + value[5:].lower()
    return value.upper() if KNOWN_PREFIX.match(value) else value


def names_nothing(value: str) -> bool:
    """Return whether a value is a placeholder, or an invalid CVE, GHSA or similar identifier.

    Examples
    --------
    >>> [names_nothing(value) for value in ("CVE-2021-XXXXX", "CVE-1998-1234", "GHSA-xxxx-xxxx-xxxx", "PYSEC-2026-0")]
    [True, True, True, True]
    >>> [names_nothing(value) for value in ("CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q", "A-1", "17")]
    [False, False, False, False]
    """
    value = normalise_identifier(value)
    if any(PLACEHOLDER.fullmatch(part) for part in re.split(r"[-:_ ]", value)) or PLACEHOLDER.fullmatch(value):
        return True
    if NUMBER_ZERO.fullmatch(value):
        return True
    if not KNOWN_PREFIX.match(value):
        return False
    if value.startswith("GHSA-"):
        return not GHSA.fullmatch(value)
    if value.startswith("CAN-"):  # a candidate for a CVE, until 2005
        return True
    match = (CVE if value.startswith("CVE-") else YEAR_AND_NUMBER).fullmatch(value)
    return not match or int(match[1]) not in YEARS or not int(match[2])


def joins_records(value: str) -> bool:
    """Return whether records that share this identifier are about one vulnerability.

    Examples
    --------
    >>> joins_records("CVE-2021-44228"), joins_records("SNYK-JS-WIDGET-1"), joins_records("17")
    (True, True, False)
    >>> joins_records("GHSA-0000-0000-0000")
    False
    """
    value = normalise_identifier(value)
    if names_nothing(value):
        return False
    if GHSA.fullmatch(value):
        return len(set(value[5:]) - {"-"}) > 1
    return bool(OTHER.fullmatch(value))
