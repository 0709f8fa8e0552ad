"""Promise 7: nothing tells a rater of a planned or open round, or its final rater, what the rules suggest.

Two worlds differ in suggestions, outcomes and states of evidence alone. A person reads every address of the API, and
all responses, with the number of their queries, are the same in both worlds.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from advisories.corpus.corpora import main_corpus, own_corpus
from advisories.models import Document, Evidence, Project, Snapshot
from coding import clock
from coding.access.records import release, withholds_releases_of
from coding.access.suggestions import SuggestionsWithheld
from coding.models import Member, Release, Round, Study
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.codebook.activities import create_study_with_activities
from coding.steps.sample import replace_units
from coding.steps.study import add_member
from tests.support.addresses import NOON, SCHEMA, VALUES, api_routes
from tests.support.factories import People, client_without_session, person
from tests.support.inspected import TEXT
from tests.support.project_rounds import planned_projects, rate_project

pytestmark = pytest.mark.django_db

HERE = VALUES | {"study": "practices", "name": "alpha", "project": "alpha", "slug": "alpha"}
NAMES = ("lea", "ada", "bo", "cleo", "vic")
ACTIVITIES = ("ci_testing", "code_review", "dependency_upgrade", "fuzzing", "sast")


def addresses() -> list[str]:
    """Return every address of the API about the study, its first project, and the lists of the corpus."""
    routes = ("/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda parameter: HERE[parameter[1]], route) for route in api_routes())
    paths = sorted({*routes} - {SCHEMA})
    return [
        *paths,
        "/api/v1/corpora/main/projects/alpha/snapshots/1/evidence/?activity=fuzzing",
        "/api/v1/corpora/main/projects/?search=alpha",
    ]


@pytest.fixture
def people() -> People:
    """A study whose two units are documents of projects that are not inspected yet."""
    users = {name: person(name) for name in NAMES}
    lea = create_study_with_activities(title="Practices", user=users["lea"], name="lea")
    roles = {"ada": ["rater"], "bo": ["rater"], "cleo": ["adjudicator"], "vic": ["viewer"]}
    members = {
        name: add_member(study=lea.study, by=lea, name=name, roles=given, user=users[name])
        for name, given in roles.items()
    }
    documents: dict[int, Any] = {}
    for name in ("alpha", "beta"):
        project = Project.objects.create(corpus=main_corpus(), name=name, label=name, slug=name)
        row = Document.objects.create(
            project=project, title=name, html=f"<p>{TEXT}</p>", text=TEXT, sha256=name.ljust(64, "0"), created_at=NOON
        )
        documents[row.pk] = None
    replace_units(lea.study, documents)
    return People(lea.study, lea, **members)


def inspect(world: int) -> None:
    """Store the snapshots of one of the two worlds."""
    for document in Document.objects.exclude(project=None):
        suggestion = ("yes", "no")[world]
        snapshot = Snapshot.objects.create(
            project_id=document.project_id,
            number=1,
            address=f"github.com/demo/{document.title}",
            source="clone",
            commit="1f" * 20,
            rules="1",
            sha256=str(world) * 64,
            document=document,
            inspected_at=NOON,
            suggestions={
                activity: {"suggestion": suggestion, "reason": f"As in world {world}.", "evidence": [world + 1]}
                for activity in ACTIVITIES
            },
        )
        for number, outcome in enumerate((("true", "false"), ("false", "not available"))[world], 1):
            Evidence.objects.create(
                snapshot=snapshot,
                number=number,
                activity="ci_testing",
                probe="ci.runs_tests",
                outcome=outcome,
                reason=f"As in world {world}.",
                state=("enabled", "disabled")[world],
                scope=("change", "schedule")[world],
                values={"world": world},
                path="ci.yml",
                line=number,
                excerpt="pytest",
                start=0,
                end=4,
            )


def responses(member: Member, world: int) -> dict[str, tuple[int, int, str]]:
    """Return status, number of queries and content of the response at each address in one world."""
    http = client_without_session(member)
    read = {}
    with transaction.atomic(), clock.fixed(NOON):
        inspect(world)
        for path in addresses():
            with CaptureQueriesContext(connection) as queries:
                response = http.get(path)
            content = response.getvalue().decode(errors="replace")
            read[path] = response.status_code, len(queries), content
        transaction.set_rollback(True)
    return read


def code_all(people: People, coding_round: Round) -> None:
    for unit in (1, 2):
        for rater in (people.ada, people.bo):
            rate_project(rater, coding_round, unit, "t", key=f"{rater}-{coding_round.number}-{unit}")


def first_round_settled(people: People) -> None:
    coding_round = open_round(by=people.lea, number=planned_projects(people).number)
    code_all(people, coding_round)
    settle(by=people.cleo, coding_round=close_round(by=people.lea, number=1))


@pytest.mark.parametrize(
    ("state", "reader"), [("planned", "ada"), ("open", "ada"), ("open", "cleo"), ("closed", "cleo"), ("again", "ada")]
)
def test_worlds_that_differ_in_suggestions_are_equal_for_raters(people: People, state: str, reader: str) -> None:
    if state == "again":
        first_round_settled(people)
    number = planned_projects(people).number
    if state != "planned":
        coding_round = open_round(by=people.lea, number=number)
        rate_project(people.ada, coding_round, 1, "t?f", key="ada-first-answer")
    if state == "closed":
        rate_project(people.bo, coding_round, 1, "t", key="bo-first-answer")
        close_round(by=people.lea, number=number, even_if_unfinished=True)
    # Read first once: the first requests of a process fill caches, with more queries.
    _, first, second = (responses(getattr(people, reader), world) for world in (0, 0, 1))
    assert first["/api/v1/corpora/main/projects/alpha/snapshots/1/"][0] == 200
    different = [path for path in first if first[path] != second[path]]
    assert not different, (different[0], first[different[0]][2][:2000], second[different[0]][2][:2000])


def test_worlds_differ_for_a_lead_who_does_not_rate(people: People) -> None:
    planned_projects(people)
    first, second = (responses(people.lea, world) for world in (0, 1))
    assert (
        first["/api/v1/corpora/main/projects/alpha/snapshots/1/"]
        != second["/api/v1/corpora/main/projects/alpha/snapshots/1/"]
    )


def test_releases_of_projects_are_withheld_from_raters_of_an_open_round(people: People) -> None:
    planned_projects(people)
    other = Study.objects.create(corpus=own_corpus(), slug="other", title="Other", kind="projects", created_at=NOON)
    ada = Member.objects.create(study=other, user=people.ada.user, name="ada", joined_at=NOON)
    lead = Member.objects.create(study=other, name="lead", is_lead=True, joined_at=NOON)
    settled = Round.objects.create(
        study=other, number=1, style="closed", state="settled", multi_label=True, primary_statistic="x", seed=1,
        planned_at=NOON, opened_at=NOON, closed_at=NOON, settled_at=NOON,
    )  # fmt: skip
    Release.objects.create(
        study=other, number=1, round=settled, created_at=NOON, created_by=lead, results={"title": "Other"}
    )
    assert withholds_releases_of(ada.user, other)
    with pytest.raises(SuggestionsWithheld, match="it contains what the rules suggest"):
        release(ada, 1)
    assert not withholds_releases_of(people.vic.user, other)


@pytest.mark.parametrize(
    ("model", "hidden"),
    [(Snapshot, {"suggestions", "sha256"}), (Evidence, {"outcome", "state", "reason", "scope", "values", "probe"})],
)
def test_admin_site_shows_no_suggestions(model: Any, hidden: set[str]) -> None:
    page = admin.site.get_model_admin(model)
    shown = {*page.get_fields(None), *page.list_display, *page.list_filter, *page.search_fields}  # type: ignore[arg-type]
    assert not hidden & shown


def test_decisions_do_not_depend_on_suggestions(people: People) -> None:
    """Suggestions never become codes: a decision has what a person stated, also after they were shown."""
    coding_round = open_round(by=people.lea, number=planned_projects(people).number)
    rate_project(people.ada, coding_round, 1, "t", key="ada-first-answer")
    rate_project(people.bo, coding_round, 1, "", key="bo-first-answer")
    inspect(0)
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    decision = decide(by=people.cleo, coding_round=closed, unit=1, codes=[])
    assert not decision.code_rows.exists()
