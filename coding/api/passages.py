"""Views of the passages that raters marked: the units by how the passages lie, and the passages of one unit."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import seal
from coding.access.blinding import RaterLabels
from coding.access.ratings import first_ratings
from coding.api.agree import AT_VERSION, requested_version
from coding.api.base import CodeBrief, ResponseSerializer, RoundView, SegmentSerializer, UnitSerializer, unit_json
from coding.codebook.resolver import CodeResolver
from coding.errors import BadInput
from coding.loading.ratings import load_ratings
from coding.models import CodebookVersion, Coding, Member, Round, Unit
from coding.statistics.segments.by_unit import POSITIONS, MarkedUnits, marked_units

AT_ONCE = 100  # units of one answer


class UnitWithPassages(ResponseSerializer):
    unit = serializers.IntegerField()
    identifier = serializers.CharField()
    title = serializers.CharField()
    code = serializers.CharField()
    common = serializers.FloatField(
        allow_null=True, help_text="Share of the marked characters that are common; null if one rater marked alone."
    )


class PassageCounts(ResponseSerializer):
    """Numbers of units and codes that two raters gave."""

    apart = serializers.IntegerField(help_text="Two raters have no common character.")
    different = serializers.IntegerField(help_text="Common characters, but different passages.")
    identical = serializers.IntegerField()
    one = serializers.IntegerField(help_text="One rater marked a passage, the other none.")


class UnitsWithPassages(ResponseSerializer):
    counts = PassageCounts()
    units = UnitWithPassages(many=True, help_text="By unit, then by code.")
    after = serializers.IntegerField(allow_null=True, help_text="To read on; null at the end.")


class MarkedCoding(ResponseSerializer):
    rater = serializers.CharField()
    codes = CodeBrief(many=True, help_text="After matching and merges.")
    segments = SegmentSerializer(many=True, help_text="Each with the code after matching and merges.")


class PassagesOfUnit(ResponseSerializer):
    unit = UnitSerializer()
    codings = MarkedCoding(many=True)


def query_number(request: Request, name: str) -> int:
    """Return a number of the query, 0 without it; raise BadInput if it is none."""
    number = request.query_params.get(name, "") or "0"
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise BadInput(f"Invalid {name} “{number[:40]}”. Use a whole number.")
    return int(number)


class Passages(RoundView):
    """The units of a closed round with passages of two raters."""

    @extend_schema(
        operation_id="passages",
        parameters=[
            AT_VERSION,
            OpenApiParameter("position", str, enum=POSITIONS, description="How the passages lie (default: apart)."),
            OpenApiParameter("code", str, description="Label of a code (default: all codes)."),
            OpenApiParameter("after", int, description="Only units with a larger number."),
        ],
        responses=UnitsWithPassages,
    )
    def get(self, request: Request, study: str, number: int) -> Response:
        """List units by how the passages of two raters lie to each other, at most 100 units at once."""
        _, coding_round = self.member_and_round()
        seal.require_unsealed(coding_round)
        position = request.query_params.get("position", "") or POSITIONS[0]
        if position not in POSITIONS:
            raise BadInput(f"Invalid position “{position[:40]}”. Choose {', '.join(POSITIONS)}.")
        after, label = query_number(request, "after"), request.query_params.get("code", "")
        data = load_ratings(coding_round, requested_version(request, coding_round), passages=True)
        if (passages := data.passages()) is None:
            return Response({"counts": dict.fromkeys(POSITIONS, 0), "units": [], "after": None})
        marked = marked_units(passages)
        of_code = np.full(len(marked.unit), True)
        if label:
            of_code = np.array([code == label for code in passages.codes] + [False])[marked.code]
        counts = np.bincount(marked.position[of_code], minlength=len(POSITIONS)).tolist()
        numbers = data.units[marked.unit]
        wanted = of_code & (marked.position == POSITIONS.index(position)) & (numbers > after)
        units = np.unique(numbers[wanted])
        last = int(units[AT_ONCE - 1]) if len(units) > AT_ONCE else None
        rows = np.flatnonzero(wanted if last is None else wanted & (numbers <= last))
        return Response(
            {
                "counts": dict(zip(POSITIONS, counts, strict=True)),
                "units": rows_json(coding_round, marked, rows, numbers, passages.codes),
                "after": last,
            }
        )


def rows_json(
    coding_round: Round, marked: MarkedUnits, rows: Any, numbers: Any, codes: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Return rows of marked units with what names their units."""
    shown = Unit.objects.filter(study=coding_round.study_id, number__in={int(numbers[row]) for row in rows})
    by_number = {unit.number: unit for unit in shown.select_related("document")}
    return [
        {
            "unit": int(numbers[row]),
            "identifier": by_number[int(numbers[row])].identifier,
            "title": by_number[int(numbers[row])].document.title,
            "code": codes[marked.code[row]],
            "common": float(2 * marked.common[row] / marked.length[row]) if marked.length[row] else None,
        }
        for row in rows.tolist()
    ]


class OneUnitPassages(RoundView):
    """The passages of one unit of a closed round."""

    @extend_schema(operation_id="passages_of_unit", parameters=[AT_VERSION], responses=PassagesOfUnit)
    def get(self, request: Request, study: str, number: int, unit: int) -> Response:
        """Return the text of a unit with the codes and passages of each rater."""
        member, coding_round = self.member_and_round()
        seal.require_unsealed(coding_round)
        return Response(passages_json(member, coding_round, unit, requested_version(request, coding_round)))


def merged_codes(coding: Coding, resolver: CodeResolver) -> list[int]:
    """Return the codes of a coding after matching and merges, each once."""
    return list(dict.fromkeys(resolver.merged(row.code_id) for row in coding.code_rows.all()))


def passages_json(
    member: Member, coding_round: Round, number: int, version: CodebookVersion | None = None
) -> dict[str, Any]:
    """Return a unit with the passages of its first ratings, with raters as the member sees them."""
    assigned = Unit.objects.filter(assignments__round=coding_round, number=number).select_related("document")
    unit = assigned.first()
    if unit is None:
        raise Http404
    labels, resolver = RaterLabels(member), CodeResolver.for_rounds([coding_round], version)
    ratings = first_ratings(coding_round).filter(assignment__unit=unit).select_related("assignment__rater")
    codings: list[Coding] = labels.sort_by_label(
        coding_round, list(ratings.prefetch_related("code_rows", "segments")), lambda coding: coding.assignment.rater
    )

    def brief(code: int) -> dict[str, Any]:
        colour = resolver.codes[code].colour if code in resolver.codes else "#777777"
        return {"id": code, "label": resolver.label(code), "colour": colour}

    return {
        "unit": unit_json(unit, classifications=False),
        "codings": [
            {
                "rater": labels.label_for(coding.assignment.rater, coding_round),
                "codes": [brief(code) for code in merged_codes(coding, resolver)],
                # Two codes of a rater that were matched with one shared code can have the same passage.
                "segments": [
                    {"code": code, "start": start, "end": end, "quote": quote}
                    for code, start, end, quote in dict.fromkeys(
                        (resolver.merged(segment.code_id), segment.start, segment.end, segment.quote)
                        for segment in coding.segments.all()
                    )
                ],
            }
            for coding in codings
        ],
    }
