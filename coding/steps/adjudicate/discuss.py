"""Discuss disagreements: raters keep or change positions, and a unanimous position becomes a decision.

Where the final rater decides after the discussion, the lead can end it while positions are missing, and reopen it.

First ratings never change. The position of a rater is the first rating until it is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisories.platform.transactions import step
from advisories.text.counting import count_noun
from coding.access.adjudication import may_adjudicate, require_adjudicable
from coding.access.membership import require_role
from coding.access.ratings import first_ratings
from coding.access.records import comments, decisions
from coding.audit.record import record
from coding.clock import now
from coding.codebook.resolver import CodeResolver, code_sets, unclear_sets
from coding.errors import BadInput, NotAllowed, RoundState
from coding.locks import lock_round
from coding.models import Coding, Comment, CommentCode, CommentUnclear, Decision, Disagreement, EventKind, Member, Round
from coding.queries.adjudication_status import awaiting_counts, discussed_first
from coding.statistics.disagreement import no_code_reason_of
from coding.steps.adjudicate.checks import check_answer, labels_of, unclear_data, withdraw_current
from coding.steps.adjudicate.disagreements import common_codes, insert_decisions, no_code_reasons, require_disagreement
from coding.steps.adjudicate.merges import require_not_merged

AGREED = "All raters of the unit agree after discussion."


class Position(NamedTuple):
    """The answer of a rater: merged codes and those of which the rater cannot tell, or a no-code reason."""

    codes: tuple[int, ...]
    no_code_reason: str
    unclear: tuple[int, ...] = ()

    def equals(self, other: Position) -> bool:
        """Return whether the answers are the same, in whatever order their codes are."""
        same_codes = set(self.codes) == set(other.codes) and set(self.unclear) == set(other.unclear)
        return same_codes and self.no_code_reason == other.no_code_reason


@step
def comment(*, by: Member, coding_round: Round, unit: int, text: str) -> Comment:
    """Add a remark to the discussion of a disagreement."""
    coding_round, disagreement = open_disagreement(coding_round, unit)
    if by.pk not in raters_of(disagreement) and not may_adjudicate(by, coding_round):
        raise NotAllowed("Only the raters of the unit, the final rater and the lead can discuss a disagreement.")
    return add_comment(disagreement, by, Comment.Kind.REMARK, (), text)


@step
def take_position(
    *,
    by: Member,
    coding_round: Round,
    unit: int,
    reason: str,
    codes: Sequence[int] | None = None,
    unclear: Sequence[int] = (),
    no_code_reason: str = "",
) -> Decision | None:
    """Keep the first rating, or change to these shared codes or this no-code reason, with a reason.

    In a study of projects, a changed position states with `unclear` the codes of which the rater cannot tell.

    Return the decision if the position makes the raters unanimous, else None.
    """
    coding_round, disagreement = open_disagreement(coding_round, unit)
    if by.pk not in raters_of(disagreement):
        raise NotAllowed(f"Only a rater of unit {unit} can keep or change a position.")
    current = decisions(coding_round).filter(unit=disagreement.unit).first()
    require_not_merged(current)
    if current and current.decided_by_id is not None:
        raise RoundState(f"Unit {unit} is decided. Ask for the decision to be withdrawn before you state a position.")
    resolver = CodeResolver.for_rounds([coding_round])
    own = first_positions(disagreement, resolver)[by.pk]
    stated = own
    if codes is not None or no_code_reason or unclear:
        codes = tuple(codes or ())
        check_answer(coding_round, codes, no_code_reason, unclear)
        stated = Position(
            tuple(resolver.merged(code) for code in codes),
            no_code_reason_of(codes, no_code_reason),
            tuple(resolver.merged(code) for code in unclear),
        )
    if stated.equals(own):
        add_comment(disagreement, by, Comment.Kind.KEEPS, (), reason)
    else:
        answer = tuple(codes or ()), reason, stated.no_code_reason, tuple(unclear)
        add_comment(disagreement, by, Comment.Kind.CHANGES, *answer)
    if current:
        withdraw_current(coding_round, disagreement.unit, now())
    return decide_if_unanimous(disagreement)


def decide_if_unanimous(disagreement: Disagreement) -> Decision | None:
    """Decide the unit if all its raters have the same position. The decision names no member."""
    position = unanimous_position(disagreement)
    if position is None:
        return None
    coding_round, unit = disagreement.round, disagreement.unit
    decision = Decision(
        round=coding_round,
        unit=unit,
        no_code_reason=position.no_code_reason,
        method=Decision.Method.DISCUSSION,
        reason=AGREED,
        decided_by=None,
        decided_at=now(),
    )
    insert_decisions([(decision, position.codes, position.unclear)])
    data = {
        "unit": unit.number,
        "codes": labels_of(position.codes),
        "no_code_reason": position.no_code_reason,
        "method": decision.method,
        "reason": AGREED,
        **unclear_data(position.unclear),
    }
    record(study=coding_round.study, kind=EventKind.DISCUSSION_UNANIMOUS, by=None, coding_round=coding_round, data=data)
    return decision


def open_disagreement(coding_round: Round, unit: int) -> tuple[Round, Disagreement]:
    """Lock the round and return it with the disagreement; raise if the unit cannot be discussed now."""
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    require_adjudicable(coding_round)
    if coding_round.resolution_method == Round.ResolutionMethod.FINAL_RATER:
        raise BadInput("This round was planned without a discussion. The final rater decides.")
    if coding_round.discussion_ended_at is not None:
        raise RoundState(f"The lead has ended the discussion of round {coding_round.number}. The final rater decides.")
    return coding_round, require_disagreement(coding_round, unit)


def add_comment(
    disagreement: Disagreement,
    by: Member,
    kind: str,
    codes: tuple[int, ...],
    text: str,
    no_code_reason: str = "",
    unclear: tuple[int, ...] = (),
) -> Comment:
    """Store a remark or a position, with its codes or its no-code reason."""
    if not text.strip():
        raise BadInput("A reason is required." if kind != Comment.Kind.REMARK else "A remark cannot be empty.")
    comment = Comment.objects.create(
        disagreement=disagreement,
        author=by,
        kind=kind,
        no_code_reason=no_code_reason,
        text=text.strip(),
        created_at=now(),
    )
    CommentCode.objects.bulk_create(CommentCode(comment=comment, code_id=code) for code in codes)
    CommentUnclear.objects.bulk_create(CommentUnclear(comment=comment, code_id=code) for code in unclear)
    coding_round = disagreement.round
    data = {
        "unit": disagreement.unit.number,
        "kind": kind,
        "codes": labels_of(codes),
        "no_code_reason": no_code_reason,
        "text": comment.text,
        **unclear_data(unclear),
    }
    record(study=coding_round.study, kind=EventKind.COMMENT_ADDED, by=by, coding_round=coding_round, data=data)
    return comment


def raters_of(disagreement: Disagreement) -> set[int]:
    """Return the raters who coded the unit."""
    ratings = first_ratings(disagreement.round).filter(assignment__unit=disagreement.unit_id)
    return set(ratings.values_list("assignment__rater", flat=True))


def first_positions(disagreement: Disagreement, resolver: CodeResolver) -> dict[int, Position]:
    """Return rater → merged codes, or the no-code reason, of the first rating."""
    coding_round, unit = disagreement.round, disagreement.unit_id
    reasons = no_code_reasons(coding_round, unit)
    codes_by_rater = code_sets(coding_round, resolver.merged, unit)[unit]
    unclear = unclear_sets(coding_round, resolver.merged, unit)[unit]
    return {
        rater: Position(codes, no_code_reason_of(codes, reasons.get((unit, rater), "")), unclear.get(rater, ()))
        for rater, codes in codes_by_rater.items()
    }


def positions(disagreement: Disagreement) -> tuple[dict[int, Position], set[int]]:
    """Return rater → current position, and the raters who have stated one."""
    resolver = CodeResolver.for_rounds([disagreement.round])
    first = first_positions(disagreement, resolver)
    current, stated = dict(first), set()
    for comment in comments(disagreement.round).filter(disagreement=disagreement).exclude(kind=Comment.Kind.REMARK):
        stated.add(comment.author_id)
        current[comment.author_id] = first[comment.author_id]
        if comment.kind == Comment.Kind.CHANGES:
            codes = dict.fromkeys(resolver.merged(row.code_id) for row in comment.code_rows.all())
            rows = comment.unclear_rows.all() if disagreement.round.study.of_projects else []
            unclear = dict.fromkeys(resolver.merged(row.code_id) for row in rows)
            untold = tuple(code for code in unclear if code not in codes)
            current[comment.author_id] = Position(tuple(codes), comment.changed_reason, untold)
    return current, stated


def unanimous_position(disagreement: Disagreement) -> Position | None:
    """Return the position of all raters if it is the same, else None.

    That nobody can tell, of the unit or of one code, is agreed once every rater has stated it: first ratings alone
    decide nothing.
    """
    current, stated = positions(disagreement)
    first, *others = current.values()
    if not all(first.equals(other) for other in others):
        return None
    untold = first.no_code_reason == Coding.NoCodeReason.CANNOT_TELL or first.unclear
    if untold and stated < current.keys():
        return None
    unclear = common_codes(disagreement.round, first.unclear)
    return Position(common_codes(disagreement.round, first.codes), first.no_code_reason, unclear)


@step
def end_discussion(*, by: Member, coding_round: Round, reason: str = "") -> Round:
    """End the discussion of a round: raters state no more positions, and the final rater may decide."""
    require_role(by, "lead")
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    require_final_rater_after_discussion(coding_round)
    if not discussed_first(coding_round):
        raise RoundState(f"The discussion of round {coding_round.number} is already ended.")
    data = {"awaiting_response": awaiting_counts([coding_round]).get(coding_round.pk, 0), "reason": reason.strip()}
    coding_round.discussion_ended_at = now()
    coding_round.save(update_fields=["discussion_ended_at"])
    record(study=coding_round.study, kind=EventKind.DISCUSSION_ENDED, by=by, coding_round=coding_round, data=data)
    return coding_round


@step
def reopen_discussion(*, by: Member, coding_round: Round) -> Round:
    """Reopen the discussion of a round; raise if the final rater has current decisions since its end."""
    require_role(by, "lead")
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    require_final_rater_after_discussion(coding_round)
    if coding_round.discussion_ended_at is None:
        raise RoundState(f"The discussion of round {coding_round.number} has not ended.")
    later = decisions(coding_round).filter(
        decided_by=coding_round.final_rater, decided_at__gte=coding_round.discussion_ended_at
    )
    if units := list(later.order_by("unit__number").values_list("unit__number", flat=True)):
        raise RoundState(
            f"The final rater has decided {count_noun(len(units), 'unit')} since then, unit {units[0]} first. "
            "Ask for these decisions to be withdrawn first."
        )
    coding_round.discussion_ended_at = None
    coding_round.save(update_fields=["discussion_ended_at"])
    record(study=coding_round.study, kind=EventKind.DISCUSSION_REOPENED, by=by, coding_round=coding_round)
    return coding_round


def require_final_rater_after_discussion(coding_round: Round) -> None:
    """Raise unless the round is adjudicable and its final rater decides after the discussion."""
    require_adjudicable(coding_round)
    if coding_round.resolution_method != Round.ResolutionMethod.DISCUSSION_THEN_FINAL_RATER:
        raise BadInput("This discussion cannot be ended or reopened, because no final rater decides after it.")
