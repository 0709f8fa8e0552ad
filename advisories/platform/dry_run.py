"""The parameter `?dry_run=true` of addresses that can check a request without storing anything."""

from __future__ import annotations

from collections.abc import Mapping


def is_asked_for(query: Mapping[str, str]) -> bool:
    """Return whether a query asks to store nothing."""
    return query.get("dry_run", "") not in {"", "0", "false"}
