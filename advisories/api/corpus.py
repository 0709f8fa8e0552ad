"""The list of advisories and its facets. `access` decides who sees classifications."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.access import may_see_classifications
from advisories.api.advisories import AdvisorySerializer, ProjectSerializer, advisory_json, project_json
from advisories.api.corpora import CorpusView
from advisories.api.filters import HIDDEN, SEVERITY_NAMES, AdvisoryFilter, all_of, filter_masks
from advisories.api.pages import CursorPages
from advisories.corpus.index import CorpusIndex, Mask, Rows, current_index
from advisories.corpus.search import rows_named, search_remarks, text_excerpts
from advisories.models import Advisory, Project
from advisories.platform.errors import NotAllowed

CHOICES: Final = 50  # listed per facet, in addition to the chosen ones
EPSS_STEPS: Final = ("0.5", "0.1", "0.01")
ORDERS: Final = ("key", "title", "severity", "published")


class ProjectCount(ProjectSerializer):
    count = serializers.IntegerField()


class WordCount(serializers.Serializer[Any]):
    value = serializers.CharField()
    count = serializers.IntegerField()


class NumberCount(serializers.Serializer[Any]):
    value = serializers.IntegerField()
    count = serializers.IntegerField()


class Facets(serializers.Serializer[Any]):
    """The number of advisories per choice, as if the choice's own field were not set."""

    total = serializers.IntegerField()
    remarks = serializers.ListField(
        child=serializers.CharField(),
        help_text="What to know about the result of the search, such as how many texts are still being indexed.",
    )
    unindexed = serializers.IntegerField(help_text="Number of texts that a search does not find yet; 0 without one.")
    projects = ProjectCount(many=True, help_text=f"The {CHOICES} with the most advisories, and those chosen.")
    severities = WordCount(many=True, help_text="Empty while classifications are hidden from you.")
    years = NumberCount(many=True)
    ecosystems = WordCount(many=True)
    kev = WordCount(many=True, help_text="Empty while classifications are hidden from you, or if none is listed.")
    epss = WordCount(many=True, help_text="Advisories with at least this score. Empty like `kev`.")
    cwes = NumberCount(many=True, help_text="Empty while classifications are hidden from you.")


class ListQuery(AdvisoryFilter):
    order = serializers.ChoiceField(
        [sign + name for name in ORDERS for sign in ("", "-")],
        default="key",
        help_text="Severity from low. Advisories without a value come last in both directions; ties are in key order.",
    )


class FacetQuery(AdvisoryFilter):
    project_search = serializers.CharField(
        required=False, max_length=200, help_text="Words in the names of the projects to list."
    )


def validated_query(
    request: Request, serializer_class: type[serializers.Serializer[Any]] = AdvisoryFilter
) -> dict[str, Any]:
    """Return the validated query parameters; empty ones are ignored."""
    parameters = {name: value for name, value in request.query_params.items() if value}
    serializer = serializer_class(data=parameters)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


@dataclass(frozen=True, slots=True)
class Ordered:
    """The rows that satisfy a filter, in an order."""

    corpus: CorpusIndex
    order: Rows
    rows: Rows

    def position(self, pk: int, side: str) -> int:
        """Return the position of advisory `pk` among the rows, also if it is not one of them.

        `side` is "left" for the position before it and "right" for the one after it.
        """
        row = np.flatnonzero(self.corpus.pk == pk)
        if not len(row):
            raise NotFound("The corpus has changed, and this page no longer exists. Start from the first page.")
        rank_of = np.empty_like(self.order)
        rank_of[self.order] = np.arange(len(self.order))
        return int(np.searchsorted(rank_of[self.rows], rank_of[row[0]], side=side))  # type: ignore[call-overload]


class Pages(CursorPages):
    """Pages that begin after, or end before, an advisory, so that imports do not shift them."""

    page_size = 50

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[int]:  # type: ignore[override]
        """Return the primary keys on the requested page; `queryset` is an `Ordered`."""
        self.base_url = request.build_absolute_uri()
        self.ordered: Ordered = queryset
        size = self.get_page_size(request) or self.page_size
        cursor = self.decode_cursor(request)
        self.start = 0
        if cursor and (position := str(cursor.position or "")):
            if not (position.isascii() and position.isdigit() and len(position) < 19):
                raise NotFound(self.invalid_cursor_message)
            rank = self.ordered.position(int(position), "left" if cursor.reverse else "right")
            self.start = max(0, rank - size) if cursor.reverse else rank
        self.end = self.start + size
        self.page_keys = self.ordered.corpus.pk[self.ordered.rows[self.start : self.end]].tolist()
        return self.page_keys  # type: ignore[no-any-return]

    def get_next_link(self) -> str | None:
        if self.end >= len(self.ordered.rows):
            return None
        return self.encode_cursor(Cursor(0, False, self.page_keys[-1]))

    def get_previous_link(self) -> str | None:
        if not self.start or not self.page_keys:
            return None
        return self.encode_cursor(Cursor(0, True, self.page_keys[0]))


