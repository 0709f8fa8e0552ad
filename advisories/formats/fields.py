"""Typed access to the fields of a record. A wrong type raises UnusableRecord that names the field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from advisories.formats.dates import is_unknown, parse_moment
from advisories.records.identifiers import joins_records, names_nothing, normalise_identifier
from advisories.records.item import UnusableRecord
from advisories.records.severity import CvssEntry
from advisories.text.reading import clean

TEXT_LIMIT: Final = 200_000  # characters of title and body together; published advisories have fewer than 70,000
IDENTIFIER_LENGTH: Final = 120  # characters
PART_LENGTH: Final = 300  # characters
ALIAS_LIMIT: Final = 100  # other identifiers of one record
IDENTIFIER: Final = re.compile(r"[^\W_][\w.:+@#() -]{0,119}")
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

    Parameters
    ----------
    value : object
        Any value of JSON or YAML.

    Returns
    -------
    str

    Examples
    --------
    >>> describe_type(7), describe_type(None)
    ('a number', 'nothing')
    """
    return next((name for kind, name in KINDS if isinstance(value, kind)), type(value).__name__)


def text(item: dict[str, Any], name: str) -> str:
    """Return the cleaned text of a field; "" if it is missing or null.

    Parameters
    ----------
    item : dict
        The parsed record.
    name : str
        Key of the field.

    Returns
    -------
    str

    Raises
    ------
    UnusableRecord
        If the field is not text.

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


def scalar(item: dict[str, Any], name: str) -> str:
    """Return the text of a field that YAML may read as a number; "" if it is missing or null.

    Parameters
    ----------
    item : dict
        The parsed record.
    name : str
        Key of the field.

    Returns
    -------
    str

    Raises
    ------
    UnusableRecord
        If the field is neither text nor a number.

    Examples
    --------
    >>> scalar({"osvdb": 112347}, "osvdb")
    '112347'
    """
    value = item.get(name)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else text(item, name)


def identifier(item: dict[str, Any], name: str) -> str:
    """Return the identifier in a field, in its normal spelling.

    Parameters
    ----------
    item : dict
        The parsed record.
    name : str
        Key of the field.

    Returns
    -------
    str

    Raises
    ------
    UnusableRecord
        If the field is missing, is not text, or names no vulnerability.

    Examples
    --------
    >>> identifier({"id": "cve-2026-0001"}, "id")
    'CVE-2026-0001'
    """
    value = text(item, name).strip()
    if not value:
        raise UnusableRecord(f'"{name}" is missing. Every record needs an identifier.')
    if len(value) > IDENTIFIER_LENGTH:
        raise UnusableRecord(
            f"the identifier {_quoted(value)} has {len(value):,} characters. Use one of at most {IDENTIFIER_LENGTH}."
        )
    if not IDENTIFIER.fullmatch(value):
        raise UnusableRecord(f'"{name}" is not an identifier: {_quoted(value)}.')
    if names_nothing(value):
        raise UnusableRecord(
            f"“{shortened(value)}” names no vulnerability. Every record needs an identifier of its own."
        )
    return normalise_identifier(value)


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


def texts(item: dict[str, Any], name: str, remarks: list[str] | None = None) -> list[str]:
    """Return a list of text; [] if it is missing or null.

    With `remarks`, one text instead of a list is read as a list of one, with a remark.

    Parameters
    ----------
    item : dict
        The parsed record.
    name : str
        Key of the field.
    remarks : list of str, optional

    Returns
    -------
    list of str

    Raises
    ------
    UnusableRecord
        If the field is not a list of text.

    Examples
    --------
    >>> texts({"aliases": ["A-1"]}, "aliases"), texts({}, "aliases")
    (['A-1'], [])
    """
    values = _one_as_list(item, name, str, remarks) or sequence(item, name)
    for value in values:
        if not isinstance(value, str):
            raise UnusableRecord(f'"{name}" must be a list of text, found {describe_type(value)} in it.')
    return [clean(value) for value in values]


def _one_as_list(item: dict[str, Any], name: str, kind: type, remarks: list[str] | None) -> list[Any]:
    value = item.get(name)
    if remarks is None or not value or not isinstance(value, kind):
        return []
    remarks.append(f"“{name}” is {describe_type(value)} instead of a list; it was read as a list of one.")
    return [value]


def sequence(item: dict[str, Any], name: str) -> list[Any]:
    """Return a list of any values; [] if it is missing or null.

    Parameters
    ----------
    item : dict
        The parsed record.
    name : str
        Key of the field.

    Returns
    -------
    list

    Raises
    ------
    UnusableRecord
        If the field is not a list.

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


def objects(item: dict[str, Any], name: str, remarks: list[str] | None = None) -> list[dict[str, Any]]:
    """Return a list of objects; [] if it is missing or null.

    With `remarks`, one object instead of a list is read as a list of one, with a remark.

    Parameters
    ----------
    item : dict
        The parsed record.
    name : str
        Key of the field.
    remarks : list of str, optional

    Returns
    -------
    list of dict

    Raises
    ------
    UnusableRecord
        If the field is not a list of objects.

    Examples
    --------
    >>> objects({"affected": [{"package": None}]}, "affected")
    [{'package': None}]
    """
    values = _one_as_list(item, name, dict, remarks) or sequence(item, name)
    for value in values:
        if not isinstance(value, dict):
            raise UnusableRecord(f'"{name}" must be a list of objects, found {describe_type(value)} in it.')
    return values


def mapping(item: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object; {} if it is missing or null.

    Parameters
    ----------
    item : dict
        The parsed record.
    name : str
        Key of the field.

    Returns
    -------
    dict

    Raises
    ------
    UnusableRecord
        If the field is not an object.

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


def timestamp(item: dict[str, Any], name: str, remarks: list[str]) -> datetime | None:
    """Return a time in UTC; None if it is missing, unknown, or no date, and then with a remark.

    Parameters
    ----------
    item : dict
        The parsed record.
    name : str
        Key of the field.
    remarks : list of str
        Gets a sentence if the field is no date.

    Returns
    -------
    datetime or None

    Raises
    ------
    UnusableRecord
        If the field is not text.

    Examples
    --------
    >>> remarks = []
    >>> timestamp({"published": "2026-01-15T12:00:00+02:00"}, "published", remarks).isoformat()
    '2026-01-15T10:00:00+00:00'
    >>> timestamp({"published": "2026-02-30"}, "published", remarks), remarks
    (None, ['published “2026-02-30” is no date, so it is left empty.'])
    """
    value = item.get(name)
    written = "" if value is None else clean(str(value)).strip()
    moment = parse_moment(written) if isinstance(value, str) else None
    if written and moment is None and not is_unknown(written):
        remarks.append(f"{name} “{shortened(written)}” is no date, so it is left empty.")
    return moment


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
            f"the package {_quoted(part)} has {len(part):,} characters; at most {PART_LENGTH} are read."
        )


def shortened(value: str) -> str:
    """Return at most 40 characters of a value, for messages.

    Parameters
    ----------
    value : str

    Returns
    -------
    str

    Examples
    --------
    >>> len(shortened("x" * 100))
    41
    """
    return f"{value[:40]}…" if len(value) > 40 else value


def _quoted(value: str) -> str:
    return f'"{shortened(value)}"'
