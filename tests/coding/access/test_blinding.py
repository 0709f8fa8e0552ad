"""Blinding of the final rater: which plans may ask for it, and what it hides."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coding.access.blinding import letter_label, raters_in_plan_order
from coding.access.orders import letter_order
from coding.access.records import decisions
from coding.errors import BadInput, NotAllowed, NotReady
from coding.models import Member, Round
from coding.steps.adjudicate.discuss import comment
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.assign.reassign import reassign
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code
from tests.support.factories import (
    People,
    client,
    coded_round,
    give_roles,
    matched_round,
    opened_round,
    planned_round,
    settled_round,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
ROUND = "/api/v1/studies/consequences/rounds/1/"


def blinded(make: Callable[..., Round], people: People, **plan: Any) -> Round:
    """Return the round that `make` builds, with blinding."""
    return make(people, **({"blind_adjudication": True} | plan))


def set_roles(people: People, name: str, *roles: str) -> None:
    give_roles(people.lea, name, list(roles))


def test_plan_with_blinding_needs_a_final_rater_who_does_not_know_the_names(people: People) -> None:
    set_roles(people, "ada", "rater", "adjudicator")
    set_roles(people, "lea", "lead", "adjudicator")
    for plan, message in [
        (
            {"resolution_method": "discussion", "final_rater": None},
            "does not apply if “Resolution of disagreements” is “The raters discuss and agree”. Leave it out.",
        ),
        ({"final_rater": "ada"}, "hidden from the final rater: ada is one of the raters."),
        ({"final_rater": "lea"}, "lea leads the study and sees them anyway"),
    ]:
        with refused(BadInput, message):
            blinded(planned_round, people, **plan)
    assert blinded(planned_round, people).blind_adjudication


def test_roles_are_checked_again_when_the_round_opens(people: People) -> None:
    blinded(planned_round, people)
    Member.objects.filter(pk=people.cleo.pk).update(is_lead=True)
    with refused(NotReady, "cleo leads the study and sees them anyway. Change the plan of the round."):
        open_round(by=people.lea, number=1)


def test_blinded_final_rater_cannot_become_lead_or_rater_before_the_round_is_settled(people: People) -> None:
    blinded(opened_round, people)
    with refused(NotReady, "A lead sees raters' names, but an unsettled round hides them from cleo"):
        set_roles(people, "cleo", "lead", "adjudicator")
    set_roles(people, "cleo", "rater", "adjudicator")
    with refused(NotAllowed, "cleo is the final rater, from whom raters' names are hidden"):
        reassign(by=people.lea, coding_round=Round.objects.get(), from_rater="bo", to_rater="cleo")


def test_database_refuses_blinding_without_a_final_rater(people: People) -> None:
    coding_round = blinded(planned_round, people)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=coding_round.pk).update(final_rater=None)


def test_order_of_raters_depends_on_the_secret_of_the_round(people: People) -> None:
    orders = set()
    for key in range(32):
        coding_round = blinded(planned_round, people, secret=f"secret {key}")
        assert [rater.pk for rater in raters_in_plan_order(coding_round)] == letter_order(
            coding_round, [people.ada.pk, people.bo.pk]
        )
        orders.add(tuple(rater.name for rater in raters_in_plan_order(coding_round)))
    assert orders == {("ada", "bo"), ("bo", "ada")}
    unblinded = planned_round(people, raters=["bo", "ada"])
    assert [rater.name for rater in raters_in_plan_order(unblinded)] == ["bo", "ada"]


@pytest.mark.parametrize("blind", [True, False])
def test_seed_does_not_reveal_the_allocation(people: People, blind: bool) -> None:
    allocations = set()
    for key in range(16):
        plan = {"blind_adjudication": blind, "assignment_scheme": "overlap", "overlap_share": Decimal("0.3")}
        rows = planned_round(people, secret=f"secret {key}", **plan).assignments.filter(rater=people.ada)
        allocations.add(tuple(rows.order_by("unit__number").values_list("unit__number", flat=True)))
    assert len(allocations) > 1


def test_allocation_is_shown_to_all_but_the_blinded_final_rater(people: People) -> None:
    blinded(planned_round, people)
    refusal = client(people.cleo).get(ROUND + "allocation/")
    assert (refusal.status_code, refusal.json()["detail"]) == (
        403,
        "The raters' names are hidden from you until round 1 is settled.",
    )
    assert client(people.vic).get(ROUND + "allocation/").status_code == 200


def test_times_of_submission_are_hidden_with_the_names(people: People) -> None:
    blinded(matched_round, people)

    def rows(member: Member) -> list[dict[str, Any]]:
        codings: list[dict[str, Any]] = client(member).get(ROUND + "codings/").json()["results"]
        return codings

    assert {row["rater"] for row in rows(people.cleo)} == {"Rater A", "Rater B"}
    assert {row["submitted_at"] for row in rows(people.cleo)} == {None}
    assert {row["rater"] for row in rows(people.vic)} == {"ada", "bo"}
    assert None not in {row["submitted_at"] for row in rows(people.vic)}


def test_names_are_hidden_only_from_the_designated_final_rater(people: People) -> None:
    set_roles(people, "vic", "adjudicator")
    blinded(matched_round, people, resolution_method="discussion_then_final_rater")
    for member in people.all:
        row = client(member).get(ROUND + "disagreements/2/").json()
        expected = ["Rater A", "Rater B"] if member == people.cleo else ["ada", "bo"]
        assert [coding["rater"] for coding in row["codings"]] == expected, member
        assert sorted(row["awaiting_response"]) == expected


def test_round_without_blinding_shows_names_to_the_final_rater(people: People) -> None:
    matched_round(people)
    row = client(people.cleo).get(ROUND + "disagreements/2/").json()
    assert [coding["rater"] for coding in row["codings"]] == ["ada", "bo"]


def test_names_are_shown_once_the_round_is_settled(people: People) -> None:
    coding_round = blinded(matched_round, people)
    http = client(people.cleo)
    leak = next(c["id"] for c in http.get("/api/v1/studies/consequences/codes/").json() if c["owner"] is None)
    decision = {"unit": 2, "codes": [leak]}
    response = http.post(ROUND + "decisions/", decision, format="json", headers={"If-Match": "0"})
    assert response.status_code == 201
    assert http.post(ROUND + "settle/").status_code == 200
    row = http.get(ROUND + "disagreements/2/").json()
    assert sorted(coding["rater"] for coding in row["codings"]) == ["ada", "bo"]
    assert coding_round.blind_adjudication


@pytest.mark.parametrize("blind", [True, False])
def test_order_of_agreed_codes_does_not_reveal_a_rater(people: People, blind: bool) -> None:
    """Without blinding the order is that of the first rater."""
    coding_round = opened_round(people, style="shared", multi_label=True, blind_adjudication=blind)
    low, high = sorted(add_code(by=people.lea, label=label).pk for label in ("Access", "Leak"))
    for rater, codes in [(people.ada, [high, low]), (people.bo, [low, high])]:
        submit(
            by=rater, coding_round=coding_round, unit=1, content=CodingContent(codes), idempotency_key=f"{rater}-both"
        )
    coding_round = close_round(by=people.lea, number=1, even_if_unfinished=True)
    codes = [row.code_id for row in decisions(coding_round).get().code_rows.all()]
    assert codes == ([low, high] if blind else [high, low])


def test_round_states_that_it_is_blinded(people: People) -> None:
    blinded(coded_round, people)
    for member in people.all:
        assert client(member).get(ROUND).json()["blind_adjudication"] is True


def test_letters_continue_after_z() -> None:
    assert [letter_label(index) for index in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("rounds/1/disagreements/", 14),
        ("rounds/1/codings/", 9),
        ("rounds/1/disagreements/2/comments/", 7),
        ("codes/", 5),
        ("events/", 4),
    ],
)
def test_number_of_queries_with_blinding(people: People, path: str, expected: int) -> None:
    coding_round = blinded(matched_round, people, resolution_method="discussion_then_final_rater")
    for text in ("One", "Two", "Three"):
        comment(by=people.bo, coding_round=coding_round, unit=2, text=text)
    http = client(people.cleo)
    with CaptureQueriesContext(connection) as caught:
        assert http.get("/api/v1/studies/consequences/" + path).status_code == 200
    assert len(caught) == expected


def test_rounds_are_not_blinded_by_default(people: People) -> None:
    assert not settled_round(people).blind_adjudication
