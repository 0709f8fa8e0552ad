"""Views of screening: criteria, candidate projects, verdicts and the flow."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.figures import SVG, FigureQuery, figure_address, figure_response
from advisories.api.filters import AdvisoryFilter, filtered
from advisories.models import Candidate, Project, ScreeningDecision
from coding.access import membership
from coding.api.base import ResponseSerializer, StudyView, validated
from coding.api.sample import CORPUS_HELP, OWN, corpus_to_draw_from
from coding.dataset import limits
from coding.errors import BadInput
from coding.loading.screening import criteria_of, flow_of, outcomes_of, screened
from coding.models import Member, Study
from coding.release.tables.screening_flow import flow_csv, flow_rows, flow_spec, screening_csv
from coding.steps.screen import (
    SUGGESTED_CRITERIA,
    CriterionInput,
    ScreeningVerdict,
    add_candidates,
    remove_candidate,
    screen,
    set_criteria,
)

VERDICTS: Final = ScreeningDecision.Verdict.choices


class CriterionSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    label = serializers.CharField()
    description = serializers.CharField()


class SuggestedCriterion(ResponseSerializer):
    label = serializers.CharField()
    description = serializers.CharField()


class FlowRow(ResponseSerializer):
    stage = serializers.CharField()
    step = serializers.CharField()
    count = serializers.IntegerField()


class ScreeningSerializer(ResponseSerializer):
    corpus = serializers.CharField(help_text="The screened corpus: “own” for the study's, or the slug of a shared one.")
    criteria = CriterionSerializer(many=True)
    suggested = SuggestedCriterion(many=True, help_text="Criteria of the model study, as a starting point.")
    flow = FlowRow(many=True)
    figure = serializers.CharField(allow_null=True, help_text="Address of the SVG; null while no project is listed.")


class CriterionWrite(serializers.Serializer[Any]):
    id = serializers.IntegerField(allow_null=True, default=None, help_text="Null for a new criterion.")
    label = serializers.CharField(max_length=limits.LABEL)
    description = serializers.CharField(max_length=2_000, allow_blank=True, default="")


class CriteriaWrite(serializers.Serializer[Any]):
    criteria = CriterionWrite(many=True)


class VerdictSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    criterion = serializers.IntegerField()
    verdict = serializers.ChoiceField(VERDICTS)
    reason = serializers.CharField()
    by = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField()


class CandidateSerializer(ResponseSerializer):
    project = serializers.CharField(help_text="Slug of the project.")
    name = serializers.CharField()
    advisories = serializers.IntegerField(help_text="Number of advisories in the corpus, without withdrawn ones.")
    state = serializers.ChoiceField(["included", "excluded", "undecided"])
    decisions = VerdictSerializer(many=True)


class CandidatesWrite(serializers.Serializer[Any]):
    corpus = serializers.CharField(max_length=80, required=False, help_text=CORPUS_HELP)
    filter = AdvisoryFilter(required=False, help_text="Adds every project with an advisory that matches.")
    projects = serializers.ListField(
        child=serializers.CharField(max_length=120),
        required=False,
        max_length=5_000,
        help_text="Slugs of the projects to add, instead of a filter.",
    )


class AddedCount(ResponseSerializer):
    added = serializers.IntegerField()


class VerdictWrite(serializers.Serializer[Any]):
    project = serializers.CharField(max_length=120)
    criterion = serializers.IntegerField()
    verdict = serializers.ChoiceField(VERDICTS, allow_null=True, help_text="Null withdraws the verdict.")
    reason = serializers.CharField(max_length=2_000, allow_blank=True, default="")
    based_on = serializers.IntegerField(
        allow_null=True, default=None, help_text="Id of the verdict this one was based on; null for none."
    )


class VerdictsWrite(serializers.Serializer[Any]):
    decisions = serializers.ListField(child=VerdictWrite(), min_length=1, max_length=1_000)


def decision_json(decision: ScreeningDecision) -> dict[str, Any]:
    return {
        "id": decision.pk,
        "criterion": decision.criterion_id,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "by": decision.decided_by.get_username() if decision.decided_by else None,
        "at": decision.decided_at,
    }


def candidates_json(study: Study, only: list[str] | None = None) -> list[dict[str, Any]]:
    """Return the candidate projects by name, with the verdicts on each."""
    criteria = criteria_of(study)
    states = outcomes_of(study, criteria)
    current = Count("project__advisories", filter=Q(project__advisories__withdrawn_at=None))
    candidates = Candidate.objects.filter(screening=study.screening).select_related("project")
    candidates = candidates.annotate(advisories=current)
    if only is not None:
        candidates = candidates.filter(project__slug__in=only)
    decisions: dict[int, list[dict[str, Any]]] = {}
    rows = ScreeningDecision.objects.filter(criterion__in=criteria, current=True).select_related("decided_by")
    for decision in rows:
        decisions.setdefault(decision.project_id, []).append(decision_json(decision))
    return [
        {
            "project": candidate.project.slug,
            "name": candidate.project.label,
            "advisories": candidate.advisories,
            "state": states[candidate.project_id].state,
            "decisions": decisions.get(candidate.project_id, []),
        }
        for candidate in candidates
    ]


def screening_json(study: Study) -> dict[str, Any]:
    flow = flow_of(study)
    screened_corpus = study.screening.corpus if study.screening and study.screening.candidates.exists() else None
    return {
        "corpus": (screened_corpus.slug if screened_corpus else "") or OWN,
        "criteria": [
            {"id": criterion.pk, "label": criterion.label, "description": criterion.description}
            for criterion in criteria_of(study)
        ],
        "suggested": [{"label": label, "description": description} for label, description in SUGGESTED_CRITERIA],
        "flow": [{"stage": stage, "step": step, "count": count} for stage, step, count in flow_rows(flow)],
        "figure": figure_address(
            f"/api/v1/studies/{study.slug}/screening/flow.svg", flow_spec(flow) if flow.candidates else None
        ),
    }


def refresh(member: Member) -> Study:
    """Return the member's study, read again from the database."""
    return Study.objects.select_related("screening__corpus").get(pk=member.study_id)


