"""Codes, events, disagreements, decisions and releases that a member may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from coding.access.blinding import blinded_rounds
from coding.access.seal import UNSEALED, all_lifted, require_unsealed
from coding.models import Code, Comment, Decision, Disagreement, Event, EventKind, Member, Release, Round, Study
from coding.models.event import CODEBOOK_EVENTS, HIDDEN_WHILE_BLINDED


def codes(member: Member) -> QuerySet[Code]:
    """The shared codebook, one's own private codes, and everyone's of closed rounds."""
    return Code.objects.filter(
        Q(owner__isnull=True) | Q(owner=member) | Q(round__state__in=UNSEALED), study=member.study_id
    ).select_related("owner", "round")


def events(member: Member) -> QuerySet[Event]:
    """The study's history as `member` may know it."""
    found = Event.objects.filter(
        Q(rater_scope__isnull=True) | Q(rater_scope=member) | Q(round__state__in=UNSEALED), study=member.study_id
    )
    telling = Q(rater_scope__isnull=False) | Q(kind__in=HIDDEN_WHILE_BLINDED)
    return found.exclude(telling & blinded_rounds(member, "round")).select_related("actor")


def matching_events(*rounds: Round) -> QuerySet[Event]:
    """How the matching of closed rounds came about, in order."""
    return Event.objects.filter(
        round__in=all_lifted(*rounds), kind=EventKind.MATCHING_CHANGED, rater_scope__isnull=True
    ).order_by("number")


def codebook_events(study: Study) -> QuerySet[Event]:
    """How the shared codebook came to be, without what is still sealed and without private codes."""
    found = Event.objects.filter(
        Q(rater_scope__isnull=True) | Q(round__state__in=UNSEALED), study=study, kind__in=CODEBOOK_EVENTS
    )
    private = Q(rater_scope__isnull=False, round__style=Round.Style.OPEN)
    return found.exclude(private).select_related("actor", "round").order_by("at", "pk")


def disagreements(coding_round: Round) -> QuerySet[Disagreement]:
    require_unsealed(coding_round)
    return Disagreement.objects.filter(round=coding_round).select_related("unit__document__advisory")


def decisions(coding_round: Round) -> QuerySet[Decision]:
    """The standing decisions of a closed round."""
    require_unsealed(coding_round)
    return Decision.objects.filter(round=coding_round, withdrawn_at__isnull=True)


def decision_counts(coding_round: Round, **of: Any) -> dict[int, int]:
    """Unit → how often it was decided, or a decision on it withdrawn; a unit where neither happened is not in it."""
    require_unsealed(coding_round)
    found = Decision.objects.filter(round=coding_round, **of).order_by().values_list("unit")
    return dict(found.annotate(times=Count("pk") + Count("withdrawn_at")))


def comments(coding_round: Round) -> QuerySet[Comment]:
    """What was said about the disagreements of a closed round, in order."""
    require_unsealed(coding_round)
    found = Comment.objects.filter(disagreement__round=coding_round).select_related("author")
    return found.prefetch_related("code_rows__code").order_by("pk")


def public_release(*, study: str, number: int) -> Release:
    """A release that its lead has made public, or "not found": the only thing that is seen without a seat."""
    found = Release.objects.filter(study__slug=study, number=number).select_related("study", "round")
    release = found.filter(public_access__withdrawn_at__isnull=True, public_access__isnull=False).first()
    if release is None:
        raise Http404
    return release
