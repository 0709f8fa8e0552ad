"""The rater's seat: the queue, one unit, its draft, its submission."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import F
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import classifications, ratings
from coding.access.blinding import RaterLabels
from coding.api.base import (
    CERTAINTIES,
    NO_CODE_REASONS,
    CodeBrief,
    CodingContentSerializer,
    Pages,
    RoundView,
    SegmentSerializer,
    UnitSerializer,
    if_match_version,
    unit_json,
    validated,
)
from coding.api.base import ResponseSerializer as Shape
from coding.errors import BadInput
from coding.models import Coding, Draft, Round, Unit
from coding.models.round import ASSIGNMENT_STATES
from coding.steps.code.store import CodingContent, validated_content
from coding.steps.code.submit import assignment_of, defer, discard_draft, save_draft, submit_and_next

IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)
KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, required=True)


SECONDS = serializers.IntegerField(
    min_value=0, max_value=604_800, allow_null=True, default=None, help_text="Time on task of this answer so far."
)


class DraftAnswer(CodingContentSerializer):
    active_seconds = SECONDS


class DraftSerializer(DraftAnswer):
    saved_at = serializers.DateTimeField()


class OwnCoding(CodingContentSerializer):
    active_seconds = SECONDS
    version = serializers.IntegerField()
    reason = serializers.CharField()
    submitted_at = serializers.DateTimeField()


class CodingUnitSerializer(Shape):
    unit = UnitSerializer()
    state = serializers.ChoiceField(ASSIGNMENT_STATES)
    revision = serializers.IntegerField(help_text="Of the draft; 0 without one. Send it as If-Match.")
    draft = DraftSerializer(allow_null=True)
    coding = OwnCoding(allow_null=True)


class SavedSerializer(Shape):
    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField()


class Submission(CodingContentSerializer):
    active_seconds = SECONDS
    reason = serializers.CharField(
        max_length=5_000, allow_blank=True, default="", help_text="Why it replaces the earlier submission."
    )


class SubmittedSerializer(OwnCoding):
    next = serializers.IntegerField(allow_null=True)


class CodingSerializer(Shape):
    unit = serializers.IntegerField()
    rater = serializers.CharField()
    version = serializers.IntegerField()
    codes = CodeBrief(many=True)
    memo = serializers.CharField()
    certainty = serializers.ChoiceField(CERTAINTIES)
    no_code_reason = serializers.ChoiceField(NO_CODE_REASONS)
    flagged_for_discussion = serializers.BooleanField()
    segments = SegmentSerializer(many=True)
    submitted_at = serializers.DateTimeField(allow_null=True, help_text="Null where the raters' names are hidden.")


def draft_json(draft: Draft) -> dict[str, Any]:
    return {**asdict(CodingContent()), "active_seconds": None, **draft.content, "saved_at": draft.saved_at}


def coding_json(coding: Coding, answer: CodingContent | None = None) -> dict[str, Any]:
    """A coding; its answer is read from the database where it is not at hand."""
    return {
        "version": coding.version,
        **asdict(answer or validated_content(coding)),
        "active_seconds": coding.active_seconds,
        "reason": coding.reason,
        "submitted_at": coding.submitted_at,
    }


def unit_to_code(unit: int) -> Unit:
    """A unit with all that is shown of it."""
    shown = Unit.objects.select_related("document__advisory__project", "document__project")
    return shown.get(pk=unit)


class CodingUnit(RoundView):
    """One unit as its rater sees it: the text, the draft, the submitted answer."""

    @extend_schema(operation_id="seat", responses=CodingUnitSerializer)
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        assignment = assignment_of(by=member, coding_round=coding_round, unit=unit)
        draft = ratings.drafts(member).filter(assignment=assignment).first()
        coding = ratings.own_current_codings(member, coding_round).filter(assignment=assignment).first()
        revision = draft.revision if draft else 0
        body = {
            "unit": unit_json(
                unit_to_code(assignment.unit_id),
                classifications=classifications.shows_classifications_to_rater(coding_round, request.user),
            ),
            "state": "draft" if draft else "submitted" if coding else "not_started",
            "revision": revision,
            "draft": draft_json(draft) if draft else None,
            "coding": coding_json(coding) if coding else None,
        }
        return Response(body, headers={"ETag": f'"{revision}"'})


class OneDraft(RoundView):
    """The draft of one's own unit."""

    @extend_schema(operation_id="save_draft", request=DraftAnswer, parameters=[IF_MATCH], responses=SavedSerializer)
    def put(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        values = plain(validated(DraftAnswer, request))
        active_seconds = values.pop("active_seconds")
        draft = save_draft(
            by=member,
            coding_round=coding_round,
            unit=unit,
            content=CodingContent(**values),
            revision=if_match_version(request),
            active_seconds=active_seconds,
        )
        return Response({"revision": draft.revision, "saved_at": draft.saved_at})

    @extend_schema(operation_id="discard_draft", responses={204: None})
    def delete(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        discard_draft(by=member, coding_round=coding_round, unit=unit)
        return Response(status=204)


class Submit(RoundView):
    """Submit one's answer for a unit."""

    @extend_schema(operation_id="submit", request=Submission, parameters=[KEY], responses={201: SubmittedSerializer})
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        key = request.headers.get("Idempotency-Key", "")
        if not 8 <= len(key) <= 64:
            raise BadInput("Send an Idempotency-Key of 8 to 64 characters, the same again when you retry.")
        values = plain(validated(Submission, request))
        more = {name: values.pop(name) for name in ("reason", "active_seconds")}
        content = CodingContent(**values)
        done = submit_and_next(
            by=member, coding_round=coding_round, unit=unit, content=content, idempotency_key=key, **more
        )
        return Response({**coding_json(done.coding, done.content), "next": done.next_unit}, status=201)


class Deferral(RoundView):
    """Leave a unit for later, and take it up again."""

    @extend_schema(operation_id="put_off", request=None, responses={204: None})
    def put(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        defer(by=member, coding_round=coding_round, unit=unit, later=True)
        return Response(status=204)

    @extend_schema(operation_id="take_up", responses={204: None})
    def delete(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        defer(by=member, coding_round=coding_round, unit=unit, later=False)
        return Response(status=204)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "segments": [dict(segment) for segment in values["segments"]]}


class CodingPages(Pages):
    ordering = ("unit_number", "rater_number", "version")


class Codings(RoundView):
    """Submitted codings: one's own while the round is sealed, everyone's afterwards."""

    @extend_schema(operation_id="codings", responses=CodingSerializer(many=True))
    def get(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        names = RaterLabels(member)
        rater = names.ordering(coding_round, "assignment__rater")
        found = (
            ratings.codings(member, coding_round)
            .annotate(unit_number=F("assignment__unit__number"), rater_number=rater)
            .select_related("assignment__unit", "assignment__rater")
            .prefetch_related("code_rows__code", "segments")
        )
        pages = CodingPages()
        rows: list[Coding] = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response([public_json(coding, coding_round, names) for coding in rows])


def public_json(coding: Coding, coding_round: Round, names: RaterLabels) -> dict[str, Any]:
    row = coding_json(coding)
    del row["reason"], row["active_seconds"]  # whose business these are: the rater's alone
    if names.labels(coding_round):
        row["submitted_at"] = None  # everybody sees, as it grows, how much each rater has submitted
    row |= {"unit": coding.assignment.unit.number, "rater": names.label_for(coding.assignment.rater, coding_round)}
    codes = [{"id": r.code_id, "label": r.code.label, "colour": r.code.colour} for r in coding.code_rows.all()]
    return row | {"codes": codes}
