"""The facts that hold over all records of one advisory, whatever order they came in: a pure function of them.

Precedence: records that stand before withdrawn ones; GHSA identifiers before CVE before all others; then
the identifier; then, for one identifier, the formats in the order of `importers.FORMATS`. Each fact is
taken from the first record that has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from cvss import CVSS3, CVSS4
from cvss.exceptions import CVSSError

from advisories.formats import FORMATS
from advisories.records import AdvisoryRecord

T = TypeVar("T")

BANDS: Final = [(Decimal("9.0"), "critical"), (Decimal("7.0"), "high"), (Decimal("4.0"), "moderate")]
LOWEST: Final = Decimal("0.1")  # a base score of 0.0 is the band "none", which is no severity
PRECEDENCE: Final = {name: place for place, name in enumerate(FORMATS)}
VERSIONS: Final = ("CVSS:3.", "CVSS:4.")
# Which value is shown where records disagree, in words: what `merged` does, said to those who read the facts.
ORDER: Final = (
    "Records are taken in order: those that stand before withdrawn ones; GHSA before CVE before other identifiers; "
    f"then by identifier; then by format ({', '.join(FORMATS)})."
)
RULES: Final = {
    "severity": "The first published word is shown, in the order of the records.",
    "band": "The published word is shown, not the band of the CVSS base score.",
    "cvss_v3": "The first CVSS v3 vector that can be computed is shown, in the order of the records.",
    "cvss_v4": "The first CVSS v4 vector that can be computed is shown, in the order of the records.",
    "cwes": "All weaknesses that any record names are shown.",
    "fixed": "The first record that names a fixed version of the package is shown, in the order of the records.",
    "withdrawn": "An advisory is withdrawn only if every record is.",
}
HOSTS: Final = ("github.com/", "gitlab.com/", "bitbucket.org/", "codeberg.org/")


@dataclass(frozen=True, slots=True)
class MergedFacts:
    """One vulnerability in our words; `title` and `body` are what raters read."""

    title: str
    body: str
    severity: str
    severity_source: str  # "published", "computed", or "" where neither was possible
    cvss_vector: str
    cvss_score: Decimal | None
    cwes: list[str]
    ecosystem: str
    package: str
    references: list[str]
    published_at: datetime | None
    withdrawn_at: datetime | None
    project: str  # as a source names it, else guessed from the package


def identifier_rank(identifier: str) -> tuple[int, str]:
    """Order of identifiers: the lowest is an advisory's key."""
    kind = next((n for n, prefix in enumerate(("GHSA-", "CVE-")) if identifier.startswith(prefix)), 2)
    return kind, identifier


def merge_facts(records: Iterable[AdvisoryRecord]) -> MergedFacts:
    """The facts of one advisory over all its current records.

    Parameters
    ----------
    records : at least one.

    Returns
    -------
    Facts
        The published word for severity wins over one computed from the CVSS base score. CVSS v3 wins over
        v4: it is what most records have and studies compare. CWEs and references are the union. An advisory
        is withdrawn, on the last of the days, only if every record is.
    """
    ordered = sorted(records, key=rank)
    withdrawn = [record.withdrawn_at for record in ordered if record.withdrawn_at]
    vector, score = next(filter(None, (scored_vector(ordered, v) for v in VERSIONS)), ("", None))
    word = _first(record.severity for record in ordered) or ""
    computed = band(score) if not word else ""
    ecosystem, package = next((record.packages[0] for record in ordered if record.packages), ("", ""))
    return MergedFacts(
        title=_first(record.title.strip() for record in ordered) or "",
        body=_first(record.body if record.body.strip() else "" for record in ordered) or "",
        severity=word or computed,
        severity_source="published" if word else "computed" if computed else "",
        cvss_vector=vector,
        cvss_score=score,
        cwes=sorted({cwe for record in ordered for cwe in record.cwes}, key=lambda cwe: int(cwe[4:])),
        ecosystem=ecosystem,
        package=package,
        references=list(dict.fromkeys(link for record in ordered for link in record.references)),
        published_at=_first(record.published_at for record in ordered),
        withdrawn_at=max(withdrawn) if len(withdrawn) == len(ordered) else None,
        project=_first(record.project for record in ordered) or project_of(package),
    )


def project_of(package: str) -> str:
    """A project's name guessed from its package: "argo-cd" from "github.com/argoproj/argo-cd/v2/server"."""
    name = package.rsplit(":", 1)[-1]
    parts = [part for part in name.split("/") if part and not re.fullmatch(r"v\d+", part)]
    if name.casefold().startswith(HOSTS) and len(parts) >= 3:
        return parts[2]
    return parts[-1] if parts else ""


def rank(record: AdvisoryRecord) -> tuple[bool, int, str, int]:
    kind, identifier = identifier_rank(record.identifier)
    return record.withdrawn_at is not None, kind, identifier, PRECEDENCE[record.format]


def _first(values: Iterable[T]) -> T | None:
    return next((value for value in values if value), None)


def scored_vector(ordered: Iterable[AdvisoryRecord], version: str) -> tuple[str, Decimal] | None:
    """The first vector of a version ("CVSS:3.") that can be computed, with its base score."""
    for vector in (vector for record in ordered for vector in record.cvss_vectors):
        if vector.startswith(version) and (score := base_score(vector)) is not None:
            return vector, score
    return None


@lru_cache(maxsize=4096)
def base_score(vector: str) -> Decimal | None:
    """The CVSS base score of a v3 or v4 vector; None for one that breaks the standard."""
    try:
        kind = CVSS4 if vector.startswith("CVSS:4.") else CVSS3
        return Decimal(str(kind(vector).base_score)).quantize(Decimal("0.1"))
    except (CVSSError, ValueError, ArithmeticError):
        return None


def band(score: Decimal | None) -> str:
    """The word for a base score; "" for none and for a score that is no severity."""
    if score is None or score < LOWEST:
        return ""
    return next((word for bound, word in BANDS if score >= bound), "low")
