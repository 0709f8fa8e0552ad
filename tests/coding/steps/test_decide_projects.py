"""Decisions on projects: cannot tell per activity, and the suggestion that the final rater asks for."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from coding.errors import BadInput, NotAllowed
from coding.loading.study import load_study
from coding.models import Comment, Decision, Disagreement, Event, Exposure, Round
from coding.results.derive import derive
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.discuss import take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.agree import close_round
from coding.steps.suggestion import show_suggestion_to_final_rater
from tests.support.factories import People, client, give_roles
from tests.support.project_rounds import closed_projects, code, coded_projects, opened_projects, rate_project
from tests.support.project_rounds import study_of_projects as new_study

pytestmark = pytest.mark.django_db

ROUND = "/api/v1/studies/practices/rounds/1/"


@pytest.fixture
def people() -> People:
    return new_study()


def answer_of(decision: Decision) -> tuple[set[int], set[int]]:
    return {row.code_id for row in decision.code_rows.all()}, {row.code_id for row in decision.unclear_rows.all()}


def test_unclear_activity_is_a_disagreement_even_if_both_raters_cannot_tell(people: People) -> None:
    coded_projects(people, ada=("t", "t?f", "?s"), bo=("t", "t", "?s"))
    close_round(by=people.lea, number=1)
    assert dict(Disagreement.objects.values_list("unit__number", "kind")) == {2: "abstained", 3: "abstained"}
    (agreed,) = Decision.objects.all()
    assert agreed.unit.number == 1


def test_rating_of_the_only_rater_is_decided_with_what_is_unclear(people: People) -> None:
    coding_round = opened_projects(people)
    rate_project(people.ada, coding_round, 1, "t?f")
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    decision = Decision.objects.get()
    assert answer_of(decision) == ({code(coding_round, "t")}, {code(coding_round, "f")})
    assert decision.method == "rule"


def test_final_rater_may_decide_cannot_tell_for_an_activity(people: People) -> None:
    coding_round = closed_projects(people)
    ci, fuzzing = code(coding_round, "t"), code(coding_round, "f")
    decision = decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[ci], unclear=[fuzzing])
    assert answer_of(decision) == ({ci}, {fuzzing})
    again = decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[ci], unclear=[fuzzing])
    assert again == decision
    other = decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[ci])
    assert other != decision
    restored = withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert restored is not None
    assert answer_of(restored) == ({ci}, {fuzzing})
    sentences = [event.sentence for event in Event.objects.filter(kind__in=["decided", "decision_withdrawn"])]
    assert sentences[0] == "decided unit 2: CI-based testing; cannot tell Fuzzing"
    assert sentences[-1].endswith("current again: CI-based testing; cannot tell Fuzzing")


def test_decision_that_nothing_can_be_told_has_no_code(people: People) -> None:
    coding_round = closed_projects(people)
    fuzzing = code(coding_round, "f")
    decision = decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[], unclear=[fuzzing])
    assert (answer_of(decision), decision.no_code_reason) == ((set(), {fuzzing}), "not_applicable")


def test_contradictory_decisions_are_refused(people: People) -> None:
    coding_round = closed_projects(people)
    ci = code(coding_round, "t")
    with pytest.raises(BadInput, match="both given and unclear"):
        decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[ci], unclear=[ci])
    with pytest.raises(BadInput, match="codes of the shared codebook"):
        decide(
            by=people.cleo, coding_round=coding_round, unit=2, codes=[], unclear=[1], no_code_reason="not_applicable"
        )
    with pytest.raises(BadInput, match="for each code of which one cannot tell"):
        decide(
            by=people.cleo, coding_round=coding_round, unit=2, codes=[], no_code_reason="cannot_tell", reason="unclear"
        )


def test_own_codes_of_the_final_rater_apply_with_what_is_unclear(people: People) -> None:
    give_roles(people.lea, "ada", ["rater", "adjudicator"])
    people.ada.refresh_from_db()
    coding_round = closed_projects(people, final_rater="ada")
    apply_final_rater_codes(by=people.ada, coding_round=coding_round)
    decision = Decision.objects.get(unit__number=2)
    assert answer_of(decision) == ({code(coding_round, "t")}, {code(coding_round, "f")})
    settle(by=people.ada, coding_round=coding_round)
    data = load_study(Round.objects.get())
    assert [(row.unit, row.unclear) for row in data.decisions if row.unclear] == [(2, ("Fuzzing",))]
    assert derive(data).counts.raters["bo"].overruled == 2


def test_positions_state_what_is_unclear_and_agreement_on_it_decides(people: People) -> None:
    coding_round = closed_projects(people, resolution_method="discussion", final_rater=None)
    ci, fuzzing = code(coding_round, "t"), code(coding_round, "f")
    assert take_position(by=people.ada, coding_round=coding_round, unit=2, reason="still unclear") is None
    decision = take_position(
        by=people.bo, coding_round=coding_round, unit=2, reason="true", codes=[ci], unclear=[fuzzing]
    )
    assert decision is not None
    assert answer_of(decision) == ({ci}, {fuzzing})
    assert [row.code_id for row in Comment.objects.get(kind="changes").unclear_rows.all()] == [fuzzing]
    thread = client(people.ada).get(f"{ROUND}disagreements/2/comments/").json()
    assert [[one["label"] for one in entry["unclear"]] for entry in thread] == [[], ["Fuzzing"]]


def test_nobody_can_tell_is_agreed_only_after_all_have_stated_it(people: People) -> None:
    coded_projects(people, ada=("", "", "?s"), bo=("", "", "?s"), resolution_method="discussion", final_rater=None)
    coding_round = close_round(by=people.lea, number=1)
    assert take_position(by=people.ada, coding_round=coding_round, unit=3, reason="cannot") is None
    assert take_position(by=people.bo, coding_round=coding_round, unit=3, reason="cannot either") is not None


def test_final_rater_sees_the_suggestion_after_asking_and_is_recorded(people: People) -> None:
    coding_round = closed_projects(people)
    http = client(people.cleo)
    assert http.get(f"{ROUND}disagreements/2/").json()["suggestion_shown"] is False
    shown = http.post(f"{ROUND}disagreements/2/suggestion/").json()
    assert [row["suggestion"] for row in shown["activities"]] == ["yes", "no"]
    http.post(f"{ROUND}disagreements/2/suggestion/")
    body = http.get(f"{ROUND}disagreements/2/").json()
    assert body["suggestion_shown"] is True
    assert [row["number"] for row in body["evidence"]] == [1]
    exposure = Exposure.objects.get()
    assert (exposure.member, exposure.round, exposure.kind) == (people.cleo, coding_round, "suggestion")
    with pytest.raises(NotAllowed):
        show_suggestion_to_final_rater(by=people.lea, coding_round=coding_round, unit=2)
    (row,) = load_study(coding_round).ratings.exposures
    assert (row.rater, row.unit, row.kind) == ("cleo", 2, "suggestion")
    assert "saw what the rules suggest for unit 2" in [event.sentence for event in Event.objects.all()]


def test_plan_without_suggestions_shows_none_to_the_final_rater(people: People) -> None:
    coding_round = closed_projects(people, suggestions="never")
    with pytest.raises(NotAllowed, match="By its plan"):
        show_suggestion_to_final_rater(by=people.cleo, coding_round=coding_round, unit=2)


def test_disagreements_show_what_is_unclear(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    coding_round = closed_projects(people)
    fuzzing = code(coding_round, "f")
    http = client(people.cleo)
    decided = http.post(
        f"{ROUND}decisions/",
        {"unit": 2, "codes": [], "unclear": [fuzzing], "reason": "Not to be seen."},
        format="json",
        headers={"If-Match": '"0"'},
    )
    assert decided.status_code == 201, decided.json()
    with django_assert_num_queries(15):
        rows = http.get(f"{ROUND}disagreements/").json()
    assert [[[one["label"] for one in row["unclear"]] for row in unit["codings"]] for unit in rows] == [
        [["Fuzzing"], []],
        [[], []],
    ]
    assert [one["label"] for one in rows[0]["decision"]["unclear"]] == ["Fuzzing"]
