"""Facts about CVE identifiers from lists that describe no vulnerability: CISA's KEV catalogue and EPSS scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

BLOCK: Final = 10_000  # rows that are stored with one query


class KevRow(NamedTuple):
    """An entry of the catalogue; dates as in ISO 8601, `due` (optional)."""

    cve: str
    added: str
    due: str
    ransomware: bool  # whether the vulnerability is known to be used by ransomware


class EpssRow(NamedTuple):
    """A score and its percentile, both from 0 to 1."""

    cve: str
    score: float
    percentile: float


@dataclass(frozen=True, slots=True)
class CveFacts:
    """Up to 10,000 rows of one file. `date` and `model` are those of EPSS scores, empty if the file states none."""

    kind: Literal["kev", "epss"]
    rows: tuple[KevRow | EpssRow, ...]
    date: str = ""  # as in ISO 8601
    model: str = ""
