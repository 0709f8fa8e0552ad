"""Reads what agreement rests on, and nothing else, out of the database: for a round, or for many at once.

A study may have hundreds of thousands of answers, so the database joins each column of numbers into one text, and
numpy makes an array of it: no row becomes an object.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import Aggregate, Case, F, TextField, Value, When
from django.db.models.functions import Coalesce

from coding.access import ratings, records, seal
from coding.access.blinding import blinding_applies, keyed_order
from coding.codebook.resolver import CodeResolver
from coding.codebook.rows import codebook_from, labels_of
from coding.dataset.ratings import RatingData, RatingValue
from coding.dataset.rows import CodeRow
from coding.dataset.study import StudyDataset
from coding.loading.study import exposure_row, round_plan, steps_from
from coding.models import Assignment, CodebookVersion, Member, Round
from coding.statistics.ratings import IntArray

Columns = dict[str, IntArray]


class IntegerList(Aggregate):
    """Whole numbers as one text with commas. Those asked for together stand in the same order."""

    template = "string_agg((%(expressions)s)::text, ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="group_concat(%(expressions)s, ',')", **extra)


def load_ratings(round: Round, version: CodebookVersion | None = None) -> StudyDataset:
    """As `gather`, with all that agreement rests on and nothing else: no texts, memos, words or decisions.

    With `version`, codes are read as the codebook stood when it was frozen: later merges and renamings do not count.
    """
    return load_ratings_of_rounds([round], version)[0]


def load_ratings_of_rounds(rounds: Sequence[Round], version: CodebookVersion | None = None) -> list[StudyDataset]:
    """The ratings of closed rounds of one study, in as many queries for one as for all."""
    for round in rounds:
        seal.require_unsealed(round)
    if not rounds:
        return []
    study = rounds[0].study_id
    names = dict(Member.objects.filter(study=study).values_list("pk", "name"))
    resolver = CodeResolver.for_rounds(rounds, version)
    codes = resolver.codes.values()
    assigned = _columns("round", Assignment.objects.filter(round__in=rounds), ASSIGNED)
    answered = _columns("assignment__round", ratings.all_ratings(rounds), ANSWERED)
    exposures = defaultdict(list)
    for exposure in ratings.exposures(*rounds):
        exposures[exposure.assignment.round_id].append(exposure_row(exposure))
    events = defaultdict(list)
    for event in records.matching_events(*rounds).select_related("actor"):
        events[event.round_id].append(event)
    found = []
    for round in rounds:
        raters = _raters(assigned[round.pk])
        raters = keyed_order(round, raters) if blinding_applies(round) else raters
        sheet = _sheet(assigned[round.pk]["unit"], answered[round.pk], raters, resolver)
        used = {label for said in sheet.said for label in said.merged}
        before = {label for said in sheet.said for label in said.matched}
        shared = [code for code in codes if code.round_id in {None, round.pk}]
        found.append(
            StudyDataset(
                **round_plan(round),
                raters=tuple(names[rater] for rater in raters),
                units=(),
                codings=(),
                sheet=sheet,
                codebook=codebook_at(version, used) if version else codebook_from(shared, used),
                labels_before_merges=labels_of(codebook_from(shared, before)) if before - used else (),
                matching=(),
                matching_steps=steps_from(events[round.pk]) if round.style == Round.Style.OPEN else (),
                decisions=(),
                exposures=tuple(exposures[round.pk]),
            )
        )
    return found


def codebook_at(version: CodebookVersion, used: set[str]) -> tuple[CodeRow, ...]:
    """The codes of a version, and any other label in use."""
    listed = [code["label"] for code in version.content]
    return tuple(CodeRow(label) for label in [*listed, *sorted(used.difference(listed))])


ASSIGNED = {
    "assignment": F("pk"),
    "rater": F("rater"),
    "unit": F("unit__number"),
    "standing": Case(When(reassigned_at__isnull=True, then=Value(1)), default=Value(0)),
}
ANSWERED = {
    "assignment": F("assignment"),
    "version": F("version"),
    "rater": F("assignment__rater"),
    "unit": F("assignment__unit__number"),
    "no_code_reason": Case(When(no_code_reason="", then=Value(0)), default=Value(1)),
    "chosen": Coalesce(F("code_rows__pk"), Value(0)),
    "code": Coalesce(F("code_rows__code"), Value(0)),
}


def _columns(by: str, rows: Any, columns: dict[str, Any]) -> dict[int, Columns]:
    """round → its rows as arrays by name; a round without rows has empty ones."""
    joined = {f"all_{name}": IntegerList(column) for name, column in columns.items()}
    found: dict[int, Columns] = defaultdict(lambda: {name: np.zeros(0, dtype=np.int64) for name in columns})
    for row in rows.order_by().values(by).annotate(**joined):
        found[row[by]] = {name: np.fromstring(row[f"all_{name}"], dtype=np.int64, sep=",") for name in columns}
    return found


def _raters(assigned: Columns) -> list[int]:
    """Raters in the order in which the plan names them."""
    standing = assigned["standing"] == 1
    first: dict[int, int] = {}
    order = np.argsort(assigned["assignment"][standing])
    raters, places = np.unique(assigned["rater"][standing][order], return_index=True)
    first = dict(zip(raters.tolist(), places.tolist(), strict=True))
    return sorted(first, key=lambda rater: first[rater])


def _sheet(units: IntArray, rows: Columns, raters: Sequence[int], resolver: CodeResolver) -> RatingData:
    """The last version of each answer, in the raters' own codes and in those that they are matched with."""
    numbers = np.unique(units)
    answers = np.full((len(numbers), len(raters)), -1, dtype=np.int64)
    if not len(rows["assignment"]):
        return RatingData(numbers, answers, ())
    order = np.lexsort((rows["chosen"], rows["version"], rows["assignment"]))
    rows = {name: column[order] for name, column in rows.items()}
    # The last row of each assignment has its last version.
    starts, lengths = _runs(rows["assignment"])
    last = rows["version"] == np.repeat(rows["version"][starts + lengths - 1], lengths)
    rows = {name: column[last] for name, column in rows.items()}
    starts, lengths = _runs(rows["assignment"])
    ids, codes = np.unique(rows["code"], return_inverse=True)
    # One number for each different answer: codes are added to it one after the other, -1 where there are no more.
    key = rows["no_code_reason"][starts]
    for turn in range(int(lengths.max())):
        more = lengths > turn
        code = np.full(len(starts), -1, dtype=np.int64)
        code[more] = codes[starts[more] + turn]
        key = np.unique(key * (len(ids) + 1) + code + 1, return_inverse=True)[1]
    _, example, place = np.unique(key, return_index=True, return_inverse=True)
    said = []
    for start, length in zip(starts[example].tolist(), lengths[example].tolist(), strict=True):
        own = [code for code in rows["code"][start : start + length].tolist() if code]
        labels = tuple(resolver.label(code) for code in own)
        matched, merged = resolver.labels(own, resolver.matched), resolver.labels(own, resolver.merged)
        said.append(RatingValue(labels, matched, merged, bool(rows["no_code_reason"][start])))
    column_of = np.array([raters.index(rater) for rater in np.unique(rows["rater"]).tolist()])
    column = column_of[np.searchsorted(np.unique(rows["rater"]), rows["rater"][starts])]
    answers[np.searchsorted(numbers, rows["unit"][starts]), column] = place
    return RatingData(numbers, answers, tuple(said))


def _runs(values: IntArray) -> tuple[IntArray, IntArray]:
    """Where runs of the same value start, and how long they are."""
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    return starts, np.diff(np.append(starts, len(values)))
