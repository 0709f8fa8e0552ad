"""Settle a round, and reopen it."""

from __future__ import annotations

from django.db import transaction

from coding.access.adjudication import may_adjudicate, require_adjudicator
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import NotReady, RoundState
from coding.models import EventKind, Member, Release, Round
from coding.queries.adjudication_status import awaiting_counts, undecided
from coding.rendering.numbers import count_noun


@transaction.atomic
def settle(*, by: Member, coding_round: Round) -> Round:
    """Declare the round settled: every disagreement is decided, and decisions are final."""
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    require_adjudicator(by, coding_round)
    if left := len(undecided(coding_round)):
        discussed = awaiting_counts([coding_round]).get(coding_round.pk, 0)
        also = f"; {discussed} of them {'is' if discussed == 1 else 'are'} still being discussed" if discussed else ""
        raise NotReady(f"{count_noun(left, 'disagreement')} {'is' if left == 1 else 'are'} not decided yet{also}.")
    coding_round.state, coding_round.settled_at = Round.State.SETTLED, now()
    coding_round.save(update_fields=["state", "settled_at"])
    record(study=coding_round.study, kind=EventKind.ROUND_SETTLED, by=by, coding_round=coding_round)
    return coding_round


@transaction.atomic
def reopen_round(*, by: Member, coding_round: Round) -> Round:
    """Undo the settling of a round, so that decisions can be withdrawn, as long as no release rests on it."""
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    if not may_adjudicate(by, coding_round):
        require_role(by, "adjudicator", "lead")
    if coding_round.state != Round.State.SETTLED:
        raise RoundState(f"Round {coding_round.number} is {coding_round.state}; there is nothing to take up again.")
    if release := Release.objects.filter(round=coding_round).first():
        raise RoundState(f"Release {release.number} rests on the decisions of round {coding_round.number}; they stay.")
    coding_round.state, coding_round.settled_at = Round.State.CLOSED, None
    coding_round.save(update_fields=["state", "settled_at"])
    record(study=coding_round.study, kind=EventKind.ROUND_REOPENED, by=by, coding_round=coding_round)
    return coding_round
