"""Strict JSON and YAML: text -> mappings, lists and scalars.

Files are untrusted. Duplicate keys, NaN, lone surrogates, YAML aliases and YAML tags are rejected.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from math import isfinite
from typing import Any, Final, NoReturn

import yaml

from advisories.records.item import UnusableRecord

DEPTH_LIMIT: Final = 100  # levels; Python's own limit for JSON depends on the caller, so a stored record could break it
DIGITS: Final = 1_000  # of an integer; Python refuses to write one of more than 4,300 in decimal
SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
# The possessive "*+" keeps no positions to return to, which need a hundred times the memory of the text.
YAML_START: Final = re.compile(r"(?:[^\S\n]*(?:#[^\n]*|---[^\n]*)?\n)*+[A-Za-z_][\w-]*\s*:(?:\s|$)")


def read_value(text: str) -> Any:
    """Return the value of JSON or YAML text.

    Parameters
    ----------
    text : str
        The contents of a file.

    Returns
    -------
    dict, list, str, int, float, bool or None

    Raises
    ------
    UnusableRecord
        If the text is neither, or breaks the rules of its notation.

    Examples
    --------
    >>> read_value('id: GO-2026-0001')
    {'id': 'GO-2026-0001'}
    """
    start = text.lstrip()[:1]
    if not start:
        raise UnusableRecord("the file is empty.")
    if start in "{[":
        return parse_json(text)
    if start == "<":
        raise UnusableRecord(
            "this is HTML or XML, not an advisory. Download the file itself, not the page that shows it."
        )
    if YAML_START.match(text):
        return parse_yaml(text)
    raise UnusableRecord("this is neither JSON, YAML nor a CSV table. Convert it to one of them.")


def is_json_or_yaml(text: str) -> bool:
    """Return whether the text begins like JSON, YAML, HTML or XML rather than like a table.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_json_or_yaml("id: A-1"), is_json_or_yaml("id,text")
    (True, False)
    """
    return text.lstrip()[:1] in "{[<" or YAML_START.match(text) is not None


def parse_json(text: str) -> Any:
    """Parse JSON.

    Parameters
    ----------
    text : str

    Returns
    -------
    dict, list, str, int, float, bool or None

    Raises
    ------
    UnusableRecord
        If the text is broken, or has duplicate keys, NaN, infinity, lone surrogates or deep nesting.

    References
    ----------
    RFC 8259, https://www.rfc-editor.org/rfc/rfc8259

    Examples
    --------
    >>> parse_json('{"id": "A-1"}')
    {'id': 'A-1'}
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        raise UnusableRecord(
            f"the JSON is cut off or broken at line {error.lineno}, column {error.colno}: "
            f"{error.msg.removesuffix(' starting at')}."
        ) from None
    except RecursionError:
        raise UnusableRecord("the JSON is nested too deeply.") from None
    except ValueError as error:  # an integer of more digits than Python converts
        raise UnusableRecord(f"the JSON cannot be read: {error}.") from None
    if text.count("[") + text.count("{") > DEPTH_LIMIT:
        _refuse_deep_nesting(value)
    if SURROGATE.search(text):
        _refuse_lone_surrogates(value)
    return value


