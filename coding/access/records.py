"""Codes, events, disagreements, decisions and releases that a member may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from coding.access.blinding import blinded_rounds, raters_hidden_from
from coding.access.classifications import require_not_withheld, withholds_releases
from coding.access.seal import UNSEALED, require_all_unsealed, require_unsealed
from coding.access.suggestions import hidden_suggestions, require_suggestions_not_withheld
from coding.models import Code, Comment, Decision, Disagreement, Event, EventKind, Member, Release, Round, Study
from coding.models.event_kinds import CHANGES_CODEBOOK, HIDDEN_WHILE_BLINDED


def codes(member: Member) -> QuerySet[Code]:
    """Return the shared codes, the member's own private codes, and all private codes of closed rounds."""
    return Code.objects.filter(
        Q(owner__isnull=True) | Q(owner=member) | Q(round__state__in=UNSEALED), study=member.study_id
    ).select_related("owner", "round")


def events(member: Member) -> QuerySet[Event]:
    """Return the study's events that `member` may see now."""
    visible = Event.objects.filter(
        Q(rater_scope__isnull=True) | Q(rater_scope=member) | Q(round__state__in=UNSEALED), study=member.study_id
    )
    reveals_rater = Q(rater_scope__isnull=False) | Q(kind__in=HIDDEN_WHILE_BLINDED)
    leaves = Q(kind=EventKind.MEMBER_LEFT, actor__in=raters_hidden_from(member))
    return visible.exclude(leaves | reveals_rater & blinded_rounds(member, "round")).select_related("actor")


def matching_events(*rounds: Round) -> QuerySet[Event]:
    """Return the changes of the matching of closed rounds, in order."""
    return Event.objects.filter(
        kind=EventKind.MATCHING_CHANGED, rater_scope__isnull=True, round__in=require_all_unsealed(*rounds)
    ).order_by("number", "pk")


def codebook_events(study: Study) -> QuerySet[Event]:
    """Return the changes of the shared codebook in order of time, without sealed events."""
    unsealed = Event.objects.filter(
        Q(rater_scope__isnull=True) | Q(round__state__in=UNSEALED), study=study, kind__in=CHANGES_CODEBOOK
    )
    private = Q(rater_scope__isnull=False, round__style=Round.Style.OPEN)
    return unsealed.exclude(private).select_related("actor", "round").order_by("at", "pk")


def disagreements(coding_round: Round) -> QuerySet[Disagreement]:
    """Return the stored disagreements of a closed round, decided or not."""
    require_unsealed(coding_round)
    return Disagreement.objects.filter(round=coding_round).select_related("unit__document")


def decisions(coding_round: Round) -> QuerySet[Decision]:
    """Return the current decisions of a closed round, without withdrawn ones."""
    require_unsealed(coding_round)
    return Decision.objects.filter(round=coding_round, withdrawn_at__isnull=True)


def units_decided_with_names(coding_round: Round) -> list[int]:
    """Return the units decided, or decided again, after the names became known to a blinded final rater."""
    require_unsealed(coding_round)
    if coding_round.last_blind_decision is None:
        return []
    later = Decision.objects.filter(round=coding_round, pk__gt=coding_round.last_blind_decision)
    return sorted(set(later.values_list("unit__number", flat=True)))


def reopenings(coding_round: Round) -> QuerySet[Event]:
    """Return the events that reopened a round after it was settled, in order of time."""
    require_unsealed(coding_round)
    return Event.objects.filter(round=coding_round, kind=EventKind.ROUND_REOPENED).order_by("number")


def reassignments(coding_round: Round) -> QuerySet[Event]:
    """Return the events that reassigned units after a closed round was opened, in order of time."""
    require_unsealed(coding_round)
    return Event.objects.filter(round=coding_round, kind=EventKind.UNITS_REASSIGNED).order_by("number")


def decision_counts(coding_round: Round, **filters: Any) -> dict[int, int]:
    """Return unit → number of decisions and withdrawals on it; without units that were never decided."""
    require_unsealed(coding_round)
    decided_units = Decision.objects.filter(round=coding_round, **filters).order_by().values_list("unit")
    return dict(decided_units.annotate(changes=Count("pk") + Count("withdrawn_at")))


def comments(coding_round: Round) -> QuerySet[Comment]:
    """Return the comments on the disagreements of a closed round, in order of time."""
    require_unsealed(coding_round)
    in_round = Comment.objects.filter(disagreement__round=coding_round).select_related("author")
    unclear = ["unclear_rows__code"] if coding_round.study.of_projects else []
    return in_round.prefetch_related("code_rows__code", *unclear).order_by("pk")


def release(member: Member, number: int) -> Release:
    """Return a release of the member's study; raise Http404 if there is none, Withheld if it must not be read now."""
    return require_readable(member.user_id, release_of_study(member, number))


def release_of_study(member: Member, number: int) -> Release:
    """Return a release whose contents are not shown; raise Http404 if there is none."""
    releases = Release.objects.select_related("round", "created_by", "study")
    try:
        return releases.get(study=member.study_id, number=number)
    except Release.DoesNotExist:
        raise Http404 from None


def public_release(*, study: str, number: int, user: Any) -> Release:
    """Return a release that is public now; raise Http404 otherwise, and Withheld if `user` must not read it now."""
    releases = Release.objects.filter(study__slug=study, number=number).select_related("study", "round")
    release = releases.filter(public_access__revoked_at__isnull=True, public_access__isnull=False).first()
    if release is None:
        raise Http404
    return require_readable(user, release) if user.is_authenticated else release


def withholds_releases_of(user: Any, study: Study) -> bool:
    """Return whether the study's releases show what is hidden from `user` while they code or decide."""
    return withholds_releases(user, study) or (study.of_projects and bool(hidden_suggestions(user)))


def require_readable(user: Any, release: Release) -> Release:
    """Return the release; raise if it shows what is hidden from `user` while they code or decide."""
    return require_suggestions_not_withheld(user, require_not_withheld(user, release))
