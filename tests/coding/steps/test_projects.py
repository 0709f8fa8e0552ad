"""Coding projects: every activity is answered, cannot tell is an answer, and the suggestion comes after it."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from coding.audit.commitments import revealed_commitments
from coding.errors import BadInput, NotAllowed, NotReady, Sealed, SuggestionShown
from coding.loading.ratings import load_ratings
from coding.loading.study import load_study
from coding.models import Coding, CodingUnclear, Event, Exposure, Round, Study
from coding.results.agreement import agreement
from coding.results.derive import derive
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import discard_draft, save_draft, submit
from coding.steps.codebook.activities import add_activities
from coding.steps.codebook.codes import change_code
from coding.steps.sample import draw_sample, drawing, exclude_units, inspected_projects
from coding.steps.screen import CriterionInput, ScreeningVerdict, add_candidates, screen, set_criteria
from coding.steps.study import change_member, create_study
from coding.steps.suggestion import show_suggestion, show_suggestion_before_coding
from tests.support.factories import People, client, give_roles, study
from tests.support.inspected import snapshot
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


def content_of(coding: Coding) -> tuple[set[int], set[int]]:
    return {row.code_id for row in coding.code_rows.all()}, {row.code_id for row in coding.unclear_rows.all()}


# The study, its sample and its codebook.


def test_sample_names_the_projects_with_a_newer_snapshot(people: People) -> None:
    unit = people.study.units.select_related("document__project").get(number=2)
    project = unit.document.project
    assert project is not None
    api, address = client(people.ada.user), f"/api/v1/studies/{people.study.slug}/sample/"
    assert api.get(address).json()["newer_snapshots"] == []
    snapshot(project.name)
    newer = {"unit": 2, "project": project.name, "slug": project.slug, "snapshot": 2}
    assert api.get(address).json()["newer_snapshots"] == [newer]
    unit.refresh_from_db()
    assert unit.document.snapshot.number == 1


def test_study_of_projects_starts_with_the_five_activities(people: People) -> None:
    codes = people.study.codes.all()
    assert [row.label for row in codes] == list(LETTERS.values())
    assert {row.activity for row in codes} == {
        *("ci_testing", "code_review", "dependency_upgrade", "fuzzing", "sast"),
    }
    assert all(row.definition and row.when_to_use and row.when_not_to_use and row.near_misses for row in codes)
    assert people.study.kind == Study.Kind.PROJECTS


def test_missing_activities_are_offered_again_and_renamed_ones_are_known(people: People) -> None:
    fuzzing, sast = (people.study.codes.get(activity=activity) for activity in ("fuzzing", "sast"))
    change_code(by=people.lea, code=fuzzing, label="Random input")
    change_code(by=people.lea, code=sast, retired=True)
    assert [row.activity for row in add_activities(by=people.lea)] == ["sast"]
    with pytest.raises(BadInput, match="a study of projects"):
        add_activities(by=study("Other").lea)


def test_sample_has_the_newest_snapshot_of_each_project_with_one(people: People) -> None:
    newer = snapshot("Beta")
    snapshot("Beta", source="scorecard")
    slugs, described = inspected_projects(people.study)
    assert (slugs, described) == (["alpha", "beta", "gamma"], "All inspected projects")
    draw_sample(by=people.lea, keys=slugs, described=described)
    assert people.study.units.get(number=2).document == newer.document
    assert [unit.identifier for unit in people.study.units.all()] == slugs
    assert Event.objects.filter(kind="sample_drawn").last().data["projects"] == slugs  # type: ignore[union-attr]


def test_screening_restricts_the_projects_to_draw_from(people: People) -> None:
    (criterion,) = set_criteria(by=people.lea, criteria=[CriterionInput("Related")])
    add_candidates(by=people.lea, projects=["alpha", "beta"], described="by hand")
    verdicts = [
        ScreeningVerdict("alpha", criterion.pk, "met"),
        ScreeningVerdict("beta", criterion.pk, "not_met", "other topic"),
    ]
    screen(by=people.lea, verdicts=verdicts)
    people.study.refresh_from_db()
    assert inspected_projects(people.study) == (
        ["alpha"],
        "All inspected projects, restricted to the 1 project that screening included",
    )
    # Another study of projects takes the screened projects of this one.
    other = create_study(title="Other", user=people.lea.user, name="lea", kind="projects")
    slugs, described = inspected_projects(other.study, source=people.study)
    assert (slugs, described) == (
        ["alpha"],
        "The inspected projects that the screening of the study “Practices” included",
    )


def test_sample_can_take_the_projects_of_a_study_of_advisories(people: People) -> None:
    advisories = study("Consequences")  # about “Demo Server”
    snapshot()
    response = client(people.lea).post(
        "/api/v1/studies/practices/units/", {"from_study": "consequences", "size": None}, format="json"
    )
    assert response.status_code == 201, response.json()
    assert [unit.identifier for unit in people.study.units.all()] == ["demo-server"]
    people.study.refresh_from_db()
    assert people.study.sampling_description == "The inspected projects of the units of the study “Consequences”."
    assert people.study.sampling_plan["from_study"] == "consequences"
    other = client(advisories.lea).post(
        "/api/v1/studies/consequences/units/", {"from_study": "practices"}, format="json"
    )
    assert other.json()["detail"].startswith("Only a study of projects takes")


def test_sample_of_projects_refuses_what_it_does_not_know(people: People) -> None:
    with pytest.raises(BadInput, match="Inspect it first"):
        inspected_projects(people.study, ["alpha", "nobody"])
    with pytest.raises(BadInput, match="cannot be drawn from 3 projects"):
        drawing(keys=["a", "b", "c"], described="All", size=4, noun="project")
    with pytest.raises(BadInput, match="No project matches"):
        draw_sample(by=people.lea, keys=[], described="None")
    http = client(people.lea)
    for body in ({"filter": {"severity": ["high"]}}, {"stratify": "project", "size": 2}):
        assert http.post("/api/v1/studies/practices/units/", body, format="json").status_code == 400


def test_excluded_projects_are_named(people: People) -> None:
    exclude_units(by=people.lea, numbers=[2], reason="a fork")
    people.study.refresh_from_db()
    assert people.study.sampling_description.endswith("1 project was excluded: a fork.")


def test_round_of_projects_has_a_fixed_codebook_and_several_codes(people: People) -> None:
    coding_round = planned_projects(people, style="closed")
    assert (coding_round.style, coding_round.multi_label, coding_round.suggestions) == ("closed", True, "after")
    with pytest.raises(BadInput, match="fixed codebook"):
        planned_projects(people, style="open")
    with pytest.raises(BadInput, match="does not apply to a study of projects"):
        planned_projects(people, show_classifications=True)


def test_plan_of_advisories_has_no_suggestions() -> None:
    advisories = study()
    with pytest.raises(BadInput, match="“Suggestions of the rules” does not apply to a study of advisories"):
        planned_projects(advisories, style="closed", suggestions="never")
    planned_projects(advisories, style="closed", suggestions="after")  # the default of the plan form
    assert "suggestions" not in Event.objects.filter(kind="round_planned").last().data  # type: ignore[union-attr]


# Answers.


def test_every_activity_is_answered_before_submitting(people: People) -> None:
    coding_round = opened_projects(people)
    ci, review = code(coding_round, "t"), code(coding_round, "r")
    partial = CodingContent(codes=[ci], unclear=[review], answered=[code(coding_round, "u")])
    with pytest.raises(BadInput, match="Answer “Fuzzing” and “SAST” before you submit: yes, no or cannot tell"):
        submit(by=people.ada, coding_round=coding_round, unit=1, content=partial, idempotency_key="a-key-1")
    rate_project(people.ada, coding_round, 1, "t?r")
    assert content_of(Coding.objects.get()) == ({ci}, {review})
    rate_project(people.ada, coding_round, 2, "")  # all no
    assert Coding.objects.get(assignment__unit__number=2).no_code_reason == "not_applicable"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"codes": "t", "unclear": "t"}, "both given and unclear"),
        ({"unclear": "tt"}, "unclear twice"),
        ({"no_code_reason": "cannot_tell"}, "for each code of which you cannot tell"),
    ],
)
def test_contradictory_answers_are_refused(people: People, fields: dict[str, str], message: str) -> None:
    coding_round = opened_projects(people)
    content = CodingContent(
        codes=[code(coding_round, letter) for letter in fields.get("codes", "")],
        unclear=[code(coding_round, letter) for letter in fields.get("unclear", "")],
        answered=[code(coding_round, letter) for letter in LETTERS],
        no_code_reason=fields.get("no_code_reason", ""),
    )
    with pytest.raises(BadInput, match=message):
        submit(by=people.ada, coding_round=coding_round, unit=1, content=content, idempotency_key="a-key-1")


def test_unclear_codes_are_refused_in_studies_of_advisories() -> None:
    advisories = study()
    coding_round = opened_projects_of_advisories(advisories)
    leak = people_code(advisories)
    with pytest.raises(BadInput, match="answered one by one"):
        save_draft(
            by=advisories.ada,
            coding_round=coding_round,
            unit=1,
            content=CodingContent(unclear=[leak]),
            revision=0,
        )


def opened_projects_of_advisories(people: People) -> Round:
    people_code(people)
    planned = planned_projects(people, style="shared", multi_label=True)
    return open_round(by=people.lea, number=planned.number)


def people_code(people: People) -> int:
    from coding.steps.codebook.codes import add_code

    existing = people.study.codes.filter(label="Leak").first()
    return existing.pk if existing else add_code(by=people.lea, label="Leak").pk


def test_draft_keeps_which_activities_are_answered(people: People) -> None:
    coding_round = opened_projects(people)
    http, unit = client(people.ada), "/api/v1/studies/practices/rounds/1/units/1/"
    ci, review = code(coding_round, "t"), code(coding_round, "r")
    body = {"codes": [], "unclear": [review], "answered": [ci, review]}
    saved = http.put(f"{unit}draft/", body, format="json", headers={"If-Match": '"0"'})
    assert saved.status_code == 200, saved.json()
    draft = http.get(unit).json()["draft"]
    assert (draft["codes"], draft["unclear"], draft["answered"]) == ([], [review], [ci, review])


def test_repeated_submission_compares_what_is_unclear(people: People) -> None:
    coding_round = opened_projects(people)
    rate_project(people.ada, coding_round, 1, "t?r")
    rate_project(people.ada, coding_round, 1, "t?r")
    assert Coding.objects.count() == 1
    from coding.errors import KeyReused

    with pytest.raises(KeyReused):
        rate_project(people.ada, coding_round, 1, "t")


def test_commitment_covers_what_is_unclear(people: People) -> None:
    coding_round = coded_projects(people)
    close_round(by=people.lea, number=1)
    coding_round.refresh_from_db()
    ada, _ = revealed_commitments(coding_round)
    unclear = CodingUnclear.objects.get()
    assert ada.unchanged
    assert ada.codings.count(f"[{unclear.code_id}]]") == 1


def test_unclear_ratings_reach_agreement_and_rows(people: People) -> None:
    coding_round = closed_projects(people)
    data = load_study(coding_round)
    rows = {(row.unit, row.rater): row.unclear for row in data.codings}
    assert rows[2, "ada"] == ("Fuzzing",)
    assert sum(map(len, rows.values())) == 1
    report = agreement(load_ratings(coding_round))
    assert report["per_code"]["Fuzzing"]["unclear"] == {"ada": 1, "bo": 0}
    assert report["per_code"]["Fuzzing"]["units_used"] == 2
    assert report["per_code"]["SAST"]["units_used"] == 3
    assert report["remarks"][-1].startswith("“Cannot tell” was stated 1 time for a single code.")
    kinds = {row.unit: row.kind for row in derive(data).disagreements}
    assert kinds == {2: "abstained", 3: "different"}


# The suggestion.


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
    assert not Exposure.objects.exists()  # a lead who does not rate
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
    assert [(row.rater, row.unit, row.kind) for row in rows] == [("lea", 2, "suggestion")]
    assert Event.objects.filter(kind="suggestion_shown").count() == 1


def test_sample_may_be_drawn_again_after_a_lead_saw_suggestions(people: People) -> None:
    change_member(by=people.lea, name="lea", roles=["lead", "rater"])
    people.lea.refresh_from_db()
    show_suggestion_before_coding(by=people.lea, unit=1)
    draw_sample(by=people.lea, keys=["alpha", "beta"], described="Two projects")
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
