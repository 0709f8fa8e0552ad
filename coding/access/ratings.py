"""Codings, drafts, work lists and exposures that a member may see, and the first ratings of closed rounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from coding.access.seal import UNSEALED, all_lifted, require_unsealed
from coding.models import (
    Assignment,
    Coding,
    Draft,
    Exposure,
    Member,
    Round,
)


def codings(member: Member, coding_round: Round) -> QuerySet[Coding]:
    """All versions of the codings of this round that `member` may see now."""
    found = Coding.objects.filter(assignment__round=coding_round)
    return found if coding_round.state in UNSEALED else found.filter(assignment__rater=member)


def latest(found: QuerySet[Coding]) -> QuerySet[Coding]:
    """Only the last submitted version of each answer: the one that counts."""
    later = Coding.objects.filter(assignment=OuterRef("assignment"), version__gt=OuterRef("version"))
    return found.filter(~Exists(later))


def first_ratings(coding_round: Round) -> QuerySet[Coding]:
    """What the raters of a closed round submitted: the only way from codings to agreement and release."""
    require_unsealed(coding_round)
    return latest(Coding.objects.filter(assignment__round=coding_round)).order_by(
        "assignment__unit__number", "assignment__rater"
    )


def all_ratings(rounds: Iterable[Round]) -> QuerySet[Coding]:
    """Every version that raters of closed rounds submitted; the last one of each answer counts."""
    return Coding.objects.filter(assignment__round__in=all_lifted(*rounds))


def exposures(*rounds: Round) -> QuerySet[Exposure]:
    """The help that raters of closed rounds were shown."""
    return Exposure.objects.filter(assignment__round__in=all_lifted(*rounds)).select_related(
        "assignment__rater", "assignment__unit"
    )


def times(coding_round: Round) -> list[dict[str, Any]]:
    """Time on task of each rater of a closed round, as totals: a single unit's is the rater's own business."""
    require_unsealed(coding_round)
    measured = Coding.objects.filter(assignment__round=coding_round, active_seconds__isnull=False)
    totals = measured.values("assignment__rater__name").annotate(versions=Count("pk"), seconds=Sum("active_seconds"))
    return [
        {"rater": row["assignment__rater__name"], "versions": row["versions"], "seconds": row["seconds"]}
        for row in totals.order_by("assignment__rater")
    ]


def drafts(member: Member) -> QuerySet[Draft]:
    return Draft.objects.filter(assignment__rater=member)


def assignments(member: Member, coding_round: Round) -> QuerySet[Assignment]:
    """The member's own assignments in their own order; nobody else's work list is anybody's business."""
    return Assignment.objects.filter(round=coding_round, rater=member, reassigned_at__isnull=True).order_by(
        "position", "pk"
    )


def own_current_codings(member: Member, coding_round: Round) -> QuerySet[Coding]:
    """The member's own standing answers in a round."""
    return latest(Coding.objects.filter(assignment__round=coding_round, assignment__rater=member)).annotate(
        unit_number=F("assignment__unit__number")
    )
