"""Views of the matching: private codes, suggestions, and the effect on agreement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import ratings, records
from coding.access.blinding import RaterLabels
from coding.api.base import ResponseSerializer, RoundView, if_match_version, validated
from coding.api.code.unit import IF_MATCH
from coding.dataset import limits
from coding.dataset.ratings import RatingData
from coding.loading.ratings import load_ratings
from coding.models import Member, Round
from coding.results.agreement import agreement, agreement_before
from coding.results.consequence_table import preview_table
from coding.steps.match import MatchingInput, confirm_matching, match, matching_of, private_codes, suggestions

QUOTES = 3  # examples shown on a card


class CodeCardSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    label = serializers.CharField()
    definition = serializers.CharField()
    colour = serializers.CharField()
    count = serializers.IntegerField(help_text="Number of units to which the rater gave this code.")
    quotes = serializers.ListField(child=serializers.CharField())


class VocabularySerializer(ResponseSerializer):
    name = serializers.CharField()
    codes = CodeCardSerializer(many=True)


class PairSerializer(ResponseSerializer):
    code = serializers.IntegerField()
    label = serializers.CharField()
    reason = serializers.CharField()
    by = serializers.CharField(allow_null=True)


class SuggestionSerializer(ResponseSerializer):
    code = serializers.IntegerField()
    label = serializers.CharField()
    reason = serializers.CharField(help_text="Empty if no similar code exists and the code keeps its own label.")


class BriefSerializer(ResponseSerializer):
    primary = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField(allow_null=True)
    percent_agreement = serializers.FloatField(allow_null=True)


class EffectSerializer(ResponseSerializer):
    before = BriefSerializer()
    after = BriefSerializer()


class PreviewSerializer(ResponseSerializer):
    label = serializers.CharField()
    agreed = serializers.IntegerField(help_text="Units on which the raters agree, with this code.")
    disputed = serializers.IntegerField(help_text="Units with this code on which the raters disagree.")


class MatchingSerializer(ResponseSerializer):
    revision = serializers.IntegerField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    confirmed_by = serializers.CharField(allow_null=True)
    raters = VocabularySerializer(many=True)
    pairs = PairSerializer(many=True)
    suggestions = SuggestionSerializer(many=True)
    shared = serializers.ListField(child=serializers.CharField(), help_text="Labels of the shared codebook.")
    agreement = EffectSerializer()
    table = PreviewSerializer(many=True, help_text="The consequence table with the current pairs.")


class PairInput(serializers.Serializer[Any]):
    code = serializers.IntegerField()
    label = serializers.CharField(max_length=limits.LABEL)
    reason = serializers.CharField(max_length=limits.REASON, allow_blank=True, default="")


class MatchingChange(serializers.Serializer[Any]):
    pairs = serializers.ListField(child=PairInput(), max_length=5_000)


class Confirmation(serializers.Serializer[Any]):
    confirm = serializers.ChoiceField(["confirm"])


def brief(report: dict[str, Any]) -> dict[str, Any]:
    """Return the primary coefficient and the percent agreement of an agreement report."""
    primary = report["coefficients"][report["primary"]]
    share = report["coefficients"].get("percent_agreement") or report["coefficients"]["exact_match"]
    return {
        "primary": report["primary"],
        **{key: primary[key] for key in ("value", "low", "high", "undefined")},
        "percent_agreement": share["value"],
    }


def vocabularies(member: Member, coding_round: Round, data: RatingData) -> list[dict[str, Any]]:
    """Return the private codes of each rater, with their number of units and some quotes."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for column, rater in enumerate(data.raters):
        for value in data.column(column):
            for label in value.own:
                counts[rater, label] += 1
    quotes: dict[int, list[str]] = defaultdict(list)
    for coding in ratings.first_ratings(coding_round).prefetch_related("segments"):
        for segment in coding.segments.all():
            quotes[segment.code_id].append(segment.quote)
    columns: dict[str, list[dict[str, Any]]] = {rater: [] for rater in data.raters}
    for code in private_codes(coding_round):
        rater = code.owner.name if code.owner else ""
        columns[rater].append(
            {
                "id": code.pk,
                "label": code.label,
                "definition": code.definition,
                "colour": code.colour,
                "count": counts[rater, code.label],
                "quotes": [quote[:300] for quote in quotes[code.pk][:QUOTES]],
            }
        )
    labels = RaterLabels(member).by_name(coding_round)
    return [
        {"name": labels.get(rater, rater), "codes": sorted(codes, key=lambda c: (-c["count"], c["label"]))}
        for rater, codes in columns.items()
    ]


def matching_json(member: Member, coding_round: Round) -> dict[str, Any]:
    matching = matching_of(coding_round)
    data = load_ratings(coding_round)
    shared = records.codes(member).filter(owner__isnull=True, retired_at__isnull=True)
    return {
        "revision": matching.revision,
        "confirmed_at": matching.confirmed_at,
        "confirmed_by": matching.confirmed_by.name if matching.confirmed_by else None,
        "raters": vocabularies(member, coding_round, data),
        "pairs": [
            {
                "code": pair.code_id,
                "label": pair.target_label,
                "reason": pair.reason,
                "by": pair.matched_by.name if pair.matched_by else None,
            }
            for pair in matching.pairs.select_related("matched_by")
        ],
        "suggestions": [] if matching.confirmed_at else [vars(pair) for pair in suggestions(coding_round)],
        "shared": [code.label for code in shared],
        "table": [asdict(row) for row in preview_table(data)],
        "agreement": {"before": brief(agreement_before(data)), "after": brief(agreement(data))},
    }


class Matching(RoundView):
    """The matching of a closed round in open coding."""

    @extend_schema(operation_id="matching", responses=MatchingSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        """Return the private codes, the pairs, suggestions, and the agreement before and after."""
        member, coding_round = self.member_and_round()
        return Response(matching_json(member, coding_round))

    @extend_schema(operation_id="match", request=MatchingChange, parameters=[IF_MATCH], responses=MatchingSerializer)
    def put(self, request: Request, study: str, number: int) -> Response:
        """Replace all pairs. Responds 412 if the matching was changed by someone else."""
        member, coding_round = self.member_and_round()
        pairs = [MatchingInput(**pair) for pair in validated(MatchingChange, request)["pairs"]]
        match(by=member, coding_round=coding_round, pairs=pairs, revision=if_match_version(request))
        return Response(matching_json(member, coding_round))


class ConfirmMatching(RoundView):
    """Confirm the matching. It cannot be changed afterwards, and the disagreements are stored."""

    @extend_schema(operation_id="confirm_matching", request=Confirmation, responses=MatchingSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        validated(Confirmation, request)
        confirm_matching(by=member, coding_round=coding_round)
        return Response(matching_json(member, coding_round))
