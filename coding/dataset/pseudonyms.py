"""Pseudonyms for everyone who appears in a publication, and no order or time that could reveal who is who.

Raters become `rater-1` and so on in an order that the caller states, all others `person-1` in the order of appearance.
Everything that follows the order of the plan, of joining or of working is sorted by pseudonym or by label. Times are
cut to the day or left out, and so are the commitments. Texts that people wrote (memos, reasons, notes) are unchanged,
so names in them must be removed by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from coding.dataset.palette import PALETTE
from coding.dataset.plan import Reassignment, RoundPlan
from coding.dataset.rating_sources import without_names
from coding.dataset.ratings import RatingData
from coding.dataset.rows import CodeRow, CodingRow, ExposureRow, MatchingStep
from coding.dataset.spool import MappedView, Spool
from coding.dataset.study import StudyDataset
from coding.statistics.segments.passages import RATER

_BY, _AT = 5, 6  # the columns of a screening's rows that name a person and a time


def with_labels(data: RatingData, labels: Mapping[str, str]) -> RatingData:
    """Return the same ratings with other names of the raters; who matched a code is unchanged."""
    if not labels:
        return data

    def label(rater: str) -> str:
        return labels.get(rater, rater)

    return replace(
        data,
        plan=_sources_under(label, data.plan, data.raters),
        raters=tuple(map(label, data.raters)),
        matching_steps=tuple(replace(row, rater=label(row.rater)) for row in data.matching_steps),
        exposures=tuple(replace(row, rater=label(row.rater)) for row in data.exposures),
    )


def _sources_under(label: Callable[[str], str], plan: RoundPlan, raters: Sequence[str]) -> RoundPlan:
    """Return the plan with the sources of its ratings, under labels of the raters."""
    counts = dict(plan.in_page)
    return replace(
        plan,
        rating_sources=tuple(without_names(plan.rating_sources, label, raters).values()),
        in_page=tuple((label(rater), counts[rater]) for rater in raters if rater in counts),
    )


class _Pseudonyms:
    """Pseudonyms by name; a name that is asked for the first time gets the next `person-`."""

    def __init__(self, raters: Iterable[str]) -> None:
        self._names = {rater: f"rater-{number}" for number, rater in enumerate(raters, start=1)}
        self._ranks = {pseudonym: rank for rank, pseudonym in enumerate(self._names.values())}
        self._persons = 0

    def of(self, name: str) -> str:
        """Return the pseudonym of a person; "" for nobody."""
        if name and name not in self._names:
            self._persons += 1
            self._names[name] = f"person-{self._persons}"
        return self._names.get(name, "")

    def rank(self, pseudonym: str) -> int:
        """Return the position of a rater's pseudonym; all other people come last."""
        return self._ranks.get(pseudonym, len(self._ranks))


def pseudonymise(data: StudyDataset, orders: Mapping[int, Sequence[str]] | None = None) -> StudyDataset:
    """Return the same data with pseudonyms in place of all names.

    `orders` has the raters of each round by its number, in the order of their pseudonyms. It must be an order that
    readers cannot reproduce. For a round without one, the order of the plan is taken.
    """
    orders = orders or {}
    ratings = _reordered(data.ratings, orders.get(data.plan.number))
    names = _Pseudonyms(ratings.raters)
    screening = data.screening
    if screening is not None:
        rows = tuple((*row[:_BY], names.of(row[_BY]), _day(row[_AT]), *row[_AT + 1 :]) for row in screening.rows)
        screening = replace(screening, rows=rows)
    plan = _sources_under(names.of, data.plan, ratings.raters)
    plan = _without_times(replace(plan, final_rater=names.of(data.plan.final_rater)))
    files = {name: row.name for name, row in without_names(data.plan.rating_sources, names.of, ratings.raters).items()}
    matching = [replace(row, rater=names.of(row.rater), by=names.of(row.by)) for row in data.matching]
    for decision in data.decisions:
        # Numbered here, because rows renamed on reading would number people in the order in which files are read.
        names.of(decision.by)
    return replace(
        data,
        ratings=_renamed(ratings, plan, names),
        codings=Spool(_codings(data.codings, names, files)),
        matching=tuple(sorted(matching, key=lambda row: (names.rank(row.rater), row.code))),
        # The order of codes on which all raters agreed is that of the rater who was planned first.
        decisions=MappedView(
            lambda row: replace(row, by=names.of(row.by), codes=tuple(sorted(row.codes)), decided_at=""),
            data.decisions,
        ),
        discussion=tuple(
            sorted((replace(row, by=names.of(row.by), at="") for row in data.discussion), key=lambda row: row.unit)
        ),
        times=tuple(
            sorted(
                (replace(row, rater=names.of(row.rater)) for row in data.times), key=lambda row: names.rank(row.rater)
            )
        ),
        commitments=(),  # the members saw each hash next to the name of its rater
        sources=MappedView(lambda row: replace(row, imported_at=_day(row.imported_at)), data.sources),
        screening=screening,
        codebook=_codebook(data.codebook, plan),
        rounds=tuple(
            _with_sorted_codebooks(
                replace(
                    one,
                    plan=_without_times(
                        replace(_sources_under(lambda rater: "", one.plan, one.raters), final_rater="")
                    ),
                )
            )
            for one in (_reordered(one, orders.get(one.plan.number)) for one in data.rounds)
        ),
    )


