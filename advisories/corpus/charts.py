"""Figures: one Vega-Lite specification each, rendered to SVG for the web interface and for print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

Spec = dict[str, Any]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
VEGA_LITE: Final = "6.4"  # the version that the renderer loads
BAR: Final = "#4c6a92"

CONFIG: Final[Spec] = {
    # Liberation Sans is part of the renderer, so that print needs no installed font.
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",
    "view": {"stroke": None},
    "scale": {"bandPaddingInner": 0.3},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "ticks": False},
    "text": {"fontSize": 12},
    "title": {"fontSize": 13, "subtitleFontSize": 11, "anchor": "start", "frame": "group"},
}


THEMES: Final = ("light", "dark")
_DARK_TEXT: Final = "#d5d8dc"
_DARK_CONFIG: Final[Spec] = {
    "axis": {
        "labelColor": _DARK_TEXT,
        "titleColor": _DARK_TEXT,
        "domainColor": "#6b727b",
        "tickColor": "#6b727b",
        "gridColor": "#3a3f45",
    },
    "title": {"color": _DARK_TEXT, "subtitleColor": _DARK_TEXT},
    "text": {"color": _DARK_TEXT, "fill": _DARK_TEXT},
    "rule": {"color": _DARK_TEXT},
    "tick": {"color": _DARK_TEXT},
}


def svg(spec: Spec) -> bytes:
    """Render a specification to SVG. Raise ValueError if it is invalid or names data to fetch."""
    # Imported here: the renderer takes over 100 MB, and few processes render figures.
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])).encode()


def png(figure: bytes, scale: float) -> bytes:
    """Return an SVG in pixels, scaled."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(figure.decode(), scale=scale))


def pdf(figure: bytes) -> bytes:
    """Return an SVG as a page."""
    import vl_convert

    return bytes(vl_convert.svg_to_pdf(figure.decode()))


def themed(spec: Spec, theme: str) -> Spec:
    """Return the figure with a transparent background, and with light text for the dark theme."""
    if theme == "light":
        return {**spec, "background": "transparent"}
    config = spec.get("config", {})
    dark = {name: {**config.get(name, {}), **values} for name, values in _DARK_CONFIG.items()}
    return {**spec, "background": "transparent", "config": {**config, **dark}}


def severity_name(band: str) -> str:
    """Return the printed name of a severity band; "unknown" for ""."""
    return band or "unknown"


def severity_bars(counts: Sequence[tuple[str, int]], *, noun: str) -> Spec:
    """Return a bar chart of severities with counts on the bars. `noun` is what is counted, like "Units"."""
    values = [{"severity": severity_name(band), "count": count} for band, count in counts]
    return {
        "$schema": SCHEMA,
        "description": f"{noun} by severity: " + ", ".join(f"{row['severity']} {row['count']}" for row in values),
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
            "y": count_axis([count for _, count in counts], noun=noun),
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


def count_axis(counts: Sequence[int], *, noun: str) -> Spec:
    """Return an axis of whole numbers from 0, without a grid, because each bar shows its number."""
    ticks = min(5, max(counts, default=1))
    axis = {"format": "d", "grid": False, "tickCount": max(ticks, 1), "tickMinStep": 1}
    return {"field": "count", "type": "quantitative", "title": noun, "axis": axis}
