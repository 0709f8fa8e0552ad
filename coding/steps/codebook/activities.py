"""Offer the five activities of the inspection as the codebook of a study of projects."""

from __future__ import annotations

from typing import Any

from advisories.inspection.activities import ACTIVITIES
from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.dataset.rows import CODE_TEXTS
from coding.errors import BadInput
from coding.locks import lock_study
from coding.models import Code, Member, Study
from coding.steps.codebook.codes import add_code
from coding.steps.study import create_study


@step
def create_study_with_activities(**arguments: Any) -> Member:
    """Create a study of projects with the arguments of `create_study`; its codebook has the five activities."""
    lead = create_study(**arguments, kind=Study.Kind.PROJECTS)
    add_activities(by=lead)
    return lead


@step
def add_activities(*, by: Member) -> list[Code]:
    """Add the activities that the codebook does not have yet, with their definitions; return their codes.

    A code keeps the name of its activity when the lead renames it, so that its evidence is found.
    """
    require_role(by, "lead")
    study = lock_study(by.study_id)
    if not study.of_projects:
        raise BadInput("The activities are the codes of a study of projects. Create a study of this kind.")
    shared = study.codes.filter(owner__isnull=True, retired_at__isnull=True)
    known = {name for code in shared.values_list("activity", "label") for name in code}
    added = []
    for activity in ACTIVITIES.values():
        if not {activity.key, activity.label} & known:
            texts = {name: getattr(activity, name) for name in CODE_TEXTS}
            added.append(add_code(by=by, label=activity.label, activity=activity.key, **texts))
    return added
