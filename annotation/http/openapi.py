"""The OpenAPI description. Every operation names the refusals that it can give."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
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


# Status → name and description of the response, for every refusal that an operation can give.
REFUSALS = {
    400: ("Invalid", "The request is invalid. `fields` names the fields that are wrong."),
    401: ("NotSignedIn", "You are not signed in, or the token is wrong."),
    403: (
        "NotAllowed",
        "Your role does not permit this, it is hidden while you code, or the CSRF token is missing.",
    ),
    404: ("NotFound", "It does not exist, or you have no access to it."),
    406: ("NotAcceptable", "The address has no answer in the format that the header Accept asks for."),
    409: ("Refused", "A rule refuses the request now, or the page was loaded for another person."),
    412: ("Stale", "It was changed after you loaded it."),
    413: ("TooLarge", "The request is too large."),
    415: ("UnsupportedMediaType", "The body is not in a format that the address reads."),
    422: ("KeyReused", "The idempotency key belongs to a submission with other content."),
    429: ("TooManyAttempts", "Too many wrong passwords. Wait, then try again."),
    503: ("Unavailable", "The database is busy or cannot be reached. `Retry-After` says when to try again."),
}


# Prefix of the identifier of an operation → the part of the path that names its corpus.
MOUNTS = {"shared": "/corpora/{corpus}/", "own": "/studies/{study}/corpus/"}


class Schema(AutoSchema):
    """Adds to each operation the refusals that it can give.

    Most follow from the operation: its parameters, body and authentication. A view names others in `further_refusals`,
    by method.
    """

    def get_operation(self, path: str, *args: Any, **options: Any) -> Any:
        """Name the corpus in the identifier of an operation, because its view stands at several addresses."""
        operation = super().get_operation(path, *args, **options)
        if operation and (mount := next((name for name, prefix in MOUNTS.items() if prefix in path), None)):
            operation["operationId"] = f"{mount}_{operation['operationId']}"
        return operation

    # `extend_schema` replaces get_response_serializers, so refusals are added one level below.
    def _get_response_bodies(self, direction: Any = "response") -> Any:
        responses = super()._get_response_bodies(direction)
        return responses | {str(status): self.refusal(status, direction) for status in sorted(self.refusals())}

    def refusals(self) -> set[int]:
        """Return the statuses of the refusals that this operation can give."""
        parameters = {(parameter["in"], parameter["name"]) for parameter in self._get_parameters()}
        has_body = self._get_request_body() is not None  # type: ignore[no-untyped-call]
        statuses = {406, 503, *getattr(self.view, "further_refusals", {}).get(self.method, ())}
        if parameters or has_body or self.method != "GET":
            statuses.add(400)
        if self.view.authentication_classes:
            statuses |= {401, 403, 409}
        if any(location == "path" for location, _ in parameters) or (
            self.method == "GET" and self._get_paginator()  # type: ignore[no-untyped-call]
        ):
            statuses.add(404)
        if has_body:
            statuses |= {413, 415}
        if ("header", "If-Match") in parameters:
            statuses.add(412)
        if ("header", "Idempotency-Key") in parameters:
            statuses.add(422)
        return statuses

    def refusal(self, status: int, direction: Any) -> dict[str, str]:
        """Return a reference to the response with this status, which all operations share."""
        name, description = REFUSALS[status]
        component = ResolvedComponent(name=name, type=ResolvedComponent.RESPONSE, object=f"refusal {status}")  # type: ignore[no-untyped-call]
        if component not in self.registry:
            body = self._get_response_for_code(Refusal, str(status), direction=direction)  # type: ignore[no-untyped-call]
            component.schema = body | {"description": description}
            self.registry.register(component)
        return component.ref
