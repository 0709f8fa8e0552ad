"""Uploads in pieces over the API, as the page sends them."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

UPLOADS = "/api/v1/uploads/"


def begin(api: Any, content: bytes, name: str = "a.json", **fields: Any) -> Any:
    """Return the response to the beginning of an upload."""
    new = {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return api.post(UPLOADS, new | fields, format="json")


def digest(piece: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(piece).digest()).decode()}:"


def send(api: Any, number: int, index: int, piece: bytes, header: str | None = None) -> Any:
    """Return the response to one piece."""
    return api.put(
        f"{UPLOADS}{number}/chunks/{index}/",
        piece,
        content_type="application/octet-stream",
        HTTP_CONTENT_DIGEST=digest(piece) if header is None else header,
    )


def upload(api: Any, content: bytes, name: str = "a.json") -> int:
    """Upload a file and return its number."""
    begun = begin(api, content, name).json()
    size = begun["piece_size"]
    for index in begun["missing"]:
        assert send(api, begun["id"], index, content[index * size : (index + 1) * size]).status_code == 204
    return int(begun["id"])
