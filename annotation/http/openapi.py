"""The OpenAPI description: each operation also documents the one shape of errors."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "annotation.accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <your token>"}


class PageScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "annotation.accounts.authentication.PageAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class Problem(serializers.Serializer[Any]):
    """What every refused request answers."""

    code = serializers.CharField(help_text="Stable name of the broken rule.")
    detail = serializers.CharField(help_text="One sentence: what is wrong and what to do.")
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


class Schema(AutoSchema):
    """Adds the refusals to each operation."""

    def get_response_serializers(self) -> Any:
        found: Any = super().get_response_serializers()
        if not isinstance(found, dict):
            found = {"201" if self.method == "POST" and self.is_create() else "200": found}
        return {**found, **dict.fromkeys(("400", "403", "404", "409", "412"), Problem)}

    def is_create(self) -> bool:
        return bool(getattr(self.view, "action", "") == "create")
