"""How severe the advisories of a filter are: a table, and a figure with the number on each bar."""

from __future__ import annotations

from typing import Any

import numpy as np
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.api.access import shows_classifications
from advisories.api.corpus import query
from advisories.api.filters import SPELT, UNKNOWN, AdvisoryFilter, all_of, masks
from advisories.corpus.charts import severity_bars
from advisories.corpus.index import columns


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
        corpus = columns()
        found = all_of(corpus, masks(corpus, query(request), user=request.user))
        if not shows_classifications(request.user):
            return Response({"total": int(found.sum()), "bands": [], "figure": None})
        size = len(SPELT)
        counts = np.bincount(corpus.severity[found], minlength=size).tolist()
        computed = np.bincount(corpus.severity[found & corpus.computed], minlength=size).tolist()
        bands = [
            {
                "severity": word,
                "count": counts[place],
                "published": 0 if word == UNKNOWN else counts[place] - computed[place],
                "computed": computed[place],
            }
            for place, word in enumerate(SPELT)
        ]
        total = sum(counts)
        # An unknown severity is no bar of the figure unless there is one.
        bars = [(band["severity"], band["count"]) for band in bands if band["severity"] != UNKNOWN or band["count"]]
        figure = severity_bars(bars, noun="Advisories") if total else None
        return Response({"total": total, "bands": bands, "figure": figure})
