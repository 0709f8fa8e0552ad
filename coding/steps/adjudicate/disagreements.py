"""Store disagreements when the codes of a round become shared, and decisions without adjudication."""

from __future__ import annotations

from coding.access.blinding import blinding_applies
from coding.access.ratings import first_ratings
from coding.audit.record import record
from coding.clock import now
from coding.codebook.resolver import CodeResolver, Reading, code_sets, unclear_sets
from coding.errors import BadInput
from coding.models import Decision, DecisionCode, DecisionUnclear, Disagreement, EventKind, Round
from coding.statistics.disagreement import answer_set, disagreement_kind, no_code_reason_of

ONLY_RATER = "Only one rater coded this unit."


def store_disagreements(coding_round: Round) -> None:
    """Store the disagreements of a round and the decisions that need no adjudication."""
    disagreements, agreed = [], []
    at = now()
    matched = CodeResolver.for_rounds([coding_round]).matched
    sets, reasons = comparable_sets(coding_round, matched), no_code_reasons(coding_round)
    unclear = unclear_sets(coding_round, matched)
    for unit, codes_by_rater in code_sets(coding_round, matched).items():
        if kind := disagreement_kind(sets[unit]):
            disagreements.append(Disagreement(round=coding_round, unit_id=unit, kind=kind))
            continue
        single = len(codes_by_rater) == 1
        decision = Decision(
            round=coding_round,
            unit_id=unit,
            no_code_reason=reasons.get((unit, next(iter(codes_by_rater))), ""),
            method=Decision.Method.RULE if single else Decision.Method.AGREED,
            reason=ONLY_RATER if single else "",
            decided_at=at,
        )
        codes = common_codes(coding_round, next(iter(codes_by_rater.values())))
        agreed.append((decision, codes, unclear[unit].get(next(iter(codes_by_rater)), ())))
    Disagreement.objects.bulk_create(disagreements)
    insert_decisions(agreed)
    record(
        study=coding_round.study,
        kind=EventKind.DISAGREEMENTS_STORED,
        by=None,
        coding_round=coding_round,
        data={"disagreements": len(disagreements), "agreed": len(agreed)},
    )


def disagreement_on(coding_round: Round, unit: int) -> Disagreement | None:
    """Return the disagreement on the unit of this number, or None."""
    disagreements = Disagreement.objects.filter(round=coding_round, unit__number=unit)
    return disagreements.select_related("unit", "round").first()


def require_disagreement(coding_round: Round, unit: int) -> Disagreement:
    """Return the disagreement on the unit of this number; raise BadInput if there is none."""
    disagreement = disagreement_on(coding_round, unit)
    if disagreement is None:
        raise BadInput(f"The raters do not disagree on unit {unit}. Choose a unit from the list of disagreements.")
    return disagreement


def comparable_sets(coding_round: Round, reading: Reading, unit: int | None = None) -> dict[int, list[frozenset[str]]]:
    """Return unit → one set per rater, see `answer_set`."""
    reasons, unclear = no_code_reasons(coding_round, unit), unclear_sets(coding_round, reading, unit)
    return {
        number: [
            answer_set(
                map(str, codes),
                reasons.get((number, rater), ""),
                multi_label=coding_round.multi_label,
                unclear=map(str, unclear[number].get(rater, ())),
            )
            for rater, codes in codes_by_rater.items()
        ]
        for number, codes_by_rater in code_sets(coding_round, reading, unit).items()
    }


def no_code_reasons(coding_round: Round, unit: int | None = None) -> dict[tuple[int, int], str]:
    """Return (unit, rater) → no-code reason of the first ratings that state one, of all units or one."""
    without = first_ratings(coding_round).exclude(no_code_reason="")
    if unit is not None:
        without = without.filter(assignment__unit=unit)
    rows = without.values_list("assignment__unit", "assignment__rater", "no_code_reason")
    return {(number, rater): reason for number, rater, reason in rows}


def common_codes(coding_round: Round, codes: tuple[int, ...]) -> tuple[int, ...]:
    """Return codes that all raters gave: in the first rater's order, or by id while blinding applies."""
    # The order of a rater's own codes could identify the rater.
    return tuple(sorted(codes)) if blinding_applies(coding_round) else codes


def insert_decisions(decisions: list[tuple[Decision, tuple[int, ...], tuple[int, ...]]]) -> None:
    """Store decisions with their codes, and with the codes that are unclear.

    A decision with neither codes nor a reason says “not applicable”.
    """
    for decision, codes, _ in decisions:
        decision.code_count = len(codes)
        decision.no_code_reason = no_code_reason_of(codes, decision.no_code_reason)
    Decision.objects.bulk_create(decision for decision, _, _ in decisions)
    DecisionCode.objects.bulk_create(
        DecisionCode(decision=decision, code_id=code) for decision, codes, _ in decisions for code in codes
    )
    if any(unclear for _, _, unclear in decisions):
        DecisionUnclear.objects.bulk_create(
            DecisionUnclear(decision=decision, code_id=code) for decision, _, unclear in decisions for code in unclear
        )
