"""Plan, open, follow and close rounds."""

from __future__ import annotations

from collections import Counter
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import seal
from coding.access.blinding import require_unblinded
from coding.access.classifications import revealing_releases
from coding.api.assign.round_json import RoundSerializer, choices_of, round_json, rounds_json
from coding.api.base import ResponseSerializer, RoundView, StudyView, validated
from coding.dataset import limits
from coding.round_settings import ROUND_SETTINGS
from coding.round_settings.setting import RoundSetting
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.assign.reassign import reassign


def setting_input(setting: RoundSetting) -> serializers.Field[Any, Any, Any, Any]:
    """Return the field of a setting in a plan that is sent."""
    options: dict[str, Any] = {"help_text": setting.label}
    if setting.default is not None:
        options["default"] = setting.default
    elif not (setting.required and setting.applies_if is None):
        options |= {"default": None, "allow_null": True}
    if setting.kind == "choice":
        return serializers.ChoiceField(choices_of(setting), **options)
    if setting.kind == "flag":
        return serializers.BooleanField(**options)
    if setting.kind == "number":
        options |= {"min_value": setting.minimum, "max_value": setting.maximum}
        if setting.whole:
            return serializers.IntegerField(**options)
        return serializers.DecimalField(max_digits=4, decimal_places=3, coerce_to_string=False, **options)
    return serializers.CharField(max_length=limits.NAME, **options)


class RoundPlanInput(serializers.Serializer[Any]):
    raters = serializers.ListField(child=serializers.CharField(max_length=limits.NAME), min_length=1)
    units = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        allow_null=True,
        default=None,
        help_text="Null: all units.",
    )

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {name: setting_input(setting) for name, setting in ROUND_SETTINGS.items()}


class AllocationRow(ResponseSerializer):
    rater = serializers.CharField()
    units = serializers.ListField(child=serializers.IntegerField())


class AllocationSerializer(ResponseSerializer):
    raters = AllocationRow(many=True)
    overlap = serializers.IntegerField(help_text="Units that at least two raters code. Agreement is computed on them.")


class RevealingRelease(ResponseSerializer):
    study = serializers.CharField(help_text="Slug of the study.")
    number = serializers.IntegerField()
    title = serializers.CharField()
    public = serializers.BooleanField(
        help_text="Whether raters can read it without signing in, or with a second account."
    )


class Reassignment(serializers.Serializer[Any]):
    locals()["from"] = serializers.CharField(max_length=limits.NAME)  # a keyword cannot be written as a name
    to = serializers.CharField(max_length=limits.NAME)
    units = serializers.IntegerField(
        min_value=1,
        allow_null=True,
        default=None,
        help_text="Number of unsubmitted units. Null: as many as possible.",
    )


class ReassignmentResult(ResponseSerializer):
    units = serializers.IntegerField()


class Closing(serializers.Serializer[Any]):
    confirm = serializers.ChoiceField(["unseal"])
    even_if_unfinished = serializers.BooleanField(default=False)


class Rounds(StudyView):
    """List the rounds of a study, or plan a new one."""

    @extend_schema(operation_id="rounds", responses=RoundSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        return Response(rounds_json(self.member, list(self.member.study.rounds.select_related("final_rater"))))

    @extend_schema(operation_id="plan_round", request=RoundPlanInput, responses={201: RoundSerializer})
    def post(self, request: Request, study: str) -> Response:
        return Response(
            round_json(self.member, plan_round(by=self.member, **validated(RoundPlanInput, request))), status=201
        )


class OneRound(RoundView):
    @extend_schema(operation_id="round", responses=RoundSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        return Response(round_json(*self.member_and_round()))

    @extend_schema(operation_id="replan_round", request=RoundPlanInput, responses=RoundSerializer)
    def put(self, request: Request, study: str, number: int) -> Response:
        member, _ = self.member_and_round()
        return Response(round_json(member, plan_round(by=member, number=number, **validated(RoundPlanInput, request))))


class Allocation(RoundView):
    """The planned allocation of units to raters. Not available after the round opens."""

    @extend_schema(operation_id="round_allocation", responses=AllocationSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        require_unblinded(member, coding_round)
        units: dict[str, list[int]] = {row.rater.name: [] for row in seal.progress([coding_round])[coding_round.pk]}
        raters: Counter[int] = Counter()
        for row in seal.planned_allocation(coding_round):
            units[row.rater.name].append(row.unit.number)
            raters[row.unit_id] += 1
        shares = [{"rater": name, "units": numbers} for name, numbers in units.items()]
        return Response({"raters": shares, "overlap": sum(count > 1 for count in raters.values())})


class RevealingReleases(RoundView):
    """List the releases with classifications that the round hides: of this study, and public ones of others.

    Its raters cannot read them while they are signed in, from planning to closing the round.
    """

    @extend_schema(operation_id="revealing_releases", responses=RevealingRelease(many=True))
    def get(self, request: Request, study: str, number: int) -> Response:
        return Response(revealing_releases(self.member_and_round()[1]))


class ReassignUnits(RoundView):
    """Give a number of unsubmitted units to another rater. A secret order draws them; only the new rater sees them."""

    @extend_schema(operation_id="reassign_units", request=Reassignment, responses=ReassignmentResult)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        values = validated(Reassignment, request)
        units = reassign(
            by=member,
            coding_round=coding_round,
            from_rater=values["from"],
            to_rater=values["to"],
            units=values["units"],
        )
        return Response({"units": units})


class OpenRound(RoundView):
    @extend_schema(operation_id="open_round", request=None, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, _ = self.member_and_round()
        return Response(round_json(member, open_round(by=member, number=number)))


class CloseRound(RoundView):
    @extend_schema(operation_id="close_round", request=Closing, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, _ = self.member_and_round()
        values = validated(Closing, request)
        return Response(
            round_json(member, close_round(by=member, number=number, even_if_unfinished=values["even_if_unfinished"]))
        )
