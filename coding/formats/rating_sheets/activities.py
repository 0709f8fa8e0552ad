"""Answers about the activities of projects, from sheets for `manage.py replicate_projects`.

A sheet has one row per project and rater. Either it has a column per activity with yes, no or cannot tell, or one
column of codes, where a code means yes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from advisories.platform.errors import BadInput
from advisories.records.item import UnusableRecord
from advisories.tables import Table, TableRow, read_table
from coding.dataset.names import alike
from coding.formats.rating_sheets.decisions import codes_of
from coding.formats.ratings.lines import NO_CODE_REASONS
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.paths import content_of
from coding.rendering.escaping import uncsv_cell
from coding.statistics.disagreement import CANNOT_TELL

PROJECT: Final = ("project", "unit")
RATER: Final = "rater"
OTHERS: Final = (
    "reason",
    "memo",
    "uncoded",
    "unclear",
    "how",
    "by",
    "certainty",
)  # known columns without answers
OF_CODES: Final = ("uncoded", "unclear")  # what a sheet without a column per activity has in addition to the codes
IGNORED: Final = (
    *("identifier", "commit", "matched", "discuss", "version", "submitted_at", "decided_at", "address"),
    *("note", "notes", "comment", "comments"),
)
YES: Final = frozenset({"yes", "y", "true", "1", "x"})
NO: Final = frozenset({"no", "n", "false", "0"})
UNCLEAR: Final = frozenset({"cannot tell", "can't tell", "can not tell", "unclear", "unknown", "u", "?"})
LONGEST: Final = 200  # characters of a label
ANSWERS: Final = "Write yes, no or cannot tell, or leave the cell empty if the activity was not coded."


@dataclass(frozen=True, slots=True)
class ProjectAnswers:
    """What one rater, or a decision, answers about a project.

    Attributes
    ----------
    project, rater : str
        As in the sheet; no rater in a sheet of decisions.
    yes, unclear, not_coded : tuple of str
        Labels of activities. All others are answered with no.
    reason, memo : str
    origin : str
        File and line.
    agreed : bool
        A release says this of a decision on a project on which the raters agree.
    """

    project: str
    rater: str
    yes: tuple[str, ...]
    unclear: tuple[str, ...] = ()
    not_coded: tuple[str, ...] = ()
    reason: str = ""
    memo: str = ""
    origin: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The rows of a sheet in their order, and the labels of the activities that it has columns or codes for."""

    rows: tuple[ProjectAnswers, ...]
    labels: tuple[str, ...]
    of_columns: bool  # whether it has a column per activity
    sha256: str = ""  # of the file
    bytes: int = 0


