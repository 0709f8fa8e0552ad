"""Results of a study of projects: the table of activities, and the table of projects by activity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coding.dataset.by_unit import UnitRecords, by_unit
from coding.dataset.inspection import (
    HINT,
    NO,
    OUTSIDE,
    TRUE,
    UNCLEAR,
    YES,
    Answer,
    EvidenceRow,
    Inspections,
    SnapshotRow,
)
from coding.dataset.rows import CodingRow, DecisionRow, SegmentRow
from coding.dataset.study import StudyDataset
from coding.statistics.disagreement import CANNOT_TELL
from coding.statistics.proportions import wilson


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity, and how many of the decided projects use it.

    Attributes
    ----------
    activity : str
        Label of the code.
    count, projects, unclear : int
        Projects decided yes, decided yes or no, and decided cannot tell.
    outside : int
        Projects among `count` whose only evidence lies outside the repository.
    proportion, wilson, lowest, highest
        `count` of `projects` with Wilson's interval, and the proportion if all unclear projects were no, or yes. None
        where nothing is decided.
    units, unclear_units, outside_units : tuple of int
    """

    activity: str
    definition: str
    count: int
    projects: int
    unclear: int
    outside: int
    proportion: float | None
    wilson: tuple[float, float] | None
    lowest: float | None
    highest: float | None
    units: tuple[int, ...] = ()
    unclear_units: tuple[int, ...] = ()
    outside_units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityCell:
    """What was decided about one activity of a project. An undecided project has no answer."""

    answer: Answer | None
    how: str  # method of the decision
    outside: bool  # yes by evidence outside the repository alone
    evidence: int | None  # number of the evidence that shows it
    url: str  # its permalink, or ""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with one cell per activity, in the order of the codebook."""

    unit: int
    project: str
    commit: str
    url: str  # permalink of the commit, or ""
    cells: tuple[ActivityCell, ...]


def answer_for(label: str, row: CodingRow | DecisionRow) -> Answer:
    """Return what a coding or a decision answers for one activity.

    Parameters
    ----------
    label : str
        Label of the activity's code.
    row : CodingRow or DecisionRow

    Returns
    -------
    "yes", "no" or "cannot tell"
        A code that is given means yes, one that is not given means no. If the project as a whole cannot be told, no
        activity can.

    Examples
    --------
    >>> decision = DecisionRow(1, ("SAST",), "agreed", unclear=("Fuzzing",))
    >>> [answer_for(label, decision) for label in ("SAST", "Fuzzing", "Code review")]
    ['yes', 'cannot tell', 'no']
    """
    codes = row.merged_codes if isinstance(row, CodingRow) else row.codes
    if label in codes:
        return "yes"
    return "cannot tell" if label in row.unclear or row.uncoded == CANNOT_TELL else "no"


def project_rows(data: StudyDataset) -> tuple[ProjectRow, ...]:
    """Return the table of projects by activity.

    Parameters
    ----------
    data : StudyDataset
        Of a study of projects.

    Returns
    -------
    tuple of ProjectRow
        One row per unit, with one cell per code of the codebook.

    Raises
    ------
    ValueError
        If codings or decisions are not in the order of units.

    Examples
    --------
    >>> from coding.dataset.example import example_projects
    >>> [(row.project, [cell.answer for cell in row.cells]) for row in project_rows(example_projects())]
    [('alpha', ['yes', 'no']), ('beta', ['yes', 'yes']), ('gamma', ['no', 'cannot tell'])]
    """
    inspections = data.inspections or Inspections((), (), {})
    snapshots = {row.unit: row for row in inspections.snapshots}
    evidence = evidence_by_unit(inspections.evidence)
    rows = []
    for records in by_unit(data):
        unit = records.unit
        snapshot = snapshots.get(unit.number, SnapshotRow(unit.number, unit.project))
        of_unit = evidence.get(unit.number, [])
        cited = cited_evidence(records.codings, of_unit)
        cells = tuple(
            _cell(code.label, inspections.activity_of.get(code.label, ""), records, of_unit, cited.get(code.label))
            for code in data.codebook
        )
        rows.append(ProjectRow(unit.number, snapshot.project, snapshot.commit, snapshot.url, cells))
    return tuple(rows)


def activity_table(data: StudyDataset, projects: Sequence[ProjectRow]) -> tuple[ActivityRow, ...]:
    """Return the table of activities.

    Parameters
    ----------
    data : StudyDataset
        Of a study of projects.
    projects : sequence of ProjectRow
        As `project_rows` returns them.

    Returns
    -------
    tuple of ActivityRow
        One row per code, in the order of the codebook. Undecided projects count nowhere.

    Examples
    --------
    >>> from coding.dataset.example import example_projects
    >>> data = example_projects()
    >>> [(row.activity, row.count, row.projects, row.outside) for row in activity_table(data, project_rows(data))]
    [('CI-based testing', 2, 3, 0), ('Fuzzing', 1, 2, 1)]
    """
    rows = []
    for column, code in enumerate(data.codebook):
        cells = [(row.unit, row.cells[column]) for row in projects]
        yes, no, unclear = (
            tuple(unit for unit, cell in cells if cell.answer == answer) for answer in (YES, NO, UNCLEAR)
        )
        outside = tuple(unit for unit, cell in cells if cell.outside)
        decided = len(yes) + len(no)
        all_answers = decided + len(unclear)
        rows.append(
            ActivityRow(
                activity=code.label,
                definition=code.definition,
                count=len(yes),
                projects=decided,
                unclear=len(unclear),
                outside=len(outside),
                proportion=len(yes) / decided if decided else None,
                wilson=wilson(len(yes), decided) if decided else None,
                lowest=len(yes) / all_answers if all_answers else None,
                highest=(len(yes) + len(unclear)) / all_answers if all_answers else None,
                units=yes,
                unclear_units=unclear,
                outside_units=outside,
            )
        )
    return tuple(rows)


