"""Settling disagreements. Decisions stand on top of codings and never change one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from coding.clock import now
from coding.errors import BadInput, NotAllowed, NotReady, RoundState
from coding.exporters.numbers import listed
from coding.models import Code, Decision, DecisionCode, Disagreement, MatchingPair, Member, Release, Round, Unit
from coding.positions import waiting, waits_for
from coding.rater_names import Names, in_secret
from coding.statistics.difference import disagreement_kind, without_code
from coding.steps.history import record
from coding.visibility import decisions, first_ratings, require, require_lifted

ONLY_RATER = "Only one rater coded this unit."


def matched_sets(round: Round, unit: int | None = None) -> dict[int, dict[int, tuple[int, ...]]]:
    """unit → rater → ids of the shared codes that the rater's own codes mean; of one unit, if it is given."""
    targets = dict(
        MatchingPair.objects.filter(matching__round=round, target__isnull=False).values_list("code_id", "target_id")
    )
    found: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    ratings = first_ratings(round) if unit is None else first_ratings(round).filter(assignment__unit=unit)
    for coding in ratings.select_related("assignment").prefetch_related("code_rows"):
        codes = {targets.get(row.code_id, row.code_id): None for row in coding.code_rows.all()}
        found[coding.assignment.unit_id][coding.assignment.rater_id] = tuple(codes)
    return found


def lay_out(round: Round) -> None:
    """Store what the raters disagree on, and the decisions that follow of themselves."""
    disagreements, settled = [], []
    at = now()
    uncoded = {
        (unit, rater): without_code(why)
        for unit, rater, why in first_ratings(round)
        .exclude(uncoded="")
        .values_list("assignment__unit", "assignment__rater", "uncoded")
    }
    for unit, answers in matched_sets(round).items():
        kind = disagreement_kind(
            [
                frozenset(str(code) for code in codes) | uncoded.get((unit, rater), frozenset())
                for rater, codes in answers.items()
            ]
        )
        if kind:
            disagreements.append(Disagreement(round=round, unit_id=unit, kind=kind, found_at=at))
            continue
        alone = len(answers) == 1
        decision = Decision(
            round=round,
            unit_id=unit,
            how=Decision.How.RULE if alone else Decision.How.AGREED,
            reason=ONLY_RATER if alone else "",
            decided_at=at,
        )
        settled.append((decision, held_in_common(round, next(iter(answers.values())))))
    Disagreement.objects.bulk_create(disagreements)
    store(settled)
    record(
        study=round.study,
        kind="disagreements_found",
        by=None,
        round=round,
        data={"disagreements": len(disagreements), "agreed": len(settled)},
    )


def held_in_common(round: Round, codes: tuple[int, ...]) -> tuple[int, ...]:
    """The codes that all raters gave, as the first of them ordered them; where that would name somebody, by id."""
    return tuple(sorted(codes)) if in_secret(round) else codes


def store(settled: list[tuple[Decision, tuple[int, ...]]]) -> None:
    Decision.objects.bulk_create(decision for decision, _ in settled)
    DecisionCode.objects.bulk_create(
        DecisionCode(decision=decision, code_id=code) for decision, codes in settled for code in codes
    )


def require_table(round: Round) -> None:
    """Disagreements are talked about and decided in a closed round whose matching is confirmed."""
    require_lifted(round)
    if round.state == Round.State.SETTLED:
        raise RoundState(f"Round {round.number} is settled; its decisions are final.")
    if round.style == Round.Style.OPEN and not round.matching.confirmed_at:
        raise NotReady("Confirm the matching first; then the disagreements are known.")


def sits_at_desk(by: Member, round: Round) -> bool:
    return by.is_lead or by.is_adjudicator or by.pk == round.final_rater_id


def require_desk(by: Member, round: Round) -> None:
    """Decisions are made by those who sit at the desk, once the disagreements are on the table."""
    require_table(round)
    if not sits_at_desk(by, round):
        require(by, "adjudicator", "lead")


def require_final_rater(by: Member, round: Round) -> None:
    if by.pk != round.final_rater_id:
        name = round.final_rater.name if round.final_rater else "nobody"
        raise NotAllowed(f"The designated final rater of this round is {name}.")


def require_heard(by: Member, round: Round, found: Disagreement) -> None:
    """Where the raters discuss first, the final rater waits until each has moved or stayed, or the lead ended it."""
    if by.pk != round.final_rater_id:
        return
    if waits := waits_for(round, found.unit_id)[found.unit_id]:
        seen = Names(by)
        names = listed([seen.of(rater, round) for rater in seen.in_order(round, waits, lambda rater: rater)])
        raise NotReady(
            f"Unit {found.unit.number} is still being discussed: it waits for {names} to move or stay. "
            "The lead can end the discussion."
        )


