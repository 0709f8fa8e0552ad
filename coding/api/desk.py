"""What lies on the adjudicator's desk, as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import Http404

from coding import visibility
from coding.api.base import unit_json
from coding.models import Code, Coding, Decision, Disagreement, MatchingPair, Member, Round
from coding.positions import waits_for
from coding.rater_names import Names

REASONS = 12  # recent reasons offered for reuse


class Desk:
    """What lies on the desk of a closed round, read in a fixed number of queries."""

    def __init__(self, member: Member, round: Round) -> None:
        self.round = round
        self.names = Names(member)
        self.rows = list(visibility.disagreements(round).select_related("unit__document__advisory__project"))
        units = [row.unit_id for row in self.rows]
        self.targets: dict[int, Code] = {
            pair.code_id: pair.target
            for pair in MatchingPair.objects.filter(matching__round=round, target__isnull=False).select_related(
                "target"
            )
            if pair.target
        }
        self.codings: dict[int, list[Coding]] = defaultdict(list)
        ratings = visibility.first_ratings(round).filter(assignment__unit__in=units)
        for coding in ratings.select_related("assignment__rater").prefetch_related("code_rows__code", "segments"):
            self.codings[coding.assignment.unit_id].append(coding)
        for unit, given in self.codings.items():
            self.codings[unit] = self.names.in_order(round, given, lambda coding: coding.assignment.rater)
        self.decisions: dict[int, Decision] = {
            decision.unit_id: decision
            for decision in visibility.decisions(round)
            .filter(unit__in=units)
            .select_related("decided_by")
            .prefetch_related("code_rows__code")
        }
        self.discussed = waits_for(round)

    def shared(self, coding: Coding) -> list[Code]:
        """The shared codes that a coding means, each once."""
        codes = {c.pk: c for row in coding.code_rows.all() if (c := self.targets.get(row.code_id, row.code))}
        return list(codes.values())

    def decision_json(self, unit: int) -> dict[str, Any] | None:
        decision = self.decisions.get(unit)
        if decision is None:
            return None
        return {
            "codes": briefs(row.code for row in decision.code_rows.all()),
            "how": decision.how,
            "by": decision.decided_by.name if decision.decided_by else None,
            "reason": decision.reason,
            "decided_at": decision.decided_at,
        }

    def brief_json(self, row: Disagreement) -> dict[str, Any]:
        return {
            "unit": row.unit.number,
            "identifier": row.unit.identifier,
            "title": row.unit.document.title,
            "kind": row.kind,
            "answers": [
                {
                    "rater": self.rater(coding),
                    "codes": briefs(self.shared(coding)),
                    "certainty": coding.certainty,
                }
                for coding in self.codings[row.unit_id]
            ],
            "decision": self.decision_json(row.unit_id),
            "waits_for": self.waits_for(row),
        }

    def waits_for(self, row: Disagreement) -> list[str]:
        awaited = self.names.in_order(self.round, self.discussed.get(row.unit_id, []), lambda rater: rater)
        return [self.names.of(rater, self.round) for rater in awaited]

    def rater(self, coding: Coding) -> str:
        return self.names.of(coding.assignment.rater, self.round)

    def full_json(self, row: Disagreement) -> dict[str, Any]:
        numbers = [other.unit.number for other in self.rows]
        place = numbers.index(row.unit.number)
        open_ones = [other.unit.number for other in self.rows if other.unit_id not in self.decisions]
        later = [number for number in open_ones if number > row.unit.number]
        earlier = [number for number in open_ones if number < row.unit.number]
        return {
            "unit": unit_json(row.unit, classifications=False),
            "kind": row.kind,
            "answers": [self.answer_json(coding) for coding in self.codings[row.unit_id]],
            "decision": self.decision_json(row.unit_id),
            "waits_for": self.waits_for(row),
            "reasons": self.reasons(),
            "previous": numbers[place - 1] if place else None,
            "next": numbers[place + 1] if place + 1 < len(numbers) else None,
            "next_undecided": next(iter(later + earlier), None),
        }

    def answer_json(self, coding: Coding) -> dict[str, Any]:
        return {
            "rater": self.rater(coding),
            "codes": briefs(self.shared(coding)),
            "private_codes": [row.code.label for row in coding.code_rows.all() if row.code.owner_id],
            "memo": coding.memo,
            "certainty": coding.certainty,
            "uncoded": coding.uncoded,
            "discuss": coding.discuss,
            "segments": [
                {
                    "code": self.targets[s.code_id].pk if s.code_id in self.targets else s.code_id,
                    "start": s.start,
                    "end": s.end,
                    "quote": s.quote,
                }
                for s in coding.segments.all()
            ],
        }

    def reasons(self) -> list[str]:
        newest = sorted(self.decisions.values(), key=lambda d: d.decided_at, reverse=True)
        return list(dict.fromkeys(d.reason for d in newest if d.reason and d.decided_by_id))[:REASONS]


def briefs(codes: Iterable[Code]) -> list[dict[str, Any]]:
    return [{"id": code.pk, "label": code.label, "colour": code.colour} for code in codes]


def row_of(desk: Desk, unit: int) -> Disagreement:
    for row in desk.rows:
        if row.unit.number == unit:
            return row
    raise Http404
