"""Pseudonyms for everyone who appears in a publication.

Raters become `rater-1` and so on in the order of the plan, all others `person-1` in the order of appearance. Texts
that people wrote (memos, reasons, notes) are unchanged, so names in them must be removed by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coding.dataset.ratings import RatingData
from coding.dataset.spool import MappedView
from coding.dataset.study import StudyDataset

_BY = 5  # the column of a screening's rows that names a person


def with_labels(data: RatingData, labels: Mapping[str, str]) -> RatingData:
    """Return the same ratings with other names of the raters; who matched a code is unchanged."""

    def label(rater: str) -> str:
        return labels.get(rater, rater)

    return replace(
        data,
        raters=tuple(map(label, data.raters)),
        matching_steps=tuple(replace(row, rater=label(row.rater)) for row in data.matching_steps),
        exposures=tuple(replace(row, rater=label(row.rater)) for row in data.exposures),
    )


def pseudonymise(data: StudyDataset) -> StudyDataset:
    """Return the same data with pseudonyms in place of all names."""
    names = {rater: f"rater-{number}" for number, rater in enumerate(data.ratings.raters, start=1)}
    persons = 0

    def pseudonym(name: str) -> str:
        nonlocal persons
        if name and name not in names:
            persons += 1
            names[name] = f"person-{persons}"
        return names.get(name, "")

    screening = data.screening
    if screening is not None:
        rows = tuple((*row[:_BY], pseudonym(row[_BY]), *row[_BY + 1 :]) for row in screening.rows)
        screening = replace(screening, rows=rows)
    final_rater = pseudonym(data.plan.final_rater)
    matching = tuple(replace(row, rater=pseudonym(row.rater), by=pseudonym(row.by)) for row in data.matching)
    for decision in data.decisions:
        # Numbered here, because rows renamed on reading would number people in the order in which files are read.
        pseudonym(decision.by)
    ratings = replace(
        data.ratings,
        plan=replace(data.plan, final_rater=final_rater),
        raters=tuple(map(pseudonym, data.ratings.raters)),
        matching_steps=tuple(
            replace(row, rater=pseudonym(row.rater), by=pseudonym(row.by)) for row in data.ratings.matching_steps
        ),
        exposures=tuple(replace(row, rater=pseudonym(row.rater)) for row in data.ratings.exposures),
    )
    return replace(
        data,
        ratings=ratings,
        codings=MappedView(lambda row: replace(row, rater=pseudonym(row.rater)), data.codings),
        matching=matching,
        decisions=MappedView(lambda row: replace(row, by=pseudonym(row.by)), data.decisions),
        discussion=tuple(replace(row, by=pseudonym(row.by)) for row in data.discussion),
        times=tuple(replace(row, rater=pseudonym(row.rater)) for row in data.times),
        commitments=MappedView(lambda row: replace(row, rater=pseudonym(row.rater)), data.commitments),
        screening=screening,
    )
