"""Cursor pagination of long lists."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Pages of a list: `{"next", "previous", "results"}`, with addresses or null, and at most 200 rows."""

    page_size_query_param = "size"
    max_page_size = 200

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the description of a page. The one of the framework has no null in OpenAPI 3.1."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": address | {"description": "Address of the next page; null on the last."},
                "previous": address | {"description": "Address of the previous page; null on the first."},
                "results": schema,
            },
        }
