"""Settling disagreements. Decisions stand on top of codings and never change one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from coding.access.adjudication import require_adjudicator, require_final_rater
from coding.access.ratings import first_ratings
from coding.access.records import comments, decisions
from coding.audit.record import record
from coding.clock import now
from coding.codebook.resolver import CodeResolver, code_sets
from coding.errors import BadInput
from coding.models import Comment, Decision, Disagreement, EventKind, Member, Round
from coding.queries.adjudication_status import raters_awaited, undecided
from coding.steps.adjudicate.checks import (
    OWN_STANDS,
    check_final_codes,
    labels_of,
    require_current,
    require_method,
    require_responses,
    withdraw_current,
)
from coding.steps.adjudicate.disagreements import insert_decisions
from coding.steps.adjudicate.merges import require_not_merged


@transaction.atomic
def decide(
    *,
    by: Member,
    coding_round: Round,
    unit: int,
    codes: Sequence[int],
    method: str = Decision.Method.FINAL_RATER,
    reason: str = "",
    version: int | None = None,
) -> Decision:
    """Settle one disagreement with these shared codes; an earlier decision on it is withdrawn.

    `version` is that of the disagreement that this was based on; without it, whatever stands is replaced.
    """
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    require_adjudicator(by, coding_round)
    found = Disagreement.objects.filter(round=coding_round, unit__number=unit).select_related("unit", "round").first()
    standing = decisions(coding_round).filter(unit=found.unit).select_related("unit").first() if found else None
    require_method(by, coding_round, method, standing)
    if found is None:
        raise BadInput(f"The raters do not disagree on unit {unit}.")
    require_current(found, standing, version)
    require_not_merged(standing)
    require_responses(by, coding_round, found)
    check_final_codes(coding_round, codes)
    reason = reason.strip()
    if standing and decision_values(standing) == (by.pk, method, reason, set(codes)):
        return standing
    at = now()
    withdraw_current(coding_round, found.unit, at)
    decision = Decision(round=coding_round, unit=found.unit, method=method, reason=reason, decided_by=by, decided_at=at)
    insert_decisions([(decision, tuple(codes))])
    data = {"unit": unit, "codes": labels_of(codes), "method": method, "reason": reason}
    record(study=coding_round.study, kind=EventKind.DECIDED, by=by, coding_round=coding_round, data=data)
    return decision


def decision_values(decision: Decision) -> tuple[int | None, str, str, set[int]]:
    codes = {row.code_id for row in decision.code_rows.all()}
    return decision.decided_by_id, decision.method, decision.reason, codes


class FinalRaterPreview(NamedTuple):
    """What comes of letting the final rater's own coding stand, in units: decided, or why they stay open."""

    will_decide: int
    not_coded: int  # not coded by the final rater
    awaiting_response: int  # still being discussed
    no_code: int  # the final rater could not tell, or found no code applicable
    position_changed: int  # the final rater moved away from that coding
    code_retired: int  # its code is out of use


def preview_final_rater_codes(
    *, by: Member, coding_round: Round
) -> tuple[dict[int, tuple[int, ...]], FinalRaterPreview]:
    """unit → the final rater's own codes, where they can decide an open disagreement now; and the count of all."""
    require_adjudicator(by, coding_round)
    require_final_rater(by, coding_round)
    resolver = CodeResolver.for_rounds([coding_round])
    answers, discussed = code_sets(coding_round, resolver.matched), raters_awaited(coding_round)
    own = first_ratings(coding_round).filter(assignment__rater=by)
    silent = set(own.exclude(no_code_reason="").values_list("assignment__unit", flat=True))
    spoken = comments(coding_round).filter(author=by).exclude(kind=Comment.Kind.REMARK)
    position = dict(spoken.values_list("disagreement__unit", "kind"))  # the last one
    standing: dict[int, tuple[int, ...]] = {}
    not_coded = awaiting = no_code = changed = retired = 0
    for unit in (disagreement.unit_id for disagreement in undecided(coding_round)):
        codes = answers[unit].get(by.pk)
        if unit in discussed:
            awaiting += 1
        elif codes is None:
            not_coded += 1
        elif position.get(unit) == Comment.Kind.CHANGES:
            changed += 1
        elif unit in silent:
            no_code += 1
        elif any(resolver.retired(code) for code in codes):
            retired += 1
        else:
            standing[unit] = codes
    return standing, FinalRaterPreview(len(standing), not_coded, awaiting, no_code, changed, retired)


@transaction.atomic
def apply_final_rater_codes(*, by: Member, coding_round: Round, reason: str = "") -> FinalRaterPreview:
    """Settle every open disagreement that may be decided now by the final rater's own first coding."""
    coding_round = Round.objects.select_for_update().get(pk=coding_round.pk)
    standing, stood = preview_final_rater_codes(by=by, coding_round=coding_round)
    why = reason.strip() or OWN_STANDS
    method, at = Decision.Method.FINAL_RATER, now()
    insert_decisions(
        [
            (Decision(round=coding_round, unit_id=unit, method=method, reason=why, decided_by=by, decided_at=at), codes)
            for unit, codes in standing.items()
        ]
    )
    if standing:
        data = {"units": len(standing), "reason": why}
        record(
            study=coding_round.study,
            kind=EventKind.FINAL_RATER_CODES_APPLIED,
            by=by,
            coding_round=coding_round,
            data=data,
        )
    return stood
