"""Turns a broken rule into an HTTP answer: `{"code", "detail", "fields"?}`, here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from advisories.platform.errors import RuleBroken


def error_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer `error`, or return None for a fault of ours, which Django logs and answers with 500."""
    set_rollback()
    if isinstance(error, RuleBroken):
        return Response({"code": error.code, "detail": error.detail, **error.state}, status=error.status)
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(
            error.message_dict if hasattr(error, "error_dict") else {"non_field_errors": error.messages}
        )
    if isinstance(error, Http404):
        error = exceptions.NotFound("There is nothing here, or it is not yours to see.")
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.ValidationError):
        fields = flatten(error.detail)
        detail = next(iter(fields.values()))[0] if fields else "What was sent cannot be used."
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
    """`{"path.to.field": [sentences]}` of the nested lists and dicts that serializers report."""
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
