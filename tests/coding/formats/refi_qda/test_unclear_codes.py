"""A study of projects as a project file: codes of which one cannot tell return with it."""

from __future__ import annotations

import pytest

from coding.formats.ratings.paths import File
from coding.loading.study import load_study
from coding.models import Code, Round
from coding.results.derive import derive
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.settle import settle
from coding.steps.code.enter_files import enter_files
from coding.steps.import_project import import_project
from tests.support.factories import client, person
from tests.support.project_rounds import closed_projects, code, opened_projects, rate_project, study_of_projects
from tests.support.publications import rendered

pytestmark = pytest.mark.django_db


def rows(coding_round: Round) -> list[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
    data = load_study(coding_round)
    codings = [(row.unit, row.rater, row.merged_codes, row.unclear) for row in data.codings]
    return sorted(codings) + [(row.unit, "decision", row.codes, row.unclear) for row in data.decisions]


def test_project_file_keeps_what_is_unclear() -> None:
    people = study_of_projects()
    coding_round = closed_projects(people)
    ci, fuzzing = code(coding_round, "t"), code(coding_round, "f")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[ci], unclear=[fuzzing])
    decide(by=people.cleo, coding_round=coding_round, unit=3, codes=[], unclear=[fuzzing])
    settle(by=people.cleo, coding_round=coding_round)
    content = rendered("study.qdpx", derive(load_study(Round.objects.get())))
    imported = import_project(content=content, name="study.qdpx", title="Again", user=person("una"))
    assert imported.study.kind == "projects"
    assert rows(imported.coding_round) == rows(Round.objects.get(pk=coding_round.pk))


def test_downloaded_codings_can_be_imported_again() -> None:
    people = study_of_projects()
    coding_round = opened_projects(people)
    rate_project(people.ada, coding_round, 1, "t?f")
    rate_project(people.ada, coding_round, 2, "")
    for file_format in ("csv", "json"):
        response = client(people.ada).get(f"/api/v1/studies/practices/rounds/1/codings/own/{file_format}/")
        file = File(f"own.{file_format}", response.content)
        result = enter_files(by=people.ada, coding_round=coding_round, files=[file]).result
        assert (result.unchanged, result.problems) == (2, []), file_format
    unclear = File("b.csv", b"unit,uncoded,codes,unclear\n1,,Code review,SAST\n2,cannot tell,,\n")
    result = enter_files(by=people.bo, coding_round=coding_round, files=[unclear]).result
    assert (result.created, result.problems) == (2, [])
    marked = Code.objects.filter(coding_unclear_rows__coding__assignment__rater=people.bo)
    assert sorted(marked.values_list("label", flat=True)).count("SAST") == 2
    assert marked.count() == 6
