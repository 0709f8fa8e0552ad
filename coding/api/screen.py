"""Screening: the criteria, the projects found, verdicts on them, and the flow."""

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
from coding.api.base import Answer, StudyView, validated
from coding.errors import BadInput
from coding.loading.screening import criteria_of, flow_of, outcomes_of, screened
from coding.models import Member, Study
from coding.release.tables.screening_flow import flow_csv, flow_rows, flow_spec, screening_csv
from coding.steps.screen import (
    MODEL_STUDY,
    CriterionInput,
    ScreeningVerdict,
    add_candidates,
    remove_candidate,
    screen,
    set_criteria,
)

VERDICTS: Final = ScreeningDecision.Verdict.choices


class CriterionShape(Answer):
    id = serializers.IntegerField()
    label = serializers.CharField()
    description = serializers.CharField()


class SuggestedCriterion(Answer):
    label = serializers.CharField()
    description = serializers.CharField()


class FlowRow(Answer):
    stage = serializers.CharField()
    step = serializers.CharField()
    count = serializers.IntegerField()


class ScreeningShape(Answer):
    criteria = CriterionShape(many=True)
    suggested = SuggestedCriterion(many=True, help_text="The model study's criteria, to begin with.")
    flow = FlowRow(many=True)
    figure = serializers.CharField(allow_null=True, help_text="Address of the SVG; null while no project is listed.")


class CriterionWrite(serializers.Serializer[Any]):
    id = serializers.IntegerField(allow_null=True, default=None, help_text="Null for a new one.")
    label = serializers.CharField(max_length=200)
    description = serializers.CharField(max_length=2_000, allow_blank=True, default="")


class CriteriaWrite(serializers.Serializer[Any]):
    criteria = CriterionWrite(many=True)


class VerdictShape(Answer):
    id = serializers.IntegerField()
    criterion = serializers.IntegerField()
    verdict = serializers.ChoiceField(VERDICTS)
    reason = serializers.CharField()
    by = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField()


class CandidateShape(Answer):
    project = serializers.CharField(help_text="Its slug.")
    name = serializers.CharField()
    advisories = serializers.IntegerField(help_text="In the corpus, withdrawn ones left out.")
    state = serializers.ChoiceField(["included", "excluded", "undecided"])
    decisions = VerdictShape(many=True)


class CandidatesWrite(serializers.Serializer[Any]):
    filter = AdvisoryFilter(required=False, help_text="Every project with an advisory that this lets through.")
    projects = serializers.ListField(
        child=serializers.CharField(max_length=120), required=False, max_length=5_000, help_text="Slugs."
    )


class Added(Answer):
    added = serializers.IntegerField()


class JudgedWrite(serializers.Serializer[Any]):
    project = serializers.CharField(max_length=120)
    criterion = serializers.IntegerField()
    verdict = serializers.ChoiceField(VERDICTS, allow_null=True, help_text="Null takes it back.")
    reason = serializers.CharField(max_length=2_000, allow_blank=True, default="")
    based_on = serializers.IntegerField(
        allow_null=True, default=None, help_text="The decision that was seen; null for none."
    )


class JudgementsWrite(serializers.Serializer[Any]):
    decisions = serializers.ListField(child=JudgedWrite(), min_length=1, max_length=1_000)


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
    """The projects found, in the order of their names, with what was decided on each."""
    criteria = criteria_of(study)
    states = outcomes_of(study, criteria)
    standing = Count("project__advisories", filter=Q(project__advisories__withdrawn_at=None))
    found = Candidate.objects.filter(screening=study.screening).select_related("project").annotate(standing=standing)
    if only is not None:
        found = found.filter(project__slug__in=only)
    decisions: dict[int, list[dict[str, Any]]] = {}
    rows = ScreeningDecision.objects.filter(criterion__in=criteria, current=True).select_related("decided_by")
    for decision in rows:
        decisions.setdefault(decision.project_id, []).append(decision_json(decision))
    return [
        {
            "project": candidate.project.slug,
            "name": candidate.project.name,
            "advisories": candidate.standing,
            "state": states[candidate.project_id].state,
            "decisions": decisions.get(candidate.project_id, []),
        }
        for candidate in found
    ]


