"""Plain rows that a publication depends on, loaded from the database by `loading` or built by a test."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, cast

from coding.dataset.imported_metadata import Value
from coding.statistics.disagreement import CANNOT_TELL, no_code_reason_of

# The kinds of exposures. The last one is a suggestion that the rater saw before rating the project.
SIMILAR, SUGGESTION, SUGGESTION_BEFORE = "similar", "suggestion", "suggestion_before"
CONSENSUS = "consensus"  # the user of the decisions in files of other programs
SEVERITIES = ("critical", "high", "moderate", "low", "")


class UnitScaledRow:
    """Base of per-unit rows. Pickles field values only, about three times faster."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), _values_of(cast(Hashable, type(self)))(self)


@cache
def _values_of(kind: Hashable) -> Callable[[object], tuple[object, ...]]:
    return attrgetter(*(one.name for one in fields(cast(Any, kind))))


@dataclass(frozen=True, slots=True)
class UnitRow(UnitScaledRow):
    """One unit: the advisory behind it and the text that was read."""

    number: int
    identifier: str
    aliases: tuple[str, ...]
    title: str
    project: str
    text: str
    sha256: str
    severity: str  # one of SEVERITIES; "" is unknown
    cvss_score: float | None
    cwes: tuple[str, ...]
    published: str  # ISO date, or ""
    values: tuple[Value, ...] = ()  # of variables of the project file that it came with


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code of the codebook; `parent` is a label."""

    label: str
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    examples: str = ""
    colour: str = "#777777"
    parent: str = ""
    near_misses: str = ""
    rank: int | None = None  # place in the order of the codes, from 1
    score: float | None = None


ORDER_FIELDS = ("rank", "score")
CODE_FIELDS = tuple(field.name for field in fields(CodeRow) if field.name not in ORDER_FIELDS)
CODE_TEXTS = tuple(name for name in CODE_FIELDS if name not in {"label", "colour", "parent"})


def code_columns(codes: Iterable[CodeRow]) -> tuple[str, ...]:
    """Return the columns of a codebook: place and score only if codes have them.

    Parameters
    ----------
    codes : iterable of CodeRow

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> code_columns([CodeRow("low", rank=1), CodeRow("high", rank=2)])[-2:]
    ('near_misses', 'rank')
    """
    codes = list(codes)
    return CODE_FIELDS + tuple(name for name in ORDER_FIELDS if any(getattr(code, name) is not None for code in codes))


@dataclass(frozen=True, slots=True)
class CodeChangeRow:
    """One change of the shared codebook; `part` is the part of the code that changed, from `before` to `after`."""

    at: str
    by: str
    change: str  # added, changed, retired, restored, merged, ordered, matched or frozen
    code: str  # a label; "" if the whole codebook was frozen
    part: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SegmentRow(UnitScaledRow):
    """A passage that supports a code; [start, end) in code points of the unit's text."""

    code: str
    start: int
    end: int
    quote: str
    merged_code: str  # the shared code that `code` is read as


@dataclass(frozen=True, slots=True)
class CodingRow(UnitScaledRow):
    """A submitted coding, with its codes as the rater named them, after matching, and after merges."""

    unit: int
    rater: str
    own_codes: tuple[str, ...]
    matched_codes: tuple[str, ...]
    merged_codes: tuple[str, ...]
    memo: str = ""
    certainty: str = ""
    submitted_at: str = ""  # UTC, as 2026-01-15T10:00:00Z; of one that came with a file, when it was given
    version: int = 1
    segments: tuple[SegmentRow, ...] = ()
    no_code_reason: str = ""  # cannot_tell or not_applicable: given instead of codes
    flagged_for_discussion: bool = False
    unclear: tuple[str, ...] = ()  # codes of which the rater cannot tell whether they apply, after merges
    source: str = ""  # name of the file that it was entered from; "" if it was coded in Intercoder

    @property
    def uncoded(self) -> str:
        """The no-code reason, "not_applicable" if the coding states neither codes nor a reason."""
        return no_code_reason_of(self.own_codes, self.no_code_reason)


