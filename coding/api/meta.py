"""The tables of facts that the web interface and scripts read: GET /api/v1/meta/."""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from typing import Any, Final

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
from coding.models import Study
from coding.models.enumerations import ENUMERATIONS
from coding.models.event_kinds import EVENT_KINDS
from coding.release import RELEASE_FILES
from coding.rendering.media_types import content_type
from coding.round_settings import ROUND_SETTINGS
from coding.round_settings.checks import ORDER, SCORES
from coding.round_settings.setting import RoundSetting
from coding.statistics.bands import BANDS, CAVEAT, SCALE
from coding.statistics.registry import COEFFICIENTS
from coding.statistics.scale import Scale
from coding.statistics.selection import primary_names


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
    lower = serializers.FloatField(
        help_text="Lower bound of the band. A bound belongs to the band below it; only 0 belongs to “slight”."
    )
    word = serializers.CharField()


class BandsSerializer(ResponseSerializer):
    scale = serializers.CharField()
    caveat = serializers.CharField()
    bands = BandSerializer(many=True)


class PrimaryStatisticsSerializer(ResponseSerializer):
    raters = serializers.IntegerField(help_text="2, or 3 for any larger number.")
    multi_label = serializers.BooleanField()
    complete = serializers.BooleanField(help_text="Every rater codes every unit.")
    code_order = serializers.ChoiceField(
        ["none", ORDER, SCORES], help_text="Whether the codes have an order, or scores as well."
    )
    coefficients = serializers.ListField(child=serializers.CharField(), help_text="The first is the default.")


class ReleaseFileSerializer(ResponseSerializer):
    name = serializers.CharField()
    sentence = serializers.CharField()
    media_type = serializers.CharField()
    condition = serializers.CharField(
        help_text="The condition under which a release has the file. It is empty if every release has it."
    )


class ChoiceSerializer(ResponseSerializer):
    value = serializers.CharField()
    label = serializers.CharField()
    help = serializers.CharField()


class ConditionSerializer(ResponseSerializer):
    setting = serializers.CharField()
    values = serializers.ListField(child=serializers.CharField())


class RoundSettingSerializer(ResponseSerializer):
    name = serializers.CharField(help_text="The field of a round and of a plan.")
    label = serializers.CharField()
    help = serializers.CharField()
    kind = serializers.ChoiceField(["choice", "flag", "number", "coefficient", "adjudicator"])
    choices = ChoiceSerializer(many=True)
    default = serializers.CharField(
        allow_null=True, help_text="The default value of a choice. It is null if there is none."
    )
    required = serializers.BooleanField(help_text="A plan to which the setting applies must state it.")
    minimum = serializers.FloatField(allow_null=True)
    maximum = serializers.FloatField(allow_null=True)
    whole = serializers.BooleanField(help_text="A number without decimals.")
    share = serializers.BooleanField(help_text="A number from 0 to 1, shown as a percentage.")
    example = serializers.FloatField(
        allow_null=True,
        help_text="For a number: the initial value in a form if it is required, otherwise the placeholder.",
    )
    study_kinds = serializers.ListField(
        child=serializers.ChoiceField(Study.Kind.choices),
        help_text="The kinds of studies to whose rounds the setting applies. Empty if it applies to all.",
    )
    of_projects = serializers.JSONField(
        help_text="The only value in a study of projects. It is null if any value is allowed."
    )
    applies_if = ConditionSerializer(
        allow_null=True,
        help_text="The condition under which the setting applies. It is null if it applies to every round.",
    )


class EventKindSerializer(ResponseSerializer):
    kind = serializers.CharField()
    label = serializers.CharField()
    sealed = serializers.BooleanField(
        help_text="Whether such an event can belong to a rater's own chain, sealed until the round closes."
    )
    hidden_while_blinded = serializers.BooleanField(
        help_text="Whether it is hidden from a blinded final rater until the round is settled."
    )
    changes_codebook = serializers.BooleanField(help_text="Whether it changes the shared codebook.")
    changes_results = serializers.BooleanField(help_text="Whether it can change the contents of a release.")


