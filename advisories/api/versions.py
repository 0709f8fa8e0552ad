"""Versions of an advisory: its texts with their differences, and the revisions of its records."""

from __future__ import annotations

from typing import Any, Final

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.access import may_see_classifications
from advisories.api.corpora import CorpusView
from advisories.api.source_records import advisory_id, visible_problem
from advisories.corpus import source_comparison as comparison
from advisories.corpus.source_comparison import CLASSIFYING
from advisories.models import Corpus, Document, SourceRecord
from advisories.text.difference import KINDS, difference

NEWEST: Final = 200  # texts or revisions listed per advisory
CHARACTERS_SHOWN: Final = 500  # characters of a fact before and after


class TextSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    created_at = serializers.DateTimeField()
    sha256 = serializers.CharField(help_text="Hash of the HTML.")
    current = serializers.BooleanField()


class OneTextSerializer(TextSerializer):
    html = serializers.CharField(help_text="Sanitised by the server; its textContent equals `text`.")
    text = serializers.CharField()


class PartSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(KINDS)
    text = serializers.CharField()


class DifferenceSerializer(serializers.Serializer[Any]):
    """Same and removed parts form the earlier text, same and added parts the later one."""

    before = TextSerializer(allow_null=True, help_text="Null for the first text.")
    after = TextSerializer()
    parts = PartSerializer(many=True)


class Earlier(serializers.Serializer[Any]):
    before = serializers.IntegerField(
        required=False, min_value=1, help_text="Number of the text to compare with; by default the previous one."
    )


class ChangeSerializer(serializers.Serializer[Any]):
    fact = serializers.ChoiceField(comparison.CHANGED)
    before = serializers.CharField()
    after = serializers.CharField()


class RevisionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    format = serializers.CharField()
    identifier = serializers.CharField()
    origin = serializers.CharField()
    modified_at = serializers.DateTimeField(allow_null=True)
    imported_at = serializers.DateTimeField()
    current = serializers.BooleanField()
    changes = ChangeSerializer(
        many=True,
        allow_null=True,
        help_text="Changes since the previous revision; null for the first one and if they are unknown.",
    )
    problem = serializers.CharField()


def text_json(document: Document, newest: int) -> dict[str, Any]:
    return {
        "id": document.pk,
        "title": document.title,
        "created_at": document.created_at,
        "sha256": document.sha256,
        "current": document.pk == newest,
    }


class Documents(CorpusView):
    @extend_schema(operation_id="advisory_documents", responses=TextSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        """List the texts of an advisory, newest first."""
        documents = list(documents_of(self.corpus, key).defer("html", "text").order_by("-pk")[:NEWEST])
        return Response([text_json(document, documents[0].pk) for document in documents])


class OneDocument(CorpusView):
    @extend_schema(operation_id="advisory_document", responses=OneTextSerializer)
    def get(self, request: Request, key: str, number: int) -> Response:
        """Return one text of an advisory."""
        document = get_object_or_404(documents_of(self.corpus, key), pk=number)
        return Response(
            text_json(document, newest_of(self.corpus, key)) | {"html": document.html, "text": document.text},
        )


class Difference(CorpusView):
    @extend_schema(operation_id="advisory_difference", parameters=[Earlier], responses=DifferenceSerializer)
    def get(self, request: Request, key: str, number: int) -> Response:
        """Compare a text with an earlier one, word by word."""
        parameters = Earlier(data={name: value for name, value in request.query_params.items() if value})
        parameters.is_valid(raise_exception=True)
        after = get_object_or_404(documents_of(self.corpus, key), pk=number)
        earlier = documents_of(self.corpus, key).exclude(pk=number)
        if query := parameters.validated_data.get("before"):
            before: Document | None = get_object_or_404(earlier, pk=query)
        else:
            before = earlier.filter(pk__lt=number).last()
        newest = newest_of(self.corpus, key)
        parts = difference(before.text, after.text) if before else []
        return Response(
            {
                "before": text_json(before, newest) if before else None,
                "after": text_json(after, newest),
                "parts": [{"kind": part.kind, "text": part.text} for part in parts],
            }
        )


class Records(CorpusView):
    @extend_schema(operation_id="records", responses=RevisionSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        """List the revisions of an advisory's records, newest first, with the facts that they changed."""
        visible = may_see_classifications(request.user)
        rows = SourceRecord.objects.filter(advisory=advisory_id(self.corpus, key)).order_by("-pk")[:NEWEST]
        return Response(
            [
                {
                    "id": account.row.pk,
                    "format": account.row.format,
                    "identifier": account.row.identifier,
                    "origin": account.row.origin,
                    "modified_at": account.row.modified_at,
                    "imported_at": account.row.imported_at,
                    "current": account.row.current,
                    "changes": None
                    if changes is None
                    else [
                        {"fact": change.fact, "before": shorten(change.before), "after": shorten(change.after)}
                        for change in changes
                        if visible or change.fact not in CLASSIFYING
                    ],
                    "problem": visible_problem(account, classifications=visible),
                }
                for account, changes in comparison.revisions(comparison.read_accounts(rows))
            ]
        )


def documents_of(corpus: Corpus, key: str) -> Any:
    return Document.objects.filter(advisory=advisory_id(corpus, key))


def newest_of(corpus: Corpus, key: str) -> int:
    return int(documents_of(corpus, key).values_list("pk", flat=True).last() or 0)


def shorten(value: str) -> str:
    return value if len(value) <= CHARACTERS_SHOWN else value[: CHARACTERS_SHOWN - 1] + "…"
