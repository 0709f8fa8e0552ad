"""Who may adjudicate, and when."""

from __future__ import annotations

from coding.access.membership import require
from coding.access.seal import require_lifted
from coding.errors import NotAllowed, NotReady, RoundState
from coding.models import Member, Round


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