@transaction.atomic
def decide(
    *,
    by: Member,
    round: Round,
    unit: int,
    codes: Sequence[int],
    how: str = Decision.How.FINAL_RATER,
    reason: str = "",
) -> Decision:
    """Settle one disagreement with these shared codes; an earlier decision on it is withdrawn."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    require_desk(by, round)
    if how == Decision.How.FINAL_RATER:
        require_final_rater(by, round)
    elif how != Decision.How.DISCUSSION or round.settling == Round.Settling.FINAL_RATER:
        raise BadInput(f"This round settles disagreements by {round.get_settling_display().lower()}.")
    found = Disagreement.objects.filter(round=round, unit__number=unit).select_related("unit").first()
    if found is None:
        raise BadInput(f"The raters do not disagree on unit {unit}.")
    require_heard(by, round, found)
    check_final_codes(round, codes)
    withdraw_standing(round, found.unit)
    decision = Decision(round=round, unit=found.unit, how=how, reason=reason.strip(), decided_by=by, decided_at=now())
    store([(decision, tuple(codes))])
    record(
        study=round.study,
        kind="decided",
        by=by,
        round=round,
        data={"unit": unit, "codes": labels_of(codes), "how": how, "reason": decision.reason},
    )
    return decision


def check_final_codes(round: Round, codes: Sequence[int]) -> None:
    if len(set(codes)) != len(codes):
        raise BadInput("A code can be given to a unit once.")
    if not round.several_codes and len(codes) != 1:
        raise BadInput("This round takes exactly one code a unit.")
    known = Code.objects.filter(study=round.study_id, owner__isnull=True).values_list("pk", flat=True)
    if set(codes) - set(known):
        raise BadInput("A decision takes codes of the shared codebook.")


def labels_of(codes: Sequence[int]) -> list[str]:
    found = dict(Code.objects.filter(pk__in=codes).values_list("pk", "label"))
    return [found[code] for code in codes]


def withdraw_standing(round: Round, unit: Unit) -> int:
    return Decision.objects.filter(round=round, unit=unit, withdrawn_at__isnull=True).update(withdrawn_at=now())


@transaction.atomic
def withdraw(*, by: Member, round: Round, unit: int) -> None:
    """Undo the standing decision on a disagreement; it stays on record as withdrawn."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    require_desk(by, round)
    found = Disagreement.objects.filter(round=round, unit__number=unit).select_related("unit").first()
    standing = decisions(round).filter(unit=found.unit).first() if found else None
    if found is None or standing is None:
        raise BadInput(f"There is no decision on unit {unit} that could be withdrawn.")
    if standing.decided_by_id != by.pk and not by.is_lead:
        raise NotAllowed("Only who decided, or the lead, can withdraw a decision.")
    withdraw_standing(round, found.unit)
    record(study=round.study, kind="decision_withdrawn", by=by, round=round, data={"unit": unit})


class Stood(NamedTuple):
    """What came of letting the final rater's own coding stand, in units."""

    decided: int
    left: int  # not coded by the final rater
    waiting: int  # still being discussed


@transaction.atomic
def let_final_rater_stand(*, by: Member, round: Round, reason: str = "") -> Stood:
    """Settle every open disagreement that may be decided now by the final rater's own coding."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    require_desk(by, round)
    require_final_rater(by, round)
    answers = matched_sets(round)
    discussed = waits_for(round)
    settled, left, later, at = [], 0, 0, now()
    for disagreement in undecided(round):
        if disagreement.unit_id in discussed:
            later += 1
            continue
        own = answers[disagreement.unit_id].get(by.pk)
        if own is None:
            left += 1
            continue
        decision = Decision(
            round=round,
            unit_id=disagreement.unit_id,
            how=Decision.How.FINAL_RATER,
            reason=reason.strip() or "The final rater's own coding stands.",
            decided_by=by,
            decided_at=at,
        )
        settled.append((decision, own))
    store(settled)
    if settled:
        data = {"units": len(settled), "reason": settled[0][0].reason}
        record(study=round.study, kind="final_rater_stands", by=by, round=round, data=data)
    return Stood(len(settled), left, later)


def undecided(round: Round) -> list[Disagreement]:
    """The disagreements without a standing decision, in the order of units."""
    decided = decisions(round).values("unit")
    return list(Disagreement.objects.filter(round=round).exclude(unit__in=decided).select_related("unit"))


@transaction.atomic
def settle(*, by: Member, round: Round) -> Round:
    """Declare the round settled: every disagreement is decided, and decisions are final."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    require_desk(by, round)
    if left := len(undecided(round)):
        discussed = waiting([round]).get(round.pk, 0)
        also = f"; {discussed} of them {'is' if discussed == 1 else 'are'} still being discussed" if discussed else ""
        raise NotReady(f"{left} disagreements are not decided yet{also}.")
    round.state, round.settled_at = Round.State.SETTLED, now()
    round.save(update_fields=["state", "settled_at"])
    record(study=round.study, kind="round_settled", by=by, round=round)
    return round


@transaction.atomic
def take_up_again(*, by: Member, round: Round) -> Round:
    """Undo the settling of a round, so that decisions can be withdrawn, as long as no release rests on it."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not sits_at_desk(by, round):
        require(by, "adjudicator", "lead")
    if round.state != Round.State.SETTLED:
        raise RoundState(f"Round {round.number} is {round.state}; there is nothing to take up again.")
    if release := Release.objects.filter(round=round).first():
        raise RoundState(f"Release {release.number} rests on the decisions of round {round.number}; they stay.")
    round.state, round.settled_at = Round.State.CLOSED, None
    round.save(update_fields=["state", "settled_at"])
    record(study=round.study, kind="round_taken_up_again", by=by, round=round)
    return round
