"""The figures of a release, from the same specifications on the page and for print."""

from __future__ import annotations

import textwrap

from advisories.figures import BAR, CONFIG, SCHEMA, VEGA_LITE, Spec, count_axis, severity_bars
from coding.derivation import Publication
from coding.exporters.numbers import percent
from coding.exporters.safe import plain_line


def severity_spec(publication: Publication) -> Spec:
    """A bar for each severity with the number of units on it."""
    return severity_bars(publication.severity, noun="Units")


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
            "x": count_axis([row.count for row in publication.table], noun="Units"),
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
