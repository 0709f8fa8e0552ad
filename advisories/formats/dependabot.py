"""Dependabot alerts of GitHub's REST API. Only the advisory in an alert is read and stored.

https://docs.github.com/en/rest/dependabot/alerts
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from advisories.formats import fields, ghsa_rest
from advisories.records import AdvisoryRecord, Affected

NAME = "dependabot"


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """Return the part of an alert that is stored; None for other values. The rest reveals unpatched packages.

    Examples
    --------
    >>> unwrap({"security_advisory": {"ghsa_id": "GHSA-aaaa-bbbb-cccc"}, "dependency": {"a": 1}, "repository": {}})
    [{'security_advisory': {'ghsa_id': 'GHSA-aaaa-bbbb-cccc'}, 'dependency': {}}]
    """
    return [{"security_advisory": value["security_advisory"], "dependency": {}}] if detect(value) else None


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of an alert.

    Examples
    --------
    >>> detect({"security_advisory": {}, "dependency": {}}), detect({"security_advisory": {}})
    (True, False)
    """
    return "security_advisory" in item and bool({"security_vulnerability", "dependency"} & item.keys())


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read the advisory of one alert.

    Parameters
    ----------
    item : dict
        The parsed alert.
    content : str
        The text of its advisory, which is stored.
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
    >>> advisory = {"ghsa_id": "GHSA-aaaa-bbbb-cccc", "summary": "A crash"}
    >>> record({"security_advisory": advisory, "dependency": {}}, "", "a.json").title
    'A crash'
    """
    return replace(ghsa_rest.record(fields.mapping(item, "security_advisory"), content, origin), format=NAME)


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per vulnerability of the advisory.

    Yields
    ------
    Affected

    Examples
    --------
    >>> list(affected({"security_advisory": {"vulnerabilities": []}}))
    []
    """
    yield from ghsa_rest.affected(fields.mapping(item, "security_advisory"))
