"""Views of releases: publication, results, downloads, public access."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.figures import SVG, FigureQuery
from advisories.api.jobs import JobSerializer, job_json
from coding.access import records
from coding.api.agree import ReportSerializer, report_json
from coding.api.base import ResponseSerializer, StudyView, validated
from coding.api.codebook.codes import DefinedCode
from coding.api.publish.activities import ActivityRowSerializer, MachineAgreementSerializer, ProjectActivitiesSerializer
from coding.api.publish.downloads import archive_response, file_response, release_figure
from coding.dataset import limits
from coding.models import Release
from coding.results.release_diff import changes
from coding.steps.publish.public import grant_public_access, revoke_public_access
from coding.steps.publish.release import releases_in_progress, start_release
from coding.steps.shown_suggestions import note_release_shown


class ReleaseBrief(ResponseSerializer):
    number = serializers.IntegerField()
    round = serializers.IntegerField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    manifest_sha256 = serializers.CharField()
    public = serializers.BooleanField(help_text="Whether it can be read without signing in.")
    withheld = serializers.BooleanField(
        help_text=(
            "Whether you cannot read it now, because it contains classifications of advisories that you code without "
            "them. The note and the hash are then empty."
        )
    )


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
    """Influence of one rater, over the decided units that the rater coded."""

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


class RatingsOfRater(ResponseSerializer):
    rater = serializers.CharField()
    ratings = serializers.IntegerField()


class RatingSourceSerializer(ResponseSerializer):
    """A file that ratings of the release were entered from."""

    source = serializers.CharField()
    sha256 = serializers.CharField(allow_null=True)
    entered_by = serializers.CharField()
    entered_at = serializers.CharField(help_text="A time; a day in a release under pseudonyms.")
    ratings = RatingsOfRater(many=True)


class CountChange(ResponseSerializer):
    consequence = serializers.CharField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class PrimarySerializer(ResponseSerializer):
    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)


class ChangesSerializer(ResponseSerializer):
    """Changes since the previous release."""

    decided = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of decided units: before, after."
    )
    counts = CountChange(many=True)
    definitions = serializers.ListField(child=serializers.CharField(), help_text="Consequences with a new definition.")
    primary = PrimarySerializer(many=True, help_text="Primary coefficients: before, after.")


class OutcomeSerializer(ResponseSerializer):
    """Units decided without a code, for one no-code reason."""

    outcome = serializers.CharField(help_text="not_applicable or cannot_tell.")
    count = serializers.IntegerField()
    in_percentages = serializers.BooleanField(
        help_text="Whether these units count towards the percentages of the table."
    )
    units = serializers.ListField(child=serializers.IntegerField())


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
    """Results of a release. All of it is also in the files of the release."""

    number = serializers.IntegerField()
    round = serializers.IntegerField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    manifest_sha256 = serializers.CharField()
    title = serializers.CharField()
    question = serializers.CharField()
    notice = serializers.CharField()
    methods = serializers.CharField(help_text="Markdown.")
    decided = serializers.IntegerField(help_text="Units of which the percentages of the table are shares.")
    undecided = serializers.ListField(child=serializers.IntegerField())
    table = TableRowSerializer(many=True)
    outcomes = OutcomeSerializer(many=True)
    severity = BandCounts(help_text="Severity band and number of units.")
    severity_by_consequence = SeverityCell(many=True, help_text="Cells with at least one unit.")
    kind = serializers.CharField(help_text="What the units are: advisories or projects.")
    activities = ActivityRowSerializer(many=True, help_text="Of a study of projects, in the order of the codebook.")
    projects = ProjectActivitiesSerializer(many=True, help_text="Of a study of projects, in the order of units.")
    machine = MachineAgreementSerializer(
        many=True, help_text="Of a study of projects. It is never part of the agreement of the raters."
    )
    rater_influence = RaterInfluenceSerializer(many=True)
    agreement = ReportSerializer()
    agreement_before = ReportSerializer(allow_null=True)
    codebook = DefinedCode(many=True)
    figures_missing = serializers.ListField(
        child=serializers.CharField(), help_text="Figures in PDF and PNG that the server could not draw."
    )
    scripts_not_shown = serializers.ListField(
        child=serializers.CharField(),
        help_text="Scripts that the figures in PDF and PNG show as code points, because the server has no font.",
    )
    data_licence = serializers.CharField(help_text="SPDX identifier; empty if not stated.")
    origin = serializers.ChoiceField(
        ["", "page", "files", "mixed"],
        help_text="Where the ratings come from; empty for releases that did not record it.",
    )
    origin_sentence = serializers.CharField(help_text="The same in words; empty as well.")
    rating_sources = RatingSourceSerializer(many=True)
    files = FileSerializer(many=True)
    changes = ChangesSerializer(
        allow_null=True,
        help_text="Null for the first release, and for readers who may not see the previous one.",
    )


class ReleaseSerializer(ResultsSerializer):
    by = serializers.CharField(allow_null=True)
    public = serializers.BooleanField(help_text="Whether it can be read without signing in.")


class Publishing(serializers.Serializer[Any]):
    confirm = serializers.ChoiceField(["publish"])
    note = serializers.CharField(max_length=limits.REASON, allow_blank=True, default="")
    pseudonyms = serializers.BooleanField(
        default=False, help_text="Replace names in the files by pseudonyms. Free text, such as memos, is unchanged."
    )


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
        "public": any(p.revoked_at is None for p in release.public_access.all()),
    }


def listed_json(release: Release, *, withheld: bool) -> dict[str, Any]:
    """Return the release as listed; a withheld one without words about its results, and without their hash."""
    hidden = {"note": "", "manifest_sha256": ""} if withheld else {}
    return brief_json(release) | hidden | {"withheld": withheld}


def results_json(release: Release, previous: Release | None) -> dict[str, Any]:
    """Return the results of a release, with the changes since `previous` if that is given."""
    files = list(release.files.values("path", "size", "sha256"))
    methods = release.files.get(path="methods.md").content.decode()
    changed = changes(previous.results, release.results) if previous else None
    reports = {name: report_json(release.results[name]) for name in ("agreement", "agreement_before")}
    extras = {"methods": methods, "files": files, "changes": changed}
    figures: dict[str, Any] = {"figures_missing": [], "scripts_not_shown": []}  # of releases that did not record it
    of_projects: dict[str, Any] = {"kind": "advisories", "activities": [], "projects": [], "machine": []}
    origin: dict[str, Any] = {"origin": "", "origin_sentence": "", "rating_sources": []}
    return {**release_head_json(release), **figures, **of_projects, **origin, **release.results, **reports, **extras}


def release_json(release: Release) -> dict[str, Any]:
    previous = Release.objects.filter(study=release.study_id, number=release.number - 1).first()
    return {**results_json(release, previous), **brief_json(release)}


class ReleaseView(StudyView):
    """A view below /studies/<study>/releases/<number>/."""

    def release(self) -> Release:
        """Return the release; raise Http404 if it does not exist, Withheld if it is withheld from the user."""
        release = records.release(self.member, self.kwargs["number"])
        note_release_shown(self.request.user, release)
        return release


class Releases(StudyView):
    """The releases of the study."""

    @extend_schema(operation_id="releases", responses=ReleaseBrief(many=True))
    def get(self, request: Request, study: str) -> Response:
        """List all releases of the study, oldest first."""
        member = self.member
        releases = (
            member.study.releases.select_related("round", "created_by")
            .prefetch_related("public_access")
            .defer("results")
        )
        withheld = records.withholds_releases_of(request.user, member.study)
        return Response([listed_json(release, withheld=withheld) for release in releases])

    @extend_schema(operation_id="publish", request=Publishing, responses={202: JobSerializer})
    def post(self, request: Request, study: str) -> Response:
        """Publish a release in a background job. Its `result` is the number, as `release`."""
        member = self.member
        values = validated(Publishing, request)
        job = start_release(by=member, note=values["note"], pseudonyms=values["pseudonyms"])
        return Response(job_json(job), status=202)


class ReleaseInProgress(StudyView):
    """List the job that is creating a release, if there is one. All members may see its progress."""

    @extend_schema(operation_id="release_in_progress", responses=JobSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        return Response([job_json(job) for job in releases_in_progress(self.member.study)])


class OneRelease(ReleaseView):
    """Return a release with its results and the changes since the previous one."""

    @extend_schema(operation_id="release", responses=ReleaseSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        return Response(release_json(self.release()))


class PublicAccess(ReleaseView):
    """The permission to read a release without signing in."""

    @extend_schema(operation_id="grant_public_access", request=None, responses=ReleaseBrief)
    def put(self, request: Request, study: str, number: int) -> Response:
        """Grant public access to the release."""
        member = self.member
        release = records.release_of_study(member, number)
        grant_public_access(by=member, number=number)
        return Response(listed_json(release, withheld=records.withholds_releases_of(request.user, member.study)))

    @extend_schema(operation_id="revoke_public_access", responses={204: None})
    def delete(self, request: Request, study: str, number: int) -> Response:
        """Revoke public access to the release."""
        member = self.member
        records.release_of_study(member, number)
        revoke_public_access(by=member, number=number)
        return Response(status=204)


class ReleaseFileDownload(ReleaseView):
    """Download one file of a release."""

    @extend_schema(operation_id="release_file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str, number: int, path: str) -> HttpResponseBase:
        return file_response(self.release(), path)


class ReleaseFigure(ReleaseView):
    """Return a figure of a release as SVG."""

    @extend_schema(operation_id="release_figure", parameters=[FigureQuery], responses=SVG)
    def get(self, request: Request, study: str, number: int, figure: str) -> HttpResponseBase:
        return release_figure(request, self.release(), figure)


class ReleaseArchive(ReleaseView):
    """Download all files of a release as one zip file."""

    @extend_schema(operation_id="release_archive", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str, number: int) -> HttpResponseBase:
        return archive_response(self.release())
