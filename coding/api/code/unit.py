"""Views of the coding screen: one unit, its draft, its submission; and all codings of a round."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.db.models import F
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import classifications, ratings
from coding.access.blinding import RaterLabels
from coding.access.suggestions import shown_evidence
from coding.api.base import (
    CERTAINTIES,
    NO_CODE_REASONS,
    CodeBrief,
    CodingContentSerializer,
    Pages,
    ResponseSerializer,
    RoundView,
    SegmentSerializer,
    UnitSerializer,
    if_match_version,
    unit_json,
    validated,
)
from coding.dataset import limits
from coding.errors import BadInput
from coding.models import Assignment, Coding, Draft, Round, Unit
from coding.models.round import ASSIGNMENT_STATES
from coding.steps.code.store import CodingContent, validated_content
from coding.steps.code.submit import allowed_codes, assignment_of, defer, discard_draft, save_draft, submit_and_next

IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)
IDEMPOTENCY_KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, required=True)

SECONDS = serializers.IntegerField(
    min_value=0, max_value=604_800, allow_null=True, default=None, help_text="Time on task for this version so far."
)

ANSWERED = serializers.ListField(
    child=serializers.IntegerField(),
    max_length=limits.CODES,
    default=[],
    help_text="In a study of projects, the codes that are answered. Those that are neither in `codes` nor in `unclear` "
    "are answered no. A submission answers every code of the codebook.",
)


class DraftContent(CodingContentSerializer):
    answered = ANSWERED
    active_seconds = SECONDS


class DraftSerializer(DraftContent):
    saved_at = serializers.DateTimeField()


class OwnCoding(CodingContentSerializer):
    answered = ANSWERED
    active_seconds = SECONDS
    version = serializers.IntegerField()
    reason = serializers.CharField()
    submitted_at = serializers.DateTimeField()


class UnitEvidence(ResponseSerializer):
    """Evidence as the text of the unit shows it: without outcome and state."""

    number = serializers.IntegerField()
    activity = serializers.CharField(help_text="Name of the activity, as in `activity` of its code.")
    path = serializers.CharField(allow_null=True)
    line = serializers.IntegerField(allow_null=True)
    line_end = serializers.IntegerField(allow_null=True)
    url = serializers.CharField(help_text="Permalink at the commit; empty if the host is unknown.")
    tool = serializers.CharField()
    start = serializers.IntegerField(help_text="Of its stretch of the unit's text, in code points.")
    end = serializers.IntegerField()


class CodingUnitSerializer(ResponseSerializer):
    unit = UnitSerializer()
    state = serializers.ChoiceField(ASSIGNMENT_STATES)
    revision = serializers.IntegerField(help_text="Revision of the draft, 0 without one. Send it as If-Match.")
    draft = DraftSerializer(allow_null=True)
    coding = OwnCoding(allow_null=True)
    suggestion_shown = serializers.BooleanField(
        help_text="Whether you have seen what the rules suggest for the unit, so that your answer is final."
    )
    evidence = UnitEvidence(many=True, help_text="The findings that a project's text shows, in the order of the text.")


class SavedSerializer(ResponseSerializer):
    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField()


class Submission(CodingContentSerializer):
    answered = ANSWERED
    active_seconds = SECONDS
    reason = serializers.CharField(
        max_length=limits.REASON, allow_blank=True, default="", help_text="Why this version replaces the previous one."
    )


class SubmittedSerializer(OwnCoding):
    next = serializers.IntegerField(allow_null=True)


class CodingSerializer(ResponseSerializer):
    unit = serializers.IntegerField()
    rater = serializers.CharField()
    version = serializers.IntegerField()
    codes = CodeBrief(many=True)
    memo = serializers.CharField()
    certainty = serializers.ChoiceField(CERTAINTIES)
    unclear = serializers.ListField(child=serializers.IntegerField())
    no_code_reason = serializers.ChoiceField(NO_CODE_REASONS)
    flagged_for_discussion = serializers.BooleanField()
    segments = SegmentSerializer(many=True)
    submitted_at = serializers.DateTimeField(
        allow_null=True, help_text="Null while the raters' names are hidden from you."
    )


def draft_json(draft: Draft) -> dict[str, Any]:
    return {**asdict(CodingContent()), "active_seconds": None, **draft.content, "saved_at": draft.saved_at}


def coding_json(coding: Coding, content: CodingContent) -> dict[str, Any]:
    """Return a coding as JSON."""
    return {
        "version": coding.version,
        **asdict(content),
        "active_seconds": coding.active_seconds,
        "reason": coding.reason,
        "submitted_at": coding.submitted_at,
    }


def own_content(coding: Coding, assignment: Assignment) -> CodingContent:
    """Return the content of a rater's own coding."""
    content = validated_content(coding, of_projects=assignment.round.study.of_projects)
    return with_answers(content, assignment)


def with_answers(content: CodingContent, assignment: Assignment) -> CodingContent:
    """Return submitted content with the codes that it answers: in a study of projects, all of the codebook."""
    if not assignment.round.study.of_projects:
        return content
    return replace(content, answered=sorted(allowed_codes(assignment.rater, assignment.round)))


def unit_to_code(unit: int) -> Unit:
    """Return a unit with the related rows that the coding screen shows."""
    return Unit.objects.select_related("document").get(pk=unit)


