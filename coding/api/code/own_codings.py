"""Views of a rater's own codings: download, import from a file, similar units."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import ratings
from coding.api.base import DRY_RUN, NO_CODE_REASONS, ResponseSerializer, RoundView, is_dry_run, validated
from coding.api.sent_ratings import asked_if_unclear, rating_files_body, sent_rating_files, sent_reading
from coding.clock import stamp
from coding.dataset import limits
from coding.formats import OWN_RATINGS, formats_of
from coding.formats.rating_sheets.offline import offline_xlsx
from coding.formats.rating_sheets.write import OwnCodingRow
from coding.formats.ratings.paths import File as RatingFile
from coding.models import Coding
from coding.rendering.media_types import XLSX, content_type
from coding.statistics.disagreement import no_code_reason_of
from coding.steps.code.enter_files import enter_files
from coding.steps.code.offline import offline_workbook
from coding.steps.similar_units import similar_own_units


class SimilarUnitSerializer(ResponseSerializer):
    number = serializers.IntegerField()
    title = serializers.CharField()
    similarity = serializers.FloatField(
        help_text="Cosine similarity of the texts' words and word pairs (TF-IDF), 0 to 1."
    )
    codes = serializers.ListField(child=serializers.IntegerField())
    no_code_reason = serializers.ChoiceField(NO_CODE_REASONS)


class SimilarOwnUnits(RoundView):
    """List your own submitted units with a text similar to this submitted one. Recorded as an exposure."""

    @extend_schema(operation_id="similar_own_units", request=None, responses=SimilarUnitSerializer(many=True))
    def post(self, request: Request, study: str, number: int, unit: int) -> Response:
        member, coding_round = self.member_and_round()
        return Response(
            [
                {
                    "number": row.record.assignment.unit.number,
                    "title": row.record.assignment.unit.document.title,
                    "similarity": row.similarity,
                    "codes": [code.code_id for code in row.record.code_rows.all()],
                    "no_code_reason": no_code_reason_of(list(row.record.code_rows.all()), row.record.no_code_reason),
                }
                for row in similar_own_units(by=member, coding_round=coding_round, unit=unit)
            ]
        )


class OwnCodings(RoundView):
    """Download the last version of your own codings as a file that can be imported again."""

    @extend_schema(operation_id="own_codings", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str, number: int, file_format: str) -> HttpResponse:
        member, coding_round = self.member_and_round()
        rating_format = formats_of(OWN_RATINGS).get(file_format)
        if rating_format is None or rating_format.write is None:
            raise Http404
        codings = ratings.own_current_codings(member, coding_round)
        codings = codings.select_related("assignment__unit__document")
        of_projects = member.study.of_projects
        unclear = ["unclear_rows__code"] if of_projects else []
        codings = codings.prefetch_related("code_rows__code", "segments__code", *unclear)
        codings = codings.order_by("assignment__unit__number")
        name = f"{member.study.slug}-round-{number}-{slugify(member.name) or 'me'}.{file_format}"
        return HttpResponse(
            rating_format.write([own_row(coding, member.name, of_projects=of_projects) for coding in codings]),
            content_type=content_type(rating_format.media_type),
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class OfflineWorkbookFile(RoundView):
    """Download a workbook for coding offline: your own, or as a lead that of a rater without an account."""

    @extend_schema(
        operation_id="offline_workbook",
        parameters=[OpenApiParameter("rater", str, description="Name of a rater without an account.")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, study: str, number: int) -> HttpResponse:
        member, coding_round = self.member_and_round()
        content = offline_workbook(
            by=member, coding_round=coding_round, rater=request.query_params.get("rater", "")[: limits.NAME]
        )
        name = f"{member.study.slug}-round-{number}-{slugify(content.rater) or 'rater'}-workbook.xlsx"
        return HttpResponse(
            offline_xlsx(content),
            content_type=content_type(XLSX),
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def own_row(coding: Coding, rater: str, *, of_projects: bool) -> OwnCodingRow:
    """Return the row of a coding in the downloaded file."""
    unit = coding.assignment.unit
    codes = tuple(row.code.label for row in coding.code_rows.all())
    segments = [{"code": s.code.label, "start": s.start, "end": s.end, "quote": s.quote} for s in coding.segments.all()]
    return OwnCodingRow(
        unit=unit.number,
        identifier=unit.identifier,
        title=unit.document.title,
        rater=rater,
        codes=codes,
        uncoded=no_code_reason_of(codes, coding.no_code_reason),
        certainty=coding.certainty,
        discuss=coding.flagged_for_discussion,
        memo=coding.memo,
        version=coding.version,
        reason=coding.reason,
        submitted_at=stamp(coding.submitted_at),
        seconds=coding.active_seconds,
        segments=json.dumps(segments, ensure_ascii=False) if segments else "",
        unclear=tuple(row.code.label for row in coding.unclear_rows.all()) if of_projects else (),
    )


class ImportProblem(ResponseSerializer):
    source = serializers.CharField(help_text="File and line.")
    reason = serializers.CharField()


class RaterName(serializers.Serializer[Any]):
    rater = serializers.CharField(required=False, default="", allow_blank=True, max_length=limits.NAME)


class EnteredRater(ResponseSerializer):
    rater = serializers.CharField()
    file = serializers.CharField()
    created = serializers.IntegerField()
    unchanged = serializers.IntegerField()


class RatingImportSerializer(ResponseSerializer):
    created = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    new_codes = serializers.ListField(child=serializers.CharField())
    problems = ImportProblem(many=True)
    remarks = ImportProblem(many=True)
    raters = EnteredRater(many=True, help_text="Whose ratings were entered from which file.")
    reading = serializers.DictField(
        allow_null=True,
        help_text="How the files were read, as in `manage.py agreement --json`; null if none was.",
    )


class ImportRatings(RoundView):
    """Import ratings from files as submissions: your own, or as a lead those of members without an account.

    The files are those of `manage.py agreement`. If they can be read in several ways, the answer has all questions.
    """

    parser_classes = (MultiPartParser, *RoundView.parser_classes)
    further_refusals = {"POST": [422]}
    dry_runs = frozenset({"POST"})

    @extend_schema(
        operation_id="import_ratings",
        parameters=[DRY_RUN],
        request=rating_files_body(rater={"type": "string", "description": "Name of the member whose these are."}),
        responses=RatingImportSerializer,
    )
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        files = sent_rating_files(request)
        dry_run = is_dry_run(request)
        rater = validated(RaterName, request)["rater"]
        with asked_if_unclear():
            entered = enter_files(
                by=member,
                coding_round=coding_round,
                files=[RatingFile(file.name, file.content) for file in files],
                options=sent_reading(request),
                rater=rater,
                dry_run=dry_run,
            )
        for file in () if dry_run else files:
            file.discard()
        return Response(entered.as_json())
