"""Memberships of a user, their roles, and the rounds that a member can reach."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from coding.errors import NotAllowed
from coding.models import Member, Round
from coding.models.study import ROLES


def memberships(*, user: Any) -> QuerySet[Member]:
    """Return the current memberships of `user` with their studies."""
    return Member.objects.filter(user=user, retired_at__isnull=True).select_related("study")


def membership_for(*, user: Any, study: str) -> Member:
    """Return the user's membership in the study; raise Http404 if there is none."""
    try:
        return memberships(user=user).get(study__slug=study)
    except Member.DoesNotExist:
        raise Http404 from None


def require_role(member: Member, *roles: str) -> None:
    """Raise NotAllowed if the member has none of these roles."""
    if not any(getattr(member, f"is_{role}") for role in roles):
        names = " or ".join(role for role in ROLES if role in roles)
        raise NotAllowed(f"Only the study's {names} can do this. Ask the lead to give you that role.")


def round_of(member: Member, number: int) -> Round:
    """Return a round of the member's study; raise Http404 if there is none."""
    try:
        return Round.objects.select_related("study", "final_rater").get(study=member.study_id, number=number)
    except Round.DoesNotExist:
        raise Http404 from None
