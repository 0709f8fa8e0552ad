"""The desk of two windows: what stands, what a stale decision is told, what undoing brings back, and what is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from coding.access.records import decisions
from coding.audit.event_kinds import describe
from coding.errors import BadInput, RoundState, StaleWrite
from coding.models import Code, Decision, Event, Round
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.checks import OWN_STANDS
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


def shared(people: People, label: str) -> int:
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def standing(coding_round: Round) -> list[tuple[str, str | None, list[str]]]:
    """Of unit 2, on which Ada says Access and Bo says Leak."""
    return [
        (row.method, row.decided_by and row.decided_by.name, [code.code.label for code in row.code_rows.all()])
        for row in decisions(coding_round).filter(unit__number=2)
    ]


def post(people: People, name: str, label: str, version: int, **more: Any) -> Any:
    body = {"unit": 2, "codes": [shared(people, label)]} | more
    headers = {"If-Match": f'"{version}"'}
    return client(getattr(people, name)).post(ROUND + "decisions/", body, format="json", headers=headers)


def seen(people: People, name: str = "cleo") -> dict[str, Any]:
    found: dict[str, Any] = client(getattr(people, name)).get(ROUND + "disagreements/2/").json()
    return found


def test_decision_says_what_it_was_based_on_and_a_stale_one_is_told_what_stands(people: People) -> None:
    coding_round = matched_round(people)
    assert seen(people)["version"] == 0
    http = client(people.cleo)
    without = http.post(ROUND + "decisions/", {"unit": 2, "codes": [shared(people, "Leak")]}, format="json")
    assert (without.status_code, "If-Match" in without.json()["detail"]) == (400, True)
    made = post(people, "cleo", "Leak", 0, reason="It left.").json()
    row = next(row for row in http.get(ROUND + "disagreements/").json() if row["unit"] == 2)
    assert made["version"] == row["version"] == 1
    stale = post(people, "cleo", "Access", 0)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_write")
    assert stale.json()["current"]["decision"]["reason"] == "It left."
    assert stale.json()["current"]["version"] == made["version"]
    assert standing(coding_round) == [("final_rater", "cleo", ["Leak"])]
    assert post(people, "cleo", "Access", made["version"]).status_code == 201


def test_withdrawing_is_based_on_a_version_too_and_tells_what_stands_then(people: People) -> None:
    matched_round(people)
    version = post(people, "cleo", "Leak", 0).json()["version"]
    http = client(people.cleo)
    assert http.delete(ROUND + "decisions/2/").status_code == 400
    stale = http.delete(ROUND + "decisions/2/", headers={"If-Match": "0"})
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, version)
    gone = http.delete(ROUND + "decisions/2/", headers={"If-Match": str(version)})
    assert (gone.status_code, gone.json()["version"], gone.json()["decision"]) == (200, 2, None)
    assert http.delete(ROUND + "decisions/2/", headers={"If-Match": str(version)}).status_code == 412


def test_agreement_in_discussion_is_not_overwritten_by_who_did_not_see_it(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I stay")
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="I see", codes=[shared(people, "Access")])
    with refused(StaleWrite, "Unit 2 was decided meanwhile"):
        decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")], version=0)
    take_position(by=people.bo, coding_round=coding_round, unit=2, reason="no, I stay")
    with refused(StaleWrite, "Unit 2 was opened again meanwhile"):
        decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")], version=1)


def test_the_same_decision_again_is_not_made_anew(people: People) -> None:
    coding_round = matched_round(people)
    one = post(people, "cleo", "Leak", 0, reason="It left.").json()
    again = post(people, "cleo", "Leak", one["version"], reason=" It left. ").json()
    assert again["version"] == one["version"]
    assert Event.objects.filter(kind="decided").count() == 1
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")])
    assert seen(people)["version"] == 3


def test_undoing_a_change_brings_back_the_decision_before(people: People) -> None:
    coding_round = matched_round(people)
    for label in ("Leak", "Access", "Injection"):
        decide(
            by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, label)], reason=f"{label} it is"
        )
    first = Decision.objects.filter(unit__number=2).earliest("pk")
    for label in ("Access", "Leak"):
        again = withdraw(by=people.cleo, coding_round=coding_round, unit=2)
        assert again
        assert (standing(coding_round), again.reason) == ([("final_rater", "cleo", [label])], f"{label} it is")
    assert decisions(coding_round).get(unit__number=2).decided_at == first.decided_at
    assert withdraw(by=people.cleo, coding_round=coding_round, unit=2) is None
    assert [row.unit.number for row in undecided(coding_round)] == [2]
    assert Decision.objects.filter(unit__number=2, withdrawn_at=None).count() == 0
    told = [describe(event) for event in Event.objects.filter(kind="decision_withdrawn").order_by("number")]
    assert told == [
        "withdrew the decision on unit 2; the one before it stands again: Access",
        "withdrew the decision on unit 2; the one before it stands again: Leak",
        "withdrew the decision on unit 2",
    ]


def test_undoing_what_overruled_the_discussion_lets_it_decide_again(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    for rater in (people.ada, people.bo):
        take_position(
            by=rater, coding_round=coding_round, unit=2, reason="Injection", codes=[shared(people, "Injection")]
        )
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")])
    again = withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert again
    assert (standing(coding_round), again.reason) == ([("discussion", None, ["Injection"])], AGREED)
    assert (
        withdraw(by=people.lea, coding_round=coding_round, unit=2) is None
    )  # what nobody decided is taken back for good
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")])
    withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert standing(coding_round) == [("discussion", None, ["Injection"])]
    assert Event.objects.filter(kind="discussion_unanimous").count() == 2


def test_discussion_is_written_down_before_its_end_and_not_over_the_final_rater(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    change_member(by=people.lea, name="vic", roles=["adjudicator"])
    people.vic.refresh_from_db()
    for rater in (people.ada, people.bo):
        take_position(by=rater, coding_round=coding_round, unit=2, reason="I stay")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")])
    codes = [shared(people, "Access")]
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


def test_decided_unit_waits_for_nobody(people: People) -> None:
    coding_round = matched_round(people, resolution_method=FIRST)
    assert (seen(people)["waits_for"], seen(people)["unheard"]) == (["ada", "bo"], ["ada", "bo"])
    decide(by=people.lea, coding_round=coding_round, unit=2, codes=[shared(people, "Leak")], method="discussion")
    assert (seen(people)["waits_for"], seen(people)["unheard"]) == ([], ["ada", "bo"])
    rows = client(people.cleo).get(ROUND + "disagreements/").json()
    assert [row["waits_for"] for row in rows] == [[]]


def test_list_says_of_each_unit_whom_it_waits_for(people: People) -> None:
    coding_round = matched_round(people, {}, resolution_method=FIRST, ada=("Access",) * 3, bo=("Leak",) * 3)
    take_position(by=people.ada, coding_round=coding_round, unit=3, reason="I stay")
    rows = client(people.cleo).get(ROUND + "disagreements/").json()
    assert [row["waits_for"] for row in rows] == [["ada", "bo"], ["ada", "bo"], ["bo"]]


def final_rating(people: People, **plan: Any) -> Round:
    """Ada, who is the final rater, cannot tell on unit 1 and says Access on the others; Bo says Leak everywhere."""
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    coding_round = opened_round(people, style="shared", final_rater="ada", **plan)
    rate(people.ada, coding_round, 1, no_code_reason="cannot_tell")
    for unit in (2, 3):
        rate(people.ada, coding_round, unit, "Access")
    for unit in (1, 2, 3):
        rate(people.bo, coding_round, unit, "Leak")
    return close_round(by=people.lea, number=1)


def test_own_coding_without_a_code_decides_nothing(people: People) -> None:
    coding_round = final_rating(people)
    found = client(people.ada).get(ROUND + "decisions/final_rater/").json()
    assert found == {
        "will_decide": 2,
        "not_coded": 0,
        "awaiting_response": 0,
        "no_code": 1,
        "position_changed": 0,
        "code_retired": 0,
    }
    assert apply_final_rater_codes(by=people.ada, coding_round=coding_round)._asdict() == found
    assert [row.unit.number for row in undecided(coding_round)] == [1]
    assert client(people.bo).get(ROUND + "decisions/final_rater/").status_code == 403


def test_own_coding_does_not_stand_where_its_rater_moved_or_its_code_is_retired(people: People) -> None:
    coding_round = final_rating(people, resolution_method=FIRST)
    third = [shared(people, "Access")]
    take_position(by=people.ada, coding_round=coding_round, unit=1, reason="now I see", codes=third)
    for unit in (2, 3):
        take_position(by=people.ada, coding_round=coding_round, unit=unit, reason="I stay")
    for unit in (1, 2, 3):
        take_position(by=people.bo, coding_round=coding_round, unit=unit, reason="I stay")
    assert preview_final_rater_codes(by=people.ada, coding_round=coding_round)[1] == (2, 0, 0, 0, 1, 0)
    change_code(by=people.lea, code=Code.objects.get(label="Access"), retired=True)
    assert apply_final_rater_codes(by=people.ada, coding_round=coding_round) == (0, 0, 0, 0, 1, 2)
    assert len(undecided(coding_round)) == 3


def test_retired_code_decides_nothing_unless_it_is_read_as_one_in_use(people: People) -> None:
    coding_round = final_rating(people)
    leak, data = Code.objects.get(label="Leak"), add_code(by=people.lea, label="Data")
    change_code(by=people.lea, code=leak, retired=True)
    with refused(BadInput, "“Leak” is retired from the codebook. Choose another code, or have it taken back"):
        decide(by=people.ada, coding_round=coding_round, unit=2, codes=[leak.pk])
    change_code(by=people.lea, code=leak, retired=False)
    merge_shared(by=people.lea, code=leak, into=data.pk, reason="one idea")
    decide(by=people.ada, coding_round=coding_round, unit=2, codes=[leak.pk])
    change_code(by=people.lea, code=data, retired=True)
    with refused(BadInput, "“Leak” is retired"):
        decide(by=people.ada, coding_round=coding_round, unit=3, codes=[leak.pk])


def test_only_reasons_that_people_wrote_are_offered_again(people: People) -> None:
    coding_round = final_rating(people)
    apply_final_rater_codes(by=people.ada, coding_round=coding_round)
    decide(by=people.ada, coding_round=coding_round, unit=1, codes=[shared(people, "Leak")], reason="It left.")
    http = client(people.ada)
    assert http.get(ROUND + "disagreements/1/").json()["reasons"] == ["It left."]
    rows = http.get(ROUND + "disagreements/").json()
    assert [(row["decision"]["reason"], row["decision"]["has_reason"]) for row in rows] == [
        ("It left.", True),
        (OWN_STANDS, False),
        (OWN_STANDS, False),
    ]


def test_neighbours_and_what_is_open_are_found_from_the_beginning_again(people: People) -> None:
    coding_round = final_rating(people)
    http = client(people.ada)

    def around(unit: int) -> list[int | None]:
        found = http.get(f"{ROUND}disagreements/{unit}/").json()
        return [found[key] for key in ("previous", "next", "next_undecided")]

    assert [around(1), around(2), around(3)] == [[None, 2, 2], [1, 3, 3], [2, None, 1]]
    decide(by=people.ada, coding_round=coding_round, unit=1, codes=[shared(people, "Leak")])
    assert around(3) == [2, None, 2]
    assert http.get(ROUND + "disagreements/9/").status_code == 404


@pytest.mark.parametrize("decided", [False, True])
def test_one_unit_and_a_decision_read_no_more_rows_where_there_are_more_disagreements(
    people: People, decided: bool
) -> None:
    """Units 1 and 2 are disputed in the first round, all three in the second."""
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    read = []
    for number, disputed in ((1, 2), (2, 3)):
        coding_round = opened_round(people, style="shared", final_rater="ada", resolution_method="final_rater")
        for unit in (1, 2, 3):
            for rater, label in ((people.ada, "Access"), (people.bo, "Leak" if unit <= disputed else "Access")):
                rate(rater, coding_round, unit, label)
        coding_round = close_round(by=people.lea, number=number)
        if decided:
            apply_final_rater_codes(by=people.ada, coding_round=coding_round)
        read.append(reading(people, ROUND.replace("rounds/1", f"rounds/{number}")))
    (one, queries), (other, same) = read
    assert one == other
    assert queries == same == (16 if decided else 15, 33 if decided else 32)


def reading(people: People, coding_round: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Rows loaded, and queries made, by looking at unit 2 and by deciding it."""
    http = client(people.ada)
    version = http.get(f"{coding_round}disagreements/2/").json()["version"]
    body = {"unit": 2, "codes": [shared(people, "Leak")]}
    headers = {"If-Match": str(version)}
    looked = counted(lambda: http.get(f"{coding_round}disagreements/2/"))
    made = counted(lambda: http.post(f"{coding_round}decisions/", body, format="json", headers=headers))
    return (looked[0], made[0]), (looked[1], made[1])


def counted(ask: Callable[[], Any]) -> tuple[int, int]:
    rows: list[str] = []

    def heard(sender: type, **_: Any) -> None:
        rows.append(sender.__name__)

    post_init.connect(heard)
    with CaptureQueriesContext(connection) as caught:
        assert ask().status_code < 300
    post_init.disconnect(heard)
    return len(rows), len(caught)
