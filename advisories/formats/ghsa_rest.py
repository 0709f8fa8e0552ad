"""GitHub's REST API: global advisories, repository advisories and the `security_advisory` webhook.

https://docs.github.com/en/rest/security-advisories
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord
from advisories.records.severity import cvss_entry, severity_word

NAME = "ghsa_rest"
# GitHub's names differ from OSV's. The corpus uses OSV's.
ECOSYSTEMS = {
    "rubygems": "RubyGems",
    "npm": "npm",
    "pip": "PyPI",
    "maven": "Maven",
    "nuget": "NuGet",
    "composer": "Packagist",
    "go": "Go",
    "rust": "crates.io",
    "erlang": "Hex",
    "actions": "GitHub Actions",
    "pub": "Pub",
    "swift": "SwiftURL",
}


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """Return the advisory in the payload of a webhook; None for other values.

    Examples
    --------
    >>> unwrap({"action": "published", "security_advisory": {"ghsa_id": "GHSA-aaaa-bbbb-cccc"}})
    [{'ghsa_id': 'GHSA-aaaa-bbbb-cccc'}]
    """
    return [value["security_advisory"]] if isinstance(value.get("security_advisory"), dict) else None


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of an advisory of the REST API.

    Examples
    --------
    >>> detect({"ghsa_id": "GHSA-aaaa-bbbb-cccc"}), detect({"ghsaId": "GHSA-aaaa-bbbb-cccc"})
    (True, False)
    """
    return "ghsa_id" in item


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one advisory. Nearly every field may be null.

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
        References are URLs or objects with a URL.

    Raises
    ------
    UnusableRecord
        If the identifier is missing, a field has the wrong type, or the advisory is a draft or closed, and therefore
        confidential.

    References
    ----------
    GitHub REST API, https://docs.github.com/en/rest/security-advisories

    Examples
    --------
    >>> item = {"ghsa_id": "GHSA-aaaa-bbbb-cccc", "cve_id": "CVE-2026-0001", "summary": "A crash"}
    >>> record(item, "", "a.json").aliases
    ('CVE-2026-0001',)
    """
    identifier = fields.identifier(item, "ghsa_id")
    state = fields.text(item, "state")
    if state not in {"", "published"}:
        raise UnusableRecord(f'its state is "{state}". Only published advisories are imported.')
    title, body = fields.text(item, "summary"), fields.text(item, "description")
    severities = fields.mapping(item, "cvss_severities")
    scores = [
        ("CVSS_V3", fields.mapping(severities, "cvss_v3")),
        ("CVSS_V4", fields.mapping(severities, "cvss_v4")),
        ("CVSS_V3", fields.mapping(item, "cvss")),
    ]
    named = [fields.mapping(vulnerability, "package") for vulnerability in fields.objects(item, "vulnerabilities")]
    others = [fields.text(entry, "value") for entry in fields.objects(item, "identifiers")]
    remarks: list[str] = []
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        content=content,
        origin=origin,
        aliases=record_facts.aliases([fields.text(item, "cve_id"), *others], own=identifier, remarks=remarks),
        severity=severity_word(fields.text(item, "severity")),
        cvss=record_facts.cvss(
            cvss_entry(label, fields.text(score, "vector_string"), score.get("score")) for label, score in scores
        ),
        cwes=record_facts.cwes(fields.text(cwe, "cwe_id") for cwe in fields.objects(item, "cwes")),
        packages=record_facts.packages(
            (ecosystem(fields.text(package, "ecosystem")), fields.text(package, "name")) for package in named
        ),
        references=record_facts.urls(_address(link) for link in fields.sequence(item, "references")),
        published_at=fields.timestamp(item, "published_at", remarks),
        modified_at=fields.timestamp(item, "updated_at", remarks),
        withdrawn_at=fields.timestamp(item, "withdrawn_at", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per vulnerability.

    Yields
    ------
    Affected
        The fixed version is text in a global advisory, an object in a webhook, and `patched_versions` in a
        repository advisory.

    Raises
    ------
    UnusableRecord
        If a field has the wrong type.

    Examples
    --------
    >>> vulnerability = {"package": {"ecosystem": "pip", "name": "demo"}, "first_patched_version": "2"}
    >>> list(affected({"vulnerabilities": [vulnerability]}))
    [Affected(ecosystem='PyPI', package='demo', versions='', fixed='2')]
    """
    for vulnerability in fields.objects(item, "vulnerabilities"):
        package = fields.mapping(vulnerability, "package")
        first = vulnerability.get("first_patched_version")
        fixed = (
            fields.text(first, "identifier")
            if isinstance(first, dict)
            else fields.text(vulnerability, "first_patched_version")
        )
        yield Affected(
            ecosystem(fields.text(package, "ecosystem").strip()),
            fields.text(package, "name").strip(),
            fields.text(vulnerability, "vulnerable_version_range"),
            fixed or fields.text(vulnerability, "patched_versions"),
        )


def ecosystem(name: str) -> str:
    """Return OSV's name of one of GitHub's ecosystems; other names are unchanged.

    Examples
    --------
    >>> ecosystem("PIP"), ecosystem("other")
    ('PyPI', 'other')
    """
    return ECOSYSTEMS.get(name.casefold(), name)


def _address(link: object) -> str:
    if isinstance(link, dict):
        return fields.text(link, "url")
    if not isinstance(link, str):
        raise UnusableRecord(f'"references" must be a list of addresses, found {fields.describe_type(link)} in it.')
    return link
