"""What every importer yields: a record that can be stored, or a rejection that says why not."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from advisories.text.reading import Reading, clean

SOURCE_LENGTH: Final = 500  # characters of a place; its end tells most
REASON_LENGTH: Final = 1_000


def shorten_origin(source: str) -> str:
    """A place as it can be stored and printed: file names may hold bytes that are no characters."""
    source = clean(source)
    return source if len(source) <= SOURCE_LENGTH else f"…{source[1 - SOURCE_LENGTH :]}"


def shorten_reason(reason: str) -> str:
    """A reason as it can be stored and printed: it may quote what was found."""
    reason = clean(reason)
    return reason if len(reason) <= REASON_LENGTH else f"{reason[: REASON_LENGTH - 1]}…"


@dataclass(frozen=True, slots=True)
class AdvisoryRecord:
    """One source's account of one vulnerability, in our words.

    Parameters
    ----------
    format : name of the importer ("osv", "ghsa_rest", …).
    identifier : the record's own identifier, as spelt by the source.
    aliases : other identifiers of the same flaw; not those that are merely related.
    title, body : plain text and Markdown, cleaned (see `advisories.text.reading.clean`).
    severity : "critical", "high", "moderate", "low", or "" where the source has no word.
    cvss_vectors : vectors as published, CVSS v3 and v4.
    cwes : "CWE-79", …
    packages : pairs (ecosystem, name).
    project : the project's name where the source has one, else "".
    content : the record's source text, word for word.
    origin : file name and, inside an archive, the member's path.
    reading : what raters will read of it, where that was made already.
    """

    format: str
    identifier: str
    title: str
    body: str
    content: str
    origin: str
    aliases: tuple[str, ...] = ()
    severity: str = ""
    cvss_vectors: tuple[str, ...] = ()
    cwes: tuple[str, ...] = ()
    packages: tuple[tuple[str, str], ...] = ()
    references: tuple[str, ...] = ()
    project: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    withdrawn_at: datetime | None = None
    reading: Reading | None = field(default=None, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        # Records pass between processes by the hundred thousand; a dataclass with slots is slow at it.
        return AdvisoryRecord, VALUES(self)


VALUES = attrgetter(*(part.name for part in fields(AdvisoryRecord)))


@dataclass(frozen=True, slots=True)
class Affected:
    """One range of versions of a package that a record calls affected.

    Parameters
    ----------
    ecosystem, package : as in `AdvisoryRecord.packages`.
    versions : the range in words, such as ">= 2.0.0, < 2.4.1"; "" where the record has none.
    fixed : the version that repairs it, "" where the record names none.
    """

    ecosystem: str
    package: str
    versions: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record, or a whole file, that cannot be used: where it stands and one sentence why."""

    source: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", shorten_origin(self.source))
        object.__setattr__(self, "reason", shorten_reason(self.reason))
