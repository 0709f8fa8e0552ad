"""The rater's own work list."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import ratings
from coding.api.base import ResponseSerializer as Shape
from coding.api.base import RoundView
from coding.models.round import ASSIGNMENT_STATES
from coding.queries import worklist as own_work


class WorklistItem(Shape):
    number = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.ChoiceField(ASSIGNMENT_STATES)
    submitted = serializers.BooleanField(help_text="Submitted at least once; there may be a draft all the same.")
    flagged = serializers.BooleanField(help_text="To be discussed, says its draft or else its submission.")
    deferred = serializers.BooleanField(help_text="Put off.")


class CodeUseSerializer(Shape):
    code = serializers.IntegerField()
    units = serializers.IntegerField()


class WorklistSerializer(Shape):
    rater = serializers.CharField()
    total = serializers.IntegerField()
    submitted = serializers.IntegerField()
    drafts = serializers.IntegerField()
    active_seconds = serializers.IntegerField(help_text="Your time on task over all submitted versions.")
    uses = CodeUseSerializer(many=True, help_text="How many of your submitted units have each code.")
    units = WorklistItem(many=True)
    next = serializers.IntegerField(
        allow_null=True, help_text="The first unit that is not submitted; those put off come last."
    )


class Worklist(RoundView):
    """The member's own units with their states."""

    @extend_schema(operation_id="queue", responses=WorklistSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
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
                "deferred": later is not None,
            }
            for pk, unit, title, later in rows
        ]
        left = [unit for unit in units if not unit["submitted"]]
        soon = [unit for unit in left if not unit["deferred"]]
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
                "next": next((unit["number"] for unit in [*soon, *left]), None),
            }
        )
