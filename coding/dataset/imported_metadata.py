"""Imported metadata: the name and the variables of a unit that came from a project file.

A value is stored as in the file. Values of the variables that our own project files have are facts of the unit, like
those of an advisory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from advisories.records.severity import severity_word

SEVERITY, SCORE, PROJECT, PUBLISHED, ALIASES, CWES = "severity", "cvss_score", "project", "published", "aliases", "cwes"
# The variables of every project file that we write, with the types of REFI-QDA.
VARIABLES: Final = {SEVERITY: "Text", SCORE: "Float", PROJECT: "Text", PUBLISHED: "Text", ALIASES: "Text", CWES: "Text"}
_CWE: Final = re.compile(r"CWE-[1-9]\d{0,5}")


class Value(NamedTuple):
    """The value of a variable for a unit; `kind` is Text, Boolean, Integer, Float, Date or DateTime, as in REFI-QDA."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of a unit; `values` are those of all other variables."""

    identifier: str = ""
    aliases: tuple[str, ...] = ()
    project: str = ""
    severity: str = ""  # critical, high, moderate, low, or "" where it is unknown
    cvss_score: float | None = None
    cwes: tuple[str, ...] = ()
    published: str = ""  # ISO date, or ""
    values: tuple[Value, ...] = ()


def metadata_json(name: str, values: Iterable[Value]) -> dict[str, Any]:
    """Return the imported metadata of a unit as the JSON that is stored with it."""
    return {"name": name, "values": [list(value) for value in values]}


def imported_metadata(stored: Mapping[str, Any] | None) -> Facts:
    """Return the facts in JSON of `metadata_json`; no facts if it is None."""
    if stored is None:
        return Facts()
    facts: dict[str, Any] = {}
    others = []
    for value in (Value(*row) for row in stored["values"]):
        name = value.name.casefold()
        fact = _fact(name, value.text.strip()) if name in VARIABLES and name not in facts else None
        if fact is not None and fact not in ("", ()):
            facts[name] = fact
        else:
            others.append(value)
    return Facts(identifier=stored["name"], values=tuple(others), **facts)


def _fact(name: str, text: str) -> Any:
    """Return the text as a fact of that name; None or empty if it is not valid."""
    words = tuple(word for part in text.split(";") if (word := part.strip()))
    if name == SEVERITY:
        return severity_word(text)
    if name == SCORE:
        return float(text) if re.fullmatch(r"\d(\.\d+)?|10(\.0+)?", text) else None
    if name == PUBLISHED:
        return _day(text)
    if name == CWES:
        return words if all(map(_CWE.fullmatch, words)) else ()
    return words if name == ALIASES else text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
