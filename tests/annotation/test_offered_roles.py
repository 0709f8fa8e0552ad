"""Roles that a member is asked to take."""

from __future__ import annotations

import pytest

from coding.access.classifications import hides_classifications
from coding.errors import NotReady
from coding.models import Member
from coding.steps.assign.plan import open_round
from coding.steps.study import change_member
from tests.support.factories import (
    People,
    planned_round,
    study,
)
from tests.support.invitations import STUDY, send, sentences
from tests.support.project_rounds import study_of_projects
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return study()


def test_member_rates_only_after_accepting_the_role(people: People) -> None:
    changed = send(people.lea, "patch", STUDY + "members/vic/", {"roles": ["rater", "adjudicator"]})
    assert (changed["roles"], changed["offered_roles"]) == (["adjudicator"], ["rater"])
    planned_round(people, raters=["ada", "vic"])
    assert not hides_classifications(people.vic.user)
    with refused(NotReady, "vic has not accepted the role of rater yet"):
        open_round(by=people.lea, number=1)
    assert send(people.vic, "get", STUDY)["offered_roles"] == ["rater"]
    accepted = send(people.vic, "post", STUDY + "offered_roles/", {"accept": True})
    assert (accepted["roles"], accepted["offered_roles"]) == (["rater", "adjudicator"], [])
    assert hides_classifications(people.vic.user)
    assert sentences(people)[0] == "vic accepted to be rater"
    send(people.vic, "post", STUDY + "offered_roles/", {"accept": True}, 409)


def test_offered_role_can_be_declined_or_withdrawn(people: People) -> None:
    for end in ("decline", "withdraw"):
        send(people.lea, "patch", STUDY + "members/vic/", {"roles": ["rater"]})
        if end == "decline":
            send(people.vic, "post", STUDY + "offered_roles/", {"accept": False})
            assert sentences(people)[0] == "vic declined to be rater"
        else:
            send(people.lea, "patch", STUDY + "members/vic/", {"roles": ["viewer"]})
        member = Member.objects.get(pk=people.vic.pk)
        assert (member.roles, member.offered_roles) == (["viewer"], [])


def test_lead_becomes_a_rater_without_being_asked(people: People) -> None:
    assert change_member(by=people.lea, name="lea", roles=["lead", "rater"]).is_rater


def test_restored_member_rates_only_after_accepting_again(people: People) -> None:
    change_member(by=people.lea, name="bo", retired=True)
    restored = change_member(by=people.lea, name="bo", retired=False)
    assert (restored.roles, restored.offered_roles) == (["viewer"], ["rater"])


def test_role_that_hides_suggestions_is_offered() -> None:
    people = study_of_projects()
    study_path = f"/api/v1/studies/{people.study.slug}/"
    changed = send(people.lea, "patch", study_path + "members/vic/", {"roles": ["adjudicator"]})
    assert (changed["roles"], changed["offered_roles"]) == (["viewer"], ["adjudicator"])
    accepted = send(people.vic, "post", study_path + "offered_roles/", {"accept": True})
    assert (accepted["roles"], accepted["offered_roles"]) == (["adjudicator"], [])
