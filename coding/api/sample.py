"""Views of the sample: preview, draw, exclusion, similar units, and reading a unit."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import F, Max
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.filters import AdvisoryFilter, matching_advisories
from advisories.models import Corpus
from coding.access import membership
from coding.access.classifications import may_see_classifications, visible_words
from coding.api.base import ResponseSerializer, StudyView, unit_json, validated
from coding.api.since_sample import SampledUnitSerializer, unit_differences
from coding.dataset.unit_facts import unit_facts
from coding.errors import BadInput, NotAllowed, NotReady
from coding.loading.corpus_facts import corpus_of_document
from coding.models import Member, Study, Unit
from coding.statistics.design.sampling import ALLOCATIONS
from coding.steps.sample import STRATA, draw_sample, drawing, exclude_units, inspected_projects, within_screening

OWN: Final = "own"
CORPUS_HELP: Final = "“own” for the study's own corpus, or the slug of a shared one (default: own)."
MOST_COMPARED: int = 10_000  # units whose texts are compared within one request


class UnitBrief(ResponseSerializer):
    number = serializers.IntegerField()
    identifier = serializers.CharField()
    title = serializers.CharField()
    project = serializers.CharField(allow_null=True)


class SampleInput(serializers.Serializer[Any]):
    corpus = serializers.CharField(max_length=80, required=False, help_text=CORPUS_HELP)
    filter = AdvisoryFilter(required=False, help_text="Filter of the corpus (default: every advisory).")
    keys = serializers.ListField(
        child=serializers.CharField(max_length=200),
        required=False,
        help_text="Keys of the only advisories to draw, instead of a filter; slugs in a study of projects.",
    )
    from_study = serializers.SlugField(
        max_length=80,
        required=False,
        help_text="In a study of projects, a study of yours whose projects are drawn.",
    )
    size = serializers.IntegerField(min_value=1, allow_null=True, default=None)
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, allow_null=True, default=None)
    stratify = serializers.ChoiceField(["", *STRATA], default="")
    allocation = serializers.ChoiceField(ALLOCATIONS, default="proportional")


class Stratum(ResponseSerializer):
    name = serializers.CharField()
    population = serializers.IntegerField()
    sampled = serializers.IntegerField()


class PlanSerializer(ResponseSerializer):
    """Plan of the sample: method, seed, and numbers of advisories, per stratum if stratified."""

    method = serializers.ChoiceField(["", "all", "random", "stratified"])
    population = serializers.IntegerField(allow_null=True)
    sampled = serializers.IntegerField(allow_null=True)
    seed = serializers.IntegerField(allow_null=True)
    stratified_by = serializers.CharField()
    strata = Stratum(many=True, help_text="Empty while the severity is hidden from you.")


class NewerSnapshot(ResponseSerializer):
    """The newest snapshot of the project of a unit, which keeps the snapshot that was drawn."""

    unit = serializers.IntegerField(help_text="Number of the unit.")
    project = serializers.CharField()
    slug = serializers.CharField()
    snapshot = serializers.IntegerField(help_text="Number of the newest snapshot.")
    corpus = serializers.CharField(help_text="“own” for the study's own corpus, or the slug of a shared one.")


class SampleSerializer(ResponseSerializer):
    units = serializers.IntegerField()
    sampling_description = serializers.CharField()
    plan = PlanSerializer()
    newer_snapshots = NewerSnapshot(many=True, help_text="Of a study of projects: units with an older snapshot.")


class UnitExclusion(serializers.Serializer[Any]):
    units = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=1_000)
    reason = serializers.CharField(max_length=500)


class SimilarPair(ResponseSerializer):
    first = UnitBrief()
    second = UnitBrief()
    similarity = serializers.FloatField(help_text="Cosine similarity of the texts' words, 0 to 1.")


def plan_json(plan: dict[str, Any], *, classifications: bool) -> dict[str, Any]:
    hidden = plan.get("stratified_by") == "severity" and not classifications
    return {
        "method": plan.get("method", ""),
        "population": plan.get("population"),
        "sampled": plan.get("sampled"),
        "seed": plan.get("seed"),
        "stratified_by": plan.get("stratified_by", ""),
        "strata": [] if hidden else plan.get("strata", []),
    }


def sample_json(member: Member, *, classifications: bool) -> dict[str, Any]:
    study = member.study
    return {
        "units": study.units.count(),
        "sampling_description": visible_words(study.sampling_description, member),
        "plan": plan_json(study.sampling_plan, classifications=classifications),
        "newer_snapshots": newer_snapshots(study) if study.of_projects else [],
    }


def newer_snapshots(study: Study) -> list[dict[str, Any]]:
    """Return the newest snapshot of each project that was inspected again after its unit was drawn."""
    project = "document__snapshot__project"
    rows = (
        study.units.annotate(newest=Max(f"{project}__snapshots__number"))
        .filter(newest__gt=F("document__snapshot__number"))
        .order_by("number")
        .values_list("number", f"{project}__name", f"{project}__slug", "newest", f"{project}__corpus__slug")
    )
    names = ("unit", "project", "slug", "snapshot", "corpus")
    return [dict(zip(names, (*row, corpus or OWN), strict=True)) for *row, corpus in rows]


def brief_json(unit: Unit) -> dict[str, Any]:
    facts = unit_facts(unit.facts, unit.imported_metadata)
    return {
        "number": unit.number,
        "identifier": facts.identifier,
        "title": unit.document.title,
        "project": facts.project or None,
    }


class Units(StudyView):
    """The units of the sample."""

    @extend_schema(operation_id="units", responses=UnitBrief(many=True))
    def get(self, request: Request, study: str) -> Response:
        """List the units of the sample."""
        units = self.member.study.units.select_related("document")
        return Response([brief_json(unit) for unit in units.defer("records", "document__html", "document__text")])

    @extend_schema(operation_id="draw_sample", request=SampleInput, responses={201: SampleSerializer})
    def post(self, request: Request, study: str) -> Response:
        """Draw the sample. It replaces an earlier one until a round is planned."""
        by = self.member
        values = drawing_arguments(by, request)
        draw_sample(by=by, **values)
        by.study.refresh_from_db()
        return Response(sample_json(by, classifications=sees_classifications(request)), status=201)


class Sample(StudyView):
    @extend_schema(operation_id="sample", responses=SampleSerializer)
    def get(self, request: Request, study: str) -> Response:
        """Return how the units were drawn."""
        return Response(sample_json(self.member, classifications=sees_classifications(request)))


class PreviewSample(StudyView):
    @extend_schema(operation_id="preview_sample", request=SampleInput, responses=PlanSerializer)
    def post(self, request: Request, study: str) -> Response:
        """Return what a draw would give. Nothing is stored. The seed is null if the draw will choose one."""
        member = self.member
        membership.require_role(member, "lead")
        values = drawing_arguments(member, request)
        values.pop("plan")
        plan = drawing(**values, noun="project" if member.study.of_projects else "advisory").plan | {
            "seed": values["seed"]
        }
        return Response(plan_json(plan, classifications=True))


class ExcludeUnits(StudyView):
    @extend_schema(operation_id="exclude_units", request=UnitExclusion, responses=SampleSerializer)
    def post(self, request: Request, study: str) -> Response:
        """Remove units from the sample. This is possible before a round is planned."""
        by = self.member
        values = validated(UnitExclusion, request)
        exclude_units(by=by, numbers=values["units"], reason=values["reason"])
        by.study.refresh_from_db()
        return Response(sample_json(by, classifications=sees_classifications(request)))


class SimilarUnits(StudyView):
    @extend_schema(operation_id="similar_units", responses=SimilarPair(many=True))
    def get(self, request: Request, study: str) -> Response:
        """List up to 200 pairs of units with nearly the same text, most similar first."""
        from coding.assist.similar_texts import near_duplicates

        member = self.member
        membership.require_role(member, "lead")
        units = list(member.study.units.select_related("document").defer("records", "document__html"))
        if len(units) > MOST_COMPARED:
            raise NotReady(
                f"The sample has {len(units):,} units. Texts are compared for up to {MOST_COMPARED:,} units."
            )
        pairs = near_duplicates([unit.document.text for unit in units])[:200]
        return Response(
            [
                {
                    "first": brief_json(units[pair.first]),
                    "second": brief_json(units[pair.second]),
                    "similarity": round(pair.similarity, 3),
                }
                for pair in pairs
            ]
        )


def drawing_arguments(member: Member, request: Request) -> dict[str, Any]:
    """Return the arguments of `drawing` and `draw_sample` for the request."""
    values, plan = validated(SampleInput, request), dict[str, Any]()
    corpus = corpus_to_draw_from(member, values.get("corpus", OWN))
    if member.study.of_projects:
        return project_drawing_arguments(member, corpus, values)
    if "from_study" in values:
        raise BadInput("Only a study of projects takes its projects from another study. Leave out “from_study”.")
    if values["stratify"] == "severity" and not sees_classifications(request):
        raise NotAllowed("The severity is hidden from you while you code. Stratify by another variable.")
    if keys := values.get("keys"):
        described = f"{len(keys)} advisories named one by one"
    else:
        filters = values.get("filter") or {}
        keys, described = matching_advisories(corpus, filters, user=request.user)
        keys, described = within_screening(member.study, corpus, keys, described)
        plan = {"filter": {name: value for name, value in filters.items() if value}}
    return {name: values[name] for name in ("size", "seed", "stratify", "allocation")} | {
        "corpus": corpus,
        "keys": keys,
        "described": described,
        "plan": plan,
    }


def corpus_to_draw_from(member: Member, name: str) -> Corpus:
    """Return the study's own corpus if `name` is “own”, else the shared corpus with this slug."""
    if name == OWN:
        return member.study.corpus
    corpus = Corpus.objects.filter(shared=True, slug=name).first()
    if corpus is None:
        raise BadInput(f"There is no shared corpus “{name}”. Choose a shared corpus, or “{OWN}”.")
    return corpus


