"""Projects, their snapshots and evidence. `access` decides who sees suggestions, outcomes and states."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.access import hidden_suggestions, note_suggestion_shown
from advisories.api.advisories import ProjectSerializer, project_json
from advisories.api.corpora import CorpusView
from advisories.api.corpus import ProjectCount, validated_query
from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.addresses import permalink
from advisories.intake.snapshot_reports import evidence_url
from advisories.models import Corpus, Evidence, Project, ProjectIdentity, Snapshot

LISTED: Final = 200
IDENTITIES: Final = 5  # listed per project
ANSWERS: Final = ("yes", "no", "cannot_tell")


class ProjectQuery(serializers.Serializer[Any]):
    search = serializers.CharField(
        required=False, max_length=200, help_text="Words in the name, or in a package, product or repository."
    )
    inspected = serializers.BooleanField(required=False, default=False, help_text="Only projects with a snapshot.")


class EvidenceQuery(serializers.Serializer[Any]):
    activity = serializers.ChoiceField(list(ACTIVITIES), required=False, help_text="Only evidence of this activity.")


class LatestSnapshot(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    commit = serializers.CharField(allow_null=True)
    committed_at = serializers.DateTimeField(allow_null=True)
    rules = serializers.CharField(help_text="Version of the probes.")


class ProjectRow(ProjectCount):
    identities = serializers.ListField(
        child=serializers.CharField(), help_text="The first packages, products, repositories and names of the project."
    )
    address = serializers.CharField(help_text='Normalised address of the newest snapshot; "" if none is known.')
    snapshots = serializers.IntegerField()
    latest = LatestSnapshot(allow_null=True)


class SnapshotBrief(LatestSnapshot):
    address = serializers.CharField()
    source = serializers.ChoiceField(Snapshot.Source.choices)
    inspected_at = serializers.DateTimeField()
    url = serializers.CharField(help_text='Permalink of the commit; "" if the host is unknown.')


class IdentitySerializer(serializers.Serializer[Any]):
    """What a project is recognised by."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(ProjectIdentity.Kind.choices)
    ecosystem = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField(help_text="Advisories that have the project by this identity.")


class ProjectDetail(ProjectSerializer):
    own_name = serializers.CharField(help_text="The name without what tells it from others.")
    joined_into = ProjectSerializer(allow_null=True, help_text="The project into which this one was joined.")
    identities = IdentitySerializer(many=True)
    address = serializers.CharField()
    snapshots = SnapshotBrief(many=True, help_text="Newest first.")


class SnapshotProblem(serializers.Serializer[Any]):
    path = serializers.CharField(allow_null=True)
    reason = serializers.CharField()


class SnapshotHistory(serializers.Serializer[Any]):
    commits = serializers.IntegerField(help_text="First-parent commits that were read.")
    complete = serializers.BooleanField()
    reason = serializers.CharField(help_text='Why the history is not complete; "" if it is.')


class SnapshotDocument(serializers.Serializer[Any]):
    title = serializers.CharField()
    html = serializers.CharField(help_text="Sanitised by the server; its textContent equals `text`.")
    text = serializers.CharField()


class SnapshotActivity(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()
    suggestion = serializers.ChoiceField(ANSWERS, allow_null=True, help_text="Null while hidden, or if there is none.")
    reason = serializers.CharField(help_text='"" while hidden.')
    evidence = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of the evidence that the suggestion rests on."
    )


class SnapshotSerializer(SnapshotBrief):
    branch = serializers.CharField(allow_null=True)
    files = serializers.IntegerField()
    files_read = serializers.IntegerField()
    bytes_read = serializers.IntegerField()
    history = SnapshotHistory()
    submodules = serializers.ListField(child=serializers.CharField())
    problems = SnapshotProblem(many=True)
    ossfuzz = serializers.CharField(help_text="Date of the list of OSS-Fuzz.")
    sha256 = serializers.CharField(help_text='Hash of the JSON report; "" while hidden, because it shows a guess.')
    document = SnapshotDocument()
    activities = SnapshotActivity(many=True)
    hidden = serializers.CharField(
        help_text='Why suggestions, and outcomes and states of evidence, are hidden from you; "" if they are not.'
    )


