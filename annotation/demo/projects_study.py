"""Creates the demo's study of projects with the ordinary steps: inspected, coded, settled and published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from advisories.intake.inspections import Rendered, render, store_rendered
from advisories.models import Evidence
from annotation.demo.people import PEOPLE
from annotation.demo.projects import DISPUTES, NOTICE, answers_of, read_projects, report_of
from coding.models import Code, Disagreement, Member, Round, Unit
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.activities import create_study_with_activities
from coding.steps.publish.release import publish
from coding.steps.sample import draw_sample
from coding.steps.study import add_member

PROJECTS: Final = "Quality assurance of ML deployment projects (demo)"
PROJECTS_SLUG: Final = "quality-assurance-of-ml-deployment-projects-demo"
QUESTION: Final = "Which quality assurance activities do projects that deploy machine learning models use?"
# A constant, so that two demos are equal; it protects nothing.
SECRET: Final = "intercoder-demo-projects"  # noqa: S105
RATERS: Final = ("ada", "bo")
FINAL_RATER: Final = "cleo"


def rendered_projects() -> list[Rendered]:
    """Return the inspected projects with their profiles."""
    return [render(report_of(project)) for project in read_projects()]


def make_projects_study(users: Mapping[str, Any], projects: list[Rendered]) -> None:
    """Create a study of the projects that is coded, settled and published."""
    lead = create_study_with_activities(title=PROJECTS, user=users["lea"], name="lea", question=QUESTION, notice=NOTICE)
    members = {"lea": lead}
    for person in PEOPLE[1:]:
        members[person.username] = add_member(
            study=lead.study, by=lead, name=person.username, roles=list(person.roles), user=users[person.username]
        )
    slugs = [store_rendered(project, lead.study.corpus)[0].project.slug for project in projects]
    draw_sample(by=lead, keys=slugs, described="The twelve projects of the demo, in order of name")
    plan_round(
        by=lead,
        style=Round.Style.CLOSED,
        raters=RATERS,
        secret=SECRET,
        multi_label=True,
        resolution_method=Round.ResolutionMethod.FINAL_RATER,
        final_rater=FINAL_RATER,
    )
    coding_round = open_round(by=lead, number=1)
    facts = {project["name"]: project for project in read_projects()}
    codes = dict(Code.objects.filter(study=lead.study, owner__isnull=True).values_list("activity", "pk"))
    units = list(coding_round.study.units.select_related("document__project").order_by("number"))
    for rater in RATERS:
        for unit in units:
            answers = answers_of(facts[project_name(unit)], rater)
            submit(
                by=members[rater],
                coding_round=coding_round,
                unit=unit.number,
                content=content_of(answers, codes, unit if rater == "ada" else None),
                idempotency_key=f"demo-{unit.number}",
            )
    coding_round = close_round(by=lead, number=1)
    decide_as_the_facts_say(members[FINAL_RATER], coding_round, facts, codes)
    settle(by=members[FINAL_RATER], coding_round=coding_round)
    publish(by=lead, note="The demo's constructed answers.")


def project_name(unit: Unit) -> str:
    """Return the name of a unit's project."""
    project = unit.document.project
    return project.name if project else ""


def content_of(answers: Mapping[str, str], codes: Mapping[str, int], marked: Unit | None) -> CodingContent:
    """Return answers as a coding; if a unit is given, the words of the first true evidence of each yes are marked."""
    yes = [activity for activity, answer in answers.items() if answer == "yes"]
    return CodingContent(
        codes=[codes[activity] for activity in yes],
        unclear=[codes[activity] for activity, answer in answers.items() if answer == "cannot_tell"],
        answered=list(codes.values()),
        segments=[] if marked is None else [part for activity in yes for part in segment(marked, activity, codes)],
    )


def segment(unit: Unit, activity: str, codes: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the first line that shows an activity in the text of a unit, if there is one."""
    evidence = (
        Evidence.objects.filter(
            snapshot__document=unit.document_id, activity=activity, outcome=Evidence.Outcome.TRUE, start__isnull=False
        )
        .order_by("-path", "number")  # one with a file before one without
        .first()
    )
    if evidence is None or evidence.start is None:
        return []
    stretch = unit.document.text[evidence.start : evidence.end]
    words = next((line.strip() for line in stretch.splitlines() if line.strip()), "")
    if not words:
        return []
    start = evidence.start + stretch.index(words)
    return [{"code": codes[activity], "start": start, "end": start + len(words), "quote": words}]


def decide_as_the_facts_say(
    by: Member, coding_round: Round, facts: Mapping[str, Mapping[str, Any]], codes: Mapping[str, int]
) -> None:
    """Decide every disagreement as the facts say, with the reason."""
    for disagreement in Disagreement.objects.filter(round=coding_round).select_related("unit__document__project"):
        name = project_name(disagreement.unit)
        answers = answers_of(facts[name])
        decide(
            by=by,
            coding_round=coding_round,
            unit=disagreement.unit.number,
            codes=[codes[activity] for activity, answer in answers.items() if answer == "yes"],
            unclear=[codes[activity] for activity, answer in answers.items() if answer == "cannot_tell"],
            reason=DISPUTES[name].reason,
        )
