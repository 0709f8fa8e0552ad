"""Checks before a decision is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coding.access.adjudication import require_final_rater
from coding.access.blinding import RaterLabels
from coding.access.records import decision_counts
from coding.codebook.resolver import CodeResolver
from coding.errors import BadInput, NotReady, RoundState, StaleWrite
from coding.models import Code, Coding, Decision, Disagreement, Member, Round, Unit
from coding.queries.adjudication_status import raters_awaited
from coding.rendering.numbers import join_words
from coding.round_settings import ROUND_SETTINGS

OWN_CODES_APPLIED = "The final rater's own codes apply."  # the default reason


def require_responses(by: Member, coding_round: Round, disagreement: Disagreement) -> None:
    """Raise NotReady if the final rater must wait for the raters' positions on this disagreement."""
    if by.pk != coding_round.final_rater_id:
        return
    if awaited := raters_awaited(coding_round, disagreement.unit_id)[disagreement.unit_id]:
        labels = RaterLabels(by)
        names = join_words(
            [
                labels.label_for(rater, coding_round)
                for rater in labels.sort_by_label(coding_round, awaited, lambda rater: rater)
            ]
        )
        raise NotReady(
            f"Unit {disagreement.unit.number} is still under discussion and awaits a response from {names}. "
            "The lead can end the discussion."
        )


def require_method(by: Member, coding_round: Round, method: str, current: Decision | None) -> None:
    """Raise unless `by` may decide with this method now, given the current decision on the unit."""
    if method == Decision.Method.FINAL_RATER:
        return require_final_rater(by, coding_round)
    if method != Decision.Method.DISCUSSION or coding_round.resolution_method == Round.ResolutionMethod.FINAL_RATER:
        planned = ROUND_SETTINGS["resolution_method"].in_methods(coding_round.resolution_method)
        raise BadInput(f"Invalid method “{method}”. In this round, {planned}.")
    if by.pk == coding_round.final_rater_id:
        return None
    if coding_round.discussion_ended_at is not None:
        raise RoundState(f"The discussion of round {coding_round.number} has ended. Only the final rater can decide.")
    if current and current.method == Decision.Method.FINAL_RATER:
        raise RoundState(f"The final rater has decided unit {current.unit.number}. A discussion cannot replace this.")
    return None


def require_current(disagreement: Disagreement, current: Decision | None, version: int | None) -> None:
    """Raise StaleWrite if `version` is given and outdated. It is counted by `decision_counts`."""
    unit = disagreement.unit
    if version is None or version == decision_counts(disagreement.round, unit=unit).get(disagreement.unit_id, 0):
        return
    change = "decided" if current else "reopened"
    raise StaleWrite(f"Unit {unit.number} was {change} after you loaded it. Reload it, then decide again if needed.")


def check_answer(coding_round: Round, codes: Sequence[int], no_code_reason: str, unclear: Sequence[int] = ()) -> None:
    """Raise BadInput unless these are distinct shared codes whose merged codes are in use, or a no-code reason.

    In a study of projects, `unclear` are further codes, of which one cannot tell.
    """
    if coding_round.study.of_projects and no_code_reason == Coding.NoCodeReason.CANNOT_TELL:
        raise BadInput("In a study of projects, state “cannot tell” for each code of which one cannot tell.")
    if unclear and not coding_round.study.of_projects:
        raise BadInput("Only in a study of projects can single codes be unclear. Leave them out.")
    if set(codes) & set(unclear):
        raise BadInput("A code cannot be both given and unclear. Remove one of the two.")
    if no_code_reason:
        if codes:
            raise BadInput("A unit cannot have both codes and a no-code reason. Remove one of the two.")
        if no_code_reason not in Coding.NoCodeReason:
            raise BadInput(f"Unknown no-code reason “{no_code_reason}”. Use not_applicable or cannot_tell.")
        if not unclear:
            return
    if len({*codes, *unclear}) != len(codes) + len(unclear):
        raise BadInput("A unit cannot have the same code twice. Remove one.")
    if not coding_round.multi_label and len(codes) != 1:
        raise BadInput("This round requires exactly one code per unit. Choose one, “not applicable”, or “cannot tell”.")
    resolver = CodeResolver.for_rounds([coding_round])
    shared = {code.pk for code in resolver.codes.values() if code.owner_id is None}
    codes = [*codes, *unclear]
    if set(codes) - shared:
        raise BadInput("A decision requires codes of the shared codebook. Choose one of these.")
    if retired := [code for code in codes if resolver.retired(code)]:
        raise BadInput(
            f"“{resolver.label(retired[0])}” is retired from the codebook. "
            "Choose another code, or ask the lead to restore it."
        )


def require_reason(no_code_reason: str, reason: str) -> None:
    """Raise BadInput for a decision that states a no-code reason without saying why."""
    if not no_code_reason or reason.strip():
        return
    why = "no consequence applies" if no_code_reason == Coding.NoCodeReason.NOT_APPLICABLE else "the text does not tell"
    problem = f"A unit without a code needs a reason. Say why {why}."
    raise BadInput(problem, fields={"reason": [problem]})


def unclear_data(unclear: Sequence[int]) -> dict[str, list[str]]:
    """Return what an event states of codes that are unclear: nothing if there are none."""
    return {"unclear": labels_of(unclear)} if unclear else {}


def labels_of(codes: Sequence[int]) -> list[str]:
    """Return the labels of these codes in the same order."""
    labels = dict(Code.objects.filter(pk__in=codes).values_list("pk", "label"))
    return [labels[code] for code in codes]


def withdraw_current(coding_round: Round, unit: Unit, at: datetime) -> int:
    """Withdraw the current decision on a unit; return the number of withdrawn decisions."""
    # `replaced_by` finds a replaced decision by this time, so it must equal the time of the new decision.
    return Decision.objects.filter(round=coding_round, unit=unit, withdrawn_at__isnull=True).update(withdrawn_at=at)
