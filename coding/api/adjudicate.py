"""The adjudicator's desk: disagreements with both codings, and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding import visibility
from coding.api.assign import RoundShape, round_json
from coding.api.base import Answer, CodeBrief, RoundView, UnitShape, checked, unit_json
from coding.models import Code, Coding, Decision, Disagreement, MatchingPair, Round
from coding.steps.adjudicate import decide, let_final_rater_stand, settle, take_up_again, withdraw

REASONS = 12  # recent reasons offered for reuse


class AnswerBrief(Answer):
    rater = serializers.CharField()
    codes = CodeBrief(many=True)
    certainty = serializers.CharField()


class DecisionShape(Answer):
    codes = CodeBrief(many=True)
    how = serializers.CharField()
    by = serializers.CharField(allow_null=True)
    reason = serializers.CharField()
    decided_at = serializers.DateTimeField()


class DisagreementBrief(Answer):
    unit = serializers.IntegerField()
    identifier = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(Disagreement.Kind.choices)
    answers = AnswerBrief(many=True)
    decision = DecisionShape(allow_null=True)


class MarkShape(Answer):
    code = serializers.IntegerField(help_text="The shared code.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class FullAnswer(AnswerBrief):
    private_codes = serializers.ListField(child=serializers.CharField())
    memo = serializers.CharField()
    uncoded = serializers.CharField(help_text='"cannot_tell" or "not_applicable" in place of a code, else "".')
    discuss = serializers.BooleanField(help_text="Whether the rater asks to discuss the unit.")
    segments = MarkShape(many=True)


class DisagreementShape(Answer):
    unit = UnitShape()
    kind = serializers.ChoiceField(Disagreement.Kind.choices)
    answers = FullAnswer(many=True)
    decision = DecisionShape(allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Given lately; to be used again.")
    previous = serializers.IntegerField(allow_null=True)
    next = serializers.IntegerField(allow_null=True)
    next_undecided = serializers.IntegerField(allow_null=True)


class DecisionRequest(serializers.Serializer[Any]):
    unit = serializers.IntegerField()
    codes = serializers.ListField(child=serializers.IntegerField(), max_length=200)
    how = serializers.ChoiceField(["final_rater", "discussion"], default="final_rater")
    reason = serializers.CharField(max_length=5_000, allow_blank=True, default="")


class RuleRequest(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=5_000, allow_blank=True, default="")


class RuleShape(Answer):
    decided = serializers.IntegerField()
    left = serializers.IntegerField()


class Desk:
    """What lies on the desk of a closed round, read in a fixed number of queries."""

    def __init__(self, round: Round) -> None:
        self.round = round
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
        self.decisions: dict[int, Decision] = {
            decision.unit_id: decision
            for decision in visibility.decisions(round)
            .filter(unit__in=units)
            .select_related("decided_by")
            .prefetch_related("code_rows__code")
        }

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
        advisory = row.unit.document.advisory
        return {
            "unit": row.unit.number,
            "identifier": advisory.key if advisory else "",
            "title": row.unit.document.title,
            "kind": row.kind,
            "answers": [
                {
                    "rater": coding.assignment.rater.name,
                    "codes": briefs(self.shared(coding)),
                    "certainty": coding.certainty,
                }
                for coding in self.codings[row.unit_id]
            ],
            "decision": self.decision_json(row.unit_id),
        }

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
            "reasons": self.reasons(),
            "previous": numbers[place - 1] if place else None,
            "next": numbers[place + 1] if place + 1 < len(numbers) else None,
            "next_undecided": next(iter(later + earlier), None),
        }

    def answer_json(self, coding: Coding) -> dict[str, Any]:
        return {
            "rater": coding.assignment.rater.name,
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
        return list(dict.fromkeys(d.reason for d in newest if d.reason))[:REASONS]


def briefs(codes: Iterable[Code]) -> list[dict[str, Any]]:
    return [{"id": code.pk, "label": code.label, "colour": code.colour} for code in codes]


def row_of(desk: Desk, unit: int) -> Disagreement:
    for row in desk.rows:
        if row.unit.number == unit:
            return row
    raise Http404


class Disagreements(RoundView):
    """Every stored disagreement, decided or not."""

    @extend_schema(operation_id="disagreements", responses=DisagreementBrief(many=True))
    def get(self, request: Request, study: str, number: int) -> Response:
        desk = Desk(self.seat()[1])
        return Response([desk.brief_json(row) for row in desk.rows])


class OneDisagreement(RoundView):
    @extend_schema(operation_id="disagreement", responses=DisagreementShape)
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        desk = Desk(self.seat()[1])
        return Response(desk.full_json(row_of(desk, unit)))


class Decisions(RoundView):
    @extend_schema(operation_id="decide", request=DecisionRequest, responses={201: DisagreementShape})
    def post(self, request: Request, study: str, number: int) -> Response:
        member, round = self.seat()
        values = checked(DecisionRequest, request)
        decide(by=member, round=round, **values)
        desk = Desk(round)
        return Response(desk.full_json(row_of(desk, values["unit"])), status=201)


class OneDecision(RoundView):
    @extend_schema(operation_id="withdraw_decision", responses={204: None})
    def delete(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, round = self.seat()
        withdraw(by=member, round=round, unit=unit)
        return Response(status=204)


class FinalRaterStands(RoundView):
    """The final rater's own coding settles all open disagreements."""

    @extend_schema(operation_id="let_final_rater_stand", request=RuleRequest, responses=RuleShape)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, round = self.seat()
        decided, left = let_final_rater_stand(by=member, round=round, **checked(RuleRequest, request))
        return Response({"decided": decided, "left": left})


class Settle(RoundView):
    @extend_schema(operation_id="settle", request=None, responses=RoundShape)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, round = self.seat()
        return Response(round_json(settle(by=member, round=round)))


class TakeUpAgain(RoundView):
    """Undo the settling, as long as no release rests on it."""

    @extend_schema(operation_id="take_up_again", request=None, responses=RoundShape)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, round = self.seat()
        return Response(round_json(take_up_again(by=member, round=round)))
