"""Releases: published, read, downloaded."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.figures import SVG, FigureQuery
from advisories.api.jobs import JobSerializer, job_json
from coding.api.agree import ReportSerializer
from coding.api.base import ResponseSerializer, StudyView, validated
from coding.api.codebook.codes import DefinedCode
from coding.api.publish.downloads import figure_of, one_file, zipped
from coding.models import Release
from coding.results.release_diff import changes
from coding.steps.publish.public import make_public, revoke_public_access
from coding.steps.publish.release import releases_in_progress, start_release


class ReleaseBrief(ResponseSerializer):
    number = serializers.IntegerField()
    round = serializers.IntegerField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    manifest_sha256 = serializers.CharField()
    public = serializers.BooleanField(help_text="Whether everybody may read it.")


class TableRowSerializer(ResponseSerializer):
    consequence = serializers.CharField()
    definition = serializers.CharField()
    count = serializers.IntegerField()
    proportion = serializers.FloatField()
    wilson = serializers.ListField(child=serializers.FloatField())
    goodman = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    units = serializers.ListField(child=serializers.IntegerField())


class RankChangeSerializer(ResponseSerializer):
    consequence = serializers.CharField()
    decided = serializers.IntegerField()
    own_count = serializers.IntegerField()
    decided_rank = serializers.IntegerField(allow_null=True)
    own_rank = serializers.IntegerField(allow_null=True)
    moved = serializers.BooleanField(help_text="Whether the rank changes.")


class RaterInfluenceSerializer(ResponseSerializer):
    """One rater against the decisions, on the decided units that this rater coded."""

    rater = serializers.CharField()
    units = serializers.IntegerField()
    overruled = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    rows = RankChangeSerializer(many=True)


class FileSerializer(ResponseSerializer):
    path = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class CountChange(ResponseSerializer):
    consequence = serializers.CharField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class PrimarySerializer(ResponseSerializer):
    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)


class ChangesSerializer(ResponseSerializer):
    """What changed since the release before."""

    decided = serializers.ListField(child=serializers.IntegerField(), help_text="Units: before, after.")
    counts = CountChange(many=True)
    definitions = serializers.ListField(child=serializers.CharField(), help_text="Consequences defined anew.")
    primary = PrimarySerializer(many=True, help_text="Before, after.")


class SeverityCell(ResponseSerializer):
    consequence = serializers.CharField()
    severity = serializers.CharField()
    count = serializers.IntegerField()


def _rows(*types: str) -> dict[str, Any]:
    """Schema of a list of rows with one value of each type."""
    row = {"type": "array", "prefixItems": [{"type": name} for name in types]}
    return {"type": "array", "items": {**row, "minItems": len(types), "maxItems": len(types)}}


@extend_schema_field(_rows("string", "integer"))
class BandCounts(serializers.ListField):
    pass


class ResultsSerializer(ResponseSerializer):
    """What the page shows of a release: nothing that its files do not hold."""

    number = serializers.IntegerField()
    round = serializers.IntegerField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    manifest_sha256 = serializers.CharField()
    title = serializers.CharField()
    question = serializers.CharField()
    notice = serializers.CharField()
    methods = serializers.CharField(help_text="Markdown.")
    decided = serializers.IntegerField()
    undecided = serializers.ListField(child=serializers.IntegerField())
    table = TableRowSerializer(many=True)
    severity = BandCounts(help_text="Band and units.")
    severity_by_consequence = SeverityCell(many=True, help_text="Cells with at least one unit.")
    rater_influence = RaterInfluenceSerializer(many=True)
    agreement = ReportSerializer()
    agreement_before = ReportSerializer(allow_null=True)
    codebook = DefinedCode(many=True)
    data_licence = serializers.CharField(help_text="SPDX identifier, or empty.")
    files = FileSerializer(many=True)
    changes = ChangesSerializer(
        allow_null=True,
        help_text="Null for the first release, and for those outside where the one before is not public.",
    )


class ReleaseSerializer(ResultsSerializer):
    by = serializers.CharField(allow_null=True)
    public = serializers.BooleanField(help_text="Whether everybody may read it.")


class Publishing(serializers.Serializer[Any]):
    confirm = serializers.ChoiceField(["publish"])
    note = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    pseudonyms = serializers.BooleanField(default=False, help_text="Name nobody in the files; memos stay as they are.")


def release_head_json(release: Release) -> dict[str, Any]:
    return {
        "number": release.number,
        "round": release.round.number,
        "note": release.note,
        "created_at": release.created_at,
        "manifest_sha256": release.manifest_sha256,
    }


def brief_json(release: Release) -> dict[str, Any]:
    by = release.created_by.name if release.created_by else None
    return {
        **release_head_json(release),
        "by": by,
        "public": any(p.withdrawn_at is None for p in release.public_access.all()),
    }


def results_json(release: Release, before: Release | None) -> dict[str, Any]:
    """The results, and what changed since the release before, if that one may be seen."""
    files = list(release.files.values("path", "size", "sha256"))
    methods = release.files.get(path="methods.md").content.decode()
    changed = changes(before.results, release.results) if before else None
    said = {"methods": methods, "files": files, "changes": changed}
    return {**release_head_json(release), **release.results, **said}


def release_json(release: Release) -> dict[str, Any]:
    before = Release.objects.filter(study=release.study_id, number=release.number - 1).first()
    return {**results_json(release, before), **brief_json(release)}


class ReleaseView(StudyView):
    def release(self) -> Release:
        member = self.member
        return get_object_or_404(
            Release.objects.select_related("round", "created_by", "study"),
            study=member.study_id,
            number=self.kwargs["number"],
        )


class Releases(StudyView):
    """All releases of the study; a new one."""

    @extend_schema(operation_id="releases", responses=ReleaseBrief(many=True))
    def get(self, request: Request, study: str) -> Response:
        releases = (
            self.member.study.releases.select_related("round", "created_by")
            .prefetch_related("public_access")
            .defer("results")
        )
        return Response([brief_json(release) for release in releases])

    @extend_schema(operation_id="publish", request=Publishing, responses={202: JobSerializer})
    def post(self, request: Request, study: str) -> Response:
        """Have a release made in the background. The job's `result` then holds its number, as `release`."""
        member = self.member
        values = validated(Publishing, request)
        job = start_release(by=member, note=values["note"], pseudonyms=values["pseudonyms"])
        return Response(job_json(job), status=202)


