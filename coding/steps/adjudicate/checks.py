"""Checks that a decision has to pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coding.access.adjudication import require_final_rater
from coding.access.blinding import RaterLabels
from coding.access.records import decision_counts
from coding.codebook.resolver import CodeResolver
from coding.errors import BadInput, NotReady, RoundState, StaleWrite
from coding.models import Code, Decision, Disagreement, Member, Round, Unit
from coding.queries.adjudication_status import raters_awaited
from coding.rendering.numbers import join_words

OWN_STANDS = "The final rater's own coding stands."  # where nobody wrote a reason


def require_responses(by: Member, coding_round: Round, found: Disagreement) -> None:
    """Where the raters discuss first, the final rater waits until each has moved or stayed, or the lead ended it."""
    if by.pk != coding_round.final_rater_id:
        return
    if waits := raters_awaited(coding_round, found.unit_id)[found.unit_id]:
        seen = RaterLabels(by)
        names = join_words(
            [
                seen.label_for(rater, coding_round)
                for rater in seen.sort_by_label(coding_round, waits, lambda rater: rater)
            ]
        )
        raise NotReady(
            f"Unit {found.unit.number} is still being discussed: it waits for {names} to move or stay. "
            "The lead can end the discussion."
        )


def require_method(by: Member, coding_round: Round, method: str, standing: Decision | None) -> None:
    """The final rater decides; what a discussion agreed on is written down while there is one, and not over that."""
    if method == Decision.Method.FINAL_RATER:
        return require_final_rater(by, coding_round)
    if method != Decision.Method.DISCUSSION or coding_round.resolution_method == Round.ResolutionMethod.FINAL_RATER:
        raise BadInput(f"This round settles disagreements by {coding_round.get_resolution_method_display().lower()}.")
    if by.pk == coding_round.final_rater_id:
        return None
    if coding_round.discussion_ended_at is not None:
        raise RoundState(f"The discussion of round {coding_round.number} has ended; what is left is the final rater's.")
    if standing and standing.method == Decision.Method.FINAL_RATER:
        raise RoundState(f"The final rater has decided unit {standing.unit.number}; a discussion does not change that.")
    return None


def require_current(found: Disagreement, standing: Decision | None, version: int | None) -> None:
    """Refuse what was based on another state than the present one, of which `version` tells (see `versions`)."""
    unit = found.unit.number
    if version is None or version == decision_counts(found.round, unit=found.unit).get(found.unit_id, 0):
        return
    happened = "decided" if standing else "opened again"
    raise StaleWrite(f"Unit {unit} was {happened} meanwhile. Look at it, and decide anew if you have to.")


def check_final_codes(coding_round: Round, codes: Sequence[int]) -> None:
    """Codes of the shared codebook that are in use, or read as one that is."""
    if len(set(codes)) != len(codes):
        raise BadInput("A code can be given to a unit once.")
    if not coding_round.multi_label and len(codes) != 1:
        raise BadInput("This round takes exactly one code a unit.")
    resolver = CodeResolver.for_rounds([coding_round])
    shared = {code.pk for code in resolver.codes.values() if code.owner_id is None}
    if set(codes) - shared:
        raise BadInput("A decision takes codes of the shared codebook.")
    if retired := [code for code in codes if resolver.retired(code)]:
        raise BadInput(
            f"“{resolver.label(retired[0])}” is retired from the codebook. "
            "Choose another code, or have it taken back into use."
        )


def labels_of(codes: Sequence[int]) -> list[str]:
    found = dict(Code.objects.filter(pk__in=codes).values_list("pk", "label"))
    return [found[code] for code in codes]


def withdraw_current(coding_round: Round, unit: Unit, at: datetime) -> int:
    """What a decision replaces is withdrawn at the very time of that decision."""
    return Decision.objects.filter(round=coding_round, unit=unit, withdrawn_at__isnull=True).update(withdrawn_at=at)
