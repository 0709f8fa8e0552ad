"""Inspections of projects: start one of addresses and uploads, and read the report of its items."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.corpora import CorpusView
from advisories.api.jobs import JobSerializer, job_json
from advisories.api.pages import CursorPages
from advisories.intake.inspection_items import KIND, MOST_ITEMS, NewItem, start_inspection
from advisories.models import InspectionItem, Job
from advisories.text.reading import clean

COMMIT: Final = r"^[0-9a-fA-F]{7,64}$"


class NewInspectionItem(serializers.Serializer[Any]):
    name = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=200,
        help_text="Name of the project. Only results of OpenSSF Scorecard need none.",
    )
    address = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=500,
        help_text="Like https://github.com/owner/name. With an upload, it is used for links only.",
    )
    commit = serializers.RegexField(
        COMMIT, required=False, allow_blank=True, default="", help_text="Hash of a commit; by default the newest."
    )
    upload = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=1,
        max_value=2**53,
        help_text="Number of an archive, or of results of OpenSSF Scorecard, sent before (`/api/v1/uploads/`).",
    )

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            raise serializers.ValidationError(
                {
                    str(unknown[0])[:60]: [
                        "Unknown field. An inspection reads addresses and uploads, no files of the server."
                    ]
                }
            )
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["upload"] is None and not attrs["address"]:
            raise serializers.ValidationError({"address": "Name an address or an upload."})
        return attrs


class NewInspection(serializers.Serializer[Any]):
    items = NewInspectionItem(many=True, allow_empty=False, max_length=MOST_ITEMS)  # type: ignore[call-arg]


class InspectionItemSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    address = serializers.CharField()
    state = serializers.ChoiceField(InspectionItem.State.choices)
    reason = serializers.CharField(help_text='Why it failed; "" if it did not.')
    project = serializers.CharField(allow_null=True, help_text="Slug of the project.")
    snapshot = serializers.IntegerField(allow_null=True, help_text="Number of its snapshot.")


class InspectionBrief(serializers.Serializer[Any]):
    number = serializers.IntegerField(help_text="Number of the job.")
    state = serializers.ChoiceField(Job.State.choices)
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    total = serializers.IntegerField()
    failed = serializers.IntegerField()


class InspectionSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    state = serializers.ChoiceField(Job.State.choices)
    may_cancel = serializers.BooleanField(help_text="You started it, and it has not ended.")
    items = InspectionItemSerializer(many=True)


class Pages(CursorPages):
    page_size = 50
    ordering = "-pk"


def item_json(item: InspectionItem) -> dict[str, Any]:
    snapshot = item.snapshot
    return {
        "name": item.name,
        "address": item.address,
        "state": item.state,
        "reason": item.reason,
        "project": snapshot.project.slug if snapshot else None,
        "snapshot": snapshot.number if snapshot else None,
    }


class Inspections(CorpusView, GenericAPIView[Any]):
    pagination_class = Pages

    @extend_schema(operation_id="inspections", responses=InspectionBrief(many=True))
    def get(self, request: Request) -> Response:
        """List the inspections, newest first."""
        self.require_inspection(request.user)
        failed = Count("inspection_items", filter=Q(inspection_items__state=InspectionItem.State.FAILED))
        rows = Job.objects.filter(corpus=self.corpus, kind=KIND).annotate(
            items=Count("inspection_items"), failed=failed
        )
        page: Any = self.paginate_queryset(rows) or []
        return self.get_paginated_response(
            [
                {
                    "number": job.pk,
                    "state": job.state,
                    "created_at": job.created_at,
                    "finished_at": job.finished_at,
                    "total": job.items,
                    "failed": job.failed,
                }
                for job in page
            ]
        )

    @extend_schema(operation_id="start_inspection", request=NewInspection, responses={202: JobSerializer})
    def post(self, request: Request) -> Response:
        """Start to inspect projects, by their addresses or uploads. An item that fails does not end the others."""
        self.require_inspection(request.user)
        serializer = NewInspection(data=request.data)
        serializer.is_valid(raise_exception=True)
        items = [
            NewItem(
                name=clean(item["name"]).strip(),
                address=item["address"],
                commit=item["commit"].lower(),
                upload=item["upload"],
            )
            for item in serializer.validated_data["items"]
        ]
        return Response(job_json(start_inspection(items, request.user, self.corpus)), status=202)


class OneInspection(CorpusView):
    @extend_schema(operation_id="inspection", responses=InspectionSerializer)
    def get(self, request: Request, number: int) -> Response:
        """Return an inspection with what became of each of its items."""
        self.require_inspection(request.user)
        job = get_object_or_404(Job, corpus=self.corpus, kind=KIND, pk=number)
        items = job.inspection_items.select_related("snapshot__project").order_by("number", "part")
        unfinished = job.state in (Job.State.QUEUED, Job.State.RUNNING)
        return Response(
            {
                "number": job.pk,
                "state": job.state,
                "may_cancel": unfinished and job.created_by_id == request.user.pk,
                "items": [item_json(item) for item in items],
            }
        )
