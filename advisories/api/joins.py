"""Advisories that are split or joined by hand, and records that wait for a decision."""

from __future__ import annotations

from typing import Any, Final

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.corpora import CorpusView
from advisories.api.source_records import advisory_id
from advisories.intake import joins
from advisories.models import Waiting

LISTED: Final = 200
QUESTIONS: Final = {
    Waiting.Kind.JOIN: "It would join these advisories. One of them is a unit of a round.",
    Waiting.Kind.APART: "It would take this advisory apart, which is a unit of a round.",
    Waiting.Kind.BOTH: "It names identifiers of advisories that were split by hand.",
    Waiting.Kind.SIZE: "It would make an advisory with more than 20 identifiers.",
}


class Reason(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2_000, help_text="Stored with the decision.")


class SplitGroup(serializers.Serializer[Any]):
    identifiers = serializers.ListField(child=serializers.CharField(max_length=200), max_length=100)
    records = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=500)


class SplitInput(Reason):
    groups = SplitGroup(many=True, help_text="Two groups that together have all identifiers and current records.")


class JoinInput(Reason):
    keys = serializers.ListField(
        child=serializers.CharField(max_length=200), min_length=2, max_length=2, help_text="Of the two advisories."
    )


class WaitingDecision(Reason):
    decision = serializers.ChoiceField(
        [Waiting.Decision.USE, Waiting.Decision.KEEP],
        help_text="“use” does what the record asks for, “keep” leaves the advisories as they are.",
    )


class Keys(serializers.Serializer[Any]):
    keys = serializers.ListField(child=serializers.CharField(), help_text="Of the advisories after the change.")


class WaitingSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(Waiting.Kind.choices)
    sentence = serializers.CharField(help_text="What the record asks for.")
    keys = serializers.ListField(child=serializers.CharField(), help_text="Of the advisories that it is about.")
    identifier = serializers.CharField(help_text="Of the record.")
    format = serializers.CharField()
    origin = serializers.CharField(help_text="The file that the record comes from.")
    asked_at = serializers.DateTimeField()
    can_use = serializers.BooleanField(help_text="Whether “use” is possible.")


def waiting_json(waiting: Waiting) -> dict[str, Any]:
    kind = Waiting.Kind(waiting.kind)
    return {
        "id": waiting.pk,
        "kind": waiting.kind,
        "sentence": QUESTIONS[kind],
        "keys": waiting.keys,
        "identifier": waiting.record.identifier,
        "format": waiting.record.format,
        "origin": waiting.record.origin,
        "asked_at": waiting.asked_at,
        "can_use": kind != Waiting.Kind.SIZE,
    }


class WaitingRecords(CorpusView):
    @extend_schema(operation_id="waiting_records", responses=WaitingSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the records that wait for a decision, newest first."""
        self.require_import(request.user)  # the questions tell which advisories are coded
        open_ones = Waiting.objects.filter(corpus=self.corpus, decision=Waiting.Decision.UNDECIDED)
        rows = open_ones.select_related("record").defer("record__content")[:LISTED]
        return Response([waiting_json(row) for row in rows])


class Decide(CorpusView):
    @extend_schema(operation_id="decide_waiting", request=WaitingDecision, responses=Keys)
    def post(self, request: Request, number: int) -> Response:
        """Decide about a record that waits, once."""
        get_object_or_404(Waiting, corpus=self.corpus, pk=number)
        self.require_import(request.user)
        serializer = WaitingDecision(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        keys = joins.decide(self.corpus, number, values["decision"], reason=values["reason"], by=request.user)
        return Response({"keys": keys})


class SplitAdvisory(CorpusView):
    @extend_schema(operation_id="split_advisory", request=SplitInput, responses=Keys)
    def post(self, request: Request, key: str) -> Response:
        """Split an advisory in two. Later imports do not join them again."""
        advisory_id(self.corpus, key)
        self.require_import(request.user)
        serializer = SplitInput(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        groups = [joins.Group(**group) for group in values["groups"]]
        return Response({"keys": joins.split(self.corpus, key, groups, reason=values["reason"], by=request.user)})


class Join(CorpusView):
    @extend_schema(operation_id="join_advisories", request=JoinInput, responses=Keys)
    def post(self, request: Request) -> Response:
        """Join two advisories by hand."""
        self.require_import(request.user)
        serializer = JoinInput(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        return Response({"keys": joins.join(self.corpus, values["keys"], reason=values["reason"], by=request.user)})
