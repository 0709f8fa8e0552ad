"""Settling disagreements. Decisions stand on top of codings and never change one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from coding.access.blinding import Names
from coding.access.ratings import comments, decisions, first_ratings, require, require_lifted, versions
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotAllowed, NotReady, RoundState, StaleWrite
from coding.models import Code, Comment, Decision, Disagreement, Member, Release, Round, Unit
from coding.queries.adjudication_status import waiting, waits_for
from coding.rendering.numbers import listed, several
from coding.steps.adjudicate.disagreements import matched_sets, store

OWN_STANDS = "The final rater's own coding stands."  # where nobody wrote a reason


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


def require_way(by: Member, round: Round, how: str, standing: Decision | None) -> None:
    """The final rater decides; what a discussion agreed on is written down while there is one, and not over that."""
    if how == Decision.How.FINAL_RATER:
        return require_final_rater(by, round)
    if how != Decision.How.DISCUSSION or round.settling == Round.Settling.FINAL_RATER:
        raise BadInput(f"This round settles disagreements by {round.get_settling_display().lower()}.")
    if by.pk == round.final_rater_id:
        return None
    if round.discussion_ended_at is not None:
        raise RoundState(f"The discussion of round {round.number} has ended; what is left is the final rater's.")
    if standing and standing.how == Decision.How.FINAL_RATER:
        raise RoundState(f"The final rater has decided unit {standing.unit.number}; a discussion does not change that.")
    return None


def require_current(found: Disagreement, standing: Decision | None, version: int | None) -> None:
    """Refuse what was based on another state than the present one, of which `version` tells (see `versions`)."""
    unit = found.unit.number
    if version is None or version == versions(found.round, unit=found.unit).get(found.unit_id, 0):
        return
    happened = "decided" if standing else "opened again"
    raise StaleWrite(f"Unit {unit} was {happened} meanwhile. Look at it, and decide anew if you have to.")


@transaction.atomic
def decide(
    *,
    by: Member,
    round: Round,
    unit: int,
    codes: Sequence[int],
    how: str = Decision.How.FINAL_RATER,
    reason: str = "",
    version: int | None = None,
) -> Decision:
    """Settle one disagreement with these shared codes; an earlier decision on it is withdrawn.

    `version` is that of the disagreement that this was based on; without it, whatever stands is replaced.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    require_desk(by, round)
    found = Disagreement.objects.filter(round=round, unit__number=unit).select_related("unit", "round").first()
    standing = decisions(round).filter(unit=found.unit).select_related("unit").first() if found else None
    require_way(by, round, how, standing)
    if found is None:
        raise BadInput(f"The raters do not disagree on unit {unit}.")
    require_current(found, standing, version)
    require_heard(by, round, found)
    check_final_codes(round, codes)
    reason = reason.strip()
    if standing and said(standing) == (by.pk, how, reason, set(codes)):
        return standing
    at = now()
    withdraw_standing(round, found.unit, at)
    decision = Decision(round=round, unit=found.unit, how=how, reason=reason, decided_by=by, decided_at=at)
    store([(decision, tuple(codes))])
    data = {"unit": unit, "codes": labels_of(codes), "how": how, "reason": reason}
    record(study=round.study, kind="decided", by=by, round=round, data=data)
    return decision


def said(decision: Decision) -> tuple[int | None, str, str, set[int]]:
    codes = {row.code_id for row in decision.code_rows.all()}
    return decision.decided_by_id, decision.how, decision.reason, codes


def check_final_codes(round: Round, codes: Sequence[int]) -> None:
    """Codes of the shared codebook that are in use, or read as one that is."""
    if len(set(codes)) != len(codes):
        raise BadInput("A code can be given to a unit once.")
    if not round.several_codes and len(codes) != 1:
        raise BadInput("This round takes exactly one code a unit.")
    known = shared_codes(round)
    if set(codes) - known.keys():
        raise BadInput("A decision takes codes of the shared codebook.")
    if gone := retired(known, codes):
        raise BadInput(
            f"“{gone[0].label}” is retired from the codebook. Choose another code, or have it taken back into use."
        )


def shared_codes(round: Round) -> dict[int, Code]:
    return Code.objects.filter(study=round.study_id, owner__isnull=True).in_bulk()


def retired(known: dict[int, Code], codes: Sequence[int]) -> list[Code]:
    """Those out of use; a merged code is read as the one that it was merged into."""

    def read_as(code: Code) -> Code:
        while code.merged_into_id is not None:
            code = known[code.merged_into_id]
        return code

    return [known[code] for code in codes if read_as(known[code]).retired_at is not None]


def labels_of(codes: Sequence[int]) -> list[str]:
    found = dict(Code.objects.filter(pk__in=codes).values_list("pk", "label"))
    return [found[code] for code in codes]


def withdraw_standing(round: Round, unit: Unit, at: datetime) -> int:
    """What a decision replaces is withdrawn at the very time of that decision."""
    return Decision.objects.filter(round=round, unit=unit, withdrawn_at__isnull=True).update(withdrawn_at=at)


class Stood(NamedTuple):
    """What comes of letting the final rater's own coding stand, in units: decided, or why they stay open."""

    decided: int
    left: int  # not coded by the final rater
    waiting: int  # still being discussed
    uncoded: int  # the final rater could not tell, or found no code applicable
    moved: int  # the final rater moved away from that coding
    retired: int  # its code is out of use


def what_would_stand(*, by: Member, round: Round) -> tuple[dict[int, tuple[int, ...]], Stood]:
    """unit → the final rater's own codes, where they can decide an open disagreement now; and the count of all."""
    require_desk(by, round)
    require_final_rater(by, round)
    answers, discussed, known = matched_sets(round), waits_for(round), shared_codes(round)
    own = first_ratings(round).filter(assignment__rater=by)
    silent = set(own.exclude(uncoded="").values_list("assignment__unit", flat=True))
    spoken = comments(round).filter(by=by).exclude(kind=Comment.Kind.SAYS)
    position = dict(spoken.values_list("disagreement__unit", "kind"))  # the last one
    standing: dict[int, tuple[int, ...]] = {}
    left = waits = uncoded = moved = out = 0
    for unit in (disagreement.unit_id for disagreement in undecided(round)):
        codes = answers[unit].get(by.pk)
        if unit in discussed:
            waits += 1
        elif codes is None:
            left += 1
        elif position.get(unit) == Comment.Kind.MOVES:
            moved += 1
        elif unit in silent:
            uncoded += 1
        elif retired(known, codes):
            out += 1
        else:
            standing[unit] = codes
    return standing, Stood(len(standing), left, waits, uncoded, moved, out)


@transaction.atomic
def let_final_rater_stand(*, by: Member, round: Round, reason: str = "") -> Stood:
    """Settle every open disagreement that may be decided now by the final rater's own first coding."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    standing, stood = what_would_stand(by=by, round=round)
    why = reason.strip() or OWN_STANDS
    how, at = Decision.How.FINAL_RATER, now()
    store(
        [
            (Decision(round=round, unit_id=unit, how=how, reason=why, decided_by=by, decided_at=at), codes)
            for unit, codes in standing.items()
        ]
    )
    if standing:
        data = {"units": len(standing), "reason": why}
        record(study=round.study, kind="final_rater_stands", by=by, round=round, data=data)
    return stood


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
        raise NotReady(f"{several(left, 'disagreement')} {'is' if left == 1 else 'are'} not decided yet{also}.")
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
