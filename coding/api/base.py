"""Base views, request helpers and serializers shared by the API of coding."""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from advisories.api.advisories import EpssSerializer, KevSerializer
from advisories.api.pages import CursorPages
from advisories.platform import dry_run
from coding.access import membership
from coding.dataset import limits
from coding.dataset.unit_facts import unit_facts
from coding.errors import BadInput
from coding.models import Member, Round, Unit


class StudyView(APIView):
    """A view below /studies/<study>/, for members of the study only."""

    @property
    def member(self) -> Member:
        """Membership of the user in the study; raises Http404 if there is none."""
        return membership.membership_for(user=self.request.user, study=self.kwargs["study"])


class RoundView(StudyView):
    """A view below /studies/<study>/rounds/<number>/."""

    def member_and_round(self) -> tuple[Member, Round]:
        """Return the user's membership and the round; raise Http404 if either does not exist."""
        member = self.member
        return member, membership.round_of(member, self.kwargs["number"])


class Pages(CursorPages):
    """Cursor pagination with 100 rows per page by default and at most 200."""

    page_size = 100


# Describes a response and validates nothing. A docstring here would become the description of every subclass.
class ResponseSerializer(serializers.Serializer[Any]):
    pass


class CodeBrief(ResponseSerializer):
    id = serializers.IntegerField()
    label = serializers.CharField()
    colour = serializers.CharField()


class SegmentSerializer(serializers.Serializer[Any]):
    """The passage that supports a code: [start, end) in Unicode code points of the unit's text."""

    code = serializers.IntegerField()
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    quote = serializers.CharField(max_length=100_000, trim_whitespace=False)


CERTAINTIES: Final = ("certain", "fairly", "unsure", "")
NO_CODE_REASONS: Final = ("cannot_tell", "not_applicable", "")


class CodingContentSerializer(serializers.Serializer[Any]):
    """Content of a draft or coding."""

    codes = serializers.ListField(child=serializers.IntegerField(), max_length=limits.CODES)
    memo = serializers.CharField(allow_blank=True, max_length=limits.TEXT, trim_whitespace=False, default="")
    certainty = serializers.ChoiceField(CERTAINTIES, default="")
    no_code_reason = serializers.ChoiceField(
        NO_CODE_REASONS, default="", help_text="Why the coding has no code; empty if it has codes."
    )
    flagged_for_discussion = serializers.BooleanField(
        default=False, help_text="Whether the rater asks to discuss the unit."
    )
    segments = serializers.ListField(child=SegmentSerializer(), default=[], max_length=1_000)
    unclear = serializers.ListField(
        child=serializers.IntegerField(),
        max_length=limits.CODES,
        default=[],
        help_text="In a study of projects, the codes of which the rater cannot tell whether they apply.",
    )


class VariableValue(ResponseSerializer):
    name = serializers.CharField()
    value = serializers.CharField()


class Classifications(ResponseSerializer):
    severity = serializers.CharField()
    cvss_score = serializers.FloatField(allow_null=True)
    cwes = serializers.ListField(child=serializers.CharField())
    kev = KevSerializer(allow_null=True)
    epss = EpssSerializer(allow_null=True)
    values = VariableValue(many=True, help_text="Variables from the imported project file.")


class UnitSerializer(ResponseSerializer):
    number = serializers.IntegerField()
    identifier = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    title = serializers.CharField()
    project = serializers.CharField(allow_null=True)
    published = serializers.CharField(help_text="ISO date; empty if unknown.")
    html = serializers.CharField(help_text="Sanitised by the server. Its textContent equals `text`.")
    text = serializers.CharField()
    sha256 = serializers.CharField()
    references = serializers.ListField(child=serializers.CharField())
    classifications = Classifications(
        allow_null=True, help_text="Null while they are hidden from you, or if there are none."
    )


def unit_json(unit: Unit, *, classifications: bool) -> dict[str, Any]:
    """Return the unit as JSON, with severity, CVSS and CWE only if `classifications`."""
    document = unit.document
    facts = unit_facts(unit.facts, unit.imported_metadata)
    visible = None
    if classifications and ("key" in unit.facts or unit.imported_metadata):
        visible = {
            "severity": facts.severity,
            "cvss_score": facts.cvss_score,
            "cwes": list(facts.cwes),
            "kev": unit.facts.get("kev"),
            "epss": unit.facts.get("epss"),
            "values": [{"name": value.name, "value": value.text} for value in facts.values],
        }
    return {
        "number": unit.number,
        "identifier": facts.identifier,
        "aliases": list(facts.aliases),
        "title": document.title,
        "project": facts.project or None,
        "published": facts.published,
        "html": document.html,
        "text": document.text,
        "sha256": document.sha256,
        "references": unit.facts.get("references", []),
        "classifications": visible,
    }


def validated(serializer: type[serializers.Serializer[Any]], request: Request, **options: Any) -> dict[str, Any]:
    """Return the validated body of the request; raise ValidationError if it is invalid."""
    body = serializer(data=request.data, **options)
    body.is_valid(raise_exception=True)
    values: dict[str, Any] = body.validated_data
    return values


DRY_RUN: Final = OpenApiParameter("dry_run", bool, description="Check the file and store nothing.")


def is_dry_run(request: Request) -> bool:
    """Return whether the query asks to check the request without storing anything."""
    return dry_run.is_asked_for(request.query_params)


def if_match_version(request: Request) -> int:
    """Return the revision in If-Match that a write is based on; raise BadInput if there is none."""
    value = request.headers.get("If-Match", "").strip().strip('"')
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise BadInput('If-Match is missing or invalid. Send the revision you edited, such as "3", or "0" for none.')
    return int(value)
