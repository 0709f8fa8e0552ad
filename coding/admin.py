"""Admin pages of studies and members. Sealed records are left out, because staff must not see them either."""

from __future__ import annotations

from django.contrib import admin

from advisories.admin import ReadOnlyAdmin
from coding.models import Member, Study


@admin.register(Study)
class StudyAdmin(ReadOnlyAdmin):
    list_display = ("title", "slug", "created_at")
    search_fields = ("title",)


@admin.register(Member)
class MemberAdmin(ReadOnlyAdmin):
    list_display = ("name", "study", "is_lead", "is_rater", "is_adjudicator", "retired_at")
    list_select_related = ("study",)
