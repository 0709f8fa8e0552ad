"""The public facts of the demo's advisories, and the metrics of their CVSS vectors."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FOLDER = Path(__file__).parent
COLUMNS = (
    "ghsa_id",
    "cve_id",
    "project",
    "ecosystem",
    "package",
    "published",
    "severity",
    "cvss_vector",
    "cvss_score",
    "cwes",
    "first_fixed",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """The facts of one advisory; "" or empty where a fact is not published."""

    ghsa_id: str
    cve_id: str
    project: str
    ecosystem: str
    package: str
    published: str
    severity: str  # the published word, else ""
    cvss_vector: str
    cvss_score: str
    cwes: frozenset[str]
    first_fixed: str

    @property
    def published_at(self) -> datetime | None:
        return datetime.fromisoformat(self.published) if self.published else None

    @property
    def band(self) -> str:
        """The published severity, else the band of the CVSS base score, else "unknown"."""
        return self.severity or band(self.cvss_score)

    def metric(self, name: str) -> str:
        """Return one metric of the vector: metric("PR") is "N", "L" or "H"; "" without a vector."""
        values = dict(part.split(":") for part in self.cvss_vector.split("/") if ":" in part)
        return values.get(name, "")

    @property
    def impact(self) -> str:
        """Affected of C(onfidentiality), I(ntegrity), A(vailability), according to the vector: "CI"."""
        affected = {"L", "H"}
        return "".join(name for name in "CIA" if {self.metric(name), self.metric("V" + name)} & affected)


def band(score: str) -> str:
    """Return the CVSS severity band of a base score, with "moderate" instead of "medium"."""
    if not score or float(score) == 0:
        return "unknown"
    value = float(score)
    if value >= 9:
        return "critical"
    if value >= 7:
        return "high"
    return "moderate" if value >= 4 else "low"


def from_row(row: Mapping[str, str]) -> Fact:
    """Return the facts in a row of advisories.csv."""
    return Fact(**{name: row[name] for name in COLUMNS if name != "cwes"}, cwes=frozenset(row["cwes"].split()))


def to_row(fact: Fact) -> dict[str, str]:
    """Return the row of advisories.csv with these facts."""
    return {name: getattr(fact, name) for name in COLUMNS} | {"cwes": " ".join(sorted(fact.cwes))}


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the demo's CSV files."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_facts() -> list[Fact]:
    """Return the facts of the demo's 149 advisories, in the order of their GHSA identifiers."""
    return [from_row(row) for row in read_rows("advisories.csv")]
