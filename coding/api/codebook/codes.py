"""Views of the codebook: codes, merges, versions, downloads."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import records
from coding.access.blinding import RaterLabels
from coding.access.seal import unsealed_rounds
from coding.api.base import ResponseSerializer, StudyView, validated
from coding.codebook.change_log import codebook_change_log
from coding.codebook.rows import codebook_of
from coding.dataset import limits
from coding.dataset.rows import CODE_TEXTS
from coding.errors import BadInput
from coding.formats import CHANGE_LOG, CODEBOOK, formats_of
from coding.loading.ratings import load_ratings_of_rounds
from coding.models import Code, CodebookVersion, Member, Round
from coding.rendering.media_types import content_type
from coding.results.agreement import merge_effect
from coding.steps.adjudicate.merges import preview_merge
from coding.steps.codebook.activities import add_activities
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.merging import merge_shared
from coding.steps.codebook.order import order_codes
from coding.steps.codebook.versions import freeze_codebook


class CodeSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    label = serializers.CharField()
    definition = serializers.CharField()
    when_to_use = serializers.CharField()
    when_not_to_use = serializers.CharField()
    examples = serializers.CharField(help_text="Typical cases.")
    near_misses = serializers.CharField(help_text="Cases that look similar but do not count.")
    colour = serializers.CharField()
    parent = serializers.IntegerField(allow_null=True)
    owner = serializers.CharField(allow_null=True, help_text="The rater of a private code.")
    round = serializers.IntegerField(allow_null=True)
    retired = serializers.BooleanField()
    merged_into = serializers.IntegerField(
        allow_null=True, help_text="The shared code into which this code was merged."
    )
    mine = serializers.BooleanField()
    rank = serializers.IntegerField(allow_null=True, help_text="Place in the order of the codes, from 1; or null.")
    score = serializers.FloatField(allow_null=True)
    activity = serializers.CharField(help_text="Name of the activity whose evidence belongs to the code; or empty.")


class CodeFields(serializers.Serializer[Any]):
    colour = serializers.RegexField(r"^#[0-9a-fA-F]{6}$", required=False)
    parent = serializers.IntegerField(allow_null=True, required=False)

    def get_fields(self) -> dict[str, Any]:
        options: dict[str, Any] = {"max_length": limits.TEXT, "allow_blank": True, "required": False}
        return {name: serializers.CharField(**options) for name in CODE_TEXTS} | super().get_fields()


class NewCode(CodeFields):
    label = serializers.CharField(max_length=limits.LABEL)
    round = serializers.IntegerField(
        source="round_number",
        required=False,
        help_text="Round in which you code: adds a private code in open coding, otherwise a shared one.",
    )


class CodeChange(CodeFields):
    label = serializers.CharField(max_length=limits.LABEL, required=False)
    retired = serializers.BooleanField(required=False, help_text="False restores the code and undoes its merge.")
    reason = serializers.CharField(max_length=limits.REASON, allow_blank=True, required=False)


class DefinedCode(ResponseSerializer):
    label = serializers.CharField()
    definition = serializers.CharField()
    when_to_use = serializers.CharField()
    when_not_to_use = serializers.CharField()
    examples = serializers.CharField()
    near_misses = serializers.CharField()
    colour = serializers.CharField()
    parent = serializers.CharField(help_text="Label of the parent; empty at the top level.")
    rank = serializers.IntegerField(required=False, help_text="Place in the order of the codes, from 1.")
    score = serializers.FloatField(required=False, allow_null=True)


class VersionSerializer(ResponseSerializer):
    number = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    codes = DefinedCode(many=True)


def code_json(code: Code, member: Member, labels: RaterLabels | None = None) -> dict[str, Any]:
    """Return a code as the member sees it. Give `labels` for several codes, so that they are read once."""
    owner = (labels or RaterLabels(member)).label_for(code.owner, code.round) if code.owner and code.round else None
    return {
        "id": code.pk,
        "label": code.label,
        **{name: getattr(code, name) for name in CODE_TEXTS},
        "colour": code.colour,
        "parent": code.parent_id,
        "owner": owner,
        "round": code.round.number if code.round else None,
        "retired": code.retired_at is not None,
        "merged_into": code.merged_into_id,
        "mine": code.owner_id == member.pk,
        "rank": code.rank,
        "score": code.score,
        "activity": code.activity,
    }


def version_json(version: CodebookVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "created_at": version.created_at,
        "by": version.created_by.name if version.created_by else None,
        "codes": version.content,
    }


class OfferedActivities(StudyView):
    """Add the activities of the inspection that the codebook of a study of projects does not have."""

    @extend_schema(operation_id="add_activities", request=None, responses={201: CodeSerializer(many=True)})
    def post(self, request: Request, study: str) -> Response:
        member = self.member
        return Response([code_json(code, member) for code in add_activities(by=member)], status=201)


class Codes(StudyView):
    """The codes of the study."""

    @extend_schema(
        operation_id="codes",
        parameters=[OpenApiParameter("round", int, description="Omit private codes of other rounds.")],
        responses=CodeSerializer(many=True),
    )
    def get(self, request: Request, study: str) -> Response:
        """List the codes that you may see: shared codes, your own, and private codes of closed rounds."""
        member = self.member
        codes = records.codes(member)
        number = request.query_params.get("round", "")
        rows = [code for code in codes if not number or code.round is None or str(code.round.number) == number]
        labels = RaterLabels(member)
        return Response([code_json(code, member, labels) for code in rows])

    @extend_schema(operation_id="add_code", request=NewCode, responses={201: CodeSerializer})
    def post(self, request: Request, study: str) -> Response:
        """Add a code."""
        member = self.member
        return Response(code_json(add_code(by=member, **validated(NewCode, request)), member), status=201)


class OneCode(StudyView):
    """Change, retire or restore a code."""

    @extend_schema(operation_id="change_code", request=CodeChange, responses=CodeSerializer)
    def patch(self, request: Request, study: str, code_id: int) -> Response:
        member = self.member
        code = get_object_or_404(records.codes(member), pk=code_id)
        return Response(code_json(change_code(by=member, code=code, **validated(CodeChange, request)), member))


class Merging(serializers.Serializer[Any]):
    into = serializers.IntegerField()
    reason = serializers.CharField(max_length=limits.REASON)


class ValueSerializer(ResponseSerializer):
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField(allow_null=True)


class MergeEffect(ResponseSerializer):
    """What a merge changes in one closed round."""

    round = serializers.IntegerField()
    settled = serializers.BooleanField()
    units = serializers.IntegerField(help_text="Number of units to which a rater gave the code.")
    decided = serializers.IntegerField(help_text="Number of units whose decision has the code.")
    resolved = serializers.IntegerField(help_text="Number of open disagreements that the merge resolves.")
    primary = serializers.CharField()
    before = ValueSerializer()
    after = ValueSerializer()


class MergeEffects(ResponseSerializer):
    closed = serializers.IntegerField(help_text="Number of closed rounds.")
    rounds = MergeEffect(many=True, help_text="The closed rounds in which the code is used.")


class MergeCode(StudyView):
    """The merge of one shared code into another."""

    @extend_schema(
        operation_id="merge_effect",
        parameters=[OpenApiParameter("into", int, required=True)],
        responses=MergeEffects,
    )
    def get(self, request: Request, study: str, code_id: int) -> Response:
        """Return what the merge would change in each closed round that it touches."""
        member = self.member
        into = request.query_params.get("into", "")
        shared = records.codes(member).filter(owner__isnull=True)
        source = get_object_or_404(shared, pk=code_id)
        target = get_object_or_404(shared, pk=int(into) if into.isascii() and into.isdigit() else 0)
        closed = unsealed_rounds(member)
        previews = preview_merge(rounds=closed, code=source, into=target)
        touched = []
        for coding_round, data in zip(closed, load_ratings_of_rounds(closed), strict=True):
            preview = previews[coding_round.pk]
            if not (preview.given or preview.decided):
                continue
            touched.append(
                {
                    "round": coding_round.number,
                    "settled": coding_round.state == Round.State.SETTLED,
                    "decided": preview.decided,
                    "resolved": preview.resolved,
                    **merge_effect(data, source.label, target.label),
                }
            )
        return Response({"closed": len(closed), "rounds": touched})

    @extend_schema(operation_id="merge_code", request=Merging, responses=CodeSerializer)
    def post(self, request: Request, study: str, code_id: int) -> Response:
        """Merge the code into another. It is retired, and its codings are read as the other code."""
        member = self.member
        code = get_object_or_404(records.codes(member), pk=code_id)
        return Response(code_json(merge_shared(by=member, code=code, **validated(Merging, request)), member))


class Ordering(serializers.Serializer[Any]):
    codes = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=2**53),
        max_length=limits.ORDERED,
        help_text="All shared codes that are not retired, from low to high. An empty list removes the order.",
    )
    scores = serializers.ListField(
        child=serializers.FloatField(),
        max_length=limits.ORDERED,
        required=False,
        allow_null=True,
        help_text="Scores of these codes, which increase. Without scores, the steps between codes are equal.",
    )


class CodeOrdering(StudyView):
    """The order of the codes."""

    @extend_schema(operation_id="order_codes", request=Ordering, responses=CodeSerializer(many=True))
    def put(self, request: Request, study: str) -> Response:
        """Give the shared codes an order, with scores if wanted, or remove it."""
        member = self.member
        return Response([code_json(code, member) for code in order_codes(by=member, **validated(Ordering, request))])


class CodebookVersions(StudyView):
    """The frozen versions of the shared codebook."""

    @extend_schema(operation_id="codebook_versions", responses=VersionSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        """List the frozen versions of the shared codebook, oldest first."""
        versions = self.member.study.codebook_versions.select_related("created_by")
        return Response([version_json(version) for version in versions])

    @extend_schema(operation_id="freeze_codebook", request=None, responses={201: VersionSerializer})
    def post(self, request: Request, study: str) -> Response:
        """Freeze the shared codebook as a new version."""
        return Response(version_json(freeze_codebook(by=self.member)), status=201)


class ExportCodebook(StudyView):
    """Download the shared codebook."""

    @extend_schema(
        operation_id="export_codebook",
        parameters=[OpenApiParameter("version", int, description="A frozen version (default: current).")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, study: str, file_format: str) -> HttpResponse:
        member = self.member
        codebook = formats_of(CODEBOOK).get(file_format)
        if codebook is None or codebook.write is None:
            raise Http404
        number = request.query_params.get("version", "")
        if number and not (number.isascii() and number.isdigit() and len(number) < 10):
            raise BadInput(f"Invalid codebook version “{number[:40]}”. Use a whole number.")
        rows = codebook_of(member.study, int(number) if number else None)
        if rows is None:
            raise Http404
        if not rows:
            raise BadInput("The codebook is empty. Add a code or confirm a matching first.")
        return HttpResponse(
            codebook.write(rows, member.study.title),
            content_type=content_type(codebook.media_type),
            headers={"Content-Disposition": f'attachment; filename="{member.study.slug}-codebook.{file_format}"'},
        )


class ExportChangeLog(StudyView):
    """Download all changes of the shared codebook, with author, time and reason."""

    @extend_schema(
        operation_id="codebook_change_log",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, study: str, file_format: str) -> HttpResponse:
        member = self.member
        change_log = formats_of(CHANGE_LOG).get(file_format)
        if change_log is None or change_log.write is None:
            raise Http404
        return HttpResponse(
            change_log.write(codebook_change_log(member.study, member), member.study.title),
            content_type=content_type(change_log.media_type),
            headers={
                "Content-Disposition": f'attachment; filename="{member.study.slug}-codebook-change-log.{file_format}"'
            },
        )
