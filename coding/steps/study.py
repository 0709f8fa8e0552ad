"""Create and update a study, its members and their roles."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

from advisories.corpus.corpora import own_corpus
from advisories.platform.transactions import step
from advisories.text.reading import clean
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.dataset.names import alike, written_key
from coding.errors import BadInput, NotReady
from coding.locks import lock_rows, lock_study, one
from coding.models import Coding, EventKind, Member, Round, Study
from coding.models.study import ROLES
from coding.queries.worklist import unsubmitted


@step
def create_study(
    *,
    title: str,
    user: Any,
    name: str,
    question: str = "",
    notice: str = "",
    kind: str = Study.Kind.ADVISORIES,
) -> Member:
    """Create a study with its own, empty corpus and a lead `name`, whose account is `user` (None: no account)."""
    check_name(name)
    study = Study(slug=free_slug(title), kind=kind, title=title, question=question, notice=notice, created_at=now())
    study.corpus = own_corpus()
    study.full_clean(validate_unique=False)  # if another study takes the slug in the meantime, the step runs again
    study.save()
    lead = Member(study=study, user=user, name=name, is_lead=True, joined_at=now())
    lead.full_clean()
    lead.save()
    record(
        study=study,
        kind=EventKind.STUDY_CREATED,
        by=lead,
        data={"title": title, "question": question, "notice": notice}
        | ({"kind": kind} if kind != Study.Kind.ADVISORIES else {}),
    )
    return lead


def free_slug(title: str) -> str:
    """Return an unused slug made from the title."""
    base = slugify(title)[:60].strip("-") or "study"
    taken = set(Study.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := base if number == 1 else f"{base}-{number}") not in taken
    )


@step
def update_study(
    *, by: Member, title: str | None = None, question: str | None = None, data_licence: str | None = None
) -> Study:
    """Change the study's title, question or data licence. Existing releases stay unchanged."""
    require_role(by, "lead")
    study = lock_study(by.study_id)
    study.title = study.title if title is None else title
    study.question = study.question if question is None else question
    study.data_licence = study.data_licence if data_licence is None else data_licence
    study.full_clean()
    study.save(update_fields=["title", "question", "data_licence"])
    data = {"title": study.title, "question": study.question, "data_licence": study.data_licence}
    record(study=study, kind=EventKind.STUDY_UPDATED, by=by, data=data)
    return study


@step
def add_member(
    *, study: Study, by: Member | None, name: str, roles: list[str], user: Any = None, may_look_alike: bool = False
) -> Member:
    """Add a member; without an account (`user` is None), the member's ratings come from files.

    Only the demo names a `user`. A person becomes a member by accepting an invitation (`coding.steps.membership`).
    """
    if by is not None:
        require_role(by, "lead")
    check_name(name)
    check_roles(roles)
    lock_study(study.pk)
    if user is not None and Member.objects.filter(study=study, user=user).exists():
        raise BadInput(f"{name} is already a member. Change the roles instead.")
    if Member.objects.filter(study=study, name=name).exists():
        raise BadInput(f"This study already has a member called {name}. Choose another name.")
    if not may_look_alike:
        check_not_alike(name, Member.objects.filter(study=study))
    member = Member(study=study, user=user, name=name, joined_at=now(), **role_flags(roles))
    member.full_clean()
    member.save()
    record(study=study, kind=EventKind.MEMBER_ADDED, by=by, data={"member": name, "roles": member.roles})
    return member


@step
def link_account(*, by: Member, name: str, user: Any) -> Member:
    """Link the account `user` to a member without one, who then owns the ratings imported under this name.

    The person has accepted this. Someone who left without a coding can be succeeded in this way.
    """
    require_role(by, "lead")
    member = member_without_account(by.study, name)
    if Member.objects.filter(study=by.study, user=user).exists():
        raise BadInput(f"{user.get_username()} is already a member of this study. Choose another account.")
    check_never_member(user, member)
    member.user, member.former_user, member.left_at, member.retired_at = user, None, None, None
    member.save(update_fields=["user", "former_user", "left_at", "retired_at"])
    record(study=by.study, kind=EventKind.ACCOUNT_LINKED, by=by, data={"member": name})
    return member


def check_never_member(user: Any, member: Member) -> None:
    """Raise BadInput if the account was that of another member of the study, who left.

    Otherwise a final rater from whom names are hidden could read them as another member and come back, or a rater
    could decide on their own codings.
    """
    others = Member.objects.filter(study=member.study_id, former_user=user).exclude(pk=member.pk)
    if other := others.first():
        raise BadInput(
            f"{user.get_username()} was a member of this study before, called {other.name}, and cannot take the place "
            f"of {member.name}. Ask somebody who has not been a member."
        )


