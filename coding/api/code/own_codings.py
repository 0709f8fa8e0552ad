"""One's own codings: downloaded at any time, entered from a file; help with their consistency; codes put right."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import ratings
from coding.api.base import DRY_RUN, NO_CODE_REASONS, UPLOAD, ResponseSerializer, RoundView, is_dry_run, uploaded_file
from coding.formats import OWN_RATINGS, formats_of
from coding.formats.rating_sheets.read import read_codings
from coding.formats.rating_sheets.write import OwnCodingRow
from coding.models import Coding
from coding.rendering.media_types import content_type
from coding.steps.code.import_ratings import import_ratings
from coding.steps.similar_units import similar_own_units

LARGEST = 20 << 20  # bytes of a file of codings


class SimilarUnitSerializer(ResponseSerializer):
    number = serializers.IntegerField()
    title = serializers.CharField()
    similarity = serializers.FloatField(help_text="0 to 1: cosine of TF-IDF over words and pairs of words.")
    codes = serializers.ListField(child=serializers.IntegerField())
    no_code_reason = serializers.ChoiceField(NO_CODE_REASONS)


class Compare(RoundView):
    """One's own submitted units that read like this one, which must be submitted; recorded as an exposure."""

    @extend_schema(operation_id="compare_with_own", request=None, responses=SimilarUnitSerializer(many=True))
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.seat()
        return Response(
            [
                {
                    "number": row.record.assignment.unit.number,
                    "title": row.record.assignment.unit.document.title,
                    "similarity": row.similarity,
                    "codes": [code.code_id for code in row.record.code_rows.all()],
                    "no_code_reason": row.record.no_code_reason,
                }
                for row in similar_own_units(by=member, coding_round=coding_round, unit=unit)
            ]
        )


class OwnCodings(RoundView):
    """One's own standing answers as a file that can be entered again."""

    @extend_schema(operation_id="own_codings", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str, number: int, file_format: str) -> HttpResponse:
        member, coding_round = self.seat()
        written = formats_of(OWN_RATINGS).get(file_format)
        if written is None or written.write is None:
            raise Http404
        found = ratings.own_current_codings(member, coding_round).select_related("assignment__unit__document__advisory")
        found = found.prefetch_related("code_rows__code", "segments__code").order_by("assignment__unit__number")
        name = f"{member.study.slug}-round-{number}-{slugify(member.name) or 'me'}.{file_format}"
        return HttpResponse(
            written.write([own_row(coding, member.name) for coding in found]),
            content_type=content_type(written.media_type),
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def own_row(coding: Coding, rater: str) -> OwnCodingRow:
    unit = coding.assignment.unit
    segments = [{"code": s.code.label, "start": s.start, "end": s.end, "quote": s.quote} for s in coding.segments.all()]
    return OwnCodingRow(
        unit=unit.number,
        identifier=unit.identifier,
        title=unit.document.title,
        rater=rater,
        codes=tuple(row.code.label for row in coding.code_rows.all()),
        uncoded=coding.no_code_reason,
        certainty=coding.certainty,
        discuss=coding.flagged_for_discussion,
        memo=coding.memo,
        version=coding.version,
        reason=coding.reason,
        submitted_at=coding.submitted_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=coding.active_seconds,
        segments=json.dumps(segments, ensure_ascii=False) if segments else "",
    )


class ImportProblem(ResponseSerializer):
    source = serializers.CharField(help_text="File and line.")
    reason = serializers.CharField()


class RatingImportSerializer(ResponseSerializer):
    created = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    new_codes = serializers.ListField(child=serializers.CharField())
    problems = ImportProblem(many=True)
    remarks = ImportProblem(many=True)


class ImportRatings(RoundView):
    """Enter codings made elsewhere: CSV, XLSX, or Label Studio's JSON."""

    parser_classes = (MultiPartParser, *RoundView.parser_classes)

    @extend_schema(
        operation_id="enter_codings",
        parameters=[DRY_RUN],
        request=UPLOAD,
        responses=RatingImportSerializer,
    )
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.seat()
        file = uploaded_file(request, LARGEST, "Enter it in parts.")
        lines = read_codings(file.read(), file.name or "file", member.name)
        done = import_ratings(by=member, coding_round=coding_round, lines=lines, dry_run=is_dry_run(request))
        return Response(
            {
                "created": done.created,
                "unchanged": done.unchanged,
                "new_codes": done.new_codes,
                "problems": [{"source": row.source, "reason": row.reason} for row in done.problems],
                "remarks": [{"source": row.source, "reason": row.reason} for row in done.remarks],
            }
        )
