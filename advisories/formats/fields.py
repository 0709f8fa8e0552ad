"""Typed access to the fields of a record: a wrong type is refused in a sentence that names the field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from advisories.records.item import UnusableRecord
from advisories.text.reading import clean

TEXT_LIMIT: Final = 200_000  # characters of a title and a body together; real advisories stay below 70,000
ALIAS_LENGTH: Final = 200  # characters; a longer one names nothing
ALIAS_LIMIT: Final = 100  # other identifiers of one record
IDENTIFIER: Final = re.compile(r"[^\W_][\w.:+@#() -]{0,119}")
# Sources write "N/A", "none" or "CVE-PENDING" where they know no other identifier: that joins nothing.
ALIAS: Final = re.compile(r"[A-Za-z][\w.+]*[-:][\w.:+-]*\d[\w.:+-]{0,100}|GHSA(?:-[0-9a-z]{4}){3}", re.IGNORECASE)
WORDS: Final = {
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
    """What a value is, in a word."""
    return next((name for kind, name in KINDS if isinstance(value, kind)), type(value).__name__)


def text(item: dict[str, Any], name: str) -> str:
    """The cleaned text of a field; "" where it is missing or null."""
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnusableRecord(f'"{name}" must be text, found {describe_type(value)}.')
    return clean(value)


def identifier(item: dict[str, Any], name: str) -> str:
    value = text(item, name).strip()
    if not value:
        raise UnusableRecord(f'"{name}" is missing: a record without an identifier cannot be told from others.')
    if not IDENTIFIER.fullmatch(value):
        raise UnusableRecord(f'"{name}" is not an identifier: {_shown(value)}.')
    return normalise_identifier(value)


def aliases(values: Iterable[str], *, own: str) -> tuple[str, ...]:
    """Usable other identifiers, each once, without the record's own."""
    short = (value.strip() for value in values if len(value) <= ALIAS_LENGTH)
    usable = {normalise_identifier(value) for value in short if ALIAS.fullmatch(value)} - {own}
    if len(usable) > ALIAS_LIMIT:
        raise UnusableRecord(f"the record has {len(usable):,} aliases; at most {ALIAS_LIMIT} can name one flaw.")
    return tuple(sorted(usable))


def normalise_identifier(value: str) -> str:
    """One spelling: GHSA-aaaa-bbbb-cccc and CVE-2026-0001 whatever the case they came in."""
    if re.match(r"ghsa-", value, re.IGNORECASE):
        return "GHSA-" + value[5:].lower()
    return value.upper() if re.match(r"cve-", value, re.IGNORECASE) else value


def texts(item: dict[str, Any], name: str) -> list[str]:
    """A list of text; [] where it is missing or null."""
    values = sequence(item, name)
    for value in values:
        if not isinstance(value, str):
            raise UnusableRecord(f'"{name}" must be a list of text, found {describe_type(value)} in it.')
    return [clean(value) for value in values]


def sequence(item: dict[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        kind = "text" if name in {"aliases", "cwe_ids"} else "objects"
        raise UnusableRecord(f'"{name}" must be a list of {kind}, found {describe_type(value)}.')
    return value


def objects(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects; [] where it is missing or null."""
    values = sequence(item, name)
    for value in values:
        if not isinstance(value, dict):
            raise UnusableRecord(f'"{name}" must be a list of objects, found {describe_type(value)} in it.')
    return values


def mapping(item: dict[str, Any], name: str) -> dict[str, Any]:
    """An object; {} where it is missing or null."""
    value = item.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnusableRecord(f'"{name}" must be an object, found {describe_type(value)}.')
    return value


def timestamp(item: dict[str, Any], name: str) -> datetime | None:
    """A time in UTC. Offsets, fractions, no zone (UTC), dates alone are read; Go's year 1 means unknown."""
    value = text(item, name).strip()
    if not value:
        return None
    try:
        parsed = datetime.fromisoformat(value)
        parsed = parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnusableRecord(f'"{name}" must be a time such as 2026-01-15T10:00:00Z, found {_shown(value)}.') from None
    return parsed if parsed.year > 1 else None


def severity(word: str) -> str:
    """Our word for a source's word for severity; "" for unknown, none and whatever else."""
    return WORDS.get(word.strip().casefold(), "")


def cwes(values: Iterable[str]) -> tuple[str, ...]:
    """CWE identifiers in number order: "CWE-79" out of "cwe-79", "CWE-79: Cross-site scripting" …"""
    numbers = {int(match[1]) for value in values if (match := re.match(r"\s*CWE-(\d{1,6})\b", value, re.IGNORECASE))}
    return tuple(f"CWE-{number}" for number in sorted(numbers))


def vectors(values: Iterable[str]) -> tuple[str, ...]:
    """CVSS v3 and v4 vectors, each once, in the order given."""
    return tuple(dict.fromkeys(v.strip() for v in values if v.strip().startswith(("CVSS:3.", "CVSS:4."))))


def urls(values: Iterable[str]) -> tuple[str, ...]:
    """Web addresses, each once, in the order given."""
    return tuple(dict.fromkeys(v.strip() for v in values if re.match(r"https?://\S+$", v.strip(), re.IGNORECASE)))


def packages(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of ecosystem and package, each once, in the order given."""
    return tuple(dict.fromkeys((ecosystem.strip(), name.strip()) for ecosystem, name in pairs if name.strip()))


def between(start: str, *, before: str = "", last: str = "") -> str:
    """A range of versions in words: ">= 2.0.0, < 2.4.1". A start of "0" is no bound."""
    low = f">= {start}" if start not in {"", "0", "*"} else ""
    high = f"< {before}" if before else f"<= {last}" if last else ""
    return ", ".join(filter(None, (low, high))) or "all versions"


def range_end(versions: str) -> str:
    """The first version past a range in words: "2.4.1" of ">= 2.0.0, < 2.4.1"; "" where it has no such end."""
    match = re.search(r"<\s*([^\s,<>=|]+)\s*$", versions)
    return match[1] if match else ""


def check_readable(title: str, body: str) -> None:
    """Refuse a record that raters could not read: nothing to read, or more than anybody would."""
    if not title.strip() and not body.strip():
        raise UnusableRecord("the record has neither a title nor a text, so there is nothing to code.")
    if len(title) + len(body) > TEXT_LIMIT:
        raise UnusableRecord(f"the text has {len(title) + len(body):,} characters; at most {TEXT_LIMIT:,} can be read.")


def _shown(value: str) -> str:
    return f'"{value[:40]}…"' if len(value) > 40 else f'"{value}"'
