"""JSON and TOML of untrusted files, and the lines in which their keys are written."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from advisories.inspection.yaml_lines import split_lines


def load_json(text: str) -> Any:
    """Return the value of JSON text, or None if it cannot be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def load_toml(text: str) -> dict[str, Any] | None:
    """Return the table of TOML text, or None if it cannot be read."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def dig(value: Any, *keys: str) -> Any:
    """Return the value below the keys of nested mappings, or None."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def line_of(text: str, pattern: str, start: int = 0) -> int:
    """Return the first line, from 1, that a pattern matches after `start` lines; 1 if there is none."""
    expression = re.compile(pattern)
    lines = split_lines(text)
    for index in range(start, len(lines)):
        if expression.search(lines[index]):
            return index + 1
    return 1
