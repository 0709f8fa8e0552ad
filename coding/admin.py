"""Studies and members for staff. Codings, drafts, codes and events are not here: the seal holds for staff too."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from coding.models import Member, Study


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Steps are the only writers."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Study)
class StudyAdmin(ReadOnly):
    list_display = ("title", "slug", "created_at")
    search_fields = ("title",)


@admin.register(Member)
class MemberAdmin(ReadOnly):
    list_display = ("name", "study", "is_lead", "is_rater", "is_adjudicator", "retired_at")
    list_select_related = ("study",)
