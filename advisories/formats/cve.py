"""CVE JSON 5.x, as the CVE Program publishes it.

https://github.com/CVEProject/cve-schema
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord

NAME = "cve"
METRICS = ("cvssV3_1", "cvssV3_0", "cvssV4_0")


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """A CVE file holds one record; nothing wraps it."""
    return None


def detect(item: dict[str, Any]) -> bool:
    return "cveMetadata" in item or item.get("dataType") == "CVE_RECORD"


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one CVE record: the issuing authority's container first, then what others (ADPs) added.

    A record in the state REJECTED is refused with the reason it gives. The text is the first English
    description; `supportingMedia` repeats it as HTML and is left aside.
    """
    metadata = fields.mapping(item, "cveMetadata")
    identifier = fields.identifier(metadata, "cveId")
    containers = fields.mapping(item, "containers")
    cna = fields.mapping(containers, "cna")
    if fields.text(metadata, "state") == "REJECTED":
        why = " ".join(_english(fields.objects(cna, "rejectedReasons")).split())[:300]
        raise UnusableRecord(f"{identifier} was rejected by the CVE Program: {why or 'no reason given'}")
    title, body = fields.text(cna, "title"), _english(fields.objects(cna, "descriptions"))
    everybody = [cna, *fields.objects(containers, "adp")]
    metrics = [metric for place in everybody for metric in fields.objects(place, "metrics")]
    scores = [fields.mapping(metric, name) for metric in metrics for name in METRICS]
    problems = [
        description
        for place in everybody
        for problem in fields.objects(place, "problemTypes")
        for description in fields.objects(problem, "descriptions")
    ]
    words = [fields.severity(fields.text(score, "baseSeverity")) for score in scores]
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        content=content,
        origin=origin,
        severity=next((word for word in words if word), ""),
        cvss_vectors=fields.vectors(fields.text(score, "vectorString") for score in scores),
        # The identifier is often missing while the description begins with it.
        cwes=fields.cwes(fields.text(each, "cweId") or fields.text(each, "description") for each in problems),
        packages=fields.packages(_package(place) for place in fields.objects(cna, "affected")),
        references=fields.urls(
            fields.text(link, "url") for place in everybody for link in fields.objects(place, "references")
        ),
        published_at=fields.timestamp(metadata, "datePublished"),
        modified_at=fields.timestamp(metadata, "dateUpdated"),
    )


def _english(descriptions: list[dict[str, Any]]) -> str:
    for description in descriptions:
        if fields.text(description, "lang").casefold().startswith("en"):
            return fields.text(description, "value")
    return ""


def _package(affected: dict[str, Any]) -> tuple[str, str]:
    """A product has no ecosystem; its package has a name of its own where the record gives one."""
    return "", fields.text(affected, "packageName") or fields.text(affected, "product")


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """A range for each version entry that is affected.

    `lessThan` is the first version past it. Many records write a whole range into `version` instead. Where
    everything is affected by default, the entries that are not are the fixed ones.
    """
    for place in fields.objects(fields.mapping(fields.mapping(item, "containers"), "cna"), "affected"):
        ecosystem, name = _package(place)
        by_default = fields.text(place, "defaultStatus") == "affected"
        entries = fields.objects(place, "versions")
        for entry in entries:
            start, before, last = (fields.text(entry, key) for key in ("version", "lessThan", "lessThanOrEqual"))
            before, last = before.replace("*", ""), last.replace("*", "")
            if fields.text(entry, "status") == "unaffected":
                if by_default:
                    yield Affected(ecosystem, name, "all versions but those named", start)
            elif before or last or "lessThan" in entry:
                yield Affected(ecosystem, name, fields.between(start, before=before, last=last), before)
            else:
                yield Affected(ecosystem, name, start, fields.range_end(start))
        if not entries:
            yield Affected(ecosystem, name, "all versions" if by_default else "")