def screening_json(study: Study) -> dict[str, Any]:
    flow = flow_of(study)
    return {
        "criteria": [
            {"id": criterion.pk, "label": criterion.label, "description": criterion.description}
            for criterion in criteria_of(study)
        ],
        "suggested": [{"label": label, "description": description} for label, description in MODEL_STUDY],
        "flow": [{"stage": stage, "step": step, "count": count} for stage, step, count in flow_rows(flow)],
        "figure": figure_address(
            f"/api/v1/studies/{study.slug}/screening/flow.svg", flow_spec(flow) if flow.found else None
        ),
    }


def anew(member: Member) -> Study:
    """The member's study as a step has left it."""
    return Study.objects.select_related("screening").get(pk=member.study_id)


class ScreeningPage(StudyView):
    @extend_schema(operation_id="screening", responses=ScreeningShape)
    def get(self, request: Request, study: str) -> Response:
        """The criteria and the flow."""
        return Response(screening_json(anew(self.member)))


class Criteria(StudyView):
    @extend_schema(operation_id="set_criteria", request=CriteriaWrite, responses=ScreeningShape)
    def put(self, request: Request, study: str) -> Response:
        """All criteria in their order; one that is left out is retired."""
        by = self.member
        set_criteria(
            by=by, criteria=[CriterionInput(**wanted) for wanted in validated(CriteriaWrite, request)["criteria"]]
        )
        return Response(screening_json(anew(by)))


class Candidates(StudyView):
    """The projects found. All of them: the grid works on the whole."""

    @extend_schema(operation_id="candidates", responses=CandidateShape(many=True))
    def get(self, request: Request, study: str) -> Response:
        return Response(candidates_json(anew(self.member)))

    @extend_schema(operation_id="add_candidates", request=CandidatesWrite, responses=Added)
    def post(self, request: Request, study: str) -> Response:
        """Note projects as found: those named, or every one with an advisory that a filter lets through."""
        by = self.member
        membership.require_role(by, "lead")
        values = validated(CandidatesWrite, request)
        if slugs := values.get("projects"):
            described = "named one by one"
        elif "filter" in values:
            found = Project.objects.filter(advisories__in=filtered(values["filter"], user=request.user))
            slugs = list(found.distinct().values_list("slug", flat=True))
            words = [f"{name} {value}" for name, value in values["filter"].items() if value]
            described = f"by the corpus filter {'; '.join(words)}" if words else "all of the corpus"
        else:
            raise BadInput("Name projects, or give the filter that finds them.")
        return Response({"added": add_candidates(by=by, projects=slugs, described=described)})


class OneCandidate(StudyView):
    @extend_schema(operation_id="remove_candidate", request=None, responses={204: None})
    def delete(self, request: Request, study: str, project: str) -> Response:
        """Take out a project that was never judged."""
        remove_candidate(by=self.member, project=project)
        return Response(status=204)


class Judgements(StudyView):
    @extend_schema(operation_id="screen", request=JudgementsWrite, responses=CandidateShape(many=True))
    def post(self, request: Request, study: str) -> Response:
        """Decide on one or many; answers with the projects concerned. 412 if somebody decided meanwhile."""
        by = self.member
        judged = [ScreeningVerdict(**values) for values in validated(JudgementsWrite, request)["decisions"]]
        screen(by=by, judgements=judged)
        return Response(candidates_json(anew(by), only=sorted({one.project for one in judged})))


class FlowFile(StudyView):
    @extend_schema(operation_id="screening_flow", responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str) -> HttpResponse:
        """The flow as CSV."""
        found = anew(self.member)
        return csv_file(flow_csv(flow_of(found)), f"{found.slug}-flow.csv")


class FlowFigure(StudyView):
    @extend_schema(operation_id="screening_flow_figure", parameters=[FigureQuery], responses=SVG)
    def get(self, request: Request, study: str) -> HttpResponse:
        """The flow as SVG."""
        flow = flow_of(anew(self.member))
        if not flow.found:
            raise Http404("No projects are listed for screening.")
        return figure_response(request, flow_spec(flow))


class DecisionsFile(StudyView):
    @extend_schema(operation_id="screening_decisions", responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request, study: str) -> HttpResponse:
        """The decisions that count, as CSV."""
        found = anew(self.member)
        return csv_file(screening_csv(rows.rows if (rows := screened(found)) else ()), f"{found.slug}-screening.csv")


def csv_file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
