"""Nobody becomes a member or a rater without accepting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotation.accounts import invitations
from annotation.accounts.invitations import invite
from annotation.accounts.models import Invitation
from coding.access.classifications import hides_classifications
from coding.errors import BadInput, NotReady
from coding.models import Member
from coding.steps.assign.plan import open_round
from coding.steps.assign.reassign import reassign
from coding.steps.code.whose import rater_named
from coding.steps.study import add_member, change_member
from tests.support.factories import (
    People,
    opened_round,
    person,
    planned_round,
    study,
)
from tests.support.invitations import STUDY, V1, accept, ask, send, sentences
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
NEW = "purple monkey dishwasher"


@pytest.fixture
def people() -> People:
    return study()


def test_account_becomes_a_member_only_by_accepting(people: People) -> None:
    eve = person("eve")
    member = ask(people)
    assert (member["username"], member["joined_at"], member["roles"]) == (None, None, ["rater"])
    assert send(eve, "get", V1 + "studies/") == []
    assert send(eve, "get", STUDY, status=404)["code"] == "not_found"
    assert send(eve, "get", V1 + "session/")["user"]["administrator"] is False
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
    advisory = send(eve, "get", V1 + "corpora/main/advisories/GHSA-con-0001/")
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
