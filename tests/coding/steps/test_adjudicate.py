"""Disagreements, decisions, and settling a round."""

from __future__ import annotations

import pytest

from coding.access.records import decisions
from coding.errors import BadInput, NotAllowed, NotReady, RoundState, Sealed
from coding.models import Code, CodingCode, Decision, Disagreement, Event, Round
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide
from coding.steps.adjudicate.settle import settle
from coding.steps.adjudicate.withdraw import withdraw
from coding.steps.agree import close_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.study import change_member
from tests.support.factories import (
    People,
    client,
    closed_round,
    coded_round,
    matched_round,
    opened_round,
    rate,
    settled_round,
    study,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def shared_code(people: People, label: str) -> int:
    """Return the primary key of the shared code with this label."""
    return int(Code.objects.get(study=people.study, owner=None, label=label).pk)


def current_decisions(coding_round: Round) -> list[tuple[int, str, list[str], str]]:
    """Return unit number, method, labels and reason of every current decision."""
    return [
        (row.unit.number, row.method, [code.code.label for code in row.code_rows.all()], row.reason)
        for row in decisions(coding_round)
    ]


@pytest.fixture
def coding_round(people: People) -> Round:
    """A matched round: the raters agree on units 1 and 3; on unit 2 Ada chose Access and Bo chose Leak."""
    return matched_round(people)


def test_unit_on_which_the_raters_agree_is_decided_without_adjudication(coding_round: Round) -> None:
    assert current_decisions(coding_round) == [(1, "agreed", ["Access"], ""), (3, "agreed", ["Injection"], "")]
    assert [row.unit.number for row in undecided(coding_round)] == [2]


def test_unit_of_one_rater_is_decided_by_rule_and_unit_of_none_is_not_decided(people: People) -> None:
    coding_round = opened_round(people, style="shared")
    rate(people.ada, coding_round, 2, "Access")
    coding_round = close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert current_decisions(coding_round) == [(2, "rule", ["Access"], "Only one rater coded this unit.")]
    assert not Disagreement.objects.exists()


def test_final_rater_decides(people: People, coding_round: Round) -> None:
    decision = decide(
        by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], reason=" data leave "
    )
    assert (decision.decided_by, decision.reason, decision.method) == (people.cleo, "data leave", "final_rater")
    assert (2, "final_rater", ["Leak"], "data leave") in current_decisions(coding_round)
    assert Disagreement.objects.get().unit.number == 2  # the disagreement stays on record


def test_later_decision_withdraws_the_earlier_one(people: People, coding_round: Round) -> None:
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Access")])
    stored = Decision.objects.filter(unit__number=2).order_by("pk")
    assert [row.withdrawn_at is not None for row in stored] == [True, False]


def test_decision_may_be_a_code_that_no_rater_chose(people: People, coding_round: Round) -> None:
    new = add_code(by=people.lea, label="Denial of service")
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[new.pk])
    assert (2, "final_rater", ["Denial of service"], "") in current_decisions(coding_round)


@pytest.mark.parametrize(("unit", "message"), [(1, "unit 1"), (0, "unit 0"), (10**30, "do not disagree")])
def test_decision_on_a_unit_without_a_disagreement_is_refused(
    people: People, coding_round: Round, unit: int, message: str
) -> None:
    with refused(BadInput, message):
        decide(by=people.cleo, coding_round=coding_round, unit=unit, codes=[shared_code(people, "Leak")])


def test_decision_with_codes_from_outside_the_shared_codebook_is_refused(people: People, coding_round: Round) -> None:
    leak = shared_code(people, "Leak")
    private = Code.objects.get(owner=people.bo, label="Leak").pk
    elsewhere = add_code(by=study("Other", units=1).lea, label="Leak").pk
    for codes, message in [
        ([private], "codes of the shared codebook"),
        ([elsewhere], "codes of the shared codebook"),
        ([10**30], "codes of the shared codebook"),
        ([leak, leak], "twice"),
        ([], "exactly one code"),
        ([leak, shared_code(people, "Access")], "exactly one code"),
    ]:
        with refused(BadInput, message):
            decide(by=people.cleo, coding_round=coding_round, unit=2, codes=codes)


def test_decision_in_a_multi_label_round_takes_any_number_of_codes(people: People) -> None:
    coding_round = matched_round(people, multi_label=True)
    both = [shared_code(people, "Leak"), shared_code(people, "Access")]
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=both)
    assert (2, "final_rater", ["Leak", "Access"], "") in current_decisions(coding_round)
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[])
    assert (2, "final_rater", [], "") in current_decisions(coding_round)


def test_decision_with_a_method_that_the_round_does_not_use_is_refused(people: People, coding_round: Round) -> None:
    with refused(BadInput, "Invalid method “discussion”. In this round, the final rater decides."):
        decide(
            by=people.lea, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], method="discussion"
        )
    for method in ("agreed", "rule", ""):
        with refused(BadInput, f"Invalid method “{method}”. In this round, the final rater decides."):
            decide(
                by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], method=method
            )


@pytest.mark.parametrize("resolution_method", ["discussion", "discussion_then_final_rater"])
def test_result_of_a_discussion_is_recorded_by_lead_or_adjudicator(people: People, resolution_method: str) -> None:
    coding_round = matched_round(people, resolution_method=resolution_method)
    change_member(by=people.lea, name="vic", roles=["adjudicator"])
    people.vic.refresh_from_db()
    for by in (people.lea, people.vic):
        decide(by=by, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], method="discussion")
    with refused(NotAllowed, "adjudicator"):
        decide(
            by=people.ada, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")], method="discussion"
        )


