"""The OpenAPI description. Every operation includes the error response."""

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


class Refusal(serializers.Serializer[Any]):
    """The body of every error response."""

    code = serializers.CharField(help_text="Stable name of the error.")
    detail = serializers.CharField(help_text="What is wrong and what to do.")
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


class Schema(AutoSchema):
    """Adds the error response to each operation."""

    # `extend_schema` replaces get_response_serializers, so the error response is added one level below.
    def _get_response_bodies(self, direction: Any = "response") -> Any:
        responses = super()._get_response_bodies(direction)
        return {**responses, "4XX": self._get_response_for_code(Refusal, "4XX", direction=direction)}  # type: ignore[no-untyped-call]
