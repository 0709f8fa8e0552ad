"""Figures of a release, rendered from their Vega-Lite specifications."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable

from advisories.corpus.charts import BAR, CONFIG, SCHEMA, Spec, count_axis, svg
from coding.rendering.escaping import encoded, single_line
from coding.rendering.numbers import percent
from coding.rendering.pdf import deterministic_pdf
from coding.results.derive import Publication


def consequence_spec(publication: Publication) -> Spec:
    """A bar for each consequence with its count and percentage on it, most frequent first."""
    values = [
        {
            "consequence": single_line(row.consequence),
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
    if notice := single_line(publication.inputs.notice):
        spec["title"] = {"text": "Consequences", "subtitle": textwrap.wrap(notice, 80)}
    return spec


SCALE = 2  # pixels of a PNG for one of the figure's


def figure_files(name: str, spec_of: Callable[[Publication], Spec]) -> dict[str, Callable[[Publication], bytes]]:
    """A figure's files, all drawn from its one specification, which is a file as well."""
    return {
        f"{name}.svg": lambda publication: svg(spec_of(publication)),
        f"{name}.png": lambda publication: png(spec_of(publication)),
        f"{name}.pdf": lambda publication: pdf(spec_of(publication)),
        f"{name}.vl.json": lambda publication: spec_json(spec_of(publication)),
    }


def png(spec: Spec) -> bytes:
    """The same drawing in pixels, at twice its size."""
    # Imported here, as in `svg`: few processes render figures.
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg(spec).decode(), scale=SCALE))


def pdf(spec: Spec) -> bytes:
    """The same drawing for a page."""
    import vl_convert

    return deterministic_pdf(bytes(vl_convert.svg_to_pdf(svg(spec).decode())))


def spec_json(spec: Spec) -> bytes:
    """The specification itself, which Vega-Lite's editor opens."""
    return encoded(json.dumps(spec, indent=2, ensure_ascii=False) + "\n")
