"""Figures: one Vega-Lite specification each, drawn the same on the page and for print."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from coding.derivation import Publication
from coding.exporters.numbers import percent
from coding.exporters.safe import plain_line
from coding.exporters.table import severity_name

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
VEGA_LITE = "6.4"  # as on the page
BAR = "#4c6a92"

CONFIG: Spec = {
    # Liberation Sans comes with the renderer, so that print needs no font of the machine.
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",
    "view": {"stroke": None},
    "scale": {"bandPaddingInner": 0.3},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "ticks": False},
    "text": {"fontSize": 12},
    "title": {"fontSize": 13, "subtitleFontSize": 11, "anchor": "start", "frame": "group"},
}


def severity_spec(publication: Publication) -> Spec:
    """A bar for each severity with the number of units on it."""
    values = [{"severity": severity_name(band), "count": count} for band, count in publication.severity]
    return {
        "$schema": SCHEMA,
        "description": "Units by severity: " + ", ".join(f"{row['severity']} {row['count']}" for row in values),
        "width": {"step": 72},
        "height": 220,
        "data": {"values": values},
        "encoding": {
            "x": {
                "field": "severity",
                "type": "nominal",
                "sort": None,
                "title": "Severity",
                "axis": {"labelAngle": 0},
            },
            "y": _count_axis(publication.severity),
        },
        "layer": [
            {"mark": {"type": "bar", "color": BAR}},
            {
                "mark": {"type": "text", "baseline": "bottom", "dy": -3},
                "encoding": {"text": {"field": "count", "type": "quantitative"}},
            },
        ],
        "config": CONFIG,
    }


def consequence_spec(publication: Publication) -> Spec:
    """A bar for each consequence with its count and percentage on it, most frequent first."""
    values = [
        {
            "consequence": plain_line(row.consequence),
            "count": row.count,
            "label": f"{row.count} ({percent(row.count, publication.decided)} %)",
        }
        for row in publication.table
    ]
    spec: Spec = {
        "$schema": SCHEMA,
        "description": "Units by consequence",
        "width": 380,
        "height": {"step": 26},
        "data": {"values": values},
        "encoding": {
            "y": {
                "field": "consequence",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 260},
            },
            "x": _count_axis([(row.consequence, row.count) for row in publication.table]),
        },
        "layer": [
            {"mark": {"type": "bar", "color": BAR}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4},
                "encoding": {"text": {"field": "label", "type": "nominal"}},
            },
        ],
        "config": CONFIG,
    }
    if notice := plain_line(publication.inputs.notice):
        spec["title"] = {"text": "Consequences", "subtitle": textwrap.wrap(notice, 80)}
    return spec


def _count_axis(counts: Sequence[tuple[str, int]]) -> Spec:
    """Whole numbers from 0; without a grid, for each bar bears its number."""
    ticks = min(5, max((count for _, count in counts), default=1))
    axis = {"format": "d", "grid": False, "tickCount": max(ticks, 1), "tickMinStep": 1}
    return {"field": "count", "type": "quantitative", "title": "Units", "axis": axis}


def severity_svg(publication: Publication) -> bytes:
    """The severity figure for print."""
    return svg(severity_spec(publication))


def consequences_svg(publication: Publication) -> bytes:
    """The consequence figure for print."""
    return svg(consequence_spec(publication))


def svg(spec: Spec) -> bytes:
    """A specification as SVG; nothing is fetched, whatever it names."""
    # Imported here: the renderer is large, and only a release draws figures.
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])).encode()
