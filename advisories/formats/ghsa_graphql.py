"""GitHub's GraphQL API: responses to `securityAdvisories` and `securityAdvisory`, or only their nodes.

https://docs.github.com/en/graphql/reference/objects#securityadvisory
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields
from advisories.formats.ghsa_rest import ecosystem
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord
from advisories.records.severity import cvss_entry, severity_word

NAME = "ghsa_graphql"


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """Return the advisories of an API response; None if the value is not one.

    Raises
    ------
    UnusableRecord
        If the response has errors and no data. GitHub sends them with status 200.

    Examples
    --------
    >>> unwrap({"data": {"securityAdvisories": {"nodes": [{"ghsaId": "GHSA-aaaa-bbbb-cccc"}]}}})
    [{'ghsaId': 'GHSA-aaaa-bbbb-cccc'}]
    """
    data = value.get("data")
    if isinstance(value.get("errors"), list) and not data:
        first = next((error for error in value["errors"] if isinstance(error, dict)), {})
        raise UnusableRecord(f"GitHub responded with an error: {str(first.get('message', 'unknown'))[:200]}.")
    holder = data if isinstance(data, dict) else value
    if isinstance(holder.get("securityAdvisory"), dict):
        return [holder["securityAdvisory"]]
    holder = holder.get("securityAdvisories", holder)
    if not isinstance(holder, dict):
        return None
    if isinstance(holder.get("nodes"), list):
        return list(holder["nodes"])
    if isinstance(holder.get("edges"), list):
        return [edge.get("node") if isinstance(edge, dict) else edge for edge in holder["edges"]]
    return None


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of an advisory of the GraphQL API.

    Examples
    --------
    >>> detect({"ghsaId": "GHSA-aaaa-bbbb-cccc"}), detect({"ghsa_id": "GHSA-aaaa-bbbb-cccc"})
    (True, False)
    """
    return "ghsaId" in item


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one `SecurityAdvisory` node.

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
        Connections (`cwes`, `vulnerabilities`) are objects with `nodes`.

    Raises
    ------
    UnusableRecord
        If the identifier is missing or a field has the wrong type; the sentence names the field.

    References
    ----------
    GitHub GraphQL API, https://docs.github.com/en/graphql/reference/objects#securityadvisory

    Examples
    --------
    >>> item = {"ghsaId": "GHSA-aaaa-bbbb-cccc", "summary": "A crash", "severity": "MODERATE"}
    >>> record(item, "", "a.json").severity
    'moderate'
    """
    identifier = fields.identifier(item, "ghsaId")
    title, body = fields.text(item, "summary"), fields.text(item, "description")
    severities = fields.mapping(item, "cvssSeverities")
    scores = [
        ("CVSS_V3", fields.mapping(severities, "cvssV3")),
        ("CVSS_V4", fields.mapping(severities, "cvssV4")),
        ("CVSS_V3", fields.mapping(item, "cvss")),
    ]
    cwes = fields.objects(fields.mapping(item, "cwes"), "nodes")
    named = [
        fields.mapping(vulnerability, "package")
        for vulnerability in fields.objects(fields.mapping(item, "vulnerabilities"), "nodes")
    ]
    others = [fields.text(entry, "value") for entry in fields.objects(item, "identifiers")]
    remarks: list[str] = []
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        content=content,
        origin=origin,
        aliases=fields.aliases(others, own=identifier, remarks=remarks),
        severity=severity_word(fields.text(item, "severity")),
        cvss=fields.cvss(
            cvss_entry(label, fields.text(score, "vectorString"), score.get("score")) for label, score in scores
        ),
        cwes=fields.cwes(fields.text(cwe, "cweId") for cwe in cwes),
        packages=fields.packages(
            (ecosystem(fields.text(package, "ecosystem")), fields.text(package, "name")) for package in named
        ),
        references=fields.urls(fields.text(link, "url") for link in fields.objects(item, "references")),
        published_at=fields.timestamp(item, "publishedAt", remarks),
        modified_at=fields.timestamp(item, "updatedAt", remarks),
        withdrawn_at=fields.timestamp(item, "withdrawnAt", remarks),
        remarks=tuple(remarks),  # last: the arguments above add to them
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per vulnerability.

    Yields
    ------
    Affected

    Raises
    ------
    UnusableRecord
        If a field has the wrong type.

    Examples
    --------
    >>> package = {"ecosystem": "PIP", "name": "demo"}
    >>> node = {"package": package, "vulnerableVersionRange": "< 2", "firstPatchedVersion": {"identifier": "2"}}
    >>> list(affected({"vulnerabilities": {"nodes": [node]}}))
    [Affected(ecosystem='PyPI', package='demo', versions='< 2', fixed='2')]
    """
    for vulnerability in fields.objects(fields.mapping(item, "vulnerabilities"), "nodes"):
        package = fields.mapping(vulnerability, "package")
        yield Affected(
            ecosystem(fields.text(package, "ecosystem").strip()),
            fields.text(package, "name").strip(),
            fields.text(vulnerability, "vulnerableVersionRange"),
            fields.text(fields.mapping(vulnerability, "firstPatchedVersion"), "identifier"),
        )