class ScreeningPage(StudyView):
    @extend_schema(operation_id="screening", responses=ScreeningSerializer)
    def get(self, request: Request, study: str) -> Response:
        """Return the criteria and the flow."""
        return Response(screening_json(refresh(self.member)))


class Criteria(StudyView):
    @extend_schema(operation_id="set_criteria", request=CriteriaWrite, responses=ScreeningSerializer)
    def put(self, request: Request, study: str) -> Response:
        """Replace all criteria in the given order. An omitted criterion is retired."""
        by = self.member
        set_criteria(
            by=by, criteria=[CriterionInput(**values) for values in validated(CriteriaWrite, request)["criteria"]]
        )
        return Response(screening_json(refresh(by)))


class Candidates(StudyView):
    """The candidate projects."""

    @extend_schema(operation_id="candidates", responses=CandidateSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        """List all candidate projects with the verdicts on each."""
        return Response(candidates_json(refresh(self.member)))

    @extend_schema(operation_id="add_candidates", request=CandidatesWrite, responses=AddedCount)
    def post(self, request: Request, study: str) -> Response:
        """Add the named projects, or every project with an advisory that matches the filter."""
        by = self.member
        membership.require_role(by, "lead")
        values = validated(CandidatesWrite, request)
        corpus = corpus_to_draw_from(by, values.get("corpus", OWN))
        if slugs := values.get("projects"):
            described = "selected individually"
        elif "filter" in values:
            projects = Project.objects.filter(advisories__in=filtered(corpus, values["filter"], user=request.user))
            slugs = list(projects.distinct().values_list("slug", flat=True))
            conditions = [f"{name} {value}" for name, value in values["filter"].items() if value]
            described = f"by the corpus filter {'; '.join(conditions)}" if conditions else "the whole corpus"
        else:
            raise BadInput("`projects` or `filter` is required.")
        return Response({"added": add_candidates(by=by, corpus=corpus, projects=slugs, described=described)})


class OneCandidate(StudyView):
    @extend_schema(operation_id="remove_candidate", request=None, responses={204: None})
    def delete(self, request: Request, study: str, project: str) -> Response:
        """Remove a project that has no verdict."""
        remove_candidate(by=self.member, project=project)
        return Response(status=204)


class Verdicts(StudyView):
    further_refusals = {"POST": (412,)}

    @extend_schema(operation_id="screen", request=VerdictsWrite, responses=CandidateSerializer(many=True))
    def post(self, request: Request, study: str) -> Response:
        """Record verdicts. Responds 412 if a verdict was changed by someone else."""
        by = self.member
        verdicts = [ScreeningVerdict(**values) for values in validated(VerdictsWrite, request)["decisions"]]
        screen(by=by, verdicts=verdicts)
        return Response(candidates_json(refresh(by), only=sorted({verdict.project for verdict in verdicts})))


class FlowFile(StudyView):
    @extend_schema(operation_id="screening_flow", responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str) -> HttpResponse:
        """Download the flow as CSV."""
        member_study = refresh(self.member)
        return csv_file(flow_csv(flow_of(member_study)), f"{study}-flow.csv")


class FlowFigure(StudyView):
    @extend_schema(operation_id="screening_flow_figure", parameters=[FigureQuery], responses=SVG)
    def get(self, request: Request, study: str) -> HttpResponse:
        """Return the flow as SVG."""
        flow = flow_of(refresh(self.member))
        if not flow.candidates:
            raise Http404("No projects are listed for screening.")
        return figure_response(request, flow_spec(flow))


class DecisionsFile(StudyView):
    @extend_schema(operation_id="screening_decisions", responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str) -> HttpResponse:
        """Download the current verdicts as CSV."""
        rows = screened(refresh(self.member))
        return csv_file(screening_csv(rows.rows if rows else ()), f"{study}-screening.csv")


def csv_file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
