"""A study of projects: its sample, its codebook and its plan."""

from __future__ import annotations

import pytest

from advisories.corpus.corpora import main_corpus
from coding.errors import BadInput
from coding.models import Event, Study
from coding.steps.codebook.activities import add_activities
from coding.steps.codebook.codes import change_code
from coding.steps.sample import draw_sample, drawing, exclude_units, inspected_projects
from coding.steps.screen import CriterionInput, ScreeningVerdict, add_candidates, screen, set_criteria
from coding.steps.study import create_study
from tests.support.factories import People, client, study
from tests.support.inspected import snapshot
from tests.support.project_rounds import (
    LETTERS,
    planned_projects,
    study_of_projects,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return study_of_projects()


def test_sample_names_the_projects_with_a_newer_snapshot(people: People) -> None:
    unit = people.study.units.select_related("document__project").get(number=2)
    project = unit.document.project
    assert project is not None
    api, address = client(people.ada.user), f"/api/v1/studies/{people.study.slug}/sample/"
    assert api.get(address).json()["newer_snapshots"] == []
    snapshot(project.name)
    newer = {"unit": 2, "project": project.name, "slug": project.slug, "snapshot": 2, "corpus": "main"}
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
    slugs, described = inspected_projects(people.study, main_corpus())
    assert (slugs, described) == (["alpha", "beta", "gamma"], "All inspected projects")
    draw_sample(by=people.lea, corpus=main_corpus(), keys=slugs, described=described)
    assert people.study.units.get(number=2).document == newer.document
    assert [unit.identifier for unit in people.study.units.all()] == slugs
    assert Event.objects.filter(kind="sample_drawn").last().data["projects"] == slugs  # type: ignore[union-attr]


def test_screening_restricts_the_projects_to_draw_from(people: People) -> None:
    (criterion,) = set_criteria(by=people.lea, criteria=[CriterionInput("Related")])
    add_candidates(by=people.lea, corpus=main_corpus(), projects=["alpha", "beta"], described="by hand")
    verdicts = [
        ScreeningVerdict("alpha", criterion.pk, "met"),
        ScreeningVerdict("beta", criterion.pk, "not_met", "other topic"),
    ]
    screen(by=people.lea, verdicts=verdicts)
    people.study.refresh_from_db()
    assert inspected_projects(people.study, main_corpus()) == (
        ["alpha"],
        "All inspected projects, restricted to the 1 project that screening included",
    )
    # Another study of projects takes the screened projects of this one.
    other = create_study(title="Other", user=people.lea.user, name="lea", kind="projects")
    slugs, described = inspected_projects(other.study, main_corpus(), source=people.study)
    assert (slugs, described) == (
        ["alpha"],
        "The inspected projects that the screening of the study “Practices” included",
    )


def test_sample_can_take_the_projects_of_a_study_of_advisories(people: People) -> None:
    advisories = study("Consequences")  # about “Demo Server”
    snapshot()
    response = client(people.lea).post(
        "/api/v1/studies/practices/units/",
        {"corpus": "main", "from_study": "consequences", "size": None},
        format="json",
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
        inspected_projects(people.study, main_corpus(), ["alpha", "nobody"])
    with pytest.raises(BadInput, match="cannot be drawn from 3 projects"):
        drawing(corpus=main_corpus(), keys=["a", "b", "c"], described="All", size=4, noun="project")
    with pytest.raises(BadInput, match="No project matches"):
        draw_sample(by=people.lea, corpus=main_corpus(), keys=[], described="None")
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
