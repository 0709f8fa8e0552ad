"""The agreement of a closed round."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding import visibility
from coding.api.base import Answer, RoundView
from coding.derivation import agreement, agreement_before
from coding.exporters.numbers import coefficient_name, coefficient_value, sentence
from coding.gathering import gather_ratings
from coding.inputs import Inputs
from coding.statistics.saturation import (
    BASE,
    RUN,
    THRESHOLD,
    cumulative_codes,
    expected_codes,
    saturated_after,
)


class EstimateShape(Answer):
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    se = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField(allow_null=True)


class ConfusionShape(Answer):
    labels = serializers.ListField(child=serializers.CharField())
    rows = serializers.CharField()
    columns = serializers.CharField()
    table = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))


class BandShape(Answer):
    word = serializers.CharField()
    scale = serializers.CharField()
    supported = serializers.CharField(allow_null=True)
    caveat = serializers.CharField()


class WithoutCode(Answer):
    value = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField(allow_null=True)
    units = serializers.IntegerField()


class WithoutUnit(Answer):
    low = serializers.FloatField()
    high = serializers.FloatField()
    undefined = serializers.IntegerField()


class SensitivityShape(Answer):
    without_code = serializers.DictField(child=WithoutCode(), help_text="On the units to which nobody gave the code.")
    without_unit = WithoutUnit(allow_null=True, help_text="Range when one unit is left out.")


class ReportShape(Answer):
    """agreement.json; docs/statistics.md has every name."""

    units = serializers.IntegerField()
    units_used = serializers.IntegerField()
    units_dropped = serializers.IntegerField()
    raters = serializers.ListField(child=serializers.CharField())
    categories = serializers.ListField(child=serializers.CharField())
    multilabel = serializers.BooleanField()
    primary = serializers.CharField()
    confidence = serializers.FloatField()
    seed = serializers.IntegerField()
    replicates = serializers.IntegerField()
    coefficients = serializers.DictField(child=EstimateShape())
    per_code = serializers.DictField(child=serializers.DictField())
    confusion = ConfusionShape(allow_null=True)
    band = BandShape(allow_null=True)
    remarks = serializers.ListField(child=serializers.CharField(), help_text="Sentences on the primary coefficient.")
    sensitivity = SensitivityShape()
    units_needed = serializers.DictField(
        child=serializers.IntegerField(), help_text="Half width of the interval -> units that it would need."
    )


class AgreementShape(Answer):
    report = ReportShape()
    before = ReportShape(allow_null=True, help_text="Of the raters' own labels, in open style.")
    matched = serializers.BooleanField(help_text="False: the matching is not confirmed, so the report is preliminary.")
    threshold = serializers.FloatField(allow_null=True)
    sentence = serializers.CharField()
    saturation = serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()))
    saturation_expected = serializers.DictField(
        child=serializers.ListField(child=serializers.FloatField()), help_text="The mean over all orders of the units."
    )
    saturated_after = serializers.DictField(
        child=serializers.IntegerField(allow_null=True),
        help_text=f"Units until {RUN} in a row brought at most {THRESHOLD:.0%} of the first {BASE}'s codes; or null.",
    )


def in_words(inputs: Inputs, report: dict[str, Any]) -> str:
    """One sentence on the primary coefficient and the threshold fixed beforehand."""
    name, primary = report["primary"], report["coefficients"][report["primary"]]
    words = sentence(coefficient_name(name))
    if primary["undefined"]:
        return f"{words} is undefined: {primary['undefined']}."
    said = f"{words} is {coefficient_value(name, primary['value'])}"
    if primary["low"] is not None:
        low, high = (coefficient_value(name, primary[end]) for end in ("low", "high"))
        said += f", 95 % interval {low} to {high}"
    said += f", on {report['units_used']} of {report['units']} units."
    if inputs.threshold is None:
        return f"{said} No threshold was fixed beforehand."
    reached = "reached" if primary["value"] >= inputs.threshold else "not reached"
    return f"{said} The threshold of {inputs.threshold:g}, fixed beforehand, is {reached}."


class Agreement(RoundView):
    """Agreement computed from first ratings."""

    @extend_schema(operation_id="agreement", responses=AgreementShape)
    def get(self, request: Request, study: str, number: int) -> Response:
        _, round = self.seat()
        inputs = gather_ratings(round)
        report = agreement(inputs)
        coded: dict[str, list[tuple[str, ...]]] = {rater: [] for rater in inputs.raters}
        for row in inputs.codings:
            coded[row.rater].append(row.codes)
        return Response(
            {
                "report": report,
                "before": agreement_before(inputs) if inputs.style == "open" else None,
                "matched": visibility.settling([round])[round.pk].matched,
                "threshold": inputs.threshold,
                "sentence": in_words(inputs, report),
                "saturation": {rater: cumulative_codes(codes) for rater, codes in coded.items()},
                "saturation_expected": {
                    rater: [float(f"{value:.3f}") for value in expected_codes(codes)] for rater, codes in coded.items()
                },
                "saturated_after": {rater: saturated_after(codes) for rater, codes in coded.items()},
            }
        )
