"""Views of what the rules suggest for a project. POST, because showing it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.inspection.activities import ACTIVITIES
from coding.access.suggestions import ActivitySuggestion
from coding.api.base import ResponseSerializer, RoundView, StudyView
from coding.models import Code, Study
from coding.models.enumerations import ENUMERATIONS
from coding.steps.suggestion import (
    show_suggestion,
    show_suggestion_before_coding,
    show_suggestion_to_final_rater,
)


class SuggestedActivity(ResponseSerializer):
    name = serializers.CharField(help_text="Name of the activity, as in `activity` of its code.")
    label = serializers.CharField(help_text="Label of its code.")
    suggestion = serializers.ChoiceField(tuple(ENUMERATIONS["suggestion"]))
    reason = serializers.CharField()
    evidence = serializers.ListField(child=serializers.IntegerField(), help_text="Numbers of the evidence it rests on.")


class RuleSuggestion(ResponseSerializer):
    activities = SuggestedActivity(many=True)


def suggestion_json(study: Study, suggestions: Sequence[ActivitySuggestion]) -> dict[str, Any]:
    """Return suggestions as JSON, with the labels of the study's codes."""
    codes = Code.objects.filter(study=study, owner__isnull=True, retired_at__isnull=True).exclude(activity="")
    labels = dict(codes.values_list("activity", "label"))
    return {
        "activities": [
            {
                "name": row.activity,
                "label": labels.get(row.activity) or ACTIVITIES[row.activity].label,
                "suggestion": row.suggestion,
                "reason": row.reason,
                "evidence": row.evidence,
            }
            for row in suggestions
            if row.activity in labels or row.activity in ACTIVITIES
        ]
    }


class ShowSuggestion(RoundView):
    """Return what the rules suggest for a unit that you have submitted. Your answer is final from then on."""

    @extend_schema(operation_id="show_suggestion", request=None, responses=RuleSuggestion)
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.member_and_round()
        suggestions = show_suggestion(by=member, coding_round=coding_round, unit=unit)
        return Response(suggestion_json(coding_round.study, suggestions))


class ShowSuggestionToFinalRater(RoundView):
    """Return what the rules suggest for a disagreement. Only for the final rater, and each reading is recorded."""

    @extend_schema(operation_id="show_suggestion_to_final_rater", request=None, responses=RuleSuggestion)
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.member_and_round()
        suggestions = show_suggestion_to_final_rater(by=member, coding_round=coding_round, unit=unit)
        return Response(suggestion_json(coding_round.study, suggestions))


class ShowSuggestionBeforeCoding(StudyView):
    """Return what the rules suggest for a unit, to the lead before a round opens. It is recorded if the lead rates."""

    @extend_schema(operation_id="show_suggestion_before_coding", request=None, responses=RuleSuggestion)
    def post(self, request: Request, study: str, unit: int) -> Response:
        member = self.member
        return Response(suggestion_json(member.study, show_suggestion_before_coding(by=member, unit=unit)))
