"""OSV 1.x, as JSON and YAML: GitHub's advisory database, PyPA, the Go vulnerability database, OSV.dev.

https://ossf.github.io/osv-schema/
"""

from __future__ import annotations

from typing import Any

from advisories.importers import fields
from advisories.records import AdvisoryRecord

NAME = "osv"


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
        references=fields.addresses(fields.text(link, "url") for link in fields.objects(item, "references")),
        published_at=fields.moment(item, "published"),
        modified_at=fields.moment(item, "modified"),
        withdrawn_at=fields.moment(item, "withdrawn"),
    )
