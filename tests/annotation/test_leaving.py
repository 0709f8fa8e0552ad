"""Members leave a study; their codings stay."""

from __future__ import annotations

import pytest

from annotation.accounts.invitations import invite
from annotation.accounts.models import User
from coding.access.classifications import hides_classifications
from coding.errors import BadInput, NotReady
from coding.models import Coding, Commitment, Event, Member, Round
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.assign.reassign import reassign
from coding.steps.code.whose import rater_named
from coding.steps.membership import leave_study
from coding.steps.study import change_member
from tests.support.factories import (
    People,
    closed_round,
    give_roles,
    opened_round,
    person,
    planned_round,
    rate,
    study,
)
from tests.support.invitations import STUDY, accept, send, sentences
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return study()


def test_member_without_submissions_leaves(people: People) -> None:
    planned_round(people)
    assert hides_classifications(people.bo.user)
    send(people.bo, "post", STUDY + "leave/", status=204)
    assert not hides_classifications(people.bo.user)
    send(people.bo, "get", STUDY, status=404)
    send(people.bo, "post", STUDY + "leave/", status=404)
    member = Member.objects.get(pk=people.bo.pk)
    assert (member.user, member.left_at is not None) == (None, True)
    assert sentences(people)[0] == "bo left the study"
    with refused(NotReady, "bo no longer rates"):
        open_round(by=people.lea, number=1)
    row = next(row for row in send(people.lea, "get", STUDY + "members/") if row["name"] == "bo")
    assert (row["left"], row["retired"], row["username"]) == (True, True, None)


def test_codings_of_a_member_who_leaves_stay_and_nobody_takes_them_over(people: People) -> None:
    coding_round = opened_round(people)
    rate(people.ada, coding_round, 1, "Access")
    for unit in (1, 2, 3):
        rate(people.bo, coding_round, unit, "Entry")
    for member in (people.ada, people.bo):
        assert hides_classifications(member.user)
        leave_study(by=member)
        assert not hides_classifications(User.objects.get(username=member.name))
    assert Coding.objects.filter(assignment__rater=people.bo).count() == 3
    for name in ("ada", "bo"):
        with refused(BadInput, "cannot import the codings"):
            rater_named(people.lea, coding_round, name)
        with refused(NotReady, f"{name} left the study"):
            change_member(by=people.lea, name=name, retired=False)
        with refused(BadInput, "the codings stay theirs"):
            invite(by=people.lea, name=name, as_member=True)
        with refused(BadInput, "They left it. Choose another name"):
            invite(by=people.lea, name=name, roles=["rater"])
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    with refused(BadInput, "the codings stay theirs"):
        invite(by=people.lea, name="bo", as_member=True, username="eve")
    raters = send(people.lea, "get", STUDY + "rounds/1/")["raters"]
    assert [(row["name"], row["submitted"]) for row in raters] == [("ada", 1), ("bo", 3)]


def test_units_of_a_rater_who_left_are_reassigned_and_the_commitment_is_stored(people: People) -> None:
    give_roles(people.lea, "vic", ["rater"])
    coding_round = opened_round(people)
    rate(people.ada, coding_round, 1, "Access")
    leave_study(by=people.ada)
    assert reassign(by=people.lea, coding_round=coding_round, from_rater="ada", to_rater="vic") == 2
    assert Commitment.objects.filter(rater=people.ada).exists()


def test_person_who_left_comes_back_under_another_name(people: People) -> None:
    coding_round = opened_round(people)
    rate(people.bo, coding_round, 1, "Entry")
    leave_study(by=people.bo)
    bo = User.objects.get(username="bo")
    body = {"name": "bo again", "username": "bo", "roles": ["viewer"]}
    send(people.lea, "post", STUDY + "invitations/", body, 201)
    accept(bo)
    assert send(bo, "get", STUDY)["me"] == "bo again"
    assert send(bo, "get", STUDY + "rounds/1/codings/")["results"] == []


