"""What changed from one release to the next: plain comparison of their frozen results."""

from __future__ import annotations

from typing import Any


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What differs in the table, the definitions and the primary coefficient of two releases' results."""
    old, new = (
        {row["consequence"]: (row["count"], row["definition"]) for row in results["table"]}
        for results in (before, after)
    )
    labels = list(dict.fromkeys([*new, *old]))
    return {
        "decided": [before["decided"], after["decided"]],
        "counts": [
            {"consequence": label, "before": was, "after": now}
            for label in labels
            if (was := old.get(label, (0, ""))[0]) != (now := new.get(label, (0, ""))[0])
        ],
        "definitions": [label for label in labels if label in old and label in new and old[label][1] != new[label][1]],
        "primary": [primary(before["agreement"]), primary(after["agreement"])],
    }


def primary(report: dict[str, Any]) -> dict[str, Any]:
    """The name and the value of a report's primary coefficient; the value is None where it is undefined."""
    name = report["primary"]
    return {"name": name, "value": report["coefficients"].get(name, {}).get("value")}
