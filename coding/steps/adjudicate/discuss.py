"""Talking about disagreements: raters move or stay, and what they then hold in common is decided.

Where a final rater comes after the discussion, the lead can end it for those who do not speak, and open it again.

First ratings never change. A rater who has not spoken holds the first rating; a rater who gave no code holds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from coding.access.adjudication import may_adjudicate, require_adjudicable
from coding.access.membership import require_role
from coding.access.ratings import first_ratings
from coding.access.records import comments, decisions
from coding.audit.record import record
from coding.clock import now
from coding.codebook.resolver import CodeResolver, code_sets
from coding.errors import BadInput, NotAllowed, RoundState
from coding.models import Comment, CommentCode, Decision, Disagreement, EventKind, Member, Round
from coding.queries.adjudication_status import awaiting_counts, discussed_first
from coding.rendering.numbers import count_noun
from coding.steps.adjudicate.checks import check_final_codes, labels_of, withdraw_current
from coding.steps.adjudicate.disagreements import common_codes, insert_decisions
from coding.steps.adjudicate.merges import require_not_merged

AGREED = "All raters of the unit hold this after discussion."


@transaction.atomic
def comment(*, by: Member, coding_round: Round, unit: int, text: str) -> Comment:
    """Say something about a disagreement."""
    coding_round, found = open_disagreement(coding_round, unit)
    if by.pk not in raters_of(found) and not may_adjudicate(by, coding_round):
        raise NotAllowed("A disagreement is discussed by the raters of the unit, the final rater and the lead.")
    return add_comment(found, by, Comment.Kind.REMARK, (), text)


@transaction.atomic
def take_position(
    *, by: Member, coding_round: Round, unit: int, reason: str, codes: Sequence[int] | None = None
) -> Decision | None:
    """Stay with the first rating (`codes` is None), or move to these shared codes; the decision, if all now agree."""
    coding_round, found = open_disagreement(coding_round, unit)
    if by.pk not in raters_of(found):
        raise NotAllowed(f"Only a rater of unit {unit} can move or stay.")
    standing = decisions(coding_round).filter(unit=found.unit).first()
    require_not_merged(standing)
    if standing and standing.decided_by_id is not None:
        raise RoundState(f"Unit {unit} is decided. Have the decision withdrawn before you move or stay.")
    resolver = CodeResolver.for_rounds([coding_round])
    own = first_positions(found, resolver).get(by.pk)
    if codes is not None:
        check_final_codes(coding_round, codes)
    stays = codes is None or (own is not None and {resolver.merged(code) for code in codes} == set(own))
    add_comment(
        found, by, Comment.Kind.KEEPS if stays else Comment.Kind.CHANGES, () if stays else tuple(codes or ()), reason
    )
    if standing:
        withdraw_current(coding_round, found.unit, now())
    return decide_if_unanimous(found)


def decide_if_unanimous(found: Disagreement) -> Decision | None:
    """Decide the unit, in nobody's name, if all its raters hold the same codes."""
    held = unanimous_codes(found)
    if held is None:
        return None
    decision = Decision(
        round=found.round,
        unit=found.unit,
        method=Decision.Method.DISCUSSION,
        reason=AGREED,
        decided_by=None,
        decided_at=now(),
    )
    insert_decisions([(decision, held)])
    data = {"unit": found.unit.number, "codes": labels_of(held), "method": decision.method, "reason": AGREED}
    record(study=found.round.study, kind=EventKind.DISCUSSION_UNANIMOUS, by=None, coding_round=found.round, data=data)
    return decision


def open_disagreement(coding_round: Round, unit: int) -> tuple[Round, Disagreement]:
    """The round, locked, and the disagreement, if it may be discussed now."""
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    require_adjudicable(coding_round)
    if coding_round.resolution_method == Round.ResolutionMethod.FINAL_RATER:
        raise BadInput("This round was planned without a discussion: the final rater decides.")
    if coding_round.discussion_ended_at is not None:
        raise RoundState(f"The lead has ended the discussion of round {coding_round.number}; the final rater decides.")
    found = Disagreement.objects.filter(round=coding_round, unit__number=unit).select_related("unit", "round").first()
    if found is None:
        raise BadInput(f"The raters do not disagree on unit {unit}.")
    return coding_round, found


