"""Agreement by a fact of the units, such as their severity."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from coding.statistics.coefficients import percent_agreement
from coding.statistics.differences import default_coefficient, ratings_of_rows
from coding.statistics.interval_methods import few_outside
from coding.statistics.intervals import CONFIDENCE, REPLICATES_OF_CODE, SEED, estimates
from coding.statistics.multilabel import exact_match
from coding.statistics.posterior import RARE, minority
from coding.statistics.registry import Coefficient

MOST_ROWS = 20
BETWEEN = "Agreement within each stratum is lower than overall; part of kappa comes from the difference between strata."


def strata_report(
    rows: Mapping[Any, Sequence[Any]],
    facts: Mapping[Any, str],
    *,
    by: str,
    order: Sequence[str] = (),
    coefficient: Coefficient | None = None,
    named_before: bool = False,
    seed: int = SEED,
    replicates: int = REPLICATES_OF_CODE,
    confidence: float = CONFIDENCE,
) -> dict[str, Any]:
    """Compute the agreement of the units of each stratum.

    Parameters
    ----------
    rows : mapping of unit to row
        A label per rater, None if missing; or a frozenset of labels per rater.
    facts : mapping of unit to str
        The stratum of each unit; "" or no entry is "unknown".
    by : str
        Name of the fact.
    order : sequence of str
        Strata in their own order; others follow by name, and "unknown" is last.
    coefficient : Coefficient, optional
        By default that of `default_coefficient`.
    named_before : bool
        Whether the fact was named when the round opened.
    seed, replicates, confidence
        As of `estimates`.

    Returns
    -------
    dict
        `by`, `coefficient`, `named_before`, `rows`, and `remark`: None, or that the strata differ rather than agree. Of
        more than 20 strata, the smallest are one row.

    Examples
    --------
    >>> rows = {1: ("a", "a"), 2: ("a", "a"), 3: ("b", "b"), 4: ("b", "b")}
    >>> report = strata_report(rows, {1: "low", 2: "low", 3: "high"}, by="severity", order=("high", "low"))
    >>> [(row["stratum"], row["units"], row["undefined"] is None) for row in report["rows"]]
    [('high', 1, False), ('low', 2, False), ('unknown', 1, False)]
    """
    members: dict[str, list[Any]] = defaultdict(list)
    for unit in rows:
        members[facts.get(unit, "") or "unknown"].append(unit)
    whole = ratings_of_rows(list(rows.values()))
    coefficient = coefficient or default_coefficient(whole, whole)
    listed = [
        _row(name, [rows[unit] for unit in units], coefficient, seed, replicates, confidence)
        for name, units in _at_most(members, order)
    ]
    pooled = coefficient.value_or_none(whole)
    values = [row["value"] for row in listed if row["value"] is not None]
    between = len(listed) > 1 and bool(values) and pooled is not None and pooled > max(values)
    return {
        "by": by,
        "coefficient": coefficient.name,
        "named_before": named_before,
        "rows": listed,
        "remark": BETWEEN if between else None,
    }


def _at_most(members: Mapping[str, list[Any]], order: Sequence[str]) -> list[tuple[str, list[Any]]]:
    """Return the strata in their order; of more than `MOST_ROWS`, the smallest ones are joined."""
    position = {name: index for index, name in enumerate(order)}
    names = sorted(members, key=lambda name: (name == "unknown", position.get(name, len(position)), name))
    if len(names) <= MOST_ROWS:
        return [(name, members[name]) for name in names]
    largest = set(sorted(names, key=lambda name: (-len(members[name]), names.index(name)))[: MOST_ROWS - 1])
    others = [name for name in names if name not in largest]
    joined = [unit for name in others for unit in members[name]]
    return [*((name, members[name]) for name in names if name in largest), (f"other ({len(others)} values)", joined)]


def _row(
    name: str, rows: list[Any], coefficient: Coefficient, seed: int, replicates: int, confidence: float
) -> dict[str, Any]:
    ratings = ratings_of_rows(rows)
    estimate = asdict(
        estimates({0: (coefficient, ratings)}, seed=seed, replicates=replicates, confidence=confidence)[0]
    )
    few = minority(ratings)
    return {
        "stratum": name,
        "units": ratings.units_used,
        "percent_agreement": (exact_match if ratings.multilabel else percent_agreement).value_or_none(ratings),
        **{field: estimate[field] for field in ("value", "low", "high", "method", "undefined", "note")},
        "rare": {"minority": few, "remark": f"{few_outside(few).capitalize()}" if few < RARE else None},
    }
