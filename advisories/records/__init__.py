"""The records that formats yield, and rejections with their reasons. May import `text` and below."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from advisories.records.severity import CvssEntry
from advisories.text.reading import Markup, Reading, clean

SOURCE_LENGTH: Final = 500  # characters; the end of an origin is its most specific part
REASON_LENGTH: Final = 1_000


def shorten_origin(source: str) -> str:
    """Return an origin that can be stored and printed, at most 500 characters long.

    Examples
    --------
    >>> shorten_origin("a.zip/b\\udcff.json")
    'a.zip/b.json'
    """
    source = clean(source)  # file names may contain bytes that are not characters
    return source if len(source) <= SOURCE_LENGTH else f"…{source[1 - SOURCE_LENGTH :]}"


def shorten_reason(reason: str) -> str:
    """Return a reason that can be stored and printed: one line of at most 1,000 characters.

    Examples
    --------
    >>> shorten_reason('"id" is not an identifier: "\\x00".')
    '"id" is not an identifier: "".'
    >>> len(shorten_reason("x" * 5_000))
    1000
    """
    reason = clean(reason).replace("\n", " ")  # it may quote the file
    return reason if len(reason) <= REASON_LENGTH else f"{reason[: REASON_LENGTH - 1]}…"


RecordName = tuple[str, str, str]  # a record's format, identifier and part


@dataclass(frozen=True, slots=True)
class AdvisoryRecord:
    """A record of one vulnerability, as one source reports it.

    Parameters
    ----------
    format : key of `formats.FORMATS`.
    identifier : the record's own identifier, in its normal spelling.
    part : distinguishes several records of one identifier in one source, such as the gem; else "".
    aliases : other identifiers of the same vulnerability, without those of related ones.
    related : identifiers of other vulnerabilities that the record names; they are shown and join nothing.
    title, body : plain text, and Markdown or plain text, cleaned (see `advisories.text.reading.clean`).
    markup : what `body` is.
    severity : the word that the source states without a CVSS version: "critical", "high", "moderate", "low" or "".
    cvss : the CVSS ratings, in the order of the source.
    cwes : identifiers like "CWE-79".
    packages : pairs (ecosystem, name).
    project : the project's name; "" if the source has none.
    content : the text of the record in its file, unchanged.
    origin : file name and, inside an archive, the member's path.
    rejection : why the source rejects the record, as a sentence; "" if it does not. A rejected record has no text, and
        `withdrawn_at` is the time of the rejection, if the source states it.
    remarks : what could not be used of the record, as sentences.
    reading : the text for raters, if it was rendered already; not compared.
    """

    format: str
    identifier: str
    title: str
    body: str
    content: str
    origin: str
    aliases: tuple[str, ...] = ()
    severity: str = ""
    cvss: tuple[CvssEntry, ...] = ()
    cwes: tuple[str, ...] = ()
    packages: tuple[tuple[str, str], ...] = ()
    references: tuple[str, ...] = ()
    project: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    withdrawn_at: datetime | None = None
    markup: Markup = "markdown"
    part: str = ""
    rejection: str = ""
    remarks: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    reading: Reading | None = field(default=None, compare=False)

    @property
    def name(self) -> RecordName:
        """What remains the same when the source changes the record."""
        return self.format, self.identifier, self.part

    @property
    def cvss_vectors(self) -> tuple[str, ...]:
        """The CVSS vectors, each once."""
        return tuple(dict.fromkeys(entry.vector for entry in self.cvss if entry.vector))

    def __reduce__(self) -> tuple[Any, ...]:
        # Imports pass records between processes. Pickling a dataclass with slots is slow.
        return AdvisoryRecord, VALUES(self)


VALUES = attrgetter(*(part.name for part in fields(AdvisoryRecord)))


@dataclass(frozen=True, slots=True)
class Affected:
    """A range of versions of a package that a record calls affected.

    Parameters
    ----------
    ecosystem, package : as in `AdvisoryRecord.packages`.
    versions : the range in words, like ">= 2.0.0, < 2.4.1"; "" if the record has none.
    fixed : the first fixed version; "" if the record names none.
    """

    ecosystem: str
    package: str
    versions: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record or file that cannot be used.

    Parameters
    ----------
    source : its origin, like "a.zip/b.json" or "a.csv:3".
    reason : why, in one or two sentences.
    """

    source: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", shorten_origin(self.source))
        object.__setattr__(self, "reason", shorten_reason(self.reason))


@dataclass(frozen=True, slots=True)
class Repeated:
    """A record that says the same as an earlier one of its file, or adds to its lists.

    Parameters
    ----------
    source : its origin.
    """

    source: str
