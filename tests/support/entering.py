"""Entering of codings from files, and what came into the round."""

from __future__ import annotations

from coding.models import Coding
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.study import add_member
from tests.support.factories import People


def codes_of(name: str) -> dict[int, list[str]]:
    """Return the labels of a rater's codings by unit."""
    codings = Coding.objects.filter(assignment__rater__name=name).order_by("assignment__unit__number")
    return {c.assignment.unit.number: [row.code.label for row in c.code_rows.all()] for c in codings}


def without_account(people: People, *names: str) -> None:
    """Open a round of ada and of raters without an account."""
    for name in names:
        add_member(study=people.study, by=people.lea, name=name, roles=["rater"], user=None)
    plan = plan_round(by=people.lea, style="shared", raters=["ada", *names], final_rater="cleo")
    open_round(by=people.lea, number=plan.number)
