"""Nobody becomes a member, a rater or an account's member without accepting, and everybody can leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotation.accounts import invitations
from annotation.accounts.invitations import invite
from annotation.accounts.models import Invitation, User
from coding.access.classifications import hides_classifications
from coding.errors import BadInput, NotReady
from coding.models import Coding, Commitment, Event, Member, Round
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.assign.reassign import reassign
from coding.steps.code.import_ratings import rater_named
from coding.steps.membership import leave_study
from coding.steps.study import add_member, change_member
from tests.support.factories import (
    People,
    client,
    closed_round,
    give_roles,
    opened_round,
    person,
    planned_round,
    rate,
    study,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
V1 = "/api/v1/"
STUDY = V1 + "studies/consequences/"
NEW = "purple monkey dishwasher"


@pytest.fixture
def people() -> People:
    return study()


def send(who: Any, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    response = getattr(client(who), method)(path, body or {}, format="json")
    assert response.status_code == status, (path, response.content)
    return response.json() if response.content else None


def ask(people: People, username: str = "eve", *roles: str) -> Any:
    body = {"username": username, "roles": roles or ["rater"]}
    return send(people.lea, "post", STUDY + "members/", body, 201)


def accept(user: User, status: int = 200) -> Any:
    (invitation,) = send(user, "get", V1 + "invitations/")
    return send(user, "post", f"{V1}invitations/{invitation['id']}/accept/", status=status)


def sentences(people: People) -> list[str]:
    rows = send(people.lea, "get", STUDY + "events/")["results"]
    return [f"{row['actor']} {row['sentence']}" for row in rows]


# ---- asked, not told


def test_account_becomes_a_member_only_by_accepting(people: People) -> None:
    eve = person("eve")
    member = ask(people)
    assert (member["username"], member["joined_at"], member["roles"]) == (None, None, ["rater"])
    assert send(eve, "get", V1 + "studies/") == []
    assert send(eve, "get", STUDY, status=404)["code"] == "not_found"
    assert send(eve, "get", V1 + "session/")["user"]["may_import"] is False
    assert not Member.objects.filter(user=eve).exists()
    (invitation,) = send(eve, "get", V1 + "invitations/")
    assert {key: invitation[key] for key in ("study", "invited_by", "name", "roles", "member")} == {
        "study": "Consequences",
        "invited_by": "lea",
        "name": "eve",
        "roles": ["rater"],
        "member": False,
    }
    assert accept(eve) == {"study": "consequences"}
    assert send(eve, "get", V1 + "invitations/") == []
    assert send(eve, "get", STUDY)["roles"] == ["rater"]
    assert sentences(people)[:2] == ["eve accepted the invitation and joined as rater", "lea invited eve as rater"]


def test_answer_to_an_invitation_is_the_same_whether_the_account_exists(people: People) -> None:
    person("eve")
    person("gone", is_active=False)
    answers = []
    for username in ("eve", "gone", "zed"):
        made = ask(people, username)
        link = send(
            people.lea,
            "post",
            STUDY + "invitations/",
            {"name": username, "username": username, "roles": ["rater"]},
            201,
        )
        listed = [row for row in send(people.lea, "get", STUDY + "members/") if row["name"] == username]
        rows = [row for row in send(people.lea, "get", STUDY + "invitations/") if row["name"] == username]
        answer = repr([made, {**link, "id": 0}, listed, [{**row, "id": 0} for row in rows]])
        times = [row[key] for row in [link, *rows] for key in ("created_at", "expires_at")]
        for text, name in [(username, "NAME"), *((at, "TIME") for at in times)]:
            answer = answer.replace(text, name)
        answers.append(answer)
    assert answers[0] == answers[1] == answers[2]
    assert "NAME" in answers[0]


def test_account_created_later_does_not_get_the_invitation_for_its_name(people: People) -> None:
    ask(people, "eve", "lead")
    eve = person("eve")
    assert send(eve, "get", V1 + "invitations/") == []
    for answer in ("accept", "decline"):
        send(eve, "post", f"{V1}invitations/{Invitation.objects.get().pk}/{answer}/", status=404)


def test_invitation_is_not_taken_by_another_account(people: People) -> None:
    person("eve")
    ask(people)
    address = f"{V1}invitations/{Invitation.objects.get().pk}/"
    for other in (person("mallory"), people.ada, people.lea):
        for answer in ("accept", "decline"):
            send(other, "post", f"{address}{answer}/", status=404)
    assert Invitation.objects.get().state == "pending"


def test_declined_invitation_ends_and_the_person_can_be_asked_again(people: People) -> None:
    eve = person("eve")
    ask(people)
    address = f"{V1}invitations/{Invitation.objects.get().pk}/"
    send(eve, "post", address + "decline/", status=204)
    send(eve, "post", address + "accept/", status=404)
    assert [row["state"] for row in send(people.lea, "get", STUDY + "invitations/")] == ["declined"]
    assert "eve" not in [row["name"] for row in send(people.lea, "get", STUDY + "members/")]
    assert sentences(people)[0] == "eve declined the invitation"
    ask(people, "eve", "viewer")
    accept(eve)
    assert send(eve, "get", STUDY)["roles"] == ["viewer"]


def test_withdrawn_invitation_is_void(people: People) -> None:
    eve = person("eve")
    ask(people)
    _, secret = invite(by=people.lea, name="Fay", roles=["rater"])
    for invitation in Invitation.objects.all():
        address = f"{STUDY}invitations/{invitation.pk}/"
        send(people.ada, "delete", address, status=403)
        send(eve, "delete", address, status=404)
        send(people.lea, "delete", address, status=204)
        send(people.lea, "delete", address, status=409)
        send(eve, "post", f"{V1}invitations/{invitation.pk}/accept/", status=404)
    for path in (f"join/{secret}/account/", f"join/{secret}/"):
        send(eve, "post", V1 + path, {"username": "fay", "password": NEW}, 400)
    assert Member.objects.filter(study=people.study, joined_at__isnull=True).count() == 2
    assert not Member.objects.filter(user=eve).exists()
    assert sentences(people)[0] in {"lea withdrew the invitation of Fay", "lea withdrew the invitation of eve"}


def test_invitation_of_another_study_cannot_be_withdrawn(people: People) -> None:
    other = study(title="Other", tag="o")
    invitation, _ = invite(by=other.lea, name="Fay", roles=["rater"])
    change_member(by=other.lea, name="cleo", roles=["lead"])
    send(people.lea, "delete", f"{STUDY}invitations/{invitation.pk}/", status=404)


def test_expired_invitation_is_void(people: People) -> None:
    eve = person("eve")
    ask(people)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert send(eve, "get", V1 + "invitations/") == []
    send(eve, "post", f"{V1}invitations/{Invitation.objects.get().pk}/accept/", status=404)
    assert send(people.lea, "get", STUDY + "invitations/")[0]["state"] == "expired"


def test_inviting_again_replaces_the_roles_and_voids_the_first_invitation(people: People) -> None:
    eve = person("eve")
    ask(people, "eve", "rater")
    first = Invitation.objects.get()
    ask(people, "eve", "viewer")
    send(eve, "post", f"{V1}invitations/{first.pk}/accept/", status=404)
    send(people.lea, "delete", f"{STUDY}invitations/{first.pk}/", status=409)
    accept(eve)
    assert Member.objects.get(user=eve).roles == ["viewer"]


def test_roles_cannot_change_between_asking_and_accepting(people: People) -> None:
    eve = person("eve")
    ask(people, "eve", "viewer")
    refusal = send(people.lea, "patch", STUDY + "members/eve/", {"roles": ["rater"]}, 409)
    assert refusal["detail"].startswith("eve has not joined.")
    add_member(study=people.study, by=people.lea, name="Old", roles=["viewer"])
    send(people.lea, "put", STUDY + "members/Old/account/", {"username": "eve"}, 202)
    change_member(by=people.lea, name="Old", roles=["rater"])
    invitation = Invitation.objects.get(existing_member=True)
    refusal = send(eve, "post", f"{V1}invitations/{invitation.pk}/accept/", status=400)
    assert "roles of this invitation have changed" in refusal["detail"]
    assert not Member.objects.filter(user=eve).exists()


def test_invitation_is_void_and_hidden_when_its_sender_no_longer_leads(people: People) -> None:
    eve = person("eve")
    change_member(by=people.lea, name="cleo", roles=["lead"])
    invite(by=Member.objects.get(pk=people.cleo.pk), name="eve", username="eve", roles=["viewer"])
    change_member(by=people.lea, name="cleo", roles=["adjudicator"])
    assert send(eve, "get", V1 + "invitations/") == []
    with refused(BadInput, "no longer leads"):
        invitations.accept_with_own_account(invitation=Invitation.objects.get(), user=eve)


def test_number_of_pending_invitations_is_limited(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "PENDING_INVITATIONS", 2)
    ask(people, "one")
    ask(people, "two")
    body = {"username": "three", "roles": ["viewer"]}
    assert send(people.lea, "post", STUDY + "members/", body, 409)["code"] == "not_ready"
    ask(people, "two", "viewer")  # replaces one


def test_member_cannot_be_invited_again(people: People) -> None:
    body = {"username": "ada", "roles": ["lead"]}
    assert "already a member" in send(people.lea, "post", STUDY + "members/", body, 400)["detail"]
    assert send(people.lea, "post", STUDY + "members/", {"username": "x\ny", "roles": ["lead"]}, 400)
    assert send(people.ada, "post", STUDY + "members/", {"username": "eve", "roles": ["lead"]}, 403)


def test_link_is_accepted_by_the_account_that_is_signed_in(people: People) -> None:
    eve = person("eve")
    _, secret = invite(by=people.lea, name="Eve Adams", roles=["viewer"])
    assert send(None, "post", f"{V1}join/{secret}/account/", status=401)
    assert send(people.ada, "post", f"{V1}join/{secret}/account/", status=400)["detail"] == (
        "ada is already a member of this study."
    )
    assert send(eve, "post", f"{V1}join/{secret}/account/", status=201)["study"] == "consequences"
    assert Member.objects.get(user=eve).name == "eve"
    send(person("fay"), "post", f"{V1}join/{secret}/account/", status=400)
    assert "eve accepted the invitation and joined as viewer, invited as Eve Adams" in sentences(people)


def test_person_whom_a_plan_names_keeps_that_name(people: People) -> None:
    _, secret = invite(by=people.lea, name="Eve Adams", roles=["rater"])
    planned_round(people, raters=["ada", "Eve Adams"])
    send(person("eve"), "post", f"{V1}join/{secret}/account/", status=201)
    open_round(by=people.lea, number=1)
    described = send(people.lea, "get", STUDY + "rounds/1/")
    assert described["planned_raters"] == [row["name"] for row in described["raters"]] == ["ada", "Eve Adams"]


def test_database_refuses_a_member_with_an_account_who_has_not_joined(people: People) -> None:
    for change in ({"joined_at": None}, {"left_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Member.objects.filter(pk=people.vic.pk).update(**change)


# ---- plans of studies that one has not joined


def test_plan_of_a_stranger_changes_nothing_that_a_person_sees_elsewhere(people: People) -> None:
    eve = person("eve")
    ask(people)
    planned_round(people, raters=["ada", "eve"])
    assert not hides_classifications(eve)
    advisory = send(eve, "get", V1 + "advisories/GHSA-con-0001/")
    assert advisory["severity"] == "high"
    with refused(NotReady, "eve has not accepted the invitation yet"):
        open_round(by=people.lea, number=1)
    with pytest.raises(NotReady):
        open_round(by=people.lea, number=1)
    accept(eve)
    assert hides_classifications(eve)
    assert open_round(by=people.lea, number=1).state == "open"


def test_round_opens_only_after_its_final_rater_joined(people: People) -> None:
    eve = person("eve")
    ask(people, "eve", "adjudicator")
    planned_round(people, final_rater="eve")
    with refused(NotReady, "eve has not accepted the invitation yet"):
        open_round(by=people.lea, number=1)
    accept(eve)
    assert open_round(by=people.lea, number=1).final_rater.name == "eve"  # type: ignore[union-attr]


def test_invited_viewer_cannot_be_planned_as_a_rater(people: People) -> None:
    ask(people, "eve", "viewer")
    with refused(BadInput, "eve is not a rater"):
        planned_round(people, raters=["ada", "eve"])


def test_invited_person_gets_no_units_and_no_ratings_from_a_file(people: People) -> None:
    ask(people)
    coding_round = opened_round(people)
    with pytest.raises(Exception, match="eve is not a rater of this study"):
        reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="eve")
    with refused(BadInput, "cannot import the codings of “eve”"):
        rater_named(people.lea, coding_round, "eve")


# ---- roles given later


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


# ---- leaving


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
