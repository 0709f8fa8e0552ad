"""Views of the agreement of closed rounds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.text.counting import count_noun
from coding.access import seal
from coding.access.blinding import RaterLabels
from coding.api.base import ResponseSerializer, RoundView, StudyView
from coding.codebook.versions import version_of
from coding.dataset.plan import RoundPlan
from coding.dataset.pseudonyms import with_labels
from coding.dataset.ratings import RatingData
from coding.errors import BadInput
from coding.loading.ratings import load_ratings, load_ratings_of_rounds
from coding.models import CodebookVersion, Member, Round
from coding.queries.adjudication_status import adjudication_status
from coding.release import RELEASE_FILES
from coding.release.reports.agreement import primary_words, threshold_sentence
from coding.release.reports.origin_text import origin_text
from coding.rendering.media_types import content_type
from coding.results.agreement import compute_agreement
from coding.results.agreement_over_time import round_figure
from coding.statistics.saturation import BASE, RUN, THRESHOLD

REPORTS = tuple(name.removeprefix("agreement.") for name in RELEASE_FILES if name.startswith("agreement."))


class EstimateSerializer(ResponseSerializer):
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    se = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField(allow_null=True)


class ConfusionSerializer(ResponseSerializer):
    labels = serializers.ListField(child=serializers.CharField())
    rows = serializers.CharField()
    columns = serializers.CharField()
    table = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))


class AgreementBandSerializer(ResponseSerializer):
    word = serializers.CharField()
    scale = serializers.CharField()
    supported = serializers.CharField(allow_null=True)
    caveat = serializers.CharField()


class WithoutCode(ResponseSerializer):
    value = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField(allow_null=True)
    units = serializers.IntegerField()


class WithoutUnit(ResponseSerializer):
    low = serializers.FloatField()
    high = serializers.FloatField()
    undefined = serializers.IntegerField()


class SensitivitySerializer(ResponseSerializer):
    without_code = serializers.DictField(
        child=WithoutCode(), help_text="Code -> agreement on the units to which no rater gave it."
    )
    without_unit = WithoutUnit(
        allow_null=True, help_text="Range of the primary coefficient when any one unit is left out."
    )


class BaselineSerializer(ResponseSerializer):
    suggested = serializers.FloatField(allow_null=True)
    mean = serializers.FloatField(allow_null=True)
    quantile = serializers.FloatField(allow_null=True, help_text="95 % of pairs of independent raters stay below.")
    permutations = serializers.IntegerField()
    seed = serializers.IntegerField()
    undefined = serializers.CharField(allow_null=True)


class WithoutExposed(EstimateSerializer):
    exposed = serializers.IntegerField(help_text="Number of units left out, coded with help or shown as help.")
    units = serializers.IntegerField()


class RareSerializer(ResponseSerializer):
    minority = serializers.IntegerField(
        help_text="Units outside a rater's most frequent code, the smallest number over the raters."
    )
    remark = serializers.CharField(allow_null=True, help_text="For the headline, if codes are too rare.")


class PerCodeSerializer(ResponseSerializer):
    """Agreement on one code against all others."""

    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="Rater -> number of units with the code."
    )
    cohen_kappa = EstimateSerializer(required=False, help_text="With two raters.")
    fleiss_kappa = EstimateSerializer(required=False, help_text="With more than two raters.")
    specific_agreement = EstimateSerializer(required=False)
    warning = serializers.CharField(allow_null=True)


class PairOfRaters(EstimateSerializer):
    """Agreement of two of three raters or more."""

    raters = serializers.ListField(child=serializers.CharField())
    units = serializers.IntegerField(help_text="Number of units that both raters coded.")
    percent_agreement = serializers.FloatField(allow_null=True)
    coefficient = serializers.CharField()
    method = serializers.CharField(allow_null=True)
    note = serializers.CharField(allow_null=True)


class PerCodeMean(ResponseSerializer):
    coefficient = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    codes_defined = serializers.IntegerField()
    codes_undefined = serializers.IntegerField()
    undefined = serializers.CharField(allow_null=True)


class OrderSerializer(ResponseSerializer):
    """The order of the codes, fixed when the round opened."""

    labels = serializers.ListField(child=serializers.CharField(), help_text="From low to high.")
    scores = serializers.ListField(
        child=serializers.FloatField(), allow_null=True, help_text="Null if the steps between codes are equal."
    )
    off_scale = serializers.IntegerField(help_text="Number of answers without a code, which count as missing.")
    steps = serializers.ListField(
        child=serializers.IntegerField(),
        required=False,
        help_text="Number of pairs of ratings that are 0, 1, 2 … steps apart.",
    )
    undefined = serializers.CharField(required=False, help_text="Why the order is not used.")


class ReportSerializer(ResponseSerializer):
    """The agreement report, as in agreement.json. docs/statistics.md explains each name."""

    units = serializers.IntegerField()
    units_used = serializers.IntegerField()
    units_dropped = serializers.IntegerField()
    raters = serializers.ListField(child=serializers.CharField())
    categories = serializers.ListField(child=serializers.CharField())
    multi_label = serializers.BooleanField()
    primary = serializers.CharField()
    confidence = serializers.FloatField()
    seed = serializers.IntegerField()
    replicates = serializers.IntegerField()
    rare = RareSerializer()
    coefficients = serializers.DictField(child=EstimateSerializer())
    per_code = serializers.DictField(child=PerCodeSerializer())
    per_code_mean = PerCodeMean(help_text="Mean over the codes for which the coefficient is defined.")
    confusion = ConfusionSerializer(allow_null=True)
    band = AgreementBandSerializer(allow_null=True)
    remarks = serializers.ListField(child=serializers.CharField(), help_text="Sentences about the primary coefficient.")
    pairs = PairOfRaters(many=True, required=False, help_text="With three raters or more.")
    rater_mean = serializers.DictField(
        child=serializers.FloatField(allow_null=True),
        required=False,
        help_text="Rater -> mean over the pairs with this rater; null if it is undefined for all.",
    )
    order = OrderSerializer(required=False, help_text="If the codes have an order.")
    sensitivity = SensitivitySerializer()
    units_needed = serializers.DictField(
        child=serializers.IntegerField(), help_text="Half width of the interval -> number of units needed for it."
    )
    matching_baseline = BaselineSerializer(required=False, help_text="In open coding: agreement by matching alone.")
    without_exposed = WithoutExposed(required=False, help_text="If raters were shown help.")


class PassageEstimate(EstimateSerializer):
    method = serializers.CharField(allow_null=True)
    note = serializers.CharField(allow_null=True, help_text="A remark on the interval, or why there is none.")


class PassagesOfCode(ResponseSerializer):
    """Agreement on passages. Each count is of units, codes and pairs of raters of whom both gave the code."""

    segment_both_gave = serializers.IntegerField()
    segment_both_marked = serializers.IntegerField()
    segment_one_marked = serializers.IntegerField()
    segment_neither_marked = serializers.IntegerField()
    segment_no_common_character = serializers.IntegerField(help_text="Both marked, without a common character.")
    segment_dice = PassageEstimate(help_text="Share of the marked characters that are common.")
    segment_exact = PassageEstimate(help_text="Share of the passages that have the same ends in the other's.")
    segment_any_overlap = PassageEstimate(help_text="Share of the passages that share a character with the other's.")
    segment_alpha = PassageEstimate(required=False, help_text="Of single codes: Krippendorff's alpha for unitizing.")


class PassagesSerializer(PassagesOfCode):
    units = serializers.IntegerField(help_text="Number of units coded by two raters or more.")
    units_dropped = serializers.IntegerField(help_text="Number of units of which raters read different texts.")
    per_code = serializers.DictField(child=PassagesOfCode())
    remark = serializers.CharField(
        allow_null=True, help_text="A sentence if the raters marked no words in common in many units, else null."
    )


class RoundReportSerializer(ReportSerializer):
    segments = PassagesSerializer(required=False, help_text="If a rater marked a passage.")
    before_merges = ReportSerializer(
        required=False, help_text="After matching but without merges, if codes were merged after the round closed."
    )


class AgreementSerializer(ResponseSerializer):
    report = RoundReportSerializer()
    before = ReportSerializer(allow_null=True, help_text="On the raters' own labels, in open coding.")
    codebook = serializers.IntegerField(
        allow_null=True, help_text="The requested version; null for the current codebook."
    )
    codebook_versions = serializers.ListField(child=serializers.IntegerField())
    matched = serializers.BooleanField(
        help_text="False if the matching is not confirmed and the report is preliminary."
    )
    threshold = serializers.FloatField(allow_null=True)
    sentence = serializers.CharField()
    origin = serializers.ChoiceField(["page", "files", "mixed"], help_text="Where the ratings come from.")
    origin_sentence = serializers.CharField(help_text="The same in words.")
    saturation = serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()))
    saturation_expected = serializers.DictField(
        child=serializers.ListField(child=serializers.FloatField()), help_text="Mean over all orders of the units."
    )
    saturated_after = serializers.DictField(
        child=serializers.IntegerField(allow_null=True),
        help_text=f"Units until {RUN} in a row add at most {THRESHOLD:.0%} to the codes of the first {BASE}; or null.",
    )


def in_words(plan: RoundPlan, report: dict[str, Any]) -> str:
    """Return the primary coefficient in words, with its interval and the threshold of the plan."""
    if report["coefficients"][report["primary"]]["undefined"]:
        return f"{primary_words(report)}."
    units = f"on {report['units_used']:,} of {count_noun(report['units'], 'unit')}"
    return f"{primary_words(report)}, {units}. {threshold_sentence(plan, report)}"


AT_VERSION = OpenApiParameter(
    "codebook", int, description="Frozen version of the codebook by which codes are read (default: current)."
)


def requested_version(request: Request, coding_round: Round) -> CodebookVersion | None:
    number = request.query_params.get("codebook", "")
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise BadInput(f"Invalid codebook version “{number[:40]}”. Use a whole number.")
    return version_of(coding_round.study, int(number))


def ratings_for(member: Member, coding_round: Round, version: CodebookVersion | None = None) -> RatingData:
    """Return the ratings of a round, with the raters' names as the member sees them."""
    return with_labels(load_ratings(coding_round, version, passages=True), RaterLabels(member).by_name(coding_round))


