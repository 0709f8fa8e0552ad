"""Merges the records of one advisory into its facts, independently of the order of their import.

Order of the records: withdrawn ones last; GHSA identifiers before CVE before others; then by identifier; then by
format, in the order of `formats.FORMATS`. Each fact is taken from the first record that has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeVar

from advisories.formats import FORMATS, cve_facts
from advisories.records import AdvisoryRecord
from advisories.records.projects import Identity, first_identity, named_identity
from advisories.records.severity import base_score, choose, combine
from advisories.text.reading import Markup

T = TypeVar("T")

PRECEDENCE: Final = {name: position for position, name in enumerate(FORMATS)}
VERSIONS: Final = ("CVSS:3.", "CVSS:4.")
# Explains to readers which value `merge_facts` takes where records disagree.
ORDER: Final = (
    "Order of the records: withdrawn ones last; GHSA before CVE before other identifiers; then by identifier; "
    f"then by format ({', '.join(name for name, row in FORMATS.items() if row.module is not cve_facts)})."
)
RULES: Final = {
    "severity": "The first published word is shown, in the order of the records.",
    "band": "The published word is shown, with the CVSS rating whose band it is; if there is none, with the first one.",
    "cvss_v3": "The CVSS rating of the record that gives the severity is shown.",
    "cvss_v4": "The CVSS rating of the record that gives the severity is shown.",
    "cwes": "All weaknesses that any record names are shown.",
    "fixed": "The first record that names a fixed version of the package is shown, in the order of the records.",
    "withdrawn": "An advisory is withdrawn only if every record is.",
}


@dataclass(frozen=True, slots=True)
class MergedFacts:
    """The facts of one advisory. Raters read `title` and `body`."""

    title: str
    body: str
    markup: Markup
    severity: str
    severity_source: str  # "published", "computed", or "" if there is neither
    cvss_vector: str
    cvss_score: Decimal | None
    cwes: list[str]
    ecosystem: str
    package: str
    references: list[str]
    published_at: datetime | None
    withdrawn_at: datetime | None
    project: Identity | None  # as a source names it, else of the first package


def identifier_rank(identifier: str) -> tuple[int, str]:
    """Return the sort key of an identifier. The lowest identifier is an advisory's key."""
    kind = next((n for n, prefix in enumerate(("GHSA-", "CVE-")) if identifier.startswith(prefix)), 2)
    return kind, identifier


def merge_facts(records: Iterable[AdvisoryRecord]) -> MergedFacts:
    """Merge all current records of one advisory.

    Parameters
    ----------
    records : iterable of AdvisoryRecord
        At least one.

    Returns
    -------
    MergedFacts
        A published severity takes precedence over one computed from the CVSS base score. Word and score come from one
        record, as `advisories.records.severity` says. CWEs and references are the union. An advisory is
        withdrawn only if every record is; the date is the latest.
    """
    ordered = sorted(records, key=rank)
    withdrawn = [record.withdrawn_at for record in ordered if record.withdrawn_at]
    severity = combine([choose(record.severity, record.cvss) for record in ordered])
    readable = next((record for record in ordered if record.body.strip()), None)
    ecosystem, package = next((record.packages[0] for record in ordered if record.packages), ("", ""))
    return MergedFacts(
        title=_first(record.title.strip() for record in ordered) or "",
        body=readable.body if readable else "",
        markup=readable.markup if readable else "markdown",
        severity=severity.word,
        severity_source=severity.source,
        cvss_vector=severity.entry.vector if severity.entry else "",
        cvss_score=severity.entry.score if severity.entry else None,
        cwes=sorted({cwe for record in ordered for cwe in record.cwes}, key=lambda cwe: int(cwe[4:])),
        ecosystem=ecosystem,
        package=package,
        references=list(dict.fromkeys(link for record in ordered for link in record.references)),
        published_at=_first(record.published_at for record in ordered),
        withdrawn_at=max(withdrawn) if len(withdrawn) == len(ordered) else None,
        project=_first(named_identity(record.project) for record in ordered if record.project)
        or first_identity(pair for record in ordered for pair in record.packages),
    )


def rank(record: AdvisoryRecord) -> tuple[bool, int, str, int]:
    kind, identifier = identifier_rank(record.identifier)
    return record.withdrawn_at is not None, kind, identifier, PRECEDENCE[record.format]


def _first(values: Iterable[T]) -> T | None:
    return next((value for value in values if value), None)


def scored_vector(ordered: Iterable[AdvisoryRecord], version: str) -> tuple[str, Decimal] | None:
    """Return the first valid vector of a version ("CVSS:3.") with its base score; None if there is none."""
    for vector in (vector for record in ordered for vector in record.cvss_vectors):
        if vector.startswith(version) and (score := base_score(vector)) is not None:
            return vector, score
    return None
