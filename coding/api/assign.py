"""Plan, open, follow and close rounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Count
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import records, seal
from coding.access.blinding import ALL_RATERS, blinding_applies_to, require_unblinded
from coding.access.classifications import revealing_releases
from coding.api.base import ResponseSerializer, RoundView, StudyView, validated
from coding.models import Assignment, Event, EventKind, Member, Round
from coding.queries.adjudication_status import AdjudicationStatus, adjudication_status
from coding.round_settings import ROUND_SETTINGS
from coding.round_settings.plan import plain_value
from coding.round_settings.setting import RoundSetting
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.assign.reassign import reassign


class ProgressSerializer(ResponseSerializer):
    name = serializers.CharField(
        help_text="“All raters” for a final rater from whom names are hidden, with the sum of their units."
    )
    assigned = serializers.IntegerField()
    submitted = serializers.IntegerField()
    commitment = serializers.CharField(
        help_text=(
            "Salted SHA-256 of the rater's codings when they last completed all assigned units, or empty. Units "
            "assigned later are not covered. The salt is published when the round closes."
        )
    )


class ReassignedUnits(ResponseSerializer):
    locals()["from"] = serializers.CharField()  # a keyword cannot be written as a name
    to = serializers.CharField()
    units = serializers.IntegerField()
    at = serializers.DateTimeField()


def choices_of(setting: RoundSetting) -> Any:
    return cast(Any, Round._meta.get_field(setting.name)).choices


def setting_field(setting: RoundSetting) -> serializers.Field[Any, Any, Any, Any]:
    """Return the field of a setting in the description of a round."""
    if setting.kind == "choice":
        return serializers.ChoiceField(choices_of(setting), help_text=setting.label)
    if setting.kind == "flag":
        return serializers.BooleanField(help_text=setting.label)
    optional = setting.kind != "coefficient"
    if setting.kind == "number":
        number = serializers.IntegerField if setting.whole else serializers.FloatField
        return number(allow_null=optional, help_text=setting.label)
    return serializers.CharField(allow_null=optional, help_text=setting.label)


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
    return serializers.CharField(max_length=150, **options)


class RoundSerializer(ResponseSerializer):
    number = serializers.IntegerField()
    state = serializers.ChoiceField(Round.State.choices)
    sealed = serializers.BooleanField()
    seed = serializers.IntegerField(help_text="Seed of the bootstrap intervals.")
    units = serializers.IntegerField()
    planned_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    discussion_ended_at = serializers.DateTimeField(
        allow_null=True, help_text="When the lead ended the discussion before all raters had responded."
    )
    settled_at = serializers.DateTimeField(allow_null=True)
    raters = ProgressSerializer(many=True)
    planned_raters = serializers.ListField(child=serializers.CharField(), help_text="The raters of the plan, in order.")
    reassignments = ReassignedUnits(
        many=True, help_text="Units reassigned since the round was opened. Hidden while raters’ names are."
    )
    matching = serializers.ChoiceField(["none", "needed", "confirmed"])
    disagreements = serializers.IntegerField(allow_null=True)
    undecided = serializers.IntegerField(allow_null=True)
    awaiting_response = serializers.IntegerField(
        allow_null=True,
        help_text="Undecided units that the final rater cannot decide yet.",
    )

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {name: setting_field(setting) for name, setting in ROUND_SETTINGS.items()}


class RoundPlanInput(serializers.Serializer[Any]):
    raters = serializers.ListField(child=serializers.CharField(max_length=150), min_length=1)
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
    locals()["from"] = serializers.CharField(max_length=150)  # a keyword cannot be written as a name
    to = serializers.CharField(max_length=150)
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


def round_json(member: Member, coding_round: Round) -> dict[str, Any]:
    return rounds_json(member, [coding_round])[0]


def rounds_json(member: Member, rounds: Sequence[Round]) -> list[dict[str, Any]]:
    """Return rounds and their progress. Counts that depend on codings are null while a round is sealed."""
    progress = seal.progress(rounds)
    settled = adjudication_status(rounds)
    changes = allocation_events(member, rounds)
    units = dict(
        Assignment.objects.filter(round__in=rounds)
        .order_by()
        .values_list("round")
        .annotate(Count("unit", distinct=True))
    )
    return [
        round_shape(
            coding_round,
            raters_json(member, coding_round, progress.get(coding_round.pk, [])),
            settled.get(coding_round.pk),
            units.get(coding_round.pk, 0),
            allocation_json(member, coding_round, changes[coding_round.pk]),
        )
        for coding_round in rounds
    ]


def allocation_events(member: Member, rounds: Sequence[Round]) -> dict[int, list[Event]]:
    """Return round → the events that planned and changed its allocation and that the member may see, in order."""
    kinds = [EventKind.ROUND_PLANNED, EventKind.UNITS_REASSIGNED]
    by_round: dict[int, list[Event]] = defaultdict(list)
    for event in records.events(member).filter(round__in=rounds, kind__in=kinds).order_by("number"):
        by_round[event.round_id or 0].append(event)
    return by_round


def allocation_json(member: Member, coding_round: Round, events: Sequence[Event]) -> dict[str, Any]:
    """Return the raters of the plan, and which units were reassigned since."""
    plans = [event.data["raters"] for event in events if event.kind == EventKind.ROUND_PLANNED]
    hidden = blinding_applies_to(member, coding_round)
    return {
        "planned_raters": [ALL_RATERS] if hidden else plans[-1] if plans else [],
        "reassignments": [
            {"from": event.data["from"], "to": event.data["to"], "units": event.data["units"], "at": event.at}
            for event in events
            if event.kind == EventKind.UNITS_REASSIGNED
        ],
    }


def raters_json(member: Member, coding_round: Round, progress: list[seal.Progress]) -> list[dict[str, Any]]:
    """Return the progress of each rater; only the sum for a final rater from whom names are hidden."""
    if not blinding_applies_to(member, coding_round):
        return [
            {"name": p.rater.name, "assigned": p.assigned, "submitted": p.submitted, "commitment": p.commitment}
            for p in progress
        ]
    # A rater who has not submitted every unit would be known by the number of units of "Rater A".
    assigned, submitted = sum(p.assigned for p in progress), sum(p.submitted for p in progress)
    return [{"name": ALL_RATERS, "assigned": assigned, "submitted": submitted, "commitment": ""}]


def round_shape(
    coding_round: Round,
    raters: list[dict[str, Any]],
    status: AdjudicationStatus | None,
    units: int,
    allocation: dict[str, Any],
) -> dict[str, Any]:
    matching = "none"
    if status is not None and coding_round.style == Round.Style.OPEN:
        matching = "confirmed" if status.matched else "needed"
    return {
        **{name: setting_json(coding_round, name) for name in ROUND_SETTINGS},
        "number": coding_round.number,
        "state": coding_round.state,
        "sealed": coding_round.sealed,
        "seed": coding_round.seed,
        "units": units,
        "planned_at": coding_round.planned_at,
        "opened_at": coding_round.opened_at,
        "closed_at": coding_round.closed_at,
        "discussion_ended_at": coding_round.discussion_ended_at,
        "settled_at": coding_round.settled_at,
        "raters": raters,
        **allocation,
        "matching": matching,
        "disagreements": status.disagreements if status else None,
        "undecided": status.undecided if status else None,
        "awaiting_response": status.awaiting_response if status else None,
    }


def setting_json(coding_round: Round, name: str) -> Any:
    """Return the value of a setting as the API answers it: a number is a number, the final rater a name."""
    value = plain_value(coding_round, name)
    return float(value) if value is not None and ROUND_SETTINGS[name].kind == "number" else value


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
