"""A rater's own work in a round: unsubmitted units, next unit, used codes, active time."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from coding.access import ratings
from coding.models import Assignment, Coding, Member, Round


def unsubmitted(member: Member, coding_round: Round) -> QuerySet[Assignment]:
    """Return the member's assignments without a submission, in work list order."""
    return ratings.assignments(member, coding_round).filter(~Exists(Coding.objects.filter(assignment=OuterRef("pk"))))


def next_unit(member: Member, coding_round: Round, position: int) -> int | None:
    """Return the first unsubmitted unit after this position, else from the start, else a deferred one."""
    remaining = unsubmitted(member, coding_round).values_list("unit__number", flat=True)
    not_deferred = remaining.filter(deferred_at__isnull=True)
    return not_deferred.filter(position__gt=position).first() or not_deferred.first() or remaining.first()


def own_code_counts(member: Member, coding_round: Round) -> list[tuple[int, int]]:
    """Return (code, number of the member's own current codings that have it), in order of code id."""
    codings = ratings.own_current_codings(member, coding_round).filter(code_rows__isnull=False)
    return list(codings.order_by().values_list("code_rows__code").annotate(Count("pk")).order_by("code_rows__code"))


def own_active_seconds(member: Member, coding_round: Round) -> int:
    """Return the member's own active time in a round, in seconds."""
    own = ratings.codings(member, coding_round).filter(assignment__rater=member)
    return own.aggregate(active_seconds=Sum("active_seconds"))["active_seconds"] or 0
