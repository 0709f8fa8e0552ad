"""Agreement over rounds: pilot, calibration, coding; later rounds do not change earlier coefficients."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from coding.loading.ratings import load_ratings
from coding.models import Round
from coding.results.agreement import agreement
from coding.steps.adjudicate.decide import apply_final_rater_codes
from coding.steps.adjudicate.settle import settle
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.versions import freeze_codebook
from coding.steps.publish.release import publish
from tests.support.factories import People, client, closed_round, code_for, coded_round

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/studies/consequences/agreement/"


def figures(people: People) -> list[dict[str, Any]]:
    return client(people.vic).get(ADDRESS).json()


def pilot(people: People) -> Round:
    return closed_round(
        people, style="shared", purpose="pilot", threshold="0.6", ada=("A", "B", "A"), bo=("B", "A", "A")
    )


def test_each_closed_round_has_its_coefficient_and_purpose(people: People) -> None:
    pilot(people)
    closed_round(people, style="shared", threshold="0.6", ada=("A", "B", "A"), bo=("A", "B", "A"))
    coded_round(people, style="shared")  # sealed, so it is not listed
    first, second = figures(people)
    assert (first["number"], first["purpose"], first["met"]) == (1, "pilot", False)
    assert first["value"] == pytest.approx(-0.5)
    assert (second["number"], second["purpose"], second["met"], second["value"]) == (2, "coding", True, 1)


def test_coefficient_of_a_round_is_that_of_its_report(people: People) -> None:
    (figure,) = (pilot(people), figures(people))[1]
    report = agreement(load_ratings(Round.objects.get()))
    primary = report["coefficients"][report["primary"]]
    assert {key: figure[key] for key in ("value", "low", "high")} == {
        key: primary[key] for key in ("value", "low", "high")
    }
    assert (figure["units"], figure["units_used"]) == (report["units"], report["units_used"])


def test_undefined_coefficient_of_a_round_has_a_reason_and_meets_no_threshold(people: People) -> None:
    same = ("A",) * 3
    closed_round(people, style="shared", threshold="0.6", ada=same, bo=same)
    (figure,) = figures(people)
    assert (figure["value"], figure["met"]) == (None, None)
    assert figure["undefined"]


def test_later_round_does_not_change_the_coefficient_of_an_earlier_one(people: People) -> None:
    pilot(people)
    before = figures(people)
    change_code(by=people.lea, code=code_for(people.lea, Round.objects.get(), "B"), definition="only with proof")
    add_code(by=people.lea, label="C")
    freeze_codebook(by=people.lea)
    closed_round(
        people, style="closed", purpose="calibration", threshold="0.6", ada=("A", "C", "A"), bo=("A", "C", "A")
    )
    after = figures(people)
    assert after[0] == before[0]
    assert (after[1]["purpose"], after[1]["value"], after[1]["met"]) == ("calibration", 1, True)


def test_release_lists_the_rounds(people: People) -> None:
    pilot(people)
    second = closed_round(people, style="shared", ada=("A", "B", "A"), bo=("A", "B", "A"))
    apply_final_rater_codes(by=people.cleo, coding_round=second)
    settle(by=people.cleo, coding_round=second)
    content = bytes(publish(by=people.lea).files.get(path="rounds.csv").content).decode()
    rows = list(csv.DictReader(content.splitlines()))
    assert [(row["number"], row["purpose"], row["value"], row["met"]) for row in rows] == [
        ("1", "pilot", "-0.5", "no"),
        ("2", "coding", "1.0", ""),
    ]


def test_study_without_a_closed_round_has_no_coefficient(people: People) -> None:
    coded_round(people)
    assert figures(people) == []
