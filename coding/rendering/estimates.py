"""An estimate of a coefficient in words, the same in all reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coding.rendering.numbers import coefficient_name, coefficient_value


def estimate_words(
    name: str, estimate: Mapping[str, Any], confidence: float, *, verb: str = "is", details: Iterable[str] = ()
) -> str:
    """Return `Cohen's kappa is 0.63 (95 % interval 0.51 to 0.72; details)`, or why it is undefined."""
    label = coefficient_name(name)
    if estimate["value"] is None:
        return f"{label} is undefined: {estimate['undefined']}"
    value = f"{label} {verb} {coefficient_value(name, estimate['value'])}"
    if estimate["low"] is None:
        return f"{value} ({estimate['note'] or 'no interval'})"
    interval = f"{round(100 * confidence)} % interval {interval_words(name, estimate)}"
    return f"{value} ({'; '.join([interval, *details])})"


def interval_words(name: str, estimate: Mapping[str, Any]) -> str:
    """Return `0.51 to 0.72`, or `none`."""
    if estimate["low"] is None:
        return "none"
    return f"{coefficient_value(name, estimate['low'])} to {coefficient_value(name, estimate['high'])}"