@dataclass(frozen=True, slots=True)
class CommitmentRow(UnitScaledRow):
    """A commitment of a rater, made before unsealing: `sha256` is the hash of salt and codings.

    A rater who completed further units made several. The last one counts.
    """

    rater: str
    made_at: str
    salt: str
    codings: str
    sha256: str
    matches: bool  # whether the codings still have this hash
    not_covered: tuple[int, ...] = ()  # units whose first rating was submitted after the commitment


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """Help that a rater was shown: similar units of their own after submitting a unit, or what the rules suggest."""

    rater: str  # or the final rater
    unit: int
    shown_units: tuple[int, ...]
    shown_at: str
    kind: str = SIMILAR


@dataclass(frozen=True, slots=True)
class SourceRow(UnitScaledRow):
    """A source record of a unit's advisory, as imported; `sha256` is the hash of its content."""

    unit: int
    identifier: str
    format: str  # a key of study.json
    origin: str  # file name, and the path inside an archive
    sha256: str
    imported_at: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A rater's time on task over all versions that were measured."""

    rater: str
    versions: int
    seconds: int


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One line of the matching: the shared code of a rater's private code."""

    rater: str
    code: str
    target: str
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRow(UnitScaledRow):
    """The final codes of a unit, or why it has none."""

    unit: int
    codes: tuple[str, ...]
    method: str  # agreed, discussion, final_rater or rule
    by: str = ""
    reason: str = ""
    decided_at: str = ""
    merged_code: str = ""  # the code whose merge resolved the disagreement
    no_code_reason: str = ""  # cannot_tell or not_applicable: given instead of codes
    unclear: tuple[str, ...] = ()  # codes of which one cannot tell whether they apply

    @property
    def uncoded(self) -> str:
        """The no-code reason, "not_applicable" if the decision states neither codes nor a reason."""
        return no_code_reason_of(self.codes, self.no_code_reason)

    @property
    def in_percentages(self) -> bool:
        """Whether the unit is among those of which the percentages of the table are shares."""
        return self.uncoded != CANNOT_TELL

    @property
    def status(self) -> str:
        """Status of a disagreement that has this decision."""
        return "resolved_by_merge" if self.merged_code else "decided"

    @property
    def note(self) -> str:
        """Method, person and reason of the decision, in one line."""
        by = f" by {self.by}" if self.by else ""
        return f"{self.method}{by}{f': {self.reason}' if self.reason else ''}"


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A contribution to the discussion of a disagreement; a changed position has codes or a no-code reason."""

    unit: int
    by: str
    kind: str  # remark, keeps or changes
    codes: tuple[str, ...]
    text: str
    at: str
    no_code_reason: str = ""
    unclear: tuple[str, ...] = ()  # codes of which a changed position cannot tell whether they apply


@dataclass(frozen=True, slots=True)
class MatchingStep:
    """A code that was matched with a label, or whose match was undone (None). Codes saved together share a `step`."""

    step: int
    at: str
    by: str
    rater: str
    code: str
    label: str | None
    reason: str = ""


def unclear_labels(row: CodingRow | DecisionRow, labels: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of which a coding or a decision cannot tell whether they apply.

    Parameters
    ----------
    row : CodingRow or DecisionRow
    labels : iterable of str
        Of the codebook.

    Returns
    -------
    tuple of str
        All labels if the unit as a whole cannot be told.

    Examples
    --------
    >>> unclear_labels(DecisionRow(1, ("SAST",), "agreed", unclear=("Fuzzing",)), ["SAST", "Fuzzing"])
    ('Fuzzing',)
    >>> unclear_labels(DecisionRow(1, (), "agreed", no_code_reason="cannot_tell"), ["SAST", "Fuzzing"])
    ('SAST', 'Fuzzing')
    """
    return tuple(labels) if row.uncoded == CANNOT_TELL else row.unclear
