"""Loads the ratings of closed rounds as arrays, which is all that agreement needs.

A study may have hundreds of thousands of codings, so no Python object is created per row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from coding.access import ratings, records, seal
from coding.access.blinding import blinding_applies
from coding.access.orders import letter_order
from coding.clock import stamp
from coding.codebook.resolver import CodeResolver, Reading, UnknownCode
from coding.codebook.rows import codebook_from, labels_of
from coding.dataset.plan import RoundPlan
from coding.dataset.rating_sources import RatingSourceRow
from coding.dataset.ratings import CodeOrder, RatingData, RatingValue
from coding.dataset.rows import ExposureRow, MatchingStep
from coding.loading.integer_columns import Columns, integer_columns
from coding.loading.passages import with_passages
from coding.loading.sources import load_sources
from coding.models import Assignment, CodebookVersion, Event, Member, Round
from coding.round_settings.plan import methods_words, settings_without_person
from coding.statistics.disagreement import NOT_APPLICABLE
from coding.statistics.ratings import IntArray


def load_ratings(
    coding_round: Round,
    version: CodebookVersion | None = None,
    resolver: CodeResolver | None = None,
    *,
    passages: bool = False,
) -> RatingData:
    """Load the ratings of a closed round; raise Sealed while it is open.

    With `version`, codes are read as in that frozen codebook, without later merges and renamings. A `resolver` of the
    round saves its queries. The marked passages are loaded only if `passages` is true.
    """
    return load_ratings_of_rounds([coding_round], version, resolver, passages=passages)[0]


def load_ratings_of_rounds(
    rounds: Sequence[Round],
    version: CodebookVersion | None = None,
    resolver: CodeResolver | None = None,
    *,
    passages: bool = False,
) -> list[RatingData]:
    """Load the ratings of closed rounds of one study, in a fixed number of queries; with passages, for each round."""
    for coding_round in rounds:
        seal.require_unsealed(coding_round)
    if not rounds:
        return []
    try:
        return _load(rounds, version, resolver, passages)
    except UnknownCode:
        # Another request confirmed a matching or added a code between the queries. Now both are complete.
        return _load(rounds, version, None, passages)


def _load(
    rounds: Sequence[Round], version: CodebookVersion | None, resolver: CodeResolver | None, passages: bool
) -> list[RatingData]:
    names = dict(Member.objects.filter(study=rounds[0].study_id).values_list("pk", "name"))
    resolver = resolver or CodeResolver.for_rounds(rounds, version)
    assigned = integer_columns("round", Assignment.objects.filter(round__in=rounds), ASSIGNED)
    submitted = integer_columns("assignment__round", ratings.all_ratings(rounds), SUBMITTED)
    unclear = integer_columns("assignment__round", ratings.unclear_ratings(rounds), UNCLEAR)
    exposures = defaultdict(list)
    for exposure in ratings.exposures(*rounds):
        exposures[exposure.coding_round].append(exposure_row(exposure))
    sources = load_sources(rounds, names)
    events = defaultdict(list)
    for event in records.matching_events(*rounds).select_related("actor"):
        events[event.round_id].append(event)
    loaded = []
    for coding_round in rounds:
        raters = _raters(assigned[coding_round.pk])
        raters = letter_order(coding_round, raters) if blinding_applies(coding_round) else raters
        units, values, distinct = _arrays(
            assigned[coding_round.pk]["unit"], submitted[coding_round.pk], raters, resolver, unclear[coding_round.pk]
        )
        used = {label for value in distinct for label in value.merged}
        before = {label for value in distinct for label in value.matched}
        shared = [code for code in resolver.codes.values() if code.round_id in {None, coding_round.pk}]
        data = RatingData(
            plan=with_sources(
                round_plan(coding_round), sources[coding_round.pk], [names[rater] for rater in raters], values
            ),
            raters=tuple(names[rater] for rater in raters),
            units=units,
            values=values,
            distinct=distinct,
            codebook=labels_at(version, used) if version else labels_of(codebook_from(shared, used)),
            order=code_order(coding_round, resolver, resolver.merged),
            order_before_merges=code_order(coding_round, resolver, resolver.matched),
            codebook_before_merges=labels_of(codebook_from(shared, before)) if before - used else (),
            exposures=tuple(exposures[coding_round.pk]),
            matching_steps=steps_from(events[coding_round.pk]) if coding_round.style == Round.Style.OPEN else (),
        )
        loaded.append(with_passages(data, coding_round, raters, resolver) if passages else data)
    return loaded


def code_order(coding_round: Round, resolver: CodeResolver, reading: Reading) -> CodeOrder | None:
    """Return the order that was fixed when the round opened, under the labels of a reading; None without an order.

    A code that was merged into another has no place of its own, and counts as the other.
    """
    if coding_round.code_order is None:
        return None
    rows = [row for row in coding_round.code_order if reading(row["code"]) == row["code"]]
    scores = [row["score"] for row in rows]
    return CodeOrder(
        tuple(resolver.label(row["code"]) for row in rows), None if None in scores or not scores else tuple(scores)
    )


def round_plan(coding_round: Round) -> RoundPlan:
    """Return the plan of a round as plain values."""
    return RoundPlan(
        number=coding_round.number,
        settings=settings_without_person(coding_round),
        final_rater=coding_round.final_rater.name if coding_round.final_rater else "",
        discussion_ended_at=stamp(coding_round.discussion_ended_at),
        seed=coding_round.seed,
        opened_at=stamp(coding_round.opened_at),
        closed_at=stamp(coding_round.closed_at),
        methods=methods_words(coding_round),
    )


def with_sources(
    plan: RoundPlan, sources: Sequence[RatingSourceRow], raters: Sequence[str], values: IntArray
) -> RoundPlan:
    """Return the plan with the files of the ratings, and how many of each rater's were coded in Intercoder."""
    in_page = dict(zip(raters, (values >= 0).sum(axis=0).tolist(), strict=True))
    in_order = []
    for source in sources:
        entered = dict(source.ratings)
        in_order.append(replace(source, ratings=tuple((r, entered[r]) for r in raters if r in entered)))
        for rater, count in in_order[-1].ratings:
            in_page[rater] -= count
    page = tuple((rater, count) for rater, count in in_page.items() if count)
    return replace(plan, rating_sources=tuple(in_order), in_page=page)


