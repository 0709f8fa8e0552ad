"""View of a rater's own work list."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import ratings
from coding.api.base import ResponseSerializer, RoundView
from coding.models.round import ASSIGNMENT_STATES
from coding.queries import worklist as own_work


class WorklistItem(ResponseSerializer):
    number = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.ChoiceField(ASSIGNMENT_STATES)
    submitted = serializers.BooleanField(help_text="Submitted at least once, even if there is a newer draft.")
    flagged = serializers.BooleanField(help_text="Flagged for discussion, by the draft or else by the submission.")
    deferred = serializers.BooleanField(help_text="Left for later.")


class CodeUseSerializer(ResponseSerializer):
    code = serializers.IntegerField()
    units = serializers.IntegerField()


class WorklistSerializer(ResponseSerializer):
    rater = serializers.CharField()
    total = serializers.IntegerField()
    submitted = serializers.IntegerField()
    drafts = serializers.IntegerField()
    active_seconds = serializers.IntegerField(help_text="Your time on task over all submitted versions.")
    uses = CodeUseSerializer(many=True, help_text="Number of your submitted units with each code.")
    units = WorklistItem(many=True)
    next = serializers.IntegerField(
        allow_null=True, help_text="First unit that is not submitted; deferred units come last."
    )


class Worklist(RoundView):
    """List your own units of the round with their states."""

    @extend_schema(operation_id="worklist", responses=WorklistSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        drafts = dict(
            ratings.drafts(member)
            .filter(assignment__round=coding_round)
            .values_list("assignment", "content__flagged_for_discussion")
        )
        submitted = dict(
            ratings.own_current_codings(member, coding_round).values_list("assignment", "flagged_for_discussion")
        )
        rows = ratings.assignments(member, coding_round).values_list(
            "pk", "unit__number", "unit__document__title", "deferred_at"
        )
        units = [
            {
                "number": unit,
                "title": title,
                "state": "draft" if pk in drafts else "submitted" if pk in submitted else "not_started",
                "submitted": pk in submitted,
                "flagged": bool(drafts[pk] if pk in drafts else submitted.get(pk)),
                "deferred": deferred_at is not None,
            }
            for pk, unit, title, deferred_at in rows
        ]
        remaining = [unit for unit in units if not unit["submitted"]]
        not_deferred = [unit for unit in remaining if not unit["deferred"]]
        return Response(
            {
                "rater": member.name,
                "total": len(units),
                "submitted": len(submitted),
                "drafts": len(drafts),
                "uses": [
                    {"code": code, "units": count} for code, count in own_work.own_code_counts(member, coding_round)
                ],
                "active_seconds": own_work.own_active_seconds(member, coding_round),
                "units": units,
                "next": next((unit["number"] for unit in [*not_deferred, *remaining]), None),
            }
        )
