"""The description of a round: settings, state, progress, and how it differs from its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Count
from rest_framework import serializers

from coding.access import records, seal
from coding.access.blinding import ALL_RATERS, blinding_applies_to
from coding.api.base import ResponseSerializer
from coding.models import Assignment, Event, EventKind, Member, Round
from coding.queries.adjudication_status import AdjudicationStatus, adjudication_status
from coding.round_settings import ROUND_SETTINGS
from coding.round_settings.plan import plain_value
from coding.round_settings.setting import RoundSetting


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


class OrderedCode(ResponseSerializer):
    label = serializers.CharField(help_text="As it was when the round opened.")
    score = serializers.FloatField(allow_null=True)


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
    code_order = OrderedCode(
        many=True, allow_null=True, help_text="The codes from low to high, fixed when the round opened; or null."
    )
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
        "code_order": coding_round.code_order
        and [{"label": row["label"], "score": row["score"]} for row in coding_round.code_order],
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
