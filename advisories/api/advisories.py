"""The corpus: its list, facets, single advisories and projects. Classifications pass one guard (`access`)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.api.access import shows_classifications
from advisories.api.filters import UNKNOWN, AdvisoryFilter, filtered
from advisories.api.sources import ComparedShape, compared_json
from advisories.models import Advisory, Alias, Document, Project, SourceRecord


class ProjectShape(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class ProjectCount(ProjectShape):
    count = serializers.IntegerField()


class WordCount(serializers.Serializer[Any]):
    value = serializers.CharField()
    count = serializers.IntegerField()


class YearCount(serializers.Serializer[Any]):
    value = serializers.IntegerField()
    count = serializers.IntegerField()


class Facets(serializers.Serializer[Any]):
    """How many advisories each choice would give; a choice is counted as if its own field were not set."""

    total = serializers.IntegerField()
    projects = ProjectCount(many=True)
    severities = WordCount(many=True, help_text="Empty while classifications are hidden from you.")
    years = YearCount(many=True)
    ecosystems = WordCount(many=True)


class AdvisoryShape(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="The lowest GHSA identifier, else CVE, else other.")
    title = serializers.CharField()
    project = ProjectShape(allow_null=True)
    severity = serializers.CharField(allow_null=True, help_text='"" is unknown; null while hidden from you.')
    severity_source = serializers.CharField(
        allow_null=True, help_text='"published" by a source or "computed" from the CVSS base score.'
    )
    cvss_score = serializers.FloatField(allow_null=True)
    cwes = serializers.ListField(child=serializers.CharField())
    ecosystem = serializers.CharField()
    package = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    aliases = serializers.ListField(child=serializers.CharField(), help_text="The other identifiers.")


class DocumentShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    sha256 = serializers.CharField(help_text="Of the HTML.")
    current = serializers.BooleanField()


class RecordShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    format = serializers.CharField()
    identifier = serializers.CharField()
    origin = serializers.CharField()
    modified_at = serializers.DateTimeField(allow_null=True)
    imported_at = serializers.DateTimeField()
    current = serializers.BooleanField()


class AdvisoryDetail(ComparedShape, AdvisoryShape):
    references = serializers.ListField(child=serializers.CharField())
    html = serializers.CharField(help_text="Sanitised by the server; its textContent equals `text`.")
    text = serializers.CharField()
    documents = DocumentShape(many=True)
    records = RecordShape(many=True)


class Pages(CursorPagination):
    page_size = 50
    page_size_query_param = "size"
    max_page_size = 200
    ordering = "key"


def advisory_json(advisory: Advisory, *, classifications: bool) -> dict[str, Any]:
    score = advisory.cvss_score
    return {
        "key": advisory.key,
        "title": advisory.title,
        "project": project_json(advisory.project) if advisory.project else None,
        "severity": advisory.severity if classifications else None,
        "severity_source": advisory.severity_source if classifications else None,
        "cvss_score": float(score) if classifications and score is not None else None,
        "cwes": advisory.cwes if classifications else [],
        "ecosystem": advisory.ecosystem,
        "package": advisory.package,
        "published_at": advisory.published_at,
        "withdrawn_at": advisory.withdrawn_at,
        "aliases": [alias.value for alias in advisory.aliases.all() if alias.value != advisory.key],
    }


def project_json(project: Project) -> dict[str, Any]:
    return {"slug": project.slug, "name": project.name}


def query(request: Request) -> dict[str, Any]:
    """The validated filter of an address; an empty parameter is none."""
    given = {name: value for name, value in request.query_params.items() if value}
    serializer = AdvisoryFilter(data=given)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


class Advisories(GenericAPIView[Any]):
    pagination_class = Pages

    @extend_schema(operation_id="advisories", parameters=[AdvisoryFilter], responses=AdvisoryShape(many=True))
    def get(self, request: Request) -> Response:
        found = filtered(query(request), user=request.user).select_related("project").prefetch_related("aliases")
        page = self.paginate_queryset(found) or []
        shown = shows_classifications(request.user)
        return self.get_paginated_response([advisory_json(a, classifications=shown) for a in page])


class AdvisoryFacets(APIView):
    @extend_schema(operation_id="advisory_facets", parameters=[AdvisoryFilter], responses=Facets)
    def get(self, request: Request) -> Response:
        values, user = query(request), request.user

        def counts(column: str, without: str) -> list[tuple[Any, int]]:
            rows = filtered(values, user=user, without=without).order_by()
            return sorted(rows.values_list(column).annotate(Count("pk")), key=lambda row: (-row[1], str(row[0] or "")))

        years = filtered(values, user=user, without="year").exclude(published_at=None).order_by()
        by_year = years.annotate(year=ExtractYear("published_at")).values_list("year").annotate(Count("pk"))
        names = {project.pk: project for project in Project.objects.all()}
        severities = counts("severity", "severity") if shows_classifications(user) else []
        order = {word: place for place, word in enumerate(Advisory.Severity.values)}
        return Response(
            {
                "total": filtered(values, user=user).count(),
                "projects": [
                    project_json(names[pk]) | {"count": count}
                    for pk, count in counts("project", "project")
                    if pk in names
                ],
                "severities": [
                    {"value": word or UNKNOWN, "count": count}
                    for word, count in sorted(severities, key=lambda row: order[row[0]])
                ],
                "years": [{"value": year, "count": count} for year, count in sorted(by_year, reverse=True)],
                "ecosystems": [
                    {"value": name, "count": count} for name, count in counts("ecosystem", "ecosystem") if name
                ],
            }
        )


class OneAdvisory(APIView):
    @extend_schema(operation_id="advisory", responses=AdvisoryDetail)
    def get(self, request: Request, key: str) -> Response:
        advisory = advisory_called(key)
        documents = list(advisory.documents.defer("html", "text"))
        newest = documents[-1].pk if documents else 0
        current = Document.objects.filter(pk=newest).first()
        shown = shows_classifications(request.user)
        shape = advisory_json(advisory, classifications=shown) | compared_json(advisory, classifications=shown)
        return Response(
            shape
            | {
                "references": advisory.references,
                "html": current.html if current else "",
                "text": current.text if current else "",
                "documents": [
                    {
                        "id": document.pk,
                        "created_at": document.created_at,
                        "sha256": document.sha256,
                        "current": document.pk == newest,
                    }
                    for document in reversed(documents)
                ],
                "records": [record_json(record) for record in advisory.records.defer("content")],
            }
        )


def record_json(record: SourceRecord) -> dict[str, Any]:
    return {
        "id": record.pk,
        "format": record.format,
        "identifier": record.identifier,
        "origin": record.origin,
        "modified_at": record.modified_at,
        "imported_at": record.imported_at,
        "current": record.current,
    }


def advisory_called(name: str) -> Advisory:
    """The advisory with this key or alias."""
    with_project: QuerySet[Advisory] = Advisory.objects.select_related("project")
    advisory = with_project.filter(aliases__in=Alias.objects.filter(value=name)).first()
    if advisory is None:
        raise Http404
    return advisory


class Projects(APIView):
    @extend_schema(operation_id="projects", responses=ProjectCount(many=True))
    def get(self, request: Request) -> Response:
        found = Project.objects.annotate(count=Count("advisories"))
        return Response([project_json(project) | {"count": project.count} for project in found])
