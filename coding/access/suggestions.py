"""Checks of who may see what the rules suggest for a project, and the outcomes and states of its evidence."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from advisories.models import Project, Snapshot
from coding.access.membership import memberships
from coding.models import Assignment, Member, Round, Unit


def hidden_suggestions(user: Any, project: Project) -> str:
    """Return why suggestions, outcomes and states of a project are hidden from `user` now; "" if they are not.

    They are hidden from the raters of an open round with this project, or another one of the same repository, until the
    round is closed. Raters who do not lead the study do not see them before the round opens either.
    """
    units = units_of_repository(project)
    assignments = Assignment.objects.filter(
        rater__in=memberships(user=user), round__state=Round.State.OPEN, round__assignments__unit__in=units
    )
    if number := assignments.order_by("round").values_list("round__number", flat=True).first():
        return f"Hidden while you code round {number}."
    before = Member.objects.filter(
        pk__in=memberships(user=user).values("pk"), is_rater=True, is_lead=False, study__units__in=units
    )
    not_yet = Q(study__rounds__isnull=True) | Q(study__rounds__state=Round.State.PLANNED)
    if before.filter(not_yet).exists():
        return "Hidden from you until you have coded this project and the round is closed."
    return ""


def units_of_repository(project: Project) -> QuerySet[Unit]:
    """Return the units, of any study, with a text of this project or of another one with the same address."""
    addresses = Snapshot.objects.filter(project=project).exclude(address="").values("address")
    return Unit.objects.filter(
        Q(document__project=project) | Q(document__snapshot__address__in=addresses), document__project__isnull=False
    )
