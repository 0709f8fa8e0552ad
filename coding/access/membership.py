"""The memberships of a user, their roles, and the rounds that they open."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from coding.errors import NotAllowed
from coding.models import Member, Round
from coding.models.study import ROLES


def memberships(*, user: Any) -> QuerySet[Member]:
    """The studies that `user` is in, as memberships."""
    return Member.objects.filter(user=user, retired_at__isnull=True).select_related("study")


def membership_for(*, user: Any, study: str) -> Member:
    """The membership through which `user` sees the study, or "not found"."""
    try:
        return memberships(user=user).get(study__slug=study)
    except Member.DoesNotExist:
        raise Http404 from None


def require_role(member: Member, *roles: str) -> None:
    """Refuse a member who holds none of these roles."""
    if not any(getattr(member, f"is_{role}") for role in roles):
        wanted = " or ".join(role for role in ROLES if role in roles)
        raise NotAllowed(f"Only the study's {wanted} can do this. Ask the lead to give you that role.")


def round_of(member: Member, number: int) -> Round:
    """A round of the member's study, or "not found"."""
    try:
        return Round.objects.select_related("study", "final_rater").get(study=member.study_id, number=number)
    except Round.DoesNotExist:
        raise Http404 from None
