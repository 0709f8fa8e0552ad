"""What one grid or file says: who rated which unit how, before units are joined and labels read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from coding.formats.ratings.sheet import Sheet

NOT_NAMED: Final = "it is not among the raters that were named"
SECOND_DECISIONS: Final = "another column holds the decisions"
OTHER_DECISIONS: Final = "it holds decisions on another question"
# The text of a cell, codes that are already apart, or None if the unit was not coded.
Cell = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Check:
    """A remark on a reading: `severity` is "refuse", "warn" or "note"."""

    code: str
    severity: str
    sentence: str
    where: tuple[str, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a file that is not read: a column, row, sheet, annotation, file or rater."""

    what: str
    name: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not read: its line, why, and whose rating it holds, if the file says so."""

    line: int
    reason: str
    rater: str = ""


@dataclass(frozen=True, slots=True)
class Offline:
    """Whose workbook for offline coding a file is: study, round, rater, and the hash of the units."""

    study: str  # slug
    title: str
    number: str  # of the round
    rater: str
    units: str


@dataclass
class UnitColumn:
    """Names of the rows' units, from one column or from several together."""

    names: tuple[str, ...]  # of the columns
    values: list[str]
    strength: int

    @property
    def title(self) -> str:
        return " + ".join(self.names)


@dataclass
class FinalColumn:
    """Decisions that stand beside ratings."""

    name: str
    values: list[Cell]

    @property
    def filled(self) -> int:
        return sum(value not in (None, "") for value in self.values)


@dataclass
class Answers:
    """The ratings of one grid or file. Rows are units; a long table has one row per unit, too.

    Attributes
    ----------
    title : str
        File, and sheet if there are several.
    layout : str
    raters, questions : list of str
        In order; no question if there is only one, which then is "".
    cells : dict of (str, str) to list of Cell
        Question and rater -> one cell per row.
    lines : list of int
        Line or row of the file on which each unit begins.
    units : list of UnitColumn
        The strongest first; none if the rows have no names.
    final : dict of str to FinalColumn
        By question.
    """

    title: str
    layout: str
    raters: list[str]
    questions: list[str]
    cells: dict[tuple[str, str], list[Cell]]
    lines: list[int]
    units: list[UnitColumn]
    final: dict[str, FinalColumn] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    origin: dict[str, str] = field(default_factory=dict)  # rater -> column, value or file that names them
    escaped: bool = False  # codes are written with the escapes of our own files
    several: bool = False  # a cell holds several codes for sure
    no_code: dict[str, int] = field(default_factory=dict)  # rater -> answers without a code
    details: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)  # row, rater -> memo, certainty …
    raw: dict[tuple[str, str], dict[int, str]] = field(default_factory=dict)  # cells that were trimmed, as written
    file: int = 0  # its position among the files
    refused: list[RefusedRow] = field(default_factory=list)  # only of a door that takes the rest
    between: str = ":"  # file and line in the origin of a row
    unnamed: frozenset[str] = frozenset()  # raters whom only the file's name or a number stands for
    other_names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of raters
    notes: tuple[str, ...] = ()  # columns with details
    offline: Offline | None = None  # if the file is a workbook for offline coding

    def of_question(self, question: str) -> Answers:
        """Return the answers to one question."""
        return Answers(
            self.title,
            self.layout,
            self.raters,
            [],
            {("", rater): self.cells[question, rater] for rater in self.raters},
            self.lines,
            self.units,
            {"": self.final[question]} if question in self.final else {},
            [
                *self.left_out,
                *(
                    LeftOut("column", final.name, final.filled, OTHER_DECISIONS)
                    for of, final in self.final.items()
                    if of != question
                ),
            ],
            self.checks,
            self.origin,
            self.escaped,
            self.several,
            self.no_code,
            self.details,
            {("", rater): self.raw.get((question, rater), {}) for rater in self.raters},
            self.file,
            self.refused,
            self.between,
            self.unnamed,
            self.other_names,
            self.notes,
            self.offline,
        )


@dataclass
class FileRead:
    """What is known of one file after reading it."""

    name: str
    sha256: str
    bytes: int
    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None
    sheets: list[Sheet] = field(default_factory=list, repr=False, compare=False)  # that were looked at
