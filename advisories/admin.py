"""The corpus in the admin site, read-only. Hides severity, CVSS and CWE, because staff may be raters."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from advisories.models import Advisory, ImportRun, Job, Project


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Base that forbids adding, changing and deleting, because only `intake` and `jobs` write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(Advisory)
class AdvisoryAdmin(ReadOnlyAdmin):
    fields = ["key", "title", "project", "ecosystem", "package", "references", "published_at", "withdrawn_at"]
    list_display = ["key", "title", "project"]
    list_select_related = ["project"]
    search_fields = ["key", "title"]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["source", "started_at", "created", "updated", "unchanged", "merged", "rejected"]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    fields = ["kind", "state", "done", "total", "message", "attempts", "created_by", "created_at", "finished_at"]
    list_display = ["kind", "state", "created_by", "created_at", "message"]
    list_select_related = ["created_by"]
