"""Replace one of a rater's own codes by another in several units, and undo it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import records
from coding.api.base import ResponseSerializer, RoundView, validated
from coding.steps.code.recode import recode, recode_scope, undo_recoding


class TouchedSerializer(ResponseSerializer):
    submitted = serializers.ListField(child=serializers.IntegerField(), help_text="Units that have the code.")
    drafts = serializers.ListField(child=serializers.IntegerField())


class Recoding(serializers.Serializer[Any]):
    into = serializers.IntegerField()
    reason = serializers.CharField(max_length=5_000)
    units = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        allow_null=True,
        default=None,
        max_length=10_000,
        help_text="Null: all of one's own. A private code is then merged: retired.",
    )


class Recoded(ResponseSerializer):
    units = serializers.ListField(child=serializers.IntegerField(), help_text="Submitted anew.")


class RecodeUnits(RoundView):
    """What a change of one's code touches, and the change itself."""

    @extend_schema(operation_id="touched_by_code", responses=TouchedSerializer)
    def get(self, request: Request, study: str, number: int, code_id: int) -> Response:
        member, coding_round = self.seat()
        found = recode_scope(
            by=member, coding_round=coding_round, code=get_object_or_404(records.codes(member), pk=code_id)
        )
        return Response({"submitted": found.submitted, "drafts": found.drafts})

    @extend_schema(operation_id="recode_units", request=Recoding, responses=Recoded)
    def post(self, request: Request, study: str, number: int, code_id: int) -> Response:
        member, coding_round = self.seat()
        return Response(
            {"units": recode(by=member, coding_round=coding_round, code=code_id, **validated(Recoding, request))}
        )


class UndoRecoding(RoundView):
    """Take the last change of one's codes back."""

    @extend_schema(operation_id="undo_recoding", request=None, responses=Recoded)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        return Response({"units": undo_recoding(by=member, coding_round=coding_round)})
