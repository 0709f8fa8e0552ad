"""Imports that keep a shared corpus current: list them with what changed each day, set one up, stop one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.corpora import CorpusView
from advisories.api.live import LiveInput, asked_for
from advisories.intake.daily_imports import repeat_daily, stop_daily
from advisories.models import DailyImport, ImportRun

DAYS: Final = 30  # of which the changes are listed
CHANGES: Final = ("created", "updated", "merged", "rejected")


class DailyImportSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    source = serializers.CharField(help_text="The source and its query, in words.")
    created_by = serializers.CharField(help_text="User name.")
    created_at = serializers.DateTimeField()
    next_at = serializers.DateTimeField()
    last_import = serializers.IntegerField(help_text="Id of the newest import.")
    last_state = serializers.CharField(help_text="State of its job.")
    last_message = serializers.CharField(help_text="Message of its job.")


class DayOfChanges(serializers.Serializer[Any]):
    day = serializers.DateField(help_text="In UTC.")
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    merged = serializers.IntegerField()
    rejected = serializers.IntegerField()


class DailyImportsAndDays(serializers.Serializer[Any]):
    daily = DailyImportSerializer(many=True)
    days = DayOfChanges(many=True, help_text=f"Days of the last {DAYS} with an import, newest first.")


def daily_json(daily: DailyImport) -> dict[str, Any]:
    run = daily.last_import
    return {
        "id": daily.pk,
        "source": run.source if run else "",
        "created_by": daily.created_by.get_username(),
        "created_at": daily.created_at,
        "next_at": daily.next_at,
        "last_import": run.pk if run else 0,
        "last_state": run.job.state if run and run.job else "",
        "last_message": run.job.message if run and run.job else "",
    }


class DailyImports(CorpusView):
    @extend_schema(operation_id="daily_imports", responses=DailyImportsAndDays)
    def get(self, request: Request) -> Response:
        """List the imports that are repeated every day, and what all imports changed on each day."""
        self.require_log(request.user)
        daily = DailyImport.objects.filter(corpus=self.corpus, stopped_at=None)
        runs = ImportRun.objects.filter(
            corpus=self.corpus, undone_at=None, started_at__gte=timezone.now() - timedelta(days=DAYS)
        )
        days = runs.order_by().annotate(day=TruncDate("started_at")).values("day")
        return Response(
            {
                "daily": [daily_json(row) for row in daily.select_related("created_by", "last_import__job")],
                "days": list(days.annotate(**{name: Sum(name) for name in CHANGES}).order_by("-day")),
            }
        )

    @extend_schema(operation_id="repeat_import", request=LiveInput, responses={201: DailyImportSerializer})
    def post(self, request: Request) -> Response:
        """Import from a live source now and every day from now on. Only a shared corpus is kept current."""
        source, query = asked_for(self, request)
        return Response(daily_json(repeat_daily(source, query, request.user, self.corpus)), status=201)


class StopDailyImport(CorpusView):
    @extend_schema(operation_id="stop_daily_import", request=None, responses={204: None})
    def post(self, request: Request, number: int) -> Response:
        """Repeat an import no longer. What it stored stays."""
        self.require_import(request.user)
        stop_daily(get_object_or_404(DailyImport, corpus=self.corpus, pk=number), request.user)
        return Response(status=204)
