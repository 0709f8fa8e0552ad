"""Agreement of people with what the rules suggest, per activity. It is never part of the agreement of raters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coding.dataset.inspection import NO, UNCLEAR, YES
from coding.dataset.rows import CodingRow, DecisionRow
from coding.dataset.study import StudyDataset
from coding.results.activities import answer_for
from coding.statistics.intervals import REPLICATES_OF_CODE, estimates
from coding.statistics.ratings import Ratings
from coding.statistics.registry import COEFFICIENTS

DECISION = "decision"  # in place of a rater's name

Pair = tuple[str, str]  # what the rules suggest, and what a person answered


@dataclass(frozen=True, slots=True)
class MachineAgreementRow:
    """The rules against one rater, or against the decisions, for one activity.

    Attributes
    ----------
    activity, rater : str
        Label of the code; name of the rater, or "decision".
    units : int
        Number of projects that have both a suggestion and an answer.
    both_yes, machine_only, person_only, both_no : int
        Number of projects where neither answer is "cannot tell", by who says yes.
    machine_unclear, person_unclear : int
        Number of projects where the rules, or the person, answer "cannot tell". Both counts include a project where
        both do.
    percent : float or None
        Proportion of equal answers, 0 to 1, among the projects of which both can tell.
    kappa, low, high : float or None
        Cohen's kappa on the same projects with its 95 % interval.
    undefined : str or None
        Why kappa has no value.
    note : str or None
        A remark on the interval, or why there is none.
    of_decisions : bool
        Whether the answers are the decisions; a rater may have the name "decision", too.
    precision, recall : float or None
        Of the suggestion "yes" against the decisions. A yes of which the rules cannot tell is missed.
    """

    activity: str
    rater: str
    units: int
    both_yes: int
    machine_only: int
    person_only: int
    both_no: int
    machine_unclear: int
    person_unclear: int
    percent: float | None
    kappa: float | None
    low: float | None
    high: float | None
    undefined: str | None
    note: str | None = None
    of_decisions: bool = False
    precision: float | None = None
    recall: float | None = None


def machine_agreement(data: StudyDataset) -> tuple[MachineAgreementRow, ...]:
    """Return how often people and rules agree.

    Parameters
    ----------
    data : StudyDataset
        Of a study of projects.

    Returns
    -------
    tuple of MachineAgreementRow
        Per activity of the inspection, in the order of the codebook: one row per rater, then the decisions. Empty if
        the study has no inspections.

    Examples
    --------
    >>> from coding.dataset.example import example_projects
    >>> rows = machine_agreement(example_projects())
    >>> [(row.activity, row.rater, row.both_yes, row.both_no, row.person_unclear) for row in rows][3:]
    [('Fuzzing', 'Ada', 1, 1, 1), ('Fuzzing', 'Bo', 0, 2, 0), ('Fuzzing', 'decision', 1, 1, 1)]
    """
    inspections = data.inspections
    if inspections is None:
        return ()
    codings: dict[str, list[CodingRow]] = {rater: [] for rater in data.ratings.raters}
    for coding in data.codings:
        codings[coding.rater].append(coding)
    suggestions = {row.unit: row.suggestions for row in inspections.snapshots}
    rows = []
    for code in data.codebook:
        activity = inspections.activity_of.get(code.label)
        if not activity:
            continue
        suggested = {unit: answers[activity] for unit, answers in suggestions.items() if activity in answers}
        for rater, of_rater in codings.items():
            rows.append(agreement_row(code.label, rater, _pairs(code.label, suggested, of_rater), data.plan.seed))
        pairs = _pairs(code.label, suggested, data.decisions)
        rows.append(agreement_row(code.label, DECISION, pairs, data.plan.seed, of_decisions=True))
    return tuple(rows)


def _pairs(label: str, suggested: Mapping[int, str], rows: Iterable[CodingRow | DecisionRow]) -> list[Pair]:
    return [(suggested[row.unit], answer_for(label, row)) for row in rows if row.unit in suggested]


def agreement_row(
    activity: str, rater: str, pairs: Iterable[Pair], seed: int, *, of_decisions: bool = False
) -> MachineAgreementRow:
    """Return the row of one activity and rater.

    Parameters
    ----------
    activity, rater : str
    pairs : iterable of (str, str)
        Per project what the rules suggest, and what the person answered: "yes", "no" or "cannot tell".
    seed : int
        Of the bootstrap of kappa's interval.
    of_decisions : bool

    Returns
    -------
    MachineAgreementRow

    Examples
    --------
    >>> pairs = [("yes", "yes"), ("yes", "no"), ("cannot tell", "yes")]
    >>> row = agreement_row("SAST", "decision", pairs, seed=1, of_decisions=True)
    >>> row.both_yes, row.machine_only, row.machine_unclear, row.percent, row.precision, row.recall
    (1, 1, 1, 0.5, 0.5, 0.5)
    """
    counts = Counter(pairs)
    both_yes, machine_only, person_only, both_no = (
        counts[pair] for pair in ((YES, YES), (YES, NO), (NO, YES), (NO, NO))
    )
    told = both_yes + machine_only + person_only + both_no
    cells = {pair: count for pair, count in counts.items() if UNCLEAR not in pair}
    ratings = Ratings.from_labels(Counter(cells), raters=("rules", rater), categories=(NO, YES))
    kappa = estimates({"kappa": (COEFFICIENTS["cohen_kappa"], ratings)}, seed=seed, replicates=REPLICATES_OF_CODE)
    estimate = kappa["kappa"]
    suggested, actual = both_yes + machine_only, both_yes + person_only + counts[UNCLEAR, YES]
    return MachineAgreementRow(
        activity=activity,
        rater=rater,
        units=sum(counts.values()),
        both_yes=both_yes,
        machine_only=machine_only,
        person_only=person_only,
        both_no=both_no,
        machine_unclear=sum(count for pair, count in counts.items() if pair[0] == UNCLEAR),
        person_unclear=sum(count for pair, count in counts.items() if pair[1] == UNCLEAR),
        percent=(both_yes + both_no) / told if told else None,
        kappa=estimate.value,
        low=estimate.low,
        high=estimate.high,
        undefined=estimate.undefined,
        note=estimate.note,
        of_decisions=of_decisions,
        precision=both_yes / suggested if of_decisions and suggested else None,
        recall=both_yes / actual if of_decisions and actual else None,
    )
