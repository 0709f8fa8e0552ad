"""Accounts: signing in, passwords, API tokens, invitations."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from annotation.accounts.invitations import invite, make_token
from annotation.accounts.models import ApiToken, Invitation, User
from coding.errors import NotReady
from coding.models import Coding, Event, Member, Round
from coding.steps.codebook.codes import add_code
from coding.steps.study import add_member, change_member, link_account
from tests.support.factories import PASSWORD, People, client, opened_round, person, rate, study

pytestmark = pytest.mark.django_db
V1 = "/api/v1/"
NEW = "purple monkey dishwasher"
SIGNS_IN = {("post", "/api/v1/session/"), ("post", "/api/v1/join/{secret}/")}


@pytest.fixture
def people() -> People:
    return study(units=1)


def sign_in(name: str, password: str = PASSWORD, http: APIClient | None = None, **extra: Any) -> Any:
    return (http or APIClient()).post(V1 + "session/", {"username": name, "password": password}, format="json", **extra)


def test_session_names_the_signed_in_user(people: People) -> None:
    http = APIClient()
    assert http.get(V1 + "session/").json()["user"] is None
    assert sign_in("lea", http=http).json()["user"] == {
        "username": "lea",
        "name": "lea",
        "administrator": False,
    }
    assert http.get(V1 + "session/").json()["user"]["username"] == "lea"
    assert http.delete(V1 + "session/").status_code == 204
    assert http.get(V1 + "session/").json()["user"] is None
    assert http.get(V1 + "studies/").status_code == 401


@pytest.mark.parametrize("name", ["lea", "nobody", "LEA"])
def test_wrong_name_or_password_is_refused(people: People, name: str) -> None:
    response = sign_in(name, "wrong")
    assert (response.status_code, response.json()["code"]) == (400, "bad_input")


def test_inactive_account_does_not_sign_in(people: People) -> None:
    User.objects.update(is_active=False)
    assert sign_in("lea").status_code == 400


def test_ten_wrong_passwords_lock_the_user_name_for_this_address(people: People) -> None:
    responses = [sign_in("lea", "wrong") for _ in range(10)]
    assert [response.status_code for response in responses] == [400] * 9 + [429]
    locked = sign_in("lea")
    assert (locked.status_code, locked.json()["code"]) == (429, "too_many_attempts")
    assert "Wait" in locked.json()["detail"]
    assert sign_in("bo").status_code == 200
    assert sign_in("lea", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_correct_password_resets_the_count_of_wrong_ones(people: People) -> None:
    for _ in range(3):
        assert [sign_in("lea", "wrong").status_code for _ in range(5)] == [400] * 5
        assert sign_in("lea").status_code == 200


def test_password_change_needs_the_current_password(people: People) -> None:
    http = APIClient()
    sign_in("lea", http=http)
    address = V1 + "session/password/"
    for old, new, field in [("wrong", NEW, "old"), (PASSWORD, "short", "new"), (PASSWORD, "password123", "new")]:
        response = http.post(address, {"old": old, "new": new}, format="json")
        assert (response.status_code, list(response.json()["fields"])) == (400, [field])
    assert http.post(address, {"old": PASSWORD, "new": NEW}, format="json").status_code == 204
    assert http.get(V1 + "session/").json()["user"]["username"] == "lea"  # the session stays valid
    assert sign_in("lea").status_code == 400
    assert sign_in("lea", NEW).status_code == 200


def unsafe_requests() -> list[tuple[str, str]]:
    """Return every operation of the API that writes, as method and address, except those that sign a person in."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    return [
        (method, re.sub(r"{(\w+)}", lambda name: "1" if name[1] != "study" else "consequences", path))
        for path, operations in schema["paths"].items()
        for method in operations
        if method in {"post", "put", "patch", "delete"} and (method, path) not in SIGNS_IN
    ]


def test_every_write_of_a_page_that_was_loaded_for_another_person_is_refused(people: People) -> None:
    http = client(people.bo)
    requests = unsafe_requests()
    assert len(requests) > 60
    for method, path in requests:
        response = getattr(http, method)(path, {}, format="json", headers={"Intercoder-User": "ada"})
        assert (response.status_code, response.json()["code"]) == (409, "other_person"), (method, path)
    assert response.json()["detail"].startswith("“bo” is signed in now, but this page was loaded for “ada”.")


def test_submission_of_the_previous_person_is_not_stored_for_the_next(people: People) -> None:
    coding_round = opened_round(people, style="shared")
    code = add_code(by=people.lea, label="Access")
    address = f"{V1}studies/consequences/rounds/{coding_round.number}/units/1/coding/"
    http = client(people.bo)
    body = {"codes": [code.pk]}
    page_of_ada = {"Intercoder-User": "ada", "Idempotency-Key": "one of ada"}
    assert http.post(address, body, format="json", headers=page_of_ada).status_code == 409
    assert not Coding.objects.exists()
    page_of_bo = {"Intercoder-User": "bo", "Idempotency-Key": "one of bo"}
    assert http.post(address, body, format="json", headers=page_of_bo).status_code == 201


