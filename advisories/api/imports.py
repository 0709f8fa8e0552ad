"""Imports: upload, progress, and the report with the reason of each rejected record."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.api.advisories import ProjectSerializer, project_json
from advisories.api.corpora import CorpusView
from advisories.api.jobs import JobSerializer, job_json
from advisories.api.pages import CursorPages
from advisories.corpus.projects import get_or_create_project
from advisories.formats import FORMATS
from advisories.formats.json_yaml import parse_json
from advisories.intake import indexing
from advisories.intake.report import COUNTS
from advisories.intake.table_sources import source_name
from advisories.intake.undoing import Undoing, undo_import
from advisories.intake.validation import check_columns
from advisories.models import Corpus, ImportRun, Upload
from advisories.platform import jobs
from advisories.platform.transactions import step
from advisories.records.item import UnusableRecord
from advisories.sources import uploads

PROBLEMS_SHOWN: Final = 200
# Spreadsheets evaluate cells that start with these characters.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


class ImportOptions(serializers.Serializer[Any]):
    uploads = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**53),
        required=False,
        default=list,
        max_length=1000,
        help_text="Ids of files that were sent in pieces before (`/api/v1/uploads/`). They are read after `files`.",
    )
    project = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=200, help_text="The project of all records (optional)."
    )
    format = serializers.ChoiceField(["auto", *FORMATS], default="auto")
    columns = serializers.CharField(
        default="{}",
        allow_blank=True,
        max_length=20_000,
        help_text='For tables: the column of each fact, like {"id": "Number", "text": "Notes"}.',
    )

    source_name = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=200,
        help_text="For tables: the name below which their rows are known; by default that of each file.",
    )
    replace = serializers.BooleanField(
        required=False, default=False, help_text="For tables: whether their rows replace known ones that differ."
    )

    def validate_columns(self, text: str) -> dict[str, str]:
        try:
            value = parse_json(text or "{}")
        except UnusableRecord as error:
            raise serializers.ValidationError(error.reason) from None
        if not isinstance(value, dict) or not all(isinstance(column, str) for column in value.values()):
            raise serializers.ValidationError("Invalid columns. Use a JSON object of facts and column names.")
        return check_columns(value)


class ImportUpload(ImportOptions):
    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True, max_length=1000),
        required=False,
        default=list,
        help_text="Small files and archives of any known format, at most 8 MiB together.",
    )


class ImportSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    source = serializers.CharField()
    kind = serializers.ChoiceField(ImportRun.Kind.choices)
    format = serializers.CharField()
    project = ProjectSerializer(allow_null=True)
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    created = serializers.IntegerField(help_text="Records of new vulnerabilities.")
    updated = serializers.IntegerField(help_text="Known records with new content.")
    unchanged = serializers.IntegerField()
    rejected = serializers.IntegerField()
    merged = serializers.IntegerField(help_text="New records of known vulnerabilities.")
    repeated = serializers.IntegerField(help_text="Records that say the same as an earlier one of their file.")
    joined = serializers.IntegerField(help_text="Advisories that have two CVEs or two GHSAs since this import.")
    apart = serializers.IntegerField(help_text="Advisories that came apart, because no record connects them any more.")
    waiting = serializers.IntegerField(help_text="Records that wait for a person's decision.")
    matched = serializers.IntegerField(help_text="Rows of KEV or EPSS about an advisory of the corpus.")
    not_in_corpus = serializers.IntegerField(help_text="Rows of KEV or EPSS about other CVEs, kept for later imports.")
    job = JobSerializer(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    undone_by = serializers.CharField(allow_null=True, help_text="User name of the person who undid the import.")
    removed = serializers.IntegerField(help_text="Advisories that the undoing removed.")


class Problem(serializers.Serializer[Any]):
    source = serializers.CharField()
    reason = serializers.CharField()


class Remark(serializers.Serializer[Any]):
    source = serializers.CharField()
    remark = serializers.CharField()


class ImportDetail(ImportSerializer):
    problems = Problem(many=True, help_text=f"The first {PROBLEMS_SHOWN}; problems.csv has all that are stored.")
    remarks = Remark(
        many=True, help_text=f"Stored records of which something could not be used: the first {PROBLEMS_SHOWN}."
    )


class Pages(CursorPages):
    page_size = 50
    ordering = "-pk"


class Csv(BaseRenderer):
    """Lets a client request text/csv. The view writes the CSV itself."""

    media_type = "text/csv"
    format = "csv"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return JSONRenderer().render(data)  # an error


def import_detail(run: ImportRun) -> dict[str, Any]:
    """Return an import with its first rejections and remarks."""
    return import_json(run) | {"problems": run.problems[:PROBLEMS_SHOWN], "remarks": run.remarks[:PROBLEMS_SHOWN]}


def import_json(run: ImportRun) -> dict[str, Any]:
    return {
        "id": run.pk,
        "source": run.source,
        "kind": run.kind,
        "format": run.format,
        "project": project_json(run.project) if run.project else None,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        **{name: getattr(run, name) for name in COUNTS},
        "job": job_json(run.job) if run.job else None,
        "undone_at": run.undone_at,
        "undone_by": run.undone_by.get_username() if run.undone_by else None,
        "removed": run.removed,
    }


class Imports(CorpusView, GenericAPIView[Any]):
    pagination_class = Pages
    parser_classes = [MultiPartParser, *APIView.parser_classes]

    @extend_schema(operation_id="imports", responses=ImportSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the imports, newest first."""
        self.require_log(request.user)
        runs = (
            ImportRun.objects.filter(corpus=self.corpus)
            .select_related("project", "job", "undone_by")
            .defer("problems", "remarks")
        )
        page = self.paginate_queryset(runs.defer("problems", "remarks")) or []
        return self.get_paginated_response([import_json(run) for run in page])

    @extend_schema(
        operation_id="start_import",
        request={"multipart/form-data": ImportUpload, "application/json": ImportOptions},
        responses={201: ImportDetail},
    )
    def post(self, request: Request) -> Response:
        """Start the import of small files, or of files that were sent in pieces before."""
        self.require_import(request.user)
        serializer = ImportUpload(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        sent_before = uploads.own_uploads(values["uploads"], request.user)
        files = uploads.store_files(values["files"], request.user)
        try:
            uploads.check_import([*files, *sent_before])
            run = start_import(
                [*files, *sent_before],
                corpus=self.corpus,
                project=values["project"],
                file_format=values["format"],
                columns=values["columns"],
                table_source=values["source_name"],
                replaces=values["replace"],
                user=request.user,
            )
        except BaseException:
            uploads.remove_uploads(files)
            raise
        return Response(import_detail(run), status=201)


@step
def start_import(
    files: list[Upload],
    *,
    corpus: Corpus,
    project: str,
    file_format: str,
    columns: dict[str, str],
    table_source: str,
    replaces: bool,
    user: Any,
) -> ImportRun:
    """Start the job that imports these files into a corpus, in their order."""
    job = jobs.enqueue("import", {"uploads": [upload.pk for upload in files]}, created_by=user, corpus=corpus)
    uploads.use_uploads(files, job)
    return ImportRun.objects.create(
        corpus=corpus,
        job=job,
        source=", ".join(upload.name for upload in files)[:500],
        format=file_format,
        columns=columns,
        table_source=source_name(table_source) if table_source.strip() else "",
        replaces=replaces,
        project=get_or_create_project(project.strip(), corpus) if project.strip() else None,
        started_at=timezone.now(),
    )


def get_import(view: CorpusView, number: int) -> ImportRun:
    """Return an import of the corpus; raise Http404 if there is none, or if the user may not read the log."""
    view.require_log(view.request.user)
    return get_object_or_404(
        ImportRun.objects.select_related("project", "job", "undone_by"), corpus=view.corpus, pk=number
    )


class OneImport(CorpusView):
    @extend_schema(operation_id="import", responses=ImportDetail)
    def get(self, request: Request, number: int) -> Response:
        """Return an import with its first rejections and remarks."""
        return Response(import_detail(get_import(self, number)))


class UndoingSerializer(serializers.Serializer[Any]):
    """What undoing an import would do."""

    refusal = serializers.CharField(help_text="Why it cannot be undone, as one sentence; empty if it can.")
    removed = serializers.IntegerField(help_text="Advisories that would be removed.")
    changed = serializers.IntegerField(help_text="Advisories that would be as before the import.")
    facts = serializers.BooleanField(help_text="Whether facts about CVEs would fall back to those before the import.")


class UndoImport(CorpusView):
    @extend_schema(operation_id="preview_undo", responses=UndoingSerializer)
    def get(self, request: Request, number: int) -> Response:
        """Return what undoing an import would do, or why it is refused."""
        undoing = Undoing.of(get_import(self, number))
        return Response(
            {
                "refusal": undoing.refusal(),
                "removed": len(undoing.emptied),
                "changed": len(undoing.advisories - undoing.emptied),
                "facts": undoing.run.replaced_facts.exists(),
            }
        )

    @extend_schema(operation_id="undo_import", request=None, responses=ImportDetail)
    def post(self, request: Request, number: int) -> Response:
        """Undo an import: what it stored goes, and what it changed is as before. Its report stays in the log."""
        run = undo_import(get_import(self, number), by=request.user)
        indexing.start_indexing(created_by=request.user)
        return Response(import_detail(run))


class ImportProblems(CorpusView):
    renderer_classes = [JSONRenderer, Csv]

    @extend_schema(
        operation_id="import_problems",
        parameters=[OpenApiParameter("format", exclude=True)],
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request, number: int) -> HttpResponse:
        """Download all stored rejections as CSV, with formulas escaped."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["source", "reason"])
        for problem in get_import(self, number).problems:
            writer.writerow([escape_formula(problem["source"]), escape_formula(problem["reason"])])
        return HttpResponse(
            out.getvalue(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="import-{number}-problems.csv"'},
        )


def escape_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
