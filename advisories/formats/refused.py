"""Files of known kinds that are not read, each refused by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

SCAN: Final = "the result of a scan of one project. Import the advisories that it names"
KEYS_NAMED: Final = 8


def _has(*names: str) -> Callable[[dict[str, Any]], bool]:
    return lambda item: all(name in item for name in names)


def _results(item: dict[str, Any]) -> list[dict[str, Any]]:
    results = item.get("results")
    return [each for each in results if isinstance(each, dict)] if isinstance(results, list) else []


# Sentence → test of a JSON object or YAML mapping.
REFUSED: Final[tuple[tuple[str, Callable[[dict[str, Any]], bool]], ...]] = (
    ("CycloneDX, a bill of materials, not an advisory. Import the advisories that it names", _has("bomFormat")),
    ("SPDX, a bill of materials, not an advisory. Import the advisories that it names", _has("spdxVersion")),
    (
        "OpenVEX: statements about products, without a text to code. Import the advisories that it names",
        lambda item: "openvex" in str(item.get("@context", "")),
    ),
    (
        f"an OSV-Scanner result: {SCAN}",
        lambda item: any("packages" in each for each in _results(item)),
    ),
    (
        f"a Grype report: {SCAN}",
        lambda item: "matches" in item and "descriptor" in item,
    ),
    (f"a Trivy report: {SCAN}", _has("ArtifactName", "Results")),
    (
        f"an npm audit report: {SCAN}",
        lambda item: "auditReportVersion" in item or {"advisories", "metadata"} <= item.keys(),
    ),
    (f"SARIF: {SCAN}", lambda item: "sarif" in str(item.get("$schema", "")) or {"runs", "version"} <= item.keys()),
    (
        "a report of the Go vulnerability database in its working form. Import the files of data/osv",
        lambda item: "modules" in item and bool({"cve_metadata", "ghsas", "cves", "excluded"} & item.keys()),
    ),
    (
        "an answer of OSV.dev to a batch of queries, which has identifiers only. Import the records",
        lambda item: any("vulns" in each for each in _results(item)),
    ),
    ("GSD, the Global Security Database, which has ended. Import the CVE or OSV record", _has("gsd")),
    ("a record of ENISA's EUVD. Import the CVE record", _has("enisaIdProducts")),
    ("a record of VulnCheck. Import the CVE or NVD record", _has("vcVulnerableCPEs")),
    (
        "an answer of Red Hat's security data API. Import the CSAF document or the CVE record",
        lambda item: "threat_severity" in item or "bugzilla_description" in item,
    ),
    ("a Project KB statement, which has no text. Import the CVE record", _has("vulnerability_id", "fixes")),
    (
        "an old npm advisory, whose database has moved to GitHub. Import the GHSA record",
        _has("module_name", "overview"),
    ),
    ("CVE JSON 4.0, which the CVE Program has replaced. Import the CVE JSON 5 record", _has("CVE_data_meta")),
    (
        "an entry of CISA's catalogue of known exploited vulnerabilities. Import the whole catalogue",
        lambda item: "cveID" in item or "catalogVersion" in item,
    ),
)


def reason(item: dict[str, Any], known: str) -> str:
    """Return why a JSON object or YAML mapping of no known format is not read.

    Parameters
    ----------
    item : dict
        The value.
    known : str
        The names of the formats that are read.

    Examples
    --------
    >>> reason({"bomFormat": "CycloneDX"}, "osv")[:26]
    'this is CycloneDX, a bill '
    >>> reason({"colour": 1}, "osv, cve")
    'this is not an advisory in a known format (osv, cve). Its fields: colour.'
    """
    if "documentation_url" in item:
        return f"GitHub responded with an error: {str(item.get('message', 'unknown'))[:200]}."
    for name, recognises in REFUSED:
        if recognises(item):
            return f"this is {name}."
    names = [str(name)[:40] for name in item]
    more = f" and {len(names) - KEYS_NAMED} more" if len(names) > KEYS_NAMED else ""
    listed = f" Its fields: {', '.join(names[:KEYS_NAMED])}{more}." if names else ""
    return f"this is not an advisory in a known format ({known}).{listed}"
