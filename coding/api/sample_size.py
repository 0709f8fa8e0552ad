"""View that says how many units two raters need, from assumed values or those of a closed round."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import seal
from coding.api.base import ResponseSerializer, StudyView
from coding.errors import BadInput
from coding.loading.ratings import load_ratings
from coding.models import Member, Round
from coding.results.agreement import value_of
from coding.statistics.design.precision import POWER, ImpossiblePlan, units_needed

MOST_CODES, LONGEST = 1_000, 20_000  # codes and characters of the margins


class PilotSerializer(ResponseSerializer):
    """What the last closed pilot round found, else the last closed round, with one code per unit."""

    round = serializers.IntegerField()
    kappa = serializers.FloatField(allow_null=True, help_text="Cohen's kappa, of more raters Fleiss' kappa; or null.")
    codes = serializers.ListField(child=serializers.CharField(), help_text="The codes that raters gave.")
    margins = serializers.ListField(child=serializers.IntegerField(), help_text="How often they gave each.")


class UnitsNeededSerializer(ResponseSerializer):
    unit_variance = serializers.FloatField()
    units_for_width = serializers.IntegerField(allow_null=True)
    units_for_power = serializers.IntegerField(allow_null=True)
    units_for_minority = serializers.IntegerField(help_text="For ten units outside the most frequent code.")
    units_for_codes = serializers.ListField(child=serializers.IntegerField(), help_text="For six units of each code.")
    units = serializers.IntegerField(help_text="The largest of these numbers.")


class SampleSizeSerializer(ResponseSerializer):
    pilot = PilotSerializer(allow_null=True)
    needed = UnitsNeededSerializer(allow_null=True, help_text="Null without kappa and margins.")


def number_of(name: str, text: str) -> float:
    """Return a number of the query; raise BadInput if it is none."""
    try:
        return float(text)
    except ValueError:
        raise BadInput(f"Invalid {name} “{text[:40]}”. Use a number.") from None


def pilot_of(member: Member) -> dict[str, Any] | None:
    """Return what the last closed pilot, else the last closed round, found; None without a round of one code a unit."""
    rounds = [each for each in seal.unsealed_rounds(member) if not each.multi_label]
    rounds.sort(key=lambda each: (each.purpose == Round.Purpose.PILOT, each.number))
    if not rounds:
        return None
    ratings = load_ratings(rounds[-1]).ratings()
    counts = (ratings.tallies * ratings.counts[:, None]).sum(axis=0).astype(int).tolist()
    given = [(str(label), count) for label, count in zip(ratings.categories, counts, strict=True) if count]
    return {
        "round": rounds[-1].number,
        "kappa": value_of("cohen_kappa" if len(ratings.raters) == 2 else "fleiss_kappa", ratings),
        "codes": [label for label, _ in given],
        "margins": [count for _, count in given],
    }


def needed_units(query: Any) -> dict[str, Any] | None:
    """Return the numbers of units for the assumptions of the query, None without kappa and margins."""
    texts = {name: query.get(name, "").strip() for name in ("kappa", "margins", "half_width", "threshold", "power")}
    if not texts["kappa"] and not texts["margins"]:
        return None
    for name in ("kappa", "margins"):
        if not texts[name]:
            raise BadInput(f"“{name}” is missing. State kappa and the frequencies of the codes.")
    margins = texts["margins"][:LONGEST].split(";")
    if len(margins) > MOST_CODES:
        raise BadInput(f"There are {len(margins):,} margins. Name at most {MOST_CODES:,} codes.")
    numbers = {name: number_of(name, texts[name]) for name in ("half_width", "threshold", "power") if texts[name]}
    try:
        needed = units_needed(
            number_of("kappa", texts["kappa"]),
            [number_of("margins", margin) for margin in margins],
            **{"power": POWER, **numbers},
        )
    except ImpossiblePlan as error:
        raise BadInput(str(error)) from None
    except ArithmeticError:
        raise BadInput("These numbers are too large or too small. State others.") from None
    return {**asdict(needed), "units": needed.units}


class SampleSize(StudyView):
    """How many units two raters need."""

    @extend_schema(
        operation_id="sample_size",
        parameters=[
            OpenApiParameter("kappa", float, description="Assumed Cohen's kappa, from 0 to less than 1."),
            OpenApiParameter("margins", str, description="Assumed frequencies of the codes, such as 62;16;5."),
            OpenApiParameter("half_width", float, description="Wished half width of the 95 % interval."),
            OpenApiParameter("threshold", float, description="Kappa that a one-sided test should exceed."),
            OpenApiParameter("power", float, description=f"Power of this test (default: {POWER})."),
        ],
        responses=SampleSizeSerializer,
    )
    def get(self, request: Request, study: str) -> Response:
        """Return the values of a pilot, and with assumptions the numbers of units needed. Stores nothing."""
        return Response({"pilot": pilot_of(self.member), "needed": needed_units(request.query_params)})
