"""Assignment schemes, unit orders, the planned allocation, deferral and reassignment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from annotation.accounts.models import User
from coding.errors import BadInput, NotAllowed, NotReady, RoundState
from coding.loading.study import load_study
from coding.models import Assignment, Commitment, Draft, Event, Round
from coding.queries import worklist as own_work
from coding.results.agreement import agreement
from coding.steps.agree import close_round
from coding.steps.assign.reassign import reassign
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import defer, save_draft
from coding.steps.study import add_member, change_member
from tests.support.factories import People, client, opened_round, person, planned_round, rate, study
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
BASE = "/api/v1/studies/consequences/rounds/1/"


def assigned_units(coding_round: Round, name: str) -> list[int]:
    """Return the numbers of the rater's units in the rater's own order."""
    own = Assignment.objects.filter(round=coding_round, rater__name=name, reassigned_at__isnull=True).order_by(
        "position"
    )
    return list(own.values_list("unit__number", flat=True))


def add_rater(people: People, name: str = "dan") -> Any:
    return add_member(study=people.study, by=people.lea, name=name, roles=["rater"], user=person(name))


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"assignment_scheme": "fixed_number"}, "“Raters per unit” is required. Enter a number."),
    ({"assignment_scheme": "fixed_number", "raters_per_unit": 1}, "from 2 to 1000"),
    ({"assignment_scheme": "fixed_number", "raters_per_unit": 3}, "from 2 to 2"),
    ({"assignment_scheme": "overlap"}, "coded by two raters” is required"),
    ({"assignment_scheme": "overlap", "overlap_share": Decimal(0)}, "above 0 and at most 1"),
    ({"assignment_scheme": "all", "raters_per_unit": 2}, "“Raters per unit” does not apply if “Allocation” is"),
    (
        {"assignment_scheme": "fixed_number", "raters_per_unit": 2, "overlap_share": Decimal("0.1")},
        "“Percent of the units coded by two raters” does not apply if “Allocation” is",
    ),
]


@pytest.mark.parametrize(("plan", "message"), REFUSED)
def test_assignment_scheme_without_its_numbers_is_refused(people: People, plan: dict[str, Any], message: str) -> None:
    with refused(BadInput, message):
        planned_round(people, **plan)


def test_fixed_number_of_raters_per_unit_has_alpha_as_its_primary_statistic() -> None:
    people = study(units=9)
    add_rater(people)
    coding_round = planned_round(
        people, raters=["ada", "bo", "dan"], assignment_scheme="fixed_number", raters_per_unit=2
    )
    assert [len(assigned_units(coding_round, name)) for name in ("ada", "bo", "dan")] == [6, 6, 6]
    assert coding_round.primary_statistic == "krippendorff_alpha"


def test_overlap_share_is_coded_by_two_raters_and_the_rest_by_one() -> None:
    people = study(units=10)
    coding_round = planned_round(people, assignment_scheme="overlap", overlap_share=Decimal("0.25"))
    both = set(assigned_units(coding_round, "ada")) & set(assigned_units(coding_round, "bo"))
    assert len(both) == 3  # rounded up
    assert len(assigned_units(coding_round, "ada")) + len(assigned_units(coding_round, "bo")) == 13
    allocation = client(people.vic).get(BASE + "allocation/").json()
    assert allocation["overlap"] == 3
    assert {row["rater"]: row["units"] for row in allocation["raters"]} == {
        name: sorted(assigned_units(coding_round, name)) for name in ("ada", "bo")
    }


def test_allocation_is_hidden_once_the_round_opens(people: People) -> None:
    opened_round(people)
    answer = client(people.lea).get(BASE + "allocation/")
    assert (answer.status_code, answer.json()["code"]) == (409, "round_state")


def test_random_order_differs_between_raters_and_sets_the_next_unit() -> None:
    people = study(units=12)
    coding_round = opened_round(people, unit_order="random")
    order = assigned_units(coding_round, "ada")
    assert sorted(order) == sorted(assigned_units(coding_round, "bo")) == list(range(1, 13))
    assert assigned_units(coding_round, "bo") != order
    worklist = client(people.ada).get(BASE + "worklist/").json()
    assert [unit["number"] for unit in worklist["units"]] == order
    assert worklist["next"] == order[0]
    rate(people.ada, coding_round, order[0], "Access")
    assert own_work.next_unit(people.ada, coding_round, 1) == order[1]


def test_deferred_unit_comes_last_in_the_worklist(people: People) -> None:
    coding_round = opened_round(people)
    defer(by=people.ada, coding_round=coding_round, unit=2, later=True)
    assert own_work.next_unit(people.ada, coding_round, 1) == 3
    assert own_work.next_unit(people.ada, coding_round, 3) == 1
    for unit in (1, 3):
        rate(people.ada, coding_round, unit, "Access")
    assert own_work.next_unit(people.ada, coding_round, 3) == 2
    assert client(people.ada).delete(BASE + "units/2/deferral/").status_code == 204
    assert not client(people.ada).get(BASE + "worklist/").json()["units"][1]["deferred"]
    with refused(NotAllowed, "not assigned to you"):
        defer(by=people.lea, coding_round=coding_round, unit=2, later=True)


def test_only_unsubmitted_units_are_reassigned(people: People) -> None:
    coding_round = opened_round(people)
    dan = add_rater(people)
    rate(people.bo, coding_round, 1, "Access", memo="bo's")
    save_draft(
        by=people.bo, coding_round=coding_round, unit=2, content=CodingContent(memo="half a thought"), revision=0
    )
    assert reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="dan") == 2
    assert (assigned_units(coding_round, "bo"), assigned_units(coding_round, "dan")) == ([1], [2, 3])
    assert Draft.objects.count() == 1  # the draft is stored, and only Bo sees it
    assert client(dan).get(BASE + "units/2/").json()["draft"] is None
    assert Commitment.objects.get().rater == people.bo  # Bo has no unit left to submit
    change_member(by=people.lea, name="bo", retired=True)
    for unit in (2, 3):
        rate(dan, coding_round, unit, "Leak")
    for unit in (1, 2, 3):
        rate(people.ada, coding_round, unit, "Leak")
    report = agreement(load_study(close_round(by=people.lea, number=1)).ratings)
    assert report["raters"] == ["ada", "bo", "dan"]
    assert report["primary"] == "krippendorff_alpha"
    assert "Cohen's kappa was fixed in advance" in report["remarks"][-1]


def test_round_states_the_planned_raters_and_what_was_reassigned(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="dan", roles=["rater"])
    coding_round = opened_round(people)
    reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="dan", units=2)
    answer = client(people.vic).get("/api/v1/studies/consequences/rounds/1/").json()
    assert [row["name"] for row in answer["raters"]] == ["ada", "bo", "dan"]
    assert answer["planned_raters"] == ["ada", "bo"]
    assert [(row["from"], row["to"], row["units"]) for row in answer["reassignments"]] == [("bo", "dan", 2)]


def test_release_states_what_was_reassigned(people: People) -> None:
    add_member(study=people.study, by=people.lea, name="dan", roles=["rater"])
    coding_round = opened_round(people, style="shared")
    reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="dan", units=2)
    rate(people.ada, coding_round, 1, "A")
    closed = close_round(by=people.lea, number=1, even_if_unfinished=True)
    (moved,) = load_study(closed).plan.reassignments
    assert (moved.units, moved.giver, moved.taker) == (2, "bo", "dan")


def test_unit_that_is_reassigned_back_has_its_earlier_draft(people: People) -> None:
    coding_round = opened_round(people)
    dan = add_rater(people)
    for unit in (1, 2, 3):
        content = CodingContent(memo=f"half a thought on {unit}")
        save_draft(by=people.bo, coding_round=coding_round, unit=unit, content=content, revision=0)
    assert reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="dan", units=1) == 1
    (drawn,) = assigned_units(coding_round, "dan")
    assert client(people.bo).get(f"{BASE}units/{drawn}/").status_code == 403
    reassign(by=people.lea, coding_round=coding_round, from_rater="dan", to_rater="bo")
    assert assigned_units(coding_round, "bo")[-1] == drawn
    assert sorted(assigned_units(coding_round, "bo")) == [1, 2, 3]
    assert client(people.bo).get(f"{BASE}units/{drawn}/").json()["draft"]["memo"] == f"half a thought on {drawn}"
    assert client(dan).get(BASE + "worklist/").json()["total"] == 0


def test_number_of_reassigned_units_is_exact_or_refused() -> None:
    people = study(units=9)
    add_rater(people)
    coding_round = opened_round(
        people, raters=["ada", "bo", "dan"], assignment_scheme="fixed_number", raters_per_unit=2
    )
    for to_rater, units, message in [
        ("bo", 7, "ada has 6 units that are not submitted. Enter at most 6."),
        (
            "bo",
            4,
            "bo may already have 3 units of those that ada could give. Enter at most 3, or choose another rater.",
        ),
    ]:
        with refused(NotReady, message):
            reassign(by=people.lea, coding_round=coding_round, from_rater="ada", to_rater=to_rater, units=units)
    shared_with_dan = set(assigned_units(coding_round, "ada")) - set(assigned_units(coding_round, "bo"))
    assert reassign(by=people.lea, coding_round=coding_round, from_rater="ada", to_rater="bo") == 3
    assert shared_with_dan <= set(assigned_units(coding_round, "bo"))
    for unit in assigned_units(coding_round, "ada"):
        rate(people.ada, coding_round, unit, "Access")
    with refused(NotReady, "ada has submitted all units. Choose a rater with units that are not submitted."):
        reassign(by=people.lea, coding_round=coding_round, from_rater="ada", to_rater="dan")
    assert Event.objects.get(kind="units_reassigned").sentence == "reassigned 3 unsubmitted units from ada to bo"


def test_impossible_reassignment_is_refused(people: People) -> None:
    coding_round = planned_round(people)
    with refused(RoundState, "Coding is possible while it is open"):
        reassign(by=people.lea, coding_round=coding_round, from_rater="bo", to_rater="ada")
    opened = opened_round(study("Second"))
    for from_rater, to_rater, error, message in [
        ("bo", "bo", BadInput, "two different"),
        ("bo", "eve", BadInput, "Unknown member"),
        ("bo", "cleo", NotAllowed, "not a rater"),
        ("bo", "ada", NotReady, "ada may already have all units that bo could give"),
    ]:
        lea = opened.study.members.get(name="lea")
        with refused(error, message):
            reassign(by=lea, coding_round=opened, from_rater=from_rater, to_rater=to_rater)
    with refused(NotAllowed, "Only the study's lead"):
        reassign(by=people.ada, coding_round=coding_round, from_rater="bo", to_rater="dan")


def test_rater_with_unsubmitted_units_cannot_be_retired(people: People) -> None:
    opened_round(people)
    with refused(NotReady, "Reassign them or close the round"):
        change_member(by=people.lea, name="bo", retired=True)
    assert User.objects.filter(username="bo").exists()
