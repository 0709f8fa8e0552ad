"""Which advisories are units of a round whose coding has begun."""

from __future__ import annotations

from collections.abc import Collection

from advisories.platform.database import where_in_numbers
from coding.models import Assignment, Round


def advisories_in_rounds(advisories: Collection[int]) -> set[int]:
    """Return which advisories, by primary key, are units of an open, closed or settled round of any study."""
    if not advisories:
        return set()
    begun = Assignment.objects.filter(
        round__state__in=[Round.State.OPEN, Round.State.CLOSED, Round.State.SETTLED],
        unit__document__advisory__in=where_in_numbers(advisories),
    )
    numbers = begun.values_list("unit__document__advisory", flat=True).distinct()
    return {number for number in numbers if number is not None}
