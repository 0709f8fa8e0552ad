"""How severe the advisories of a filter are: a table, and a figure with the number on each bar."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.api.access import shows_classifications
from advisories.api.advisories import query
from advisories.api.filters import UNKNOWN, AdvisoryFilter, filtered
from advisories.figures import severity_bars
from advisories.models import Advisory


class BandCount(serializers.Serializer[Any]):
    severity = serializers.CharField(help_text='"unknown" where no source has a word and no score can be computed.')
    count = serializers.IntegerField()
    published = serializers.IntegerField(help_text="In a source's own word.")
    computed = serializers.IntegerField(help_text="From the CVSS base score, as no source has a word.")


class SeverityCounts(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    bands = BandCount(many=True, help_text="All five; empty while classifications are hidden from you.")
    figure = serializers.DictField(allow_null=True, help_text="Vega-Lite; null where there is nothing to draw.")


class Severities(APIView):
    @extend_schema(operation_id="advisory_severities", parameters=[AdvisoryFilter], responses=SeverityCounts)
    def get(self, request: Request) -> Response:
        found = filtered(query(request), user=request.user).order_by()
        if not shows_classifications(request.user):
            return Response({"total": found.count(), "bands": [], "figure": None})
        counted = found.values_list("severity", "severity_source").annotate(Count("pk"))
        counts = {(word, source): count for word, source, count in counted}
        bands = [
            {
                "severity": word or UNKNOWN,
                "published": (published := counts.get((word, "published"), 0)),
                "computed": (computed := counts.get((word, "computed"), 0)),
                "count": published + computed + counts.get((word, ""), 0),
            }
            for word in Advisory.Severity.values
        ]
        total = sum(counts.values())
        # An unknown severity is no bar of the figure unless there is one.
        bars = [
            (str(band["severity"]), int(band["count"]))
            for band in bands
            if band["severity"] != UNKNOWN or band["count"]
        ]
        figure = severity_bars(bars, noun="Advisories") if total else None
        return Response({"total": total, "bands": bands, "figure": figure})
