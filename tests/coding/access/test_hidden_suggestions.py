"""From whom suggestions, outcomes and states of evidence are hidden on a project's page."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from advisories.models import Project
from coding.access.suggestions import hidden_suggestions
from coding.models import Round, Unit
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from tests.support.factories import People, client, give_roles, planned_round, rate, study
from tests.support.inspected import snapshot

pytestmark = pytest.mark.django_db

WHILE_CODING = "Hidden while you code round 1."
BEFORE = "Hidden from you until you have coded this project and the round is closed."


def study_of_projects() -> tuple[People, Project]:
    """Return a study with one more unit, a project."""
    people = study()
    stored = snapshot()
    Unit.objects.create(study=people.study, number=4, document=stored.document)
    return people, stored.project


def hidden(people: People, project: Project) -> dict[str, str]:
    return {member.name: hidden_suggestions(member.user, project) for member in people.all}


def test_suggestions_are_hidden_from_raters_until_the_round_closes() -> None:
    people, project = study_of_projects()
    nothing = dict.fromkeys(["lea", "ada", "bo", "cleo", "vic"], "")
    assert hidden(people, project) == nothing | {"ada": BEFORE, "bo": BEFORE}
    planned_round(people)
    assert hidden(people, project) == nothing | {"ada": BEFORE, "bo": BEFORE}
    open_round(by=people.lea, number=1)
    assert hidden(people, project) == nothing | {"ada": WHILE_CODING, "bo": WHILE_CODING}
    rate(people.ada, Round.objects.get(), 1, "Access")
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert hidden(people, project) == nothing


def test_lead_who_rates_sees_suggestions_before_the_round_opens_only() -> None:
    people, project = study_of_projects()
    give_roles(people.lea, "lea", ["lead", "rater"])
    planned_round(people, raters=["lea", "bo"])
    assert hidden(people, project)["lea"] == ""
    open_round(by=people.lea, number=1)
    assert hidden(people, project)["lea"] == WHILE_CODING


def test_same_repository_under_another_name_is_hidden_too() -> None:
    people, project = study_of_projects()
    planned_round(people)
    open_round(by=people.lea, number=1)
    twin = snapshot("Twin", address=f"github.com/demo/{project.slug}").project
    other = snapshot("Other").project
    nowhere = snapshot("Nowhere", address="").project
    assert hidden(people, twin)["ada"] == WHILE_CODING
    assert hidden(people, other)["ada"] == ""
    assert hidden(people, nowhere)["ada"] == ""


def test_page_of_a_project_hides_them_from_its_raters(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people, project = study_of_projects()
    planned_round(people)
    open_round(by=people.lea, number=1)
    for member, sentence in ((people.ada, WHILE_CODING), (people.lea, "")):
        api = client(member.user)
        address = f"/api/v1/projects/{project.slug}/snapshots/1/"
        with django_assert_num_queries(4 if sentence else 5):
            shown = api.get(address).json()
        assert shown["hidden"] == sentence
        suggestions = [row["suggestion"] for row in shown["activities"] if row["name"] == "ci_testing"]
        assert suggestions == [None if sentence else "yes"]
        outcomes = [row["outcome"] for row in api.get(f"{address}evidence/").json()]
        assert outcomes == ([None, None] if sentence else ["true", "false"])
