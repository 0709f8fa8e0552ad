"""GitLab's advisory database: one YAML file per package and vulnerability.

https://gitlab.com/gitlab-org/advisories-community
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord
from advisories.records.severity import cvss_entry

NAME = "gitlab"
ECOSYSTEMS = {
    "pypi": "PyPI",
    "gem": "RubyGems",
    "npm": "npm",
    "maven": "Maven",
    "nuget": "NuGet",
    "go": "Go",
    "packagist": "Packagist",
    "cargo": "crates.io",
    "conan": "ConanCenter",
    "swift": "SwiftURL",
    "pub": "Pub",
}
OWASP = {"CWE-937", "CWE-1035"}  # categories, which nearly every file names
VECTORS = (("cvss_v3", "CVSS_V3"), ("cvss_v4", "CVSS_V4"), ("cvss_v2", "CVSS_V2"))


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of GitLab's advisory database.

    Examples
    --------
    >>> detect({"package_slug": "pypi/demo", "identifier": "CVE-2026-0001"}), detect({"identifier": "A-1"})
    (True, False)
    """
    return "package_slug" in item and bool({"identifier", "identifiers"} & item.keys())


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one file.

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
        `pubdate` is the date of publication, and `date` that of the last change. Records of several packages differ
        in `part`, the slug of the package.

    Raises
    ------
    UnusableRecord
        If there is no identifier, or a field has the wrong type.

    Examples
    --------
    >>> item = {"identifier": "GMS-2026-1", "package_slug": "maven/org.acme/demo", "title": "A crash"}
    >>> record(item, "", "a.yml").packages
    (('Maven', 'org.acme:demo'),)
    """
    remarks: list[str] = []
    names = fields.texts(item, "identifiers", remarks)
    first = fields.text(item, "identifier") or next(iter(names), "")
    identifier = fields.identifier({"identifier": first}, "identifier")
    cwes = [cwe for cwe in fields.texts(item, "cwe_ids", remarks) if cwe.upper() not in OWASP]
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        part=fields.text(item, "package_slug").strip(),
        title=fields.text(item, "title"),
        body=fields.text(item, "description"),
        content=content,
        origin=origin,
        aliases=record_facts.aliases(names, own=identifier, remarks=remarks),
        cvss=record_facts.cvss(cvss_entry(label, fields.text(item, name)) for name, label in VECTORS),
        cwes=record_facts.cwes(cwes),
        packages=record_facts.packages([_package(item)]),
        references=record_facts.urls(fields.texts(item, "urls", remarks)),
        published_at=fields.timestamp(item, "pubdate", remarks),
        modified_at=fields.timestamp(item, "date", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per fixed version.

    Yields
    ------
    Affected

    Raises
    ------
    UnusableRecord
        If a field has the wrong type.

    Examples
    --------
    >>> list(affected({"package_slug": "npm/demo", "affected_range": "<1.2", "fixed_versions": ["1.2"]}))
    [Affected(ecosystem='npm', package='demo', versions='<1.2', fixed='1.2')]
    """
    ecosystem, package = _package(item)
    versions = fields.scalar(item, "affected_range")
    fixed = [each for each in fields.sequence(item, "fixed_versions") if isinstance(each, str | int | float)]
    for each in fixed or [""]:
        yield Affected(ecosystem, package, versions, str(each))


def _package(item: dict[str, Any]) -> tuple[str, str]:
    kind, _, name = fields.text(item, "package_slug").strip().partition("/")
    if not name:
        raise UnusableRecord('"package_slug" must be a kind and a package, like pypi/demo.')
    if kind == "maven":
        name = name.replace("/", ":", 1)
    return ECOSYSTEMS.get(kind, kind), name
