"""Decisions on the projects of a corpus: joined, identities taken out, renamed; and undone."""

from __future__ import annotations

from typing import Any, Final

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.corpora import CorpusView
from advisories.intake import indexing, project_decisions
from advisories.models import ProjectDecision

LISTED: Final = 200


class DecisionReason(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2_000, help_text="Stored with the decision.")


class JoinProjectsInput(DecisionReason):
    projects = serializers.ListField(
        child=serializers.CharField(max_length=120),
        min_length=2,
        max_length=project_decisions.MOST,
        help_text="Slugs of the projects.",
    )
    name = serializers.CharField(max_length=200, help_text="The name that the joined project gets.")
    keep = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=120,
        help_text="Slug of the project whose screening and snapshots go on, if several have some.",
    )


class TakeOutInput(DecisionReason):
    project = serializers.CharField(max_length=120, help_text="Slug of the project.")
    identities = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**53), min_length=1, max_length=500
    )


class RenameProjectInput(DecisionReason):
    project = serializers.CharField(max_length=120, help_text="Slug of the project.")
    name = serializers.CharField(max_length=200)


class ProjectDecisionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(ProjectDecision.Kind.choices)
    sentence = serializers.CharField(help_text="What was decided.")
    project = serializers.CharField(help_text="Slug of the project that goes on, or that lost identities.")
    reason = serializers.CharField()
    by = serializers.CharField(allow_null=True, help_text="User name.")
    at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)
    undone_by = serializers.CharField(allow_null=True)


def sentence_of(decision: ProjectDecision) -> str:
    """Return what was decided, in words."""
    others = ", ".join(f"“{each.label}”" for each in decision.others.all())
    match decision.kind:
        case ProjectDecision.Kind.JOIN:
            return f"{others} joined into “{decision.name_after}”"
        case ProjectDecision.Kind.TAKE_OUT:
            names = ", ".join(move.identity.name for move in decision.moves.all())
            return f"{names} taken out of “{decision.name_before}”"
    return f"“{decision.name_before}” renamed to “{decision.name_after}”"


def decision_json(decision: ProjectDecision) -> dict[str, Any]:
    return {
        "id": decision.pk,
        "kind": decision.kind,
        "sentence": sentence_of(decision),
        "project": decision.project.slug,
        "reason": decision.reason,
        "by": decision.by.get_username() if decision.by else None,
        "at": decision.at,
        "undone_at": decision.undone_at,
        "undone_by": decision.undone_by.get_username() if decision.undone_by else None,
    }


class ProjectDecisions(CorpusView):
    @extend_schema(operation_id="project_decisions", responses=ProjectDecisionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the decisions on projects, newest first."""
        self.require_log(request.user)
        rows = ProjectDecision.objects.filter(corpus=self.corpus).select_related("project", "by", "undone_by")
        listed = rows.prefetch_related("others", "moves__identity").order_by("-pk")[:LISTED]
        return Response([decision_json(row) for row in listed])


class DecideOnProjects(CorpusView):
    """Base of the views that store a decision."""

    def done(self, request: Request, decision: ProjectDecision) -> Response:
        indexing.start_indexing(created_by=request.user)
        return Response(decision_json(decision))

    def values(self, request: Request, body: serializers.Serializer[Any]) -> dict[str, Any]:
        self.require_import(request.user)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)


class JoinProjects(DecideOnProjects):
    @extend_schema(operation_id="join_projects", request=JoinProjectsInput, responses=ProjectDecisionSerializer)
    def post(self, request: Request) -> Response:
        """Join projects: their identities and advisories gather under one."""
        values = self.values(request, JoinProjectsInput(data=request.data))
        slugs = values.pop("projects")
        return self.done(request, project_decisions.join_projects(self.corpus, slugs, by=request.user, **values))


class TakeOut(DecideOnProjects):
    @extend_schema(operation_id="take_out_identities", request=TakeOutInput, responses=ProjectDecisionSerializer)
    def post(self, request: Request) -> Response:
        """Take identities out of a project, with their advisories."""
        values = self.values(request, TakeOutInput(data=request.data))
        slug = values.pop("project")
        return self.done(request, project_decisions.take_out(self.corpus, slug, by=request.user, **values))


class RenameProject(DecideOnProjects):
    @extend_schema(operation_id="rename_project", request=RenameProjectInput, responses=ProjectDecisionSerializer)
    def post(self, request: Request) -> Response:
        """Give a project another name. Its address stays."""
        values = self.values(request, RenameProjectInput(data=request.data))
        slug = values.pop("project")
        return self.done(request, project_decisions.rename_project(self.corpus, slug, by=request.user, **values))


class UndoProjectDecision(DecideOnProjects):
    @extend_schema(operation_id="undo_project_decision", request=None, responses=ProjectDecisionSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Undo a decision, unless a later one concerns the same projects."""
        self.require_log(request.user)
        get_object_or_404(ProjectDecision, corpus=self.corpus, pk=number)
        return self.done(request, project_decisions.undo_decision(self.corpus, number, by=request.user))