def test_page_reads_only_for_the_person_whom_it_was_loaded_for(people: People) -> None:
    http = client(people.bo)
    for address in ("session/", "studies/", "studies/consequences/"):
        assert http.get(V1 + address, headers={"Intercoder-User": "ada"}).status_code == 409
        assert http.get(V1 + address, headers={"Intercoder-User": "bo"}).status_code == 200
        assert http.get(V1 + address).status_code == 200
    User.objects.filter(username="bo").update(username="bó")
    assert http.get(V1 + "studies/", headers={"Intercoder-User": "b%C3%B3"}).status_code == 200


def test_page_of_a_person_who_signed_out_is_refused_as_before(people: People) -> None:
    response = client().post(V1 + "studies/", {"title": "X"}, format="json", headers={"Intercoder-User": "ada"})
    assert response.status_code == 401


def test_token_is_shown_once_and_stored_as_a_digest(people: People) -> None:
    http = client(people.lea)
    made = http.post(V1 + "tokens/", {"name": "script"}, format="json").json()
    stored = ApiToken.objects.get()
    assert stored.digest == hashlib.sha256(made["token"].encode()).hexdigest()
    assert made["token"] not in str(ApiToken.objects.values().get())
    (listed,) = http.get(V1 + "tokens/").json()
    assert listed == {key: made[key] for key in ("id", "name", "created_at")}


def test_token_is_valid_until_it_is_revoked(people: People) -> None:
    assert people.lea.user
    token, secret = make_token(user=people.lea.user, name="script")
    script = APIClient()
    script.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    assert script.get(V1 + "studies/consequences/").status_code == 200
    assert client(people.bo).delete(f"{V1}tokens/{token.pk}/").status_code == 404  # another user's token
    assert client(people.lea).delete(f"{V1}tokens/{token.pk}/").status_code == 204
    assert script.get(V1 + "studies/consequences/").status_code == 401


def test_invitation_secret_is_shown_once_and_stored_as_a_digest(people: People) -> None:
    made = client(people.lea).post(
        V1 + "studies/consequences/invitations/", {"name": "Eve", "roles": ["rater"]}, format="json"
    )
    secret = made.json()["link"].removeprefix("/join/")
    assert Invitation.objects.get().digest == hashlib.sha256(secret.encode()).hexdigest()
    listed = client(people.lea).get(V1 + "studies/consequences/invitations/")
    assert secret not in listed.content.decode()
    assert [row["accepted"] for row in listed.json()] == [False]
    assert client(people.ada).get(V1 + "studies/consequences/invitations/").status_code == 403


def join(secret: str, username: str = "eve", password: str = NEW) -> Any:
    return APIClient().post(f"{V1}join/{secret}/", {"username": username, "password": password}, format="json")


def test_invitation_creates_one_account_and_one_member(people: People) -> None:
    _, secret = invite(by=people.lea, name="Eve", roles=["rater"])
    assert APIClient().get(f"{V1}join/{secret}/").json() == {
        "study": "consequences",
        "title": "Consequences",
        "name": "Eve",
        "roles": ["rater"],
        "member": False,
    }
    assert join(secret).status_code == 201
    assert Member.objects.get(name="eve").roles == ["rater"]
    assert sign_in("eve", NEW).status_code == 200
    for again in (join(secret, "mallory"), APIClient().get(f"{V1}join/{secret}/")):
        assert (again.status_code, again.json()["code"]) == (400, "bad_input")
    assert not User.objects.filter(username="mallory").exists()


def test_accepting_an_invitation_signs_in(people: People) -> None:
    _, secret = invite(by=people.lea, name="Eve", roles=["viewer"])
    http = APIClient()
    http.post(f"{V1}join/{secret}/", {"username": "eve", "password": NEW}, format="json")
    assert http.get(V1 + "session/").json()["user"]["username"] == "eve"


def test_invitation_expires(people: People) -> None:
    invitation, secret = invite(by=people.lea, name="Eve", roles=["rater"])
    assert invitation.expires_at - timezone.now() > timedelta(days=13)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert join(secret).status_code == 400
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("lea", NEW),
        ("eve", "short"),
        ("eve", "password123"),
        ("everyone-else", "everyone-else1"),
        ("not a name", NEW),
        ("", NEW),
    ],
)
def test_invalid_name_or_password_leaves_the_invitation_valid(people: People, username: str, password: str) -> None:
    _, secret = invite(by=people.lea, name="Eve", roles=["rater"])
    people_before = User.objects.count()
    response = join(secret, username, password)
    assert (response.status_code, response.json()["code"]) == (400, "invalid")
    assert User.objects.count() == people_before
    assert join(secret).status_code == 201


