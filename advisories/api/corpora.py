"""Corpora: the shared ones, and the view below which everything about one corpus stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.corpus.corpora import change_shared_corpus, make_shared_corpus
from advisories.models import Corpus
from advisories.platform.errors import NotAllowed


class CorpusView(APIView):
    """A view of one corpus: of a shared one, or of a study's own, which only its members see.

    It stands below `corpora/<corpus>/` and `studies/<study>/corpus/`, and is the only resolver of the two. The methods
    get no parameter for it. `manages` tells whether the user may import into the corpus.
    """

    corpus: Corpus
    manages: bool

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        shared, study = self.kwargs.pop("corpus", None), self.kwargs.pop("study", None)
        if study is not None:
            own = import_string(settings.ADVISORIES_OWN_CORPUS)(request.user, study)
            if own is None:
                raise Http404
            self.corpus, self.manages = own
        else:
            self.corpus = get_object_or_404(Corpus, shared=True, slug=shared)

    def maintains(self, user: Any) -> bool:
        """Return whether the user may import into the corpus, undo imports, and read its import log."""
        if self.corpus.shared:
            return self.corpus.maintainers.filter(pk=user.pk).exists()
        return self.manages

    def require_import(self, user: Any) -> None:
        """Raise NotAllowed unless the user may import into the corpus."""
        if not self.maintains(user):
            raise NotAllowed(f"Only {self.importers} may import into this corpus. Ask one of them.")

    def require_inspection(self, user: Any) -> None:
        """Raise NotAllowed unless the user may inspect projects for the corpus."""
        if not self.maintains(user):
            raise NotAllowed(f"Only {self.importers} may inspect projects for this corpus. Ask one of them.")

    def require_log(self, user: Any) -> None:
        """Raise Http404 unless the user may read the log of imports, which names files and people."""
        if not self.maintains(user):
            raise Http404

    @property
    def importers(self) -> str:
        return "the maintainers of a shared corpus" if self.corpus.shared else "leads of the study"


class CorpusSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    maintained = serializers.BooleanField(help_text="Whether you may import into it.")
    maintainers = serializers.ListField(
        child=serializers.CharField(), help_text="User names; empty unless you maintain it or are an administrator."
    )


class CorpusWrite(serializers.Serializer[Any]):
    slug = serializers.SlugField(max_length=80)
    name = serializers.CharField(max_length=120)
    maintainers = serializers.ListField(
        child=serializers.CharField(max_length=150), max_length=100, help_text="User names."
    )


class CorpusChange(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120, required=False)
    maintainers = serializers.ListField(child=serializers.CharField(max_length=150), max_length=100, required=False)


def corpus_json(corpus: Corpus, user: Any) -> dict[str, Any]:
    people = list(corpus.maintainers.all())
    maintained = any(person.pk == user.pk for person in people)
    return {
        "slug": corpus.slug,
        "name": corpus.name,
        "maintained": maintained,
        "maintainers": sorted(person.get_username() for person in people) if maintained or user.is_staff else [],
    }


def require_administrator(user: Any) -> None:
    """Raise NotAllowed unless the user is an administrator."""
    if not user.is_staff:
        raise NotAllowed("Only administrators make shared corpora and choose their maintainers. Ask one of them.")


def people_named(names: list[str]) -> list[Any]:
    """Return the active accounts with these names; raise ValidationError if one does not exist."""
    people = {person.get_username(): person for person in get_user_model().objects.filter(username__in=names)}
    if missing := [name for name in names if name not in people or not people[name].is_active]:
        raise serializers.ValidationError({"maintainers": [f"There is no active account “{missing[0]}”."]})
    return list(people.values())


class Corpora(APIView):
    @extend_schema(operation_id="corpora", responses=CorpusSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the shared corpora by name. The corpus of a study stands below the study."""
        shared = Corpus.objects.filter(shared=True).order_by("name").prefetch_related("maintainers")
        return Response([corpus_json(corpus, request.user) for corpus in shared])

    @extend_schema(operation_id="make_corpus", request=CorpusWrite, responses={201: CorpusSerializer})
    def post(self, request: Request) -> Response:
        """Make a shared corpus, as an administrator."""
        require_administrator(request.user)
        body = CorpusWrite(data=request.data)
        body.is_valid(raise_exception=True)
        values = body.validated_data
        people = people_named(values["maintainers"])
        corpus = make_shared_corpus(slug=values["slug"], name=values["name"], maintainers=people)
        return Response(corpus_json(corpus, request.user), status=201)


class OneCorpus(APIView):
    @extend_schema(operation_id="corpus", responses=CorpusSerializer)
    def get(self, request: Request, corpus: str) -> Response:
        """Return a shared corpus."""
        return Response(corpus_json(get_object_or_404(Corpus, shared=True, slug=corpus), request.user))

    @extend_schema(operation_id="change_corpus", request=CorpusChange, responses=CorpusSerializer)
    def patch(self, request: Request, corpus: str) -> Response:
        """Change the name or the maintainers of a shared corpus, as an administrator."""
        require_administrator(request.user)
        shared = get_object_or_404(Corpus, shared=True, slug=corpus)
        body = CorpusChange(data=request.data)
        body.is_valid(raise_exception=True)
        values = body.validated_data
        people = people_named(values["maintainers"]) if "maintainers" in values else None
        change_shared_corpus(shared, name=values.get("name"), maintainers=people)
        return Response(corpus_json(shared, request.user))
