"""A rater's own work in a round: what is left, what comes next, what was used, how long it took."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from coding.access import ratings
from coding.models import Assignment, Coding, Member, Round


def unsubmitted(member: Member, coding_round: Round) -> QuerySet[Assignment]:
    """The member's assignments without a submission, in their own order."""
    return ratings.assignments(member, coding_round).filter(~Exists(Coding.objects.filter(assignment=OuterRef("pk"))))


def next_unit(member: Member, coding_round: Round, position: int) -> int | None:
    """The unit to take next: the first without a submission after this place, else from the start, else put off."""
    left = unsubmitted(member, coding_round).values_list("unit__number", flat=True)
    soon = left.filter(deferred_at__isnull=True)
    return soon.filter(position__gt=position).first() or soon.first() or left.first()


def own_code_counts(member: Member, coding_round: Round) -> list[tuple[int, int]]:
    """code → how many of the member's own standing answers have it."""
    standing = ratings.own_current_codings(member, coding_round).filter(code_rows__isnull=False)
    return list(standing.order_by().values_list("code_rows__code").annotate(Count("pk")).order_by("code_rows__code"))


def own_active_seconds(member: Member, coding_round: Round) -> int:
    """The member's own time on task in a round."""
    own = ratings.codings(member, coding_round).filter(assignment__rater=member)
    return own.aggregate(active_seconds=Sum("active_seconds"))["active_seconds"] or 0
