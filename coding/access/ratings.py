"""Codings, drafts, work lists and exposures that a member may see, and first ratings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum, Value

from coding.access.seal import UNSEALED, require_all_unsealed, require_unsealed
from coding.dataset.rows import SUGGESTION_BEFORE
from coding.models import Assignment, CodeKeys, Coding, Draft, Exposure, Member, RatingSource, Round, Segment

SHOWN: Final = ("kind", "shown_units", "shown_at")


def codings(member: Member, coding_round: Round) -> QuerySet[Coding]:
    """Return all versions of the round's codings that `member` may see now."""
    versions = Coding.objects.filter(assignment__round=coding_round)
    return versions if coding_round.state in UNSEALED else versions.filter(assignment__rater=member)


def latest(versions: QuerySet[Coding]) -> QuerySet[Coding]:
    """Return the last submitted version per assignment, which is the one that counts."""
    later = Coding.objects.filter(assignment=OuterRef("assignment"), version__gt=OuterRef("version"))
    return versions.filter(~Exists(later))


def first_ratings(coding_round: Round) -> QuerySet[Coding]:
    """Return the first ratings of a closed round, by unit and rater; raise Sealed before it closes."""
    require_unsealed(coding_round)  # agreement and releases read codings only through this function
    return latest(Coding.objects.filter(assignment__round=coding_round)).order_by(
        "assignment__unit__number", "assignment__rater"
    )


def first_segments(coding_round: Round) -> QuerySet[Segment]:
    """Return the segments of the first ratings of a closed round; raise Sealed before it closes."""
    return Segment.objects.filter(coding__in=first_ratings(coding_round).order_by())


def all_ratings(rounds: Iterable[Round]) -> QuerySet[Coding]:
    """Return every submitted version in closed rounds; the last version per assignment counts."""
    return Coding.objects.filter(assignment__round__in=require_all_unsealed(*rounds))


def unclear_ratings(rounds: Iterable[Round]) -> QuerySet[Coding]:
    """Return the versions with a code that is unclear, in closed rounds of studies of projects."""
    unsealed = require_all_unsealed(*rounds)
    if not any(coding_round.study.of_projects for coding_round in unsealed):
        return Coding.objects.none()
    return Coding.objects.filter(assignment__round__in=unsealed, unclear_rows__isnull=False)


def entered_ratings(rounds: Iterable[Round]) -> list[dict[str, Any]]:
    """Return how many ratings of each rater were entered from each source, in closed rounds.

    A coding that its rater changed in Intercoder afterwards was entered, too.
    """
    first = Coding.objects.filter(assignment__round__in=require_all_unsealed(*rounds), version=1, source__isnull=False)
    columns = {"of_round": F("assignment__round"), "file": F("source"), "rater": F("assignment__rater")}
    return [dict(row) for row in first.order_by().values(**columns).annotate(count=Count("pk"))]


def rating_sources(rounds: Iterable[Round]) -> QuerySet[RatingSource]:
    """Return the files that codings of closed rounds were entered from, in order of time."""
    return RatingSource.objects.filter(round__in=require_all_unsealed(*rounds)).select_related("entered_by")


def visible_sources(member: Member, coding_round: Round) -> QuerySet[RatingSource]:
    """Return the files that codings of the round were entered from: until it closes, those that `member` entered."""
    sources = RatingSource.objects.filter(round=coding_round).select_related("entered_by")
    return sources if coding_round.state in UNSEALED else sources.filter(entered_by=member)


@dataclass(frozen=True, slots=True)
class ShownHelp:
    """Help that a member was shown with a unit of a round."""

    coding_round: int  # primary key
    member: str
    unit: int
    kind: str
    shown_units: tuple[int, ...]
    shown_at: datetime


def exposures(*rounds: Round) -> list[ShownHelp]:
    """Return the help that raters and final raters of closed rounds were shown, in order of time."""
    require_all_unsealed(*rounds)
    of_raters = Exposure.objects.filter(assignment__round__in=rounds).values_list(
        "pk", "assignment__round", "assignment__rater__name", "assignment__unit__number", *SHOWN
    )
    rows = list(of_raters)
    if any(coding_round.study.of_projects for coding_round in rounds):
        of_final_raters = Exposure.objects.filter(round__in=rounds, document__units__study=F("round__study"))
        rows += of_final_raters.values_list("pk", "round", "member__name", "document__units__number", *SHOWN)
        # Seen before the round opened or the unit was handed over. Then it was hidden until the round closed.
        seen_before = Exposure.objects.filter(
            assignment__isnull=True,
            round__isnull=True,
            member__assignments__round__in=rounds,
            member__assignments__reassigned_at__isnull=True,
            member__assignments__unit__document=F("document"),
            shown_at__lt=F("member__assignments__round__closed_at"),
        )
        of_unit = ("member__assignments__round", "member__name", "member__assignments__unit__number")
        before = seen_before.annotate(seen=Value(SUGGESTION_BEFORE))
        rows += before.values_list("pk", *of_unit, "seen", *SHOWN[1:])
    return [
        ShownHelp(coding_round, member, unit, kind, tuple(shown_units), shown_at)
        for _, coding_round, member, unit, kind, shown_units, shown_at in sorted(rows, key=lambda row: row[:2])
    ]


def time_on_task(coding_round: Round) -> list[dict[str, Any]]:
    """Return the total time on task per rater of a closed round, in seconds."""
    require_unsealed(coding_round)  # totals only: the time on a single unit is visible to its rater alone
    measured = Coding.objects.filter(assignment__round=coding_round, active_seconds__isnull=False)
    totals = measured.values("assignment__rater__name").annotate(versions=Count("pk"), seconds=Sum("active_seconds"))
    return [
        {"rater": row["assignment__rater__name"], "versions": row["versions"], "seconds": row["seconds"]}
        for row in totals.order_by("assignment__rater")
    ]


def suggestion_was_shown(assignment: Assignment) -> bool:
    """Return whether the rater has seen what the rules suggest for the unit, so that the answer is final."""
    return Exposure.objects.filter(assignment=assignment, kind=Exposure.Kind.SUGGESTION).exists()


def drafts(member: Member) -> QuerySet[Draft]:
    """Return the member's own drafts in all rounds."""
    return Draft.objects.filter(assignment__rater=member)


def code_keys(member: Member, coding_round: Round) -> QuerySet[CodeKeys]:
    """Return the member's own number keys in a round."""
    return CodeKeys.objects.filter(round=coding_round, rater=member)


def assignments(member: Member, coding_round: Round) -> QuerySet[Assignment]:
    """Return the member's own assignments in the order of the work list."""
    return Assignment.objects.filter(round=coding_round, rater=member, reassigned_at__isnull=True).order_by(
        "position", "pk"
    )


def own_current_codings(member: Member, coding_round: Round) -> QuerySet[Coding]:
    """Return the last version of each of the member's own codings in a round."""
    return latest(Coding.objects.filter(assignment__round=coding_round, assignment__rater=member)).annotate(
        unit_number=F("assignment__unit__number")
    )