def parse_yaml(text: str) -> Any:
    """Parse one YAML document of mappings, lists and scalars. Dates remain text.

    Parameters
    ----------
    text : str

    Returns
    -------
    dict, list, str, int, float, bool or None

    References
    ----------
    YAML 1.1, https://yaml.org/spec/1.1/

    Raises
    ------
    UnusableRecord
        For aliases, tags, a second document, keys that are not text, and deep nesting.

    Examples
    --------
    >>> parse_yaml("modified: 2026-01-15")
    {'modified': '2026-01-15'}
    """
    loader = yaml.CSafeLoader(text)
    try:
        return _document(loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise UnusableRecord(f"the YAML is cut off or broken{position}: {error.problem or error.context}.") from None
    except yaml.YAMLError as error:
        raise UnusableRecord(f"the YAML cannot be read: {str(error).splitlines()[0]}.") from None
    finally:
        loader.dispose()


def as_json(value: object) -> str:
    """Return a record as JSON text, the form in which a record from a list is stored.

    Parameters
    ----------
    value : object
        A value that JSON can express.

    Returns
    -------
    str

    Examples
    --------
    >>> as_json({"id": "A-1"})
    '{"id":"A-1"}'
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        (name, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise UnusableRecord(f'the key "{name[:60]}" occurs twice in one object.')
    return mapping


def _no_constant(name: str) -> NoReturn:
    raise UnusableRecord(f"the JSON contains {name}, which is not a JSON number.")


def _finite(text: str) -> float:
    """Return a finite float. An infinite one could not be stored as JSON."""
    value = float(text)
    if not isfinite(value):
        raise UnusableRecord(f"the number {text[:30]} is too large.")
    return value


def _refuse_deep_nesting(value: Any) -> None:
    level = [value]
    for _ in range(DEPTH_LIMIT):
        children = (each.values() if isinstance(each, dict) else each for each in level)
        level = [child for each in children for child in each if child and isinstance(child, (dict, list))]
        if not level:
            return
    raise UnusableRecord("the JSON is nested too deeply.")


def _refuse_lone_surrogates(value: Any) -> None:
    try:
        as_json(value).encode()
    except UnicodeEncodeError:
        raise UnusableRecord(
            "the JSON contains half a surrogate pair (like \\ud800), which is not a character."
        ) from None


def _document(loader: Any) -> Any:
    """Build a document from parser events. Composing nodes is recursive in C and crashes on deep nesting."""
    open_values: list[list[Any]] = [[]]
    while loader.check_event():
        event = loader.get_event()
        position = f"line {event.start_mark.line + 1}"
        if isinstance(event, yaml.AliasEvent):
            raise UnusableRecord(f"{position}: a YAML alias (*{event.anchor}) is not accepted.")
        if getattr(event, "tag", None) is not None:
            raise UnusableRecord(f"{position}: the YAML tag {event.tag} is not accepted.")
        if isinstance(event, yaml.DocumentStartEvent) and open_values[0]:
            raise UnusableRecord(f"{position}: a second YAML document begins. Put each document into its own file.")
        if isinstance(event, yaml.ScalarEvent):
            kind = loader.resolve(yaml.ScalarNode, event.value, event.implicit) if event.implicit[0] else "str"
            open_values[-1].append(_scalar(kind.removeprefix("tag:yaml.org,2002:"), event.value, position))
        elif isinstance(event, yaml.CollectionStartEvent):
            open_values.append([])
            if len(open_values) > DEPTH_LIMIT:
                raise UnusableRecord("the YAML is nested too deeply.")
        elif isinstance(event, yaml.CollectionEndEvent):
            values = open_values.pop()
            if isinstance(event, yaml.MappingEndEvent):
                open_values[-1].append(_mapping(values, position))
            else:
                open_values[-1].append(values)
    return open_values[0][0] if open_values[0] else None


def _mapping(flat: list[Any], position: str) -> dict[str, Any]:
    """Return a mapping from alternating keys and values. Keys that are numbers, such as versions, become text."""
    if any(isinstance(key, bool) or not isinstance(key, str | int | float) for key in flat[::2]):
        raise UnusableRecord(f"a key of the YAML mapping that ends at {position} is not text.")
    return _without_duplicates(list(zip(map(str, flat[::2]), flat[1::2], strict=True)))


def _scalar(kind: str, value: str, position: str) -> Any:
    """Return the value of a scalar of a YAML 1.1 type."""
    match kind:
        case "str" | "timestamp" | "value":
            return value
        case "null":
            return None
        case "bool":
            return value.casefold() in {"yes", "true", "on", "y"}
        case "float" if value.lstrip("+-").casefold() in {".nan", ".inf"}:
            raise UnusableRecord(f"{position}: the number {value} is not accepted.")
        case "int" if len(value) > DIGITS:
            raise UnusableRecord(f"{position}: the number {value[:30]}… is too large.")
        case "int" | "float":
            try:
                return _finite(value.replace("_", "")) if kind == "float" else int(value.replace("_", ""), 0)
            except ValueError:
                return value  # 1:30, 0o17 and similar values are numbers in YAML 1.1 only
    raise UnusableRecord(f"{position}: the YAML {kind} ({value}) is not accepted.")
