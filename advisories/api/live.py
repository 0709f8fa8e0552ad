"""Imports from live sources: list the sources, start an import, resume one."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.access import may_see_classifications
from advisories.api.corpora import CorpusView
from advisories.api.filters import HIDDEN
from advisories.api.imports import ImportDetail, import_detail
from advisories.intake import live_import as imports
from advisories.models import ImportRun
from advisories.platform.errors import NotAllowed

LIVE_SOURCES: Final = ("github", "osv")
DAYS = r"^(>=|<=|>|<)?\d{4}-\d{2}-\d{2}(\.\.(\d{4}-\d{2}-\d{2}|\*))?$"


class GitHubQuery(serializers.Serializer[Any]):
    """The query to GitHub. Empty fields are ignored."""

    type = serializers.ChoiceField(["reviewed", "unreviewed", "malware"], default="reviewed")
    ecosystem = serializers.CharField(
        max_length=40, required=False, allow_blank=True, help_text="Name of an ecosystem at GitHub: pip, npm, go …"
    )
    severity = serializers.ChoiceField(["unknown", "low", "medium", "high", "critical"], required=False)
    cwes = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="Numbers of weaknesses, like 79,89."
    )
    affects = serializers.CharField(max_length=1000, required=False, allow_blank=True, help_text="Names of packages.")
    published = serializers.RegexField(
        DAYS,
        required=False,
        allow_blank=True,
        help_text="A day or a range, like 2024-01-01..2024-12-31 or >=2024-01-01.",
    )
    modified = serializers.RegexField(
        DAYS, required=False, allow_blank=True, help_text="A day or a range, like `published`."
    )


class OsvQuery(serializers.Serializer[Any]):
    ecosystem = serializers.CharField(
        max_length=60, help_text="Name of an ecosystem at OSV.dev: PyPI, npm, Go, crates.io …"
    )


class LiveInput(serializers.Serializer[Any]):
    source = serializers.ChoiceField(LIVE_SOURCES)
    github = GitHubQuery(required=False)
    osv = OsvQuery(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["source"] == "osv" and "osv" not in attrs:
            raise serializers.ValidationError({"osv": "Name the ecosystem."})
        return attrs


class LiveSource(serializers.Serializer[Any]):
    source = serializers.ChoiceField(LIVE_SOURCES)
    address = serializers.CharField(help_text="Empty if the source is switched off.")
    token = serializers.BooleanField(help_text="Whether a token is set, with which GitHub allows more requests.")


class LiveImports(CorpusView):
    @extend_schema(operation_id="live_sources", responses=LiveSource(many=True))
    def get(self, request: Request) -> Response:
        """List the live sources of this server."""
        self.require_log(request.user)
        tokens = {ImportRun.Kind.GITHUB: bool(settings.GITHUB_TOKEN)}
        return Response(
            [
                {"source": kind, "address": imports.address_of(kind), "token": tokens.get(kind, False)}
                for kind in imports.SOURCE_NAMES
            ]
        )

    @extend_schema(operation_id="start_live_import", request=LiveInput, responses={201: ImportDetail})
    def post(self, request: Request) -> Response:
        """Start an import from a live source."""
        source, query = asked_for(self, request)
        return Response(import_detail(imports.start(source, query, request.user, self.corpus)), status=201)


def asked_for(view: CorpusView, request: Request) -> tuple[str, dict[str, str]]:
    """Return the live source and the query that a maintainer of the corpus asks for; raise NotAllowed for others."""
    view.require_import(request.user)
    serializer = LiveInput(data=request.data)
    serializer.is_valid(raise_exception=True)
    source = serializer.validated_data["source"]
    default = GitHubQuery(data={})
    default.is_valid(raise_exception=True)
    query = serializer.validated_data.get(source) or dict(default.validated_data)
    if (query.get("severity") or query.get("cwes")) and not may_see_classifications(request.user):
        raise NotAllowed(HIDDEN)  # the counts of the import would tell which advisories have them
    return source, {name: str(value) for name, value in query.items()}


class ResumeImport(CorpusView):
    @extend_schema(operation_id="resume_import", request=None, responses=ImportDetail)
    def post(self, request: Request, number: int) -> Response:
        """Resume a live import that failed or was cancelled."""
        self.require_import(request.user)
        run = get_object_or_404(ImportRun, corpus=self.corpus, pk=number)
        run = imports.resume(run, request.user)
        return Response(import_detail(run))
