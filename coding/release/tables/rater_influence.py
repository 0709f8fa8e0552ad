"""Influence of individual raters, as CSV and as JSON for the web interface."""

from __future__ import annotations

from typing import Any

from coding.rendering.escaping import Cell, csv_bytes
from coding.results.derive import Publication
from coding.results.rater_influence import RaterInfluence, rater_influence

OVERRIDES = ("rater", "units", "otherwise", "rate", "wilson_low", "wilson_high", "ranks_moved")
DEPENDENCE = (
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
    for alone in rater_influence(publication):
        limits = alone.interval or (None, None)
        rows.append([alone.rater, alone.units, alone.overruled, alone.rate, *limits, len(alone.moved)])
    return csv_bytes(OVERRIDES, rows)


def rater_influence_csv(publication: Publication) -> bytes:
    """Return one row per rater and consequence: as decided, and by this rater's own codings."""
    rows: list[list[Cell]] = [
        [
            alone.rater,
            row.consequence,
            alone.units,
            row.decided,
            row.decided / alone.units,
            row.decided_rank,
            row.own_count,
            row.own_count / alone.units,
            row.own_rank,
            "yes" if row.moved else "no",
        ]
        for alone in rater_influence(publication)
        for row in alone.rows
    ]
    return csv_bytes(DEPENDENCE, rows)


def rater_influence_json(publication: Publication) -> list[dict[str, Any]]:
    """Return one object per rater with the rows of their own table."""
    return [_rater(alone) for alone in rater_influence(publication)]


def _rater(alone: RaterInfluence) -> dict[str, Any]:
    low, high = alone.interval or (None, None)
    return {
        "rater": alone.rater,
        "units": alone.units,
        "overruled": alone.overruled,
        "rate": alone.rate,
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
            for row in alone.rows
        ],
    }
