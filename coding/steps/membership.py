"""Invite a person to a study, accept or decline, and leave it. Nobody becomes a member without accepting.

An invited person is a member without an account and without roles: the roles are offered (`offered_roles`). A plan can
name an invited person, but the round opens only after they have accepted.
"""

from __future__ import annotations

from typing import Any

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady
from coding.locks import lock_rows, lock_study, one
from coding.models import Assignment, EventKind, Member, Round, Study
from coding.models.study import ROLES
from coding.steps.study import check_name, check_never_member, check_not_alike, check_roles, role_flags


@step
def invite_member(*, by: Member, name: str, roles: list[str]) -> Member:
    """Offer a person a membership in the lead's study. Inviting again replaces the roles offered."""
    require_role(by, "lead")
    check_name(name)
    check_roles(roles)
    study = lock_study(by.study_id)
    member = next(iter(lock_rows(Member.objects.filter(study=study, name=name))), None)
    if member is not None and member.joined_at is not None:
        left = " They left it." if member.left_at else ""
        raise BadInput(f"This study already has a member called {name}.{left} Choose another name.")
    check_not_alike(name, Member.objects.filter(study=study).exclude(name=name))
    member = member or Member(study=study, name=name)
    member.offered_roles = [role for role in ROLES if role in roles]
    member.retired_at = None
    member.full_clean()
    member.save()
    record(study=study, kind=EventKind.MEMBER_INVITED, by=by, data={"member": name, "roles": member.roles})
    return member


@step
def join_study(*, member: Member, user: Any, name: str) -> Member:
    """Accept the membership offered to `member` for the account `user`, under `name` unless a plan names the member."""
    member = locked_member(member)
    if member.joined_at is not None or member.retired_at is not None:
        raise BadInput("This invitation was used or withdrawn. Ask the study's lead for a new one.")
    if Assignment.objects.filter(rater=member).exists() or Round.objects.filter(final_rater=member).exists():
        name = member.name  # as the event of the plan states it
        check_never_member(user, member)
    others = Member.objects.filter(study=member.study_id).exclude(pk=member.pk)
    if others.filter(user=user).exists():
        raise BadInput(f"{user.get_username()} is already a member of this study.")
    if others.filter(name=name).exists():
        raise BadInput(f"This study already has a member called {name}. Ask the study's lead.")
    check_not_alike(name, others)
    check_name(name)
    invited_as, roles = member.name, list(member.offered_roles)
    for flag, value in role_flags(roles).items():
        setattr(member, flag, value)
    member.name, member.user, member.joined_at, member.offered_roles = name, user, now(), []
    member.full_clean()
    member.save()
    data = {"member": name, "invited_as": invited_as, "roles": member.roles}
    record(study=member.study, kind=EventKind.MEMBER_JOINED, by=member, data=data)
    return member


@step
def end_invitation(*, member: Member, by: Member | None) -> None:
    """Withdraw the membership offered to a person, by the lead `by`; None: the person declined it."""
    if by is not None:
        require_role(by, "lead")
    member = locked_member(member)
    if member.joined_at is None:
        member.retired_at = now()
        member.save(update_fields=["retired_at"])
    data = {"member": member.name, "declined": by is None}
    record(study=member.study, kind=EventKind.INVITATION_ENDED, by=by or member, data=data)


@step
def answer_offered_roles(*, by: Member, accept: bool) -> Member:
    """Accept or decline the roles that the lead offers to a member."""
    member = locked_member(by)
    roles = list(member.offered_roles)
    if not roles:
        raise NotReady("No role is offered to you now. The lead may have withdrawn it.")
    for role in roles if accept else []:
        setattr(member, f"is_{role}", True)
    member.offered_roles = []
    member.save()
    data = {"member": member.name, "roles": roles, "accepted": accept}
    record(study=member.study, kind=EventKind.ROLE_ANSWERED, by=member, data=data)
    return member


@step
def leave_study(*, by: Member) -> Member:
    """End the membership of `by`, who may leave at any time. Codings stay with the name, without an account."""
    member = locked_member(by)
    if member.user_id is None:
        raise NotReady("You are no longer a member of this study.")
    others = Member.objects.filter(study=member.study_id, is_lead=True, retired_at__isnull=True).exclude(pk=member.pk)
    if member.is_lead and not others.exists():
        raise NotReady("A study needs a lead. Give another member this role first.")
    member.former_user, member.user, member.offered_roles = member.user, None, []
    member.left_at = member.retired_at = now()
    member.save()
    record(study=member.study, kind=EventKind.MEMBER_LEFT, by=member, data={"member": member.name})
    return member


def locked_member(member: Member) -> Member:
    """Lock the member's study, then the member; return the member as stored now."""
    lock_study(member.study_id)
    return one(lock_rows(Member.objects.filter(pk=member.pk).select_related("study")), Member)


@step
def record_account_event(*, user: Any, kind: EventKind, study: Study | None = None) -> None:
    """Record what an administrator did with an account, in each study of the person or only in `study`."""
    members = Member.objects.filter(user=user, **({"study": study} if study else {}))
    for member in members.select_related("study").order_by("study"):
        record(study=member.study, kind=kind, by=None, data={"member": member.name})
