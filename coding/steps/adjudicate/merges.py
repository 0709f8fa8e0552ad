"""Disagreements that a merge of shared codes resolves, and those that undoing the merge reopens."""

from __future__ import annotations

from typing import Any, NamedTuple

from coding.access.ratings import first_ratings
from coding.access.records import decisions
from coding.clock import now
from coding.codebook.resolver import CodeResolver, code_sets
from coding.errors import BadInput, RoundState
from coding.models import Code, Decision, DecisionCode, Disagreement, Event, EventKind, Round, Study
from coding.queries.adjudication_status import undecided
from coding.statistics.disagreement import disagreement_kind
from coding.steps.adjudicate.disagreements import common_codes, comparable_sets, insert_decisions

Units = list[dict[str, Any]]  # [{"round": number, "units": [number]}], as an event lists them


def resolve_by_merge(*, rounds: list[Round], code: Code, reason: str) -> Units:
    """Decide the open disagreements of these rounds that the merge of `code` resolves; return the units."""
    resolved: Units = []
    for coding_round in rounds:
        resolver = CodeResolver.for_rounds([coding_round])
        if agreed := agreed_after_merges(coding_round, resolver):
            codes = code_sets(coding_round, resolver.merged)
            insert_decisions([decision_by_merge(row, code, reason, codes[row.unit_id]) for row in agreed])
            resolved.append({"round": coding_round.number, "units": [row.unit.number for row in agreed]})
    return resolved


def agreed_after_merges(coding_round: Round, resolver: CodeResolver) -> list[Disagreement]:
    """Return the open disagreements of a closed round whose raters agree by the merges of `resolver`."""
    disagreements = undecided(coding_round) if coding_round.state == Round.State.CLOSED else []
    if not disagreements:
        return []
    sets = comparable_sets(coding_round, resolver.merged)
    return [row for row in disagreements if disagreement_kind(sets[row.unit_id]) is None]


class MergePreview(NamedTuple):
    """What merging a code would change in a round."""

    given: bool  # whether a rater gave the code, or one that means it
    decided: int  # units decided with it
    resolved: int  # disagreements on which the raters would agree


def preview_merge(*, rounds: list[Round], code: Code, into: Code) -> dict[int, MergePreview]:
    """Return round → what merging `code` would change. A private code with the same label is another code."""
    previews = {}
    for coding_round in rounds:
        resolver = CodeResolver.for_rounds([coding_round])
        decided = DecisionCode.objects.filter(decision__in=decisions(coding_round)).values_list("decision", "code")
        with_code = {decision for decision, own in decided if resolver.merged(own) == code.pk}
        resolved = agreed_after_merges(coding_round, resolver.with_merge(code.pk, into.pk))
        given = first_ratings(coding_round).values_list("code_rows__code", flat=True).distinct()
        is_given = any(resolver.merged(own) == code.pk for own in given if own is not None)
        previews[coding_round.pk] = MergePreview(is_given, len(with_code), len(resolved))
    return previews


def decision_by_merge(
    disagreement: Disagreement, code: Code, reason: str, codes_by_rater: dict[int, tuple[int, ...]]
) -> tuple[Decision, tuple[int, ...], tuple[int, ...]]:
    """Return an unsaved decision by the rule that `code` was merged, and its codes, none of which is unclear."""
    into = code.merged_into
    decision = Decision(
        round=disagreement.round,
        unit=disagreement.unit,
        method=Decision.Method.RULE,
        reason=f"“{code.label}” was merged into “{into.label if into else ''}”: {reason}",
        merged_code=code,
        decided_at=now(),
    )
    return decision, common_codes(disagreement.round, next(iter(codes_by_rater.values()))), ()


def resolve_unit(disagreement: Disagreement) -> Decision | None:
    """Decide one open disagreement by the latest merge of its codes, if its raters now agree."""
    coding_round, unit = disagreement.round, disagreement.unit_id
    resolver = CodeResolver.for_rounds([coding_round])
    if disagreement_kind(comparable_sets(coding_round, resolver.merged, unit)[unit]) is not None:
        return None
    matched = code_sets(coding_round, resolver.matched, unit)[unit]
    merged = {code for codes in matched.values() for start in codes for code in resolver.merge_chain(start)}
    code = max((resolver.codes[pk] for pk in merged), key=lambda code: (code.retired_at, code.pk))
    codes_by_rater = code_sets(coding_round, resolver.merged, unit)[unit]
    by_merge = decision_by_merge(disagreement, code, merge_reason(coding_round.study, code), codes_by_rater)
    insert_decisions([by_merge])
    return by_merge[0]


def merge_reason(study: Study, code: Code) -> str:
    """Return the reason of the latest merge of a code."""
    merges = Event.objects.filter(study=study, kind=EventKind.CODES_MERGED, data__id=code.pk).order_by("-number")
    return str(merges[0].data["reason"])


def open_unmerged(*, rounds: list[Round]) -> Units:
    """Withdraw decisions by a merge that was undone; return their units.

    Raise RoundState if a settled round depends on one of these decisions.
    """
    opened: Units = []
    for coding_round in rounds:
        by_merge = decisions(coding_round).filter(merged_code__isnull=False)
        by_unit = {decision.unit_id: decision for decision in by_merge.select_related("unit")}
        if not by_unit:
            continue
        sets = comparable_sets(coding_round, CodeResolver.for_rounds([coding_round]).merged)
        stale = [decision for unit, decision in by_unit.items() if disagreement_kind(sets[unit]) is not None]
        if stale and coding_round.state == Round.State.SETTLED:
            raise RoundState(
                f"Round {coding_round.number} is settled and depends on this merge. "
                f"Reopen round {coding_round.number} first."
            )
        Decision.objects.filter(pk__in=[decision.pk for decision in stale]).update(withdrawn_at=now())
        if stale:
            opened.append({"round": coding_round.number, "units": [decision.unit.number for decision in stale]})
    return opened


def require_not_merged(decision: Decision | None) -> None:
    """Raise BadInput if a merge resolved the unit of this decision."""
    if decision is not None and decision.merged_code is not None:
        code = decision.merged_code
        into = code.merged_into.label if code.merged_into else ""
        raise BadInput(
            f"The raters do not disagree on unit {decision.unit.number} since “{code.label}” was merged into “{into}”. "
            "Undo the merge to decide it by hand."
        )
