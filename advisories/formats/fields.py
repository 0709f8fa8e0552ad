"""Typed access to the fields of a record. A wrong type raises UnusableRecord that names the field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from advisories.records.item import UnusableRecord
from advisories.text.reading import clean

TEXT_LIMIT: Final = 200_000  # characters of title and body together; published advisories have fewer than 70,000
ALIAS_LENGTH: Final = 200  # characters; a longer value is not an identifier
ALIAS_LIMIT: Final = 100  # other identifiers of one record
IDENTIFIER: Final = re.compile(r"[^\W_][\w.:+@#() -]{0,119}")
# Sources write "N/A", "none" or "CVE-PENDING" instead of an identifier. These must not group records.
ALIAS: Final = re.compile(r"[A-Za-z][\w.+]*[-:][\w.:+-]*\d[\w.:+-]{0,100}|GHSA(?:-[0-9a-z]{4}){3}", re.IGNORECASE)
SEVERITY_WORDS: Final = {
    "critical": "critical",
    "high": "high",
    "important": "high",
    "moderate": "moderate",
    "medium": "moderate",
    "low": "low",
}
KINDS: Final[list[tuple[type, str]]] = [
    (type(None), "nothing"),
    (bool, "yes or no"),
    (str, "text"),
    (int, "a number"),
    (float, "a number"),
    (list, "a list"),
    (dict, "an object"),
]


def describe_type(value: object) -> str:
    """Return the type of a value in a word, for messages.

    Examples
    --------
    >>> describe_type(7), describe_type(None)
    ('a number', 'nothing')
    """
    return next((name for kind, name in KINDS if isinstance(value, kind)), type(value).__name__)


def text(item: dict[str, Any], name: str) -> str:
    """Return the cleaned text of a field; "" if it is missing or null.

    Examples
    --------
    >>> text({"summary": "A\\r\\nB"}, "summary")
    'A\\nB'
    """
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnusableRecord(f'"{name}" must be text, found {describe_type(value)}.')
    return clean(value)


def identifier(item: dict[str, Any], name: str) -> str:
    """Return the identifier in a field, in its normal spelling.

    Examples
    --------
    >>> identifier({"id": "cve-2026-0001"}, "id")
    'CVE-2026-0001'
    """
    value = text(item, name).strip()
    if not value:
        raise UnusableRecord(f'"{name}" is missing. Every record needs an identifier.')
    if not IDENTIFIER.fullmatch(value):
        raise UnusableRecord(f'"{name}" is not an identifier: {_quoted(value)}.')
    return normalise_identifier(value)


def aliases(values: Iterable[str], *, own: str) -> tuple[str, ...]:
    """Return the usable other identifiers, sorted, each once and without the record's own.

    Examples
    --------
    >>> aliases(["cve-2026-0001", "N/A", "A-1"], own="A-1")
    ('CVE-2026-0001',)
    """
    short = (value.strip() for value in values if len(value) <= ALIAS_LENGTH)
    usable = {normalise_identifier(value) for value in short if ALIAS.fullmatch(value)} - {own}
    if len(usable) > ALIAS_LIMIT:
        raise UnusableRecord(f"the record has {len(usable):,} aliases; at most {ALIAS_LIMIT} are read.")
    return tuple(sorted(usable))


def normalise_identifier(value: str) -> str:
    """Return the normal spelling of a GHSA or CVE identifier; others are unchanged.

    Examples
    --------
    >>> normalise_identifier("ghsa-AAAA-bbbb-cccc"), normalise_identifier("cve-2026-0001")
    ('GHSA-aaaa-bbbb-cccc', 'CVE-2026-0001')
    """
    if re.match(r"ghsa-", value, re.IGNORECASE):
        return "GHSA-" + value[5:].lower()
    return value.upper() if re.match(r"cve-", value, re.IGNORECASE) else value


def texts(item: dict[str, Any], name: str) -> list[str]:
    """Return a list of text; [] if it is missing or null.

    Examples
    --------
    >>> texts({"aliases": ["A-1"]}, "aliases"), texts({}, "aliases")
    (['A-1'], [])
    """
    values = sequence(item, name)
    for value in values:
        if not isinstance(value, str):
            raise UnusableRecord(f'"{name}" must be a list of text, found {describe_type(value)} in it.')
    return [clean(value) for value in values]


def sequence(item: dict[str, Any], name: str) -> list[Any]:
    """Return a list of any values; [] if it is missing or null.

    Examples
    --------
    >>> sequence({"references": [1, "a"]}, "references"), sequence({"references": None}, "references")
    ([1, 'a'], [])
    """
    value = item.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        kind = "text" if name in {"aliases", "cwe_ids"} else "objects"
        raise UnusableRecord(f'"{name}" must be a list of {kind}, found {describe_type(value)}.')
    return value


def objects(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a list of objects; [] if it is missing or null.

    Examples
    --------
    >>> objects({"affected": [{"package": None}]}, "affected")
    [{'package': None}]
    """
    values = sequence(item, name)
    for value in values:
        if not isinstance(value, dict):
            raise UnusableRecord(f'"{name}" must be a list of objects, found {describe_type(value)} in it.')
    return values


