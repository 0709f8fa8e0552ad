"""Typed access to the fields of a record. A wrong type raises UnusableRecord that names the field."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from advisories.formats.dates import is_unknown, parse_moment
from advisories.records.identifiers import names_nothing, normalise_identifier
from advisories.records.item import UnusableRecord
from advisories.text.reading import clean

IDENTIFIER_LENGTH: Final = 120  # characters
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
            f"the identifier {quoted(value)} has {len(value):,} characters. Use one of at most {IDENTIFIER_LENGTH}."
        )
    if not IDENTIFIER.fullmatch(value):
        raise UnusableRecord(f'"{name}" is not an identifier: {quoted(value)}.')
    if names_nothing(value):
        raise UnusableRecord(
            f"“{shortened(value)}” names no vulnerability. Every record needs an identifier of its own."
        )
    return normalise_identifier(value)


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


def quoted(value: str) -> str:
    return f'"{shortened(value)}"'
