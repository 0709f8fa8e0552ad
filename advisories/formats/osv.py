"""OSV 1.x, as JSON and YAML: GitHub's advisory database, PyPA, the Go vulnerability database, OSV.dev.

https://ossf.github.io/osv-schema/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields
from advisories.records import AdvisoryRecord, Affected

NAME = "osv"
LISTED = 5  # versions that are named one by one where a record gives no range


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """The records of an OSV.dev API answer."""
    return value["vulns"] if isinstance(value.get("vulns"), list) else None


def detect(item: dict[str, Any]) -> bool:
    return "id" in item and not item.keys().isdisjoint({"modified", "schema_version", "affected", "details"})


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one OSV record.

    Only `aliases` name the same flaw; `related` and `upstream` do not. `severity[].score` is a vector. The
    word for severity and the CWE identifiers stand in `database_specific`, whose shape each database
    chooses: what is not in GitHub's shape there is left aside. An ecosystem's suffix ("Debian:12") is
    dropped.
    """
    identifier = fields.identifier(item, "id")
    title, body = fields.text(item, "summary"), fields.text(item, "details")
    affected = fields.objects(item, "affected")
    places = [item, *affected]
    specific = item.get("database_specific")
    specific = specific if isinstance(specific, dict) else {}
    word, cwe_ids = specific.get("severity"), specific.get("cwe_ids")
    named = [fields.mapping(place, "package") for place in affected]
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        content=content,
        origin=origin,
        aliases=fields.aliases(fields.texts(item, "aliases"), own=identifier),
        severity=fields.severity(word) if isinstance(word, str) else "",
        cvss_vectors=fields.vectors(
            fields.text(score, "score") for place in places for score in fields.objects(place, "severity")
        ),
        cwes=fields.cwes(cwe for cwe in cwe_ids if isinstance(cwe, str)) if isinstance(cwe_ids, list) else (),
        packages=fields.packages(
            (fields.text(package, "ecosystem").split(":")[0], fields.text(package, "name")) for package in named
        ),
        references=fields.urls(fields.text(link, "url") for link in fields.objects(item, "references")),
        published_at=fields.timestamp(item, "published"),
        modified_at=fields.timestamp(item, "modified"),
        withdrawn_at=fields.timestamp(item, "withdrawn"),
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """A range for each pair of events. Ranges of commits are left aside: they name no version."""
    for place in fields.objects(item, "affected"):
        package = fields.mapping(place, "package")
        ecosystem, name = fields.text(package, "ecosystem").split(":")[0].strip(), fields.text(package, "name").strip()
        ranges = [each for each in fields.objects(place, "ranges") if fields.text(each, "type") != "GIT"]
        for each in ranges:
            for versions, fixed in _pairs(fields.objects(each, "events")):
                yield Affected(ecosystem, name, versions, fixed)
        if not ranges:
            listed = fields.texts(place, "versions")
            more = f" and {len(listed) - LISTED} more" if len(listed) > LISTED else ""
            yield Affected(ecosystem, name, ", ".join(listed[:LISTED]) + more)


def _pairs(events: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Range and fixed version for each `introduced` with the event that ends it."""
    start: str | None = None
    for event in events:
        introduced, fixed, last = (fields.text(event, name) for name in ("introduced", "fixed", "last_affected"))
        if introduced:
            if start is not None:
                yield fields.between(start), ""
            start = introduced
        elif fixed or last:
            yield fields.between(start or "", before=fixed, last=last), fixed
            start = None
    if start is not None:
        yield fields.between(start), ""
