"""Severity as CSV and as a figure: counts of the sample, and of each consequence."""

from __future__ import annotations

from advisories.corpus.charts import CONFIG, SCHEMA, Spec, severity_bars, severity_name
from coding.dataset.rows import SEVERITIES
from coding.rendering.escaping import Cell, csv_bytes, single_line
from coding.results.consequence_table import NO_CONSEQUENCE
from coding.results.derive import Publication

# From critical to low, one hue from dark to light, which is distinguishable in grey as well; unknown is grey.
_COLOURS = ("#1f2f49", "#4c6a92", "#8fa8c8", "#d3deec", "#bbbbbb")
_LEGIBLE = ("#ffffff", "#ffffff", "#000000", "#000000", "#000000")


def severity_csv(publication: Publication) -> bytes:
    """Return one row per severity, from critical to low, then unknown if there are any."""
    rows = [(severity_name(band), count) for band, count in publication.severity]
    return csv_bytes(("severity", "count"), rows)


def severity_by_consequence(publication: Publication) -> list[tuple[str, list[int]]]:
    """Return the units of each row of the table by band, in the order of `SEVERITIES`; last those without one."""
    counts = publication.counts.consequence_severity
    rows = [(row.consequence, [counts[row.consequence][band] for band in SEVERITIES]) for row in publication.table]
    if publication.counts.not_applicable:
        rows.append((NO_CONSEQUENCE, [publication.counts.outcome_severity[band] for band in SEVERITIES]))
    return rows


def severity_by_consequence_csv(publication: Publication) -> bytes:
    """Return one row per consequence and one column per band; a unit with several consequences counts in each."""
    header = ("consequence", *(severity_name(band) for band in SEVERITIES), "count")
    rows: list[list[Cell]] = [[label, *counts, sum(counts)] for label, counts in severity_by_consequence(publication)]
    return csv_bytes(header, rows)


def severity_spec(publication: Publication) -> Spec:
    """Return a bar chart with one bar per severity, labelled with the number of units."""
    return severity_bars(publication.severity, noun="Units")


def severity_cells(publication: Publication) -> list[dict[str, str | int]]:
    """Return one row per consequence and band that has units."""
    return [
        {"consequence": single_line(label), "severity": severity_name(band), "count": count}
        for label, counts in severity_by_consequence(publication)
        for band, count in zip(SEVERITIES, counts, strict=True)
        if count
    ]


def severity_by_consequence_spec(publication: Publication) -> Spec:
    """Return a figure with one cell per consequence and band, darker if more severe, with its count."""
    bands = [severity_name(band) for band, _ in publication.severity]
    values = severity_cells(publication)
    names = [severity_name(band) for band in SEVERITIES]
    order = list(dict.fromkeys(str(value["consequence"]) for value in values))
    return {
        "$schema": SCHEMA,
        "description": "Units by consequence and severity",
        "width": {"step": 72},
        "height": {"step": 26},
        "data": {"values": values},
        "encoding": {
            "y": {
                "field": "consequence",
                "type": "nominal",
                "title": None,
                "scale": {"domain": order},
                "axis": {"labelLimit": 260},
            },
            "x": {
                "field": "severity",
                "type": "nominal",
                "title": "Severity",
                "scale": {"domain": bands},
                "axis": {"labelAngle": 0, "orient": "top"},
            },
        },
        "layer": [
            {
                "mark": {"type": "rect"},
                "encoding": {
                    "color": {
                        "field": "severity",
                        "type": "nominal",
                        "legend": None,
                        "scale": {"domain": names, "range": list(_COLOURS)},
                    }
                },
            },
            {
                "mark": {"type": "text"},
                "encoding": {
                    "text": {"field": "count", "type": "quantitative"},
                    "color": {
                        "field": "severity",
                        "type": "nominal",
                        "legend": None,
                        "scale": {"domain": names, "range": list(_LEGIBLE)},
                    },
                },
            },
        ],
        "resolve": {"scale": {"color": "independent"}},
        "config": CONFIG,
    }
