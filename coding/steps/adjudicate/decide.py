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
    round: Round,
    unit: int,
    codes: Sequence[int],
    method: str = Decision.Method.FINAL_RATER,
    reason: str = "",
    version: int | None = None,
) -> Decision:
    """Settle one disagreement with these shared codes; an earlier decision on it is withdrawn.

    `version` is that of the disagreement that this was based on; without it, whatever stands is replaced.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    require_adjudicator(by, round)
    found = Disagreement.objects.filter(round=round, unit__number=unit).select_related("unit", "round").first()
    standing = decisions(round).filter(unit=found.unit).select_related("unit").first() if found else None
    require_method(by, round, method, standing)
    if found is None:
        raise BadInput(f"The raters do not disagree on unit {unit}.")
    require_current(found, standing, version)
    require_not_merged(standing)
    require_responses(by, round, found)
    check_final_codes(round, codes)
    reason = reason.strip()
    if standing and decision_values(standing) == (by.pk, method, reason, set(codes)):
        return standing
    at = now()
    withdraw_current(round, found.unit, at)
    decision = Decision(round=round, unit=found.unit, method=method, reason=reason, decided_by=by, decided_at=at)
    insert_decisions([(decision, tuple(codes))])
    data = {"unit": unit, "codes": labels_of(codes), "method": method, "reason": reason}
    record(study=round.study, kind=EventKind.DECIDED, by=by, round=round, data=data)
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


def preview_final_rater_codes(*, by: Member, round: Round) -> tuple[dict[int, tuple[int, ...]], FinalRaterPreview]:
    """unit → the final rater's own codes, where they can decide an open disagreement now; and the count of all."""
    require_adjudicator(by, round)
    require_final_rater(by, round)
    resolver = CodeResolver.for_rounds([round])
    answers, discussed = code_sets(round, resolver.matched), raters_awaited(round)
    own = first_ratings(round).filter(assignment__rater=by)
    silent = set(own.exclude(no_code_reason="").values_list("assignment__unit", flat=True))
    spoken = comments(round).filter(author=by).exclude(kind=Comment.Kind.REMARK)
    position = dict(spoken.values_list("disagreement__unit", "kind"))  # the last one
    standing: dict[int, tuple[int, ...]] = {}
    not_coded = awaiting = no_code = changed = retired = 0
    for unit in (disagreement.unit_id for disagreement in undecided(round)):
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
def apply_final_rater_codes(*, by: Member, round: Round, reason: str = "") -> FinalRaterPreview:
    """Settle every open disagreement that may be decided now by the final rater's own first coding."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    standing, stood = preview_final_rater_codes(by=by, round=round)
    why = reason.strip() or OWN_STANDS
    method, at = Decision.Method.FINAL_RATER, now()
    insert_decisions(
        [
            (Decision(round=round, unit_id=unit, method=method, reason=why, decided_by=by, decided_at=at), codes)
            for unit, codes in standing.items()
        ]
    )
    if standing:
        data = {"units": len(standing), "reason": why}
        record(study=round.study, kind=EventKind.FINAL_RATER_CODES_APPLIED, by=by, round=round, data=data)
    return stood
