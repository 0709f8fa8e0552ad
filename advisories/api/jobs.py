"""Background jobs. Users see and cancel only their own."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.models import Job
from advisories.platform import jobs

SHOWN: Final = 50


class JobSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(Job.State.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True, help_text="Null until it is known.")
    message = serializers.CharField(help_text="What it is doing, or why it failed.")
    result = serializers.DictField(allow_null=True, help_text="The result, once the job is done.")
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


def job_json(job: Job) -> dict[str, Any]:
    return {
        "id": job.pk,
        "kind": job.kind,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "message": job.message,
        "result": job.result,
        "created_at": job.created_at,
        "finished_at": job.finished_at,
    }


def own_jobs(user: Any) -> QuerySet[Job]:
    """Return the jobs that a person started, without those in corpora that the person no longer sees."""
    seen = import_string(settings.ADVISORIES_SEEN_CORPORA)(user)
    return Job.objects.filter(Q(corpus=None) | Q(corpus__shared=True) | Q(corpus__in=seen), created_by=user)


class Jobs(APIView):
    @extend_schema(operation_id="jobs", responses=JobSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List one's own jobs: running ones first, then queued ones, then the last that ended."""
        order = Case(
            When(state=Job.State.RUNNING, then=Value(0)), When(state=Job.State.QUEUED, then=Value(1)), default=2
        )
        return Response([job_json(job) for job in own_jobs(request.user).order_by(order, "-pk")[:SHOWN]])


class OneJob(APIView):
    @extend_schema(operation_id="job", responses=JobSerializer)
    def get(self, request: Request, number: int) -> Response:
        """Return one of one's own jobs."""
        return Response(job_json(get_object_or_404(own_jobs(request.user), pk=number)))


class CancelJob(APIView):
    @extend_schema(operation_id="cancel_job", request=None, responses=JobSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Cancel a job that has not ended. Finished batches of an import remain stored."""
        job = jobs.cancel(get_object_or_404(own_jobs(request.user), pk=number))
        return Response(job_json(job))
