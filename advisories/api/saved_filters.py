"""Saved filters of the corpus. Users see and change only their own."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.corpora import CorpusView
from advisories.api.filters import AdvisoryFilter
from advisories.corpus.saved_filters import change_filter, remove_filter, save_filter
from advisories.models import SavedFilter


class FilterParameters(serializers.DictField):
    """The parameters of a filter as in a URL: {"severity": "critical,high"}. Empty ones are dropped."""

    child = serializers.CharField(allow_blank=True, allow_null=True, max_length=1000)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        parameters = super().run_validation(data)
        filled = {name: value.strip() for name, value in parameters.items() if value and value.strip()}
        known = AdvisoryFilter().fields.keys()
        if unknown := sorted(filled.keys() - known):
            raise serializers.ValidationError(f"Unknown filter field “{unknown[0]}”. Choose {', '.join(known)}.")
        serializer = AdvisoryFilter(data=filled)
        if not serializer.is_valid():
            raise serializers.ValidationError(serializer.errors)
        return filled


class SavedFilterWrite(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    query = FilterParameters()


class SavedFilterSerializer(SavedFilterWrite):
    id = serializers.IntegerField()
    created_at = serializers.DateTimeField()


def filter_json(saved: SavedFilter) -> dict[str, Any]:
    return {"id": saved.pk, "name": saved.name, "query": saved.query, "created_at": saved.created_at}


class SavedFilters(CorpusView):
    @extend_schema(operation_id="saved_filters", responses=SavedFilterSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List one's own saved filters, by name."""
        own = SavedFilter.objects.filter(corpus=self.corpus, owner_id=request.user.pk)
        return Response([filter_json(saved) for saved in own])

    @extend_schema(operation_id="save_filter", request=SavedFilterWrite, responses={201: SavedFilterSerializer})
    def post(self, request: Request) -> Response:
        """Save a filter under a name."""
        serializer = SavedFilterWrite(data=request.data)
        serializer.is_valid(raise_exception=True)
        saved = save_filter(owner=request.user, corpus=self.corpus, **serializer.validated_data)
        return Response(filter_json(saved), status=201)


class OneSavedFilter(CorpusView):
    @extend_schema(operation_id="change_filter", request=SavedFilterWrite, responses=SavedFilterSerializer)
    def patch(self, request: Request, number: int) -> Response:
        """Change the name or the parameters of a saved filter."""
        saved = get_object_or_404(SavedFilter, corpus=self.corpus, owner_id=request.user.pk, pk=number)
        serializer = SavedFilterWrite(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return Response(filter_json(change_filter(saved, **serializer.validated_data)))

    @extend_schema(operation_id="remove_filter", request=None, responses={204: None})
    def delete(self, request: Request, number: int) -> Response:
        """Delete a saved filter."""
        remove_filter(get_object_or_404(SavedFilter, corpus=self.corpus, owner_id=request.user.pk, pk=number))
        return Response(status=204)
