"""Converts exceptions to error responses: `{"code", "detail", "fields"?}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from advisories.platform.errors import RuleBroken
from annotation.http.json_parser import TooLarge
from annotation.http.unavailable import log_unavailable, unavailability


def error_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the response to `error`; None for a program error, which Django logs as status 500."""
    set_rollback()
    if request := context.get("request"):  # an error is JSON, also where the address answers with CSV
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    if kind := unavailability(error):
        log_unavailable(kind)
        body = {"code": kind.code, "detail": kind.detail}
        return Response(body, status=503, headers={"Retry-After": str(kind.seconds)})
    if isinstance(error, RuleBroken):
        return Response({"code": error.code, "detail": error.detail, **error.state}, status=error.status)
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(
            error.message_dict if hasattr(error, "error_dict") else {"non_field_errors": error.messages}
        )
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    if isinstance(error, SuspiciousOperation):  # too many fields or files; Django would answer with a page in HTML
        error = exceptions.ParseError("The form has too many fields or files. Send fewer at a time.")
    if isinstance(error, Http404):
        error = exceptions.NotFound("Not found. It does not exist, or you have no access to it.")
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.ValidationError):
        fields = flatten(error.detail)
        detail = next(iter(fields.values()))[0] if fields else "Invalid request. Check its fields."
        return Response({"code": "invalid", "detail": detail, "fields": fields}, status=400)
    if isinstance(error, exceptions.APIException):
        headers = {}
        if wait := getattr(error, "wait", None):
            headers["Retry-After"] = str(int(wait))
        if challenge := getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = challenge
        code = str(getattr(error.detail, "code", error.default_code))
        return Response({"code": code, "detail": str(error.detail)}, status=error.status_code, headers=headers)
    return None


def flatten(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """Return `{"path.to.field": [sentence, …]}` for the nested errors of a serializer."""
    pairs: Iterable[tuple[str, Any]]
    if isinstance(detail, dict):
        pairs = detail.items()
    elif isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        pairs = ((str(index), item) for index, item in enumerate(detail) if item)
    else:
        return {
            prefix or "non_field_errors": [str(item) for item in (detail if isinstance(detail, list) else [detail])]
        }
    fields: dict[str, list[str]] = {}
    for key, value in pairs:
        fields |= flatten(value, f"{prefix}.{key}" if prefix else str(key))
    return fields
