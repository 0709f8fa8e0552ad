"""Invitations and API tokens. Secrets are shown once and stored as digests."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from advisories.platform.errors import BadInput
from advisories.platform.transactions import step
from annotation.accounts.models import ApiToken, Invitation, User, account_named, digest, lock_user_names
from coding.access.membership import memberships, require_role
from coding.errors import NotReady
from coding.locks import lock_study
from coding.models import EventKind, Member
from coding.steps.membership import end_invitation, invite_member, join_study, record_account_event
from coding.steps.study import add_member, check_roles, link_account, member_without_account

INVITATION_DAYS = 14
PENDING_INVITATIONS = 100  # of a study, at most


@step
def invite(
    *, by: Member, name: str, roles: list[str] | None = None, as_member: bool = False, username: str = ""
) -> tuple[Invitation, str]:
    """Invite a person to the study; return the invitation and the secret of its link.

    With `username`, it is for the account of that name and has no link; the answer is the same if there is none.
    With `as_member`, it is for the existing member `name`, who has no account and keeps their roles.
    """
    require_role(by, "lead")
    lock_study(by.study_id)
    account = account_named(username) if username else None
    if account is not None and Member.objects.filter(study=by.study_id, user=account).exists():
        raise BadInput(f"{username} is already a member of this study. Change the roles instead.")
    if as_member:
        member = member_without_account(by.study, name)
        check_roles(member.roles)
    else:
        member = invite_member(by=by, name=name, roles=roles or [])
    pending = pending_invitations().filter(study=by.study_id)
    pending.filter(member=member).update(revoked_at=timezone.now())
    if pending.count() >= PENDING_INVITATIONS:
        raise NotReady(f"This study has {PENDING_INVITATIONS} pending invitations. Withdraw some first.")
    secret = "" if username else secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        study=by.study,
        name=name,
        roles=member.roles,
        member=member,
        existing_member=as_member,
        digest=digest(secret) if secret else None,
        username=username,
        account=account,
        created_by=by.user,  # type: ignore[misc]  # a lead has an account
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    return invitation, secret


def pending_invitations() -> QuerySet[Invitation]:
    """Return the invitations that can still be accepted, declined or withdrawn."""
    return Invitation.objects.filter(
        accepted_at__isnull=True, declined_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )


def own_invitations(user: User) -> QuerySet[Invitation]:
    """Return the pending invitations for the user's account, whose senders still lead the study."""
    leads = Member.objects.filter(
        study=OuterRef("study"), user=OuterRef("created_by"), is_lead=True, retired_at__isnull=True
    )
    return pending_invitations().filter(Exists(leads), account=user).select_related("study", "member", "created_by")


def find_invitation(secret: str) -> Invitation:
    """Return the invitation of a link; raise BadInput if it was used, was withdrawn or has expired."""
    invitation = pending_invitations().select_related("study", "member").filter(digest=digest(secret)).first()
    if invitation is None:
        raise BadInput("This invitation was used, withdrawn or has expired. Ask the study's lead for a new link.")
    return invitation


def locked(invitation: Invitation) -> Invitation:
    """Lock the invitation's study; return the invitation as stored now; raise BadInput if it is not pending."""
    lock_study(invitation.study_id)
    still = pending_invitations().select_related("study", "member", "created_by").filter(pk=invitation.pk).first()
    if still is None:
        raise BadInput("This invitation was used, withdrawn or has expired. Ask the study's lead for a new one.")
    return still


@step
def accept_with_new_account(*, secret: str, username: str, password: str) -> tuple[User, Invitation]:
    """Create the account of a person who was invited by a link, and make them a member of the study."""
    invitation = find_invitation(secret)
    user = User(username=username)
    validate_password(password, user)
    user.choose_password(password)
    lock_user_names()
    user.full_clean()
    invitation = locked(invitation)
    user.save()
    accept(invitation, user)
    return user, invitation


@step
def accept_with_own_account(*, invitation: Invitation, user: User) -> Invitation:
    """Make the user a member of the study to which they are invited."""
    invitation = locked(invitation)
    accept(invitation, user)
    return invitation


def accept(invitation: Invitation, user: User) -> None:
    """Make the user a member, with the roles that the invitation names."""
    lead = memberships(user=invitation.created_by).filter(study=invitation.study, is_lead=True).first()
    if lead is None:
        raise BadInput("The sender of this invitation no longer leads the study. Ask the study's lead for a new one.")
    member = invitation.member
    if member is not None and sorted(member.roles) != sorted(invitation.roles):
        raise BadInput("The roles of this invitation have changed. Ask the study's lead for a new one.")
    if member is None:
        name, roles = user.get_username(), invitation.roles
        add_member(study=invitation.study, by=lead, name=name, roles=roles, user=user)
    elif invitation.existing_member:
        link_account(by=lead, name=member.name, user=user)
    else:
        join_study(member=member, user=user, name=invitation.name if invitation.username else user.get_username())
    if user.password_by_administrator_at:  # the administrator could sign in to this study as well
        kind = EventKind.PASSWORD_SET_BY_ADMINISTRATOR
        record_account_event(user=user, kind=kind, study=invitation.study)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])


@step
def decline(*, invitation: Invitation) -> None:
    """Decline an invitation for one's own account."""
    invitation = locked(invitation)
    invitation.declined_at = timezone.now()
    invitation.save(update_fields=["declined_at"])
    if invitation.member:
        end_invitation(member=invitation.member, by=None)


@step
def withdraw(*, by: Member, invitation: Invitation) -> None:
    """Withdraw an invitation that is still pending or has expired."""
    require_role(by, "lead")
    lock_study(by.study_id)
    invitation = Invitation.objects.select_related("member").get(pk=invitation.pk)
    if invitation.state not in {"pending", "expired"}:
        raise NotReady(f"This invitation is no longer pending: {invitation.state}.")
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    if invitation.member and not pending_invitations().filter(member=invitation.member).exists():
        end_invitation(member=invitation.member, by=by)


def make_token(*, user: User, name: str) -> tuple[ApiToken, str]:
    """Create an API token; return it and its secret."""
    secret = secrets.token_urlsafe(32)
    return ApiToken.objects.create(user=user, name=name, digest=digest(secret)), secret
