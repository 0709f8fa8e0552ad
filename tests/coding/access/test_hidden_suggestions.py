"""From whom suggestions, outcomes and states of evidence are hidden on a project's page."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from advisories.models import Evidence, Project
from coding.access.suggestions import hidden_suggestions
from coding.models import Round
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from tests.support.factories import People, client, give_roles, opened_round, study
from tests.support.project_rounds import opened_projects, planned_projects, rate_project, study_of_projects

pytestmark = pytest.mark.django_db

OF_STUDY = "round 1 of “Practices”."
WHILE_CODING = f"Hidden while you code {OF_STUDY}"
UNTIL_CODED = f"Hidden until you have coded {OF_STUDY}"
UNTIL_DECIDED = f"Hidden until you have decided {OF_STUDY}"
RATES = "Hidden from you, because you rate the projects of “Practices”."
NOTHING = dict.fromkeys(["lea", "ada", "bo", "cleo", "vic"], "")


def hidden(people: People) -> dict[str, str]:
    return {member.name: hidden_suggestions(member.user, Project.objects.get(slug="alpha")) for member in people.all}


def test_suggestions_are_hidden_until_a_person_has_coded_or_decided() -> None:
    people = study_of_projects()
    assert hidden(people) == NOTHING | {"ada": RATES, "bo": RATES}
    planned_projects(people)
    assert hidden(people) == NOTHING | {"ada": UNTIL_CODED, "bo": UNTIL_CODED}
    coding_round = open_round(by=people.lea, number=1)
    assert hidden(people) == NOTHING | {"ada": WHILE_CODING, "bo": WHILE_CODING, "cleo": UNTIL_DECIDED}
    rate_project(people.ada, coding_round, 1, "t")
    rate_project(people.bo, coding_round, 1, "t")
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert hidden(people) == NOTHING | {"cleo": UNTIL_DECIDED}
    settle(by=people.cleo, coding_round=Round.objects.get())
    assert hidden(people) == NOTHING


def test_lead_who_rates_asks_for_single_units_before_the_round_opens() -> None:
    people = study_of_projects()
    give_roles(people.lea, "lea", ["lead", "rater"])
    assert hidden(people)["lea"] == RATES
    planned_projects(people, raters=["lea", "bo"])
    assert hidden(people)["lea"] == UNTIL_CODED
    open_round(by=people.lea, number=1)
    assert hidden(people)["lea"] == WHILE_CODING


def test_raters_of_advisories_see_suggestions() -> None:
    people = study()
    study_of_projects(title="Other", projects=("Alpha",))
    opened_round(people)
    assert hidden_suggestions(people.vic.user) == ""


def test_page_of_a_project_hides_them_from_its_raters(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people = study_of_projects()
    planned_projects(people)
    open_round(by=people.lea, number=1)
    address = "/api/v1/corpora/main/projects/alpha/snapshots/1/"
    client(people.lea.user).get(address)  # what is shown for the first time is noted
    for member, sentence, queries in ((people.ada, WHILE_CODING, 6), (people.lea, "", 7)):
        api = client(member.user)
        with django_assert_num_queries(queries):
            shown = api.get(address).json()
        assert shown["hidden"] == sentence
        suggestions = [row["suggestion"] for row in shown["activities"] if row["name"] == "ci_testing"]
        assert suggestions == [None if sentence else "yes"]
        outcomes = [row["outcome"] for row in api.get(f"{address}evidence/").json()]
        assert outcomes == ([None] if sentence else ["true", "false"])  # only one is in the text


def test_numbers_and_order_of_evidence_are_those_of_the_text() -> None:
    """The stored numbers follow the probes: a hint comes before the finding of a later probe."""
    people = study_of_projects()
    of_text = Evidence.objects.get(snapshot__project__slug="alpha", start__isnull=False)
    later = {field.attname: getattr(of_text, field.attname) for field in Evidence._meta.fields}
    later |= {"id": None, "number": 9, "start": 0, "end": 1, "path": "fuzz/target.py"}
    later |= {"outcome": "false", "reason": "It only looks like one."}
    earlier = Evidence.objects.create(**later)
    assert (earlier.start, earlier.number) < (of_text.start, 9)
    opened_projects(people)
    address = "/api/v1/corpora/main/projects/alpha/snapshots/1/evidence/"
    rows = client(people.ada.user).get(address).json()
    assert [(row["number"], row["path"]) for row in rows] == [(1, "fuzz/target.py"), (2, of_text.path)]
    assert {(row["outcome"], row["reason"]) for row in rows} == {(None, "")}
    assert [row["number"] for row in client(people.lea.user).get(address).json()] == [1, 2, 9]
    sheet = client(people.ada.user).get(f"/api/v1/studies/{people.study.slug}/rounds/1/units/1/").json()
    assert [(row["number"], row["path"]) for row in sheet["evidence"]] == [(1, "fuzz/target.py"), (2, of_text.path)]