class Advisories(CorpusView, GenericAPIView[Any]):
    pagination_class = Pages

    @extend_schema(operation_id="advisories", parameters=[ListQuery], responses=AdvisorySerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the advisories that satisfy a filter."""
        values = validated_query(request, ListQuery)
        order, visible = values.pop("order"), may_see_classifications(request.user)
        if order.endswith("severity") and not visible:
            raise NotAllowed(HIDDEN)
        corpus = current_index(self.corpus)
        chosen = all_of(corpus, filter_masks(corpus, values, user=request.user))
        rows = corpus.order(order)
        if text := values.get("search"):
            rows = first(rows_named(corpus, text), rows)
        page: Any = self.paginate_queryset(Ordered(corpus, rows, rows[chosen[rows]]))  # type: ignore[arg-type]
        by_pk = Advisory.objects.select_related("project").prefetch_related("aliases").in_bulk(page)
        excerpts = text_excerpts(page, values.get("search") or "")
        return self.get_paginated_response(
            [advisory_json(by_pk[pk], classifications=visible, excerpt=excerpts.get(pk, ())) for pk in page]
        )


def first(named: Rows, order: Rows) -> Rows:
    """Return an order of rows with the named ones first."""
    return np.concatenate([named, order[~np.isin(order, named)]]) if len(named) else order


class AdvisoryFacets(CorpusView):
    @extend_schema(operation_id="advisory_facets", parameters=[FacetQuery], responses=Facets)
    def get(self, request: Request) -> Response:
        """Count the advisories that satisfy a filter, per choice of each field."""
        values, corpus = validated_query(request, FacetQuery), current_index(self.corpus)
        search_words = values.pop("project_search", "").split()
        masks = filter_masks(corpus, values, user=request.user)
        chosen: Callable[[str], Mask] = partial(all_of, corpus, masks)
        ecosystems = facet_counts(corpus.ecosystem[chosen("ecosystem")])
        by_project = facet_counts(corpus.project[chosen("project")])
        remarks, unindexed = search_remarks(corpus, values.get("search") or "")
        facets = {
            "total": int(chosen("").sum()),
            "remarks": remarks,
            "unindexed": unindexed,
            "projects": projects(corpus.corpus, by_project, values.get("project") or [], search_words),
            "severities": [],
            "years": facet_choices(facet_counts(corpus.year[chosen("year")]), values.get("year") or [])[::-1],
            "ecosystems": [
                {"value": name, "count": count}
                for count, name in sorted(
                    ((count, corpus.ecosystems[number]) for number, count in most_frequent(ecosystems, CHOICES + 1)),
                    key=lambda entry: (-entry[0], entry[1]),
                )
                if name
            ],
            "cwes": [],
            "kev": [],
            "epss": [],
        }
        if may_see_classifications(request.user):
            severities = facet_counts(corpus.severity[chosen("severity")])
            cwes = facet_counts(corpus.cwe[chosen("cwe")[corpus.cwe_row]])
            facets["severities"] = [
                {"value": SEVERITY_NAMES[number], "count": int(count)}
                for number, count in enumerate(severities)
                if count
            ]
            facets |= exploit_facets(corpus, chosen)
            facets["cwes"] = sorted(facet_choices(cwes, values.get("cwe") or []), key=lambda entry: -entry["count"])
        return Response(facets)


def exploit_facets(corpus: CorpusIndex, chosen: Callable[[str], Mask]) -> dict[str, list[dict[str, Any]]]:
    """Return the numbers of advisories that are listed by KEV, and of those with at least some EPSS scores."""
    listed, scores = corpus.kev[chosen("kev")], corpus.epss[chosen("epss")]
    return {
        "kev": [
            {"value": "yes", "count": int(listed.sum())},
            {"value": "no", "count": int((~listed).sum())},
        ]
        if corpus.kev.any()
        else [],
        "epss": [{"value": least, "count": int((scores >= float(least)).sum())} for least in EPSS_STEPS]
        if (corpus.epss >= 0).any()
        else [],
    }


def facet_counts(values: Any) -> Rows:
    """Return how often each whole number from 0 occurs."""
    return np.bincount(values) if len(values) else np.zeros(0, dtype=np.int64)


def most_frequent(counts: Rows, size: int) -> list[tuple[int, int]]:
    """Return the `size` most frequent numbers with their counts; ties in ascending order."""
    order = np.argsort(-counts, kind="stable")[:size]
    return [(int(value), int(counts[value])) for value in order if counts[value]]


def facet_choices(counts: Rows, chosen: Iterable[int]) -> list[dict[str, int]]:
    """Return the most frequent numbers except 0, and those chosen that occur, in ascending order."""
    listed = {value: count for value, count in most_frequent(counts, CHOICES + 1) if value}
    listed |= {value: int(counts[value]) for value in chosen if value < len(counts) and counts[value]}
    return [{"value": value, "count": listed[value]} for value in sorted(listed)]


def projects(corpus: int, counts: Rows, slugs: list[str], search_words: list[str]) -> list[dict[str, Any]]:
    """Return the chosen projects of a corpus, and the largest ones whose names contain all `search_words`."""
    chosen = Q(slug__in=slugs)
    if search_words:
        named = Project.objects.filter(corpus=corpus)
        for word in search_words:
            named = named.filter(label__icontains=word)
        most_first = [pk for pk in named.values_list("pk", flat=True) if pk < len(counts) and counts[pk]]
        most_first.sort(key=lambda pk: -counts[pk])
    else:
        most_first = [pk for pk, _ in most_frequent(counts, CHOICES + 1) if pk]
    rows = Project.objects.filter(chosen | Q(pk__in=most_first[:CHOICES]), corpus=corpus)
    listed = [
        project_json(project) | {"count": int(counts[project.pk])}
        for project in rows
        if project.pk < len(counts) and counts[project.pk]
    ]
    return sorted(listed, key=lambda entry: (-entry["count"], entry["name"]))
