"""People without their names: everybody who appears in a publication's inputs gets a pseudonym.

Raters are `rater-1` and so on in the order of the plan, everybody else `person-1` in the order of appearance. What
people wrote (memos, reasons, notes) stays as it is, so a name in it has to be taken out by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from coding.dataset.rows import DecisionRow
from coding.dataset.spool import MappedView
from coding.dataset.study import StudyDataset

_BY = 5  # the column of a screening's rows that names a person


def renamed(inputs: StudyDataset, labels: Mapping[str, str]) -> StudyDataset:
    """The same ratings, whose raters bear these labels; who matched, decided or leads keeps the name."""
    if not labels:
        return inputs

    def label(rater: str) -> str:
        return labels.get(rater, rater)

    return replace(
        inputs,
        raters=tuple(map(label, inputs.raters)),
        codings=MappedView(lambda row: replace(row, rater=label(row.rater)), inputs.codings),
        matching=tuple(replace(row, rater=label(row.rater)) for row in inputs.matching),
        matching_steps=tuple(replace(row, rater=label(row.rater)) for row in inputs.matching_steps),
        exposures=tuple(replace(row, rater=label(row.rater)) for row in inputs.exposures),
        discussion=tuple(replace(row, by=label(row.by)) for row in inputs.discussion),
        times=tuple(replace(row, rater=label(row.rater)) for row in inputs.times),
        commitments=MappedView(lambda row: replace(row, rater=label(row.rater)), inputs.commitments),
    )


def pseudonymise(inputs: StudyDataset) -> StudyDataset:
    """The same inputs, in which nobody is named."""
    names = {rater: f"rater-{place}" for place, rater in enumerate(inputs.raters, start=1)}
    others = 0

    def hidden(name: str) -> str:
        nonlocal others
        if name and name not in names:
            others += 1
            names[name] = f"person-{others}"
        return names.get(name, "")

    def numbered(rows: Collection[DecisionRow]) -> Collection[DecisionRow]:
        # Rows that are renamed whenever they are read must not number people then.
        for row in rows:
            hidden(row.by)
        return rows

    screening = inputs.screening
    if screening is not None:
        rows = tuple((*row[:_BY], hidden(row[_BY]), *row[_BY + 1 :]) for row in screening.rows)
        screening = replace(screening, rows=rows)
    return replace(
        inputs,
        raters=tuple(map(hidden, inputs.raters)),
        final_rater=hidden(inputs.final_rater),
        codings=MappedView(lambda row: replace(row, rater=hidden(row.rater)), inputs.codings),
        matching=tuple(replace(row, rater=hidden(row.rater), by=hidden(row.by)) for row in inputs.matching),
        decisions=MappedView(lambda row: replace(row, by=hidden(row.by)), numbered(inputs.decisions)),
        matching_steps=tuple(replace(row, rater=hidden(row.rater), by=hidden(row.by)) for row in inputs.matching_steps),
        rounds=tuple(pseudonymise(one) for one in inputs.rounds),
        exposures=tuple(replace(row, rater=hidden(row.rater)) for row in inputs.exposures),
        discussion=tuple(replace(row, by=hidden(row.by)) for row in inputs.discussion),
        times=tuple(replace(row, rater=hidden(row.rater)) for row in inputs.times),
        commitments=MappedView(lambda row: replace(row, rater=hidden(row.rater)), inputs.commitments),
        screening=screening,
    )
