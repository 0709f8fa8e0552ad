"""Views that replace a code in a rater's own codings, and undo that."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import records
from coding.api.base import ResponseSerializer, RoundView, validated
from coding.dataset import limits
from coding.steps.code.recode import recode, recode_scope, undo_recoding


class RecodeScopeSerializer(ResponseSerializer):
    submitted = serializers.ListField(child=serializers.IntegerField(), help_text="Submitted units with the code.")
    drafts = serializers.ListField(child=serializers.IntegerField(), help_text="Units whose draft has the code.")


class Recoding(serializers.Serializer[Any]):
    into = serializers.IntegerField()
    reason = serializers.CharField(max_length=limits.REASON)
    units = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        allow_null=True,
        default=None,
        max_length=10_000,
        help_text="Null for all your units; a private code is then merged and retired.",
    )


class Recoded(ResponseSerializer):
    units = serializers.ListField(child=serializers.IntegerField(), help_text="Units with a new version.")


class RecodeUnits(RoundView):
    """The units of a rater that have a code, and its replacement in them."""

    @extend_schema(operation_id="recode_scope", responses=RecodeScopeSerializer)
    def get(self, request: Request, study: str, number: int, code_id: int) -> Response:
        """List your own units that have the code."""
        member, coding_round = self.member_and_round()
        code = get_object_or_404(records.codes(member), pk=code_id)
        scope = recode_scope(by=member, coding_round=coding_round, code=code)
        return Response({"submitted": scope.submitted, "drafts": scope.drafts})

    @extend_schema(operation_id="recode_units", request=Recoding, responses=Recoded)
    def post(self, request: Request, study: str, number: int, code_id: int) -> Response:
        """Replace the code in your own codings. Each changed unit gets a new version."""
        member, coding_round = self.member_and_round()
        return Response(
            {"units": recode(by=member, coding_round=coding_round, code=code_id, **validated(Recoding, request))}
        )


class UndoRecoding(RoundView):
    """Undo your last replacement of a code."""

    @extend_schema(operation_id="undo_recoding", request=None, responses=Recoded)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        return Response({"units": undo_recoding(by=member, coding_round=coding_round)})
