"""Units that are decided without a code: not applicable, or cannot tell."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from coding.access.records import decisions
from coding.errors import BadInput
from coding.loading.ratings import load_ratings
from coding.loading.study import load_study
from coding.models import Decision, DecisionCode, Event, Round
from coding.queries.adjudication_status import undecided
from coding.results.derive import derive
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.discuss import AGREED, take_position
from coding.steps.adjudicate.settle import settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.publish.release import publish
from tests.support.decisions import shared_code
from tests.support.factories import People, client, study
from tests.support.no_code import REASONS, closed, files_of

pytestmark = pytest.mark.django_db


def current(coding_round: Round) -> dict[int, tuple[str, list[str], str]]:
    """Return unit → method, labels and no-code reason of the current decisions."""
    return {
        row.unit.number: (row.method, [code.code.label for code in row.code_rows.all()], row.no_code_reason)
        for row in decisions(coding_round).select_related("unit")
    }


@pytest.fixture
def people() -> People:
    return study(units=6)


@pytest.fixture
def coding_round(people: People) -> Round:
    return closed(people)


def test_all_not_applicable_is_agreed_and_all_cannot_tell_is_a_disagreement(coding_round: Round) -> None:
    assert current(coding_round) == {
        1: ("agreed", [], "not_applicable"),
        4: ("agreed", ["Access"], ""),
        6: ("agreed", ["Leak"], ""),
    }
    assert [(row.unit.number, row.kind) for row in undecided(coding_round)] == [
        (2, "abstained"),
        (3, "abstained"),
        (5, "different"),
    ]


@pytest.mark.parametrize("reason", REASONS)
def test_final_rater_decides_without_a_code_and_says_why(people: People, coding_round: Round, reason: str) -> None:
    http, address = client(people.cleo), "/api/v1/studies/consequences/rounds/1/decisions/"
    body = {"unit": 5, "codes": [], "no_code_reason": reason}
    version = {"HTTP_IF_MATCH": '"0"'}
    refusal = http.post(address, body, format="json", **version)
    assert (refusal.status_code, list(refusal.json()["fields"])) == (400, ["reason"])
    decided = http.post(address, {**body, "reason": "Too short."}, format="json", **version).json()["decision"]
    assert (decided["codes"], decided["no_code_reason"], decided["reason"]) == ([], reason, "Too short.")
    listed = http.get("/api/v1/studies/consequences/rounds/1/disagreements/").json()
    assert [row["decision"] and row["decision"]["no_code_reason"] for row in listed] == [None, None, reason]
    event = Event.objects.filter(kind="decided").get()
    assert event.data["no_code_reason"] == reason
    again = http.get("/api/v1/studies/consequences/events/").json()
    assert f"decided unit 5: {reason.replace('_', ' ')}" in str(again)


def test_decision_has_either_a_code_or_a_reason(people: People, coding_round: Round) -> None:
    access = shared_code(people, "Access")
    with pytest.raises(BadInput, match="both codes and a no-code reason"):
        decide(
            by=people.cleo, coding_round=coding_round, unit=5, codes=[access], no_code_reason="cannot_tell", reason="x"
        )
    with pytest.raises(BadInput, match="exactly one code per unit"):
        decide(by=people.cleo, coding_round=coding_round, unit=5, codes=[], reason="x")
    assert current(coding_round).keys() == {1, 4, 6}


def test_database_refuses_a_decision_with_both_or_neither(people: People, coding_round: Round) -> None:
    decision = Decision.objects.filter(no_code_reason="not_applicable").get()
    with pytest.raises(DatabaseError, match="either a no-code reason or as many codes"), transaction.atomic():
        DecisionCode.objects.create(decision=decision, code_id=shared_code(people, "Access"))
    coded = Decision.objects.filter(no_code_reason="")[0]
    with pytest.raises(DatabaseError, match="either a no-code reason or as many codes"), transaction.atomic():
        DecisionCode.objects.create(decision=coded, code_id=shared_code(people, "Leak"))
    for count, reason in [(0, ""), (1, "cannot_tell")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(
                round=coding_round,
                unit=undecided(coding_round)[0].unit,
                code_count=count,
                no_code_reason=reason,
                method="final_rater",
                decided_at=coding_round.closed_at,
            )
    for change in ({"no_code_reason": "cannot_tell"}, {"code_count": 2}):
        with pytest.raises(DatabaseError, match="rows of coding_decision are immutable"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**change)


def test_withdrawing_restores_a_decision_without_a_code(people: People, coding_round: Round) -> None:
    decide(by=people.cleo, coding_round=coding_round, unit=5, codes=[], no_code_reason="cannot_tell", reason="Short.")
    decide(by=people.cleo, coding_round=coding_round, unit=5, codes=[shared_code(people, "Leak")], reason="No.")
    withdraw(by=people.cleo, coding_round=coding_round, unit=5)
    assert current(coding_round)[5] == ("final_rater", [], "cannot_tell")
    withdraw(by=people.cleo, coding_round=coding_round, unit=5)
    assert 5 not in current(coding_round)


def test_withdrawn_decision_on_a_unit_that_nobody_could_tell_leaves_it_open(
    people: People, coding_round: Round
) -> None:
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[], no_code_reason="cannot_tell", reason="Short.")
    assert withdraw(by=people.cleo, coding_round=coding_round, unit=2) is None
    assert 2 in [row.unit.number for row in undecided(coding_round)]


def test_own_answer_not_applicable_decides_and_cannot_tell_does_not(people: People) -> None:
    answers = {1: ("not_applicable", "Leak"), 2: ("cannot_tell", "Leak"), 3: ("Access", "Leak")}
    type(people.ada).objects.filter(pk=people.ada.pk).update(is_adjudicator=True)
    people.ada.refresh_from_db()
    coding_round = closed(people, answers, final_rater="ada")
    preview = apply_final_rater_codes(by=people.ada, coding_round=coding_round)
    assert (preview.will_decide, preview.no_code) == (2, 1)
    assert {unit: row[1:] for unit, row in current(coding_round).items()} == {
        1: ([], "not_applicable"),
        3: (["Access"], ""),
    }


@pytest.mark.parametrize("reason", REASONS)
def test_raters_agree_on_a_reason_in_the_discussion(people: People, reason: str) -> None:
    coding_round = closed(people, resolution_method="discussion")
    http = client(people.ada)
    address = "/api/v1/studies/consequences/rounds/1/disagreements/5/positions/"
    first = http.post(address, {"no_code_reason": reason, "reason": "I was wrong."}, format="json").json()
    assert first["decided"] is False
    assert [(row["kind"], row["codes"], row["no_code_reason"]) for row in first["thread"]] == [("changes", [], reason)]
    decision = take_position(
        by=people.bo, coding_round=coding_round, unit=5, reason="Agreed.", codes=[], no_code_reason=reason
    )
    assert decision is not None
    assert (decision.method, decision.reason, current(coding_round)[5]) == (
        "discussion",
        AGREED,
        ("discussion", [], reason),
    )


def test_changing_to_the_other_raters_not_applicable_decides(people: People) -> None:
    coding_round = closed(people, resolution_method="discussion")
    take_position(by=people.ada, coding_round=coding_round, unit=3, reason="Right.", no_code_reason="not_applicable")
    assert current(coding_round)[3] == ("discussion", [], "not_applicable")


def test_nobody_can_tell_is_agreed_only_once_every_rater_has_said_so(people: People) -> None:
    coding_round = closed(people, resolution_method="discussion")
    assert take_position(by=people.ada, coding_round=coding_round, unit=2, reason="It does not say.") is None
    assert take_position(by=people.bo, coding_round=coding_round, unit=2, reason="No.") is not None
    assert current(coding_round)[2] == ("discussion", [], "cannot_tell")


MULTI_LABEL = {
    1: ("not_applicable", ""),  # Bo submits neither codes nor a reason, as scripts did before
    2: ("", "Access"),
    3: ("not_applicable", "Access"),
    4: ("Access+Leak", "Access+Leak"),
    5: ("cannot_tell", "Access"),
    6: ("Leak", "Leak"),
}


def test_no_code_and_not_applicable_are_one_rating_with_several_codes(people: People) -> None:
    coding_round = closed(people, MULTI_LABEL, multi_label=True)
    assert current(coding_round)[1] == ("agreed", [], "not_applicable")
    assert [(row.unit.number, row.kind) for row in undecided(coding_round)] == [
        (2, "different"),
        (3, "different"),
        (5, "abstained"),
    ]
    ratings = load_ratings(coding_round).ratings()
    assert ratings.units_used == 5  # all but unit 5
    rows = {(row.unit, row.rater): row.no_code_reason for row in load_study(coding_round).codings}
    assert {key: reason for key, reason in rows.items() if reason} == {
        (1, "ada"): "not_applicable",
        (1, "bo"): "not_applicable",
        (2, "ada"): "not_applicable",
        (3, "ada"): "not_applicable",
        (5, "ada"): "cannot_tell",
    }


def test_decision_with_neither_means_not_applicable_with_several_codes(people: People) -> None:
    coding_round = closed(people, MULTI_LABEL, multi_label=True)
    for unit in (2, 3):
        decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[])
    decide(by=people.cleo, coding_round=coding_round, unit=5, codes=[], no_code_reason="cannot_tell", reason="Short.")
    settle(by=people.cleo, coding_round=coding_round)
    publication = derive(load_study(coding_round))
    assert publication.outcomes == (("not_applicable", [1, 2, 3], True), ("cannot_tell", [5], False))
    methods = files_of(publish(by=people.lea))["methods.md"]
    assert "“cannot tell” as missing and “not applicable” as a rating with no code" in methods
