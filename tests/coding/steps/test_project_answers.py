"""Answers for projects: every activity is answered, and cannot tell is an answer."""

from __future__ import annotations

import pytest

from coding.audit.commitments import revealed_commitments
from coding.errors import BadInput
from coding.loading.ratings import load_ratings
from coding.loading.study import load_study
from coding.models import Coding, CodingUnclear, Round
from coding.results.agreement import agreement
from coding.results.derive import derive
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import save_draft, submit
from tests.support.factories import People, client, study
from tests.support.project_rounds import (
    LETTERS,
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
