"""The raters' names, hidden from the final rater: when a plan can say so, and what it is that is hidden."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coding.access.blinding import keyed_order, letter_label, raters_in_plan_order
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
from coding.steps.study import change_member
from tests.support.factories import (
    People,
    client,
    coded_round,
    matched_round,
    opened_round,
    planned_round,
    settled_round,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
ROUND = "/api/v1/studies/consequences/rounds/1/"


def hidden(make: Callable[..., Round], people: People, **plan: Any) -> Round:
    return make(people, **({"blind_adjudication": True} | plan))


def roles(people: People, name: str, *held: str) -> None:
    change_member(by=people.lea, name=name, roles=list(held))


def test_plan_hides_names_only_where_there_is_something_to_hide(people: People) -> None:
    roles(people, "ada", "rater", "adjudicator")
    roles(people, "lea", "lead", "adjudicator")
    for plan, said in [
        (
            {"resolution_method": "discussion", "final_rater": None},
            "does not apply if “Resolution of disagreements” is “The raters discuss and agree”. Leave it out.",
        ),
        ({"final_rater": "ada"}, "hidden from the final rater: ada is one of the raters."),
        ({"final_rater": "lea"}, "lea leads the study and sees them anyway"),
    ]:
        with refused(BadInput, said):
            hidden(planned_round, people, **plan)
    assert hidden(planned_round, people).blind_adjudication


def test_roles_that_changed_since_the_plan_are_looked_at_again_when_it_opens(people: People) -> None:
    hidden(planned_round, people)
    Member.objects.filter(pk=people.cleo.pk).update(is_lead=True)
    with refused(NotReady, "cleo leads the study and sees them anyway. Change the plan of the round."):
        open_round(by=people.lea, number=1)


def test_final_rater_becomes_neither_lead_nor_rater_before_the_round_is_settled(people: People) -> None:
    hidden(opened_round, people)
    with refused(NotReady, "A lead sees the raters' names, which an unsettled round hides from cleo"):
        roles(people, "cleo", "lead", "adjudicator")
    roles(people, "cleo", "rater", "adjudicator")
    with refused(NotAllowed, "cleo is the final rater, from whom raters' names are hidden"):
        reassign(by=people.lea, coding_round=Round.objects.get(), from_rater="bo", to_rater="cleo")


def test_database_hides_names_from_somebody(people: People) -> None:
    coding_round = hidden(planned_round, people)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=coding_round.pk).update(final_rater=None)


def test_plan_is_in_an_order_that_depends_on_the_key(people: People, settings: Any) -> None:
    orders = set()
    for key in range(32):
        settings.SECRET_KEY = f"key {key}"
        coding_round = hidden(planned_round, people, **({"number": 1} if key else {}))
        assert [rater.pk for rater in raters_in_plan_order(coding_round)] == keyed_order(
            coding_round, [people.ada.pk, people.bo.pk]
        )
        orders.add(tuple(rater.name for rater in raters_in_plan_order(coding_round)))
    assert orders == {("ada", "bo"), ("bo", "ada")}
    plain = planned_round(people, number=1, raters=["bo", "ada"])
    assert [rater.name for rater in raters_in_plan_order(plain)] == ["bo", "ada"]


@pytest.mark.parametrize(("hide", "expected"), [(True, 2), (False, 1)])
def test_the_seed_does_not_tell_who_gets_what(people: People, settings: Any, hide: bool, expected: int) -> None:
    """With names shown anybody repeats the sharing from the seed; hidden, it needs the key."""
    shares = set()
    for key in range(32):
        settings.SECRET_KEY = f"key {key}"
        plan = {
            "blind_adjudication": hide,
            "assignment_scheme": "overlap",
            "overlap_share": Decimal("0.3"),
            "number": 1 if key else None,
        }
        rows = planned_round(people, **plan).assignments.filter(rater=people.ada)
        shares.add(tuple(rows.order_by("unit__number").values_list("unit__number", flat=True)))
    assert len(shares) == expected


def test_who_gets_what_is_told_to_all_but_the_final_rater(people: People) -> None:
    hidden(planned_round, people)
    refusal = client(people.cleo).get(ROUND + "allocation/")
    assert (refusal.status_code, refusal.json()["detail"]) == (
        403,
        "The raters' names are hidden from you until round 1 is settled.",
    )
    assert client(people.vic).get(ROUND + "allocation/").status_code == 200


def test_times_of_submission_are_hidden_with_the_names(people: People) -> None:
    hidden(matched_round, people)

    def rows(member: Member) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = client(member).get(ROUND + "codings/").json()["results"]
        return found

    assert {row["rater"] for row in rows(people.cleo)} == {"Rater A", "Rater B"}
    assert {row["submitted_at"] for row in rows(people.cleo)} == {None}
    assert {row["rater"] for row in rows(people.vic)} == {"ada", "bo"}
    assert None not in {row["submitted_at"] for row in rows(people.vic)}


def test_only_the_designated_final_rater_is_kept_from_the_names(people: People) -> None:
    roles(people, "vic", "adjudicator")
    hidden(matched_round, people, resolution_method="discussion_then_final_rater")
    for member in people.all:
        row = client(member).get(ROUND + "disagreements/2/").json()
        expected = ["Rater A", "Rater B"] if member == people.cleo else ["ada", "bo"]
        assert [answer["rater"] for answer in row["answers"]] == expected, member
        assert sorted(row["waits_for"]) == expected


def test_plain_rounds_of_the_same_final_rater_show_names(people: People) -> None:
    matched_round(people)
    row = client(people.cleo).get(ROUND + "disagreements/2/").json()
    assert [answer["rater"] for answer in row["answers"]] == ["ada", "bo"]


def test_names_come_back_when_the_round_is_settled(people: People) -> None:
    coding_round = hidden(matched_round, people)
    http = client(people.cleo)
    leak = next(c["id"] for c in http.get("/api/v1/studies/consequences/codes/").json() if c["owner"] is None)
    decision = {"unit": 2, "codes": [leak]}
    made = http.post(ROUND + "decisions/", decision, format="json", headers={"If-Match": "0"})
    assert made.status_code == 201
    assert http.post(ROUND + "settle/").status_code == 200
    row = http.get(ROUND + "disagreements/2/").json()
    assert sorted(answer["rater"] for answer in row["answers"]) == ["ada", "bo"]
    assert coding_round.blind_adjudication


@pytest.mark.parametrize("hide", [True, False])
def test_order_of_codes_that_all_gave_is_nobodys(people: People, hide: bool) -> None:
    """Where names are shown, it is that of the first rater."""
    coding_round = opened_round(people, style="shared", multi_label=True, blind_adjudication=hide)
    low, high = sorted(add_code(by=people.lea, label=label).pk for label in ("Access", "Leak"))
    for rater, codes in [(people.ada, [high, low]), (people.bo, [low, high])]:
        submit(
            by=rater, coding_round=coding_round, unit=1, content=CodingContent(codes), idempotency_key=f"{rater}-both"
        )
    coding_round = close_round(by=people.lea, number=1, even_if_unfinished=True)
    found = [row.code_id for row in decisions(coding_round).get().code_rows.all()]
    assert found == ([low, high] if hide else [high, low])


def test_plan_tells_that_names_are_hidden(people: People) -> None:
    hidden(coded_round, people)
    for member in people.all:
        assert client(member).get(ROUND).json()["blind_adjudication"] is True


def test_letters_go_on_after_z() -> None:
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
def test_hiding_takes_one_query_more(people: People, path: str, expected: int) -> None:
    coding_round = hidden(matched_round, people, resolution_method="discussion_then_final_rater")
    for text in ("One", "Two", "Three"):
        comment(by=people.bo, coding_round=coding_round, unit=2, text=text)
    http = client(people.cleo)
    with CaptureQueriesContext(connection) as caught:
        assert http.get("/api/v1/studies/consequences/" + path).status_code == 200
    assert len(caught) == expected


def test_settled_round_without_hidden_names_is_as_ever(people: People) -> None:
    assert not settled_round(people).blind_adjudication
