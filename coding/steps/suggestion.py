"""Show what the rules suggest for a project: to its rater after submitting, to the final rater, to a lead.

Whoever codes or decides is recorded as exposed. A rater's answer is final from then on.
"""

from __future__ import annotations

from advisories.platform.transactions import step
from coding.access.adjudication import require_adjudicable, require_final_rater
from coding.access.ratings import drafts, own_current_codings
from coding.access.seal import UNSEALED
from coding.access.suggestions import (
    ActivitySuggestion,
    require_not_hidden_elsewhere,
    require_suggestion_in_plan,
    suggestion,
    suggestion_before_coding,
    was_shown,
)
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput, NotReady, RoundState
from coding.locks import lock_round, lock_study
from coding.models import EventKind, Exposure, Member, Round, Unit
from coding.steps.adjudicate.disagreements import require_disagreement
from coding.steps.code.submit import assignment_of
from coding.steps.shown_suggestions import note_suggestion_shown


@step
def show_suggestion(*, by: Member, coding_round: Round, unit: int) -> list[ActivitySuggestion]:
    """Return what the rules suggest for a submitted unit of the rater, whose answer is final from then on.

    Once the round is closed, every rater sees it without a record, but its final rater asks for it during adjudication.
    """
    assignment = assignment_of(by=by, coding_round=coding_round, unit=unit, lock=True)
    coding_round = assignment.round
    require_not_hidden_elsewhere(by, assignment.unit, coding_round)
    if coding_round.state not in UNSEALED:
        require_suggestion_in_plan(coding_round)
        if coding_round.state != Round.State.OPEN:
            raise RoundState(
                f"Round {coding_round.number} is not open yet. Suggestions are shown after your own answer."
            )
        if not own_current_codings(by, coding_round).filter(assignment=assignment).exists():
            raise NotReady("Submit the unit first. What the rules suggest is shown only after your own answer.")
        if drafts(by).filter(assignment=assignment).exists():
            raise NotReady(
                "Submit or discard your draft first. Your answer becomes final when the suggestion is shown."
            )
        if not was_shown(by, coding_round, assignment.unit):
            Exposure.objects.create(kind=Exposure.Kind.SUGGESTION, assignment=assignment, shown_at=now())
    note_suggestion_shown(by.user, assignment.unit.document_id)
    return suggestion(by, coding_round, assignment.unit)


@step
def show_suggestion_to_final_rater(*, by: Member, coding_round: Round, unit: int) -> list[ActivitySuggestion]:
    """Return what the rules suggest for a disagreement, and record that the final rater saw it."""
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    require_adjudicable(coding_round)
    require_final_rater(by, coding_round)
    require_suggestion_in_plan(coding_round)
    disagreement = require_disagreement(coding_round, unit)
    require_not_hidden_elsewhere(by, disagreement.unit, coding_round)
    if not was_shown(by, coding_round, disagreement.unit):
        Exposure.objects.create(
            kind=Exposure.Kind.SUGGESTION,
            member=by,
            document_id=disagreement.unit.document_id,
            round=coding_round,
            shown_at=now(),
        )
        record_shown(by, disagreement.unit, coding_round)
    note_suggestion_shown(by.user, disagreement.unit.document_id)
    return suggestion(by, coding_round, disagreement.unit)


@step
def show_suggestion_before_coding(*, by: Member, unit: int) -> list[ActivitySuggestion]:
    """Return what the rules suggest for a unit to the lead before a round opens; record it if the lead also rates."""
    study = lock_study(by.study_id)
    sampled = Unit.objects.filter(study=study, number=unit).first()
    if sampled is None or not study.of_projects:
        raise BadInput(f"Unknown unit {unit}. Choose a unit of a study of projects.")
    if by.is_lead:
        require_not_hidden_elsewhere(by, sampled)
    last = study.rounds.order_by("number").last()
    is_open = last is not None and last.state == Round.State.OPEN
    if by.is_lead and by.is_rater and not is_open and not was_shown(by, None, sampled):
        Exposure.objects.create(
            kind=Exposure.Kind.SUGGESTION, member=by, document_id=sampled.document_id, shown_at=now()
        )
        record_shown(by, sampled, None)
    shown = suggestion_before_coding(by, sampled)
    note_suggestion_shown(by.user, sampled.document_id)
    return shown


def record_shown(by: Member, unit: Unit, coding_round: Round | None) -> None:
    """Record in the common chain that a member saw the suggestion for a unit."""
    record(
        study=by.study,
        kind=EventKind.SUGGESTION_SHOWN,
        by=by,
        coding_round=coding_round,
        data={"unit": unit.number},
    )