class CodingUnit(RoundView):
    """Return one of your own units: its text, your draft and your coding."""

    @extend_schema(operation_id="coding_unit", responses=CodingUnitSerializer)
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.member_and_round()
        assignment = assignment_of(by=member, coding_round=coding_round, unit=unit)
        draft = ratings.drafts(member).filter(assignment=assignment).first()
        coding = ratings.own_current_codings(member, coding_round).filter(assignment=assignment).first()
        revision = draft.revision if draft else 0
        of_projects = coding_round.study.of_projects
        sampled = unit_to_code(assignment.unit_id)
        body = {
            "unit": unit_json(
                sampled,
                classifications=classifications.may_see_classifications_while_coding(coding_round, request.user),
            ),
            "state": "draft" if draft else "submitted" if coding else "not_started",
            "revision": revision,
            "draft": draft_json(draft) if draft else None,
            "coding": coding_json(coding, own_content(coding, assignment)) if coding else None,
            "suggestion_shown": of_projects and ratings.suggestion_was_shown(assignment),
            "evidence": [asdict(row) for row in shown_evidence(sampled)] if of_projects else [],
        }
        return Response(body, headers={"ETag": f'"{revision}"'})


class OneDraft(RoundView):
    """The draft of a rater's own unit."""

    @extend_schema(operation_id="save_draft", request=DraftContent, parameters=[IF_MATCH], responses=SavedSerializer)
    def put(self, request: Request, study: str, number: int, unit: int) -> Response:
        """Save the draft. Responds 412 with the current draft if it was changed in another window."""
        member, coding_round = self.member_and_round()
        values = content_values(validated(DraftContent, request))
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
        """Discard the draft."""
        member, coding_round = self.member_and_round()
        discard_draft(by=member, coding_round=coding_round, unit=unit)
        return Response(status=204)


class SubmitCoding(RoundView):
    """Submit your coding of a unit. A repeated Idempotency-Key is the same submission; with other content, 422."""

    @extend_schema(
        operation_id="submit", request=Submission, parameters=[IDEMPOTENCY_KEY], responses={201: SubmittedSerializer}
    )
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.member_and_round()
        key = request.headers.get("Idempotency-Key", "")
        if not 8 <= len(key) <= 64:
            raise BadInput("Idempotency-Key must have 8 to 64 characters. Send the same key when you retry.")
        values = content_values(validated(Submission, request))
        version = {name: values.pop(name) for name in ("reason", "active_seconds")}
        content = CodingContent(**values)
        result = submit_and_next(
            by=member, coding_round=coding_round, unit=unit, content=content, idempotency_key=key, **version
        )
        content = with_answers(result.content, result.coding.assignment)
        return Response({**coding_json(result.coding, content), "next": result.next_unit}, status=201)


class Deferral(RoundView):
    """The deferral of a rater's own unit."""

    @extend_schema(operation_id="defer_unit", request=None, responses={204: None})
    def put(self, request: Request, study: str, number: int, unit: int) -> Response:
        """Leave the unit for later."""
        member, coding_round = self.member_and_round()
        defer(by=member, coding_round=coding_round, unit=unit, later=True)
        return Response(status=204)

    @extend_schema(operation_id="resume_unit", responses={204: None})
    def delete(self, request: Request, study: str, number: int, unit: int) -> Response:
        """Return the unit to its position in the work list."""
        member, coding_round = self.member_and_round()
        defer(by=member, coding_round=coding_round, unit=unit, later=False)
        return Response(status=204)


def content_values(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with segments as plain dictionaries, as drafts are stored."""
    return {**values, "segments": [dict(segment) for segment in values["segments"]]}


class CodingPages(Pages):
    ordering = ("unit_number", "rater_number", "version")


class Codings(RoundView):
    """List submitted codings: your own while the round is sealed, those of all raters afterwards."""

    pagination_class = CodingPages

    @extend_schema(operation_id="codings", responses=CodingSerializer(many=True))
    def get(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        labels = RaterLabels(member)
        unclear = ["unclear_rows"] if coding_round.study.of_projects else []
        rater = labels.ordering(coding_round, "assignment__rater")
        codings = (
            ratings.codings(member, coding_round)
            .annotate(unit_number=F("assignment__unit__number"), rater_number=rater)
            .select_related("assignment__unit", "assignment__rater")
            .prefetch_related("code_rows__code", "segments", *unclear)
        )
        pages = CodingPages()
        rows: list[Coding] = pages.paginate_queryset(codings, request, view=self) or []
        return pages.get_paginated_response([visible_coding_json(coding, coding_round, labels) for coding in rows])


def visible_coding_json(coding: Coding, coding_round: Round, labels: RaterLabels) -> dict[str, Any]:
    """Return a coding as other members see it."""
    row = coding_json(coding, validated_content(coding, of_projects=coding_round.study.of_projects))
    del row["reason"], row["active_seconds"], row["answered"]  # for the rater alone
    if labels.labels(coding_round):
        row["submitted_at"] = None  # next to the progress of each rater, which all see, it would reveal who is who
    row |= {"unit": coding.assignment.unit.number, "rater": labels.label_for(coding.assignment.rater, coding_round)}
    codes = [{"id": r.code_id, "label": r.code.label, "colour": r.code.colour} for r in coding.code_rows.all()]
    return row | {"codes": codes}
