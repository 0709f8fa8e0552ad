"""The tables of facts that the web interface and scripts read: GET /api/v1/meta/."""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from advisories.api.figures import revalidated
from advisories.formats import FORMATS as ADVISORY_FORMATS
from coding.api.base import ResponseSerializer
from coding.formats import FORMATS
from coding.release import RELEASE_FILES
from coding.rendering.media_types import content_type
from coding.statistics.bands import BANDS, CAVEAT, SCALE
from coding.statistics.registry import COEFFICIENTS
from coding.steps.assign.plan import primary_statistics


class CoefficientSerializer(ResponseSerializer):
    name = serializers.CharField(help_text="As in agreement.json.")
    label = serializers.CharField(help_text="In a sentence, such as “percent agreement”.")
    symbol = serializers.CharField(help_text="In headings and on axes.")
    explanation = serializers.CharField()
    scope = serializers.ListField(child=serializers.CharField())
    share = serializers.BooleanField(help_text="Printed as a percentage.")
    banded = serializers.BooleanField()
    can_be_primary = serializers.BooleanField()
    standard_error = serializers.BooleanField(help_text="Has an analytic standard error.")
    source = serializers.CharField()


class BandSerializer(ResponseSerializer):
    lower = serializers.FloatField(help_text="Not part of the band, but for 0, which is slight.")
    word = serializers.CharField()


class BandsSerializer(ResponseSerializer):
    scale = serializers.CharField()
    caveat = serializers.CharField()
    bands = BandSerializer(many=True)


class PrimaryStatisticsSerializer(ResponseSerializer):
    raters = serializers.IntegerField(help_text="2, or 3 for any larger number.")
    multi_label = serializers.BooleanField()
    complete = serializers.BooleanField(help_text="Every rater codes every unit.")
    coefficients = serializers.ListField(child=serializers.CharField(), help_text="The first is the default.")


class ReleaseFileSerializer(ResponseSerializer):
    name = serializers.CharField()
    sentence = serializers.CharField()
    media_type = serializers.CharField()
    condition = serializers.CharField(help_text="When a release has the file; empty: always.")


class FormatSerializer(ResponseSerializer):
    name = serializers.CharField()
    contents = serializers.CharField(help_text="What such a file holds, such as “advisories” or “codebook”.")
    label = serializers.CharField()
    sentence = serializers.CharField()
    extensions = serializers.ListField(child=serializers.CharField())
    media_type = serializers.CharField()
    reads = serializers.BooleanField()
    writes = serializers.BooleanField()


class MetaSerializer(ResponseSerializer):
    version = serializers.CharField()
    coefficients = CoefficientSerializer(many=True)
    bands = BandsSerializer()
    primary_statistics = PrimaryStatisticsSerializer(many=True, help_text="What a round can be judged by.")
    release_files = ReleaseFileSerializer(many=True)
    formats = FormatSerializer(many=True)
    media_types = serializers.DictField(child=serializers.CharField(), help_text="Release file → Content-Type.")


def meta() -> dict[str, Any]:
    """Return the tables. They depend on the version of the program alone."""
    return {
        "version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "coefficients": [
            {
                **{name: getattr(row, name) for name in ("name", "label", "symbol", "explanation", "share", "banded")},
                "scope": sorted(row.scope),
                "can_be_primary": row.can_be_primary,
                "standard_error": row.standard_error is not None,
                "source": row.source,
            }
            for row in COEFFICIENTS.values()
        ],
        "bands": {"scale": SCALE, "caveat": CAVEAT, "bands": [{"lower": lower, "word": word} for lower, word in BANDS]},
        "primary_statistics": [
            {
                "raters": raters,
                "multi_label": multi_label,
                "complete": complete,
                "coefficients": primary_statistics(raters, multi_label, complete=complete),
            }
            for raters, multi_label, complete in product((2, 3), (False, True), (True, False))
        ],
        "release_files": [
            {name: getattr(row, name) for name in ("name", "sentence", "media_type", "condition")}
            for row in RELEASE_FILES.values()
        ],
        "formats": [
            *(
                {
                    **{name: getattr(row, name) for name in ("name", "label", "sentence", "media_type")},
                    "contents": "advisories",
                    "extensions": list(row.extensions),
                    "reads": row.reads,
                    "writes": row.writes,
                }
                for row in ADVISORY_FORMATS.values()
            ),
            *(
                {
                    **{name: getattr(row, name) for name in ("name", "contents", "label", "sentence", "media_type")},
                    "extensions": [f".{row.extension}"],
                    "reads": row.read is not None,
                    "writes": row.write is not None,
                }
                for row in FORMATS
            ),
        ],
        "media_types": {row.name: content_type(row.media_type) for row in RELEASE_FILES.values()},
    }


@cache
def rendered() -> bytes:
    """Return the tables as JSON."""
    return json.dumps(meta(), ensure_ascii=False).encode()


class Meta(APIView):
    """Coefficients, bands, release files and formats of this version of the program. It knows no study."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="meta", responses=MetaSerializer)
    def get(self, request: Request) -> HttpResponseBase:
        return revalidated(request, HttpResponse(rendered(), content_type="application/json"), shared=True)
