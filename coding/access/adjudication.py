"""Checks of who may adjudicate a round, and when."""

from __future__ import annotations

from coding.access.membership import require_role
from coding.access.seal import require_unsealed
from coding.errors import NotAllowed, NotReady, RoundState
from coding.models import Member, Round


def require_adjudicable(coding_round: Round) -> None:
    """Raise unless the round is closed and its matching confirmed."""
    require_unsealed(coding_round)
    if coding_round.state == Round.State.SETTLED:
        raise RoundState(
            f"Round {coding_round.number} is settled and its decisions are final. Reopen the round to change them."
        )
    if coding_round.style == Round.Style.OPEN and not coding_round.matching.confirmed_at:
        raise NotReady("The matching is not confirmed. Confirm it to see the disagreements.")


def may_adjudicate(by: Member, coding_round: Round) -> bool:
    """Return whether `by` is a lead, an adjudicator or the final rater of the round."""
    return by.is_lead or by.is_adjudicator or by.pk == coding_round.final_rater_id


def require_adjudicator(by: Member, coding_round: Round) -> None:
    """Raise unless `by` may decide disagreements of this round now."""
    require_adjudicable(coding_round)
    if not may_adjudicate(by, coding_round):
        require_role(by, "adjudicator", "lead")


def require_final_rater(by: Member, coding_round: Round) -> None:
    """Raise NotAllowed unless `by` is the designated final rater of the round."""
    if by.pk != coding_round.final_rater_id:
        if coding_round.final_rater is None:
            raise NotAllowed(f"Round {coding_round.number} has no final rater. Its raters decide in the discussion.")
        raise NotAllowed(
            f"Only {coding_round.final_rater.name}, the final rater of round {coding_round.number}, can do this."
        )
