"""FriendsOfPHP security advisories: one YAML file per package and vulnerability, without a description.

https://github.com/FriendsOfPHP/security-advisories
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord

NAME = "friendsofphp"
PREFIX = "composer://"


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of FriendsOfPHP.

    Examples
    --------
    >>> detect({"branches": {}, "reference": "composer://acme/demo"}), detect({"branches": {}})
    (True, False)
    """
    return "branches" in item and str(item.get("reference", "")).startswith(PREFIX)


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
        The title is the text. The date is the earliest of the branches. Without a CVE, the identifier is made of the
        package and of a hash of link, title and date, so that it stays the same.

    Raises
    ------
    UnusableRecord
        If a field has the wrong type.

    Examples
    --------
    >>> item = {"title": "A crash", "cve": "CVE-2026-0001", "branches": {}, "reference": "composer://acme/demo"}
    >>> read = record(item, "", "a.yaml")
    >>> read.identifier, read.part, read.packages
    ('CVE-2026-0001', 'acme/demo', (('Packagist', 'acme/demo'),))
    """
    remarks: list[str] = []
    package = fields.text(item, "reference").removeprefix(PREFIX).strip()
    title, link = fields.text(item, "title"), fields.text(item, "link")
    branches = [branch for branch in fields.mapping(item, "branches").values() if isinstance(branch, dict)]
    moments = [moment for branch in branches if (moment := fields.timestamp(branch, "time", remarks))]
    published = min(moments, default=None)
    cve = fields.text(item, "cve").strip()
    if cve and cve != "~":
        identifier = fields.identifier(item, "cve")
    else:
        day = published.strftime("%Y-%m-%dT%H:%M:%SZ") if published else ""
        digest = hashlib.sha256(f"{link}\n{title}\n{day}".encode()).hexdigest()[:8]
        identifier = f"PHP:{package.replace('/', ':')}:{digest}"
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        part=package,
        title=title,
        body="",
        markup="plain",
        content=content,
        origin=origin,
        packages=record_facts.packages([("Packagist", package)]),
        references=record_facts.urls([link]),
        published_at=published,
        remarks=tuple(dict.fromkeys(remarks)),
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per branch.

    Yields
    ------
    Affected

    Raises
    ------
    UnusableRecord
        If a field has the wrong type.

    Examples
    --------
    >>> branch = {"versions": [">=1.0", "<1.2"]}
    >>> list(affected({"reference": "composer://acme/demo", "branches": {"1.x": branch}}))
    [Affected(ecosystem='Packagist', package='acme/demo', versions='>=1.0, <1.2', fixed='1.2')]
    """
    package = fields.text(item, "reference").removeprefix(PREFIX).strip()
    for branch in fields.mapping(item, "branches").values():
        if not isinstance(branch, dict):
            raise UnusableRecord('"branches" must be an object of objects.')
        versions = [str(each) for each in fields.sequence(branch, "versions")]
        last = re.fullmatch(r"<\s*([\w.-]+)", versions[-1]) if versions else None
        yield Affected("Packagist", package, ", ".join(versions), last[1] if last else "")