class FormatSerializer(ResponseSerializer):
    name = serializers.CharField()
    contents = serializers.CharField(help_text="What such a file holds, such as “advisories” or “codebook”.")
    label = serializers.CharField()
    sentence = serializers.CharField()
    extensions = serializers.ListField(child=serializers.CharField())
    media_type = serializers.CharField()
    reads = serializers.BooleanField()
    writes = serializers.BooleanField()


class EnumerationValueSerializer(ResponseSerializer):
    value = serializers.CharField()
    label = serializers.CharField(help_text="As it reads within a sentence.")


# One field for each enumeration of the table.
EnumerationsSerializer: Final = type(
    "EnumerationsSerializer",
    (ResponseSerializer,),
    {name: EnumerationValueSerializer(many=True) for name in ENUMERATIONS},
)


class MetaSerializer(ResponseSerializer):
    version = serializers.CharField()
    coefficients = CoefficientSerializer(many=True)
    bands = BandsSerializer()
    primary_statistics = PrimaryStatisticsSerializer(many=True, help_text="What a round can be judged by.")
    release_files = ReleaseFileSerializer(many=True)
    formats = FormatSerializer(many=True)
    round_settings = RoundSettingSerializer(many=True, help_text="In the order of the plan form.")
    enumerations = EnumerationsSerializer(help_text="The labels of values, as the web interface shows them.")
    event_kinds = EventKindSerializer(many=True)
    media_types = serializers.DictField(child=serializers.CharField(), help_text="Release file → Content-Type.")


EVENT_FACTS = ("label", "sealed", "hidden_while_blinded", "changes_codebook", "changes_results")
CODE_ORDERS: Final = {"none": None, ORDER: Scale.of(2), SCORES: Scale.of(2, (0, 1))}
SETTING_FACTS = ("name", "label", "help", "kind", "required", "whole", "share", "example", "study_kinds", "of_projects")


def described_setting(setting: RoundSetting) -> dict[str, Any]:
    """Return a setting of a round with what the plan form draws it from."""
    return {
        **{name: getattr(setting, name) for name in SETTING_FACTS},
        "choices": [{"value": choice.value, "label": choice.label, "help": choice.help} for choice in setting.choices],
        "default": setting.default if setting.choices else None,
        "minimum": None if setting.minimum is None else float(setting.minimum),
        "maximum": None if setting.maximum is None else float(setting.maximum),
        "applies_if": setting.applies_if and {"setting": setting.applies_if[0], "values": setting.applies_if[1]},
    }


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
                "code_order": code_order,
                "coefficients": primary_names(raters, multilabel=multi_label, complete=complete, scale=scale),
            }
            for raters, multi_label, complete, (code_order, scale) in product(
                (2, 3), (False, True), (True, False), CODE_ORDERS.items()
            )
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
                    "reads": True,
                    "writes": False,
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
        "round_settings": [described_setting(setting) for setting in ROUND_SETTINGS.values()],
        "enumerations": {
            name: [{"value": value, "label": label} for value, label in labels.items()]
            for name, labels in ENUMERATIONS.items()
        },
        "event_kinds": [
            {
                "kind": kind.value,
                **{name: getattr(row, name) for name in EVENT_FACTS},
            }
            for kind, row in EVENT_KINDS.items()
        ],
        "media_types": {row.name: content_type(row.media_type) for row in RELEASE_FILES.values()},
    }


@cache
def rendered() -> bytes:
    """Return the tables as JSON."""
    return json.dumps(meta(), ensure_ascii=False).encode()


class Meta(APIView):
    """The tables of facts of this version of the program, without any study."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="meta", responses=MetaSerializer)
    def get(self, request: Request) -> HttpResponseBase:
        return revalidated(request, HttpResponse(rendered(), content_type="application/json"), shared=True)