class EvidenceSerializer(serializers.Serializer[Any]):
    """A probe's answer. While it is hidden, only what the profile shows as well remains."""

    number = serializers.IntegerField()
    activity = serializers.CharField()
    probe = serializers.CharField(help_text='"" while hidden.')
    outcome = serializers.ChoiceField(Evidence.Outcome.choices, allow_null=True, help_text="Null while hidden.")
    reason = serializers.CharField(help_text='"" while hidden.')
    path = serializers.CharField(allow_null=True)
    line = serializers.IntegerField(allow_null=True)
    line_end = serializers.IntegerField(allow_null=True)
    excerpt = serializers.CharField()
    url = serializers.CharField(help_text='Permalink at the commit; "" if the host is unknown.')
    tool = serializers.CharField()
    scope = serializers.CharField(help_text='"" while hidden.')
    state = serializers.ChoiceField(Evidence.State.choices, allow_null=True, help_text="Null while hidden.")
    values = serializers.DictField(help_text="Empty while hidden.")
    source = serializers.ChoiceField(Evidence.Source.choices)
    start = serializers.IntegerField(allow_null=True, help_text="In code points of the document's text.")
    end = serializers.IntegerField(allow_null=True)


def latest_json(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "number": snapshot.number,
        "commit": snapshot.commit or None,
        "committed_at": snapshot.committed_at,
        "rules": snapshot.rules,
    }


def brief_json(snapshot: Snapshot) -> dict[str, Any]:
    return latest_json(snapshot) | {
        "address": snapshot.address,
        "source": snapshot.source,
        "inspected_at": snapshot.inspected_at,
        "url": permalink(snapshot.address, snapshot.commit or None, None),
    }


def snapshot_json(snapshot: Snapshot, hidden: str) -> dict[str, Any]:
    document = snapshot.document
    return brief_json(snapshot) | {
        "branch": snapshot.branch or None,
        "files": snapshot.files,
        "files_read": snapshot.files_read,
        "bytes_read": snapshot.bytes_read,
        "history": snapshot.history,
        "submodules": snapshot.submodules,
        "problems": snapshot.problems,
        "ossfuzz": snapshot.ossfuzz,
        # The rules are public, so whoever knows the hash can check a guess.
        "sha256": "" if hidden else snapshot.sha256,
        "document": {"title": document.title, "html": document.html, "text": document.text},
        "activities": [activity_json(key, {} if hidden else snapshot.suggestions) for key in ACTIVITIES],
        "hidden": hidden,
    }


