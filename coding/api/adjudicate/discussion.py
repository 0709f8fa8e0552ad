"""Views of the discussion of a disagreement: its thread, and positions of raters."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import records
from coding.access.blinding import RaterLabels
from coding.api.adjudicate.disagreement_json import briefs
from coding.api.assign.round_json import RoundSerializer, round_json
from coding.api.base import NO_CODE_REASONS, CodeBrief, ResponseSerializer, RoundView, validated
from coding.dataset import limits
from coding.models import Comment, Member, Round
from coding.steps.adjudicate.discuss import comment, end_discussion, reopen_discussion, take_position


class CommentSerializer(ResponseSerializer):
    author = serializers.CharField()
    kind = serializers.ChoiceField(Comment.Kind.choices)
    codes = CodeBrief(many=True, help_text="Codes of a changed position.")
    no_code_reason = serializers.ChoiceField(
        NO_CODE_REASONS, help_text="Why a changed position has no code; empty for all others."
    )
    unclear = CodeBrief(many=True, help_text="Codes of which a changed position cannot tell.")
    text = serializers.CharField()
    created_at = serializers.DateTimeField()


class NewComment(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=limits.REASON)


class Position(serializers.Serializer[Any]):
    codes = serializers.ListField(
        child=serializers.IntegerField(),
        max_length=limits.CODES,
        allow_null=True,
        default=None,
        help_text="The changed codes; null to keep the first rating.",
    )
    no_code_reason = serializers.ChoiceField(
        NO_CODE_REASONS, default="", help_text="Why the rater now gives no code; `codes` is then empty or null."
    )
    unclear = serializers.ListField(
        child=serializers.IntegerField(),
        max_length=limits.CODES,
        default=[],
        help_text="In a study of projects, the codes of which the rater now cannot tell.",
    )
    reason = serializers.CharField(max_length=limits.REASON)


class PositionResult(ResponseSerializer):
    decided = serializers.BooleanField(help_text="Whether all raters of the unit now agree.")
    thread = CommentSerializer(many=True)


def thread(member: Member, coding_round: Round, unit: int) -> list[dict[str, Any]]:
    """Return the discussion of a unit as the member sees it."""
    labels = RaterLabels(member)
    return [
        {
            "author": labels.label_for(entry.author, coding_round),
            "kind": entry.kind,
            "codes": briefs(row.code for row in entry.code_rows.all()),
            "no_code_reason": entry.changed_reason,
            "unclear": briefs(row.code for row in entry.unclear_rows.all()) if coding_round.study.of_projects else [],
            "text": entry.text,
            "created_at": entry.created_at,
        }
        for entry in records.comments(coding_round).filter(disagreement__unit__number=unit)
    ]


class Comments(RoundView):
    """The discussion of a disagreement."""

    @extend_schema(operation_id="discussion", responses=CommentSerializer(many=True))
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        """List all remarks and positions on the unit, in order of time."""
        return Response(thread(*self.member_and_round(), unit))

    @extend_schema(operation_id="comment", request=NewComment, responses={201: CommentSerializer(many=True)})
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        """Add a remark."""
        member, coding_round = self.member_and_round()
        comment(by=member, coding_round=coding_round, unit=unit, **validated(NewComment, request))
        return Response(thread(member, coding_round, unit), status=201)


class Positions(RoundView):
    """Keep or change your position on the unit, with a reason. The unit is decided if all raters agree."""

    @extend_schema(operation_id="take_position", request=Position, responses={201: PositionResult})
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.member_and_round()
        decision = take_position(by=member, coding_round=coding_round, unit=unit, **validated(Position, request))
        return Response({"decided": decision is not None, "thread": thread(member, coding_round, unit)}, status=201)


class DiscussionEnd(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=limits.REASON, allow_blank=True, default="")


class EndDiscussion(RoundView):
    """End the discussion. The final rater may then decide all open disagreements."""

    @extend_schema(operation_id="end_discussion", request=DiscussionEnd, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        return Response(
            round_json(
                member, end_discussion(by=member, coding_round=coding_round, **validated(DiscussionEnd, request))
            )
        )


class ReopenDiscussion(RoundView):
    """Reopen the discussion. This is possible until the final rater decides a unit."""

    @extend_schema(operation_id="reopen_discussion", request=None, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        return Response(round_json(member, reopen_discussion(by=member, coding_round=coding_round)))
