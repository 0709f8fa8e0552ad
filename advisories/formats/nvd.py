"""NVD: answers of the API 2.0, feeds 2.0 and single CVEs; feeds 1.1 are in `nvd_feed`.

https://nvd.nist.gov/developers/vulnerabilities
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.formats.cve_program import description, rejected
from advisories.records import AdvisoryRecord, Affected
from advisories.records.projects import product_name
from advisories.records.severity import CvssEntry, cvss_entry

NAME = "nvd"
METRICS = ("cvssMetricV31", "cvssMetricV30", "cvssMetricV40", "cvssMetricV2")


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """Return the records of an answer or a feed; None for other values.

    Examples
    --------
    >>> unwrap({"vulnerabilities": [{"cve": {"id": "CVE-2026-0001", "descriptions": []}}]})
    [{'id': 'CVE-2026-0001', 'descriptions': []}]
    """
    items = value.get("vulnerabilities")
    if not isinstance(items, list):
        return None
    records = [item.get("cve") for item in items if isinstance(item, dict)]
    if not records or len(records) != len(items):
        return [] if {"resultsPerPage", "format"} & value.keys() and not items else None
    return records if all(isinstance(record, dict) and "descriptions" in record for record in records) else None


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of a CVE of the NVD API 2.0.

    Examples
    --------
    >>> detect({"id": "CVE-2026-0001", "vulnStatus": "Analyzed", "descriptions": []}), detect({"id": "A-1"})
    (True, False)
    """
    return "descriptions" in item and str(item.get("id", "")).upper().startswith("CVE-")


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one CVE of the NVD.

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
        The text is the first English description, else the first one, with a remark. Of several ratings of one CVSS
        version, NVD's own ("Primary") precedes the others. Packages are the vulnerable products of the
        configurations, as "vendor/product".

    Raises
    ------
    UnusableRecord
        If the identifier is missing or a field has the wrong type.

    References
    ----------
    NVD vulnerability API 2.0, https://nvd.nist.gov/developers/vulnerabilities

    Examples
    --------
    >>> item = {"id": "CVE-2026-0001", "descriptions": [{"lang": "en", "value": "A crash."}]}
    >>> record(item, "", "a.json").body
    'A crash.'
    """
    remarks: list[str] = []
    identifier = fields.identifier(item, "id")
    body = description(fields.objects(item, "descriptions"), remarks)
    if fields.text(item, "vulnStatus").casefold() == "rejected":
        return rejected(NAME, identifier, body, content, origin, fields.timestamp(item, "lastModified", remarks))
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title="",
        body=body,
        markup="plain",
        content=content,
        origin=origin,
        cvss=record_facts.cvss(_ratings(fields.mapping(item, "metrics"))),
        cwes=record_facts.cwes(
            fields.text(each, "value")
            for weakness in fields.objects(item, "weaknesses")
            for each in fields.objects(weakness, "description")
        ),
        packages=record_facts.packages(("", product(match)) for match in _matches(item)),
        references=record_facts.urls(fields.text(link, "url") for link in fields.objects(item, "references")),
        published_at=fields.timestamp(item, "published", remarks),
        modified_at=fields.timestamp(item, "lastModified", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per vulnerable product of the configurations.

    Yields
    ------
    Affected

    Raises
    ------
    UnusableRecord
        If a field has the wrong type.

    Examples
    --------
    >>> match = {"vulnerable": True, "criteria": "cpe:2.3:a:acme:demo:*:*", "versionEndExcluding": "2.0"}
    >>> list(affected({"configurations": [{"nodes": [{"cpeMatch": [match]}]}]}))
    [Affected(ecosystem='', package='acme/demo', versions='< 2.0', fixed='2.0')]
    """
    for match in _matches(item):
        yield version_range(match, product(match))


def version_range(match: dict[str, Any], package: str) -> Affected:
    """Return the range of versions of one CPE match."""
    names = ("versionStartIncluding", "versionStartExcluding", "versionEndExcluding", "versionEndIncluding")
    start, after, before, last = (fields.text(match, name) for name in names)
    low = f"> {after}" if after else f">= {start}" if start else ""
    high = f"< {before}" if before else f"<= {last}" if last else ""
    if not low and not high:
        parts = split_cpe(cpe(match))
        version = parts[5] if len(parts) > 5 else ""
        return Affected("", package, "" if version in {"", "*", "-"} else version)
    return Affected("", package, ", ".join(filter(None, (low, high))), before)


def product(match: dict[str, Any]) -> str:
    """Return "vendor/product" of a CPE match; "" if it is not CPE 2.3 or names no product.

    Examples
    --------
    >>> product({"criteria": "cpe:2.3:a:acme:road\\\\-runner:1.0:*"})
    'acme/road-runner'
    """
    parts = split_cpe(cpe(match))
    return product_name(*parts[3:5]) if len(parts) > 4 else ""


def cpe(match: dict[str, Any]) -> str:
    """Return the CPE name of a match, of the API 2.0 or of a feed 1.1."""
    return fields.text(match, "criteria") or fields.text(match, "cpe23Uri")


def split_cpe(name: str) -> list[str]:
    """Return the parts of a CPE 2.3 name, without escapes."""
    parts = re.split(r"(?<!\\):", name)
    return [re.sub(r"\\(.)", r"\1", part) for part in parts] if name.startswith("cpe:2.3:") else []


def _ratings(metrics: dict[str, Any]) -> Iterator[CvssEntry | None]:
    for name in METRICS:
        ratings = fields.objects(metrics, name)
        for rating in sorted(ratings, key=lambda each: fields.text(each, "type") != "Primary"):
            data = fields.mapping(rating, "cvssData")
            word = fields.text(data, "baseSeverity") or fields.text(rating, "baseSeverity")  # v2 has it outside
            yield cvss_entry(name[-3:], fields.text(data, "vectorString"), data.get("baseScore"), word)


def _matches(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the vulnerable products; a platform is not one."""
    for configuration in fields.objects(item, "configurations"):
        for node in fields.objects(configuration, "nodes"):
            for match in fields.objects(node, "cpeMatch"):
                if match.get("vulnerable") is True:
                    yield match
