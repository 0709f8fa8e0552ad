"""The source records of an advisory, compared, and the download of one record."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from advisories.api.access import may_see_classifications
from advisories.api.corpora import CorpusView
from advisories.corpus import merging as facts
from advisories.corpus import source_comparison as comparison
from advisories.corpus.naming import identifiers_named
from advisories.corpus.source_comparison import CLASSIFYING, SourceAccount
from advisories.models import Advisory, Alias, Corpus, PastIdentifier
from advisories.platform.errors import NotAllowed
from advisories.records import Affected
from advisories.records.severity import choose

LISTED: Final = 100  # version ranges listed per record
CHARACTERS_SHOWN: Final = 1_000  # characters of one value
HIDDEN: Final = (
    "Source records contain the severity, which is hidden from you while you code in a round in progress. "
    "Download them after it is closed."
)


class AffectedSerializer(serializers.Serializer[Any]):
    ecosystem = serializers.CharField()
    package = serializers.CharField()
    versions = serializers.CharField(help_text='The range in words, like ">= 2.0.0, < 2.4.1".')
    fixed = serializers.CharField(help_text='The first fixed version; "" if none is named.')


class VectorSerializer(serializers.Serializer[Any]):
    vector = serializers.CharField()
    score = serializers.FloatField(allow_null=True, help_text="The base score; null if the vector is broken.")
    band = serializers.CharField(help_text='The severity band of the score; "" if there is none.')


class SourceSerializer(serializers.Serializer[Any]):
    """A current record. If it cannot be parsed, its facts are null or empty, and `problem` states why."""

    id = serializers.IntegerField()
    format = serializers.CharField()
    identifier = serializers.CharField()
    origin = serializers.CharField()
    modified_at = serializers.DateTimeField(allow_null=True)
    imported_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    severity = serializers.CharField(
        allow_null=True, help_text='"" if the record states none; null while hidden from you.'
    )
    vectors = VectorSerializer(many=True)
    cwes = serializers.ListField(child=serializers.CharField())
    affected = AffectedSerializer(many=True)
    affected_left_out = serializers.IntegerField(help_text="Number of ranges that are not listed.")
    references = serializers.IntegerField(help_text="Number of references.")
    aliases = serializers.ListField(
        child=serializers.CharField(), help_text="Further identifiers by which the record joins others."
    )
    related = serializers.ListField(
        child=serializers.CharField(), help_text="Identifiers that the record names and that join nothing."
    )
    problem = serializers.CharField()


class ClaimSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    records = serializers.ListField(child=serializers.CharField())
    shown = serializers.BooleanField(help_text="Whether the advisory shows this value.")


class ConflictSerializer(serializers.Serializer[Any]):
    fact = serializers.ChoiceField(comparison.COMPARED)
    about = serializers.CharField(help_text="For a fixed version, its package.")
    claims = ClaimSerializer(many=True)
    why = serializers.CharField(help_text="Which value is shown, and why.")


class ComparedSerializer(serializers.Serializer[Any]):
    """The current records of an advisory in order of precedence, and the facts on which they disagree."""

    affected = AffectedSerializer(many=True)
    affected_left_out = serializers.IntegerField()
    sources = SourceSerializer(many=True)
    conflicts = ConflictSerializer(many=True, help_text="Without classifications while they are hidden from you.")
    order = serializers.CharField(help_text="The order of precedence in a sentence.")


def compared_json(advisory: Advisory, *, classifications: bool) -> dict[str, Any]:
    ordered = comparison.sort_by_precedence(comparison.read_accounts(advisory.records.filter(current=True)))
    ranges = comparison.affected(ordered)
    return {
        "affected": [affected_json(each) for each in ranges[:LISTED]],
        "affected_left_out": max(0, len(ranges) - LISTED),
        "sources": [source_json(account, classifications=classifications) for account in ordered],
        "conflicts": [
            {
                "fact": conflict.fact,
                "about": conflict.about,
                "claims": [
                    {
                        "value": claim.value[:CHARACTERS_SHOWN],
                        "records": claim.identifiers[:LISTED],
                        "shown": claim.shown,
                    }
                    for claim in conflict.claims
                ],
                "why": conflict.why,
            }
            for conflict in comparison.conflicts(ordered)
            if classifications or conflict.fact not in CLASSIFYING
        ],
        "order": facts.ORDER,
    }


def source_json(account: SourceAccount, *, classifications: bool) -> dict[str, Any]:
    row, record = account.row, account.record
    classified = record if classifications else None
    return {
        "id": row.pk,
        "format": row.format,
        "identifier": row.identifier,
        "origin": row.origin,
        "modified_at": row.modified_at,
        "imported_at": row.imported_at,
        "published_at": record.published_at if record else None,
        "withdrawn_at": record.withdrawn_at if record else None,
        "severity": choose(classified.severity, classified.cvss).word if classified else None,
        "vectors": [
            {"vector": entry.vector, "score": None if entry.score is None else float(entry.score), "band": entry.band}
            for entry in (classified.cvss if classified else ())
        ],
        "cwes": classified.cwes if classified else [],
        "affected": [affected_json(each) for each in account.affected[:LISTED]],
        "affected_left_out": max(0, len(account.affected) - LISTED),
        "references": len(record.references) if record else 0,
        "aliases": list(record.aliases) if record else [],
        "related": list(record.related) if record else [],
        "problem": visible_problem(account, classifications=classifications),
    }


def visible_problem(account: SourceAccount, *, classifications: bool) -> str:
    """Return why a record cannot be parsed; "" if it can."""
    # The reason may quote the record, so it is hidden together with the classifications.
    if classifications or not account.problem:
        return account.problem
    return "This record can no longer be read."


def affected_json(each: Affected) -> dict[str, str]:
    return {
        "ecosystem": each.ecosystem,
        "package": each.package,
        "versions": each.versions,
        "fixed": each.fixed,
    }


def advisory_id(corpus: Corpus, key: str) -> int:
    """Return the primary key of the corpus's advisory with this name; raise Http404 if there is none, or several."""
    alias = Alias.objects.filter(corpus=corpus, value=key).first()
    if alias is None:
        identifiers = identifiers_named([key], corpus).get(key, [])
        if len(identifiers) > 1:
            raise NotFound(f"“{key[:60]}” names {', '.join(identifiers[:5])}. Choose one of them.")
        if not identifiers and (past := PastIdentifier.objects.filter(corpus=corpus, value=key).first()):
            return past.advisory_id
        alias = get_object_or_404(Alias, corpus=corpus, value__in=identifiers)
    return alias.advisory_id


class OneRecord(CorpusView):
    @extend_schema(operation_id="record", responses={(200, "text/plain"): OpenApiTypes.STR})
    def get(self, request: Request, key: str, number: int) -> HttpResponse:
        """Download a source record, unchanged."""
        if not may_see_classifications(request.user):
            raise NotAllowed(HIDDEN)
        record = get_object_or_404(Advisory(pk=advisory_id(self.corpus, key)).records, pk=number)
        return HttpResponse(
            record.content,
            content_type="text/plain; charset=utf-8",
            headers={
                "Content-Disposition": content_disposition_header(True, f"{record.identifier}-{record.pk}.txt") or "",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )
