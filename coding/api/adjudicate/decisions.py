"""Views of the adjudication: disagreements with their codings, and decisions."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.api.adjudicate.disagreement_json import DisagreementReader
from coding.api.assign.round_json import RoundSerializer, round_json
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
from coding.api.code.unit import IF_MATCH, UnitEvidence
from coding.dataset import limits
from coding.errors import StaleWrite
from coding.models import Decision, Disagreement, Member, Round
from coding.steps.adjudicate.decide import apply_final_rater_codes, decide, preview_final_rater_codes
from coding.steps.adjudicate.settle import reopen_round, settle
from coding.steps.adjudicate.withdraw import withdraw


class CodingBrief(ResponseSerializer):
    rater = serializers.CharField()
    codes = CodeBrief(many=True, help_text="Shared codes after matching, before merges.")
    merged_codes = CodeBrief(many=True, help_text="The same codes after merges.")
    unclear = CodeBrief(many=True, help_text="In a study of projects, the codes of which the rater cannot tell.")
    certainty = serializers.ChoiceField(CERTAINTIES)
    no_code_reason = serializers.ChoiceField(
        NO_CODE_REASONS, help_text="Why the coding has no code; empty if it has codes."
    )


class DecisionSerializer(ResponseSerializer):
    codes = CodeBrief(many=True)
    merged_codes = CodeBrief(many=True, help_text="The same codes after merges.")
    unclear = CodeBrief(many=True, help_text="In a study of projects, the codes of which one cannot tell.")
    no_code_reason = serializers.ChoiceField(
        NO_CODE_REASONS, help_text="Why the decision has no code; empty if it has codes."
    )
    method = serializers.ChoiceField(Decision.Method.choices)
    by = serializers.CharField(allow_null=True)
    reason = serializers.CharField()
    has_reason = serializers.BooleanField(help_text="Whether the person who decided wrote a reason.")
    decided_at = serializers.DateTimeField()


class DecisionVersion(ResponseSerializer):
    decision = DecisionSerializer(allow_null=True)
    version = serializers.IntegerField(help_text="Number of decisions and withdrawals so far. Send it as If-Match.")
    awaiting_response = serializers.ListField(
        child=serializers.CharField(),
        help_text="Raters whose position is required before the final rater decides; empty once decided.",
    )


class DisagreementBrief(DecisionVersion):
    unit = serializers.IntegerField()
    identifier = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(Disagreement.Kind.choices, help_text="How the codes differ, as coded.")
    status = serializers.ChoiceField(Disagreement.Status.choices)
    codings = CodingBrief(many=True)


class SharedCodeSegment(ResponseSerializer):
    code = serializers.IntegerField(help_text="The shared code.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class FullCoding(CodingBrief):
    private_codes = serializers.ListField(child=serializers.CharField())
    memo = serializers.CharField()
    flagged_for_discussion = serializers.BooleanField(help_text="Whether the rater asks to discuss the unit.")
    segments = SharedCodeSegment(many=True)


class DisagreementSerializer(DecisionVersion):
    unit = UnitSerializer()
    kind = serializers.ChoiceField(Disagreement.Kind.choices, help_text="How the codes differ, as coded.")
    status = serializers.ChoiceField(Disagreement.Status.choices)
    codings = FullCoding(many=True)
    without_position = serializers.ListField(
        child=serializers.CharField(),
        help_text="Raters without a position, even if decided; until then the final rater cannot change a decision.",
    )
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Recent reasons, offered for reuse.")
    evidence = UnitEvidence(many=True, help_text="The findings that a project's text shows, in the order of the text.")
    suggestion_shown = serializers.BooleanField(
        help_text="Whether you, as the final rater, have seen what the rules suggest for the unit."
    )


class DecisionInput(serializers.Serializer[Any]):
    unit = serializers.IntegerField()
    codes = serializers.ListField(child=serializers.IntegerField(), max_length=limits.CODES)
    unclear = serializers.ListField(
        child=serializers.IntegerField(),
        max_length=limits.CODES,
        default=[],
        help_text="In a study of projects, the codes of which one cannot tell. All others are answered no.",
    )
    no_code_reason = serializers.ChoiceField(
        NO_CODE_REASONS,
        default="",
        help_text="Why the unit gets no code: not_applicable if no consequence applies, cannot_tell if the text does "
        "not tell. `codes` is then empty, and `reason` is required. With several codes per unit, neither codes nor a "
        "no-code reason means not_applicable.",
    )
    method = serializers.ChoiceField(["final_rater", "discussion"], default="final_rater")
    reason = serializers.CharField(max_length=limits.REASON, allow_blank=True, default="")


class ReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=limits.REASON, allow_blank=True, default="")


class ReopeningInput(serializers.Serializer[Any]):
    reason = serializers.CharField(
        max_length=limits.REASON,
        allow_blank=True,
        default="",
        help_text="Required. The audit trail and the methods section of a release state it.",
    )


class FinalRaterPreviewSerializer(ResponseSerializer):
    will_decide = serializers.IntegerField(help_text="Units that the final rater's own codes decide.")
    not_coded = serializers.IntegerField(help_text="Units that the final rater did not code.")
    awaiting_response = serializers.IntegerField(help_text="Units that are still under discussion.")
    no_code = serializers.IntegerField(help_text="Units of which the final rater could not tell.")
    position_changed = serializers.IntegerField(
        help_text="Units on which the final rater changed position in the discussion."
    )
    code_retired = serializers.IntegerField(help_text="Units on which a code of the final rater is retired.")


def disagreement_of(member: Member, coding_round: Round, unit: int) -> dict[str, Any]:
    """Return the disagreement on a unit as JSON; raise Http404 if there is none."""
    return DisagreementReader(member, coding_round, unit).full_json()


class Disagreements(RoundView):
    """List all stored disagreements of the round, decided or not."""

    @extend_schema(operation_id="disagreements", responses=DisagreementBrief(many=True))
    def get(self, request: Request, study: str, number: int) -> Response:
        reader = DisagreementReader(*self.member_and_round())
        return Response([reader.brief_json(row) for row in reader.rows])


class OneDisagreement(RoundView):
    """Return the disagreement on a unit with its text, codings and current decision."""

    @extend_schema(operation_id="disagreement", responses=DisagreementSerializer)
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        return Response(disagreement_of(*self.member_and_round(), unit))


class Decisions(RoundView):
    """Decide the disagreement on a unit. Responds 412 with the current state if the version is stale."""

    further_refusals = {"POST": (412,)}

    @extend_schema(
        operation_id="decide", request=DecisionInput, parameters=[IF_MATCH], responses={201: DisagreementSerializer}
    )
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        values = validated(DecisionInput, request)
        unit = values["unit"]
        try:
            decide(by=member, coding_round=coding_round, version=if_match_version(request), **values)
        except StaleWrite as stale:
            stale.state["current"] = disagreement_of(member, coding_round, unit)
            raise
        return Response(disagreement_of(member, coding_round, unit), status=201)


class OneDecision(RoundView):
    """Withdraw the current decision on a unit. Responds 412 with the current state if the version is stale."""

    @extend_schema(operation_id="withdraw_decision", parameters=[IF_MATCH], responses={200: DisagreementSerializer})
    def delete(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.member_and_round()
        try:
            withdraw(by=member, coding_round=coding_round, unit=unit, version=if_match_version(request))
        except StaleWrite as stale:
            stale.state["current"] = disagreement_of(member, coding_round, unit)
            raise
        return Response(disagreement_of(member, coding_round, unit))


class ApplyFinalRaterCodes(RoundView):
    """The final rater's own codes as decisions of the open disagreements."""

    @extend_schema(operation_id="preview_final_rater_codes", responses=FinalRaterPreviewSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        """Count the open disagreements that the final rater's own codes would decide, and the others."""
        member, coding_round = self.member_and_round()
        return Response(preview_final_rater_codes(by=member, coding_round=coding_round)[1]._asdict())

    @extend_schema(
        operation_id="apply_final_rater_codes", request=ReasonSerializer, responses=FinalRaterPreviewSerializer
    )
    def post(self, request: Request, study: str, number: int) -> Response:
        """Decide the open disagreements by the final rater's own codes, where possible."""
        member, coding_round = self.member_and_round()
        return Response(
            apply_final_rater_codes(
                by=member, coding_round=coding_round, **validated(ReasonSerializer, request)
            )._asdict()
        )


class SettleRound(RoundView):
    """Settle the round. Its decisions become final."""

    @extend_schema(operation_id="settle", request=None, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        return Response(round_json(member, settle(by=member, coding_round=coding_round)))


class ReopenRound(RoundView):
    """Reopen a settled round. This is possible until it has a release."""

    @extend_schema(operation_id="reopen_round", request=ReopeningInput, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        return Response(
            round_json(member, reopen_round(by=member, coding_round=coding_round, **validated(ReopeningInput, request)))
        )
