"""What happened at the raters' seats: the help they were shown, and the time they took."""

from __future__ import annotations

from coding.rendering.escaping import csv_bytes
from coding.results.derive import Publication


def exposures_csv(publication: Publication) -> bytes:
    """One row each time a rater was shown similar units of their own, after submitting one."""
    rows = [(row.rater, row.unit, " ".join(map(str, row.shown)), row.shown_at) for row in publication.inputs.exposures]
    return csv_bytes(("rater", "unit", "shown", "shown_at"), rows)


def time_csv(publication: Publication) -> bytes:
    """Each rater's time on task in total, over all submitted versions for which it was measured."""
    rows = [(row.rater, row.versions, row.seconds) for row in publication.inputs.times]
    return csv_bytes(("rater", "versions", "seconds"), rows)
