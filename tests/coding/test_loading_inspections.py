"""Loading the snapshots and the evidence of a study of projects."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coding.codebook.resolver import CodeResolver
from coding.errors import Sealed
from coding.loading.inspections import load_inspections
from coding.loading.study import load_study
from coding.models import Study
from coding.results.derive import derive
from coding.steps.codebook.codes import change_code
from tests.support.factories import study
from tests.support.inspected import COMMIT
from tests.support.project_rounds import closed_projects, opened_projects, study_of_projects

pytestmark = pytest.mark.django_db


def test_evidence_of_an_open_round_is_not_loaded() -> None:
    coding_round = opened_projects(study_of_projects())
    with pytest.raises(Sealed):
        load_inspections(coding_round, CodeResolver.for_rounds([coding_round]))


def test_units_rest_on_their_snapshots() -> None:
    people = study_of_projects()
    coding_round = closed_projects(people)
    change_code(by=people.lea, code=people.study.codes.get(activity="fuzzing"), label="Random input")
    resolver = CodeResolver.for_rounds([coding_round])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        inspections = load_inspections(coding_round, resolver)
    assert len(queries) == 3
    assert inspections is not None
    assert [(row.unit, row.project) for row in inspections.snapshots] == [(1, "Alpha"), (2, "Beta"), (3, "Gamma")]
    first = inspections.snapshots[0]
    assert first.url == f"https://github.com/demo/alpha/commit/{COMMIT}"
    assert first.suggestions == {"ci_testing": "yes", "fuzzing": "no"}
    assert [(row.unit, row.number) for row in inspections.evidence] == [
        *((unit, number) for unit in (1, 2, 3) for number in (1, 2))
    ]
    assert inspections.evidence[0].url.endswith(f"/blob/{COMMIT}/.github/workflows/ci.yml#L9")
    assert inspections.evidence[1].url == ""
    assert inspections.activity_of["Random input"] == "fuzzing"
    assert len(inspections.activity_of) == 5


def test_source_of_the_projects_is_named() -> None:
    people = study_of_projects()
    study("Consequences")
    Study.objects.filter(pk=people.study.pk).update(sampling_plan={"from_study": "consequences"})
    people.study.refresh_from_db()
    coding_round = closed_projects(people)
    inspections = load_inspections(coding_round, CodeResolver.for_rounds([coding_round]))
    assert inspections is not None
    assert inspections.projects_from == "Consequences"


def test_results_of_a_closed_round_have_activities_and_agreement_with_the_rules() -> None:
    publication = derive(load_study(closed_projects(study_of_projects())))
    assert publication.of_projects
    testing = publication.machine[:3]
    assert [(row.rater, row.both_yes, row.machine_only) for row in testing] == [
        *(("ada", 3, 0), ("bo", 2, 1), ("decision", 1, 0))
    ]
    fuzzing = next(row for row in publication.machine if (row.activity, row.rater) == ("Fuzzing", "ada"))
    assert (fuzzing.both_no, fuzzing.person_unclear) == (2, 1)
