"""Values of a record -> facts of an advisory: identifiers, weaknesses, addresses, packages, versions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from advisories.formats.fields import IDENTIFIER_LENGTH, quoted, shortened
from advisories.records.identifiers import joins_records, names_nothing, normalise_identifier
from advisories.records.item import UnusableRecord
from advisories.records.severity import CvssEntry

TEXT_LIMIT: Final = 200_000  # characters of title and body together; published advisories have fewer than 70,000
PART_LENGTH: Final = 300  # characters
ALIAS_LIMIT: Final = 100  # other identifiers of one record


def aliases(values: Iterable[str], *, own: str, remarks: list[str]) -> tuple[str, ...]:
    """Return the other identifiers that join records, sorted, each once and without the record's own.

    Placeholders, and invalid identifiers of a known database, get a remark.

    Parameters
    ----------
    values : iterable of str
        Identifiers as the record states them.
    own : str
        The identifier of the record.
    remarks : list of str
        Gets a sentence for each value that joins nothing.

    Returns
    -------
    tuple of str

    Raises
    ------
    UnusableRecord
        If there are too many.

    Examples
    --------
    >>> remarks = []
    >>> aliases(["cve-2026-0001", "see below", "CVE-PENDING", "A-1"], own="A-1", remarks=remarks)
    ('CVE-2026-0001',)
    >>> remarks
    ['CVE-PENDING names no vulnerability and joins nothing.']
    """
    usable = set()
    for value in dict.fromkeys(value.strip() for value in values):
        if len(value) > IDENTIFIER_LENGTH:
            remarks.append(f"{shortened(value)} has {len(value):,} characters and joins nothing.")
        elif joins_records(value):
            usable.add(normalise_identifier(value))
        elif "-" in value and names_nothing(value):
            remarks.append(f"{value} names no vulnerability and joins nothing.")
    usable.discard(own)
    if len(usable) > ALIAS_LIMIT:
        raise UnusableRecord(f"the record has {len(usable):,} aliases; at most {ALIAS_LIMIT} are read.")
    return tuple(sorted(usable))


def cwes(values: Iterable[str]) -> tuple[str, ...]:
    """Return CWE identifiers in numeric order.

    Parameters
    ----------
    values : iterable of str
        Texts that name weaknesses.

    Returns
    -------
    tuple of str
        Each once; texts without a CWE identifier are left out.

    Examples
    --------
    >>> cwes(["cwe-89", "CWE-79: Cross-site scripting", "NVD-CWE-noinfo"])
    ('CWE-79', 'CWE-89')
    """
    numbers = {int(match[1]) for value in values if (match := re.match(r"\s*CWE-(\d{1,6})\b", value, re.IGNORECASE))}
    return tuple(f"CWE-{number}" for number in sorted(numbers))


def cvss(entries: Iterable[CvssEntry | None]) -> tuple[CvssEntry, ...]:
    """Return the CVSS ratings that could be read, each once, in the order given.

    Parameters
    ----------
    entries : iterable of CvssEntry or None

    Returns
    -------
    tuple of CvssEntry

    Examples
    --------
    >>> cvss([None, CvssEntry("3.1", word="high"), CvssEntry("3.1", word="high")])
    (CvssEntry(version='3.1', vector='', score=None, word='high'),)
    """
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def urls(values: Iterable[str]) -> tuple[str, ...]:
    """Return the web addresses, each once, in the order given.

    Parameters
    ----------
    values : iterable of str

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> urls(["https://example.org/a", "see the changelog", "https://example.org/a"])
    ('https://example.org/a',)
    """
    return tuple(dict.fromkeys(v.strip() for v in values if re.match(r"https?://\S+$", v.strip(), re.IGNORECASE)))


def packages(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pairs of ecosystem and package, each once, in the order given.

    Parameters
    ----------
    pairs : iterable of (str, str)
        Ecosystem and name.

    Returns
    -------
    tuple of (str, str)
        Without pairs that have no name.

    Examples
    --------
    >>> packages([("PyPI", "demo"), ("PyPI", " demo"), ("npm", "")])
    (('PyPI', 'demo'),)
    """
    return tuple(dict.fromkeys((ecosystem.strip(), name.strip()) for ecosystem, name in pairs if name.strip()))


def between(start: str, *, before: str = "", last: str = "") -> str:
    """Return a range of versions in words. A start of "0" means all earlier versions.

    Parameters
    ----------
    start : str
        First version of the range.
    before : str
        First version after the range, or "".
    last : str
        Last version of the range, or "".

    Returns
    -------
    str

    Examples
    --------
    >>> between("2.0.0", before="2.4.1"), between("0")
    ('>= 2.0.0, < 2.4.1', 'all versions')
    """
    low = f">= {start}" if start not in {"", "0", "*"} else ""
    high = f"< {before}" if before else f"<= {last}" if last else ""
    return ", ".join(filter(None, (low, high))) or "all versions"


def range_end(versions: str) -> str:
    """Return the first version after a range in words; "" if the range has no open end.

    Parameters
    ----------
    versions : str
        A range as `between` returns it.

    Returns
    -------
    str

    Examples
    --------
    >>> range_end(">= 2.0.0, < 2.4.1")
    '2.4.1'
    """
    match = re.search(r"<\s*([^\s,<>=|]+)\s*$", versions)
    return match[1] if match else ""


def check_readable(title: str, body: str) -> None:
    """Raise UnusableRecord if there is nothing to read, or too much.

    Parameters
    ----------
    title, body : str
        The texts of the record.

    Raises
    ------
    UnusableRecord
        If both are blank, or the text is too long.

    Examples
    --------
    >>> check_readable("A title", "")
    >>> check_readable("", " ")
    Traceback (most recent call last):
    advisories.records.item.UnusableRecord: the record has neither a title nor a text, so there is nothing to code.
    """
    if not title.strip() and not body.strip():
        raise UnusableRecord("the record has neither a title nor a text, so there is nothing to code.")
    if len(title) + len(body) > TEXT_LIMIT:
        raise UnusableRecord(f"the text has {len(title) + len(body):,} characters; at most {TEXT_LIMIT:,} can be read.")


def check_part(part: str) -> None:
    """Raise UnusableRecord if the package that tells records of one identifier apart is too long to be stored.

    Examples
    --------
    >>> check_part("demo")
    """
    if len(part) > PART_LENGTH:
        raise UnusableRecord(
            f"the package {quoted(part)} has {len(part):,} characters; at most {PART_LENGTH} are read."
        )