def _reordered(data: RatingData, order: Sequence[str] | None) -> RatingData:
    """Return the same ratings with the raters in this order; unchanged for None."""
    if order is None:
        return data
    raters = sorted(data.raters, key=list(order).index)
    columns = np.array([data.raters.index(rater) for rater in raters], dtype=np.int64)
    marked = data.marked
    if marked is not None:
        rows = marked.rows.copy()
        rows[:, RATER] = np.argsort(columns)[rows[:, RATER]]
        marked = replace(marked, rows=rows)
    return replace(data, raters=tuple(raters), values=data.values[:, columns], marked=marked)


def _renamed(data: RatingData, plan: RoundPlan, names: _Pseudonyms) -> RatingData:
    """Return the ratings under pseudonyms, with their codebooks in the order of `_codebook`."""
    return _with_sorted_codebooks(
        replace(
            data,
            plan=plan,
            raters=tuple(map(names.of, data.raters)),
            matching_steps=tuple(_matching_steps(data.matching_steps, names)),
            exposures=tuple(_exposures(data.exposures, names)),
        )
    )


def _with_sorted_codebooks(data: RatingData) -> RatingData:
    """Return the ratings with their codes by label, unless the codebook was fixed beforehand."""
    # The last digits of a coefficient follow the order of codes, and so would tell it.
    if data.plan.style == "closed":
        return data
    codebook, before = sorted(data.codebook), sorted(data.codebook_before_merges)
    return replace(data, codebook=tuple(codebook), codebook_before_merges=tuple(before))


def _matching_steps(rows: Iterable[MatchingStep], names: _Pseudonyms) -> Iterator[MatchingStep]:
    """Yield the steps in their order; the codes of one step by pseudonym and label, without times."""
    for _, step in groupby(rows, key=lambda row: row.step):
        renamed = [replace(row, rater=names.of(row.rater), by=names.of(row.by), at="") for row in step]
        yield from sorted(renamed, key=lambda row: (names.rank(row.rater), row.code))


def _exposures(rows: Iterable[ExposureRow], names: _Pseudonyms) -> list[ExposureRow]:
    """Return one row per rater and unit that help was about, without what was shown for what, and when."""
    # A unit is shown only after its submission, so the pairs would tell in which order a rater submitted the units.
    pairs = {(names.of(row.rater), unit, row.kind) for row in rows for unit in (row.unit, *row.shown_units)}
    ordered = sorted(pairs, key=lambda pair: (names.rank(pair[0]), *pair))
    return [ExposureRow(rater, unit, (), "", kind) for rater, unit, kind in ordered]


def _codings(rows: Iterable[CodingRow], names: _Pseudonyms, files: Mapping[str, str]) -> Iterator[CodingRow]:
    """Yield the codings by unit and pseudonym, without times."""
    for _, of_unit in groupby(rows, key=lambda row: row.unit):
        renamed = [
            replace(row, rater=names.of(row.rater), submitted_at="", source=files.get(row.source, ""))
            for row in of_unit
        ]
        yield from sorted(renamed, key=lambda row: names.rank(row.rater))


def _codebook(rows: Sequence[CodeRow], plan: RoundPlan) -> tuple[CodeRow, ...]:
    """Return the codes by label, with colours in that order, unless the codebook was fixed beforehand."""
    # Codes that came from the raters are numbered and coloured in the order of the raters in the plan, or of coding.
    # Even which colours occur would tell when codes were made that are merged away or not in use.
    if plan.style == "closed":
        return tuple(rows)
    by_label = sorted(rows, key=lambda row: row.label)
    return tuple(replace(row, colour=PALETTE[number % len(PALETTE)]) for number, row in enumerate(by_label))


def _without_times(plan: RoundPlan) -> RoundPlan:
    """Return the plan with its times cut to the day, without who reassigned what and when."""
    return replace(
        plan,
        # The members saw each reassignment next to the names of the raters.
        reassignments=tuple(Reassignment(row.units) for row in plan.reassignments),
        opened_at=_day(plan.opened_at),
        closed_at=_day(plan.closed_at),
        discussion_ended_at=_day(plan.discussion_ended_at),
    )


def _day(at: str) -> str:
    """Return the date of a time in ISO 8601, or ""."""
    return at[:10]
