"""Influence of individual raters, as CSV and as JSON for the web interface."""

from __future__ import annotations

from typing import Any

from coding.rendering.escaping import Cell, csv_bytes
from coding.results.derive import Publication
from coding.results.rater_influence import RaterInfluence, rater_influence

OVERRULED_COLUMNS = ("rater", "units", "otherwise", "rate", "wilson_low", "wilson_high", "ranks_moved")
INFLUENCE_COLUMNS = (
    "rater",
    "consequence",
    "units",
    "decided",
    "decided_proportion",
    "decided_rank",
    "alone",
    "alone_proportion",
    "alone_rank",
    "moved",
)


def overruled_csv(publication: Publication) -> bytes:
    """Return one row per rater: on how many of their decided units they were overruled."""
    rows: list[list[Cell]] = []
    for influence in rater_influence(publication):
        limits = influence.interval or (None, None)
        rows.append(
            [influence.rater, influence.units, influence.overruled, influence.rate, *limits, len(influence.moved)]
        )
    return csv_bytes(OVERRULED_COLUMNS, rows)


def rater_influence_csv(publication: Publication) -> bytes:
    """Return one row per rater and consequence (or activity): as decided, and by this rater's own codings."""
    kind = "activity" if publication.of_projects else "consequence"
    rows: list[list[Cell]] = [
        [
            influence.rater,
            row.consequence,
            influence.units,
            row.decided,
            row.decided / influence.units,
            row.decided_rank,
            row.own_count,
            row.own_count / influence.units,
            row.own_rank,
            "yes" if row.moved else "no",
        ]
        for influence in rater_influence(publication)
        for row in influence.rows
    ]
    return csv_bytes([kind if column == "consequence" else column for column in INFLUENCE_COLUMNS], rows)


def rater_influence_json(publication: Publication) -> list[dict[str, Any]]:
    """Return one object per rater with the rows of the rater's own table."""
    return [_rater(influence) for influence in rater_influence(publication)]


def _rater(influence: RaterInfluence) -> dict[str, Any]:
    low, high = influence.interval or (None, None)
    return {
        "rater": influence.rater,
        "units": influence.units,
        "overruled": influence.overruled,
        "rate": influence.rate,
        "low": low,
        "high": high,
        "rows": [
            {
                "consequence": row.consequence,
                "decided": row.decided,
                "own_count": row.own_count,
                "decided_rank": row.decided_rank,
                "own_rank": row.own_rank,
                "moved": row.moved,
            }
            for row in influence.rows
        ],
    }
