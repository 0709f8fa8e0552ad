"""Conditions of jobs and steps: what may start them."""

from __future__ import annotations

import re
from typing import Final

ALL: Final = frozenset({"change", "schedule", "tag", "other"})
DISABLED: Final[frozenset[str]] = frozenset()

_EVENT = re.compile(r"""(?:github\.event_name|\$?CI_PIPELINE_SOURCE)\s*(==|!=)\s*['"](\w+)['"]""")
_TAGS = re.compile(r"""(?:startsWith|contains)\(\s*github\.ref\s*,\s*['"]/?refs/tags|github\.ref_type\s*==\s*['"]tag""")
_CHANGES: Final = frozenset(
    {"push", "pull_request", "pull_request_target", "merge_group", "merge_request_event", "external_pull_request_event"}
)


def limit_of(condition: str) -> frozenset[str]:
    """Return what may start a job with this condition; nothing (`DISABLED`) if it never holds.

    Examples
    --------
    >>> sorted(limit_of("github.event_name == 'schedule'")), limit_of("${{ false }}") is DISABLED
    (['schedule'], True)
    """
    text = condition.strip()
    if text.startswith("${{") and text.endswith("}}") and text.count("${{") == 1:
        text = text[3:-2].strip()
    if not text:
        return ALL
    return _limit(text[:2000], 0) or DISABLED


def _limit(text: str, level: int) -> frozenset[str]:
    text = _without_parentheses(text.strip())
    if level < 20:
        for operator in ("||", "&&"):
            parts = _split(text, operator)
            if len(parts) > 1:
                limits = [_limit(part, level + 1) for part in parts]
                if operator == "||":
                    return frozenset().union(*limits)
                return ALL.intersection(*limits)
    if text.lower() in {"false", "'false'", "0", "never()"}:
        return DISABLED
    if match := _EVENT.fullmatch(text):
        return _of_event(match[1], match[2])
    if _TAGS.match(text):
        return frozenset({"tag"})
    if re.fullmatch(r"github\.event\.schedule\b.*==.*", text):
        return frozenset({"schedule"})
    return ALL


def _of_event(operator: str, event: str) -> frozenset[str]:
    if event in _CHANGES:
        return frozenset({"change", "tag"}) if operator == "==" else ALL
    scope = "schedule" if event == "schedule" else "other"
    return frozenset({scope}) if operator == "==" else ALL - ({scope} if scope == "schedule" else set())


def _without_parentheses(text: str) -> str:
    while text.startswith("(") and text.endswith(")") and _closes_at_end(text):
        text = text[1:-1].strip()
    return text


def _closes_at_end(text: str) -> bool:
    depth = 0
    for position, mark in enumerate(text):
        depth += (mark == "(") - (mark == ")")
        if depth == 0:
            return position == len(text) - 1
    return False


def _split(text: str, operator: str) -> list[str]:
    """Return the parts of a condition between operators outside of parentheses."""
    parts, depth, start = [], 0, 0
    for position, mark in enumerate(text):
        depth += (mark == "(") - (mark == ")")
        if depth == 0 and text.startswith(operator, position):
            parts.append(text[start:position])
            start = position + len(operator)
    return [*parts, text[start:]]