def activity_json(key: str, suggestions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    suggestion = suggestions.get(key, {})
    return {
        "name": key,
        "label": ACTIVITIES[key].label,
        "suggestion": suggestion.get("suggestion"),
        "reason": suggestion.get("reason", ""),
        "evidence": suggestion.get("evidence", []),
    }


def evidence_json(snapshot: Snapshot, row: Evidence, number: int, *, hidden: bool = False) -> dict[str, Any]:
    """Return a piece of evidence. A reason is there unless the outcome is true, so it is hidden with the outcome."""
    return {
        "number": number,
        "activity": row.activity,
        "probe": "" if hidden else row.probe,
        "outcome": None if hidden else row.outcome,
        "reason": "" if hidden else row.reason,
        "path": row.path or None,
        "line": row.line,
        "line_end": row.line_end,
        "excerpt": row.excerpt,
        "url": evidence_url(snapshot, row),
        "tool": row.tool,
        "scope": "" if hidden else row.scope,
        "state": None if hidden else row.state,
        "values": {} if hidden else row.values,
        "source": row.source,
        "start": row.start,
        "end": row.end,
    }


class Projects(CorpusView):
    @extend_schema(operation_id="projects", parameters=[ProjectQuery], responses=ProjectRow(many=True))
    def get(self, request: Request) -> Response:
        """List projects: first those inspected last, then those with the most advisories, withdrawn ones included."""
        query = validated_query(request, ProjectQuery)
        matches = Project.objects.filter(corpus=self.corpus, joined_into=None).annotate(
            newest=Subquery(Snapshot.objects.filter(project=OuterRef("pk")).order_by("-number").values("pk")[:1])
        )
        for word in query.get("search", "").split():
            named = ProjectIdentity.objects.filter(project=OuterRef("pk"), name__icontains=word)
            matches = matches.filter(Q(label__icontains=word) | Exists(named))
        if query["inspected"]:
            matches = matches.filter(newest__isnull=False)
        last_first = F("newest").desc(nulls_last=True)
        most_first = list(matches.annotate(count=Count("advisories")).order_by(last_first, "-count", "label")[:LISTED])
        latest = without_contents(Snapshot.objects).in_bulk([project.newest for project in most_first])
        listed = sorted(most_first, key=lambda project: project.label)
        identities = first_identities([project.pk for project in listed])
        return Response(
            [row_json(project, project.count, latest.get(project.newest), identities[project.pk]) for project in listed]
        )


def first_identities(projects: list[int]) -> dict[int, list[str]]:
    """Return project → its first identities in words."""
    named: dict[int, list[str]] = {number: [] for number in projects}
    rows = ProjectIdentity.objects.filter(project__in=projects).order_by("pk")
    for project, ecosystem, name in rows.values_list("project", "ecosystem", "name"):
        if len(named[project]) < IDENTITIES:
            named[project].append(f"{ecosystem}: {name}" if ecosystem else name)
    return named


def without_contents(snapshots: Any) -> QuerySet[Snapshot]:
    """Return snapshots without what only the page of one of them shows."""
    lists: QuerySet[Snapshot] = snapshots.defer("history", "submodules", "problems", "suggestions")
    return lists


def row_json(project: Project, count: int, latest: Snapshot | None, identities: list[str]) -> dict[str, Any]:
    return project_json(project) | {
        "count": count,
        "identities": identities,
        "address": latest.address if latest else "",
        "snapshots": latest.number if latest else 0,  # they are numbered from 1 and never deleted
        "latest": latest_json(latest) if latest else None,
    }


class OneProject(CorpusView):
    @extend_schema(operation_id="project", responses=ProjectDetail)
    def get(self, request: Request, slug: str) -> Response:
        """Return a project with its snapshots."""
        with_joined = Project.objects.select_related("joined_into")
        project = get_object_or_404(with_joined, corpus=self.corpus, slug=slug)
        identities = project.identities.annotate(count=Count("advisories")).order_by("kind", "ecosystem", "name")
        snapshots = list(without_contents(project.snapshots).order_by("-number"))
        return Response(
            project_json(project)
            | {
                "own_name": project.name,
                "joined_into": project_json(project.joined_into) if project.joined_into else None,
                "identities": [
                    {name: getattr(row, name) for name in ("id", "kind", "ecosystem", "name", "count")}
                    for row in identities
                ],
                "address": snapshots[0].address if snapshots else "",
                "snapshots": [brief_json(snapshot) for snapshot in snapshots],
            }
        )


def get_snapshot(corpus: Corpus, slug: str, number: int) -> Snapshot:
    return get_object_or_404(
        Snapshot.objects.select_related("project", "document"),
        project__corpus=corpus,
        project__slug=slug,
        number=number,
    )


class OneSnapshot(CorpusView):
    @extend_schema(operation_id="snapshot", responses=SnapshotSerializer)
    def get(self, request: Request, slug: str, number: int) -> Response:
        """Return a snapshot with its profile and, unless they are hidden from you, the suggestions."""
        snapshot = get_snapshot(self.corpus, slug, number)
        hidden = hidden_suggestions(request.user, snapshot.project)
        if not hidden:
            note_suggestion_shown(request.user, snapshot)
        return Response(snapshot_json(snapshot, hidden))


class SnapshotEvidence(CorpusView):
    @extend_schema(operation_id="evidence", parameters=[EvidenceQuery], responses=EvidenceSerializer(many=True))
    def get(self, request: Request, slug: str, number: int) -> Response:
        """List the evidence of a snapshot.

        Where the suggestions are hidden from you, it is that of the profile, numbered in the order of its text.
        """
        query = validated_query(request, EvidenceQuery)
        snapshot = get_snapshot(self.corpus, slug, number)
        hidden = bool(hidden_suggestions(request.user, snapshot.project))
        if not hidden:
            note_suggestion_shown(request.user, snapshot)
            rows = snapshot.evidence.filter(**query)
            return Response([evidence_json(snapshot, row, row.number) for row in rows])
        # The stored numbers follow the probes, and evidence outside the text tells what was not found.
        in_text = snapshot.evidence.filter(start__isnull=False).order_by("start", "number")
        numbered = [(number, row) for number, row in enumerate(in_text, 1)]
        if activity := query.get("activity"):
            numbered = [(number, row) for number, row in numbered if row.activity == activity]
        return Response([evidence_json(snapshot, row, number, hidden=True) for number, row in numbered])
