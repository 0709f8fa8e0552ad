"""ruby-advisory-db: one YAML file per gem and vulnerability.

https://github.com/rubysec/ruby-advisory-db
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord
from advisories.records.severity import cvss_entry

NAME = "rubysec"
PREFIXES = (("cve", "CVE-"), ("ghsa", "GHSA-"), ("osvdb", "OSVDB-"))  # the file leaves the prefixes out
SCORES = (("cvss_v3", "CVSS_V3"), ("cvss_v4", "CVSS_V4"), ("cvss_v2", "CVSS_V2"))


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of ruby-advisory-db.

    Examples
    --------
    >>> detect({"gem": "demo", "title": "A crash", "cve": "2026-0001"}), detect({"title": "A crash"})
    (True, False)
    """
    named = {"cve", "ghsa", "osvdb"} & item.keys()
    return bool({"gem", "engine"} & item.keys()) and "title" in item and bool(named)


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
        The identifier is the CVE, else the GHSA, else the OSVDB number. Records of several gems differ in `part`.
        CVSS fields are scores, so the severity is computed. `related` joins nothing, and `notes` are internal.

    Raises
    ------
    UnusableRecord
        If there is no identifier, or a field has the wrong type.

    Examples
    --------
    >>> item = {"gem": "demo", "cve": "2026-0001", "osvdb": 7, "title": "A crash", "cvss_v3": 7.5}
    >>> read = record(item, "", "a.yml")
    >>> read.identifier, read.aliases, read.cvss[0].band
    ('CVE-2026-0001', ('OSVDB-7',), 'high')
    """
    remarks: list[str] = []
    names = [prefix + value for key, prefix in PREFIXES if (value := _number(item, key, prefix))]
    if not names:
        raise UnusableRecord('"cve", "ghsa" and "osvdb" are missing. Every record needs an identifier.')
    identifier = fields.identifier({"identifier": names[0]}, "identifier")
    ecosystem, package = _package(item)
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        part=package,
        title=fields.text(item, "title"),
        body=fields.text(item, "description"),
        content=content,
        origin=origin,
        aliases=record_facts.aliases(names[1:], own=identifier, remarks=remarks),
        cvss=record_facts.cvss(cvss_entry(label, score=item.get(name)) for name, label in SCORES),
        packages=record_facts.packages([(ecosystem, package)]),
        references=record_facts.urls([fields.text(item, "url")]),
        published_at=fields.timestamp(item, "date", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per patched version.

    Yields
    ------
    Affected

    Examples
    --------
    >>> list(affected({"gem": "demo", "patched_versions": ["~> 1.2.3", ">= 2.0"]}))[1]
    Affected(ecosystem='RubyGems', package='demo', versions='', fixed='2.0')
    """
    ecosystem, package = _package(item)
    for versions in fields.texts(item, "patched_versions") or [""]:
        first = re.match(r"(?:>=|~>|=)?\s*([\w.-]+)", versions)
        yield Affected(ecosystem, package, "", first[1] if first else "")


def _number(item: dict[str, Any], key: str, prefix: str) -> str:
    value = fields.scalar(item, key).strip()
    return value[len(prefix) :] if value.upper().startswith(prefix) else value


def _package(item: dict[str, Any]) -> tuple[str, str]:
    gem = fields.text(item, "gem").strip()
    return ("RubyGems", gem) if gem else ("Ruby", fields.text(item, "engine").strip())
