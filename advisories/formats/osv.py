"""OSV 1.x, as JSON and YAML: GitHub's advisory database, PyPA, the Go vulnerability database, OSV.dev.

https://ossf.github.io/osv-schema/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected
from advisories.records.severity import CvssEntry, cvss_entry, severity_word

NAME = "osv"
NO_SEVERITY = frozenset({"none", "negligible", "unknown", "untriaged", "unspecified"})
LISTED = 5  # versions listed one by one if a record has no range


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """Return the records of an OSV.dev API response; None for other values.

    Examples
    --------
    >>> unwrap({"vulns": [{"id": "PYSEC-2026-1"}]})
    [{'id': 'PYSEC-2026-1'}]
    """
    return value["vulns"] if isinstance(value.get("vulns"), list) else None


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record has the fields of OSV.

    Examples
    --------
    >>> detect({"id": "PYSEC-2026-1", "modified": None}), detect({"id": "A-1", "text": "A crash."})
    (True, False)
    """
    return "id" in item and not item.keys().isdisjoint({"modified", "schema_version", "affected", "details"})


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one OSV record.

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
        Only `aliases` identify the same vulnerability; `related` and `upstream` do not. `severity[].score` is a
        vector, or the word of a distribution. Severities and CWE identifiers in `database_specific`, whose structure
        each database chooses, are read as GitHub, RustSec and curl write them. The suffix of an ecosystem
        ("Debian:12") is dropped.

    Raises
    ------
    UnusableRecord
        If the identifier is missing or a field has the wrong type; the sentence names the field.

    References
    ----------
    Open Source Vulnerability format, https://ossf.github.io/osv-schema/

    Examples
    --------
    >>> item = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-0001"], "details": "A crash."}
    >>> read = record(item, "", "a.json")
    >>> read.identifier, read.aliases, read.body
    ('PYSEC-2026-1', ('CVE-2026-0001',), 'A crash.')
    """
    identifier = fields.identifier(item, "id")
    title, body = fields.text(item, "summary"), fields.text(item, "details")
    affected = fields.objects(item, "affected")
    parts = [item, *affected]
    specific = _specific(item)
    cwe_ids = specific.get("cwe_ids")
    named = [fields.mapping(part, "package") for part in affected]
    remarks: list[str] = []
    ratings = [rating for part in parts for rating in fields.objects(part, "severity", remarks)]
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        content=content,
        origin=origin,
        aliases=record_facts.aliases(fields.texts(item, "aliases", remarks), own=identifier, remarks=remarks),
        severity=next((word for word in _words(specific, ratings) if word), ""),
        cvss=record_facts.cvss(
            [*_ratings(ratings, remarks), *(_rating(_specific(part).get("cvss")) for part in parts)]
        ),
        cwes=record_facts.cwes(cwe for cwe in cwe_ids if isinstance(cwe, str)) if isinstance(cwe_ids, list) else (),
        packages=record_facts.packages(
            (fields.text(package, "ecosystem").split(":")[0], fields.text(package, "name")) for package in named
        ),
        references=record_facts.urls(fields.text(link, "url") for link in fields.objects(item, "references")),
        published_at=fields.timestamp(item, "published", remarks),
        modified_at=fields.timestamp(item, "modified", remarks),
        withdrawn_at=fields.timestamp(item, "withdrawn", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def _specific(part: dict[str, Any]) -> dict[str, Any]:
    """Return the facts whose structure each database chooses."""
    specific = part.get("database_specific")
    return specific if isinstance(specific, dict) else {}


def _words(specific: dict[str, Any], ratings: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the severity words without a CVSS version: GitHub's, and those of distributions such as Ubuntu."""
    word = specific.get("severity")
    yield severity_word(word) if isinstance(word, str) else ""
    for rating in ratings:
        score = rating.get("score")
        yield severity_word(score) if isinstance(score, str) else ""


def _ratings(ratings: list[dict[str, Any]], remarks: list[str]) -> Iterator[CvssEntry | None]:
    """Yield the CVSS ratings of `severity`, and remark on entries that are not ratings."""
    for rating in ratings:
        label, value = fields.text(rating, "type"), rating.get("score")
        written = "" if value is None else str(value)
        entry = cvss_entry(label, written, written)
        if entry and not entry.vector:
            remarks.append(f"severity “{fields.shortened(written)}” is no vector; it was read as the score.")
        elif not entry and written and not severity_word(written) and written.casefold() not in NO_SEVERITY:
            remarks.append(f"severity “{fields.shortened(written)}” was not read.")
        yield entry


def _rating(value: object) -> CvssEntry | None:
    """Return the CVSS rating of a database's own facts: a vector, or an object with vector, score and word."""
    if isinstance(value, str):
        return cvss_entry("", value)
    if not isinstance(value, dict):
        return None
    vector, word = (value.get(name) for name in ("vectorString", "severity"))
    return cvss_entry(
        str(value.get("version", "")),
        vector if isinstance(vector, str) else "",
        value.get("score"),
        word if isinstance(word, str) else "",
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one range per pair of events. Ranges of commits are ignored, because they name no version.

    Yields
    ------
    Affected
        If a package has no range, its first versions are listed.

    Raises
    ------
    UnusableRecord
        If a field has the wrong type.

    Examples
    --------
    >>> ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}]
    >>> list(affected({"affected": [{"package": {"ecosystem": "PyPI", "name": "demo"}, "ranges": ranges}]}))
    [Affected(ecosystem='PyPI', package='demo', versions='< 2', fixed='2')]
    """
    for part in fields.objects(item, "affected"):
        package = fields.mapping(part, "package")
        ecosystem, name = fields.text(package, "ecosystem").split(":")[0].strip(), fields.text(package, "name").strip()
        ranges = [each for each in fields.objects(part, "ranges") if fields.text(each, "type") != "GIT"]
        for each in ranges:
            for versions, fixed in _pairs(fields.objects(each, "events")):
                yield Affected(ecosystem, name, versions, fixed)
        if not ranges:
            listed = fields.texts(part, "versions")
            more = f" and {len(listed) - LISTED} more" if len(listed) > LISTED else ""
            yield Affected(ecosystem, name, ", ".join(listed[:LISTED]) + more)


def _pairs(events: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield range and fixed version for each `introduced` event and the event that ends it."""
    start: str | None = None
    for event in events:
        introduced, fixed, last = (fields.text(event, name) for name in ("introduced", "fixed", "last_affected"))
        if introduced:
            if start is not None:
                yield record_facts.between(start), ""
            start = introduced
        elif fixed or last:
            yield record_facts.between(start or "", before=fixed, last=last), fixed
            start = None
    if start is not None:
        yield record_facts.between(start), ""
