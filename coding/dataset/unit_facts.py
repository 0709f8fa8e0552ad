"""Facts of a unit, as they were when its sample was drawn. They are stored as JSON beside its document.

Those of an advisory have the names of `FACTS`; those of a project, or of a text from a project file, only `project`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from coding.dataset.imported_metadata import Facts, imported_metadata

# Name of a fact → label of its difference. The records and the text are compared as well, and stored elsewhere.
FACTS: Final = {
    "key": "key",
    "identifiers": "identifiers",
    "title": "title",
    "severity": "severity",
    "severity_source": "source of the severity",
    "cvss_score": "CVSS score",
    "cvss_vector": "CVSS vector",
    "cwes": "weaknesses",
    "published": "published",
    "withdrawn": "withdrawn",
    "ecosystem": "ecosystem",
    "package": "package",
    "project": "project",
    "kev": "known to be exploited (KEV)",
    "epss": "EPSS",
    "references": "references",
}
RECORDS: Final = "records"
TEXT: Final = "text"
DIFFERENCES: Final = FACTS | {RECORDS: "source records", TEXT: "text"}
COMPARED: Final = tuple(DIFFERENCES)
# Facts that raters of rounds without classifications do not see.
CLASSIFICATIONS: Final = frozenset({"severity", "severity_source", "cvss_score", "cvss_vector", "cwes", "kev", "epss"})
# Facts whose values are too long for a line: only that they differ is stated.
LONG: Final = frozenset({"references", RECORDS, TEXT})


class FrozenFacts(NamedTuple):
    """What is stored with a unit: its facts, and the source records that they come from."""

    facts: dict[str, Any]
    records: list[dict[str, str]]  # source, identifier, part, sha256, origin, imported_at


class Difference(NamedTuple):
    """A fact that has changed since the sample was drawn; both values are empty if they are too long for a line."""

    fact: str
    before: str
    after: str


def unit_facts(stored: Mapping[str, Any], metadata: Mapping[str, Any] | None) -> Facts:
    """Return the facts of a unit: of its advisory, else of its imported metadata, else the name of its project."""
    project = stored["project"] or {"slug": "", "name": ""}
    if "key" in stored:
        return Facts(
            identifier=stored["key"],
            aliases=tuple(name for name in stored["identifiers"] if name != stored["key"]),
            project=_project_name(project),
            severity=stored["severity"],
            cvss_score=stored["cvss_score"],
            cwes=tuple(stored["cwes"]),
            published=stored["published"][:10],
            values=imported_metadata(metadata).values,
        )
    return (
        imported_metadata(metadata) if metadata else Facts(identifier=project["slug"], project=_project_name(project))
    )


def differences(before: FrozenFacts, after: FrozenFacts) -> list[Difference]:
    """Return the facts that differ, in the order of `DIFFERENCES`.

    Examples
    --------
    >>> drawn = FrozenFacts({"severity": "high", "withdrawn": "", "cwes": ["CWE-79"]}, [])
    >>> differences(drawn, FrozenFacts({"severity": "critical", "withdrawn": "", "cwes": ["CWE-79"]}, []))
    [Difference(fact='severity', before='high', after='critical')]
    """
    changed = [
        Difference(name, _words(name, before.facts.get(name)), _words(name, after.facts.get(name)))
        for name in FACTS
        if _compared(name, before.facts.get(name)) != _compared(name, after.facts.get(name))
    ]
    return [*changed, *([Difference(RECORDS, "", "")] if before.records != after.records else [])]


def _project_name(project: Mapping[str, str]) -> str:
    """Return the name of a project, with what tells it from others of its name when the sample was drawn."""
    return project.get("label") or project["name"]


def _compared(name: str, value: Any) -> Any:
    """Return the part of a fact that is compared. The label of a project is not: it depends on the names of others."""
    return (value["slug"], value["name"]) if name == "project" and value else value


def _words(name: str, value: Any) -> str:
    """Return the value of a fact in words, "" if there is none."""
    if name in LONG or value is None:
        return ""
    if name == "project":
        return _project_name(value)
    if name == "kev":
        return f"since {value['added']}"
    if name == "epss":
        return f"{value['score']} on {value['date'] or 'an unknown day'}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(value)
    return str(value)
