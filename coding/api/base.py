"""What the doors of this app share: finding the member and the round, and the common pieces of JSON."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from coding.access import membership
from coding.dataset.imported_metadata import Facts, imported_metadata
from coding.errors import BadInput
from coding.models import Member, Round, Unit


class StudyView(APIView):
    """A view below /studies/<study>/, seen through the asking user's membership."""

    @property
    def member(self) -> Member:
        return membership.membership_for(user=self.request.user, study=self.kwargs["study"])


class RoundView(StudyView):
    """A view below /studies/<study>/rounds/<number>/."""

    def seat(self) -> tuple[Member, Round]:
        member = self.member
        return member, membership.round_of(member, self.kwargs["number"])


class Pages(CursorPagination):
    page_size = 100
    page_size_query_param = "size"
    max_page_size = 200


class ResponseSerializer(serializers.Serializer[Any]):
    """A serializer that only describes what is answered."""


class CodeBrief(ResponseSerializer):
    id = serializers.IntegerField()
    label = serializers.CharField()
    colour = serializers.CharField()


class SegmentSerializer(serializers.Serializer[Any]):
    """Half-open [start, end) in Unicode code points of the unit's text."""

    code = serializers.IntegerField()
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    quote = serializers.CharField(max_length=100_000, trim_whitespace=False)


CERTAINTIES: Final = ("certain", "fairly", "unsure", "")
NO_CODE_REASONS: Final = ("cannot_tell", "not_applicable", "")


class CodingContentSerializer(serializers.Serializer[Any]):
    """What a rater says of a unit."""

    codes = serializers.ListField(child=serializers.IntegerField(), max_length=200)
    memo = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False, default="")
    certainty = serializers.ChoiceField(CERTAINTIES, default="")
    no_code_reason = serializers.ChoiceField(
        NO_CODE_REASONS, default="", help_text="Why there is no code: an answer of its own."
    )
    flagged_for_discussion = serializers.BooleanField(
        default=False, help_text="The rater wants to talk about this unit."
    )
    segments = serializers.ListField(child=SegmentSerializer(), default=[], max_length=1_000)


class VariableValue(ResponseSerializer):
    name = serializers.CharField()
    value = serializers.CharField()


class Classifications(ResponseSerializer):
    severity = serializers.CharField()
    cvss_score = serializers.FloatField(allow_null=True)
    cwes = serializers.ListField(child=serializers.CharField())
    values = VariableValue(many=True, help_text="Of variables of the project file that the unit came with.")


class UnitSerializer(ResponseSerializer):
    number = serializers.IntegerField()
    identifier = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    title = serializers.CharField()
    project = serializers.CharField(allow_null=True)
    published = serializers.CharField(help_text="ISO date, or empty.")
    html = serializers.CharField(help_text="Sanitised by the server; its textContent equals `text`.")
    text = serializers.CharField()
    sha256 = serializers.CharField()
    references = serializers.ListField(child=serializers.CharField())
    classifications = Classifications(
        allow_null=True, help_text="Null while the reader codes without them (the study's plan decides)."
    )


def variables_of(unit: Unit) -> Facts:
    """The facts of the unit's advisory; without one, those of the project file it came with, or its project's name."""
    advisory, project = unit.document.advisory, unit.document.project
    if advisory is None:
        return (
            imported_metadata(unit.imported_metadata)
            if unit.imported_metadata
            else Facts(project=project.name if project else "")
        )
    return Facts(
        identifier=advisory.key,
        aliases=tuple(alias.value for alias in advisory.aliases.all() if alias.value != advisory.key),
        project=advisory.project.name if advisory.project else "",
        severity=advisory.severity,
        cvss_score=None if advisory.cvss_score is None else float(advisory.cvss_score),
        cwes=tuple(advisory.cwes),
        published=advisory.published_at.date().isoformat() if advisory.published_at else "",
        values=imported_metadata(unit.imported_metadata).values,
    )


def unit_json(unit: Unit, *, classifications: bool) -> dict[str, Any]:
    """A unit as it is read; severity, CVSS and CWE only if `classifications`."""
    document = unit.document
    advisory = document.advisory
    facts = variables_of(unit)
    shown = None
    if classifications and (advisory or unit.imported_metadata):
        shown = {
            "severity": facts.severity,
            "cvss_score": facts.cvss_score,
            "cwes": list(facts.cwes),
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
        "references": advisory.references if advisory else [],
        "classifications": shown,
    }


def validated(shape: type[serializers.Serializer[Any]], request: Request, **options: Any) -> dict[str, Any]:
    """The request's body, if it has this shape."""
    found = shape(data=request.data, **options)
    found.is_valid(raise_exception=True)
    values: dict[str, Any] = found.validated_data
    return values


FILE: Final = {"file": {"type": "string", "format": "binary"}}
UPLOAD: Final = {"multipart/form-data": {"type": "object", "properties": FILE, "required": ["file"]}}
DRY_RUN: Final = OpenApiParameter("dry_run", bool, description="Only say what would become of the file.")


def uploaded_file(request: Request, largest: int, else_: str) -> UploadedFile[Any]:
    """The request's one file, if it has at most this many bytes; `else_` says what to do with a larger one."""
    file: UploadedFile[Any] | None = request.FILES.get("file")
    if file is None:
        raise BadInput("Send the file as “file”.")
    if file.size is None or file.size > largest:
        raise BadInput(f"The file is larger than {largest >> 20} MB. {else_}")
    return file


def is_dry_run(request: Request) -> bool:
    return request.query_params.get("dry_run", "") not in {"", "0", "false"}


def if_match_version(request: Request) -> int:
    """The revision that a write was based on, from If-Match."""
    value = request.headers.get("If-Match", "").strip().strip('"')
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise BadInput('Send the revision you edited as If-Match: "<revision>" (0 if there was none).')
    return int(value)
