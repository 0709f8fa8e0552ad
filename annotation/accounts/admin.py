"""Users in the admin site."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest, HttpResponse

from advisories.platform.transactions import step
from annotation.accounts.models import AccountNotice, User


class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts. What an administrator does with one is noted (`User.save`)."""

    # A step runs again if a parallel request took the same user name, and then shows that the name is taken.
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return step(super().add_view)(request, form_url, extra_context)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return step(super().changeform_view)(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change and obj.has_usable_password():
            obj.note(AccountNotice.Kind.CREATED)


admin.site.register(User, AccountAdmin)
