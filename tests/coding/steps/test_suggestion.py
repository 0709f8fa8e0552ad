"""The suggestion for a project: shown after the rater's own answer, which is final then."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from advisories.corpus.corpora import main_corpus
from coding.errors import NotAllowed, NotReady, Sealed, SuggestionShown
from coding.loading.ratings import load_ratings
from coding.models import Event, Exposure
from coding.results.agreement import agreement
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.code.submit import discard_draft, save_draft
from coding.steps.sample import draw_sample
from coding.steps.study import change_member
from coding.steps.suggestion import show_suggestion, show_suggestion_before_coding
from tests.support.factories import People, client, give_roles
from tests.support.project_rounds import (
    LETTERS,
    answer,
    closed_projects,
    code,
    coded_projects,
    opened_projects,
    planned_projects,
    rate_project,
    study_of_projects,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return study_of_projects()


def test_suggestion_is_shown_after_the_own_answer_which_is_final_then(people: People) -> None:
    coding_round = opened_projects(people)
    with pytest.raises(NotReady, match="Submit the unit first"):
        show_suggestion(by=people.ada, coding_round=coding_round, unit=1)
    rate_project(people.ada, coding_round, 1, "t")
    content = answer(coding_round, "tr")
    save_draft(by=people.ada, coding_round=coding_round, unit=1, content=content, revision=0)
    with pytest.raises(NotReady, match="Submit or discard your draft first"):
        show_suggestion(by=people.ada, coding_round=coding_round, unit=1)
    discard_draft(by=people.ada, coding_round=coding_round, unit=1)
    shown = show_suggestion(by=people.ada, coding_round=coding_round, unit=1)
    assert [(row.activity, row.suggestion) for row in shown] == [("ci_testing", "yes"), ("fuzzing", "no")]
    assert show_suggestion(by=people.ada, coding_round=coding_round, unit=1) == shown
    assert Exposure.objects.get().kind == "suggestion"
    with pytest.raises(SuggestionShown, match="your answer is final"):
        rate_project(people.ada, coding_round, 1, "tr", key="another-key", reason="now I see")
    with pytest.raises(SuggestionShown):
        save_draft(by=people.ada, coding_round=coding_round, unit=1, content=content, revision=0)
    rate_project(people.ada, coding_round, 1, "t")  # the same submission, sent again
    rate_project(people.bo, coding_round, 1, "t")
    rate_project(people.bo, coding_round, 1, "tr", key="another-key", reason="read again")


def test_suggestions_are_refused_by_code(people: People) -> None:
    coding_round = opened_projects(people)
    rate_project(people.ada, coding_round, 1, "t")
    http, unit = client(people.ada), "/api/v1/studies/practices/rounds/1/units/1/"
    shown = http.post(f"{unit}suggestion/").json()
    assert [row["label"] for row in shown["activities"]] == ["CI-based testing", "Fuzzing"]
    assert shown["activities"][0] == {
        "name": "ci_testing",
        "label": "CI-based testing",
        "suggestion": "yes",
        "reason": "“pytest” runs on changes.",
        "evidence": [1],
    }
    assert http.get(unit).json()["suggestion_shown"] is True
    body = {"codes": [], "answered": [code(coding_round, letter) for letter in LETTERS], "reason": "again"}
    refused = http.post(f"{unit}coding/", body, format="json", headers={"Idempotency-Key": "12345678"})
    assert (refused.status_code, refused.json()["code"]) == (409, "suggestion_was_shown")


def test_plan_without_suggestions_shows_none_before_closing(people: People) -> None:
    coding_round = coded_projects(people, suggestions="never")
    with pytest.raises(NotAllowed, match="By its plan, round 1 shows no suggestions"):
        show_suggestion(by=people.ada, coding_round=coding_round, unit=1)
    close_round(by=people.lea, number=1)
    assert show_suggestion(by=people.ada, coding_round=coding_round, unit=1)
    assert not Exposure.objects.exists()


def test_suggestions_are_no_help_in_the_coefficient_without_exposed_units(people: People) -> None:
    coding_round = coded_projects(people)
    show_suggestion(by=people.ada, coding_round=coding_round, unit=1)
    close_round(by=people.lea, number=1)
    coding_round.refresh_from_db()
    data = load_ratings(coding_round)
    assert [(row.rater, row.unit, row.kind) for row in data.exposures] == [("ada", 1, "suggestion")]
    assert "without_exposed" not in agreement(data)
    assignment = coding_round.assignments.get(rater=people.bo, unit__number=2)
    Exposure.objects.create(assignment=assignment, shown_units=[3], shown_at=coding_round.closed_at)
    assert agreement(load_ratings(coding_round))["without_exposed"]["exposed"] == 2


def test_lead_who_rates_is_recorded_as_exposed(people: People) -> None:
    assert show_suggestion_before_coding(by=people.lea, unit=1)
    assert not Exposure.objects.exists()  # a lead who does not rate, until a round opens
    give_roles(people.lea, "lea", ["lead", "rater"])
    people.lea.refresh_from_db()
    assert show_suggestion_before_coding(by=people.lea, unit=2)
    with pytest.raises(NotAllowed):
        show_suggestion_before_coding(by=people.ada, unit=2)
    coding_round = planned_projects(people, raters=["lea", "bo"])
    show_suggestion_before_coding(by=people.lea, unit=2)
    open_round(by=people.lea, number=1)
    with pytest.raises(Exception, match="Round 1 is open"):
        show_suggestion_before_coding(by=people.lea, unit=3)
    rate_project(people.lea, coding_round, 2, "t")
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    coding_round.refresh_from_db()
    rows = load_ratings(coding_round).exposures
    assert sorted((row.rater, row.unit, row.kind) for row in rows) == [("lea", n, "suggestion_before") for n in (1, 2)]
    assert [event.data for event in Event.objects.filter(kind="suggestion_shown")] == [{"unit": 2}, {"units": [1]}]


def test_sample_may_be_drawn_again_after_a_lead_saw_suggestions(people: People) -> None:
    change_member(by=people.lea, name="lea", roles=["lead", "rater"])
    people.lea.refresh_from_db()
    show_suggestion_before_coding(by=people.lea, unit=1)
    draw_sample(by=people.lea, corpus=main_corpus(), keys=["alpha", "beta"], described="Two projects")
    assert people.study.units.count() == 2


def test_other_members_see_suggestions_once_the_round_is_closed(people: People) -> None:
    from coding.access.suggestions import suggestion

    coding_round = opened_projects(people)
    unit = people.study.units.get(number=1)
    for member in people.all:
        with pytest.raises(Sealed):
            suggestion(member, coding_round, unit)
    rate_project(people.ada, coding_round, 1, "t")
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    for member in (people.lea, people.ada, people.bo, people.vic):
        assert suggestion(member, closed, unit)
    with pytest.raises(Sealed):
        suggestion(people.cleo, closed, unit)  # the final rater asks for it


def test_unit_to_code_shows_evidence_without_outcomes(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    opened_projects(people)
    http = client(people.ada)
    with django_assert_num_queries(10):
        sheet = http.get("/api/v1/studies/practices/rounds/1/units/1/").json()
    assert sheet["evidence"] == [
        {
            "number": 1,
            "activity": "ci_testing",
            "path": ".github/workflows/ci.yml",
            "line": 9,
            "line_end": 9,
            "url": f"https://github.com/demo/alpha/blob/{'1f' * 20}/.github/workflows/ci.yml#L9",
            "tool": "pytest",
            "start": 28,
            "end": 48,
        }
    ]
    assert sheet["suggestion_shown"] is False
    assert "outcome" not in str(sheet)


def test_suggestion_is_refused_while_another_study_of_the_project_is_coded(people: People) -> None:
    other = study_of_projects(title="Sister", projects=("Alpha",))
    assert show_suggestion_before_coding(by=other.lea, unit=1)
    give_roles(people.lea, "lea", ["lead", "rater"])
    with pytest.raises(Sealed, match="because you rate the projects of “Practices”"):
        show_suggestion_before_coding(by=other.lea, unit=1)
    coding_round = closed_projects(people)
    with pytest.raises(Sealed, match="because you rate the projects of “Sister”"):
        show_suggestion(by=people.ada, coding_round=coding_round, unit=1)
    opened_projects(other)
    with pytest.raises(Sealed, match=r"Hidden while you code round 1 of “Sister”\."):
        show_suggestion(by=people.ada, coding_round=coding_round, unit=1)
    assert not Exposure.objects.exists()


def test_suggestion_of_a_closed_round_is_refused_while_its_unit_is_coded_again(people: People) -> None:
    first = closed_projects(people, ada=("t", "t", "t"), bo=("t", "t", "t"))
    settle(by=people.cleo, coding_round=first)
    assert show_suggestion(by=people.ada, coding_round=first, unit=1)
    planned_projects(people, units=[1])
    with pytest.raises(Sealed, match="Hidden until you have coded round 2"):
        show_suggestion(by=people.ada, coding_round=first, unit=1)
    assert show_suggestion(by=people.ada, coding_round=first, unit=2)
