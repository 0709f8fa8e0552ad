"""NVD feeds 1.1, which were replaced in 2023 but are in most archived replication packages.

https://nvd.nist.gov/vuln/data-feeds
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.formats.cve_program import description, rejected
from advisories.formats.nvd import product, version_range
from advisories.records import AdvisoryRecord, Affected
from advisories.records.severity import cvss_entry

NAME = "nvd_feed"
DEEPEST = 10  # levels of nested configurations


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """Return the records of a feed; None for other values.

    Examples
    --------
    >>> unwrap({"CVE_Items": [{"cve": {}}]})
    [{'cve': {}}]
    """
    return value["CVE_Items"] if isinstance(value.get("CVE_Items"), list) else None


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of an entry of a feed 1.1.

    Examples
    --------
    >>> detect({"cve": {"CVE_data_meta": {"ID": "CVE-2019-0001"}}}), detect({"CVE_data_meta": {}})
    (True, False)
    """
    return isinstance(item.get("cve"), dict) and "CVE_data_meta" in item["cve"]


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one entry of a feed.

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

    Raises
    ------
    UnusableRecord
        If the identifier is missing or a field has the wrong type.

    Examples
    --------
    >>> text = {"description_data": [{"lang": "en", "value": "A crash."}]}
    >>> record({"cve": {"CVE_data_meta": {"ID": "CVE-2019-0001"}, "description": text}}, "", "a.json").body
    'A crash.'
    """
    remarks: list[str] = []
    cve = fields.mapping(item, "cve")
    identifier = fields.identifier(fields.mapping(cve, "CVE_data_meta"), "ID")
    body = description(fields.objects(fields.mapping(cve, "description"), "description_data"), remarks)
    if body.startswith("** REJECT **"):
        return rejected(NAME, identifier, body, content, origin, fields.timestamp(item, "lastModifiedDate", remarks))
    impact = fields.mapping(item, "impact")
    v3, v2 = fields.mapping(impact, "baseMetricV3"), fields.mapping(impact, "baseMetricV2")
    ratings = [
        (fields.mapping(v3, "cvssV3"), "CVSS_V3", ""),
        (fields.mapping(v2, "cvssV2"), "CVSS_V2", fields.text(v2, "severity")),
    ]
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title="",
        body=body,
        markup="plain",
        content=content,
        origin=origin,
        cvss=record_facts.cvss(
            cvss_entry(
                label,
                fields.text(rating, "vectorString"),
                rating.get("baseScore"),
                fields.text(rating, "baseSeverity") or word,
            )
            for rating, label, word in ratings
        ),
        cwes=record_facts.cwes(
            fields.text(each, "value")
            for problem in fields.objects(fields.mapping(cve, "problemtype"), "problemtype_data")
            for each in fields.objects(problem, "description")
        ),
        packages=record_facts.packages(("", product(match)) for match in _matches(item)),
        references=record_facts.urls(
            fields.text(link, "url") for link in fields.objects(fields.mapping(cve, "references"), "reference_data")
        ),
        published_at=fields.timestamp(item, "publishedDate", remarks),
        modified_at=fields.timestamp(item, "lastModifiedDate", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per vulnerable product of the configurations.

    Yields
    ------
    Affected

    Examples
    --------
    >>> match = {"vulnerable": True, "cpe23Uri": "cpe:2.3:a:acme:demo:1.0:*"}
    >>> list(affected({"configurations": {"nodes": [{"children": [{"cpe_match": [match]}]}]}}))
    [Affected(ecosystem='', package='acme/demo', versions='1.0', fixed='')]
    """
    for match in _matches(item):
        yield version_range(match, product(match))


def _matches(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    nodes = [(node, 1) for node in fields.objects(fields.mapping(item, "configurations"), "nodes")]
    while nodes:
        node, depth = nodes.pop(0)
        yield from (match for match in fields.objects(node, "cpe_match") if match.get("vulnerable") is True)
        if depth < DEEPEST:
            nodes += [(child, depth + 1) for child in fields.objects(node, "children")]
