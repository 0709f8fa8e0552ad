"""Names that look alike never become two people silently: members, invitations, user names, sheets, project files."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from annotation.accounts.invitations import accept_with_new_account, accept_with_own_account, invite, own_invitations
from annotation.accounts.models import User
from coding.errors import BadInput
from coding.formats.rating_sheets.activities import read_answers
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.paths import read_paths
from coding.formats.ratings.read import read_files
from coding.models import Member
from coding.steps.import_project import import_project
from coding.steps.membership import invite_member
from coding.steps.study import add_member
from tests.support.factories import PASSWORD, client, person, study
from tests.support.refi import HEAD, project, selection, text_source

ALIKE = ["ADA", "ada ", " ada", "a\u200bda", "\u0430da", "\uff41da"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ALIKE)
def test_member_whose_name_looks_like_another_is_refused(name: str) -> None:
    people = study()
    with pytest.raises(BadInput, match="looks like “ada”, another member of this study"):
        add_member(study=people.study, by=people.lea, name=name, roles=["rater"])
    with pytest.raises(BadInput, match="looks like “ada”"):
        invite_member(by=people.lea, name=name, roles=["rater"])
    response = client(people.lea).post(
        f"/api/v1/studies/{people.study.slug}/invitations/", {"name": name, "roles": ["rater"]}, format="json"
    )
    assert response.status_code == 400
    assert Member.objects.filter(study=people.study).count() == len(people.all)


@pytest.mark.django_db
def test_invisible_name_is_refused() -> None:
    people = study()
    with pytest.raises(BadInput, match="Invalid name"):
        add_member(study=people.study, by=people.lea, name="\u200b\u3164", roles=["rater"])


@pytest.mark.django_db
def test_account_joins_under_a_name_that_differs() -> None:
    people = study()
    _, secret = invite(by=people.lea, name="A new rater", roles=["rater"])
    User.objects.filter(username="ada").update(username="renamed")  # the member keeps the name
    with pytest.raises(BadInput, match="looks like “ada”"):
        accept_with_new_account(secret=secret, username="Ada", password=PASSWORD)


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["VIC", "v\u0456c", "\uff56ic"])
def test_user_name_that_looks_like_another_is_refused(username: str) -> None:
    people = study()
    _, secret = invite(by=people.lea, name="A new rater", roles=["rater"])
    body = {"username": username, "password": PASSWORD}
    response = client().post(f"/api/v1/join/{secret}/", body, format="json")
    assert response.status_code == 400
    assert "vic" not in response.content.decode()  # nothing about the other account
    assert not User.objects.filter(username=username).exists()
    with pytest.raises(ValidationError):
        User(username=username, password="x").full_clean()


@pytest.mark.django_db
def test_user_name_that_mixes_scripts_is_refused() -> None:
    with pytest.raises(ValidationError, match="mixes letters of several scripts"):
        User(username="n\u0435w", password="x").full_clean()
    User(username="\u0410\u0434\u0430", password="x").full_clean()


@pytest.mark.django_db
def test_earlier_account_that_looks_like_another_can_still_be_edited() -> None:
    person("ada")
    earlier = person("Ada")
    earlier.first_name = "Ada"
    earlier.full_clean()


@pytest.mark.django_db
def test_invitation_reaches_the_account_whose_name_is_written_otherwise() -> None:
    people = study()
    user = person("Grace")
    person("gracie")
    invitation, _ = invite(by=people.lea, name="grace", roles=["rater"], username="grace ")
    assert list(own_invitations(user)) == [invitation]
    accept_with_own_account(invitation=invitation, user=user)
    with pytest.raises(BadInput, match="already a member"):
        invite(by=people.lea, name="Someone else", roles=["rater"], username="GRACE")


def write(folder: Path, text: str) -> Path:
    path = folder / "ratings.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ALIKE)
def test_columns_of_raters_that_look_alike_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableRatings, match=r"Two columns are called|look alike\. If they are one person"):
        read_files(read_paths([write(tmp_path, f"unit,ada,Bo,{name}\n1,x,x,y\n")]))


@pytest.mark.parametrize("name", ["ADA", "a\u200bda", "\u0430da", "\uff41da"])
def test_rows_of_raters_that_look_alike_are_refused(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, f"project,rater,SAST\nflask,ada,yes\nflask,Bo,no\ndjango,ada,no\ndjango,{name},yes\n")
    with pytest.raises(UnreadableRatings, match=r"ratings.csv:5: .* looks like “ada” on line 2"):
        read_answers(path, {"sast": "SAST"})


@pytest.mark.django_db
def test_project_file_with_users_that_look_alike_is_imported_with_a_remark() -> None:
    head = HEAD.replace('"Bo"', '"ada"').replace("{V}", "V")
    content = project(text_source(selection(0, 4) + selection(5, 8, user="V")), b"some text", head=head)
    result = import_project(content=content, name="study.qdpx", user=person("lea"))
    assert "“Ada” and “ada” look alike and are two users of the file." in result.remarks
