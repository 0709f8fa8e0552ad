"""View of decided units with a similar text."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.api.adjudicate.disagreement_json import briefs
from coding.api.base import NO_CODE_REASONS, CodeBrief, ResponseSerializer, RoundView
from coding.codebook.resolver import CodeResolver
from coding.models import Decision
from coding.steps.similar_units import similar_decisions


class SimilarDecisionSerializer(ResponseSerializer):
    unit = serializers.IntegerField()
    identifier = serializers.CharField()
    title = serializers.CharField()
    similarity = serializers.FloatField(help_text="Cosine similarity of the texts' words, 0 to 1.")
    codes = CodeBrief(many=True, help_text="After merges.")
    no_code_reason = serializers.ChoiceField(
        NO_CODE_REASONS, help_text="Why the decision has no code; empty if it has codes."
    )
    method = serializers.ChoiceField(Decision.Method.choices)
    reason = serializers.CharField()


class SimilarDecisions(RoundView):
    """List the decided units with the most similar texts. POST, because showing them is recorded."""

    @extend_schema(operation_id="similar_decisions", request=None, responses=SimilarDecisionSerializer(many=True))
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.member_and_round()
        resolver = CodeResolver.for_rounds([coding_round])
        return Response(
            [
                {
                    "unit": row.record.unit.number,
                    "identifier": row.record.unit.identifier,
                    "title": row.record.unit.document.title,
                    "similarity": row.similarity,
                    "codes": briefs(
                        resolver.codes[code]
                        for code in dict.fromkeys(resolver.merged(own.code_id) for own in row.record.code_rows.all())
                    ),
                    "no_code_reason": row.record.no_code_reason,
                    "method": row.record.method,
                    "reason": row.record.reason,
                }
                for row in similar_decisions(by=member, coding_round=coding_round, unit=unit)
            ]
        )