def read_answers(path: Path, known: Mapping[str, str], *, raters: bool = True) -> AnswerSheet:
    r"""Read a sheet of answers: CSV or a workbook.

    Parameters
    ----------
    path : Path
    known : mapping of str to str
        Folded name of an activity, see `folded` → label of its code.
    raters : bool
        Whether the sheet has a column `rater`; a sheet of decisions has none.

    Returns
    -------
    AnswerSheet

    Raises
    ------
    UnreadableRatings
        If the file is missing or is not such a sheet.
    BadInput
        If a cell is not an answer, or a project is answered twice by one rater.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile("w+", suffix=".csv") as file:
    ...     _ = file.write("project,rater,ci_testing,SAST\nflask,Ada,yes,cannot tell\n")
    ...     file.flush()
    ...     sheet = read_answers(Path(file.name), {"ci testing": "CI-based testing", "sast": "SAST"})
    >>> [(row.project, row.rater, row.yes, row.unclear) for row in sheet.rows], sheet.labels
    ([('flask', 'Ada', ('CI-based testing',), ('SAST',))], ('CI-based testing', 'SAST'))
    """
    name = str(path)
    try:
        content = content_of(path)
        table = read_table(content, name, expected=PROJECT)
        if not table.header:
            raise UnreadableRatings(f"{name}: The file is empty. Add the columns project, rater and one per activity.")
        sheet = _Sheet(name, table, known, raters).read()
        return replace(sheet, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
    except UnusableRecord as error:
        raise UnreadableRatings(f"{error.origin or name}: {error.reason}") from None


def folded(text: str) -> str:
    """Return a name of an activity for comparison, without regard to case, spaces, hyphens and underscores.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> folded("CI-based  testing"), folded("ci_testing")
    ('ci based testing', 'ci testing')
    """
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


class _Sheet:
    """Reads one table."""

    def __init__(self, name: str, table: Table, known: Mapping[str, str], raters: bool) -> None:
        self.name, self.table, self.known, self.raters = name, table, known, raters
        self.header = [cell.strip() for cell in table.header]
        self.position = f"{name}:{table.header_number}"
        columns = [cell.casefold() for cell in self.header]
        self.project = self._only([column for column in columns if column in PROJECT], columns, "project")
        self.rater = self._only([RATER] * columns.count(RATER), columns, RATER) if raters else None
        self.codes = columns.index("codes") if "codes" in columns else None
        if columns.count("codes") > 1:
            raise UnreadableRatings(f"{self.position}: The header has two columns “codes”. Keep one of them.")
        self.others = {name: columns.index(name) for name in OTHERS if name in columns}
        reserved = {self.project, self.rater, self.codes, *self.others.values()}
        rest = [index for index, column in enumerate(columns) if index not in reserved and column not in IGNORED]
        also = [self.header[index] for index in rest if folded(self.header[index]) in known]
        if self.codes is not None and also:
            raise UnreadableRatings(
                f"{self.position}: The header has “codes” and the activity “{also[0]}”. Keep one of the two."
            )
        self.activities = {} if self.codes is not None else self._activities(rest)

    def _only(self, matching: Sequence[str], columns: Sequence[str], wanted: str) -> int:
        if len(matching) != 1:
            count = "no column" if not matching else "several columns"
            raise UnreadableRatings(f"{self.position}: The header has {count} “{wanted}”. Give exactly one this name.")
        return columns.index(matching[0])

    def _activities(self, rest: Iterable[int]) -> dict[int, str]:
        """Return index of a column → label of its activity."""
        labels: dict[int, str] = {}
        for index in rest:
            title = self.header[index]
            if not title:
                if any(row.cells[index].strip() for row in self.table.rows if index < len(row.cells)):
                    raise UnreadableRatings(f"{self.position}: Column {index + 1} has no name. Name its activity.")
                continue
            label = self.known.get(folded(title), title)
            if len(label) > LONGEST:
                raise UnreadableRatings(
                    f"{self.position}: “{label[:40]}…” is too long. Use at most {LONGEST} characters."
                )
            if label in labels.values():
                raise UnreadableRatings(f"{self.position}: Two columns are about “{label}”. Keep one of them.")
            labels[index] = label
        if not labels:
            raise UnreadableRatings(
                f"{self.position}: There is no column of an activity. Add one per activity, such as “SAST”, or “codes”."
            )
        return labels

    def read(self) -> AnswerSheet:
        rows: list[ProjectAnswers] = []
        line_of: dict[tuple[str, str], int] = {}
        first_of: dict[str, int] = {}
        for row in self.table.rows:
            if len(row.cells) != len(self.header):
                raise UnreadableRatings(
                    f"{self.name}:{row.number}: The row has {len(row.cells)} cells, the header has {len(self.header)}. "
                    "Put a cell that contains the delimiter in double quotes."
                )
            answers = self._row(row)
            if answers is None:
                continue
            key = (answers.project, answers.rater)
            if key in line_of:
                by = f" by {answers.rater}" if answers.rater else ""
                raise BadInput(
                    f"{answers.origin}: “{answers.project}”{by} is also on line {line_of[key]}. Keep one of the rows."
                )
            line_of[key] = row.number
            rows.append(answers)
            if answers.rater not in first_of:
                if other := alike(answers.rater, first_of):
                    line = first_of[other]
                    raise UnreadableRatings(
                        f"{answers.origin}: “{answers.rater}” looks like “{other}” on line {line}. "
                        "Write one rater's name in one way; rename one of two raters."
                    )
                first_of[answers.rater] = row.number
        labels = dict.fromkeys(self.activities.values())
        if self.codes is not None:
            labels = dict.fromkeys(label for row in rows for label in (*row.yes, *row.unclear))
        return AnswerSheet(tuple(rows), tuple(labels), self.codes is None)

    def _row(self, row: TableRow) -> ProjectAnswers | None:
        """Return the answers of a row; None if nothing of it was coded."""
        origin = f"{self.name}:{row.number}"
        project = row.cells[self.project].strip()
        rater = "" if self.rater is None else row.cells[self.rater].strip()
        coded = list(self.activities) if self.codes is None else [self.codes]
        if not any(row.cells[index].strip() for index in coded) and not self._other(row, "uncoded"):
            return None
        if self.codes is None and (filled := [name for name in OF_CODES if self._other(row, name)]):
            raise UnreadableRatings(
                f"{origin}: “{filled[0]}” belongs to a sheet with the column “codes”. Answer in the columns of the "
                "activities."
            )
        if not project:
            raise UnreadableRatings(f"{origin}: The project has no name. Fill in its column.")
        if self.rater is not None and not rater:
            raise UnreadableRatings(f"{origin}: The rater has no name. Fill in the column “{RATER}”.")
        yes, unclear, not_coded = self._codes(row, origin) if self.codes is not None else self._cells(row, origin)
        return ProjectAnswers(
            project=uncsv_cell(project),
            rater=uncsv_cell(rater),
            yes=yes,
            unclear=unclear,
            not_coded=not_coded,
            reason=uncsv_cell(self._other(row, "reason")),
            memo=uncsv_cell(self._other(row, "memo")),
            origin=origin,
            agreed=self._other(row, "how") == "agreed",
        )

    def _other(self, row: TableRow, column: str) -> str:
        return row.cells[self.others[column]].strip() if column in self.others else ""

    def _cells(self, row: TableRow, origin: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        yes, unclear, not_coded = list[str](), list[str](), list[str]()
        for index, label in self.activities.items():
            cell = row.cells[index].strip()
            answer = " ".join(cell.replace("_", " ").replace("’", "'").casefold().split())
            if not answer:
                not_coded.append(label)
            elif answer in YES:
                yes.append(label)
            elif answer in UNCLEAR:
                unclear.append(label)
            elif answer not in NO:
                raise BadInput(f"{origin}: “{cell[:40]}” is no answer for “{label}”. {ANSWERS}")
        return tuple(yes), tuple(unclear), tuple(not_coded)

    def _codes(self, row: TableRow, origin: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        assert self.codes is not None
        labels = set(self.known.values())
        yes = self._labels(row.cells[self.codes], labels, origin)
        unclear = self._labels(self._other(row, "unclear"), labels, origin)
        uncoded = self._other(row, "uncoded").replace(" ", "_").casefold()
        if uncoded not in NO_CODE_REASONS:
            raise BadInput(
                f"{origin}: Invalid value “{uncoded[:40]}” of “uncoded”. Use not_applicable or cannot_tell, "
                "or leave it empty."
            )
        if yes and uncoded:
            raise BadInput(f"{origin}: The row has codes and “{uncoded}”. Keep one of the two.")
        if uncoded == CANNOT_TELL:
            unclear = tuple(dict.fromkeys(self.known.values()))
        if both := [label for label in yes if label in unclear]:
            raise BadInput(f"{origin}: “{both[0]}” is given and cannot be told. Keep one of the two.")
        return yes, unclear, ()

    def _labels(self, cell: str, labels: set[str], origin: str) -> tuple[str, ...]:
        chosen = codes_of(cell, labels, True)
        for label in chosen:
            if len(label) > LONGEST:
                raise BadInput(f"{origin}: The code “{label[:40]}…” is too long. Use at most {LONGEST} characters.")
        return tuple(dict.fromkeys(self.known.get(folded(label), label) for label in chosen))
