"""Snyk: one issue, or the result of `snyk test`.

https://docs.snyk.io/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord
from advisories.records.severity import cvss_entry, severity_word

NAME = "snyk"
ECOSYSTEMS = {
    "pip": "PyPI",
    "poetry": "PyPI",
    "npm": "npm",
    "yarn": "npm",
    "maven": "Maven",
    "gradle": "Maven",
    "golangmodules": "Go",
    "golang": "Go",
    "rubygems": "RubyGems",
    "composer": "Packagist",
    "nuget": "NuGet",
    "cargo": "crates.io",
    "hex": "Hex",
    "cocoapods": "CocoaPods",
    "swift": "SwiftURL",
    "pub": "Pub",
}


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """Return the issues of a result, each once; None for other values.

    Examples
    --------
    >>> issue = {"id": "SNYK-JS-DEMO-1", "packageManager": "npm"}
    >>> unwrap({"vulnerabilities": [issue, issue]})
    [{'id': 'SNYK-JS-DEMO-1', 'packageManager': 'npm'}]
    """
    issues = value.get("vulnerabilities")
    if (
        not isinstance(issues, list)
        or not issues
        or not all(isinstance(each, dict) and detect(each) for each in issues)
    ):
        return None
    return list({str(each.get("id")): each for each in reversed(issues)}.values())[::-1]  # one per path


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of a Snyk issue.

    Examples
    --------
    >>> detect({"id": "SNYK-JS-DEMO-1", "identifiers": {}}), detect({"id": "A-1", "identifiers": {}})
    (True, False)
    """
    named = str(item.get("id", "")).startswith(("SNYK-", "npm:", "snyk:lic:"))
    return named and bool({"packageManager", "identifiers"} & item.keys())


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one issue.

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
        If the issue is about a licence, the identifier is missing or a field has the wrong type.

    Examples
    --------
    >>> item = {"id": "SNYK-JS-DEMO-1", "identifiers": {"CVE": ["CVE-2026-0001"]}, "title": "A crash"}
    >>> record(item, "", "a.json").aliases
    ('CVE-2026-0001',)
    """
    remarks: list[str] = []
    identifier = fields.identifier(item, "id")
    if fields.text(item, "type") == "license" or identifier.startswith("snyk:lic:"):
        raise UnusableRecord("this is a licence finding, no vulnerability.")
    identifiers = fields.mapping(item, "identifiers")
    named = [each for name in ("CVE", "GHSA") for each in fields.texts(identifiers, name, remarks)]
    word = fields.text(item, "severityWithCritical") or fields.text(item, "severity")
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=fields.text(item, "title"),
        body=fields.text(item, "description"),
        content=content,
        origin=origin,
        aliases=record_facts.aliases(named, own=identifier, remarks=remarks),
        severity=severity_word(word),
        cvss=record_facts.cvss(
            [cvss_entry("", _vector(item, "CVSSv3"), item.get("cvssScore")), cvss_entry("", _vector(item, "CVSSv4"))]
        ),
        cwes=record_facts.cwes(fields.texts(identifiers, "CWE", remarks)),
        packages=record_facts.packages([_package(item)]),
        references=record_facts.urls(fields.text(link, "url") for link in fields.objects(item, "references")),
        published_at=fields.timestamp(item, "publicationTime", remarks),
        modified_at=fields.timestamp(item, "modificationTime", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per entry of `semver.vulnerable`.

    Yields
    ------
    Affected

    Examples
    --------
    >>> item = {"packageManager": "npm", "packageName": "demo", "semver": {"vulnerable": ["<1.2"]}}
    >>> list(affected(item))
    [Affected(ecosystem='npm', package='demo', versions='<1.2', fixed='1.2')]
    """
    ecosystem, package = _package(item)
    semver = item.get("semver")
    ranges = semver.get("vulnerable") if isinstance(semver, dict) else None
    listed = [ranges] if isinstance(ranges, str) else ranges
    for versions in listed if isinstance(listed, list) else []:
        if isinstance(versions, str):
            yield Affected(ecosystem, package, versions, record_facts.range_end(versions))


def _vector(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _package(item: dict[str, Any]) -> tuple[str, str]:
    manager = fields.text(item, "packageManager")
    return ECOSYSTEMS.get(manager, manager), fields.text(item, "packageName") or fields.text(item, "moduleName")
