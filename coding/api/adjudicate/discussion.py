"""The discussion of a disagreement: its thread, and the raters who move or stay."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import records
from coding.access.blinding import RaterLabels
from coding.api.adjudicate.disagreement_json import briefs
from coding.api.assign import RoundSerializer, round_json
from coding.api.base import CodeBrief, ResponseSerializer, RoundView, validated
from coding.models import Comment, Member, Round
from coding.steps.adjudicate.discuss import comment, end_discussion, reopen_discussion, take_position


class CommentSerializer(ResponseSerializer):
    author = serializers.CharField()
    kind = serializers.ChoiceField(Comment.Kind.choices)
    codes = CodeBrief(many=True, help_text="That a rater moves to.")
    text = serializers.CharField()
    created_at = serializers.DateTimeField()


class NewComment(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=5_000)


class Position(serializers.Serializer[Any]):
    codes = serializers.ListField(
        child=serializers.IntegerField(),
        max_length=200,
        allow_null=True,
        default=None,
        help_text="The shared codes moved to; null stays with the first rating.",
    )
    reason = serializers.CharField(max_length=5_000)


class PositionResult(ResponseSerializer):
    decided = serializers.BooleanField(help_text="Whether all raters of the unit now hold the same.")
    thread = CommentSerializer(many=True)


def thread(member: Member, coding_round: Round, unit: int) -> list[dict[str, Any]]:
    names = RaterLabels(member)
    return [
        {
            "author": names.label_for(said.author, coding_round),
            "kind": said.kind,
            "codes": briefs(row.code for row in said.code_rows.all()),
            "text": said.text,
            "created_at": said.created_at,
        }
        for said in records.comments(coding_round).filter(disagreement__unit__number=unit)
    ]


class Comments(RoundView):
    """All that was said about a disagreement, in order."""

    @extend_schema(operation_id="discussion", responses=CommentSerializer(many=True))
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        return Response(thread(*self.seat(), unit))

    @extend_schema(operation_id="comment", request=NewComment, responses={201: CommentSerializer(many=True)})
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        comment(by=member, coding_round=coding_round, unit=unit, **validated(NewComment, request))
        return Response(thread(member, coding_round, unit), status=201)


class Positions(RoundView):
    """A rater of the unit moves or stays, and says why."""

    @extend_schema(operation_id="take_position", request=Position, responses={201: PositionResult})
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        decision = take_position(by=member, coding_round=coding_round, unit=unit, **validated(Position, request))
        return Response({"decided": decision is not None, "thread": thread(member, coding_round, unit)}, status=201)


class Ending(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=5_000, allow_blank=True, default="")


class EndDiscussion(RoundView):
    """From then on the final rater may decide whatever is left."""

    @extend_schema(operation_id="end_discussion", request=Ending, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        return Response(round_json(end_discussion(by=member, coding_round=coding_round, **validated(Ending, request))))


class ReopenDiscussion(RoundView):
    """Undo the end of the discussion, as long as the final rater has decided nothing since."""

    @extend_schema(operation_id="open_discussion_again", request=None, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        return Response(round_json(reopen_discussion(by=member, coding_round=coding_round)))