def project_drawing_arguments(member: Member, corpus: Corpus, values: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of `drawing` and `draw_sample` for a study of projects."""
    if values.get("filter"):
        raise BadInput("A sample of projects has no filter of advisories. Leave it out.")
    if values["stratify"]:
        raise BadInput("A sample of projects has no strata. Draw it without them.")
    plan, source = dict[str, Any](), None
    if slug := values.get("from_study"):
        source = membership.membership_for(user=member.user, study=slug).study
        plan = {"from_study": slug}
    slugs, described = inspected_projects(member.study, corpus, values.get("keys"), source)
    return {name: values[name] for name in ("size", "seed", "stratify", "allocation")} | {
        "corpus": corpus,
        "keys": slugs,
        "described": described,
        "plan": plan,
    }


def sees_classifications(request: Request) -> bool:
    return may_see_classifications(request.user)


class OneUnit(StudyView):
    """Return one unit of the sample with its text."""

    @extend_schema(operation_id="unit", responses=SampledUnitSerializer)
    def get(self, request: Request, study: str, unit: int) -> Response:
        member = self.member
        sampled = get_object_or_404(Unit.objects.select_related("document"), study=member.study_id, number=unit)
        corpus = corpus_of_document(sampled.document_id)
        values = unit_json(sampled, classifications=sees_classifications(request))
        return Response(
            values | {"since_sample": unit_differences(member, sampled), "corpus": OWN if corpus == "" else corpus}
        )
