"""Rounds: planned, opened, followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import seal
from coding.access.blinding import require_unblinded
from coding.api.base import ResponseSerializer, RoundView, StudyView, validated
from coding.models import Assignment, Round
from coding.queries.adjudication_status import AdjudicationStatus, adjudication_status
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round, primary_statistics
from coding.steps.assign.reassign import reassign


class ProgressSerializer(ResponseSerializer):
    name = serializers.CharField()
    assigned = serializers.IntegerField()
    submitted = serializers.IntegerField()
    commitment = serializers.CharField(
        help_text="Salted SHA-256 of the finished sheet; empty before. The salt is told when the seal is lifted."
    )


class RoundSerializer(ResponseSerializer):
    number = serializers.IntegerField()
    style = serializers.ChoiceField(Round.Style.choices)
    purpose = serializers.ChoiceField(Round.Purpose.choices)
    state = serializers.ChoiceField(Round.State.choices)
    sealed = serializers.BooleanField()
    multi_label = serializers.BooleanField()
    show_classifications = serializers.BooleanField()
    primary_statistic = serializers.CharField()
    threshold = serializers.FloatField(allow_null=True)
    resolution_method = serializers.ChoiceField(Round.ResolutionMethod.choices)
    final_rater = serializers.CharField(allow_null=True)
    blind_adjudication = serializers.BooleanField(
        help_text="The final rater sees Rater A, Rater B … in the place of names until the round is settled."
    )
    assignment_scheme = serializers.ChoiceField(Round.AssignmentScheme.choices, help_text="Who rates what.")
    raters_per_unit = serializers.IntegerField(allow_null=True)
    overlap_share = serializers.FloatField(allow_null=True, help_text="Of the units that are coded twice.")
    unit_order = serializers.ChoiceField(Round.UnitOrder.choices)
    seed = serializers.IntegerField()
    units = serializers.IntegerField()
    planned_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    discussion_ended_at = serializers.DateTimeField(
        allow_null=True, help_text="When the lead ended the discussion, so that the final rater need not wait for it."
    )
    settled_at = serializers.DateTimeField(allow_null=True)
    raters = ProgressSerializer(many=True)
    matching = serializers.ChoiceField(["none", "needed", "confirmed"])
    disagreements = serializers.IntegerField(allow_null=True)
    undecided = serializers.IntegerField(allow_null=True)
    awaiting_response = serializers.IntegerField(
        allow_null=True,
        help_text="Of the undecided, those that the final rater cannot decide yet.",
    )
    primary_choices = serializers.ListField(child=serializers.CharField())


class RoundPlan(serializers.Serializer[Any]):
    style = serializers.ChoiceField(Round.Style.choices)
    purpose = serializers.ChoiceField(Round.Purpose.choices, default=Round.Purpose.CODING)
    raters = serializers.ListField(child=serializers.CharField(max_length=150), min_length=1)
    multi_label = serializers.BooleanField(default=False)
    show_classifications = serializers.BooleanField(default=False)
    primary_statistic = serializers.CharField(max_length=40, allow_null=True, default=None)
    threshold = serializers.DecimalField(
        max_digits=4,
        decimal_places=3,
        min_value=-1,
        max_value=1,
        allow_null=True,
        default=None,
        coerce_to_string=False,
    )
    resolution_method = serializers.ChoiceField(
        Round.ResolutionMethod.choices, default=Round.ResolutionMethod.FINAL_RATER
    )
    final_rater = serializers.CharField(max_length=150, allow_null=True, default=None)
    blind_adjudication = serializers.BooleanField(
        default=False, help_text="Hide the raters' names from the final rater."
    )
    units = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        allow_null=True,
        default=None,
        help_text="Null: all units.",
    )
    assignment_scheme = serializers.ChoiceField(
        Round.AssignmentScheme.choices,
        default=Round.AssignmentScheme.ALL,
        help_text="All raters each unit, `per_unit` of them, or a `share` twice and the rest once.",
    )
    raters_per_unit = serializers.IntegerField(min_value=1, max_value=1_000, allow_null=True, default=None)
    overlap_share = serializers.DecimalField(
        max_digits=4,
        decimal_places=3,
        min_value=0,
        max_value=1,
        allow_null=True,
        default=None,
        coerce_to_string=False,
    )
    unit_order = serializers.ChoiceField(Round.UnitOrder.choices, default=Round.UnitOrder.FIXED)


class AllocationRow(ResponseSerializer):
    rater = serializers.CharField()
    units = serializers.ListField(child=serializers.IntegerField())


class AllocationSerializer(ResponseSerializer):
    raters = AllocationRow(many=True)
    overlap = serializers.IntegerField(help_text="Units that two raters or more code: what agreement rests on.")


class Reassignment(serializers.Serializer[Any]):
    locals()["from"] = serializers.CharField(max_length=150)  # a keyword cannot be written as a name
    to = serializers.CharField(max_length=150)
    units = serializers.IntegerField(
        min_value=1, allow_null=True, default=None, help_text="How many; null: all without a submission."
    )


class ReassignmentResult(ResponseSerializer):
    units = serializers.IntegerField()


class Closing(serializers.Serializer[Any]):
    confirm = serializers.ChoiceField(["lift the seal"])
    even_if_unfinished = serializers.BooleanField(default=False)


def round_json(coding_round: Round) -> dict[str, Any]:
    return rounds_json([coding_round])[0]


def rounds_json(rounds: Sequence[Round]) -> list[dict[str, Any]]:
    """Rounds and their progress; what rests on codings only once the seal is lifted."""
    progress = seal.progress(rounds)
    settled = adjudication_status(rounds)
    units = dict(
        Assignment.objects.filter(round__in=rounds)
        .order_by()
        .values_list("round")
        .annotate(Count("unit", distinct=True))
    )
    return [
        round_shape(
            coding_round,
            progress.get(coding_round.pk, []),
            settled.get(coding_round.pk),
            units.get(coding_round.pk, 0),
        )
        for coding_round in rounds
    ]


def round_shape(
    coding_round: Round,
    progress: list[seal.Progress],
    status: AdjudicationStatus | None,
    units: int,
) -> dict[str, Any]:
    matching = "none"
    if status is not None and coding_round.style == Round.Style.OPEN:
        matching = "confirmed" if status.matched else "needed"
    return {
        "number": coding_round.number,
        "style": coding_round.style,
        "purpose": coding_round.purpose,
        "state": coding_round.state,
        "sealed": coding_round.sealed,
        "multi_label": coding_round.multi_label,
        "show_classifications": coding_round.show_classifications,
        "primary_statistic": coding_round.primary_statistic,
        "threshold": None if coding_round.threshold is None else float(coding_round.threshold),
        "resolution_method": coding_round.resolution_method,
        "final_rater": coding_round.final_rater.name if coding_round.final_rater else None,
        "blind_adjudication": coding_round.blind_adjudication,
        "assignment_scheme": coding_round.assignment_scheme,
        "raters_per_unit": coding_round.raters_per_unit,
        "overlap_share": None if coding_round.overlap_share is None else float(coding_round.overlap_share),
        "unit_order": coding_round.unit_order,
        "seed": coding_round.seed,
        "units": units,
        "planned_at": coding_round.planned_at,
        "opened_at": coding_round.opened_at,
        "closed_at": coding_round.closed_at,
        "discussion_ended_at": coding_round.discussion_ended_at,
        "settled_at": coding_round.settled_at,
        "raters": [
            {"name": p.rater.name, "assigned": p.assigned, "submitted": p.submitted, "commitment": p.commitment}
            for p in progress
        ],
        "matching": matching,
        "disagreements": status.disagreements if status else None,
        "undecided": status.undecided if status else None,
        "awaiting_response": status.waiting if status else None,
        "primary_choices": primary_statistics(
            len(progress),
            coding_round.multi_label,
            complete=coding_round.assignment_scheme == Round.AssignmentScheme.ALL,
        ),
    }


class Rounds(StudyView):
    """All rounds of the study; a new plan."""

    @extend_schema(operation_id="rounds", responses=RoundSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        return Response(rounds_json(list(self.member.study.rounds.select_related("final_rater"))))

    @extend_schema(operation_id="plan_round", request=RoundPlan, responses={201: RoundSerializer})
    def post(self, request: Request, study: str) -> Response:
        return Response(round_json(plan_round(by=self.member, **validated(RoundPlan, request))), status=201)


class OneRound(RoundView):
    @extend_schema(operation_id="round", responses=RoundSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        return Response(round_json(self.member_and_round()[1]))

    @extend_schema(operation_id="replan_round", request=RoundPlan, responses=RoundSerializer)
    def put(self, request: Request, study: str, number: int) -> Response:
        member, _ = self.member_and_round()
        return Response(round_json(plan_round(by=member, number=number, **validated(RoundPlan, request))))


class Allocation(RoundView):
    """Who gets what, before the round opens."""

    @extend_schema(operation_id="round_shares", responses=AllocationSerializer)
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


class ReassignUnits(RoundView):
    """A rater joins or leaves mid-way."""

    @extend_schema(operation_id="hand_over", request=Reassignment, responses=ReassignmentResult)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, coding_round = self.member_and_round()
        values = validated(Reassignment, request)
        return Response(
            {
                "units": reassign(
                    by=member,
                    coding_round=coding_round,
                    **{"from_rater": values["from"], "to_rater": values["to"], "units": values["units"]},
                )
            }
        )


class OpenRound(RoundView):
    @extend_schema(operation_id="open_round", request=None, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, _ = self.member_and_round()
        return Response(round_json(open_round(by=member, number=number)))


class CloseRound(RoundView):
    @extend_schema(operation_id="close_round", request=Closing, responses=RoundSerializer)
    def post(self, request: Request, study: str, number: int) -> Response:
        member, _ = self.member_and_round()
        values = validated(Closing, request)
        return Response(
            round_json(close_round(by=member, number=number, even_if_unfinished=values["even_if_unfinished"]))
        )
