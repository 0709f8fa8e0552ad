"""Disagreements with their codings and decisions, as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db.models import Max, QuerySet
from django.http import Http404

from coding.access import records
from coding.access.blinding import RaterLabels
from coding.access.ratings import first_ratings
from coding.access.suggestions import shown_evidence, was_shown
from coding.api.base import unit_json
from coding.codebook.resolver import CodeResolver, Reading
from coding.models import Code, Coding, CodingCode, Decision, DecisionCode, Disagreement, Member, Round
from coding.queries.adjudication_status import raters_awaited
from coding.statistics.disagreement import no_code_reason_of
from coding.steps.adjudicate.checks import OWN_CODES_APPLIED

REASONS = 12  # recent reasons offered for reuse


class DisagreementReader:
    """Disagreements of a closed round, or the one on `unit`, read in a fixed number of queries."""

    def __init__(self, member: Member, coding_round: Round, unit: int | None = None) -> None:
        self.member, self.coding_round = member, coding_round
        self.of_projects = coding_round.study.of_projects
        unclear = ["unclear_rows"] if self.of_projects else []
        self.labels = RaterLabels(member)
        rows = records.disagreements(coding_round).select_related("unit__document")
        if unit is not None:
            rows = rows.filter(unit__number=unit)
        self.rows = list(rows)
        units = [row.unit_id for row in self.rows]
        self.resolver = CodeResolver.for_rounds([coding_round])
        self.codings: dict[int, list[Coding]] = defaultdict(list)
        ratings = first_ratings(coding_round).filter(assignment__unit__in=units)
        for coding in ratings.select_related("assignment__rater").prefetch_related("code_rows", "segments", *unclear):
            self.codings[coding.assignment.unit_id].append(coding)
        for unit_id, codings in self.codings.items():
            self.codings[unit_id] = self.labels.sort_by_label(
                coding_round, codings, lambda coding: coding.assignment.rater
            )
        self.decisions: dict[int, Decision] = {
            decision.unit_id: decision
            for decision in records.decisions(coding_round)
            .filter(unit__in=units)
            .select_related("decided_by")
            .prefetch_related("code_rows", *unclear)
        }
        self.versions = records.decision_counts(coding_round, **({} if unit is None else {"unit__in": units}))
        self.awaited = (
            raters_awaited(coding_round) if unit is None else raters_awaited(coding_round, units[0]) if units else {}
        )

    def codes_json(self, rows: QuerySet[CodingCode] | QuerySet[DecisionCode], reading: Reading) -> list[dict[str, Any]]:
        """Return the codes as `reading` resolves them, each once."""
        codes = dict.fromkeys(reading(row.code_id) for row in rows)
        return briefs(self.resolver.codes[code] for code in codes)

    def unclear_json(self, answer: Coding | Decision) -> list[dict[str, Any]]:
        """Return the codes of which a coding or a decision cannot tell, after merges."""
        if not self.of_projects:
            return []
        given = {self.resolver.merged(row.code_id) for row in answer.code_rows.all()}
        codes = dict.fromkeys(self.resolver.merged(row.code_id) for row in answer.unclear_rows.all())
        return briefs(self.resolver.codes[code] for code in codes if code not in given)

    def decision_json(self, unit: int) -> dict[str, Any] | None:
        decision = self.decisions.get(unit)
        if decision is None:
            return None
        return {
            "codes": self.codes_json(decision.code_rows.all(), self.resolver.own),
            "merged_codes": self.codes_json(decision.code_rows.all(), self.resolver.merged),
            "unclear": self.unclear_json(decision),
            "no_code_reason": decision.no_code_reason,
            "method": decision.method,
            "by": decision.decided_by.name if decision.decided_by else None,
            "reason": decision.reason,
            "has_reason": bool(decision.decided_by_id and decision.reason not in {"", OWN_CODES_APPLIED}),
            "decided_at": decision.decided_at,
        }

    def version(self, row: Disagreement) -> int:
        """Return the number of decisions and withdrawals on the unit."""
        return self.versions.get(row.unit_id, 0)

    def brief_json(self, row: Disagreement) -> dict[str, Any]:
        return {
            "unit": row.unit.number,
            "identifier": row.unit.identifier,
            "title": row.unit.document.title,
            "kind": row.kind,
            "status": Disagreement.status_after(self.decisions.get(row.unit_id)),
            "codings": [
                {
                    "rater": self.label(coding),
                    "codes": self.codes_json(coding.code_rows.all(), self.resolver.matched),
                    "merged_codes": self.codes_json(coding.code_rows.all(), self.resolver.merged),
                    "unclear": self.unclear_json(coding),
                    "certainty": coding.certainty,
                    "no_code_reason": no_code_reason_of(list(coding.code_rows.all()), coding.no_code_reason),
                }
                for coding in self.codings[row.unit_id]
            ],
            "decision": self.decision_json(row.unit_id),
            "version": self.version(row),
            "awaiting_response": self.awaiting_response(row),
        }

    def awaiting_response(self, row: Disagreement) -> list[str]:
        """Return the raters whose position is required before a decision; empty once decided."""
        return [] if row.unit_id in self.decisions else self.awaited_labels(row)

    def awaited_labels(self, row: Disagreement) -> list[str]:
        """Return the raters without a position, even if the unit is decided."""
        awaited = self.labels.sort_by_label(self.coding_round, self.awaited.get(row.unit_id, []), lambda rater: rater)
        return [self.labels.label_for(rater, self.coding_round) for rater in awaited]

    def label(self, coding: Coding) -> str:
        """Return the rater of the coding as the member sees it."""
        return self.labels.label_for(coding.assignment.rater, self.coding_round)

    def full_json(self) -> dict[str, Any]:
        """Return the only disagreement in full; raise Http404 if there is none."""
        if not self.rows:
            raise Http404
        (row,) = self.rows
        return {
            "unit": unit_json(row.unit, classifications=False),
            "kind": row.kind,
            "status": Disagreement.status_after(self.decisions.get(row.unit_id)),
            "codings": [self.coding_json(coding) for coding in self.codings[row.unit_id]],
            "decision": self.decision_json(row.unit_id),
            "version": self.version(row),
            "awaiting_response": self.awaiting_response(row),
            "without_position": self.awaited_labels(row),
            "reasons": self.reasons(),
            "evidence": [asdict(one) for one in shown_evidence(row.unit)] if self.of_projects else [],
            "suggestion_shown": self.of_projects and was_shown(self.member, self.coding_round, row.unit),
        }

    def coding_json(self, coding: Coding) -> dict[str, Any]:
        """Return a coding in full."""
        own = [self.resolver.codes[row.code_id] for row in coding.code_rows.all()]
        return {
            "rater": self.label(coding),
            "codes": self.codes_json(coding.code_rows.all(), self.resolver.matched),
            "merged_codes": self.codes_json(coding.code_rows.all(), self.resolver.merged),
            "private_codes": [code.label for code in own if code.owner_id],
            "memo": coding.memo,
            "unclear": self.unclear_json(coding),
            "certainty": coding.certainty,
            "no_code_reason": no_code_reason_of(own, coding.no_code_reason),
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
        """Return recent reasons that members wrote, newest first."""
        decisions = records.decisions(self.coding_round).filter(decided_by__isnull=False)
        written = decisions.exclude(reason__in=["", OWN_CODES_APPLIED])
        newest = written.order_by().values("reason").annotate(last=Max("decided_at")).order_by("-last")
        return list(newest.values_list("reason", flat=True)[:REASONS])


def briefs(codes: Iterable[Code]) -> list[dict[str, Any]]:
    return [{"id": code.pk, "label": code.label, "colour": code.colour} for code in codes]
