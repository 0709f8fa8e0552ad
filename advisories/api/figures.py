"""Figures as SVG, in a light and a dark theme."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from advisories.corpus.charts import THEMES, Spec, themed
from advisories.corpus.figure_renderer import RENDERER, RenderingFailed
from advisories.platform.errors import RuleBroken

SVG: Final = {(200, "image/svg+xml"): OpenApiTypes.BINARY}


class FigureQuery(serializers.Serializer[Any]):
    theme = serializers.ChoiceField(THEMES, default="light", help_text="The background that the figure is shown on.")


class FigureFailed(RuleBroken):
    """The renderer of this server fails or hangs; the numbers of the figure are in the table beside it."""

    code = "figure_failed"
    status = 503

    def __init__(self) -> None:
        super().__init__("The figure cannot be drawn now. Its numbers are in the table beside it.")


def figure_address(path: str, spec: Spec | None, parameters: dict[str, str] | None = None) -> str | None:
    """Return the URL of a figure, which changes with its content; None without a figure."""
    if spec is None:
        return None
    version = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:12]
    return f"{path}?{urlencode({**(parameters or {}), 'version': version})}"


def figure_response(request: Request, spec: Spec) -> HttpResponse:
    """Render the figure in the theme that the request names."""
    query = FigureQuery(data=request.query_params)
    query.is_valid(raise_exception=True)
    try:
        figure = RENDERER.svg(themed(spec, query.validated_data["theme"]))
    except RenderingFailed as error:
        raise FigureFailed from error
    return HttpResponse(
        figure,
        content_type="image/svg+xml",
        # An SVG that is opened in its own tab is a document of this origin.
        headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"},
    )


def revalidated(request: HttpRequest, response: HttpResponse, *, shared: bool) -> HttpResponseBase:
    """Allow browsers (and proxies if `shared`) to store the response, checked by its hash before each use."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache" if shared else "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response
