"""CVE JSON 5, the format of the CVE Program.

https://github.com/CVEProject/cve-schema
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.formats.cve_program import description, rejected
from advisories.records import AdvisoryRecord, Affected
from advisories.records.identifiers import GHSA, is_no_name, normalise_identifier
from advisories.records.projects import product_name
from advisories.records.severity import cvss_entry, severity_word

NAME = "cve"
METRICS = ("cvssV3_1", "cvssV3_0", "cvssV4_0", "cvssV2_0")


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of CVE JSON 5.

    Examples
    --------
    >>> detect({"dataType": "CVE_RECORD"}), detect({"id": "A-1"})
    (True, False)
    """
    return "cveMetadata" in item or item.get("dataType") == "CVE_RECORD"


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one CVE record.

    Parameters
    ----------
    item : dict
        The parsed record.
    content : str
        Its text, stored unchanged.
    origin : str
        Its origin, as shown in reports.

    Returns
    -------
    AdvisoryRecord
        Facts come from the container of the issuing authority (CNA), then from those of others (ADPs). The text is
        the first English description; `supportingMedia`, which repeats it as HTML, is ignored.

    Raises
    ------
    UnusableRecord
        If the identifier is missing or a field has the wrong type.

    References
    ----------
    CVE Record Format 5, https://github.com/CVEProject/cve-schema

    Examples
    --------
    >>> cna = {"descriptions": [{"lang": "en", "value": "A crash."}]}
    >>> item = {"cveMetadata": {"cveId": "CVE-2026-0001"}, "containers": {"cna": cna}}
    >>> record(item, "", "a.json").body
    'A crash.'
    """
    remarks: list[str] = []
    metadata = fields.mapping(item, "cveMetadata")
    identifier = fields.identifier(metadata, "cveId")
    containers = fields.mapping(item, "containers")
    cna = fields.mapping(containers, "cna")
    if fields.text(metadata, "state") == "REJECTED":
        return rejected(
            NAME,
            identifier,
            description(fields.objects(cna, "rejectedReasons"), remarks),
            content,
            origin,
            fields.timestamp(metadata, "dateRejected", remarks) or fields.timestamp(metadata, "dateUpdated", remarks),
        )
    title, body = fields.text(cna, "title"), description(fields.objects(cna, "descriptions"), remarks)
    parts = [cna, *fields.objects(containers, "adp")]
    metrics = [metric for part in parts for metric in fields.objects(part, "metrics")]
    scores = [(name, fields.mapping(metric, name)) for metric in metrics for name in METRICS]
    problems = [
        description
        for part in parts
        for problem in fields.objects(part, "problemTypes")
        for description in fields.objects(problem, "descriptions")
    ]
    others = [fields.mapping(fields.mapping(metric, "other"), "content").get("text") for metric in metrics]
    words = [severity_word(word) for word in others if isinstance(word, str)]
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        content=content,
        origin=origin,
        markup="plain",
        severity=next((word for word in words if word), ""),
        cvss=record_facts.cvss(
            cvss_entry(
                name,
                fields.text(score, "vectorString"),
                score.get("baseScore") if score else None,
                fields.text(score, "baseSeverity"),
            )
            for name, score in scores
        ),
        # `cweId` is often missing while the description begins with it.
        cwes=record_facts.cwes(fields.text(each, "cweId") or fields.text(each, "description") for each in problems),
        packages=record_facts.packages(_package(part) for part in fields.objects(cna, "affected")),
        references=record_facts.urls(
            fields.text(link, "url") for part in parts for link in fields.objects(part, "references")
        ),
        aliases=record_facts.aliases(_advisories(cna), own=identifier, remarks=remarks),
        published_at=fields.timestamp(metadata, "datePublished", remarks),
        modified_at=fields.timestamp(metadata, "dateUpdated", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def _advisories(cna: dict[str, Any]) -> list[str]:
    """Return the identifier of the issuing authority's own advisory, if it is GitHub's."""
    advisory = fields.mapping(cna, "source").get("advisory")
    return [advisory] if isinstance(advisory, str) and GHSA.fullmatch(normalise_identifier(advisory)) else []


def _package(affected: dict[str, Any]) -> tuple[str, str]:
    """Return ecosystem and package, "vendor/product" without an ecosystem; `packageName` precedes both."""
    vendor, product = (fields.text(affected, name).strip() for name in ("vendor", "product"))
    package = fields.text(affected, "packageName").strip()
    return "", product_name(vendor, product) if is_no_name(package) else package


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per affected version entry.

    Yields
    ------
    Affected
        `lessThan` is the first version after the range. Many records write the whole range into `version` instead.
        If versions are affected by default, the unaffected entries are the fixed ones.

    Raises
    ------
    UnusableRecord
        If a field has the wrong type.

    Examples
    --------
    >>> product = {"product": "demo", "versions": [{"version": "2.0", "lessThan": "2.4", "status": "affected"}]}
    >>> list(affected({"containers": {"cna": {"affected": [product]}}}))
    [Affected(ecosystem='', package='demo', versions='>= 2.0, < 2.4', fixed='2.4')]
    """
    for product in fields.objects(fields.mapping(fields.mapping(item, "containers"), "cna"), "affected"):
        ecosystem, name = _package(product)
        by_default = fields.text(product, "defaultStatus") == "affected"
        entries = fields.objects(product, "versions")
        for entry in entries:
            start, before, last = (fields.text(entry, key) for key in ("version", "lessThan", "lessThanOrEqual"))
            before, last = before.replace("*", ""), last.replace("*", "")
            if fields.text(entry, "status") == "unaffected":
                if by_default:
                    yield Affected(ecosystem, name, "all versions but those named", start)
            elif before or last or "lessThan" in entry:
                yield Affected(ecosystem, name, record_facts.between(start, before=before, last=last), before)
            else:
                yield Affected(ecosystem, name, start, record_facts.range_end(start))
        if not entries:
            yield Affected(ecosystem, name, "all versions" if by_default else "")