def add_comment(found: Disagreement, by: Member, kind: str, codes: tuple[int, ...], text: str) -> Comment:
    if not text.strip():
        raise BadInput("Say why." if kind != Comment.Kind.REMARK else "Write something.")
    made = Comment.objects.create(disagreement=found, author=by, kind=kind, text=text.strip(), created_at=now())
    CommentCode.objects.bulk_create(CommentCode(comment=made, code_id=code) for code in codes)
    data = {"unit": found.unit.number, "kind": kind, "codes": labels_of(codes), "text": made.text}
    record(study=found.round.study, kind=EventKind.COMMENT_ADDED, by=by, coding_round=found.round, data=data)
    return made


def raters_of(found: Disagreement) -> set[int]:
    ratings = first_ratings(found.round).filter(assignment__unit=found.unit_id)
    return set(ratings.values_list("assignment__rater", flat=True))


def first_positions(found: Disagreement, resolver: CodeResolver) -> dict[int, tuple[int, ...] | None]:
    """rater → the merged codes of the first rating; None where the rater gave no code on purpose."""
    without = first_ratings(found.round).filter(assignment__unit=found.unit_id).exclude(no_code_reason="")
    silent = set(without.values_list("assignment__rater", flat=True))
    given = code_sets(found.round, resolver.merged, found.unit_id)[found.unit_id]
    return {rater: None if rater in silent else codes for rater, codes in given.items()}


def positions(found: Disagreement) -> dict[int, tuple[int, ...] | None]:
    """rater → the merged codes that the rater holds now."""
    resolver = CodeResolver.for_rounds([found.round])
    first = first_positions(found, resolver)
    held = dict(first)
    for said in comments(found.round).filter(disagreement=found).exclude(kind=Comment.Kind.REMARK):
        moved = said.kind == Comment.Kind.CHANGES
        codes = dict.fromkeys(resolver.merged(row.code_id) for row in said.code_rows.all())
        held[said.author_id] = tuple(codes) if moved else first[said.author_id]
    return held


def unanimous_codes(found: Disagreement) -> tuple[int, ...] | None:
    """The codes that all raters of the unit hold, or None."""
    held = list(positions(found).values())
    one = held[0]
    if one is None or any(other is None or set(other) != set(one) for other in held):
        return None
    return common_codes(found.round, one)


@transaction.atomic
def end_discussion(*, by: Member, coding_round: Round, reason: str = "") -> Round:
    """Nobody moves or stays any more: the final rater may decide whatever is left."""
    require_role(by, "lead")
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    require_order(coding_round)
    if not discussed_first(coding_round):
        raise RoundState(f"The discussion of round {coding_round.number} was ended before.")
    data = {"waiting": awaiting_counts([coding_round]).get(coding_round.pk, 0), "reason": reason.strip()}
    coding_round.discussion_ended_at = now()
    coding_round.save(update_fields=["discussion_ended_at"])
    record(study=coding_round.study, kind=EventKind.DISCUSSION_ENDED, by=by, coding_round=coding_round, data=data)
    return coding_round


@transaction.atomic
def reopen_discussion(*, by: Member, coding_round: Round) -> Round:
    """Undo the end of the discussion, as long as the final rater has decided nothing since that stands."""
    require_role(by, "lead")
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    require_order(coding_round)
    if coding_round.discussion_ended_at is None:
        raise RoundState(f"The discussion of round {coding_round.number} was not ended.")
    since = decisions(coding_round).filter(
        decided_by=coding_round.final_rater, decided_at__gte=coding_round.discussion_ended_at
    )
    if units := list(since.order_by("unit__number").values_list("unit__number", flat=True)):
        raise RoundState(
            f"The final rater has decided {count_noun(len(units), 'unit')} since, the first is {units[0]}. "
            "Have these decisions withdrawn first."
        )
    coding_round.discussion_ended_at = None
    coding_round.save(update_fields=["discussion_ended_at"])
    record(study=coding_round.study, kind=EventKind.DISCUSSION_REOPENED, by=by, coding_round=coding_round)
    return coding_round


def require_order(coding_round: Round) -> None:
    require_adjudicable(coding_round)
    if coding_round.resolution_method != Round.ResolutionMethod.DISCUSSION_THEN_FINAL_RATER:
        raise BadInput("Only a discussion that a final rater follows can be ended or opened again.")
