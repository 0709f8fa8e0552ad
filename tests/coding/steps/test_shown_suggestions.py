"""Whoever saw suggestions on a page of no round, and rates the projects later, is recorded as exposed."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from advisories.models import Document, Snapshot
from coding.loading.ratings import load_ratings
from coding.models import Event, Exposure, Round, SeenSuggestion
from coding.models.event_kinds import EVENT_KINDS
from coding.results.agreement import agreement
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.assign.reassign import reassign
from coding.steps.publish.public import grant_public_access
from coding.steps.publish.release import publish
from coding.steps.suggestion import show_suggestion
from tests.support.factories import People, client, give_roles
from tests.support.inspected import snapshot
from tests.support.project_rounds import (
    closed_projects,
    opened_projects,
    planned_projects,
    rate_project,
    study_of_projects,
)

pytestmark = pytest.mark.django_db
ALPHA = "/api/v1/corpora/main/projects/alpha/snapshots/1/"


@pytest.fixture
def people() -> People:
    return study_of_projects()


def exposed(number: int) -> list[tuple[str, int]]:
    """Return who saw the suggestion for which unit before rating it, as a release of the closed round says it."""
    data = load_ratings(Round.objects.get(number=number))
    rows = sorted((row.rater, row.unit) for row in data.exposures if row.kind == "suggestion_before")
    assert agreement(data).get("without_exposed", {"exposed": 0})["exposed"] == len(rows)
    return rows


def close(people: People, number: int) -> None:
    """Close a round in which Bo has rated one unit."""
    rate_project(people.bo, Round.objects.get(study=people.study, number=number), 3, "t", key=f"closing {number}")
    close_round(by=people.lea, number=number, even_if_unfinished=True)


def become_rater(people: People) -> None:
    give_roles(people.lea, "lea", ["lead", "rater"])
    people.lea.refresh_from_db()


@pytest.mark.parametrize("path", [ALPHA, f"{ALPHA}evidence/", f"{ALPHA}evidence/?activity=sast"])
def test_lead_who_read_the_page_of_a_project_is_exposed_as_rater(people: People, path: str) -> None:
    seen = client(people.lea).get(path)
    assert seen.status_code == 200
    become_rater(people)
    planned_projects(people, raters=["lea", "bo"])
    open_round(by=people.lea, number=1)
    event = Event.objects.get(kind="suggestion_shown")
    assert (event.actor, event.data) == (people.lea, {"units": [1]})
    assert "had seen what the rules suggest for unit 1 before rating" in EVENT_KINDS[event.kind].describe(event.data)
    close(people, 1)
    assert exposed(1) == [("lea", 1)]


def test_page_is_noted_once_and_only_if_it_shows_something(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lead, rater = client(people.lea), client(people.ada)
    lead.get(ALPHA)
    first = SeenSuggestion.objects.get()
    assert (first.user, first.document) == (people.lea.user, Document.objects.get(snapshot__project__slug="alpha"))
    with django_assert_num_queries(7):
        lead.get(ALPHA)
    lead.get("/api/v1/corpora/main/projects/alpha/")  # without suggestions
    rater.get(ALPHA)
    rater.get(f"{ALPHA}evidence/")
    assert SeenSuggestion.objects.get() == first


def test_same_repository_under_another_name_is_the_same_project(people: People) -> None:
    address = Snapshot.objects.get(project__slug="alpha").address
    assert address
    snapshot("Fork of alpha", address=address)
    snapshot("Elsewhere")
    client(people.lea).get("/api/v1/corpora/main/projects/fork-of-alpha/snapshots/1/")
    client(people.lea).get("/api/v1/corpora/main/projects/elsewhere/snapshots/1/")
    become_rater(people)
    planned_projects(people, raters=["lea", "bo"])
    open_round(by=people.lea, number=1)
    assert [row.document.snapshot.project.slug for row in Exposure.objects.all()] == ["alpha"]


def test_reader_of_a_release_is_exposed_in_another_study(people: People) -> None:
    coding_round = closed_projects(people, ada=("t", "t", "t"), bo=("t", "t", "t"))
    settle(by=people.cleo, coding_round=coding_round)
    publish(by=people.lea)
    grant_public_access(by=people.lea, number=1)
    assert not SeenSuggestion.objects.exists()
    assert client(people.vic).get("/api/v1/public/practices/releases/1/").status_code == 200
    assert client(people.cleo).get("/api/v1/studies/practices/releases/1/files/table.csv/").status_code == 200
    assert client().get("/api/v1/public/practices/releases/1/").status_code == 200  # nobody that is known
    other = study_of_projects(title="Sister")
    for name in ("vic", "cleo"):
        give_roles(other.lea, name, ["rater"])
    planned_projects(other, raters=["vic", "cleo", "bo"], final_rater=None, resolution_method="discussion")
    open_round(by=other.lea, number=1)
    assert sorted((row.member.name, row.document.snapshot.project.slug) for row in Exposure.objects.all()) == [
        (name, slug) for name in ("cleo", "vic") for slug in ("alpha", "beta", "gamma")
    ]


def test_hand_over_to_somebody_who_saw_suggestions_is_recorded(people: People) -> None:
    client(people.vic).get(ALPHA)
    opened_projects(people)
    give_roles(people.lea, "vic", ["rater"])
    assert not Exposure.objects.exists()
    reassign(by=people.lea, coding_round=Round.objects.get(), from_rater="ada", to_rater="vic")
    assert Event.objects.get(kind="suggestion_shown").data == {"units": [1]}
    close(people, 1)
    assert exposed(1) == [("vic", 1)]


def test_what_was_seen_after_a_round_counts_for_the_next_one_only(people: People) -> None:
    first = closed_projects(people, ada=("t", "t", "t"), bo=("t", "t", "t"))
    settle(by=people.cleo, coding_round=first)
    assert show_suggestion(by=people.ada, coding_round=first, unit=2)
    planned_projects(people)
    open_round(by=people.lea, number=2)
    assert [row.member.name for row in Exposure.objects.all()] == ["ada"]
    close(people, 2)
    assert (exposed(1), exposed(2)) == ([], [("ada", 2)])
