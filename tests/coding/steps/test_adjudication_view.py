"""The adjudication view: versions of decisions, withdrawal, positions, and the number of rows read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from coding.access.records import decisions
from coding.errors import BadInput, RoundState, StaleWrite
from coding.models import Code, Decision, Event, Round
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.checks import OWN_CODES_APPLIED
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide, preview_final_rater_codes
from coding.steps.adjudicate.discuss import AGREED, end_discussion, take_position
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.merging import merge_shared
from coding.steps.study import change_member
from tests.support.factories import People, client, matched_round, opened_round, rate
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
ROUND = "/api/v1/studies/consequences/rounds/1/"
FIRST = "discussion_then_final_rater"


def shared_code(people: People, label: str) -> int:
    """Return the primary key of the shared code with this label."""
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def current_decisions(coding_round: Round) -> list[tuple[str, str | None, list[str]]]:
    """Return method, author and labels of the current decisions on unit 2."""
    return [
        (row.method, row.decided_by and row.decided_by.name, [code.code.label for code in row.code_rows.all()])
        for row in decisions(coding_round).filter(unit__number=2)
    ]


def post_decision(people: People, name: str, label: str, version: int, **more: Any) -> Any:
    """Send a decision on unit 2 that is based on this version, and return the response."""
    body = {"unit": 2, "codes": [shared_code(people, label)]} | more
    headers = {"If-Match": f'"{version}"'}
    return client(getattr(people, name)).post(ROUND + "decisions/", body, format="json", headers=headers)


def get_disagreement(people: People, name: str = "cleo") -> dict[str, Any]:
    """Return the disagreement on unit 2 as the member sees it."""
    disagreement: dict[str, Any] = client(getattr(people, name)).get(ROUND + "disagreements/2/").json()
    return disagreement


def test_stale_decision_is_refused_with_the_current_state(people: People) -> None:
    coding_round = matched_round(people)
    assert get_disagreement(people)["version"] == 0
    http = client(people.cleo)
    without = http.post(ROUND + "decisions/", {"unit": 2, "codes": [shared_code(people, "Leak")]}, format="json")
    assert (without.status_code, "If-Match" in without.json()["detail"]) == (400, True)
    decision = post_decision(people, "cleo", "Leak", 0, reason="It left.").json()
    row = next(row for row in http.get(ROUND + "disagreements/").json() if row["unit"] == 2)
    assert decision["version"] == row["version"] == 1
    stale = post_decision(people, "cleo", "Access", 0)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_write")
    assert stale.json()["current"]["decision"]["reason"] == "It left."
    assert stale.json()["current"]["version"] == decision["version"]
    assert current_decisions(coding_round) == [("final_rater", "cleo", ["Leak"])]
    assert post_decision(people, "cleo", "Access", decision["version"]).status_code == 201


def test_stale_withdrawal_is_refused_with_the_current_state(people: People) -> None:
    matched_round(people)
    version = post_decision(people, "cleo", "Leak", 0).json()["version"]
    http = client(people.cleo)
    assert http.delete(ROUND + "decisions/2/").status_code == 400
    stale = http.delete(ROUND + "decisions/2/", headers={"If-Match": "0"})
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, version)
    gone = http.delete(ROUND + "decisions/2/", headers={"If-Match": str(version)})
    assert (gone.status_code, gone.json()["version"], gone.json()["decision"]) == (200, 2, None)
    assert http.delete(ROUND + "decisions/2/", headers={"If-Match": str(version)}).status_code == 412


def test_stale_decision_does_not_replace_a_unanimous_discussion(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I keep my code")
    take_position(
        by=people.bo, coding_round=coding_round, unit=2, reason="I see", codes=[shared_code(people, "Access")]
    )
    with refused(StaleWrite, "Unit 2 was decided after you loaded it"):
        decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], version=0)
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="no, I keep my code")
    with refused(StaleWrite, "Unit 2 was reopened after you loaded it"):
        decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], version=1)


def test_repeated_decision_makes_no_new_version(people: People) -> None:
    coding_round = matched_round(people)
    first = post_decision(people, "cleo", "Leak", 0, reason="It left.").json()
    repeated = post_decision(people, "cleo", "Leak", first["version"], reason=" It left. ").json()
    assert repeated["version"] == first["version"]
    assert Event.objects.filter(kind="decided").count() == 1
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    assert get_disagreement(people)["version"] == 3


def test_withdrawing_a_decision_restores_the_previous_one(people: People) -> None:
    coding_round = matched_round(people)
    for label in ("Leak", "Access", "Injection"):
        decide(
            by=people.cleo,
            coding_round=coding_round,
            unit=2,
            codes=[shared_code(people, label)],
            reason=f"{label} it is",
        )
    first = Decision.objects.filter(unit__number=2).earliest("pk")
    for label in ("Access", "Leak"):
        restored = withdraw(by=people.cleo, coding_round=coding_round, unit=2)
        assert restored
        assert (current_decisions(coding_round), restored.reason) == (
            [("final_rater", "cleo", [label])],
            f"{label} it is",
        )
    assert decisions(coding_round).get(unit__number=2).decided_at == first.decided_at
    assert withdraw(by=people.cleo, coding_round=coding_round, unit=2) is None
    assert [row.unit.number for row in undecided(coding_round)] == [2]
    assert Decision.objects.filter(unit__number=2, withdrawn_at=None).count() == 0
    sentences = [event.sentence for event in Event.objects.filter(kind="decision_withdrawn").order_by("number")]
    assert sentences == [
        "withdrew the decision on unit 2; the decision before it is current again: Access",
        "withdrew the decision on unit 2; the decision before it is current again: Leak",
        "withdrew the decision on unit 2",
    ]


def test_withdrawing_the_final_raters_decision_restores_the_unanimous_discussion(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    for rater in (people.ada, people.bo):
        take_position(
            by=rater, coding_round=coding_round, unit=2, reason="Injection", codes=[shared_code(people, "Injection")]
        )
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    restored = withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert restored
    assert (current_decisions(coding_round), restored.reason) == ([("discussion", None, ["Injection"])], AGREED)
    # No member made the decision on a unanimous discussion: withdrawing it restores no earlier one.
    assert withdraw(by=people.lea, coding_round=coding_round, unit=2) is None
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert current_decisions(coding_round) == [("discussion", None, ["Injection"])]
    assert Event.objects.filter(kind="discussion_unanimous").count() == 2


def test_result_of_a_discussion_is_refused_after_its_end_or_after_the_final_rater_decided(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    change_member(by=people.lea, name="vic", roles=["adjudicator"])
    people.vic.refresh_from_db()
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I keep my code")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    codes = [shared_code(people, "Access")]
    for by in (people.lea, people.vic):
        with refused(RoundState, "The final rater has decided unit 2"):
            decide(by=by, coding_round=coding_round, unit=2, codes=codes, method="discussion")
    withdraw(by=people.lea, coding_round=coding_round, unit=2)
    decide(by=people.vic, coding_round=coding_round, unit=2, codes=codes, method="discussion")
    withdraw(by=people.vic, coding_round=coding_round, unit=2)
    end_discussion(by=people.lea, coding_round=coding_round)
    for by in (people.lea, people.vic):
        with refused(RoundState, "The discussion of round 1 has ended"):
            decide(by=by, coding_round=coding_round, unit=2, codes=codes, method="discussion")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=codes)


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
    assert few_queries == many_queries == (15 if decided else 14, 32 if decided else 31)


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
