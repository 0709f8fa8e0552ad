"""The adjudication view: what awaits a response, the final rater's own codes, and the number of rows read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from coding.errors import BadInput
from coding.models import Code, Round
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.checks import OWN_CODES_APPLIED
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide, preview_final_rater_codes
from coding.steps.adjudicate.discuss import take_position
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.merging import merge_shared
from coding.steps.study import change_member
from tests.support.decisions import ROUND, get_disagreement, shared_code
from tests.support.factories import People, client, matched_round, opened_round, rate
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
FIRST = "discussion_then_final_rater"


def test_decided_unit_awaits_no_response(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    assert (get_disagreement(people)["awaiting_response"], get_disagreement(people)["without_position"]) == (
        ["ada", "bo"],
        ["ada", "bo"],
    )
    decide(by=people.lea, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], method="discussion")
    assert (get_disagreement(people)["awaiting_response"], get_disagreement(people)["without_position"]) == (
        [],
        ["ada", "bo"],
    )
    rows = client(people.cleo).get(ROUND + "disagreements/").json()
    assert [row["awaiting_response"] for row in rows] == [[]]


def test_list_shows_the_raters_each_unit_waits_for(people: People) -> None:
    coding_round = matched_round(people, {}, resolution_method=FIRST, ada=("Access",) * 3, bo=("Leak",) * 3)
    take_position(by=people.ada, coding_round=coding_round, unit=3, reason="I keep my code")
    rows = client(people.cleo).get(ROUND + "disagreements/").json()
    assert [row["awaiting_response"] for row in rows] == [["ada", "bo"], ["ada", "bo"], ["bo"]]


def closed_round_with_rating_final_rater(people: People, **plan: Any) -> Round:
    """Close a round: Ada, the final rater, cannot tell on unit 1, else chose Access; Bo chose Leak."""
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    coding_round = opened_round(people, style="shared", final_rater="ada", **plan)
    rate(people.ada, coding_round, 1, no_code_reason="cannot_tell")
    for unit in (2, 3):
        rate(people.ada, coding_round, unit, "Access")
    for unit in (1, 2, 3):
        rate(people.bo, coding_round, unit, "Leak")
    return close_round(by=people.lea, number=1)


def test_final_raters_coding_without_a_code_decides_nothing(people: People) -> None:
    coding_round = closed_round_with_rating_final_rater(people)
    preview = client(people.ada).get(ROUND + "decisions/final_rater/").json()
    assert preview == {
        "will_decide": 2,
        "not_coded": 0,
        "awaiting_response": 0,
        "no_code": 1,
        "position_changed": 0,
        "code_retired": 0,
    }
    assert apply_final_rater_codes(by=people.ada, coding_round=coding_round)._asdict() == preview
    assert [row.unit.number for row in undecided(coding_round)] == [1]
    assert client(people.bo).get(ROUND + "decisions/final_rater/").status_code == 403


def test_final_raters_own_codes_are_not_applied_after_a_change_of_position_or_with_a_retired_code(
    people: People,
) -> None:
    coding_round = closed_round_with_rating_final_rater(people, resolution_method=FIRST)
    access = [shared_code(people, "Access")]
    take_position(by=people.ada, coding_round=coding_round, unit=1, reason="now I see", codes=access)
    for unit in (2, 3):
        take_position(by=people.ada, coding_round=coding_round, unit=unit, reason="I keep my code")
    for unit in (1, 2, 3):
        take_position(by=people.bo, coding_round=coding_round, unit=unit, reason="I keep my code")
    assert preview_final_rater_codes(by=people.ada, coding_round=coding_round)[1] == (2, 0, 0, 0, 1, 0)
    change_code(by=people.lea, code=Code.objects.get(label="Access"), retired=True)
    assert apply_final_rater_codes(by=people.ada, coding_round=coding_round) == (0, 0, 0, 0, 1, 2)
    assert len(undecided(coding_round)) == 3


def test_decision_with_a_retired_code_is_refused_unless_it_is_merged_into_an_active_code(people: People) -> None:
    coding_round = closed_round_with_rating_final_rater(people)
    leak, data = Code.objects.get(label="Leak"), add_code(by=people.lea, label="Data")
    change_code(by=people.lea, code=leak, retired=True)
    with refused(BadInput, "“Leak” is retired from the codebook. Choose another code, or ask the lead"):
        decide(by=people.ada, coding_round=coding_round, unit=2, codes=[leak.pk])
    change_code(by=people.lea, code=leak, retired=False)
    merge_shared(by=people.lea, code=leak, into=data.pk, reason="one idea")
    decide(by=people.ada, coding_round=coding_round, unit=2, codes=[leak.pk])
    change_code(by=people.lea, code=data, retired=True)
    with refused(BadInput, "“Leak” is retired"):
        decide(by=people.ada, coding_round=coding_round, unit=3, codes=[leak.pk])


def test_only_reasons_that_members_wrote_are_offered_for_reuse(people: People) -> None:
    coding_round = closed_round_with_rating_final_rater(people)
    apply_final_rater_codes(by=people.ada, coding_round=coding_round)
    decide(by=people.ada, coding_round=coding_round, unit=1, codes=[shared_code(people, "Leak")], reason="It left.")
    http = client(people.ada)
    assert http.get(ROUND + "disagreements/1/").json()["reasons"] == ["It left."]
    rows = http.get(ROUND + "disagreements/").json()
    assert [(row["decision"]["reason"], row["decision"]["has_reason"]) for row in rows] == [
        ("It left.", True),
        (OWN_CODES_APPLIED, False),
        (OWN_CODES_APPLIED, False),
    ]


def test_disagreement_that_does_not_exist_is_not_found(people: People) -> None:
    closed_round_with_rating_final_rater(people)
    assert client(people.ada).get(ROUND + "disagreements/9/").status_code == 404


@pytest.mark.parametrize("decided", [False, True])
def test_rows_and_queries_do_not_grow_with_the_number_of_disagreements(people: People, decided: bool) -> None:
    """The raters disagree on units 1 and 2 in the first round, on all three in the second."""
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    measured = []
    for number, disagreements in ((1, 2), (2, 3)):
        coding_round = opened_round(people, style="shared", final_rater="ada", resolution_method="final_rater")
        for unit in (1, 2, 3):
            for rater, label in ((people.ada, "Access"), (people.bo, "Leak" if unit <= disagreements else "Access")):
                rate(rater, coding_round, unit, label)
        coding_round = close_round(by=people.lea, number=number)
        if decided:
            apply_final_rater_codes(by=people.ada, coding_round=coding_round)
        measured.append(rows_and_queries(people, ROUND.replace("rounds/1", f"rounds/{number}")))
    (few_rows, few_queries), (many_rows, many_queries) = measured
    assert few_rows == many_rows
    assert few_queries == many_queries == (14 if decided else 13, 32 if decided else 30)


def rows_and_queries(people: People, round_address: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the rows loaded, and the queries made, by viewing unit 2 and by deciding it."""
    http = client(people.ada)
    version = http.get(f"{round_address}disagreements/2/").json()["version"]
    body = {"unit": 2, "codes": [shared_code(people, "Leak")]}
    headers = {"If-Match": str(version)}
    viewed = count_rows_and_queries(lambda: http.get(f"{round_address}disagreements/2/"))
    decided = count_rows_and_queries(
        lambda: http.post(f"{round_address}decisions/", body, format="json", headers=headers)
    )
    return (viewed[0], decided[0]), (viewed[1], decided[1])


def count_rows_and_queries(request: Callable[[], Any]) -> tuple[int, int]:
    """Return the number of model rows loaded and of queries made by a request that succeeds."""
    rows: list[str] = []

    def count_row(sender: type, **_: Any) -> None:
        rows.append(sender.__name__)

    post_init.connect(count_row)
    with CaptureQueriesContext(connection) as queries:
        assert request().status_code < 300
    post_init.disconnect(count_row)
    return len(rows), len(queries)
