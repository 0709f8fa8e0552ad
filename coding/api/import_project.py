"""Views of the import of a REFI-QDA project as a study: preview, start, progress."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.api.jobs import JobSerializer, job_json, own_jobs
from advisories.api.sent_files import FILE, ONE_FILE, sent_file
from advisories.models import Job
from advisories.platform import jobs
from advisories.sources import uploads
from coding.api.base import ResponseSerializer, validated
from coding.dataset import limits
from coding.steps.import_project import STUDY_IMPORT, preview_project

LARGEST_PROJECT: Final = 100 << 20  # bytes
TOO_LARGE: Final = "Export it without pictures and sound, or use manage.py import_qdpx."
MOST_CODINGS: Final = 5_000  # take about ten seconds, during which SQLite accepts no other write


class FileUser(ResponseSerializer):
    name = serializers.CharField()
    texts = serializers.IntegerField(help_text="Number of texts coded by this user.")
    codings = serializers.IntegerField()


class OutlineSerializer(ResponseSerializer):
    title = serializers.CharField()
    texts = serializers.IntegerField()
    codes = serializers.IntegerField()
    decisions = serializers.IntegerField(help_text="Codings of the user “consensus”.")
    users = FileUser(many=True)
    remarks = serializers.ListField(child=serializers.CharField(), help_text="Contents that are changed or dropped.")


class PreviewProject(APIView):
    """Preview the study that a REFI-QDA project (.qdpx) would create. Nothing is stored."""

    parser_classes = (MultiPartParser, *APIView.parser_classes)

    @extend_schema(
        operation_id="preview_project",
        request=ONE_FILE,
        responses=OutlineSerializer,
    )
    def post(self, request: Request) -> Response:
        project = sent_file(request, LARGEST_PROJECT, TOO_LARGE)
        outline = preview_project(content=project.content, name=project.name, most=MOST_CODINGS)
        return Response(
            {
                "title": outline.title,
                "texts": len(outline.sources),
                "codes": len(outline.codes),
                "decisions": len(outline.decisions),
                "users": [{"name": u.name, "texts": u.texts, "codings": u.codings} for u in outline.users],
                "remarks": outline.remarks,
            }
        )


class NewStudyImport(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=limits.TITLE, required=False, default="", allow_blank=True)
    final_rater = serializers.CharField(
        max_length=limits.NAME, required=False, default="", allow_blank=True, trim_whitespace=False,
        help_text="A user of the file; empty for yourself.",
    )  # fmt: skip


class StudyImportResult(ResponseSerializer):
    study = serializers.CharField(help_text="Slug of the new study.")
    units = serializers.IntegerField()
    raters = serializers.ListField(child=serializers.CharField())
    codes = serializers.IntegerField()
    codings = serializers.IntegerField()
    decided = serializers.IntegerField()
    remarks = serializers.ListField(child=serializers.CharField())


class StudyImportSerializer(ResponseSerializer):
    job = JobSerializer()
    result = StudyImportResult(allow_null=True, help_text="Null until the study exists.")


def import_json(job: Job) -> dict[str, Any]:
    # The result is stored in the transaction that creates the study, so it also exists for a cancelled job.
    return {"job": job_json(job), "result": job.result}


class ImportStudy(APIView):
    """Create a study from a REFI-QDA project (.qdpx) in a background job. You become its lead."""

    parser_classes = (MultiPartParser, *APIView.parser_classes)

    @extend_schema(
        operation_id="import_study",
        request={
            "multipart/form-data": {
                "type": "object",
                "properties": {**FILE, "title": {"type": "string"}, "final_rater": {"type": "string"}},
            }
        },
        responses={201: StudyImportSerializer},
    )
    def post(self, request: Request) -> Response:
        values = validated(NewStudyImport, request)
        project = sent_file(request, LARGEST_PROJECT, TOO_LARGE)
        # Refuse a bad file in this request instead of in a job.
        preview_project(
            content=project.content, name=project.name, final_rater=values["final_rater"], most=MOST_CODINGS
        )
        stored = project.stored(request.user)
        with transaction.atomic():
            job = jobs.enqueue(STUDY_IMPORT, values, created_by=request.user)
            uploads.use_uploads([stored], job)
        return Response(import_json(job), status=201)


class OneStudyImport(APIView):
    """Return the progress and result of one of your own imports."""

    @extend_schema(operation_id="study_import", responses=StudyImportSerializer)
    def get(self, request: Request, number: int) -> Response:
        return Response(import_json(get_object_or_404(own_jobs(request.user).filter(kind=STUDY_IMPORT), pk=number)))
