"""Identifiers of vulnerabilities: their normal spelling, and which of them name a vulnerability."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
NPM: Final = re.compile(r"npm:.+:\d{8}", re.IGNORECASE)
# An identifier below the name of its table, as `scoped` returns it.
SCOPED: Final = re.compile(r"(?P<source>[a-z0-9]+(?:[-_]+[a-z0-9]+)*):(?P<local>.+)")
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
    >>> joins_records("GHSA-0000-0000-0000"), joins_records("alpha:17")
    (False, False)
    """
    value = normalise_identifier(value)
    if names_nothing(value):
        return False
    if GHSA.fullmatch(value):
        return len(set(value[5:]) - {"-"}) > 1
    if NPM.fullmatch(value):
        return True
    return bool(OTHER.fullmatch(value)) and not SCOPED.fullmatch(value)


def scoped(source: str, identifier: str) -> str:
    """Return the identifier of a table's row: its own if it is global, else below the name of the table.

    Examples
    --------
    >>> scoped("alpha", "17"), scoped("alpha", "CVE-2021-44228")
    ('alpha:17', 'CVE-2021-44228')
    """
    return identifier if joins_records(identifier) else f"{source}:{identifier}"


def local_name(identifier: str) -> str:
    """Return an identifier without the name of its table.

    Examples
    --------
    >>> local_name("alpha:17"), local_name("17"), local_name("npm:demo:20160101")
    ('17', '17', 'npm:demo:20160101')
    """
    match = SCOPED.fullmatch(identifier)
    return match["local"] if match and not NPM.fullmatch(identifier) else identifier


def by_local_name(identifiers: Iterable[str]) -> dict[str, list[str]]:
    """Return local name -> the identifiers of tables that have it, for names that are no identifier themselves.

    Examples
    --------
    >>> by_local_name(["beta:1", "alpha:1", "alpha:2", "2"])
    {'1': ['alpha:1', 'beta:1']}
    """
    named: dict[str, list[str]] = {}
    whole = set(identifiers)
    for identifier in sorted(whole):
        if (local := local_name(identifier)) != identifier and local not in whole:
            named.setdefault(local, []).append(identifier)
    return named
