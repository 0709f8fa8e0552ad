"""The shared corpora in the admin site, read-only. What studies have in corpora of their own is not there.

Hides severity, CVSS and CWE, and what an inspection suggests, because staff may be raters.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from advisories.models import Advisory, Evidence, ImportRun, InspectionItem, Job, Project, Snapshot


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Base that forbids adding, changing and deleting, because only steps, `intake` and `jobs` write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow no query on a field that is not shown, because the rows it returns would reveal the field."""
        shown = self.fields is None or lookup.partition("__")[0] in {*self.fields, "id", "pk"}
        return shown and super().lookup_allowed(lookup, value, request)


class SharedAdmin(ReadOnlyAdmin):
    """Base that shows rows of shared corpora only. `corpus_of` is the path from a row to its corpus."""

    corpus_of = "corpus"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).exclude(**{f"{self.corpus_of}__shared": False})


@admin.register(Project)
class ProjectAdmin(SharedAdmin):
    list_display = ["label", "slug"]
    search_fields = ["label"]


@admin.register(Advisory)
class AdvisoryAdmin(SharedAdmin):
    fields = ["key", "title", "project", "ecosystem", "package", "references", "published_at", "withdrawn_at"]
    list_display = ["key", "title", "project"]
    list_select_related = ["project"]
    search_fields = ["key", "title"]


@admin.register(ImportRun)
class ImportRunAdmin(SharedAdmin):
    list_display = ["source", "started_at", "created", "updated", "unchanged", "merged", "rejected"]


@admin.register(Job)
class JobAdmin(SharedAdmin):
    fields = ["kind", "state", "done", "total", "message", "attempts", "created_by", "created_at", "finished_at"]
    list_display = ["kind", "state", "created_by", "created_at", "message"]
    list_select_related = ["created_by"]


@admin.register(Snapshot)
class SnapshotAdmin(SharedAdmin):
    corpus_of = "project__corpus"
    # Neither the suggestions nor the hash, by which a guess at them could be checked.
    fields = [
        *("project", "number", "address", "source", "commit", "committed_at", "branch", "files", "files_read"),
        *("bytes_read", "history", "submodules", "problems", "rules", "ossfuzz", "inspected_at"),
    ]
    list_display = ["project", "number", "commit", "source", "rules", "inspected_at"]
    list_select_related = ["project"]
    search_fields = ["project__name", "address"]


@admin.register(Evidence)
class EvidenceAdmin(SharedAdmin):
    corpus_of = "snapshot__project__corpus"
    # Only what the profile shows as well: a reason is there unless the outcome is true.
    fields = ["snapshot", "number", "activity", "path", "line", "line_end", "excerpt", "tool", "start", "end"]
    list_display = ["snapshot", "number", "activity", "path", "line", "tool"]
    list_select_related = ["snapshot__project"]


@admin.register(InspectionItem)
class InspectionItemAdmin(SharedAdmin):
    corpus_of = "job__corpus"
    fields = ["job", "number", "part", "name", "address", "commit", "state", "reason", "snapshot"]
    list_display = ["job", "number", "name", "address", "state", "reason"]
    list_select_related = ["job"]
