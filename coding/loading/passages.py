"""Loads the passages of a closed round as arrays, for the agreement on passages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from django.db.models import F
from django.db.models.functions import Length

from coding.access import ratings
from coding.codebook.resolver import CodeResolver
from coding.dataset.ratings import MarkedPassages, RatingData
from coding.loading.integer_columns import integer_columns
from coding.models import Assignment, Round

MARKED = {
    "unit": F("coding__assignment__unit__number"),
    "rater": F("coding__assignment__rater"),
    "code": F("code"),
    "start": F("start"),
    "end": F("end"),
}


def with_passages(data: RatingData, coding_round: Round, raters: list[int], resolver: CodeResolver) -> RatingData:
    """Return the ratings with the passages of the first ratings; unchanged if nobody marked one.

    `raters` has the primary keys of `data.raters`.
    """
    segments = ratings.first_segments(coding_round)
    marked = integer_columns("coding__assignment__round", segments, MARKED)[coding_round.pk]
    if not len(marked["unit"]):
        return data
    assigned = Assignment.objects.filter(round=coding_round)
    length_of = dict(assigned.order_by().values_list("unit__number", Length("unit__document__text")).distinct())
    codes, index = np.unique(marked["code"], return_inverse=True)
    labels = [resolver.label(resolver.merged(code)) for code in codes.tolist()]
    distinct = tuple(dict.fromkeys(labels))
    position = np.array([distinct.index(label) for label in labels], dtype=np.int64)
    by_key = np.argsort(raters)
    column = by_key[np.searchsorted(np.array(raters)[by_key], marked["rater"])]
    row = np.searchsorted(data.units, marked["unit"])
    rows = np.column_stack([row, column, position[index], marked["start"], marked["end"]])
    lengths = np.array([length_of[unit] for unit in data.units.tolist()], dtype=np.int64)
    return replace(data, marked=MarkedPassages(lengths, rows, distinct))
