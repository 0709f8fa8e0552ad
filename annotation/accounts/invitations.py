"""Invitations and API tokens. Secrets are shown once and stored as digests."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from advisories.platform.errors import BadInput
from advisories.platform.transactions import step
from annotation.accounts.models import ApiToken, Invitation, User, digest
from coding.access.membership import memberships, require_role
from coding.models import Member
from coding.steps.study import add_member, check_roles, link_account, member_without_account

INVITATION_DAYS = 14


@step
def invite(*, by: Member, name: str, roles: list[str] | None = None, as_member: bool = False) -> tuple[Invitation, str]:
    """Invite a person to the study; return the invitation and the secret of its link.

    With `as_member`, the invitation is for the existing member `name`, who has no account and keeps their roles.
    """
    require_role(by, "lead")
    member = member_without_account(by.study, name) if as_member else None
    roles = member.roles if member else roles or []
    check_roles(roles)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        study=by.study,
        name=name,
        roles=roles,
        member=member,
        digest=digest(secret),
        created_by=by.user,  # type: ignore[misc]  # a lead has an account
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    return invitation, secret


def find_invitation(secret: str, *, lock: bool = False) -> Invitation:
    """Return the invitation of a link, locked if it is to be accepted; raise BadInput if it was used or has expired."""
    invitations = Invitation.objects.select_related("study", "member").filter(digest=digest(secret))
    if lock:
        invitations = invitations.select_for_update(of=("self",), no_key=True)
    invitation = invitations.first()
    if invitation is None or invitation.accepted_at or invitation.expires_at < timezone.now():
        raise BadInput("This invitation was used or has expired. Ask the study's lead for a new link.")
    return invitation


@step
def accept(*, secret: str, username: str, password: str) -> tuple[User, Invitation]:
    """Create the account of an invited person and make them a member of the study."""
    invitation = find_invitation(secret, lock=True)
    user = User(username=username)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    lead = memberships(user=invitation.created_by).filter(study=invitation.study, is_lead=True).first()
    if lead is None:
        raise BadInput("The sender of this invitation no longer leads the study. Ask the study's lead for a new link.")
    if invitation.member:
        link_account(by=lead, name=invitation.member.name, user=user)
    else:
        add_member(study=invitation.study, by=lead, name=username, roles=invitation.roles, user=user)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return user, invitation


def make_token(*, user: User, name: str) -> tuple[ApiToken, str]:
    """Create an API token; return it and its secret."""
    secret = secrets.token_urlsafe(32)
    return ApiToken.objects.create(user=user, name=name, digest=digest(secret)), secret
