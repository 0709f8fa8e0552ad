"""Who may adjudicate, and when."""

from __future__ import annotations

from coding.access.membership import require_role
from coding.access.seal import require_unsealed
from coding.errors import NotAllowed, NotReady, RoundState
from coding.models import Member, Round


def require_adjudicable(round: Round) -> None:
    """Raise unless the round is closed and its matching confirmed."""
    require_unsealed(round)
    if round.state == Round.State.SETTLED:
        raise RoundState(
            f"Round {round.number} is settled and its decisions are final. Reopen the round to change them."
        )
    if round.style == Round.Style.OPEN and not round.matching.confirmed_at:
        raise NotReady("The matching is not confirmed. Confirm it to see the disagreements.")


def may_adjudicate(by: Member, round: Round) -> bool:
    """Return whether `by` is a lead, an adjudicator or the final rater of the round."""
    return by.is_lead or by.is_adjudicator or by.pk == round.final_rater_id


def require_adjudicator(by: Member, round: Round) -> None:
    """Raise unless `by` may decide disagreements of this round now."""
    require_adjudicable(round)
    if not may_adjudicate(by, round):
        require_role(by, "adjudicator", "lead")


def require_final_rater(by: Member, round: Round) -> None:
    """Raise NotAllowed unless `by` is the designated final rater of the round."""
    if by.pk != round.final_rater_id:
        if round.final_rater is None:
            raise NotAllowed(f"Round {round.number} has no final rater. Its raters decide in discussion.")
        raise NotAllowed(f"Only {round.final_rater.name}, the final rater of round {round.number}, can do this.")
