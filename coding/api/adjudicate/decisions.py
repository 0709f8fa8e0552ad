"""The adjudicator's desk: disagreements with both codings, and decisions."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.api.adjudicate.disagreement_json import Desk
from coding.api.assign import RoundSerializer, round_json
from coding.api.base import (
    CERTAINTIES,
    NO_CODE_REASONS,
    CodeBrief,
    ResponseSerializer,
    RoundView,
    UnitSerializer,
    if_match_version,
    validated,
)
from coding.api.code.unit import IF_MATCH
from coding.errors import StaleWrite
from coding.models import Decision, Disagreement, Member, Round
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide, preview_final_rater_codes
from coding.steps.adjudicate.settle import reopen_round, settle
from coding.steps.adjudicate.withdraw import withdraw


class AnswerBrief(ResponseSerializer):
    rater = serializers.CharField()
    codes = CodeBrief(many=True, help_text="Shared codes after matching, as coded.")
    merged_codes = CodeBrief(many=True, help_text="The same codes after merges.")
    certainty = serializers.ChoiceField(CERTAINTIES)


class DecisionSerializer(ResponseSerializer):
    codes = CodeBrief(many=True)
    merged_codes = CodeBrief(many=True, help_text="The same codes after merges.")
    method = serializers.ChoiceField(Decision.Method.choices)
    by = serializers.CharField(allow_null=True)
    reason = serializers.CharField()
    has_reason = serializers.BooleanField(help_text="Whether who decided wrote the reason.")
    decided_at = serializers.DateTimeField()


class DecisionVersion(ResponseSerializer):
    decision = DecisionSerializer(allow_null=True)
    version = serializers.IntegerField(help_text="Counts decisions and withdrawals: what If-Match takes.")
    waits_for = serializers.ListField(
        child=serializers.CharField(),
        help_text="Raters who have to move or stay before the final rater decides; empty once it is decided.",
    )


class DisagreementBrief(DecisionVersion):
    unit = serializers.IntegerField()
    identifier = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(Disagreement.Kind.choices, help_text="How the codes differ, as coded.")
    status = serializers.ChoiceField(Disagreement.Status.choices)
    answers = AnswerBrief(many=True)


class MarkSerializer(ResponseSerializer):
    code = serializers.IntegerField(help_text="The shared code.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class FullAnswer(AnswerBrief):
    private_codes = serializers.ListField(child=serializers.CharField())
    memo = serializers.CharField()
    no_code_reason = serializers.ChoiceField(NO_CODE_REASONS, help_text="Given in place of a code.")
    flagged_for_discussion = serializers.BooleanField(help_text="Whether the rater asks to discuss the unit.")
    segments = MarkSerializer(many=True)


class DisagreementSerializer(DecisionVersion):
    unit = UnitSerializer()
    kind = serializers.ChoiceField(Disagreement.Kind.choices, help_text="How the codes differ, as coded.")
    status = serializers.ChoiceField(Disagreement.Status.choices)
    answers = FullAnswer(many=True)
    unheard = serializers.ListField(
        child=serializers.CharField(),
        help_text="Raters who may still move or stay; before that the final rater changes no decision either.",
    )
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Given lately; to be used again.")
    previous = serializers.IntegerField(allow_null=True)
    next = serializers.IntegerField(allow_null=True)
    next_undecided = serializers.IntegerField(allow_null=True)


class DecisionInput(serializers.Serializer[Any]):
    unit = serializers.IntegerField()
    codes = serializers.ListField(child=serializers.IntegerField(), max_length=200)
    method = serializers.ChoiceField(["final_rater", "discussion"], default="final_rater")
    reason = serializers.CharField(max_length=5_000, allow_blank=True, default="")


class ReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=5_000, allow_blank=True, default="")


class FinalRaterPreviewSerializer(ResponseSerializer):
    will_decide = serializers.IntegerField()
    not_coded = serializers.IntegerField(help_text="Not coded by the final rater.")
    awaiting_response = serializers.IntegerField(help_text="Still being discussed.")
    no_code = serializers.IntegerField(help_text="Answered by the final rater without a code.")
    position_changed = serializers.IntegerField(help_text="The final rater moved to other codes in the discussion.")
    code_retired = serializers.IntegerField(help_text="The final rater's code is retired.")


def disagreement_of(member: Member, coding_round: Round, unit: int) -> dict[str, Any]:
    return Desk(member, coding_round, unit).full_json()


class Disagreements(RoundView):
    """Every stored disagreement, decided or not."""

    @extend_schema(operation_id="disagreements", responses=DisagreementBrief(many=True))
    def get(self, request: Request, study: str, number: int) -> Response:
        desk = Desk(*self.seat())
        return Response([desk.brief_json(row) for row in desk.rows])


class OneDisagreement(RoundView):
    @extend_schema(operation_id="disagreement", responses=DisagreementSerializer)
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        return Response(disagreement_of(*self.seat(), unit))


class Decisions(RoundView):
    """A decision is based on the version of the disagreement that was looked at; a stale one is told what stands."""

    @extend_schema(
        operation_id="decide", request=DecisionInput, parameters=[IF_MATCH], responses={201: DisagreementSerializer}
    )
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        values = validated(DecisionInput, request)
        unit = values["unit"]
        try:
            decide(by=member, coding_round=coding_round, version=if_match_version(request), **values)
        except StaleWrite as stale:
            stale.state["current"] = disagreement_of(member, coding_round, unit)
            raise
        return Response(disagreement_of(member, coding_round, unit), status=201)


class OneDecision(RoundView):
    """Withdrawing it answers with what stands then."""

    @extend_schema(operation_id="withdraw_decision", parameters=[IF_MATCH], responses={200: DisagreementSerializer})
    def delete(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        try:
            withdraw(by=member, coding_round=coding_round, unit=unit, version=if_match_version(request))
        except StaleWrite as stale:
            stale.state["current"] = disagreement_of(member, coding_round, unit)
            raise
        return Response(disagreement_of(member, coding_round, unit))


class ApplyFinalRaterCodes(RoundView):
    """The final rater's own first coding settles the open disagreements that it can settle."""

    @extend_schema(operation_id="preview_final_rater_codes", responses=FinalRaterPreviewSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        return Response(preview_final_rater_codes(by=member, coding_round=coding_round)[1]._asdict())

    @extend_schema(
        operation_id="apply_final_rater_codes", request=ReasonSerializer, responses=FinalRaterPreviewSerializer
    )
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        return Response(
            apply_final_rater_codes(
                by=member, coding_round=coding_round, **validated(ReasonSerializer, request)
            )._asdict()
        )


class Settle(RoundView):
    @extend_schema(operation_id="settle", request=None, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        return Response(round_json(settle(by=member, coding_round=coding_round)))


class ReopenRound(RoundView):
    """Undo the settling, as long as no release rests on it."""

    @extend_schema(operation_id="reopen_round", request=None, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        return Response(round_json(reopen_round(by=member, coding_round=coding_round)))
