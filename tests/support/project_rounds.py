"""Studies of projects: Lea leads, Ada and Bo rate, Cleo adjudicates three inspected projects."""

from __future__ import annotations

from typing import Any

from advisories.corpus.corpora import main_corpus
from advisories.models import Snapshot
from annotation.accounts.models import User
from coding.models import Code, Member, Round
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.activities import create_study_with_activities
from coding.steps.sample import draw_sample, inspected_projects
from coding.steps.study import add_member
from tests.support.factories import People, person
from tests.support.inspected import snapshot
from tests.support.snapshots import remembered

PROJECTS = ("Alpha", "Beta", "Gamma")
LETTERS = {
    "t": "CI-based testing",
    "r": "Code review",
    "u": "Dependency upgrade",
    "f": "Fuzzing",
    "s": "SAST",
}
# Ada and Bo: a letter is yes, one after “?” is cannot tell, all others are no.
ADA = ("tr", "t?f", "t")
BO = ("tr", "t", "r")


@remembered
def study_of_projects(title: str = "Practices", projects: tuple[str, ...] = PROJECTS, **fields: Any) -> People:
    """Create a study of projects with the five activities, whose sample are these projects, without a round."""
    names = ("lea", "ada", "bo", "cleo", "vic")
    users = {name: User.objects.filter(username=name).first() or person(name) for name in names}
    for project in projects:
        if not Snapshot.objects.filter(project__name=project).exists():
            snapshot(project, **fields)
    lea = create_study_with_activities(title=title, user=users["lea"], name="lea")
    members = {
        name: add_member(study=lea.study, by=lea, name=name, roles=roles, user=users[name])
        for name, roles in [("ada", ["rater"]), ("bo", ["rater"]), ("cleo", ["adjudicator"]), ("vic", ["viewer"])]
    }
    keys, described = inspected_projects(lea.study, main_corpus())
    draw_sample(by=lea, corpus=main_corpus(), keys=keys, described=described)
    lea.study.refresh_from_db()
    return People(lea.study, lea, **members)


@remembered
def planned_projects(people: People, **plan: Any) -> Round:
    settings = {"style": "closed", "raters": ["ada", "bo"], "final_rater": "cleo"} | plan
    return plan_round(by=people.lea, **settings)


@remembered
def opened_projects(people: People, **plan: Any) -> Round:
    return open_round(by=people.lea, number=planned_projects(people, **plan).number)


def code(coding_round: Round, letter: str) -> int:
    """Return the code of an activity by its letter."""
    return Code.objects.get(study=coding_round.study, owner=None, label=LETTERS[letter]).pk


def answer(coding_round: Round, letters: str, **fields: Any) -> CodingContent:
    """Return the content that answers every activity: a letter is yes, one after “?” cannot tell, all others no."""
    unclear = [letters[index + 1] for index, letter in enumerate(letters) if letter == "?"]
    codes = [letter for letter in letters if letter != "?" and letter not in unclear]
    return CodingContent(
        codes=[code(coding_round, letter) for letter in codes],
        unclear=[code(coding_round, letter) for letter in unclear],
        answered=[code(coding_round, letter) for letter in LETTERS],
        **fields,
    )


def rate_project(member: Member, coding_round: Round, unit: int, letters: str, **options: Any) -> None:
    submit(
        by=member,
        coding_round=coding_round,
        unit=unit,
        content=answer(coding_round, letters),
        idempotency_key=options.pop("key", f"{member}-{unit}-first"),
        **options,
    )


@remembered
def coded_projects(people: People, ada: tuple[str, ...] = ADA, bo: tuple[str, ...] = BO, **plan: Any) -> Round:
    """Open a round and submit every project of both raters."""
    coding_round = opened_projects(people, **plan)
    for unit, (of_ada, of_bo) in enumerate(zip(ada, bo, strict=True), 1):
        rate_project(people.ada, coding_round, unit, of_ada)
        rate_project(people.bo, coding_round, unit, of_bo)
    return coding_round


@remembered
def closed_projects(people: People, **plan: Any) -> Round:
    return close_round(by=people.lea, number=coded_projects(people, **plan).number)
