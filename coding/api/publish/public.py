"""Views of public releases, readable without signing in."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
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
from coding.models import Release
from coding.steps.shown_suggestions import note_release_shown


class PublicView(APIView):
    """A view for everyone. Who is signed in matters, because releases are withheld from raters who code their units."""

    permission_classes = (AllowAny,)

    def release(self, number: int) -> Release:
        """Return a release; raise Http404 if it is not public, Withheld if it is withheld from the user."""
        release = records.public_release(study=self.kwargs["study"], number=number, user=self.request.user)
        note_release_shown(self.request.user, release)
        return release

    @property
    def shared(self) -> bool:
        """Whether proxies may store the response: only that to readers without an account."""
        return not self.request.user.is_authenticated

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ("Cookie", "Authorization"))
        return response


class PublicRelease(PublicView):
    """Return a public release, with the changes since the previous one if that is public too."""

    @extend_schema(operation_id="public_release", responses=ResultsSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        release = self.release(number)
        try:
            previous = self.release(number - 1)
        except Http404:
            previous = None
        return Response(results_json(release, previous))


class PublicFile(PublicView):
    """Download one file of a public release."""

    @extend_schema(
        operation_id="public_release_file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, study: str, number: int, path: str) -> HttpResponseBase:
        return file_response(self.release(number), path, shared=self.shared)


class PublicFigure(PublicView):
    """Return a figure of a public release as SVG."""

    @extend_schema(operation_id="public_release_figure", parameters=[FigureQuery], responses=SVG)
    def get(self, request: Request, study: str, number: int, figure: str) -> HttpResponseBase:
        return release_figure(request, self.release(number), figure, shared=self.shared)


class PublicArchive(PublicView):
    """Download all files of a public release as one zip file."""

    @extend_schema(operation_id="public_release_archive", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str, number: int) -> HttpResponseBase:
        return archive_response(self.release(number), shared=self.shared)
