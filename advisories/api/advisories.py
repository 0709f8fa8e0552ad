"""One advisory. Classifications are hidden as `access` decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.access import may_see_classifications
from advisories.api.corpora import CorpusView
from advisories.api.source_records import ComparedSerializer, advisory_id, compared_json
from advisories.corpus.cve_facts import ExploitFacts, exploit_facts
from advisories.models import Advisory, Alias, Corpus, Document, Project, SourceRecord
from advisories.records.components import joined_in_words
from advisories.text.excerpt import ExcerptPart


class ProjectSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField(help_text="With its ecosystem or owner if several projects of the corpus have it.")


class ExcerptPartSerializer(serializers.Serializer[Any]):
    """A part of one line of the text around the words searched for."""

    text = serializers.CharField()
    match = serializers.BooleanField()


class AdvisorySerializer(serializers.Serializer[Any]):
    key = serializers.CharField(
        help_text="The lowest GHSA identifier, else the lowest CVE identifier, else another one."
    )
    title = serializers.CharField()
    project = ProjectSerializer(allow_null=True)
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
    excerpt = ExcerptPartSerializer(
        many=True, help_text="In a list, one line of the text around the words searched for; else empty."
    )
    joined = serializers.CharField(help_text='"2 CVEs, 2 GHSAs" if there are two or more of either, else "".')


class DocumentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    sha256 = serializers.CharField(help_text="Hash of the HTML.")
    current = serializers.BooleanField()


class RecordSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    format = serializers.CharField()
    identifier = serializers.CharField()
    origin = serializers.CharField()
    modified_at = serializers.DateTimeField(allow_null=True)
    imported_at = serializers.DateTimeField()
    current = serializers.BooleanField()


class KevSerializer(serializers.Serializer[Any]):
    added = serializers.CharField(help_text="ISO date.")
    due = serializers.CharField(help_text="ISO date; empty if not stated.")
    ransomware = serializers.BooleanField(help_text="Whether ransomware is known to use it.")


class EpssSerializer(serializers.Serializer[Any]):
    """A score of the Exploit Prediction Scoring System by FIRST."""

    score = serializers.FloatField()
    percentile = serializers.FloatField()
    date = serializers.CharField(help_text="ISO date of the scores; empty if not stated.")
    model = serializers.CharField(help_text="Version of the model; empty if not stated.")


class AdvisoryDetail(ComparedSerializer, AdvisorySerializer):
    kev = KevSerializer(allow_null=True, help_text="Entry of CISA's catalogue of known exploited vulnerabilities.")
    epss = EpssSerializer(allow_null=True)
    references = serializers.ListField(child=serializers.CharField())
    html = serializers.CharField(help_text="Sanitised by the server; its textContent equals `text`.")
    text = serializers.CharField()
    documents = DocumentSerializer(many=True)
    records = RecordSerializer(many=True)


def advisory_json(advisory: Advisory, *, classifications: bool, excerpt: Iterable[ExcerptPart] = ()) -> dict[str, Any]:
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
        "excerpt": [{"text": part.text, "match": part.match} for part in excerpt],
        "joined": joined_in_words(alias.value for alias in advisory.aliases.all()) if advisory.joined else "",
    }


def project_json(project: Project) -> dict[str, Any]:
    return {"slug": project.slug, "name": project.label}


class OneAdvisory(CorpusView):
    @extend_schema(operation_id="advisory", responses=AdvisoryDetail)
    def get(self, request: Request, key: str) -> Response:
        """Return an advisory with its current text and its records; `key` may be an alias."""
        advisory = find_advisory(self.corpus, key)
        documents = list(advisory.documents.defer("html", "text"))
        newest = documents[-1].pk if documents else 0
        current = Document.objects.filter(pk=newest).first()
        visible = may_see_classifications(request.user)
        exploit = exploit_facts([advisory.pk]).get(advisory.pk, ExploitFacts()) if visible else ExploitFacts()
        values = advisory_json(advisory, classifications=visible) | compared_json(advisory, classifications=visible)
        return Response(
            values
            | {
                "kev": exploit.kev,
                "epss": exploit.epss,
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


def find_advisory(corpus: Corpus, name: str) -> Advisory:
    """Return the corpus's advisory with this key, alias or local name; raise Http404 if there is none, or several."""
    with_project: QuerySet[Advisory] = Advisory.objects.select_related("project")
    advisory = with_project.filter(aliases__in=Alias.objects.filter(corpus=corpus, value=name)).first()
    return advisory or with_project.get(pk=advisory_id(corpus, name))
