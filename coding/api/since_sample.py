"""Views of what differs in the corpus since the sample was drawn, for leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import membership
from coding.access.classifications import may_see_classifications
from coding.api.base import ResponseSerializer, StudyView, UnitSerializer, validated
from coding.dataset.unit_facts import CLASSIFICATIONS, COMPARED, DIFFERENCES, Difference
from coding.errors import BadInput
from coding.loading.corpus_facts import since_sample
from coding.models import Member, Unit
from coding.steps.refresh_facts import fixed_units, refresh_facts

MOST_LISTED: Final = 500  # units of one response


class FactDifference(ResponseSerializer):
    """A fact of a unit that is another one in the corpus today."""

    fact = serializers.ChoiceField(COMPARED)
    label = serializers.CharField()
    before = serializers.CharField(help_text="When the sample was drawn; empty if unknown or too long.")
    after = serializers.CharField(help_text="Today; empty if unknown or too long.")


class SampledUnitSerializer(UnitSerializer):
    corpus = serializers.CharField(
        allow_null=True, help_text="“own” for the study's own corpus, the slug of a shared one, or null for a file."
    )
    since_sample = FactDifference(
        many=True, allow_null=True, help_text="What differs in the corpus today; null unless you lead the study."
    )


class ChangedUnit(ResponseSerializer):
    number = serializers.IntegerField()
    identifier = serializers.CharField()
    title = serializers.CharField()
    refreshable = serializers.BooleanField(help_text="Whether no round has opened on the unit.")
    changes = FactDifference(many=True)


class ChangedFact(ResponseSerializer):
    fact = serializers.ChoiceField(COMPARED)
    label = serializers.CharField()
    units = serializers.IntegerField()


class SinceSampleSerializer(ResponseSerializer):
    """The units whose facts or text differ in the corpus today. They keep what was drawn."""

    checked = serializers.IntegerField(help_text="Number of units compared.")
    changed = serializers.IntegerField(help_text="Number of units with a difference.")
    facts = ChangedFact(many=True, help_text="Number of units per fact that differs.")
    matching = serializers.IntegerField(help_text="Number of units with a difference in `fact`.")
    units = ChangedUnit(many=True, help_text=f"The first {MOST_LISTED} of these units.")


class RefreshInput(serializers.Serializer[Any]):
    units = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1), min_length=1, max_length=10_000
    )


FACT: Final = OpenApiParameter("fact", str, enum=COMPARED, description="List only units that differ in this fact.")


def visible_differences(member: Member, units: Sequence[Unit]) -> dict[int, list[Difference]]:
    """Return number → what differs today, without classifications while these are hidden from the member."""
    hidden = frozenset[str]() if may_see_classifications(member.user) else CLASSIFICATIONS
    changed = {number: [row for row in rows if row.fact not in hidden] for number, rows in since_sample(units).items()}
    return {number: rows for number, rows in changed.items() if rows}


def differences_json(rows: Iterable[Difference]) -> list[dict[str, str]]:
    return [{**row._asdict(), "label": DIFFERENCES[row.fact]} for row in rows]


def unit_differences(member: Member, unit: Unit) -> list[dict[str, str]] | None:
    """Return what differs today from the unit as it was drawn; None unless the member leads the study."""
    if not member.is_lead:
        return None
    return differences_json(visible_differences(member, [unit]).get(unit.number, []))


def since_sample_json(member: Member, fact: str = "") -> dict[str, Any]:
    study = member.study
    rows = study.units.select_related("document").defer("document__html", "document__text")
    units = {unit.number: unit for unit in rows}
    visible = visible_differences(member, list(units.values()))
    counts = Counter(row.fact for changes in visible.values() for row in changes)
    matching = [number for number, changes in visible.items() if not fact or any(row.fact == fact for row in changes)]
    fixed = fixed_units(study)
    return {
        "checked": len(units),
        "changed": len(visible),
        "facts": [
            {"fact": name, "label": label, "units": counts[name]} for name, label in DIFFERENCES.items() if counts[name]
        ],
        "matching": len(matching),
        "units": [
            {
                "number": number,
                "identifier": units[number].identifier,
                "title": units[number].document.title,
                "refreshable": number not in fixed,
                "changes": differences_json(visible[number]),
            }
            for number in matching[:MOST_LISTED]
        ],
    }


class SinceSample(StudyView):
    @extend_schema(operation_id="since_sample", parameters=[FACT], responses=SinceSampleSerializer)
    def get(self, request: Request, study: str) -> Response:
        """List the units whose facts or text differ in the corpus today. Only the lead sees them."""
        member = self.member
        membership.require_role(member, "lead")
        fact = request.query_params.get("fact", "")
        if fact and fact not in DIFFERENCES:
            raise BadInput(f"Unknown fact “{fact[:40]}”. Use {', '.join(DIFFERENCES)}.")
        return Response(since_sample_json(member, fact))


class RefreshFacts(StudyView):
    @extend_schema(operation_id="refresh_facts", request=RefreshInput, responses=SinceSampleSerializer)
    def post(self, request: Request, study: str) -> Response:
        """Give units the facts of today. This is possible before a round opens on them. Their texts stay."""
        by = self.member
        refresh_facts(by=by, numbers=validated(RefreshInput, request)["units"])
        return Response(since_sample_json(by))
