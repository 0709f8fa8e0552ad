"""Decide disagreements. A decision is stored next to the codings and never changes one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisories.platform.transactions import step
from coding.access.adjudication import require_adjudicator, require_final_rater
from coding.access.ratings import first_ratings
from coding.access.records import comments, decisions
from coding.audit.record import record
from coding.clock import now
from coding.codebook.resolver import CodeResolver, code_sets, unclear_sets
from coding.locks import lock_round
from coding.models import Coding, Comment, Decision, EventKind, Member, Round
from coding.queries.adjudication_status import raters_awaited, undecided
from coding.statistics.disagreement import no_code_reason_of
from coding.steps.adjudicate.checks import (
    OWN_CODES_APPLIED,
    check_answer,
    labels_of,
    require_current,
    require_method,
    require_reason,
    require_responses,
    unclear_data,
    withdraw_current,
)
from coding.steps.adjudicate.disagreements import insert_decisions, require_disagreement
from coding.steps.adjudicate.merges import require_not_merged


@step
def decide(
    *,
    by: Member,
    coding_round: Round,
    unit: int,
    codes: Sequence[int],
    unclear: Sequence[int] = (),
    no_code_reason: str = "",
    method: str = Decision.Method.FINAL_RATER,
    reason: str = "",
    version: int | None = None,
) -> Decision:
    """Decide one disagreement with these shared codes or a no-code reason, and withdraw its current decision.

    With several codes per unit, neither codes nor a reason means “not applicable”. In a study of projects, `unclear`
    are the codes of which one cannot tell; all others are answered no.

    Raise StaleWrite if `version` is given and is not the current version of the disagreement.
    """
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    require_adjudicator(by, coding_round)
    disagreement = require_disagreement(coding_round, unit)
    current = decisions(coding_round).filter(unit=disagreement.unit).select_related("unit").first()
    require_method(by, coding_round, method, current)
    require_current(disagreement, current, version)
    require_not_merged(current)
    require_responses(by, coding_round, disagreement)
    check_answer(coding_round, codes, no_code_reason, unclear)
    require_reason(no_code_reason, reason)
    reason, no_code_reason = reason.strip(), no_code_reason_of(codes, no_code_reason)
    if current and decision_values(current) == (by.pk, method, reason, no_code_reason, set(codes), set(unclear)):
        return current
    at = now()
    withdraw_current(coding_round, disagreement.unit, at)
    decision = Decision(
        round=coding_round,
        unit=disagreement.unit,
        no_code_reason=no_code_reason,
        method=method,
        reason=reason,
        decided_by=by,
        decided_at=at,
    )
    insert_decisions([(decision, tuple(codes), tuple(unclear))])
    data = {
        "unit": unit,
        "codes": labels_of(codes),
        "no_code_reason": no_code_reason,
        "method": method,
        "reason": reason,
        **unclear_data(unclear),
    }
    record(study=coding_round.study, kind=EventKind.DECIDED, by=by, coding_round=coding_round, data=data)
    return decision


def decision_values(decision: Decision) -> tuple[int | None, str, str, str, set[int], set[int]]:
    """Return who decided, the method, the reason and the answer, to compare two decisions."""
    codes = {row.code_id for row in decision.code_rows.all()}
    unclear = {row.code_id for row in decision.unclear_rows.all()}
    return decision.decided_by_id, decision.method, decision.reason, decision.no_code_reason, codes, unclear


class FinalRaterPreview(NamedTuple):
    """Numbers of open disagreements that the final rater's own codes would decide or would leave open."""

    will_decide: int
    not_coded: int  # not coded by the final rater
    awaiting_response: int  # still under discussion
    no_code: int  # the final rater could not tell
    position_changed: int  # the final rater changed position in the discussion
    code_retired: int  # the final rater's code is retired


def preview_final_rater_codes(
    *, by: Member, coding_round: Round
) -> tuple[dict[int, tuple[int, ...]], FinalRaterPreview]:
    """Return unit → final rater's own codes that can decide an open disagreement now, and all counts.

    The codes are empty if the final rater answered “not applicable”.
    """
    require_adjudicator(by, coding_round)
    require_final_rater(by, coding_round)
    resolver = CodeResolver.for_rounds([coding_round])
    sets, awaited = code_sets(coding_round, resolver.matched), raters_awaited(coding_round)
    own = first_ratings(coding_round).filter(assignment__rater=by)
    cannot_tell = own.filter(no_code_reason=Coding.NoCodeReason.CANNOT_TELL)
    undecidable = set(cannot_tell.values_list("assignment__unit", flat=True))
    own_positions = comments(coding_round).filter(author=by).exclude(kind=Comment.Kind.REMARK)
    position = dict(own_positions.values_list("disagreement__unit", "kind"))  # the last of each unit
    own_codes: dict[int, tuple[int, ...]] = {}
    not_coded = awaiting = no_code = changed = retired = 0
    for unit in (disagreement.unit_id for disagreement in undecided(coding_round)):
        codes = sets[unit].get(by.pk)
        if unit in awaited:
            awaiting += 1
        elif codes is None:
            not_coded += 1
        elif position.get(unit) == Comment.Kind.CHANGES:
            changed += 1
        elif unit in undecidable:
            no_code += 1
        elif any(resolver.retired(code) for code in codes):
            retired += 1
        else:
            own_codes[unit] = codes
    return own_codes, FinalRaterPreview(len(own_codes), not_coded, awaiting, no_code, changed, retired)


@step
def apply_final_rater_codes(*, by: Member, coding_round: Round, reason: str = "") -> FinalRaterPreview:
    """Apply the codes of the final rater's first rating to every disagreement that they can decide now."""
    coding_round = lock_round(coding_round.study_id, pk=coding_round.pk)
    own_codes, preview = preview_final_rater_codes(by=by, coding_round=coding_round)
    reason = reason.strip() or OWN_CODES_APPLIED
    method, at = Decision.Method.FINAL_RATER, now()
    unclear = unclear_sets(coding_round, CodeResolver.for_rounds([coding_round]).matched)
    insert_decisions(
        [
            (
                Decision(round=coding_round, unit_id=unit, method=method, reason=reason, decided_by=by, decided_at=at),
                codes,
                unclear[unit].get(by.pk, ()),
            )
            for unit, codes in own_codes.items()
        ]
    )
    if own_codes:
        data = {"units": len(own_codes), "reason": reason}
        record(
            study=coding_round.study,
            kind=EventKind.FINAL_RATER_CODES_APPLIED,
            by=by,
            coding_round=coding_round,
            data=data,
        )
    return preview
