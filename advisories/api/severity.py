"""Severity of the advisories that satisfy a filter, as a table and as a figure."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.access import may_see_classifications
from advisories.api.corpora import CorpusView
from advisories.api.corpus import validated_query
from advisories.api.figures import SVG, FigureQuery, figure_address, figure_response
from advisories.api.filters import SEVERITY_NAMES, UNKNOWN, AdvisoryFilter, all_of, filter_masks
from advisories.corpus.charts import Spec, severity_bars
from advisories.corpus.index import current_index
from advisories.models import Corpus
from advisories.platform.errors import NotAllowed


class BandCount(serializers.Serializer[Any]):
    severity = serializers.CharField(help_text='"unknown" if no source publishes one and no score can be computed.')
    count = serializers.IntegerField()
    published = serializers.IntegerField(help_text="Number of advisories whose severity a source publishes.")
    computed = serializers.IntegerField(
        help_text="Number of advisories whose severity is computed from the CVSS base score."
    )


class SeverityCounts(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    bands = BandCount(many=True, help_text="All five bands; empty while classifications are hidden from you.")
    figure = serializers.CharField(allow_null=True, help_text="Address of the SVG; null if nothing was counted.")


class SeverityFigureQuery(AdvisoryFilter, FigureQuery):
    """The filter of the advisories, and the theme of the figure."""


Bands = list[dict[str, Any]]


def severity_bands(corpus: Corpus, request: Request) -> tuple[int, Bands]:
    """Count the advisories of a corpus that satisfy the filter of the request, in total and per severity band."""
    index = current_index(corpus)
    rows = all_of(index, filter_masks(index, validated_query(request), user=request.user))
    if not may_see_classifications(request.user):
        return int(rows.sum()), []
    size = len(SEVERITY_NAMES)
    counts = np.bincount(index.severity[rows], minlength=size).tolist()
    computed = np.bincount(index.severity[rows & index.computed], minlength=size).tolist()
    bands = [
        {
            "severity": word,
            "count": counts[band],
            "published": 0 if word == UNKNOWN else counts[band] - computed[band],
            "computed": computed[band],
        }
        for band, word in enumerate(SEVERITY_NAMES)
    ]
    return sum(counts), bands


def severity_figure(total: int, bands: Bands) -> Spec | None:
    """Return one bar per band, without “unknown” if it is empty; None if there is no advisory."""
    if not total or not bands:
        return None
    bars = [(band["severity"], band["count"]) for band in bands if band["severity"] != UNKNOWN or band["count"]]
    return severity_bars(bars, noun="Advisories")


class Severities(CorpusView):
    @extend_schema(operation_id="advisory_severities", parameters=[AdvisoryFilter], responses=SeverityCounts)
    def get(self, request: Request) -> Response:
        """Count the advisories that satisfy a filter, per severity band."""
        total, bands = severity_bands(self.corpus, request)
        address = f"{request.path.removesuffix('/')}.svg"
        figure = figure_address(address, severity_figure(total, bands), request.query_params.dict())
        return Response({"total": total, "bands": bands, "figure": figure})


class SeverityFigure(CorpusView):
    @extend_schema(operation_id="advisory_severity_figure", parameters=[SeverityFigureQuery], responses=SVG)
    def get(self, request: Request) -> HttpResponse:
        """Return the bar chart of the severity bands."""
        total, bands = severity_bands(self.corpus, request)
        if not may_see_classifications(request.user):
            raise NotAllowed(
                "Severities are hidden from you while you code in a round in progress. "
                "Open the figure after it is closed."
            )
        figure = severity_figure(total, bands)
        if figure is None:
            raise Http404("No advisories match this filter.")
        return figure_response(request, figure)
