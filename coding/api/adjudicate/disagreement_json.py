"""What lies on the adjudicator's desk, as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, Max, Min, Q, QuerySet
from django.http import Http404

from coding.access import records
from coding.access.blinding import RaterLabels
from coding.access.ratings import first_ratings
from coding.api.base import unit_json
from coding.codebook.resolver import CodeResolver, Reading
from coding.models import Code, Coding, CodingCode, Decision, DecisionCode, Disagreement, Member, Round
from coding.queries.adjudication_status import DECIDED, raters_awaited
from coding.steps.adjudicate.checks import OWN_CODES_APPLIED

REASONS = 12  # recent reasons offered for reuse


class Desk:
    """What lies on the desk of a closed round, or one unit of it, read in a fixed number of queries."""

    def __init__(self, member: Member, coding_round: Round, unit: int | None = None) -> None:
        self.round = coding_round
        self.names = RaterLabels(member)
        rows = records.disagreements(coding_round).select_related("unit__document__advisory__project")
        if unit is not None:
            rows = rows.filter(unit__number=unit)
        self.rows = list(rows)
        units = [row.unit_id for row in self.rows]
        self.resolver = CodeResolver.for_rounds([coding_round])
        self.codings: dict[int, list[Coding]] = defaultdict(list)
        ratings = first_ratings(coding_round).filter(assignment__unit__in=units)
        for coding in ratings.select_related("assignment__rater").prefetch_related("code_rows", "segments"):
            self.codings[coding.assignment.unit_id].append(coding)
        for of_unit, given in self.codings.items():
            self.codings[of_unit] = self.names.sort_by_label(
                coding_round, given, lambda coding: coding.assignment.rater
            )
        self.decisions: dict[int, Decision] = {
            decision.unit_id: decision
            for decision in records.decisions(coding_round)
            .filter(unit__in=units)
            .select_related("decided_by")
            .prefetch_related("code_rows")
        }
        self.versions = records.decision_counts(coding_round, **({} if unit is None else {"unit__in": units}))
        self.discussed = (
            raters_awaited(coding_round) if unit is None else raters_awaited(coding_round, units[0]) if units else {}
        )

    def codes_json(self, rows: QuerySet[CodingCode] | QuerySet[DecisionCode], reading: Reading) -> list[dict[str, Any]]:
        """The codes as `reading` resolves them, each once."""
        codes = dict.fromkeys(reading(row.code_id) for row in rows)
        return briefs(self.resolver.codes[code] for code in codes)

    def decision_json(self, unit: int) -> dict[str, Any] | None:
        decision = self.decisions.get(unit)
        if decision is None:
            return None
        return {
            "codes": self.codes_json(decision.code_rows.all(), self.resolver.own),
            "merged_codes": self.codes_json(decision.code_rows.all(), self.resolver.merged),
            "method": decision.method,
            "by": decision.decided_by.name if decision.decided_by else None,
            "reason": decision.reason,
            "has_reason": bool(decision.decided_by_id and decision.reason not in {"", OWN_CODES_APPLIED}),
            "decided_at": decision.decided_at,
        }

    def version(self, row: Disagreement) -> int:
        return self.versions.get(row.unit_id, 0)

    def brief_json(self, row: Disagreement) -> dict[str, Any]:
        return {
            "unit": row.unit.number,
            "identifier": row.unit.identifier,
            "title": row.unit.document.title,
            "kind": row.kind,
            "status": Disagreement.status_after(self.decisions.get(row.unit_id)),
            "answers": [
                {
                    "rater": self.rater(coding),
                    "codes": self.codes_json(coding.code_rows.all(), self.resolver.matched),
                    "merged_codes": self.codes_json(coding.code_rows.all(), self.resolver.merged),
                    "certainty": coding.certainty,
                }
                for coding in self.codings[row.unit_id]
            ],
            "decision": self.decision_json(row.unit_id),
            "version": self.version(row),
            "waits_for": self.waits_for(row),
        }

    def waits_for(self, row: Disagreement) -> list[str]:
        """What is decided waits for nobody."""
        return [] if row.unit_id in self.decisions else self.unheard(row)

    def unheard(self, row: Disagreement) -> list[str]:
        awaited = self.names.sort_by_label(self.round, self.discussed.get(row.unit_id, []), lambda rater: rater)
        return [self.names.label_for(rater, self.round) for rater in awaited]

    def rater(self, coding: Coding) -> str:
        return self.names.label_for(coding.assignment.rater, self.round)

    def full_json(self) -> dict[str, Any]:
        """The one unit of this desk."""
        if not self.rows:
            raise Http404
        (row,) = self.rows
        return {
            "unit": unit_json(row.unit, classifications=False),
            "kind": row.kind,
            "status": Disagreement.status_after(self.decisions.get(row.unit_id)),
            "answers": [self.answer_json(coding) for coding in self.codings[row.unit_id]],
            "decision": self.decision_json(row.unit_id),
            "version": self.version(row),
            "waits_for": self.waits_for(row),
            "unheard": self.unheard(row),
            "reasons": self.reasons(),
            **self.neighbours(row.unit.number),
        }

    def neighbours(self, number: int) -> dict[str, int | None]:
        """Where to go from here: back, on, and to what is open, from the beginning again at the end."""
        unit, before, after = "unit__number", Q(unit__number__lt=number), Q(unit__number__gt=number)
        found = records.disagreements(self.round).aggregate(
            previous=Max(unit, filter=before),
            next=Min(unit, filter=after),
            later=Min(unit, filter=after & Q(~Exists(DECIDED))),
            earlier=Min(unit, filter=before & Q(~Exists(DECIDED))),
        )
        later, earlier = found.pop("later"), found.pop("earlier")
        return {**found, "next_undecided": earlier if later is None else later}

    def answer_json(self, coding: Coding) -> dict[str, Any]:
        own = [self.resolver.codes[row.code_id] for row in coding.code_rows.all()]
        return {
            "rater": self.rater(coding),
            "codes": self.codes_json(coding.code_rows.all(), self.resolver.matched),
            "merged_codes": self.codes_json(coding.code_rows.all(), self.resolver.merged),
            "private_codes": [code.label for code in own if code.owner_id],
            "memo": coding.memo,
            "certainty": coding.certainty,
            "no_code_reason": coding.no_code_reason,
            "flagged_for_discussion": coding.flagged_for_discussion,
            "segments": [
                {
                    "code": self.resolver.matched(s.code_id),
                    "start": s.start,
                    "end": s.end,
                    "quote": s.quote,
                }
                for s in coding.segments.all()
            ],
        }

    def reasons(self) -> list[str]:
        """What people wrote lately, the newest first."""
        decisions = records.decisions(self.round).filter(decided_by__isnull=False)
        written = decisions.exclude(reason__in=["", OWN_CODES_APPLIED])
        newest = written.order_by().values("reason").annotate(last=Max("decided_at")).order_by("-last")
        return list(newest.values_list("reason", flat=True)[:REASONS])


def briefs(codes: Iterable[Code]) -> list[dict[str, Any]]:
    return [{"id": code.pk, "label": code.label, "colour": code.colour} for code in codes]