def steps_from(changes: Sequence[Event]) -> tuple[MatchingStep, ...]:
    """Return what was matched or undone, one row per code, in order."""
    return tuple(
        MatchingStep(step, stamp(event.at), event.actor.name if event.actor else "", *change)
        for step, event in enumerate(changes, 1)
        for change in ((row["rater"], row["code"], row["label"], row["reason"]) for row in event.data["changes"])
    )


def exposure_row(row: ratings.ShownHelp) -> ExposureRow:
    """Return an exposure as a row."""
    return ExposureRow(row.member, row.unit, row.shown_units, stamp(row.shown_at), row.kind)


def labels_at(version: CodebookVersion, used: set[str]) -> tuple[str, ...]:
    """Return the labels of a version, and all other labels in use."""
    listed = [code["label"] for code in version.content]
    return (*listed, *sorted(used.difference(listed)))


ASSIGNED = {
    "assignment": F("pk"),
    "rater": F("rater"),
    "unit": F("unit__number"),
    "current": Case(When(reassigned_at__isnull=True, then=Value(1)), default=Value(0)),
}
SUBMITTED = {
    "assignment": F("assignment"),
    "version": F("version"),
    "rater": F("assignment__rater"),
    "unit": F("assignment__unit__number"),
    # As `is_missing` says. "Not applicable" is a rating if a unit may have several codes.
    "no_code": Case(
        When(no_code_reason="", then=Value(0)),
        When(no_code_reason=NOT_APPLICABLE, assignment__round__multi_label=True, then=Value(0)),
        default=Value(1),
    ),
    "chosen": Coalesce(F("code_rows__pk"), Value(0)),
    "code": Coalesce(F("code_rows__code"), Value(0)),
}


# One row per code that a version leaves unclear.
UNCLEAR = {
    "assignment": F("assignment"),
    "version": F("version"),
    "chosen": F("unclear_rows__pk"),
    "code": F("unclear_rows__code"),
}


