"""GitHub's GraphQL API: responses to `securityAdvisories`, `securityVulnerabilities` and the like, or only their nodes.

https://docs.github.com/en/graphql/reference/objects#securityadvisory
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.formats.ghsa_rest import ecosystem
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord
from advisories.records.severity import cvss_entry, severity_word

NAME = "ghsa_graphql"
PACKAGE_FACTS = ("package", "vulnerableVersionRange", "firstPatchedVersion", "severity")


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
    for nodes in (holder.get("securityVulnerabilities"), _alerts(holder)):
        if isinstance(nodes, dict) and (packages := _nodes(nodes)) is not None:
            return _by_advisory(packages, nodes)
    holder = holder.get("securityAdvisories", holder)
    if not isinstance(holder, dict):
        return None
    return _nodes(holder)


def _nodes(connection: dict[str, Any]) -> list[Any] | None:
    """Return the nodes of a connection; None if the value is not a connection."""
    if isinstance(connection.get("nodes"), list):
        return list(connection["nodes"])
    if isinstance(connection.get("edges"), list):
        return [edge.get("node") if isinstance(edge, dict) else edge for edge in connection["edges"]]
    return None


def _alerts(holder: dict[str, Any]) -> Any:
    """Return the vulnerabilities of a repository's alerts as a connection, without the repository."""
    repository = holder.get("repository")
    alerts = repository.get("vulnerabilityAlerts") if isinstance(repository, dict) else None
    nodes = _nodes(alerts) if isinstance(alerts, dict) else None
    if nodes is None:
        return None
    return {"nodes": [node.get("securityVulnerability") for node in nodes if isinstance(node, dict)]}


def _by_advisory(packages: list[Any], connection: dict[str, Any]) -> list[Any]:
    """Return one advisory per identifier, with the packages of all its nodes."""
    page = connection.get("pageInfo")
    advisories: dict[str, dict[str, Any]] = {}
    for number, node in enumerate(packages):
        if not isinstance(node, dict) or not isinstance(node.get("advisory"), dict):
            raise UnusableRecord(
                f"node {number + 1} of the vulnerabilities has no “advisory”. Ask for it in the query."
            )
        advisory = node["advisory"]
        named = [each.get("value") for each in fields.objects(advisory, "identifiers")]
        ghsa = advisory.get("ghsaId") or next((name for name in named if str(name).upper().startswith("GHSA-")), None)
        key = str(ghsa or named or number)
        affected_package = {name: node[name] for name in PACKAGE_FACTS if name in node}
        if key not in advisories:
            advisories[key] = {"severity": node.get("severity")} | advisory | {"ghsaId": ghsa}
            advisories[key]["vulnerabilities"] = {"nodes": []}
        advisories[key]["vulnerabilities"]["nodes"].append(affected_package)
    if isinstance(page, dict) and page.get("hasNextPage") is True and advisories:
        next(reversed(advisories.values()))["morePages"] = True
    return list(advisories.values())


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
    remarks = ["there are more pages of this answer"] if item.get("morePages") is True else []
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        content=content,
        origin=origin,
        aliases=record_facts.aliases(others, own=identifier, remarks=remarks),
        severity=severity_word(fields.text(item, "severity")),
        cvss=record_facts.cvss(
            cvss_entry(label, fields.text(score, "vectorString"), score.get("score")) for label, score in scores
        ),
        cwes=record_facts.cwes(fields.text(cwe, "cweId") for cwe in cwes),
        packages=record_facts.packages(
            (ecosystem(fields.text(package, "ecosystem")), fields.text(package, "name")) for package in named
        ),
        references=record_facts.urls(fields.text(link, "url") for link in fields.objects(item, "references")),
        published_at=fields.timestamp(item, "publishedAt", remarks),
        modified_at=fields.timestamp(item, "updatedAt", remarks),
        withdrawn_at=fields.timestamp(item, "withdrawnAt", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
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
