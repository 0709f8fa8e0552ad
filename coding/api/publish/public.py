"""Views of public releases, readable without signing in."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.api.figures import SVG, FigureQuery
from coding.access import records
from coding.api.publish.downloads import archive_response, file_response, release_figure
from coding.api.publish.releases import ResultsSerializer, results_json


class PublicView(APIView):
    """A view that ignores the session, so that every reader gets the same response."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class PublicRelease(PublicView):
    """Return a public release, with the changes since the previous one if that is public too."""

    @extend_schema(operation_id="public_release", responses=ResultsSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        release = records.public_release(study=study, number=number)
        try:
            previous = records.public_release(study=study, number=number - 1)
        except Http404:
            previous = None
        return Response(results_json(release, previous))


class PublicFile(PublicView):
    """Download one file of a public release."""

    @extend_schema(
        operation_id="public_release_file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, study: str, number: int, path: str) -> HttpResponseBase:
        return file_response(records.public_release(study=study, number=number), path, shared=True)


class PublicFigure(PublicView):
    """Return a figure of a public release as SVG."""

    @extend_schema(operation_id="public_release_figure", parameters=[FigureQuery], responses=SVG)
    def get(self, request: Request, study: str, number: int, figure: str) -> HttpResponseBase:
        return release_figure(request, records.public_release(study=study, number=number), figure, shared=True)


class PublicArchive(PublicView):
    """Download all files of a public release as one zip file."""

    @extend_schema(operation_id="public_release_archive", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str, number: int) -> HttpResponseBase:
        return archive_response(records.public_release(study=study, number=number), shared=True)