def _raters(assigned: Columns) -> list[int]:
    """Return raters in the order of their first assignment, which is the order of the plan."""
    current = assigned["current"] == 1
    order = np.argsort(assigned["assignment"][current])
    raters, first = np.unique(assigned["rater"][current][order], return_index=True)
    first_of = dict(zip(raters.tolist(), first.tolist(), strict=True))
    return sorted(first_of, key=lambda rater: first_of[rater])


def _arrays(
    units: IntArray, rows: Columns, raters: Sequence[int], resolver: CodeResolver, unclear: Columns
) -> tuple[IntArray, IntArray, tuple[RatingValue, ...]]:
    """Return units, values and distinct values of the last version of each coding."""
    numbers = np.unique(units)
    values = np.full((len(numbers), len(raters)), -1, dtype=np.int64)
    if not len(rows["assignment"]):
        return numbers, values, ()
    order = np.lexsort((rows["chosen"], rows["version"], rows["assignment"]))
    rows = {name: column[order] for name, column in rows.items()}
    # Rows are sorted by version, so the last row of each assignment has its last version.
    starts, lengths = _runs(rows["assignment"])
    last = rows["version"] == np.repeat(rows["version"][starts + lengths - 1], lengths)
    rows = {name: column[last] for name, column in rows.items()}
    starts, lengths = _runs(rows["assignment"])
    ids, codes = np.unique(rows["code"], return_inverse=True)
    # One number per distinct coding. Its codes are added one position at a time, -1 where it has fewer codes.
    marked, marks = _unclear(rows["assignment"][starts], rows["version"][starts], unclear)
    key = rows["no_code"][starts] + 2 * marked
    for position in range(int(lengths.max())):
        longer = lengths > position
        code = np.full(len(starts), -1, dtype=np.int64)
        code[longer] = codes[starts[longer] + position]
        key = np.unique(key * (len(ids) + 1) + code + 1, return_inverse=True)[1]
    _, example, index = np.unique(key, return_index=True, return_inverse=True)
    distinct = []
    for start, length, mark in zip(
        starts[example].tolist(), lengths[example].tolist(), marked[example].tolist(), strict=True
    ):
        own = [code for code in rows["code"][start : start + length].tolist() if code]
        distinct.append(
            RatingValue(
                own=tuple(resolver.label(code) for code in own),
                matched=resolver.labels(own, resolver.matched),
                merged=resolver.labels(own, resolver.merged),
                no_code=bool(rows["no_code"][start]),
                unclear=resolver.labels(marks[mark], resolver.matched),
                merged_unclear=resolver.labels(marks[mark], resolver.merged),
            )
        )
    column_of = np.array([raters.index(rater) for rater in np.unique(rows["rater"]).tolist()])
    column = column_of[np.searchsorted(np.unique(rows["rater"]), rows["rater"][starts])]
    values[np.searchsorted(numbers, rows["unit"][starts]), column] = index
    return numbers, values, tuple(distinct)


def _unclear(assignments: IntArray, versions: IntArray, rows: Columns) -> tuple[IntArray, list[tuple[int, ...]]]:
    """Return the index of each coding's unclear codes, and these codes by index; index 0 has none."""
    codes: dict[tuple[int, int], list[int]] = defaultdict(list)
    order = np.argsort(rows["chosen"], kind="stable")
    for assignment, version, code in zip(
        *(rows[name][order].tolist() for name in ("assignment", "version", "code")), strict=True
    ):
        codes[assignment, version].append(code)
    index: dict[tuple[int, ...], int] = {(): 0}
    marked = np.zeros(len(assignments), dtype=np.int64)
    if codes:
        for position, coding in enumerate(zip(assignments.tolist(), versions.tolist(), strict=True)):
            marked[position] = index.setdefault(tuple(codes.get(coding, ())), len(index))
    return marked, list(index)


def _runs(values: IntArray) -> tuple[IntArray, IntArray]:
    """Return the starts and the lengths of runs of equal values."""
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    return starts, np.diff(np.append(starts, len(values)))
