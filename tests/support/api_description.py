"""Compares responses with the OpenAPI description: the status, the content type and the body."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from jsonschema import Draft202012Validator


@cache
def description() -> dict[str, Any]:
    """Return the OpenAPI description as JSON, without the ways to authenticate."""
    schema = json.loads(OpenApiJsonRenderer().render(SchemaGenerator().get_schema(request=None, public=True)))
    schema["components"].pop("securitySchemes")
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation.pop("security", None)
    return dict(schema)


@cache
def validator(path: str, method: str, status: str, content_type: str) -> Draft202012Validator:
    """Return the validator of a described body."""
    content = described_response(path, method, status)["content"][content_type]
    return Draft202012Validator(content["schema"] | {"components": description()["components"]})


def described_response(path: str, method: str, status: str) -> dict[str, Any]:
    """Return the description of a response; raise KeyError if there is none."""
    response = description()["paths"][path][method]["responses"][status]
    if name := response.get("$ref", "").rpartition("/")[2]:
        response = description()["components"]["responses"][name]
    return dict(response)


def difference(path: str, method: str, response: Any) -> str | None:
    """Return what of the response to an operation is not described; None if all of it is."""
    status = response.status_code
    if status >= 500:
        return f"status {status}"
    try:
        described = described_response(path, method, str(status))
    except KeyError:
        return f"status {status} is not described: {response.content[:200]!r}"
    content_types = described.get("content", {})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if not content_types:
        return f"a body is not described: {body[:200]!r}" if body else None
    content_type = response.headers.get("Content-Type", "").partition(";")[0]
    if content_type not in content_types:
        if "application/octet-stream" in content_types:  # a file of any type
            return None
        return f"{status}: {content_type or 'no content type'} is not described, but {', '.join(content_types)}"
    if content_type != "application/json":
        return None
    error = next(iter(validator(path, method, str(status), content_type).iter_errors(json.loads(body))), None)
    return error and f"{status}: {'.'.join(map(str, error.absolute_path))}: {error.message[:300]}"
