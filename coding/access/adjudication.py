"""Who may adjudicate, and when."""

from __future__ import annotations

from coding.access.membership import require_role
from coding.access.seal import require_unsealed
from coding.errors import NotAllowed, NotReady, RoundState
from coding.models import Member, Round


def require_adjudicable(round: Round) -> None:
    """Disagreements are talked about and decided in a closed round whose matching is confirmed."""
    require_unsealed(round)
    if round.state == Round.State.SETTLED:
        raise RoundState(f"Round {round.number} is settled; its decisions are final.")
    if round.style == Round.Style.OPEN and not round.matching.confirmed_at:
        raise NotReady("Confirm the matching first; then the disagreements are known.")


def may_adjudicate(by: Member, round: Round) -> bool:
    return by.is_lead or by.is_adjudicator or by.pk == round.final_rater_id


def require_adjudicator(by: Member, round: Round) -> None:
    """Decisions are made by those who sit at the desk, once the disagreements are on the table."""
    require_adjudicable(round)
    if not may_adjudicate(by, round):
        require_role(by, "adjudicator", "lead")


def require_final_rater(by: Member, round: Round) -> None:
    if by.pk != round.final_rater_id:
        name = round.final_rater.name if round.final_rater else "nobody"
        raise NotAllowed(f"The designated final rater of this round is {name}.")
