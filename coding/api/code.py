"""The rater's seat: the queue, one unit, its draft, its submission."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import F
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding import visibility
from coding.api.base import Answer as Shape
from coding.api.base import (
    AnswerShape,
    CodeBrief,
    Pages,
    RoundView,
    SegmentShape,
    UnitShape,
    based_on,
    checked,
    unit_json,
)
from coding.errors import BadInput
from coding.models import Coding, Draft
from coding.models.round import ASSIGNMENT_STATES
from coding.steps.code import Answer, assignment_of, discard_draft, save_draft, submit

IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)
KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, required=True)


class QueueUnit(Shape):
    number = serializers.IntegerField()
    identifier = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(ASSIGNMENT_STATES)


class QueueShape(Shape):
    rater = serializers.CharField()
    total = serializers.IntegerField()
    submitted = serializers.IntegerField()
    drafts = serializers.IntegerField()
    units = QueueUnit(many=True)
    next = serializers.IntegerField(allow_null=True, help_text="The first unit that is not submitted.")


class DraftShape(AnswerShape):
    saved_at = serializers.DateTimeField()


class OwnCoding(AnswerShape):
    version = serializers.IntegerField()
    reason = serializers.CharField()
    submitted_at = serializers.DateTimeField()


class SeatShape(Shape):
    unit = UnitShape()
    state = serializers.ChoiceField(ASSIGNMENT_STATES)
    revision = serializers.IntegerField(help_text="Of the draft; 0 without one. Send it as If-Match.")
    draft = DraftShape(allow_null=True)
    coding = OwnCoding(allow_null=True)


class SavedShape(Shape):
    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField()


class Submission(AnswerShape):
    reason = serializers.CharField(
        max_length=5_000, allow_blank=True, default="", help_text="Why it replaces the earlier submission."
    )


class SubmittedShape(OwnCoding):
    next = serializers.IntegerField(allow_null=True)


class CodingShape(Shape):
    unit = serializers.IntegerField()
    rater = serializers.CharField()
    version = serializers.IntegerField()
    codes = CodeBrief(many=True)
    memo = serializers.CharField()
    certainty = serializers.CharField()
    uncoded = serializers.CharField()
    discuss = serializers.BooleanField()
    segments = SegmentShape(many=True)
    submitted_at = serializers.DateTimeField()


def draft_json(draft: Draft) -> dict[str, Any]:
    return {**asdict(Answer()), **draft.content, "saved_at": draft.saved_at}


def coding_json(coding: Coding) -> dict[str, Any]:
    return {
        "version": coding.version,
        "codes": [row.code_id for row in coding.code_rows.all()],
        "memo": coding.memo,
        "certainty": coding.certainty,
        "uncoded": coding.uncoded,
        "discuss": coding.discuss,
        "segments": [
            {"code": s.code_id, "start": s.start, "end": s.end, "quote": s.quote} for s in coding.segments.all()
        ],
        "reason": coding.reason,
        "submitted_at": coding.submitted_at,
    }


class Queue(RoundView):
    """The member's own units with their states."""

    @extend_schema(operation_id="queue", responses=QueueShape)
    def get(self, request: Request, study: str, number: int) -> Response:
        member, round = self.seat()
        drafts = set(visibility.drafts(member).filter(assignment__round=round).values_list("assignment", flat=True))
        submitted = set(visibility.own_submitted(member, round).values_list("assignment", flat=True))
        units = []
        for row in visibility.assignments(member, round).select_related("unit__document__advisory"):
            state = "draft" if row.pk in drafts else "submitted" if row.pk in submitted else "untouched"
            advisory = row.unit.document.advisory
            units.append(
                {
                    "number": row.unit.number,
                    "identifier": advisory.key if advisory else "",
                    "title": row.unit.document.title,
                    "state": state,
                    "done": row.pk in submitted,
                }
            )
        return Response(
            {
                "rater": member.name,
                "total": len(units),
                "submitted": len(submitted),
                "drafts": len(drafts),
                "units": units,
                "next": next((unit["number"] for unit in units if not unit["done"]), None),
            }
        )


class Seat(RoundView):
    """One unit as its rater sees it: the text, the draft, the submitted answer."""

    @extend_schema(operation_id="seat", responses=SeatShape)
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, round = self.seat()
        assignment = assignment_of(by=member, round=round, unit=unit)
        draft = visibility.drafts(member).filter(assignment=assignment).first()
        coding = visibility.own_submitted(member, round).filter(assignment=assignment).first()
        revision = draft.revision if draft else 0
        body = {
            "unit": unit_json(
                assignment.unit,
                classifications=round.show_classifications or visibility.shows_classifications(request.user),
            ),
            "state": "draft" if draft else "submitted" if coding else "untouched",
            "revision": revision,
            "draft": draft_json(draft) if draft else None,
            "coding": coding_json(coding) if coding else None,
        }
        return Response(body, headers={"ETag": f'"{revision}"'})


class OneDraft(RoundView):
    """The draft of one's own unit."""

    @extend_schema(operation_id="save_draft", request=AnswerShape, parameters=[IF_MATCH], responses=SavedShape)
    def put(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, round = self.seat()
        answer = Answer(**plain(checked(AnswerShape, request)))
        draft = save_draft(by=member, round=round, unit=unit, answer=answer, revision=based_on(request))
        return Response({"revision": draft.revision, "saved_at": draft.saved_at})

    @extend_schema(operation_id="discard_draft", responses={204: None})
    def delete(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, round = self.seat()
        discard_draft(by=member, round=round, unit=unit)
        return Response(status=204)


class Submit(RoundView):
    """Submit one's answer for a unit."""

    @extend_schema(operation_id="submit", request=Submission, parameters=[KEY], responses={201: SubmittedShape})
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, round = self.seat()
        key = request.headers.get("Idempotency-Key", "")
        if not 8 <= len(key) <= 64:
            raise BadInput("Send an Idempotency-Key of 8 to 64 characters, the same again when you retry.")
        values = plain(checked(Submission, request))
        reason = values.pop("reason")
        coding = submit(by=member, round=round, unit=unit, answer=Answer(**values), idempotency_key=key, reason=reason)
        done = visibility.own_submitted(member, round).values("assignment")
        left = visibility.assignments(member, round).exclude(pk__in=done).values_list("unit__number", flat=True)
        following = next((n for n in left if n > unit), next(iter(left), None))
        return Response({**coding_json(coding), "next": following}, status=201)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "segments": [dict(segment) for segment in values["segments"]]}


class CodingPages(Pages):
    ordering = ("unit_number", "rater_number", "version")


class Codings(RoundView):
    """Submitted codings: one's own while the round is sealed, everyone's afterwards."""

    @extend_schema(operation_id="codings", responses=CodingShape(many=True))
    def get(self, request: Request, study: str, number: int) -> Response:
        member, round = self.seat()
        found = (
            visibility.codings(member, round)
            .annotate(unit_number=F("assignment__unit__number"), rater_number=F("assignment__rater"))
            .select_related("assignment__unit", "assignment__rater")
            .prefetch_related("code_rows__code", "segments")
        )
        pages = CodingPages()
        rows: list[Coding] = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response([row | {"codes": codes} for row, codes in map(public_json, rows)])


def public_json(coding: Coding) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    row = coding_json(coding)
    del row["reason"]
    row |= {"unit": coding.assignment.unit.number, "rater": coding.assignment.rater.name}
    codes = [{"id": r.code_id, "label": r.code.label, "colour": r.code.colour} for r in coding.code_rows.all()]
    return row, codes