class Agreement(RoundView):
    """Return the agreement of a closed round, computed from first ratings."""

    @extend_schema(operation_id="agreement", parameters=[AT_VERSION], responses=AgreementSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        seal.require_unsealed(coding_round)
        version = requested_version(request, coding_round)
        results = compute_agreement(ratings_for(member, coding_round, version))
        return Response(
            {
                "report": report_json(results.agreement),
                "before": report_json(results.agreement_before),
                "codebook": version.number if version else None,
                "codebook_versions": list(coding_round.study.codebook_versions.values_list("number", flat=True)),
                "matched": adjudication_status([coding_round])[coding_round.pk].matched,
                "threshold": results.plan.threshold,
                "sentence": in_words(results.plan, results.agreement),
                "origin": results.plan.origin,
                "origin_sentence": origin_text(results.plan),
                "saturation": {rater: row.codes for rater, row in results.saturation.items()},
                "saturation_expected": {
                    rater: [float(f"{value:.3f}") for value in row.expected]
                    for rater, row in results.saturation.items()
                },
                "saturated_after": {rater: row.reached for rater, row in results.saturation.items()},
            }
        )


def report_json(report: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the report of agreement.json under the names of the API."""
    if report is None:
        return None
    answer = {**report, "multi_label": report["multilabel"]}
    del answer["multilabel"]
    if "before_merges" in report:
        answer["before_merges"] = report_json(report["before_merges"])
    return answer


class RoundFigureSerializer(ResponseSerializer):
    number = serializers.IntegerField()
    purpose = serializers.ChoiceField(Round.Purpose.choices)
    style = serializers.ChoiceField(Round.Style.choices)
    closed_at = serializers.DateTimeField()
    units = serializers.IntegerField()
    units_used = serializers.IntegerField()
    primary = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField(allow_null=True)
    threshold = serializers.FloatField(allow_null=True)
    met = serializers.BooleanField(allow_null=True, help_text="Null without a threshold or without a value.")


class AgreementOverTime(StudyView):
    """List the primary coefficient of each closed round, by number."""

    @extend_schema(operation_id="agreement_over_time", responses=RoundFigureSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        rounds = seal.unsealed_rounds(self.member)
        return Response([asdict(round_figure(data)) for data in load_ratings_of_rounds(rounds)])


class AgreementReport(RoundView):
    """Download the agreement report in the form that a release has it."""

    @extend_schema(
        operation_id="agreement_report",
        parameters=[AT_VERSION, OpenApiParameter("file_format", str, OpenApiParameter.PATH, enum=REPORTS)],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, study: str, number: int, file_format: str) -> HttpResponse:
        member, coding_round = self.member_and_round()
        if file_format not in REPORTS:
            raise Http404
        report = RELEASE_FILES[f"agreement.{file_format}"]
        data = ratings_for(member, coding_round, requested_version(request, coding_round))
        name = f"{coding_round.study.slug}-round-{coding_round.number}-agreement.{file_format}"
        return HttpResponse(
            report.render(
                compute_agreement(data, notice=coding_round.study.notice, of_projects=coding_round.study.of_projects)
            ),
            content_type=content_type(report.media_type),
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