def mapping(item: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object; {} if it is missing or null.

    Examples
    --------
    >>> mapping({"package": {"name": "demo"}}, "package"), mapping({}, "package")
    ({'name': 'demo'}, {})
    """
    value = item.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnusableRecord(f'"{name}" must be an object, found {describe_type(value)}.')
    return value


def timestamp(item: dict[str, Any], name: str) -> datetime | None:
    """Return a time in UTC; None if it is missing, null or in the year 1, which means unknown in Go.

    The field is ISO 8601, with or without time of day, fraction and offset. Without an offset, UTC is assumed.

    Examples
    --------
    >>> timestamp({"published": "2026-01-15T12:00:00+02:00"}, "published").isoformat()
    '2026-01-15T10:00:00+00:00'
    """
    value = text(item, name).strip()
    if not value:
        return None
    try:
        parsed = datetime.fromisoformat(value)
        parsed = parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnusableRecord(f'"{name}" must be a time like 2026-01-15T10:00:00Z, found {_quoted(value)}.') from None
    return parsed if parsed.year > 1 else None


def severity(word: str) -> str:
    """Return "critical", "high", "moderate" or "low" for a source's word; "" for any other.

    Examples
    --------
    >>> severity("Important"), severity("none")
    ('high', '')
    """
    return SEVERITY_WORDS.get(word.strip().casefold(), "")


def cwes(values: Iterable[str]) -> tuple[str, ...]:
    """Return CWE identifiers in numeric order.

    Examples
    --------
    >>> cwes(["cwe-89", "CWE-79: Cross-site scripting", "NVD-CWE-noinfo"])
    ('CWE-79', 'CWE-89')
    """
    numbers = {int(match[1]) for value in values if (match := re.match(r"\s*CWE-(\d{1,6})\b", value, re.IGNORECASE))}
    return tuple(f"CWE-{number}" for number in sorted(numbers))


def vectors(values: Iterable[str]) -> tuple[str, ...]:
    """Return the CVSS v3 and v4 vectors, each once, in the order given.

    Examples
    --------
    >>> vectors(["AV:N/AC:L/Au:N/C:N/I:N/A:C", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"])
    ('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',)
    """
    return tuple(dict.fromkeys(v.strip() for v in values if v.strip().startswith(("CVSS:3.", "CVSS:4."))))


def urls(values: Iterable[str]) -> tuple[str, ...]:
    """Return the web addresses, each once, in the order given.

    Examples
    --------
    >>> urls(["https://example.org/a", "see the changelog", "https://example.org/a"])
    ('https://example.org/a',)
    """
    return tuple(dict.fromkeys(v.strip() for v in values if re.match(r"https?://\S+$", v.strip(), re.IGNORECASE)))


def packages(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pairs of ecosystem and package, each once, in the order given.

    Examples
    --------
    >>> packages([("PyPI", "demo"), ("PyPI", " demo"), ("npm", "")])
    (('PyPI', 'demo'),)
    """
    return tuple(dict.fromkeys((ecosystem.strip(), name.strip()) for ecosystem, name in pairs if name.strip()))


def between(start: str, *, before: str = "", last: str = "") -> str:
    """Return a range of versions in words. A start of "0" means all earlier versions.

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

    Examples
    --------
    >>> range_end(">= 2.0.0, < 2.4.1")
    '2.4.1'
    """
    match = re.search(r"<\s*([^\s,<>=|]+)\s*$", versions)
    return match[1] if match else ""


def check_readable(title: str, body: str) -> None:
    """Raise UnusableRecord if there is nothing to read, or too much.

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


def _quoted(value: str) -> str:
    return f'"{value[:40]}…"' if len(value) > 40 else f'"{value}"'