def test_final_rater_who_left_without_a_coding_is_succeeded(people: People) -> None:
    closed_round(people)
    leave_study(by=people.cleo)
    zoe = person("zoe")
    body = {"name": "cleo", "username": "zoe", "member": True}
    send(people.lea, "post", STUDY + "invitations/", body, 201)
    accept(zoe)
    assert send(zoe, "get", STUDY)["me"] == "cleo"
    assert Round.objects.get().final_rater.user == zoe  # type: ignore[union-attr]


def test_last_lead_cannot_leave(people: People) -> None:
    assert send(people.lea, "post", STUDY + "leave/", status=409)["detail"].startswith("A study needs a lead.")
    change_member(by=people.lea, name="cleo", roles=["lead"])
    send(people.lea, "post", STUDY + "leave/", status=204)


def test_removed_member_is_not_a_member_and_hides_nothing(people: People) -> None:
    planned_round(people)
    change_member(by=people.lea, name="bo", retired=True)
    assert not hides_classifications(people.bo.user)
    send(people.bo, "get", STUDY, status=404)
    assert Event.objects.filter(kind="member_changed", data__retired=True).exists()


@pytest.mark.parametrize("scenario", ["final rater comes back", "rater takes the place", "lead takes the place"])
def test_nobody_takes_a_final_rater_s_place_after_seeing_names(people: People, scenario: str) -> None:
    closed_round(people, blind_adjudication=True)
    user = {"f": people.cleo, "r": people.bo, "l": people.lea}[scenario[0]].user
    assert user is not None
    name = {"f": "watcher", "r": "bo", "l": "lea"}[scenario[0]]
    give_roles(people.lea, "vic", ["lead"])
    people.vic.refresh_from_db()
    send(people.cleo, "post", STUDY + "leave/", status=204)
    if name == "watcher":
        invite(by=people.vic, name=name, username=user.get_username(), roles=["viewer"])
        accept(user)
        send(user, "get", STUDY + "rounds/1/codings/")
    send(user, "post", STUDY + "leave/", status=204)
    send(people.vic, "put", STUDY + "members/cleo/account/", {"username": user.get_username()}, 202)
    refusal = accept(user, 400)["detail"]
    assert f"was a member of this study before, called {name}, and cannot take the place of cleo" in refusal
    assert Member.objects.get(name="cleo").user is None


def test_former_member_does_not_accept_a_place_that_a_plan_names(people: People) -> None:
    user = people.bo.user
    assert user is not None
    give_roles(people.lea, "vic", ["rater"])
    send(people.bo, "post", STUDY + "leave/", status=204)
    invite(by=people.lea, name="dora", username=user.get_username(), roles=["adjudicator"])
    planned_round(people, raters=["ada", "vic"], final_rater="dora")
    assert "cannot take the place of dora" in accept(user, 400)["detail"]


def test_member_who_left_without_codings_takes_their_place_again(people: People) -> None:
    user = people.cleo.user
    assert user is not None
    send(people.cleo, "post", STUDY + "leave/", status=204)
    send(people.lea, "put", STUDY + "members/cleo/account/", {"username": user.get_username()}, 202)
    accept(user)
    assert Member.objects.get(name="cleo").user == user


def test_blinded_final_rater_does_not_learn_that_a_rater_left(people: People) -> None:
    coding_round = opened_round(people, blind_adjudication=True)
    rate(people.ada, coding_round, 1, "Access")
    rate(people.bo, coding_round, 1, "Entry")
    before = send(people.cleo, "get", STUDY + "members/")
    send(people.bo, "post", STUDY + "leave/", status=204)
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert send(people.cleo, "get", STUDY + "members/") == before
    seen = [row["sentence"] for row in send(people.cleo, "get", STUDY + "events/")["results"]]
    assert "left the study" not in seen
    assert "bo left the study" in sentences(people)