def member_without_account(study: Study, name: str) -> Member:
    """Lock and return the member of this name; raise if no account can be linked to it."""
    lock_study(study.pk)
    member = next(iter(lock_rows(Member.objects.filter(study=study, name=name))), None)
    gone = member is not None and member.retired_at is not None and member.left_at is None
    if member is None or member.user_id is not None or member.joined_at is None or gone:
        raise BadInput(f"{name} cannot be linked to an account: not in this study, retired, or already linked.")
    if member.left_at and Coding.objects.filter(assignment__rater=member).exists():
        raise BadInput(f"{name} left the study, and the codings stay theirs. Invite the person under another name.")
    if Coding.objects.filter(assignment__rater=member, assignment__round__state=Round.State.OPEN).exists():
        raise NotReady(f"{name} has sealed codings in an open round. Close the round first.")
    return member


@step
def change_member(*, by: Member, name: str, roles: list[str] | None = None, retired: bool | None = None) -> Member:
    """Change a member's roles, or retire or restore the member. The member's codings stay.

    Some roles hide facts from a person everywhere: to rate hides severities, and to decide about projects hides what is
    suggested about them. Another person only offers these roles (`offered_roles`).
    """
    require_role(by, "lead")
    study = lock_study(by.study_id)
    member = one(lock_rows(Member.objects.filter(study=study, name=name)), Member)
    if member.joined_at is None:
        raise NotReady(f"{name} has not joined. To offer other roles, withdraw the invitation and send another.")
    if member.left_at is not None:
        raise NotReady(f"{name} left the study. Only a new invitation that they accept brings them back.")
    had = [] if member.retired_at else member.roles
    if roles is not None:
        check_roles(roles)
        for flag, value in role_flags(roles).items():
            setattr(member, flag, value)
    if retired is not None:
        member.retired_at = now() if retired else None
    member.offered_roles = []
    if member.user_id is not None and member.pk != by.pk and not member.retired_at:
        hiding = ["rater", "adjudicator"] if study.kind == Study.Kind.PROJECTS else ["rater"]
        member.offered_roles = [role for role in hiding if role in member.roles and role not in had]
        for role in member.offered_roles:
            setattr(member, f"is_{role}", False)
    check_open_rounds(member)
    member.save()
    if not Member.objects.filter(study=study, is_lead=True, retired_at__isnull=True).exists():
        raise NotReady("A study needs a lead. Give another member this role first.")
    data = {"member": name, "roles": member.roles, "retired": member.retired_at is not None}
    if member.offered_roles:
        data["offered"] = member.offered_roles
    record(study=study, kind=EventKind.MEMBER_CHANGED, by=by, data=data)
    return member


def check_open_rounds(member: Member) -> None:
    """Raise NotReady if a round needs a role that the member has given up."""
    name = member.name
    open_round = Round.objects.filter(study=member.study_id, state=Round.State.OPEN).first()
    if open_round and (member.retired_at or not member.is_rater) and unsubmitted(member, open_round).exists():
        raise NotReady(f"{name} has unsubmitted units in the open round. Reassign them or close the round first.")
    unsettled = Round.objects.filter(final_rater=member).exclude(state=Round.State.SETTLED)
    if member.is_lead and unsettled.filter(blind_adjudication=True).exists():
        raise NotReady(f"A lead sees raters' names, but an unsettled round hides them from {name}. Settle it first.")
    if unsettled.exists() and (member.retired_at or not member.is_adjudicator):
        raise NotReady(f"{name} is the designated final rater of an unsettled round. Settle it first.")


def check_name(name: str) -> None:
    """Raise BadInput if a member cannot have this name."""
    if not written_key(name) or len(name) > 150 or name.splitlines() != [name] or clean(name) != name:
        raise BadInput("Invalid name of a member. Use one line of 1 to 150 characters.")


def check_not_alike(name: str, members: QuerySet[Member]) -> None:
    """Raise BadInput if the name looks like that of one of these members."""
    if other := alike(name, members.values_list("name", flat=True)):
        raise BadInput(
            f"“{name}” looks like “{other}”, another member of this study. "
            "Choose a name that differs in more than case, blanks or similar letters."
        )


def check_roles(roles: list[str]) -> None:
    """Raise BadInput unless there is at least one role, and all are known."""
    if unknown := sorted(set(roles) - set(ROLES)):
        raise BadInput(f"Unknown role “{unknown[0]}”. Choose from {', '.join(ROLES)}.")
    if not roles:
        raise BadInput("Choose at least one role. A viewer can only read.")


def role_flags(roles: list[str]) -> dict[str, bool]:
    """Return the role fields of a member; a viewer has none set."""
    return {f"is_{role}": role in roles for role in ROLES[:3]}
