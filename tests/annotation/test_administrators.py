"""What an administrator does with an account is told to the person, and recorded in the history of their studies."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from annotation.accounts.admin import AccountAdmin
from annotation.accounts.invitations import accept_with_new_account, accept_with_own_account, invite
from annotation.accounts.models import AccountNotice, Invitation, User
from coding.models import Event
from coding.steps.membership import leave_study
from tests.support.factories import PASSWORD, People, client, person, study

NEW = "purple monkey dishwasher"
V1 = "/api/v1/"


@pytest.fixture
def people(db: None) -> People:
    return study()


def admin_site() -> Client:
    http = Client()
    http.force_login(
        person("sam", is_staff=True, is_superuser=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    return http


def password_events(people: People) -> list[Any]:
    events = Event.objects.filter(kind="password_set_by_administrator", rater_scope=None)
    return [(event.study.slug, event.data, event.actor) for event in events]


def in_admin_site(user: User) -> None:
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert admin_site().post(f"/admin/accounts/user/{user.pk}/password/", form).status_code == 302


def by_command(user: User) -> None:
    answers = iter([NEW, NEW])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("getpass.getpass", lambda **_: next(answers))
        call_command("changepassword", user.get_username())


def in_code(user: User) -> None:
    user.set_password(NEW)
    user.save()


@pytest.mark.parametrize("way", [in_admin_site, by_command, in_code])
def test_person_is_told_that_an_administrator_set_the_password(people: People, way: Any) -> None:
    second = study("Second", tag="second")
    left = study("Left", tag="left")
    leave_study(by=left.ada)
    assert people.ada.user
    way(people.ada.user)
    assert sorted(event[0] for event in password_events(people)) == sorted([people.study.slug, second.study.slug])
    assert all(event[1:] == ({"member": "ada"}, None) for event in password_events(people))
    http = client()
    signed_in = http.post(V1 + "session/", {"username": "ada", "password": NEW}, format="json").json()
    (notice,) = signed_in["notices"]
    assert (notice["kind"], notice["closed"]) == ("password_set", False)
    assert http.get(V1 + "session/").json()["notices"] == [notice]
    assert client(people.bo).post(f"{V1}notices/{notice['id']}/close/").status_code == 404
    assert client(people.bo).get(V1 + "session/").json()["notices"] == []
    assert http.post(f"{V1}notices/{notice['id']}/close/").status_code == 204
    assert http.get(V1 + "session/").json()["notices"] == []
    assert [row["closed"] for row in http.get(V1 + "notices/").json()] == [True]
    history = client(people.bo).get(V1 + "studies/consequences/events/").json()["results"]
    assert history[0]["sentence"] == "an administrator of the server set the password of ada"


def test_own_password_and_a_renewed_hash_are_no_act_of_an_administrator(people: People, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [*settings.PASSWORD_HASHERS, "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    User.objects.filter(username="ada").update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    http = client()
    assert http.post(V1 + "session/", {"username": "ada", "password": PASSWORD}, format="json").status_code == 200
    assert User.objects.get(username="ada").password.startswith("md5")
    change = {"old": PASSWORD, "new": NEW}
    assert http.post(V1 + "session/password/", change, format="json").status_code == 204
    _, secret = invite(by=people.lea, name="eve", roles=["viewer"])
    accept_with_new_account(secret=secret, username="eve", password=NEW)
    assert not AccountNotice.objects.exists()
    assert password_events(people) == []


def test_study_learns_when_it_is_joined_with_a_password_that_an_administrator_knows(people: People) -> None:
    http = admin_site()
    form = {"username": "eve", "password1": NEW, "password2": NEW, "usable_password": "true"}
    assert http.post("/admin/accounts/user/add/", form).status_code == 302
    eve = User.objects.get(username="eve")
    assert [notice.kind for notice in AccountNotice.objects.filter(user=eve)] == ["created"]
    invite(by=people.lea, name="eve", username="eve", roles=["viewer"])
    accept_with_own_account(invitation=Invitation.objects.get(), user=eve)
    assert password_events(people) == [("consequences", {"member": "eve"}, None)]
    eve.choose_password("eleven quiet harbours")
    eve.save()
    assert User.objects.get(pk=eve.pk).password_by_administrator_at is None


def test_person_is_told_that_an_administrator_reactivated_the_account(people: People) -> None:
    bo = people.bo.user
    assert bo
    http = admin_site()
    form = {"username": "bo", "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    assert http.post(f"/admin/accounts/user/{bo.pk}/change/", form).status_code == 302
    assert not User.objects.get(pk=bo.pk).is_active
    assert not AccountNotice.objects.exists()
    assert http.post(f"/admin/accounts/user/{bo.pk}/change/", form | {"is_active": "on"}).status_code == 302
    assert User.objects.get(pk=bo.pk).is_active
    assert [row["kind"] for row in client(bo).get(V1 + "notices/").json()] == ["reactivated"]
    (event,) = Event.objects.filter(kind="account_reactivated_by_administrator")
    assert event.sentence == "an administrator of the server reactivated the account of bo"


@pytest.mark.django_db(transaction=True)
def test_user_name_that_is_taken_meanwhile_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("A transaction of SQLite keeps all others from writing.")
    http, original = admin_site(), AccountAdmin.save_model

    def take_name() -> None:
        if not User.objects.filter(username="eve").exists():
            person("eve")
        connections.close_all()

    def save_after_another(*arguments: Any, **fields: Any) -> None:
        other = threading.Thread(target=take_name)
        other.start()
        other.join()
        original(*arguments, **fields)

    monkeypatch.setattr(AccountAdmin, "save_model", save_after_another)
    form = {"username": "eve", "password1": NEW, "password2": NEW, "usable_password": "true"}
    added = http.post("/admin/accounts/user/add/", form)
    assert (added.status_code, "already exists" in added.content.decode()) == (200, True)
    User.objects.filter(username="eve").delete()
    bo = person("bo")
    form = {"username": "eve", "is_active": "on", "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    changed = http.post(f"/admin/accounts/user/{bo.pk}/change/", form)
    assert (changed.status_code, "already exists" in changed.content.decode()) == (200, True)


def test_form_without_a_csrf_token_is_refused_by_a_page(db: None) -> None:
    http = Client(enforce_csrf_checks=True)
    page = http.post("/admin/login/", {"username": "sam"}, headers={"Accept": "text/html,*/*"})
    assert (page.status_code, page.headers["Content-Type"]) == (403, "text/html; charset=utf-8")
    assert "Go back, reload the page, and send the form again." in page.content.decode()
    for address, accept in [("/admin/login/", "*/*"), (V1 + "session/", "text/html")]:
        answer = http.post(address, {}, headers={"Accept": accept})
        assert (answer.status_code, answer.json()["code"]) in {(403, "csrf"), (403, "permission_denied")}
