"""Settle and reopen a round."""

from __future__ import annotations

from django.db.models import Max

from advisories.platform.transactions import step
from advisories.text.counting import count_noun
from coding.access.adjudication import may_adjudicate, require_adjudicator
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady, RoundState
from coding.locks import lock_round
from coding.models import Decision, EventKind, Member, Release, Round
from coding.queries.adjudication_status import awaiting_counts, undecided


@step
def settle(*, by: Member, coding_round: Round) -> Round:
    """Make the decisions of a round final; raise NotReady while a disagreement is undecided.

    The names become known to a final rater from whom they were hidden.
    """
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    require_adjudicator(by, coding_round)
    if remaining := len(undecided(coding_round)):
        discussed = awaiting_counts([coding_round]).get(coding_round.pk, 0)
        also = f"; {discussed} {'is' if discussed == 1 else 'are'} still under discussion" if discussed else ""
        raise NotReady(
            f"{count_noun(remaining, 'disagreement')} {'is' if remaining == 1 else 'are'} undecided{also}. "
            "Decide all before you settle the round."
        )
    coding_round.state, coding_round.settled_at = Round.State.SETTLED, now()
    if coding_round.blind_adjudication and coding_round.last_blind_decision is None:
        last = Decision.objects.filter(round=coding_round).aggregate(last=Max("pk"))["last"]
        coding_round.last_blind_decision = last or 0
    coding_round.save(update_fields=["state", "settled_at", "last_blind_decision"])
    record(study=coding_round.study, kind=EventKind.ROUND_SETTLED, by=by, coding_round=coding_round)
    return coding_round


@step
def reopen_round(*, by: Member, coding_round: Round, reason: str = "") -> Round:
    """Reopen a settled round for a reason, so that decisions can change; raise RoundState if it has a release."""
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    if not may_adjudicate(by, coding_round):
        require_role(by, "adjudicator", "lead")
    if coding_round.state != Round.State.SETTLED:
        raise RoundState(f"Round {coding_round.number} is {coding_round.state}. Only a settled round can be reopened.")
    if release := Release.objects.filter(round=coding_round).first():
        raise RoundState(
            f"Release {release.number} contains the decisions of round {coding_round.number}. "
            "A published round cannot be reopened."
        )
    reason = reason.strip()
    if not reason:
        problem = "Enter a reason for reopening the round. The audit trail and the methods section will state it."
        raise BadInput(problem, fields={"reason": [problem]})
    coding_round.state, coding_round.settled_at = Round.State.CLOSED, None
    coding_round.save(update_fields=["state", "settled_at"])
    record(
        study=coding_round.study,
        kind=EventKind.ROUND_REOPENED,
        by=by,
        coding_round=coding_round,
        data={"reason": reason},
    )
    return coding_round
