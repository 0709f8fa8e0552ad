"""Screening: candidate projects, criteria, verdicts, and the screening flow."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from advisories.corpus.charts import svg, themed
from advisories.corpus.corpora import main_corpus
from advisories.models import Candidate, Criterion, ScreeningDecision
from coding.errors import BadInput, NotAllowed, NotReady, StaleWrite
from coding.loading.screening import flow_of, included_projects
from coding.models import Event, Release
from coding.release.tables.screening_flow import flow_rows, flow_spec
from coding.statistics.design.screening_flow import Flow, Outcome, excluded_by, outcome, outcomes
from coding.steps.sample import draw_sample
from coding.steps.screen import CriterionInput, ScreeningVerdict, add_candidates, remove_candidate, screen, set_criteria
from tests.support.factories import People, advisory, client, person, published
from tests.support.refusals import refused

VERDICTS = st.sampled_from(["met", "not_met", "unclear", None])


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], Outcome("undecided")),
        (["met", "met"], Outcome("included")),
        (["met", None], Outcome("undecided")),
        (["met", "unclear"], Outcome("undecided")),
        (["unclear", "not_met"], Outcome("excluded", 1)),
        ([None, "not_met", "not_met"], Outcome("excluded", 1)),
    ],
)
def test_outcome_follows_from_the_verdicts(verdicts: list[str | None], expected: Outcome) -> None:
    assert outcome(verdicts) == expected


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 3)), VERDICTS))
def test_every_project_is_included_excluded_or_undecided(verdicts: dict[tuple[int, int], Any]) -> None:
    by_project = outcomes(range(6), range(4), {key: verdict for key, verdict in verdicts.items() if verdict})
    states = [result.state for result in by_project.values()]
    assert sum(excluded_by(by_project, 4)) == states.count("excluded")
    assert states.count("included") + states.count("excluded") + states.count("undecided") == 6


def criteria(people: People, *labels: str) -> list[int]:
    return [
        c.pk
        for c in set_criteria(by=people.lea, criteria=[CriterionInput(label) for label in labels or ("Topic", "Open")])
    ]


def judge(people: People, project: str, criterion: int, verdict: str | None, reason: str = "", **fields: Any) -> int:
    verdicts = screen(by=people.lea, verdicts=[ScreeningVerdict(project, criterion, verdict, reason, **fields)])
    return verdicts[0].pk if verdicts else 0


@pytest.fixture
def criterion_ids(people: People) -> list[int]:
    """Ids of two criteria. Candidates: Demo Server with three advisories, Lamp with two, Wick with one."""
    for key, project in (("GHSA-x-1", "Lamp"), ("GHSA-x-2", "Lamp"), ("GHSA-x-3", "Wick")):
        advisory(key, project=project)
    add_candidates(by=people.lea, corpus=main_corpus(), projects=["demo-server", "lamp", "wick"], described="by hand")
    return criteria(people)


@pytest.mark.django_db
def test_flow_counts_each_project_once(people: People, criterion_ids: list[int]) -> None:
    topic, open_source = criterion_ids
    judge(people, "demo-server", topic, "met")
    judge(people, "demo-server", open_source, "met")
    judge(people, "lamp", topic, "not_met", "A lamp.")
    judge(people, "lamp", open_source, "not_met", "Closed, too.")
    judge(people, "wick", open_source, "unclear", "No licence.")
    people.study.refresh_from_db()
    flow = flow_of(people.study)
    assert flow == Flow(3, (("Topic", 1), ("Open", 0)), 1, 1, 0, 3, 0, 3)
    assert flow_rows(flow)[:4] == [
        ("projects", "candidates", 3),
        ("projects", "excluded: Topic", 1),
        ("projects", "excluded: Open", 0),
        ("projects", "undecided", 1),
    ]
    assert b"Undecided: 1" in svg(flow_spec(flow))


@pytest.mark.django_db
def test_changed_verdict_keeps_the_earlier_one(people: People, criterion_ids: list[int]) -> None:
    first = judge(people, "lamp", criterion_ids[0], "not_met", "A lamp.")
    second = judge(people, "lamp", criterion_ids[0], "met", based_on=first)
    assert [(d.verdict, d.current) for d in ScreeningDecision.objects.all()] == [("not_met", False), ("met", True)]
    judge(people, "lamp", criterion_ids[0], None, based_on=second)
    assert not ScreeningDecision.objects.filter(current=True).exists()
    events = Event.objects.filter(study=people.study, kind="projects_screened")
    assert [event.data["decisions"][0]["verdict"] for event in events] == ["not_met", "met", None]


@pytest.mark.django_db
def test_stale_verdict_is_refused_with_the_current_one(people: People, criterion_ids: list[int]) -> None:
    first = judge(people, "lamp", criterion_ids[0], "met")
    with refused(StaleWrite, "The verdict on Lamp for “Topic” was changed after you loaded it"):
        judge(people, "lamp", criterion_ids[0], "not_met", "x")
    answer = client(people.lea).post(
        f"/api/v1/studies/{people.study.slug}/screening/verdicts/",
        {"decisions": [{"project": "lamp", "criterion": criterion_ids[0], "verdict": "met", "based_on": first + 99}]},
        format="json",
    )
    assert (answer.status_code, answer.json()["current"]) == (412, first)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("judged", "sentence"),
    [
        ({"verdict": "not_met"}, "Explain why Lamp does not clearly meet “Topic”."),
        ({"verdict": "unclear", "reason": " "}, "Explain why Lamp"),
        ({"verdict": "maybe"}, "Invalid verdict “maybe”. Choose met, not_met, unclear."),
        ({"verdict": "met", "project": "nobody"}, "Unknown candidate “nobody”."),
        ({"verdict": "met", "criterion": 10**9}, "Unknown criterion 1000000000"),
    ],
)
def test_invalid_verdict_is_refused(people: People, criterion_ids: list[int], judged: Any, sentence: str) -> None:
    given: dict[str, Any] = {"project": "lamp", "criterion": criterion_ids[0]} | judged
    with refused(BadInput, sentence):
        screen(by=people.lea, verdicts=[ScreeningVerdict("wick", criterion_ids[0], "met"), ScreeningVerdict(**given)])
    assert not ScreeningDecision.objects.exists()


@pytest.mark.django_db
def test_criteria_are_renamed_reordered_and_retired(people: People, criterion_ids: list[int]) -> None:
    topic, open_source = criterion_ids
    judge(people, "lamp", topic, "not_met", "A lamp.")
    changed = set_criteria(
        by=people.lea,
        criteria=[
            CriterionInput("Free", id=open_source),
            CriterionInput("Topic", "About servers", id=topic),
            CriterionInput("New"),
        ],
    )
    assert [(c.label, c.pk, c.number) for c in changed][:2] == [("Free", open_source, 1), ("Topic", topic, 2)]
    set_criteria(by=people.lea, criteria=[CriterionInput("Free", id=open_source)])
    people.study.refresh_from_db()
    assert flow_of(people.study).excluded == (("Free", 0),)
    assert ScreeningDecision.objects.count() == 1
    criteria(people, "topic")  # restored by its name, with its verdicts
    people.study.refresh_from_db()
    assert Criterion.objects.get(pk=topic).retired_at is None
    assert flow_of(people.study).excluded == (("topic", 1),)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ([CriterionInput("A"), CriterionInput("a")], "Two criteria have the same name"),
        ([CriterionInput(" ")], "needs a name"),
        ([CriterionInput("A", id=10**9)], "Unknown criterion 1000000000"),
        ([CriterionInput(f"C{n}") for n in range(21)], "at most 20"),
    ],
)
def test_invalid_criteria_are_refused(people: People, wanted: list[CriterionInput], sentence: str) -> None:
    with refused(BadInput, sentence):
        set_criteria(by=people.lea, criteria=wanted)


@pytest.mark.django_db
def test_renaming_a_criterion_to_the_name_of_a_retired_one_is_refused(people: People, criterion_ids: list[int]) -> None:
    set_criteria(by=people.lea, criteria=[CriterionInput("Open", id=criterion_ids[1])])
    with refused(BadInput, "A retired criterion is called “topic”"):
        set_criteria(by=people.lea, criteria=[CriterionInput("topic", id=criterion_ids[1])])


@pytest.mark.django_db
def test_candidate_with_verdicts_cannot_be_removed(people: People, criterion_ids: list[int]) -> None:
    assert add_candidates(by=people.lea, corpus=main_corpus(), projects=["lamp"], described="again") == 0
    with refused(BadInput, "The corpus has no project “nobody”"):
        add_candidates(by=people.lea, corpus=main_corpus(), projects=["nobody"], described="x")
    judge(people, "lamp", criterion_ids[0], "met")
    with refused(NotReady, "Lamp has verdicts"):
        remove_candidate(by=people.lea, project="lamp")
    remove_candidate(by=people.lea, project="wick")
    assert [candidate.project.name for candidate in Candidate.objects.all()] == ["Demo Server", "Lamp"]


@pytest.mark.django_db
def test_sample_is_drawn_from_included_projects(people: People, criterion_ids: list[int]) -> None:
    address = f"/api/v1/studies/{people.study.slug}/"
    for criterion in criterion_ids:
        judge(people, "lamp", criterion, "met")
    people.study.refresh_from_db()
    assert len(included_projects(people.study) or ()) == 1
    response = client(people.lea).post(f"{address}units/", {"corpus": "main"}, format="json").json()
    assert response["units"] == 2
    assert "restricted to the 2 of the 1 project that screening included" in response["sampling_description"]
    assert (
        draw_sample(by=people.lea, corpus=main_corpus(), keys=["GHSA-x-3"], described="By hand") == 1
    )  # advisories given by key are drawn regardless of screening


@pytest.mark.django_db
def test_only_the_lead_screens_and_every_member_sees_the_screening(people: People, criterion_ids: list[int]) -> None:
    for member in (people.ada, people.cleo, people.vic):
        with refused(NotAllowed, "lead"):
            screen(by=member, verdicts=[ScreeningVerdict("lamp", criterion_ids[0], "met")])
        with refused(NotAllowed, "lead"):
            set_criteria(by=member, criteria=[])
        with refused(NotAllowed, "lead"):
            add_candidates(by=member, corpus=main_corpus(), projects=["lamp"], described="x")
        with refused(NotAllowed, "lead"):
            remove_candidate(by=member, project="lamp")
        assert client(member).get(f"/api/v1/studies/{people.study.slug}/screening/").status_code == 200


@pytest.mark.django_db
def test_screening_through_the_api(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    lea = client(people.lea)
    advisory("GHSA-x-1", project="=Lamp")
    address = f"/api/v1/studies/{people.study.slug}/screening/"
    page = lea.get(address).json()
    assert (page["criteria"], page["figure"], len(page["suggested"])) == ([], None, 3)
    assert lea.get(f"{address}flow.svg").status_code == 404  # no project is listed
    page = lea.put(f"{address}criteria/", {"criteria": page["suggested"]}, format="json").json()
    assert [criterion["label"] for criterion in page["criteria"]][1] == "Open source"
    assert lea.post(f"{address}projects/", {"corpus": "main", "filter": {}}, format="json").json() == {"added": 2}
    assert (page["corpus"], lea.get(address).json()["corpus"]) == ("own", "main")
    assert lea.post(f"{address}projects/", {}, format="json").status_code == 400
    decisions = [
        {"project": "=lamp", "criterion": criterion["id"], "verdict": "met", "reason": "=1+1"}
        for criterion in page["criteria"]
    ]
    (answer,) = lea.post(f"{address}verdicts/", {"decisions": decisions}, format="json").json()
    assert (answer["state"], answer["advisories"], len(answer["decisions"])) == ("included", 1, 3)
    assert answer["decisions"][0]["by"] == "lea"
    # session, user, member, study, criteria; candidates and verdicts, for the outcomes and for the list
    with django_assert_num_queries(9):
        assert len(lea.get(f"{address}projects/").json()) == 2
    rows = list(csv.reader(io.StringIO(lea.get(f"{address}decisions.csv").content.decode())))
    assert [row[4] for row in rows[1:]] == ["'=1+1"] * 3
    assert rows[1][0] == "'=Lamp"
    assert lea.get(f"{address}flow.csv").content.decode().splitlines()[1] == "projects,candidates,2"
    figure = lea.get(address).json()["figure"]
    assert figure.startswith(f"{address}flow.svg?version=")
    with django_assert_num_queries(11):  # session, user, member, study; the flow: six counts, names of projects
        answer = lea.get(f"{figure}&theme=dark")
    people.study.refresh_from_db()
    assert answer.content == svg(themed(flow_spec(flow_of(people.study)), "dark"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client(person("eve")).get(figure).status_code == 404
    assert lea.delete(f"{address}projects/demo-server/").status_code == 204


@pytest.mark.django_db
def test_release_contains_the_screening(people: People, criterion_ids: list[int]) -> None:
    judge(people, "lamp", criterion_ids[0], "not_met", "=A lamp.")
    people.study.refresh_from_db()
    published(people)
    files = {file.path: bytes(file.content) for file in Release.objects.get().files.all()}
    rows = list(csv.reader(io.StringIO(files["screening.csv"].decode())))
    assert rows[1][:6] == ["Lamp", "excluded", "Topic", "not_met", "'=A lamp.", "lea"]
    assert b"projects,excluded: Topic,1" in files["screening_flow.csv"]
    assert b"Related" not in files["flow.svg"]
    assert b"Topic: 1" in files["flow.svg"]
    assert b"`flow.svg`" in files["README.md"]