def evidence_by_unit(evidence: Iterable[EvidenceRow]) -> Mapping[int, list[EvidenceRow]]:
    """Return the evidence grouped by unit, in the order of its numbers.

    Parameters
    ----------
    evidence : iterable of EvidenceRow

    Returns
    -------
    mapping of int to list of EvidenceRow

    Examples
    --------
    >>> [*evidence_by_unit([EvidenceRow(2, 1, "sast", "sast.action", "true")])]
    [2]
    """
    rows: dict[int, list[EvidenceRow]] = defaultdict(list)
    for row in evidence:
        rows[row.unit].append(row)
    return rows


def evidence_at(segment: SegmentRow, evidence: Iterable[EvidenceRow]) -> int | None:
    """Return the number of the evidence within whose stretch a segment lies.

    Parameters
    ----------
    segment : SegmentRow
    evidence : iterable of EvidenceRow
        Of the segment's unit.

    Returns
    -------
    int or None
        None if the segment lies within no evidence.

    Examples
    --------
    >>> rows = [EvidenceRow(1, 4, "sast", "sast.action", "true", start=10, end=30)]
    >>> evidence_at(SegmentRow("SAST", 12, 30, "codeql", "SAST"), rows)
    4
    """
    for row in evidence:
        if row.start is not None and row.end is not None and row.start <= segment.start and segment.end <= row.end:
            return row.number
    return None


def cited_evidence(codings: Iterable[CodingRow], evidence: Sequence[EvidenceRow]) -> dict[str, int]:
    """Return the evidence that the segments of each code cite most often.

    Parameters
    ----------
    codings : iterable of CodingRow
        Of one unit.
    evidence : sequence of EvidenceRow
        Of the same unit.

    Returns
    -------
    dict of str to int
        Label → number of the evidence; the lowest number where several are cited equally often. Codes without such a
        segment are left out.

    Examples
    --------
    >>> rows = [EvidenceRow(1, 4, "sast", "sast.action", "true", start=10, end=30)]
    >>> segment = SegmentRow("SAST", 12, 30, "codeql", "SAST")
    >>> cited_evidence([CodingRow(1, "Ada", ("SAST",), ("SAST",), ("SAST",), segments=(segment,))], rows)
    {'SAST': 4}
    """
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for coding in codings:
        for segment in coding.segments:
            number = evidence_at(segment, evidence)
            if number is not None:
                counts[segment.merged_code][number] += 1
    return {label: min(cited, key=lambda number: (-cited[number], number)) for label, cited in counts.items()}


def _cell(
    label: str, activity: str, records: UnitRecords, evidence: Sequence[EvidenceRow], cited: int | None
) -> ActivityCell:
    if records.decision is None:
        return ActivityCell(None, "", False, None, "")
    answer = answer_for(label, records.decision)
    of_activity = [row for row in evidence if row.activity == activity]
    candidates = [*(row for row in evidence if row.number == cited), *_counting(of_activity)]
    # The history and the list of OSS-Fuzz have no line to link to, so evidence with an address comes first.
    shown = next((row for row in candidates if row.url), candidates[0] if candidates else None)
    return ActivityCell(
        answer=answer,
        how=records.decision.method,
        outside=answer == YES and only_outside(of_activity),
        evidence=shown.number if shown else None,
        url=shown.url if shown else "",
    )


def _counting(evidence: Sequence[EvidenceRow]) -> list[EvidenceRow]:
    """Return the evidence that shows that an activity is in use."""
    return [row for row in evidence if row.outcome == TRUE and row.state != HINT]


def only_outside(evidence: Iterable[EvidenceRow]) -> bool:
    """Return whether an activity is in use by evidence outside the repository alone.

    Parameters
    ----------
    evidence : iterable of EvidenceRow
        Of one unit and activity.

    Returns
    -------
    bool
        True if there is evidence outside the repository that is not false, and none within it that is true.

    Examples
    --------
    >>> outside = EvidenceRow(1, 2, "fuzzing", "fuzz.outside", "true", state="outside")
    >>> target = EvidenceRow(1, 1, "fuzzing", "fuzz.targets", "true")
    >>> only_outside([outside]), only_outside([target, outside]), only_outside([])
    (True, False, False)
    """
    rows = [row for row in evidence if row.state != HINT]
    within = any(row.outcome == TRUE and row.state != OUTSIDE for row in rows)
    return not within and any(row.state == OUTSIDE and row.outcome in {TRUE, "not available"} for row in rows)
