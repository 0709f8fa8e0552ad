"""Studies and their members: titles, names, roles and retirement."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.http import Http404

from coding.access.membership import membership_for
from coding.errors import BadInput, NotReady
from coding.models import Event, Member, Study
from coding.steps.study import add_member, change_member, create_study, update_study
from tests.support import publications as factory
from tests.support.factories import People, closed_round, opened_round, person, planned_round, settled_round
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_create_study_makes_its_creator_lead_and_records_the_first_event() -> None:
    lea = create_study(title="What can go wrong?", user=person("lea"), name="lea", question="What?")
    assert (lea.study.slug, lea.roles) == ("what-can-go-wrong", ["lead"])
    (event,) = Event.objects.all()
    assert (event.kind, event.number, event.actor, event.previous_hash) == ("study_created", 1, lea, "")


@pytest.mark.parametrize(
    ("titles", "slugs"),
    [
        (["Risks", "Risks", "risks!"], ["risks", "risks-2", "risks-3"]),
        (["研究", "???"], ["study", "study-2"]),
        (["Risks 2", "Risks", "Risks"], ["risks-2", "risks", "risks-3"]),
    ],
)
def test_study_gets_a_readable_unique_slug(titles: list[str], slugs: list[str]) -> None:
    assert [create_study(title=title, user=None, name="lea").study.slug for title in titles] == slugs


@pytest.mark.parametrize("title", ["", "x" * 201])
def test_study_with_an_empty_or_too_long_title_is_refused(title: str) -> None:
    with refused(ValidationError, "title"):
        create_study(title=title, user=None, name="lea")


@pytest.mark.parametrize("name", ["", " ", "x" * 151, "x" * 500, "two\nlines", "two\u2028lines", "ada\n"])
def test_invalid_member_name_is_refused(name: str) -> None:
    with refused(BadInput, "Use one line of 1 to 150 characters"):
        create_study(title="Risks", user=None, name=name)
    assert not Study.objects.exists()
    lea = create_study(title="Risks", user=None, name="x" * 150)
    with refused(BadInput, "Use one line of 1 to 150 characters"):
        add_member(study=lea.study, by=lea, name=name, roles=["rater"])


@pytest.mark.parametrize("name", ["x" * 500, "two\nlines"])
def test_project_with_an_invalid_final_rater_stores_nothing(tmp_path: Path, name: str) -> None:
    project = tmp_path / "study.qdpx"
    project.write_bytes(factory.rendered("study.qdpx", factory.small()))
    stderr = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_qdpx", str(project), "--final-rater", name, stderr=stderr)
    assert (ended.value.code, stderr.getvalue().count("\n")) == (2, 1)
    assert "Use one line of 1 to 150 characters" in stderr.getvalue()
    assert not Study.objects.exists()


def test_study_can_be_updated(people: People) -> None:
    changed = update_study(by=people.lea, question="Who loses what?")
    assert (changed.title, changed.question) == ("Consequences", "Who loses what?")
    with refused(ValidationError, "title"):
        update_study(by=people.lea, title="x" * 201)


def test_member_is_added_once(people: People) -> None:
    with refused(BadInput, "ada is already a member"):
        add_member(study=people.study, by=people.lea, name="ada", roles=["viewer"], user=people.ada.user)
    with refused(BadInput, "already has a member called ada"):
        add_member(study=people.study, by=people.lea, name="ada", roles=["viewer"], user=person("other"))


@pytest.mark.parametrize(
    ("roles", "message"),
    [(["boss"], "role “boss”"), ([], "Choose at least one role"), (["lead", ""], "role “”")],
)
def test_unknown_or_missing_roles_are_refused(people: People, roles: list[str], message: str) -> None:
    with refused(BadInput, message):
        add_member(study=people.study, by=people.lea, name="eve", roles=roles)
    with refused(BadInput, message):
        change_member(by=people.lea, name="ada", roles=roles)


def test_member_may_have_several_roles(people: People) -> None:
    changed = change_member(by=people.lea, name="ada", roles=["adjudicator", "rater", "lead"])
    assert changed.roles == ["lead", "rater", "adjudicator"]
    assert change_member(by=people.lea, name="ada", roles=["viewer"]).roles == ["viewer"]


def test_last_lead_cannot_be_retired_or_demoted(people: People) -> None:
    with refused(NotReady, "needs a lead"):
        change_member(by=people.lea, name="lea", roles=["rater"])
    with refused(NotReady, "needs a lead"):
        change_member(by=people.lea, name="lea", retired=True)
    change_member(by=people.lea, name="ada", roles=["lead"])
    assert change_member(by=people.lea, name="lea", retired=True).retired_at


def test_rater_of_the_open_round_cannot_be_retired_or_demoted(people: People) -> None:
    opened_round(people)
    with refused(NotReady, "ada has unsubmitted units in the open round"):
        change_member(by=people.lea, name="ada", retired=True)
    with refused(NotReady, "ada has unsubmitted units in the open round"):
        change_member(by=people.lea, name="ada", roles=["viewer"])
    assert change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"]).is_adjudicator


def test_final_rater_of_an_unsettled_round_cannot_be_retired_or_demoted(people: People) -> None:
    planned_round(people)
    with refused(NotReady, "cleo is the designated final rater"):
        change_member(by=people.lea, name="cleo", retired=True)
    with refused(NotReady, "cleo is the designated final rater"):
        change_member(by=people.lea, name="cleo", roles=["viewer"])


def test_final_rater_of_a_settled_round_can_be_retired(people: People) -> None:
    settled_round(people)
    assert change_member(by=people.lea, name="ada", retired=True).retired_at


def test_retired_member_has_no_access_and_the_codings_remain(people: People) -> None:
    coding_round = closed_round(people)
    assert membership_for(user=people.bo.user, study="consequences") == people.bo
    change_member(by=people.lea, name="bo", retired=True)
    with pytest.raises(Http404):
        membership_for(user=people.bo.user, study="consequences")
    assert coding_round.assignments.filter(rater=people.bo, codings__isnull=False).count() == 3
    change_member(by=people.lea, name="bo", retired=False)
    assert membership_for(user=people.bo.user, study="consequences") == people.bo


def test_staff_are_not_members(people: People) -> None:
    with pytest.raises(Http404):
        membership_for(user=person("sam", is_staff=True, is_superuser=True), study="consequences")
    assert not Member.objects.filter(name="sam").exists()
