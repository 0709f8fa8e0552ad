"""Views of the import of a REFI-QDA project as a study: preview, start, progress."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.api.jobs import JobSerializer, job_json, own_jobs
from advisories.api.sent_files import FILE, ONE_FILE, SentFile, files_of, sent_file, sent_files
from advisories.models import Corpus, Job
from advisories.platform import jobs
from advisories.sources import uploads
from coding.api.base import DRY_RUN, ResponseSerializer, is_dry_run, validated
from coding.api.check_sheet import checked
from coding.api.reading import ReadingSerializer
from coding.api.sent_ratings import asked_if_unclear, rating_files_body, reading_options, sent_reading_object
from coding.dataset import limits
from coding.errors import BadInput
from coding.formats.ratings.options import UnreadableRatings, require_no_count
from coding.formats.ratings.paths import LARGEST, MOST_FILES, File, is_project
from coding.formats.refi_qda.outline import ProjectOutline
from coding.steps.import_project import STUDY_IMPORT, preview_project
from coding.steps.study_import import MOST_CODINGS, check_size, files_on_disk, import_study, request_of, result_json

LARGEST_PROJECT: Final = 100 << 20  # bytes
TOO_LARGE: Final = "Export it without pictures and sound, or use manage.py import_qdpx."
LARGEST_TRIED: Final = 2 << 20  # bytes of advisories that a dry run reads
ROLES: Final = {"advisories": 20, "decisions": 1, "codebook": 1, "matching": 1}  # most files of each


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
        outline = preview_project(files=[File(project.name, project.content)], most=MOST_CODINGS)
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
        help_text="A rater of the files; empty for yourself.",
    )  # fmt: skip
    own_rater = serializers.CharField(
        max_length=limits.NAME, required=False, default="", allow_blank=True, trim_whitespace=False,
        help_text="The rater of the files who you are; empty if you rated nothing.",
    )  # fmt: skip
    style = serializers.ChoiceField(("shared", "open"), required=False, default="shared")
    corpus = serializers.SlugField(
        required=False, default="", allow_blank=True,
        help_text="A shared corpus that has the advisories, instead of files of them.",
    )  # fmt: skip


class StudyImportResult(ResponseSerializer):
    study = serializers.CharField(help_text="Slug of the new study; empty of a dry run.")
    units = serializers.IntegerField()
    raters = serializers.ListField(child=serializers.CharField())
    codes = serializers.IntegerField()
    codings = serializers.IntegerField()
    disagreements = serializers.IntegerField()
    decided = serializers.IntegerField()
    remarks = serializers.ListField(child=serializers.CharField())


class StudyImportSerializer(ResponseSerializer):
    job = JobSerializer()
    result = StudyImportResult(allow_null=True, help_text="Null until the study exists.")


class TriedStudySerializer(ResponseSerializer):
    """What files say, and what would be made of them."""

    result = StudyImportResult(allow_null=True, help_text="Null if the advisories are too large for a dry run.")
    reading = ReadingSerializer(allow_null=True, help_text="What was read; null of projects without advisories.")


def import_json(job: Job) -> dict[str, Any]:
    # The result is stored in the transaction that creates the study, so it also exists for a cancelled job.
    return {"job": job_json(job), "result": job.result}


def _body() -> dict[str, Any]:
    """Return the body of the request, for the description of the API."""
    more = {name: {"type": "string"} for name in ("title", "final_rater", "own_rater", "style", "corpus")}
    described = rating_files_body(**more)
    numbers = {"type": "array", "items": FILE["upload"]}
    files = {"type": "array", "items": FILE["file"]}
    for media_type, body in described.items():
        for role in ROLES:
            body["properties"][f"{role}_upload"] = numbers
            if media_type == "multipart/form-data":
                body["properties"][role] = files
    return described


class ImportStudy(APIView):
    """Create a study from files in a background job. You become its lead.

    The files are those of `manage.py agreement`, beside files of `advisories` or a shared `corpus`; or REFI-QDA
    projects alone, whose texts become units: one, or several copies of one project. `decisions`, `codebook` and
    `matching` are optional. Each of these can be sent in pieces before, then its number as `advisories_upload` and so
    on. With `?dry_run=true` nothing is stored, and the answer has the reading and what would be created.
    """

    parser_classes = (MultiPartParser, *APIView.parser_classes)
    dry_runs = frozenset({"POST"})
    further_refusals = {"POST": [422]}

    @extend_schema(
        operation_id="import_study",
        parameters=[DRY_RUN],
        request=_body(),
        responses={201: StudyImportSerializer, 200: TriedStudySerializer},
    )
    def post(self, request: Request) -> Response:
        values = validated(NewStudyImport, request)
        given = sent_reading_object(request)
        options = reading_options(given)
        try:
            require_no_count(options)
        except UnreadableRatings as error:
            raise BadInput(str(error)) from None
        sent = {"ratings": sent_files(request, LARGEST_PROJECT, MOST_FILES, TOO_LARGE)}
        for role, most in ROLES.items():
            largest = settings.UPLOAD_LIMIT if role == "advisories" else LARGEST
            sent[role] = files_of(request, role, f"{role}_upload", largest, most, "Import it in parts.")
        corpus = corpus_of_slug(values["corpus"])
        dry_run = is_dry_run(request)
        files = [File(file.name, file.content) for file in sent["ratings"]]
        # Refuse bad files in this request instead of in a job.
        if all(map(is_project, files)) and corpus is None and not sent["advisories"]:
            refuse_beside_projects(sent, values)
            outline = preview_project(files=files, final_rater=values["final_rater"], most=MOST_CODINGS)
            if dry_run:
                return Response({"result": outline_json(outline), "reading": None})
        else:
            reading = checked(files, options.but(of_study=True))["reading"]
            check_size(sum(rater["ratings"] for rater in reading["raters"]))
            if dry_run:
                return Response({"result": self.tried(values, corpus, given, sent), "reading": reading})
        stored = {role: [file.stored(request.user) for file in files] for role, files in sent.items()}
        with transaction.atomic():
            arguments = {**values, "corpus": corpus.pk if corpus else None, "reading": given}
            arguments["files"] = {role: [upload.pk for upload in uploads] for role, uploads in stored.items()}
            job = jobs.enqueue(STUDY_IMPORT, arguments, created_by=request.user)
            uploads.use_uploads([upload for files in stored.values() for upload in files], job)
        return Response(import_json(job), status=201)

    def tried(
        self, values: dict[str, Any], corpus: Corpus | None, reading: Any, sent: dict[str, list[SentFile]]
    ) -> dict[str, Any] | None:
        """Return what would be created; None if the advisories are too large to be read in a request."""
        if sum(len(file.content) for file in sent["advisories"]) > LARGEST_TRIED:
            return None
        named = {role: [(file.name, file.content) for file in files] for role, files in sent.items()}
        with files_on_disk(named) as paths, asked_if_unclear():
            request = request_of(values, paths, user=self.request.user, corpus=corpus, reading=reading)
            return {**result_json(import_study(request, dry_run=True)), "study": ""}


def corpus_of_slug(slug: str) -> Corpus | None:
    """Return the shared corpus of this slug, None for ""; raise BadInput if there is none."""
    if not slug:
        return None
    corpus = Corpus.objects.filter(shared=True, slug=slug).first()
    if corpus is None:
        raise BadInput(f"There is no shared corpus “{slug}”. Choose a shared corpus, or send files of advisories.")
    return corpus


def refuse_beside_projects(sent: dict[str, list[SentFile]], values: dict[str, Any]) -> None:
    """Raise BadInput for files and options that a study of projects alone does not take."""
    if given := next((role for role in ("decisions", "codebook", "matching") if sent[role]), None):
        raise BadInput(f"A project has codes and decisions of its own. Leave out “{given}”, or add advisories.")
    if values["style"] == "open":
        raise BadInput("The codes of a project are one codebook. Leave out the style, or add advisories.")
    if values["own_rater"]:
        raise BadInput(
            "“own_rater” is for sheets only. Leave it out, and link your account to a user of the project on the "
            "page Members."
        )


def outline_json(outline: ProjectOutline) -> dict[str, Any]:
    """Return what a project would become. Which of its decisions are on disagreements is known later."""
    return {
        "study": "",
        "units": len(outline.sources),
        "raters": list(outline.codings_by_rater),
        "codes": len(outline.codes),
        "codings": outline.codings,
        "disagreements": 0,
        "decided": 0,
        "remarks": outline.remarks,
    }


class OneStudyImport(APIView):
    """Return the progress and result of one of your own imports."""

    @extend_schema(operation_id="study_import", responses=StudyImportSerializer)
    def get(self, request: Request, number: int) -> Response:
        return Response(import_json(get_object_or_404(own_jobs(request.user).filter(kind=STUDY_IMPORT), pk=number)))
