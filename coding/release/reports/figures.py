"""Figures of a release, rendered from their Vega-Lite specifications."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from advisories.corpus.charts import BAR, CONFIG, SCHEMA, Spec, count_axis
from advisories.corpus.figure_renderer import RENDERER, RenderingFailed
from coding.release.release_file import FigureNotDrawn, ReleaseFile
from coding.release.reports.activities_figure import activities_spec
from coding.rendering.escaping import json_file, single_line
from coding.rendering.figure_text import (
    as_code_points,
    distinct_lines,
    emoji_by_name,
    strings_of,
    with_strings,
    without_sign,
)
from coding.rendering.media_types import JSON, PDF, PNG, SVG
from coding.rendering.numbers import percent
from coding.rendering.pdf import deterministic_pdf
from coding.results.consequence_table import NO_CONSEQUENCE
from coding.results.derive import Publication


def consequence_spec(publication: Publication) -> Spec:
    """Return a bar chart with one bar per consequence, most frequent first, and last the units without one."""
    counts = [(row.consequence, row.count) for row in publication.table]
    if none := len(publication.counts.not_applicable):
        counts.append((NO_CONSEQUENCE, none))
    values: list[dict[str, str | int]] = [
        {"consequence": name, "count": count, "label": f"{count} ({percent(count, publication.decided)} %)"}
        for name, (_, count) in zip(distinct_lines([name for name, _ in counts]), counts, strict=True)
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
            "x": count_axis([int(value["count"]) for value in values], noun="Units"),
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
    if notice := single_line(publication.data.notice):
        spec["title"] = {"text": "Consequences", "subtitle": textwrap.wrap(notice, 80)}
    return spec


SCALE = 2  # pixels of a PNG per pixel of the figure


def figure_files(
    name: str, sentence: str, spec_of: Callable[[Publication], Spec], *, condition: str = ""
) -> tuple[ReleaseFile, ...]:
    """Return the files of a figure, all drawn from its specification, which is one of them."""

    def file(extension: str, media_type: str, draw: Callable[[Spec], bytes], kind: str) -> ReleaseFile:
        return ReleaseFile(
            f"{name}.{extension}",
            f"{sentence}{kind}",
            lambda publication: draw(with_strings(spec_of(publication), emoji_by_name)),
            media_type,
            condition=condition,
        )

    return (
        file("svg", SVG, svg, " as a figure"),
        file("png", PNG, png, " as a figure, in pixels"),
        file("pdf", PDF, pdf, " as a figure, for a page"),
        file("vl.json", JSON, spec_json, ": Vega-Lite specification of the figure"),
    )


def svg(spec: Spec) -> bytes:
    """Return the figure as SVG. Raise FigureNotDrawn if the renderer fails."""
    with _renderer():
        return RENDERER.svg(spec)


def png(spec: Spec) -> bytes:
    """Return the figure in pixels, at twice its size. Raise FigureNotDrawn if the renderer fails."""
    with _renderer():
        return RENDERER.png(RENDERER.svg(shown(spec)), SCALE)


def pdf(spec: Spec) -> bytes:
    """Return the figure as a page. Raise FigureNotDrawn if the renderer fails."""
    with _renderer():
        return deterministic_pdf(RENDERER.pdf(RENDERER.svg(shown(spec))))


def shown(spec: Spec) -> Spec:
    """Return the figure with code points in brackets for characters that no font of this server shows."""
    unknown = without_sign("".join(strings_of(spec)))
    changed: Spec = with_strings(spec, lambda text: as_code_points(text, unknown))
    return changed


def unknown_to_figures(publication: Publication) -> str:
    """Return the characters that the figures in PDF and PNG show as code points."""
    spec_of = activities_spec if publication.of_projects else consequence_spec
    spec = with_strings(spec_of(publication), emoji_by_name)
    try:
        return without_sign("".join(strings_of(spec)))
    except RenderingFailed:  # so that these figures are missing altogether
        return ""


def missing_figures(publication: Publication, names: Collection[str], table: Mapping[str, ReleaseFile]) -> list[str]:
    """Return the figures that a release with files of these names lacks."""
    figures = [file for name, file in table.items() if name.endswith((".svg", ".png", ".pdf")) and name not in names]
    return [file.name for file in figures if file.belongs_to(publication)]


@contextmanager
def _renderer() -> Iterator[None]:
    """Turn every failure of the renderer, which depends on the fonts of the server, into FigureNotDrawn."""
    try:
        yield
    except Exception as error:
        raise FigureNotDrawn(single_line(str(error).partition("\n")[0])) from error


def spec_json(spec: Spec) -> bytes:
    """Return the specification, which Vega-Lite's editor opens."""
    return json_file(spec)
