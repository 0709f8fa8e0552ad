"""Comparison of the results of two releases."""

from __future__ import annotations

from typing import Any

from coding.results.consequence_table import OUTCOME_NAMES


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the differences in the table, the definitions and the primary coefficient of two releases.

    Parameters
    ----------
    before, after : dict
        Frozen results of a release: `decided`, `table`, `outcomes` and `agreement`.

    Returns
    -------
    dict
        `decided`, numbers of units before and after; `counts`, the rows whose counts differ, also those below the
        table; `definitions`, labels whose definitions differ; `primary`, both primary coefficients.

    Examples
    --------
    >>> old = {
    ...     "decided": 3,
    ...     "table": [{"consequence": "leak", "count": 1, "definition": ""}],
    ...     "outcomes": [],
    ...     "agreement": {"primary": "cohen_kappa", "coefficients": {"cohen_kappa": {"value": 0.4}}},
    ... }
    >>> new = old | {"table": [{"consequence": "leak", "count": 2, "definition": ""}]}
    >>> changes(old, new)["counts"]
    [{'consequence': 'leak', 'before': 1, 'after': 2}]
    """
    old, new = rows_of(before), rows_of(after)
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


def rows_of(results: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Return name → count and definition of the rows of the table and of those below it.

    Parameters
    ----------
    results : dict
        Frozen results of a release.

    Returns
    -------
    dict of str to tuple

    Examples
    --------
    >>> rows_of({"table": [], "outcomes": [{"outcome": "cannot_tell", "count": 1}]})
    {'Could not be decided': (1, '')}
    """
    rows = {row["consequence"]: (row["count"], row["definition"]) for row in results["table"]}
    return rows | {OUTCOME_NAMES[row["outcome"]]: (row["count"], "") for row in results["outcomes"]}


def primary(report: dict[str, Any]) -> dict[str, Any]:
    """Return the name and the value of a report's primary coefficient.

    Parameters
    ----------
    report : dict
        See `agreement_report`.

    Returns
    -------
    dict
        `name` and `value`; the value is None if the coefficient is undefined.

    Examples
    --------
    >>> primary({"primary": "cohen_kappa", "coefficients": {"cohen_kappa": {"value": 0.4}}})
    {'name': 'cohen_kappa', 'value': 0.4}
    """
    name = report["primary"]
    return {"name": name, "value": report["coefficients"].get(name, {}).get("value")}