@pytest.mark.parametrize("change", ["retired", "role removed"])
def test_invitation_is_void_when_its_sender_no_longer_leads(people: People, change: str) -> None:
    change_member(by=people.lea, name="cleo", roles=["lead"])
    people.cleo.refresh_from_db()
    _, secret = invite(by=people.cleo, name="Eve", roles=["lead"])
    if change == "retired":
        change_member(by=people.lea, name="cleo", retired=True)
    else:
        change_member(by=people.lea, name="cleo", roles=["viewer"])
    assert join(secret).status_code in {400, 403}
    assert not User.objects.filter(username="eve").exists()


def test_unknown_invitation_is_refused() -> None:
    assert APIClient().get(V1 + "join/no-such-secret/").status_code == 400
    assert join("no-such-secret").status_code == 400


# ---- accounts for members without one


def test_invitation_for_a_member_without_an_account_creates_one(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="A/da from a file", roles=["rater", "adjudicator"])
    http = client(people.lea)
    body = {"name": "A/da from a file", "member": True}
    made = http.post(V1 + "studies/consequences/invitations/", body, format="json")
    assert (made.status_code, made.json()["roles"], made.json()["member"]) == (201, ["rater", "adjudicator"], True)
    secret = made.json()["link"].removeprefix("/join/")
    assert APIClient().get(f"{V1}join/{secret}/").json()["member"] is True
    assert join(secret).status_code == 201
    member = Member.objects.get(name="A/da from a file")
    assert (member.user.get_username(), member.roles) == ("eve", ["rater", "adjudicator"])
    assert not Member.objects.filter(name="eve").exists()
    assert Event.objects.filter(kind="account_linked", data={"member": "A/da from a file"}).count() == 1
    assert http.get(V1 + "studies/consequences/events/").json()["results"][0]["sentence"].endswith("an account")


def test_existing_account_is_linked_to_a_member_without_one_when_the_person_accepts(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="A/da", roles=["viewer"])
    eve = person("eve")
    address = V1 + "studies/consequences/members/A%2Fda/account/"
    assert client(people.ada).put(address, {"username": "eve"}, format="json").status_code == 403
    for username in ("zed", "eve"):
        asked = client(people.lea).put(address, {"username": username}, format="json")
        assert (asked.status_code, asked.json()["username"]) == (202, None)
    assert client(eve).get(V1 + "studies/consequences/").status_code == 404
    (invitation,) = client(eve).get(V1 + "invitations/").json()
    assert (invitation["name"], invitation["roles"], invitation["member"]) == ("A/da", ["viewer"], True)
    assert client(eve).post(f"{V1}invitations/{invitation['id']}/accept/").json() == {"study": "consequences"}
    assert client(eve).get(V1 + "studies/consequences/").json()["me"] == "A/da"
    again = client(people.lea).put(address, {"username": "zed"}, format="json")
    assert again.json()["detail"] == (
        "A/da cannot be linked to an account: not in this study, retired, or already linked."
    )
    retired = client(people.lea).patch(address.removesuffix("account/"), {"retired": True}, format="json")
    assert retired.status_code == 200


def test_account_of_one_member_cannot_be_linked_to_another(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="Other", roles=["rater"])
    address = V1 + "studies/consequences/members/Other/account/"
    refused = client(people.lea).put(address, {"username": "bo"}, format="json")
    assert refused.json()["detail"] == "bo is already a member of this study. Change the roles instead."
    assert Member.objects.get(name="Other").user is None


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_invitation_for_a_member_with_an_account_is_refused(people: People, name: str) -> None:
    response = client(people.lea).post(
        V1 + "studies/consequences/invitations/", {"name": name, "member": True}, format="json"
    )
    assert (response.status_code, Invitation.objects.count()) == (400, 0)


def test_invitation_for_a_member_is_void_once_they_have_an_account(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="Other", roles=["rater"])
    _, secret = invite(by=people.lea, name="Other", as_member=True)
    link_account(by=people.lea, name="Other", user=person("zoe"))
    assert join(secret).status_code == 400
    assert not User.objects.filter(username="eve").exists()


def test_member_with_codings_in_an_open_round_cannot_be_linked(people: People) -> None:
    other = add_member(study=people.study, by=people.lea, name="Other", roles=["rater"])
    number = opened_round(people, raters=["ada", "Other"]).number
    link_account(by=people.lea, name="Other", user=person("eve"))  # nothing was coded yet
    Member.objects.filter(pk=other.pk).update(user=None)
    other.refresh_from_db()
    rate(other, Round.objects.get(number=number), 1, "x")
    with pytest.raises(NotReady, match="Other has sealed codings in an open round"):
        link_account(by=people.lea, name="Other", user=person("zoe"))