class ReleaseInProgress(StudyView):
    """The release that is being made, if there is one: everybody in the study may see how far it is."""

    @extend_schema(operation_id="release_under_way", responses=JobSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        return Response([job_json(job) for job in releases_in_progress(self.member.study)])


class OneRelease(ReleaseView):
    @extend_schema(operation_id="release", responses=ReleaseSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        return Response(release_json(self.release()))


class PublicAccess(ReleaseView):
    """Whether everybody may read the release without signing in."""

    @extend_schema(operation_id="make_release_public", request=None, responses=ReleaseBrief)
    def put(self, request: Request, study: str, number: int) -> Response:
        release = self.release()
        make_public(by=self.member, number=number)
        return Response(brief_json(release))

    @extend_schema(operation_id="withdraw_release_from_public", responses={204: None})
    def delete(self, request: Request, study: str, number: int) -> Response:
        self.release()
        revoke_public_access(by=self.member, number=number)
        return Response(status=204)


class ReleaseFileDownload(ReleaseView):
    @extend_schema(operation_id="release_file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str, number: int, path: str) -> HttpResponseBase:
        return one_file(self.release(), path)


class ReleaseFigure(ReleaseView):
    @extend_schema(operation_id="release_figure", parameters=[FigureQuery], responses=SVG)
    def get(self, request: Request, study: str, number: int, figure: str) -> HttpResponseBase:
        return figure_of(request, self.release(), figure)


class ReleaseArchive(ReleaseView):
    @extend_schema(operation_id="release_archive", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str, number: int) -> HttpResponseBase:
        return zipped(self.release())