def test_round_resolved_by_discussion_has_no_final_rater(people: People) -> None:
    coding_round = matched_round(people, resolution_method="discussion")
    with refused(NotAllowed, "has no final rater"):
        apply_final_rater_codes(by=people.cleo, coding_round=coding_round)
    with refused(NotAllowed, "has no final rater"):
        decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])


def test_decision_is_withdrawn_by_its_author_or_the_lead(people: People, coding_round: Round) -> None:
    change_member(by=people.lea, name="vic", roles=["adjudicator"])
    people.vic.refresh_from_db()
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    with refused(NotAllowed, "Only the member who decided or the lead"):
        withdraw(by=people.vic, coding_round=coding_round, unit=2)
    withdraw(by=people.cleo, coding_round=coding_round, unit=2)
    assert [row.unit.number for row in undecided(coding_round)] == [2]
    assert Event.objects.filter(kind="decision_withdrawn").count() == 1


@pytest.mark.parametrize("unit", [1, 2, 9])
def test_withdrawing_without_a_decision_is_refused(people: People, coding_round: Round, unit: int) -> None:
    with refused(BadInput, f"Unit {unit} has no decision"):
        withdraw(by=people.lea, coding_round=coding_round, unit=unit)


def test_final_raters_own_codes_are_applied_once(people: People) -> None:
    change_member(by=people.lea, name="ada", roles=["rater", "adjudicator"])
    people.ada.refresh_from_db()
    coding_round = matched_round(people, final_rater="ada")
    assert apply_final_rater_codes(by=people.ada, coding_round=coding_round) == (1, 0, 0, 0, 0, 0)
    assert (2, "final_rater", ["Access"], "The final rater's own codes apply.") in current_decisions(coding_round)
    assert apply_final_rater_codes(by=people.ada, coding_round=coding_round) == (0, 0, 0, 0, 0, 0)
    assert Event.objects.filter(kind="final_rater_codes_applied").count() == 1


def test_final_rater_without_codings_decides_nothing(people: People, coding_round: Round) -> None:
    assert apply_final_rater_codes(by=people.cleo, coding_round=coding_round) == (0, 1, 0, 0, 0, 0)
    assert not Event.objects.filter(kind="final_rater_codes_applied").exists()


def test_round_is_settled_only_when_every_disagreement_is_decided(people: People, coding_round: Round) -> None:
    with refused(NotReady, "1 disagreement is undecided"):
        settle(by=people.cleo, coding_round=coding_round)
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    assert settle(by=people.cleo, coding_round=coding_round).state == "settled"


def test_settled_round_is_final(people: People) -> None:
    coding_round = settled_round(people)
    for attempt in (
        lambda: decide(by=people.ada, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")]),
        lambda: withdraw(by=people.ada, coding_round=coding_round, unit=2),
        lambda: apply_final_rater_codes(by=people.ada, coding_round=coding_round),
        lambda: settle(by=people.ada, coding_round=coding_round),
    ):
        with refused(RoundState, "Round 1 is settled"):
            attempt()


def test_adjudication_needs_a_confirmed_matching(people: People) -> None:
    coding_round = coded_round(people)
    with refused(Sealed, "sealed"):
        settle(by=people.cleo, coding_round=coding_round)
    closed = close_round(by=people.lea, number=1)
    for attempt in (
        lambda: decide(by=people.cleo, coding_round=closed, unit=2, codes=[]),
        lambda: withdraw(by=people.cleo, coding_round=closed, unit=2),
        lambda: apply_final_rater_codes(by=people.cleo, coding_round=closed),
        lambda: settle(by=people.cleo, coding_round=closed),
    ):
        with refused(NotReady, "The matching is not confirmed"):
            attempt()


def test_decisions_do_not_change_codings(people: People) -> None:
    coding_round = closed_round(people, style="shared")
    before = list(CodingCode.objects.order_by("pk").values())
    decide(by=people.cleo, coding_round=coding_round, unit=2, codes=[shared_code(people, "Leak")])
    change_code(by=people.lea, code=Code.objects.get(label="Access"), retired=True)
    assert list(CodingCode.objects.order_by("pk").values()) == before


def test_disagreement_shows_the_no_code_reason_of_a_coding(people: People) -> None:
    coding_round = opened_round(people, style="shared")
    for number in (1, 2, 3):
        rate(people.ada, coding_round, number, "Access")
        if number > 1:
            rate(people.bo, coding_round, number, "Access")
    submit(
        by=people.bo,
        coding_round=coding_round,
        unit=1,
        content=CodingContent(no_code_reason="cannot_tell", flagged_for_discussion=True),
        idempotency_key="bo-cannot-tell",
    )
    close_round(by=people.lea, number=1)
    disagreement = client(people.cleo).get(f"/api/v1/studies/{people.study.slug}/rounds/1/disagreements/1/").json()
    assert [
        (coding["no_code_reason"], coding["flagged_for_discussion"], len(coding["codes"]))
        for coding in disagreement["codings"]
    ] == [
        ("", False, 1),
        ("cannot_tell", True, 0),
    ]
    assert Disagreement.objects.get(unit__number=1).kind == "abstained"
