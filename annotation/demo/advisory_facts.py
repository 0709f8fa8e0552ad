"""What is publicly known of an advisory in the demo, and what its CVSS vector says."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
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
    """One advisory's facts; what is not published is "" or empty."""

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
        """One metric of the vector: metric("PR") is "N", "L" or "H"; "" where no vector is published."""
        values = dict(part.split(":") for part in self.cvss_vector.split("/") if ":" in part)
        return values.get(name, "")

    @property
    def impact(self) -> str:
        """Which of C(onfidentiality), I(ntegrity), A(vailability) the vector calls affected, as in "CI"."""
        affected = {"L", "H"}
        return "".join(name for name in "CIA" if {self.metric(name), self.metric("V" + name)} & affected)


def band(score: str) -> str:
    """The CVSS qualitative band of a base score, with "moderate" for its "medium"."""
    if not score or float(score) == 0:
        return "unknown"
    value = float(score)
    if value >= 9:
        return "critical"
    if value >= 7:
        return "high"
    return "moderate" if value >= 4 else "low"


def from_row(row: Mapping[str, str]) -> Fact:
    """A fact from a line of advisories.csv."""
    return Fact(**{name: row[name] for name in COLUMNS if name != "cwes"}, cwes=frozenset(row["cwes"].split()))


def to_row(fact: Fact) -> dict[str, str]:
    """A line of advisories.csv from a fact."""
    return {name: getattr(fact, name) for name in COLUMNS} | {"cwes": " ".join(sorted(fact.cwes))}


def read_rows(name: str) -> list[dict[str, str]]:
    """The lines of one of the demo's CSV files."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a CSV file the way the demo's files are written."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_facts() -> list[Fact]:
    """The demo's 149 advisories, by GHSA identifier."""
    return [from_row(row) for row in read_rows("advisories.csv")]
